/* A module with so many strings that the table of all strings is made anew for them, before most of
 * them are there; with a finalizer that makes strings and lets go of others meanwhile. */
var Module = require('module');
var kept = { k7: 'seven', k600: 'six hundred' }, runs = 0;

function load(text, name) {
    var module = new Module(__dirname + '/' + name);
    module._compile(text, __dirname + '/' + name);
    return module.exports;
}

function literals(count) {
    var list = [], i;
    for (i = 0; i < count; i++)
        list.push('"k' + i + '"');
    return list.join();
}

var text = 'exports.all = function () { return [' + literals(1100) + ']; };' +
    'exports.some = function (o) { return o.k7 + o.k600 + o["k" + 8]; };';
var held = {};
held.self = held;
Duktape.fin(held, function () {
    if (runs++ === 0)
        for (var i = 0; i < 20; i++)
            kept['k' + (i + 1090)] = i;
});
held = null;
var module_ = load(text, 'many.js'), all = module_.all();
console.log(module_.some(kept), all.length, all[1099], kept[all[7]], kept[all[600]]);
module_ = null;
Duktape.gc();
console.log(runs, Object.keys(kept).length, all.every(function (s, i) { return s === 'k' + i; }));
kept.k8 = 'eight';
console.log(load(text, 'again.js').some(kept), kept[all[1095]]);
