// Proxies with every trap the engine calls; target and handler change after boot.
var log = [],
    target = { a: 1, b: 2, hidden: 3 };
var handler = {
    get: function (t, k, r) {
        log.push('get ' + String(k));
        return r === p ? t[k] : 'other receiver';
    },
    set: function (t, k, v) {
        log.push('set ' + k);
        t[k] = v * 2;
        return true;
    },
    has: function (t, k) {
        log.push('has ' + k);
        return k !== 'hidden' && k in t;
    },
    deleteProperty: function (t, k) {
        log.push('delete ' + k);
        return k !== 'a' && delete t[k];
    },
    ownKeys: function (t) {
        log.push('ownKeys');
        return Object.keys(t).filter(function (k) {
            return k !== 'hidden';
        });
    }
};
var p = new Proxy(target, handler);
p.c = 5;
print(p.a, p.c, 'hidden' in p, Object.keys(p).join(), log.length);
