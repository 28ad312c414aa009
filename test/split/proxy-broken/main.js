attempt('dead get', function () {
    return r1.proxy.a;
});
attempt('dead set', function () {
    r1.proxy.a = 1;
    return 'ok';
});
attempt('dead has', function () {
    return 'a' in r1.proxy;
});
attempt('dead keys', function () {
    return Object.keys(r1.proxy).join();
});
attempt('alive', function () {
    r2.proxy.c = 3;
    return Object.keys(r2.proxy).join();
});
r2.revoke();
attempt('now dead', function () {
    return delete r2.proxy.c;
});
attempt('lie get', function () {
    return liar.fixed;
});
attempt('lie has', function () {
    return 'fixed' in liar;
});
attempt('lie keys', function () {
    return Reflect.ownKeys(liar).join();
});
attempt('self', function () {
    return selfish.proxy.me.me.me === selfish.proxy;
});
attempt('handler cycle', function () {
    return selfish.proxy.handler === selfish.handler;
});
attempt('no proxy', function () {
    return new Proxy(1, {});
});
selfish = null;
Duktape.gc();
attempt('after gc', function () {
    return selfish;
});
