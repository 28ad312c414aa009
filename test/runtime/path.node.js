// path: many paths through every function
var path = require('path');
var list = ['', '.', '..', '/', '//', 'a', 'a/', '/a', '/a/', 'a/b', '/a/b/c.txt', './a', '../a', 'a/../b', 'a/../../b', '/..', '/../a',
    '.bashrc', 'x.', 'x.y.z', '..c', 'c..', 'a//b///c/', 'é/日本', ' ', 'a/.', 'a/..', '.a/.b', '/a.b/c', 'index.js/'];
list.forEach(function (p) {
    console.log(JSON.stringify([p, path.normalize(p), path.dirname(p), path.basename(p), path.extname(p), path.isAbsolute(p),
        path.resolve('/r', p), path.join('/j', p, 'k'), path.relative('/r/s', path.resolve('/r', p)), path.basename(p, '.txt')]));
    if (p !== '/..')
        console.log(JSON.stringify([path.parse(p), path.format(path.parse(p))]));
});
console.log(path.join(), path.join('', ''), path.resolve('/a', '', 'b', '/c', 'd'), path.resolve() === process.cwd(), path.sep, path.delimiter);
console.log(path.format({ dir: '/d', name: 'n', ext: 'e' }), path.format({ root: '/', base: 'b' }), path.format({ name: 'n' }), path.basename('a.html', 'html'), path.basename('.js', '.js'));
console.log(path.posix === path, require('path/posix') === path);
[function () { path.join('a', 5); }, function () { path.resolve({}); }, function () { path.dirname(); }, function () { path.basename('a', 5); },
    function () { path.relative('a'); }, function () { path.format('x'); }].forEach(function (f) {
    try { f(); } catch (e) { console.log(e.name, e.code, e.message); }
});
