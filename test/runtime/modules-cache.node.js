// require: cycles, the cache, children and parents, the module module
var path = require('path'), Module = require('module');
function rel(p) { return typeof p === 'string' ? path.relative(__dirname, p) : p; }
var a = require('./fixtures/lib/a'), b = require('./fixtures/lib/b');
console.log(a.name, a.loadedB, a.bSawMe, b.main, rel(b.p));
console.log(Object.keys(require.cache).map(rel), module.children.map(function (m) { return [rel(m.id), m.loaded, m.parent === module, m.children.length]; }));
var data = require('./fixtures/lib/data');
delete require.cache[require.resolve('./fixtures/lib/data')];
console.log(require('./fixtures/lib/data') === data, module.children.length);
var fake = path.join(__dirname, 'fixtures/lib/bom.js');
require.cache[fake] = { exports: 'fake' };
console.log(require('./fixtures/lib/bom'), require.cache === Module._cache, require.extensions === Module._extensions, Object.keys(require.extensions).slice(0, 2));
console.log(Module.isBuiltin('fs'), Module.isBuiltin('node:fs'), Module.isBuiltin('nope'), Module.builtinModules.indexOf('path') >= 0, Module.Module === Module, Module._nodeModulePaths('/a/node_modules/b'));
console.log(module.require('./fixtures/lib/comment'), require.main.filename === __filename, module.paths.slice(0, 1).map(rel), module.paths.slice(-1));
Module._extensions['.txt'] = function (m, filename) { m.exports = rel(filename); };
require('fs').writeFileSync(path.join(require('os').tmpdir(), 'jsb-ext.txt'), 'x');
console.log(path.basename(require(path.join(require('os').tmpdir(), 'jsb-ext'))));
require('fs').rmSync(path.join(require('os').tmpdir(), 'jsb-ext.txt'));
