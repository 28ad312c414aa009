// The CoffeeScript compiler: tokens and syntax trees made before, compiled after.
var CS = exports;
var tokens = CS.tokens('square = (x) -> x * x'),
    tree = CS.nodes('a = [1..3]\nfor x in a when x isnt 2\n  b x ? "none"'),
    compiled = CS.compile('class A extends B\n  constructor: (@n = 5) -> super\n  get: => @n', {
        bare: true
    });
function first(s) {
    return s.replace(/\s+/g, ' ').trim();
}
print(CS.VERSION, tokens.length, first(compiled).length);
