// CoffeeScript 1.12 comes as CommonJS files only. With one shared `exports` they
// run as plain scripts, in the order of the file `libs`.
var exports = { VERSION: '1.12.7', version: '1.12.7' };
var module = { exports: exports };
function require(name) {
    return name === './sourcemap' ? module.exports : exports;
}
