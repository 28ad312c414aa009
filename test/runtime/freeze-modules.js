function show(f) { try { console.log(f()); } catch (e) { console.log(e.code, e.message.replace(__dirname, 'D')); } }
console.log(fromBuild('./fixtures/lib/data') === data, fromBuild('./fixtures/lib/a').name, require('/snapshot/fixtures/lib/a') === fromBuild('./fixtures/lib/a'));
console.log(fromBuild('/snapshot/fixtures/node_modules/pkg').f, require.resolve('/snapshot/fixtures/lib/a'), require('/snapshot/fixtures/sub/deep/d') === deep);
show(deep.late);
show(deep.folder);
show(function () { return require('/snapshot/nothing'); });
show(function () { return fromBuild('nope'); });
show(function () { return require('./nope'); });
console.log(require('./fixtures/lib/data') === data, require('./fixtures/sub/deep/late'));
delete require.cache['/snapshot/fixtures/lib/data.json'];
show(function () { return fromBuild('./fixtures/lib/data'); });
console.log(inFixtures('exp'), inFixtures('pkg').f, inFixtures('@sc/p'));
show(function () { return inFixtures('exp/sub'); });
