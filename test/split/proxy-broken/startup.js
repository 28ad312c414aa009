// Proxies that no longer work: handlers cut off, traps that lie, cycles through a handler.
function revocable(target) {
    var handler = {},
        dead = false;
    ['get', 'set', 'has', 'deleteProperty', 'ownKeys'].forEach(function (trap) {
        handler[trap] = function () {
            if (dead) {
                throw new TypeError('revoked');
            }
            return Reflect[trap].apply(
                Reflect,
                Array.prototype.slice.call(arguments, 0, trap === 'set' ? 3 : 2)
            );
        };
    });
    return {
        proxy: new Proxy(target, handler),
        revoke: function () {
            dead = true;
        }
    };
}
var r1 = revocable({ a: 1 }),
    r2 = revocable({ b: 2 });
r1.revoke();
var frozen = Object.freeze({ fixed: 1 });
var liar = new Proxy(frozen, {
    get: function () {
        return 'lie';
    },
    has: function () {
        return false;
    },
    ownKeys: function () {
        return ['other'];
    }
});
var selfish = {};
selfish.handler = {
    get: function (t, k) {
        return k === 'me' ? selfish.proxy : t[k];
    }
};
selfish.proxy = new Proxy(selfish, selfish.handler);
function attempt(name, f) {
    var r;
    try {
        r = f();
    } catch (e) {
        r = e.name;
    }
    print(name, r);
}
attempt('dead', function () {
    return r1.proxy.a;
});
attempt('alive', function () {
    return r2.proxy.b;
});
