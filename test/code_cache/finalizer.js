/* A finalizer that runs while a cached function makes a closure: it makes and calls all closures
 * itself, so that nothing of what was compiled together is to be read any more, loads so much else
 * that what nobody uses is let go of, and fills the room. */
var Module = require('module');
var state = { hold: null, runs: 0, kept: [] };

function load(text, name) {
    var module = new Module(__dirname + '/' + name);
    module._compile(text, __dirname + '/' + name);
    return module.exports;
}

function fill(make) {
    var inner = make(state);
    inner();
    inner = null;
    for (var i = 0; i < 20; i++)
        load('module.exports = function m' + i + '() { return ' + i + '; };', 'm' + i + '.js');
    for (i = 0; i < 30; i++)
        state.kept.push('A'.repeat(100 + i));
}

/* before: closures that were made before. */
function test(name, before) {
    var make = load('module.exports = function make(s) { s.hold = null; ' +
        'return function ' + name + 'Inner() { return "' + name + '"; }; };', name + '.js');
    var inner;
    while (before-- > 0)
        make(state)();
    state.runs = 0;
    state.hold = {};
    state.hold.self = state.hold;
    Duktape.fin(state.hold, function () {
        if (state.runs++ === 0)
            fill(make);
    });
    inner = make(state);
    console.log(name, inner.name, inner.fileName === __dirname + '/' + name + '.js', inner());
    Duktape.gc();
    console.log(state.runs, make(state)());
}

test('first', 0);
test('second', 1);
