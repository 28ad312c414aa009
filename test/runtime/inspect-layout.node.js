// util.inspect: line breaks, columns, depth, limits and options
var util = require('util');
var numbers = [];
for (var i = 0; i < 150; i++) numbers.push(i * i);
console.log(numbers);
console.log(util.inspect(numbers, { maxArrayLength: 2 }), util.inspect(numbers, { maxArrayLength: 0 }));
console.log(util.inspect(numbers.slice(0, 30), { breakLength: 40 }));
console.log(['apple', 'fig', 'banana', 'kiwi', 'cherry', 'date', 'elderberry', 'grape', 'honeydew']);
console.log({ a: { b: { c: { d: 1 } } } }, { l1: { l2: { l3: { l4: {} } } }, arr: [[[[]]]] });
console.log({ aaaaaaaaaaaaaaaaaaaaaaaaa: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbb', c: 'ddddddddddddddd' });
console.log({ aaaaaaaaaaaaaaaaaaaaaaaaa: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', c: 'dddddddddddddddd' });
console.log({ text: 'a long text with\nseveral lines that is far too long for one line of the output\nof this program', n: 1 });
console.log([['a', 'b'], ['c', 'd']], [{ a: 1 }, { b: 2 }], { a: [{ b: { c: {} } }] });
console.log(util.inspect({ a: { b: 1 }, c: [1, 2] }, { compact: false }), util.inspect({ a: { b: 1 } }, { compact: 1 }));
console.log(util.inspect({ b: 1, a: 2, c: { z: 1, y: 2 } }, { sorted: true }));
console.log(util.inspect('x'.repeat(20), { maxStringLength: 5 }), util.inspect({ a: { b: {} } }, false, 0));
console.log(util.inspect({ a: 1, b: 'x' }, { colors: true }));
console.log(util.inspect([null, undefined, true, /x/, new Date(0), Symbol('q')], { colors: true }));
console.log(util.inspect([1, 2, 3], { showHidden: true }), ['日本', 'é', 'x', '😀', 'abc', 'd', 'ee', 'fff']);
