// Lengths that are properties like any other beside those that are not, and elements that a
// prototype may have.
var log = [];
function say() {
    log.push(Array.prototype.join.call(arguments, ' '));
}
function lengths() {
    var f = function (a, b) {}, g = function () { return arguments; }, a = g(1, 2, 3), s = new String('text'), o = { length: 'own' };
    var got = { get length() { return 'got'; } }, below = Object.create(a), r = [a.length, f.length, s.length, o.length, got.length, below.length];
    a.length = 'changed';
    r.push(a.length, below.length, a.length = 7);
    delete a.length;
    r.push(a.length, below.length);
    a = g();
    Object.defineProperty(a, 'length', { get: function () { return this === a; } });
    r.push(a.length, Object.create(f).length, delete f.length, f.length, new Uint8Array(3).length, [].slice.call(s, 1).join(''));
    r.push(new Proxy([1, 2], {}).length, new Proxy(g(1), { get: function () { return 'trap'; } }).length, 'ab'.length, Function.length, Math.max.length);
    r.push([].concat.apply([], [[1], g(2)]).length, [].map.call('abc', String).length, [].join.call(got, '+'), (5).length, Symbol.prototype.length);
    return r.join();
}
function sloppy(a) { arguments.length = 0; return [].join.call(arguments) + arguments.length; }
function inherited(array, n) {
    var i, a = [], r = [];
    for (i = 0; i < n; i++) { a[i] = i; }
    r.push(a.join(''), a[n], a[n + 1], 'x'[2], array[1], array.length);
    array[array.length] = 'appended';
    array[array.length + 1] = 'after a hole';
    return r.concat(array.join('|'), Object.keys(array).join('')).join();
}
function on_prototypes() {
    var r = [], set = [];
    Object.prototype[3] = 'three';
    Array.prototype[5] = 'five';
    r.push(inherited([1, , 3], 3), inherited([], 6), [][3], [][5], {}[3], delete Object.prototype[3], [][3]);
    Object.defineProperty(Object.prototype, '4', { set: function (v) { set.push(v); }, get: function () { return 'got'; }, configurable: true });
    var a = [0, 1, 2, 3];
    a[4] = 'set';
    a.push('pushed');
    r.push(a.length, a[4], set.join(), {}[4], delete Object.prototype[4], [0, 1, 2, 3][4], delete Array.prototype[5]);
    Object.prototype[4294967294] = 'last';
    r.push([][4294967294], [][4294967295], {}[4294967294], delete Object.prototype[4294967294], [][4294967294]);
    return r.join();
}
function numbered() {
    var o = { 1: 'one', 10: 'ten', x: 1 }, many = {}, i, r = [o[1], o[10], o[2], o['1'], o[1.5], o[-1]];
    for (i = 0; i < 40; i += 2) { many[i] = 'm' + i; many['n' + i] = i; }
    delete many[4];
    var below = Object.create(many, { 7: { value: 'seven' } });
    for (i = 0; i < 12; i++) { r.push(many[i], below[i]); }
    many[4] = 'again';
    delete o[1];
    return r.concat(below[4], o[1], Object.create(o)[10]).join();
}

// Environments that go with their function, and those that are kept.
var kept = [];
function environments(n) {
    var local = n, other = { n: n };
    function inner() { return local + typeof other; }
    if (n % 3 === 0) { kept.push(inner); }
    if (n % 3 === 1) { kept.push(function () { return eval('local + 1'); }); }
    local += 0.5;
    return inner() + arguments.length;
}
function mapped(a) { kept.push(arguments); a = 'changed'; return arguments[0]; }
function generator(n) {
    var state = n;
    return new Duktape.Thread(function (x) { var y = x + state; Duktape.Thread.yield(function () { return y++; }); return y + arguments.length; });
}
var thread = generator(1), from_thread = Duktape.Thread.resume(thread, 1);
function run() {
    say(lengths(), sloppy(1, 2), numbered());
    say(on_prototypes(), inherited([1, 2, 3], 20));
    say([0, 1, 2, 3].map(environments).join(), mapped(1, 2), kept.map(function (f) { return typeof f === 'function' ? f() : f[0]; }).join());
}
run();
