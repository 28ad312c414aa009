// Buffer: making, comparing, searching, filling, copying
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message]; } }
[null, undefined, 5, {}, { length: 2 }, [256, -1, '3', 'x'], new String('boxed'), { type: 'Buffer', data: [1, 2] }, true, new Uint16Array([257, 2]),
    new ArrayBuffer(2)].forEach(function (v) { console.log(attempt(function () { return Buffer.from(v); })); });
console.log(attempt(function () { return Buffer.alloc('3'); }), attempt(function () { return Buffer.alloc(-1); }), Buffer.alloc(5, 'ab'), Buffer.alloc(3, 7),
    Buffer.alloc(4, 'YWI=', 'base64'), Buffer.allocUnsafe(3).length);
console.log(Buffer.concat([Buffer.from('a'), Buffer.from('bc')]), Buffer.concat([Buffer.from('abc')], 2), Buffer.concat([Buffer.from('a')], 3), Buffer.concat([]),
    attempt(function () { return Buffer.concat(3); }), attempt(function () { return Buffer.concat([3]); }));
var memory = new ArrayBuffer(6);
var view = Buffer.from(memory, 2, 3);
view[0] = 9;
console.log(new Uint8Array(memory), view.length, view.byteOffset, view.buffer === memory, attempt(function () { return Buffer.from(memory, 9); }));
var b = Buffer.from('abcabc');
[undefined, 0, 1, 3, 6, 7, -1, -3, -100, 1.5, NaN].forEach(function (o) {
    console.log(o, b.indexOf('c', o), b.lastIndexOf('c', o), b.indexOf('', o), b.lastIndexOf('', o), b.indexOf(97, o), b.includes('bc', o), b.indexOf(Buffer.from('ca'), o));
});
console.log(b.indexOf('YmM=', 0, 'base64'), attempt(function () { return b.indexOf({}); }));
var s = b.slice(1, -1), u = b.subarray(2);
s[0] = 90;
console.log(b, s, u, s instanceof Buffer, u instanceof Buffer, Buffer.isBuffer(u), Buffer.isBuffer(new Uint8Array(1)), b.equals(Buffer.from('aZcabc')),
    b.compare(u), Buffer.compare(u, b), b.compare(u, 0, 1, 2, 3), attempt(function () { return b.equals('x'); }));
console.log(b.write('xy', 1), b.write('é', 5), b.write('日', 4), b.write('zz', 0, 1), b.write('6869', 2, 'hex'), b, attempt(function () { return b.write(5); }), attempt(function () { return b.write('a', 99); }));
console.log(b.fill('q', 1, 3), b.fill(0), b.fill('6162', 'hex'), b.fill(''), attempt(function () { return b.fill('a', 0, 99); }));
var target = Buffer.alloc(4);
console.log(Buffer.from('hello').copy(target, 1, 2), target, Buffer.from('x').copy(target, 9), attempt(function () { return target.copy(target, -1); }));
console.log(JSON.stringify(Buffer.from('hi')), Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from([1, 2, 3, 4]).swap32(), attempt(function () { return Buffer.alloc(3).swap16(); }));
console.log(Buffer.from('abc') instanceof Uint8Array, Buffer.from('abc').constructor === Buffer, Buffer.name, Buffer.prototype.slice.name, require('buffer').Buffer === Buffer);
