// SPDX-License-Identifier: MIT
// Child processes that run while the program goes on.
var cp = require('child_process');

function next(name, test) {
    tests.push(function () {
        console.log('--- ' + name);
        test();
    });
}
var tests = [];

function done() {
    if (tests.length > 0)
        tests.shift()();
}

next('exec', function () {
    var child = cp.exec('echo out; echo err >&2', function (err, stdout, stderr) {
        console.log(err, JSON.stringify(stdout), JSON.stringify(stderr), child.exitCode);
        done();
    });
    console.log(typeof child.pid, child.spawnfile, child.spawnargs);
});
next('exec that fails', function () {
    cp.exec('echo why >&2; exit 4', function (err, stdout, stderr) {
        console.log(err.message, err.code, err.killed, err.signal, err.cmd, JSON.stringify(stderr));
        done();
    });
});
next('execFile without such a file', function () {
    cp.execFile('nonexistent-program', ['a'], function (err, stdout, stderr) {
        console.log(err.message, err.code, err.errno, err.syscall, err.path, err.spawnargs, err.cmd);
        console.log(JSON.stringify([stdout, stderr]));
        done();
    });
});
next('execFile with options', function () {
    cp.execFile('sh', ['-c', 'pwd; echo $X'], { cwd: '/', env: { X: 'y' }, encoding: 'buffer' },
        function (err, stdout) {
            console.log(err, Buffer.isBuffer(stdout), String(stdout));
            done();
        });
});
next('too much output', function () {
    cp.exec('head -c 5000 /dev/zero | tr "\\0" x', { maxBuffer: 10 }, function (err, stdout) {
        console.log(err.name, err.code, err.message, JSON.stringify(stdout));
        done();
    });
});
next('timeout', function () {
    cp.exec('exec sleep 9', { timeout: 30 }, function (err) {
        console.log(err.killed, err.signal, err.code);
        done();
    });
});
next('spawn', function () {
    var child = cp.spawn('cat');
    var size = 0;
    child.on('spawn', function () { console.log('spawn'); });
    child.on('exit', function (code, signal) { console.log('exit', code, signal); });
    child.on('close', function (code, signal) { console.log('close', code, signal, size); done(); });
    child.stdout.on('data', function (chunk) { size += chunk.length; });
    child.stdin.write(Buffer.alloc(500000));
    child.stdin.end('end');
});
next('text in pieces', function () {
    var child = cp.spawn('cat');
    var text = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', function (chunk) { text += chunk; });
    child.on('close', function () { console.log(text); done(); });
    child.stdin.write(Buffer.from([0xe2]));
    setTimeout(function () {
        child.stdin.write(Buffer.from([0x82]));
        child.stdin.end(Buffer.from([0xac]));
    }, 30);
});
next('kill', function () {
    var child = cp.spawn('sleep', ['9']);
    child.on('exit', function (code, signal) {
        console.log(code, signal, child.signalCode, child.exitCode, child.killed, child.kill());
        done();
    });
    console.log(child.kill(0), child.killed, child.kill(), child.killed);
});
next('no such program', function () {
    var child = cp.spawn('nonexistent-program', ['a']);
    child.on('error', function (err) { console.log(err.message, err.code, err.spawnargs, child.pid); });
    child.on('close', function (code, signal) { console.log('close', code, signal); done(); });
});
next('a program that reads nothing', function () {
    var child = cp.spawn('true');
    child.stdin.on('error', function (err) { console.log('never shown', err.code === 'EPIPE'); });
    child.on('close', function (code) { console.log('close', code); done(); });
});
next('half a character is no data', function () {
    var child = cp.spawn('sh', ['-c', 'printf "\\303"; sleep 0.05; printf "\\251"']);
    var chunks = [];
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', function (chunk) { chunks.push(chunk); });
    child.on('close', function () { console.log(chunks); done(); });
});
next('a short write does not take back that a drain is due', function () {
    var child = cp.spawn('sh', ['-c', 'head -c 1926464 >/dev/null; sleep 0.3; echo half; sleep 0.5; wc -c']);
    var isHalf = false, isDrained = false, said = '';
    function end() {
        if (isHalf && isDrained)
            child.stdin.end();
    }
    child.stdin.on('drain', function () { isDrained = true; end(); });
    child.stdout.on('data', function (chunk) {
        said += chunk;
        if (isHalf)
            return;
        isHalf = true;
        console.log(child.stdin.write('x'));
        end();
    });
    child.on('close', function () { console.log(JSON.stringify(said)); done(); });
    console.log(child.stdin.write(Buffer.alloc(2000000)));
});
next('a write that fails tells its callback', function () {
    var child = cp.spawn('sh', ['-c', 'exec <&-; echo; sleep 0.2']);
    child.stdin.on('error', function (err) { console.log('error', err.code); });
    child.stdout.on('data', function () {
        child.stdin.write('x', function (err) { console.log('callback', err.code); });
    });
    child.on('close', done);
});
next('a write after the end tells its callback', function () {
    var child = cp.spawn('cat');
    child.stdin.on('error', function (err) { console.log('error', err.code); });
    child.stdin.end();
    child.stdin.write('x', function (err) { console.log('callback', err.code); });
    child.on('close', done);
});
next('inherited', function () {
    cp.spawn('echo', ['from the child'], { stdio: 'inherit' }).on('close', done);
});
next('pipe to the own output', function () {
    var child = cp.spawn('echo', ['piped']);
    child.stdout.pipe(process.stdout);
    child.on('close', done);
});
next('unref', function () {
    var child = cp.spawn('sleep', ['9'], { stdio: 'ignore', detached: true });
    child.unref();
    process.on('exit', function () { process.kill(child.pid); console.log('left'); });
});
done();
