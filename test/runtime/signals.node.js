// SPDX-License-Identifier: MIT
// Signals that a program listens to come in the event loop, others end children.
var cp = require('child_process');

function onTerm(name, number) {
    console.log('heard', name, number);
}
process.on('SIGTERM', onTerm);
process.once('SIGUSR2', onTerm);
process.kill(process.pid, 'SIGUSR2');
console.log('not yet');
setTimeout(function () {
    process.on('SIGTERM', function () { console.log('second listener'); });
    process.kill(process.pid, 15);
}, 30);
setTimeout(function () {
    var r = cp.spawnSync('sh', ['-c', 'kill -TERM $$; echo not reached'], { encoding: 'utf8' });
    console.log('a child has the default', r.signal, JSON.stringify(r.stdout));
    console.log(process.listenerCount('SIGTERM'), process.listenerCount('SIGUSR2'));
    try {
        process.on('SIGKILL', function () {});
    } catch (err) {
        console.log(err.message, err.code, err.syscall);
    }
    process.removeAllListeners('SIGTERM');
    r = cp.spawnSync(process.execPath, ['-e', 'process.on("SIGTERM", function () {});' +
        'process.removeAllListeners("SIGTERM"); process.kill(process.pid, "SIGTERM");' +
        'setTimeout(function () {}, 2000)']);
    console.log('without a listener', r.signal);
}, 60);
