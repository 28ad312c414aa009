// process: words, numbers, checks of arguments
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message]; } }
var path = require('path');
console.log(process.argv.length, process.argv[1] === __filename, process.argv.slice(2), typeof process.argv0, path.isAbsolute(process.execPath), process.argv[0] === process.execPath, process.argv === process.argv);
console.log(process.platform, typeof process.arch, process.pid > 0, process.ppid > 0, process.uptime() > 0, process.uptime() < 100, /^v\d+\.\d+\.\d+$/.test(process.version));
var h = process.hrtime();
console.log(h.length, h[0] >= 0, h[1] < 1e9, process.hrtime(h)[0], attempt(function () { process.hrtime([1]); }), attempt(function () { process.hrtime('x'); }));
console.log(Object.keys(process.memoryUsage()), process.memoryUsage().rss > 1e5, process.memoryUsage.rss() > 1e5);
var old = process.umask(18);
console.log(process.umask(), process.umask('077'), process.umask(old), attempt(function () { process.umask('x'); }), attempt(function () { process.umask(-1); }), attempt(function () { process.umask({}); }));
console.log(attempt(function () { process.chdir(5); }), attempt(function () { process.chdir('/nope'); })[1], process.chdir('/'), process.cwd());
console.log(attempt(function () { return process.kill(process.pid, 0); }), attempt(function () { process.kill(process.pid, 'SIGX'); }), attempt(function () { process.kill('x'); }), attempt(function () { process.kill(2147483646, 0); }));
console.log(process instanceof require('events'), process.listenerCount('exit'), process.constructor.name, process.exitCode, require('process') === process);
console.log(attempt(function () { process.exitCode = 'abc'; }), attempt(function () { process.exitCode = 1.5; }), attempt(function () { process.exitCode = {}; }), attempt(function () { process.exit([]); }));
process.exitCode = '4';
console.log(process.exitCode);
process.exitCode = undefined;
console.log(process.exitCode, process.stdout.fd, process.stderr.fd, process.stdin.fd, process.stdout.isTTY, process.stdout.columns);
console.log(process.stdout.write('text\n'), process.stdout.write(Buffer.from('bytes\n')), process.stdout.write('68690a', 'hex'), attempt(function () { process.stdout.write(5); }), attempt(function () { process.stdout.write(); }));
process.title = 'abc';
console.log(process.title, typeof process.abort);
var os = require('os');
console.log(os.EOL === '\n', os.platform(), os.hostname().length > 0, os.tmpdir() === (process.env.TMPDIR || '/tmp').replace(/(.)\/$/, '$1'), os.homedir() === process.env.HOME, os.cpus().length > 0, os.type(), os.endianness(), os.arch() === process.arch, os.totalmem() > os.freemem(), os.constants.signals.SIGINT, os.devNull);
