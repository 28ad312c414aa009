// core-js: collections, symbols, iterators and promises whose jobs wait in a queue of ours.
var map = new Map([
        ['a', 1],
        [NaN, 'nan'],
        [0, 'zero']
    ]),
    set = new Set('hello'),
    keyObj = {},
    weak = new WeakMap(),
    ws = new WeakSet([keyObj]);
weak.set(keyObj, 'weak value');
map.set(keyObj, 'object key');
var it = map.entries(),
    settled = [],
    resolveLater;
it.next();
var pending = new Promise(function (r) {
        resolveLater = r;
    }),
    chain = pending
        .then(function (v) {
            settled.push('got ' + v);
            throw new TypeError('next');
        })
        ['catch'](function (e) {
            settled.push(e.message);
            return 'end';
        });
Promise.all([1, Promise.resolve(2), pending]).then(function (l) {
    settled.push(l.join('+'));
});
Promise.race([pending, Promise.reject(new Error('lost'))])
    ['finally'](function () {
        settled.push('finally');
    })
    ['catch'](function (e) {
        settled.push(e.message);
    });
var arr = Array.from(set),
    sym = Symbol('core'),
    tagged = {
        toString: function () {
            return 'T';
        }
    };
print(
    map.size,
    set.size,
    arr.join(''),
    typeof resolveLater,
    timers.length > 0,
    [1, [2, [3]]].flat(Infinity).join()
);
