/* CoffeeScript 1.12 comes as CommonJS files only. With one shared `exports` they
   run as plain scripts, in this order: helpers, sourcemap, scope, rewriter, lexer,
   parser, nodes, coffee-script. The compiler is then `exports.compile`. */
var exports = { version: '1.12.7' };
var module = { exports: exports };
function require(name) { return name === './sourcemap' ? module.exports : exports; }
