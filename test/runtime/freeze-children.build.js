// SPDX-License-Identifier: MIT
// What a build may do with programs and chance, and what it is told of the user.
var cp = require('child_process');
var crypto = require('crypto');

function show(run) {
    try {
        console.log(run());
    } catch (err) {
        console.log(err.code, err.message);
    }
}
show(function () { return cp.execSync('echo from a program', { encoding: 'utf8' }); });
show(function () { return cp.spawn('true'); });
show(function () { return cp.exec('true'); });
show(function () { return process.stdin.on('data', function () {}); });
process.env.WRITTEN = 'here';
show(function () { return cp.execSync('echo $HOME-$WRITTEN', { encoding: 'utf8' }); });
show(function () { return crypto.randomUUID(); });
show(function () { return [process.getuid(), process.getegid(), process.getgroups()]; });
show(function () { return [process.cpuUsage(), require('os').loadavg()]; });
show(function () { return require('os').userInfo(); });
globalThis.kept = crypto.createHash('sha256').update('before ');
globalThis.url = new URL('http://a/b?c=d');
globalThis.params = url.searchParams;
