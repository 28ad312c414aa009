// What the engine does in a short way, beside what must take the long one: new properties,
// elements by number, instanceof, matches, scopes.
var log = [];
function say() {
    log.push(Array.prototype.join.call(arguments, ' '));
}
function attempt(f) {
    try {
        say('value', f());
    } catch (e) {
        say(e.name, e.message);
    }
}
function Base() {}
Object.defineProperty(Base.prototype, 'fixed', { value: 1, writable: false });
Object.defineProperty(Base.prototype, 'got', {
    get: function () { return 'getter'; },
    set: function (v) { say('setter', v, this === made); },
});
Base.prototype.plain = 'inherited';
var made = new Base();
var sealed = Object.preventExtensions(new Base());
var numbered = Object.create({ 3: 'three below', 7: 'seven below' });
numbered[3] = 'three';
var wrapped = new Proxy({ 1: 'one' }, {
    get: function (t, k) { return 'trap ' + String(k); },
    has: function () { return true; },
    set: function (t, k, v) { say('trapped', String(k), v); return true; },
});
var below = Object.create(wrapped);
var global = /b(.)?/g, sticky = /^(?:a|\u00e9)+?(?=(c))/i;
function counter(a, b, c, d, e, f, g, h, i, j) {
    var k = 1, l = 2;
    return function (step) {
        a += step; j = a + k; l = j;
        return [a, b, c, d, e, f, g, h, i, j, k, l].join();
    };
}
var step = counter(1, 2, 3, 4);
step(1);
function named() {
    var hidden = 1;
    eval('var later = 2');
    return function () { return hidden + (typeof later === 'undefined' ? 'none' : later) + delete later; };
}
var deletes = named();
