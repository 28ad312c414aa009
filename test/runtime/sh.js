// SPDX-License-Identifier: MIT
// The module for shell scripts.
var fs = require('fs');
var os = require('os');
var path = require('path');
var sh = require('jsrun:sh');

function show(name, run) {
    try {
        console.log(name, '=', run());
    } catch (err) {
        console.log(name, 'throws', err.message, [err.code, err.status, err.signal]);
    }
}

var start = process.cwd();
sh.cd(fs.mkdtempSync(path.join(os.tmpdir(), 'sh-')));
var folder = process.cwd();

show('a text', function () { return sh('echo a b | tr a-z A-Z'); });
show('a text that fails', function () { return sh('exit 3'); });
show('run', function () { return sh.run('echo', 'from run', '$HOME', '*'); });
show('run a list', function () { return sh.run(['echo', 'x'], 'y'); });
show('run fails', function () { return sh.run('sh', '-c', 'exit 4'); });
show('run a signal', function () { return sh.run('sh', '-c', 'kill -9 $$'); });
show('run nothing', function () { return sh.run('no-such-program', "it's"); });
show('run without words', function () { return sh.run(); });
show('capture', function () { return JSON.stringify(sh.capture('printf', 'one\ntwo\n\n')); });
show('capture input', function () { return sh.capture('cat', { input: 'given' }); });
show('capture errors', function () {
    try {
        sh.capture('sh', '-c', 'echo why >&2; exit 2', { stdio: 'pipe' });
    } catch (err) {
        return JSON.stringify([err.stderr, err.command]);
    }
});
show('timeout', function () { return sh.run('sleep', '9', { timeout: 20 }); });
show('status', function () {
    return [sh.status('true'), sh.status('false'), sh.status('no-such-program'),
        sh.status('sh', '-c', 'kill -15 $$')];
});
show('pipe', function () {
    return sh.pipe(['printf', 'b\na\nb\n'], ['sort'], ['uniq', '-c'], ['tr', '-d', ' ']);
});
show('pipe that ends early', function () { return sh.pipe(['yes'], ['head', '-n', 1]); });
show('pipe fails in front', function () { return sh.pipe(['sh', '-c', 'exit 5'], ['cat']); });
show('pipe fails at the end', function () { return sh.pipe(['echo', 'x'], ['grep', 'y']); });
show('pipe with no program', function () { return sh.pipe(['no-such-program'], ['cat']); });
show('pipe with input', function () { return sh.pipe(['cat'], ['wc', '-c'], { input: 'four' }); });
show('quote', function () { return sh.quote('a', 'b c', "it's", '', '$x', '*', 'x=1'); });
show('quoted', function () { return sh('printf "%s|" ' + sh.quote("it's", '$x', 'a b', '')); });
show('which', function () { return [path.basename(sh.which('sh')), sh.which('no-such-program')]; });
show('cd', function () {
    fs.mkdirSync('below');
    var there = sh.cd('below', function () { return path.basename(process.cwd()); });
    return [there, process.cwd() === folder];
});
['a.js', 'b.js', '.hidden.js', 'c.txt', 'below/d.js', 'below/[x].js'].forEach(function (name) {
    fs.writeFileSync(name, '');
});
['*.js', '**/*.js', 'b?low/*', '{a,c}.*', '[ab].js', '[!a].js', '.*', 'nothing*', 'below', '**',
    'below/\\[x\\].js', '*/'].forEach(function (pattern) {
    show('glob ' + pattern, function () { return sh.glob(pattern); });
});
show('glob with cwd', function () { return sh.glob('*.js', { cwd: 'below' }); });
show('glob without some', function () { return sh.glob('*', { exclude: ['*.txt'] }); });
fs.writeFileSync('lines', 'one\r\ntwo\n\nlast');
show('lines', function () { return sh.lines('lines'); });
show('question', function () { return sh.question('name? '); });
show('readLine', function () { return sh.readLine(); });
show('at the end', function () { return [sh.readLine(), sh.question('? ', 'fallback'), sh.question('? ')]; });
process.chdir(start);
fs.rmSync(folder, { recursive: true });
