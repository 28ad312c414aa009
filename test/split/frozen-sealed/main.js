function state(o) {
    return [Object.isExtensible(o), Object.isSealed(o), Object.isFrozen(o)].join();
}
[fr, se, ne, ff, Point.prototype, emptyLocked, Point].forEach(function (o) {
    print(state(o));
});
fr.x = 9;
fr.z = 9;
delete fr.y;
se.x = 9;
se.z = 9;
delete se.y;
ne.x = 9;
ne.z = 9;
delete ne.y;
print(JSON.stringify([fr, se, ne]), fr.sum());
(function () {
    'use strict';
    [
        function () {
            fr.x = 1;
        },
        function () {
            fr.n = 1;
        },
        function () {
            delete se.x;
        },
        function () {
            ne.n = 1;
        },
        function () {
            Object.setPrototypeOf(ne, null);
        },
        function () {
            Point.prototype.sum = 1;
        },
        function () {
            ff.extra = 1;
        },
        function () {
            Object.defineProperty(emptyLocked, 'q', { value: 1 });
        },
        function () {
            new Point(1, 2).sum = 'shadow';
        }
    ].forEach(function (f, i) {
        try {
            f();
            print(i, 'no error');
        } catch (e) {
            print(i, e.name);
        }
    });
})();
delete ne.x;
print(state(ne), Object.keys(ne).join());
Object.freeze(ne);
print(state(ne), ff(), new Point(7, 8).sum());
Object.freeze((this.freshLock = { a: 1 }));
freshLock.a = 2;
print(freshLock.a);
