// One compiled template, instantiated before and after: code, constants and names are shared.
function outer(tag) {
    var konst = 'constant ' + tag;
    return {
        never: function () {
            return function deep() {
                return function deeper() {
                    return [konst, tag, 'literal', 3.25, /re(x)/.exec('rex')[1]].join();
                };
            };
        },
        obj: function () {
            return { k: 'v', list: [1, 'two', { three: 3 }] };
        },
        num: function () {
            return 1e100 + 0.1;
        }
    };
}
var a = outer('a'),
    b = outer('b');
var deepA = a.never();
print(deepA()(), a.obj().k);
