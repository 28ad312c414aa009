// errors inside and outside of objects, with stacks that are the same everywhere
var util = require('util');
function make(Type, message, stack) {
    var e = new Type(message);
    Object.defineProperty(e, 'stack', { value: stack, enumerable: false, configurable: true, writable: true });
    return e;
}
var e = make(Error, 'msg', 'Error: msg\n    at fake (file.js:1:2)');
console.log(e, [e], { e: e });
e.code = 'EX';
console.log(e, { n: { e: e } });
var short = make(TypeError, 'no frames', 'TypeError: no frames');
console.log(short, [short], { short: short });
var lines = make(Error, 'multi\nline', 'Error: multi\nline\n    at a\n    at b');
console.log(lines, { lines: lines });
lines.cause = make(Error, 'c', 'Error: c\n    at z');
console.log(lines);
function Mine(message) { this.message = message; this.name = 'Mine'; }
Mine.prototype = Object.create(Error.prototype);
Mine.prototype.constructor = Mine;
var mine = new Mine('hey');
Object.defineProperty(mine, 'stack', { value: 'Mine: hey\n    at x' });
console.log(mine);
console.log(util.inspect(e, { compact: false }), util.format('%s', short), String(e));
