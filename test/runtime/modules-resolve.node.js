#!/usr/bin/env node
// require: files, extensions, folders, packages, JSON, links, built-ins
var path = require('path');
function rel(p) { return typeof p === 'string' ? path.relative(__dirname, p) : p; }
console.log(require.main === module, module.id, module.loaded, module.parent, module.children.length, rel(__filename), rel(module.path), module.filename === __filename);
console.log(require('./fixtures/lib/data'), require('./fixtures/lib/data.json') === require('./fixtures/lib/data'), require('./fixtures/lib/bom.json'), require('./fixtures/lib/bom'));
console.log(require('./fixtures/lib/withindex'), require('./fixtures/lib/withindex/'), require('./fixtures/lib/withindex/.'), require('./fixtures/lib/dir'));
process.chdir('/');
var fromFixtures = require('module').createRequire(__dirname + '/fixtures/x.js');
var pkg = fromFixtures('pkg');
console.log(rel(pkg.f), rel(pkg.d), pkg.id === pkg.f, fromFixtures('pkg/other'), fromFixtures('pkg/other.js'), fromFixtures('noMain'), fromFixtures('@sc/p'), fromFixtures('jsonmain'));
console.log(require('./fixtures/lib/shebang'), require('./fixtures/lib/comment'), require('./fixtures/lib/ret'), require('./fixtures/sub/deep/d').up);
console.log(require('./fixtures/sub/link').name, rel(require.resolve('./fixtures/sub/link')), require(__dirname + '/fixtures/lib/comment.js'));
console.log(rel(fromFixtures.resolve('pkg')), require.resolve('fs'), require.resolve('node:fs'), require.resolve.paths('./x').map(rel), require.resolve.paths('x').slice(0, 2).map(rel), require.resolve.paths('fs'));
console.log(rel(require.resolve('./d', { paths: [__dirname + '/fixtures/sub/deep'] })), rel(fromFixtures.resolve('pkg/other', { paths: [__dirname + '/fixtures/lib'] })));
console.log(require('fs') === require('node:fs'), require('process') === process, require('console') === console, require('buffer').Buffer === Buffer, require('path').posix === path);
console.log(this === module.exports, arguments.length, typeof exports, (function () { return this; })() === globalThis, module instanceof require('module'));
