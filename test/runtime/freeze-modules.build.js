// modules below /snapshot: names, cache, what was not loaded
var a = require('./fixtures/lib/a');
globalThis.data = require('./fixtures/lib/data');
console.log(a.name, require.resolve('./fixtures/lib/a'), process.cwd(), Object.keys(require.cache));
globalThis.fromBuild = require;
globalThis.deep = require('./fixtures/sub/deep/d');
console.log(deep.cwd, deep.pkg, require('./fixtures/node_modules/pkg').f);
try { require('./fixtures/lib/throws'); } catch (e) { console.log(e.stack.split('\n').slice(0, 2).map(function (s) { return s.trim(); })); }
globalThis.inFixtures = require('module').createRequire('/snapshot/fixtures/x.js');
console.log(inFixtures('exp'), inFixtures('pkg').f, inFixtures('@sc/p'));
