// require: "exports" of package.json
var req = require('module').createRequire(__dirname + '/fixtures/x.js');
['exp', 'exp/sub', 'exp/feat/a', 'exp/data.json', 'exp/arr', 'exp/deep', 'sugar', 'exp/nope', 'exp/feat/private/x', 'exp/feat/none', 'exp/gone', 'exp/dist/main.js', 'exp/package.json', 'sugar/s.js', 'conds', 'exp/'].forEach(function (name) {
    try { console.log(name, req(name)); } catch (e) { console.log(name, e.name, e.code, e.message.split('\n')[0].split(__dirname).join('D').replace(/ imported from.*/, '')); }
});
