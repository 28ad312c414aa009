// require: what is not found or cannot be read
var path = require('path');
function short(text) { return typeof text === 'string' ? text.split(__dirname).join('D') : text; }
function show(f) {
    try { console.log('no error', f()); } catch (e) {
        console.log(e.name, e.code, short(e.message).replace(/(json: ).*/, '$1...'), e.requireStack && e.requireStack.map(short), short(e.path), short(e.requestPath));
    }
}
var fromFixtures = require('module').createRequire(__dirname + '/fixtures/x.js');
[function () { require('./nope'); }, function () { require('nope'); }, function () { require('/nope/x'); }, function () { fromFixtures('pkg/nope'); }, function () { fromFixtures('bad'); },
    function () { fromFixtures('brokenjson'); }, function () { require('./fixtures/lib/bad.json'); }, function () { require('./fixtures/lib/throws'); }, function () { require('./fixtures/lib/missingdep'); },
    function () { require(); }, function () { require(5); }, function () { require(''); }, function () { require('node:nope'); }, function () { require.resolve('./nope'); }, function () { require.resolve(); },
    function () { require.resolve('pkg', { paths: ['/'] }); }, function () { require('module').createRequire('rel'); }, function () { require('./fixtures/'); }].forEach(show);
['./fixtures/lib/syntax', './fixtures/lib/brace'].forEach(function (name) {
    try { require(name); console.log('no error'); } catch (e) { console.log(e.name, e instanceof SyntaxError); }
});
console.log(Object.keys(require.cache).filter(function (name) { return /throws|missingdep|syntax|brace/.test(name); }));
try { require('./fixtures/lib/throws'); } catch (e) { console.log(e.message, 'again'); }
/* Names that no file can have. */
['a\0b', './a\0b', '/a\0/b'].forEach(function (name) {
    [require, require.resolve].forEach(function (find) {
        try { find(name); console.log('no error'); } catch (e) { console.log(e.code, e.name); }
    });
});
