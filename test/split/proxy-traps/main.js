print(log.join('; '));
log = [];
p.d = 10;
print(p.d, target.d, 'a' in p, 'hidden' in p, delete p.a, delete p.b, 'b' in target);
print(Object.getOwnPropertyNames(p).join(), Reflect.ownKeys(p).join());
for (var k in p) {
    print('in', k);
}
print(log.join('; '));
handler.get = function (t, key) {
    return 'swapped ' + String(key);
};
print(p.anything, Object.create(p).deep);
delete handler.get;
print(p.hidden, Object.create(p).c);
delete handler.set;
delete handler.has;
delete handler.ownKeys;
delete handler.deleteProperty;
p.plain = 1;
print(target.plain, Object.keys(p).join(), delete p.plain, 'plain' in target);
(function () {
    'use strict';
    handler.set = function () {
        return false;
    };
    try {
        p.x = 1;
    } catch (e) {
        print(e.name);
    }
    handler.get = function () {
        throw new RangeError('from trap');
    };
    try {
        p.x();
    } catch (e2) {
        print(e2.name, e2.message);
    }
})();
print(p instanceof Object, Array.isArray(new Proxy([], {})), typeof p);
