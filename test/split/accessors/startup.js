// Getters and setters: on instances, on prototypes, only one half present.
var log = [];
var proto = {
    get full() {
        log.push('get full');
        return this.first + ' ' + this.last;
    },
    set full(v) {
        log.push('set full');
        var p = v.split(' ');
        this.first = p[0];
        this.last = p[1];
    }
};
var ada = Object.create(proto);
ada.full = 'Ada Lovelace';
var half = {};
Object.defineProperty(half, 'ro', {
    get: function () {
        return 'ro';
    },
    enumerable: true,
    configurable: true
});
Object.defineProperty(half, 'wo', {
    set: function (v) {
        log.push('wo ' + v);
    },
    enumerable: true,
    configurable: true
});
Object.defineProperty(half, 'none', { get: undefined, set: undefined, configurable: true });
var counter = (function () {
    var n = 0;
    return {
        get next() {
            return ++n;
        },
        set next(v) {
            n = v;
        }
    };
})();
print(ada.full, counter.next, counter.next);
var getterBefore = Object.getOwnPropertyDescriptor(proto, 'full').get;
