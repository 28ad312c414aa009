// The functions of global code and of eval code have no environment of their own: they
// use the one that they were made in. Duktape.act gives them away; they are called again.
var runs = (typeof runs === 'undefined' ? 0 : runs) + 1;
var program = Duktape.act(-2)['function'];
function scope(x) {
    var log = [];
    return {
        code: eval('log.push(x); x += 1; var made = x * 10; Duktape.act(-2)["function"]'),
        peek: function () {
            return [x, made, log.join('+')].join();
        }
    };
}
var one = scope(1),
    two = scope(100);
print(runs, one.peek(), typeof program);
