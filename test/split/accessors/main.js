print(ada.full, ada.hasOwnProperty('full'), Object.keys(ada).join());
ada.full = 'Grace Hopper';
print(ada.first, ada.last, log.join());
print(counter.next);
counter.next = 100;
print(counter.next);
half.ro = 'ignored';
half.wo = 'written';
half.none = 1;
print(half.ro, half.wo, half.none, log[log.length - 1]);
var d = Object.getOwnPropertyDescriptor(half, 'wo');
print(typeof d.get, typeof d.set, d.enumerable, d.configurable);
print(Object.getOwnPropertyDescriptor(proto, 'full').get === getterBefore);
Object.defineProperty(proto, 'full', {
    get: function () {
        return 'new ' + this.last;
    }
});
print(ada.full, typeof Object.getOwnPropertyDescriptor(proto, 'full').set);
Object.defineProperty(half, 'ro', { value: 'data now', writable: true });
half.ro += '!';
print(half.ro);
Object.defineProperty(half, 'plain', { value: 1, configurable: true });
Object.defineProperty(half, 'plain', {
    get: function () {
        return 'accessor now';
    }
});
print(half.plain, Object.keys(half).join());
