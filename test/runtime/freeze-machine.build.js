// process and machine: what a build keeps is neutral, after boot all is live
var os = require('os');
globalThis.ask = function () {
    return {
        pid: process.pid, ppid: process.ppid, arch: process.arch, execPath: process.execPath,
        argv0: process.argv0, word: process.argv[0], title: process.title,
        memory: process.memoryUsage(), rss: process.memoryUsage.rss(), umask: process.umask(),
        isTTY: [process.stdin.isTTY, process.stdout.isTTY, process.stdout.columns],
        uname: [os.type(), os.hostname(), os.release(), os.version(), os.machine(), os.arch()],
        home: os.homedir(), tmp: os.tmpdir(), mem: [os.totalmem(), os.freemem()],
        up: os.uptime(), cpus: os.cpus().length, parallel: os.availableParallelism()
    };
};
var before = process.uptime();
console.log(before < 60, process.uptime() - before < 1, process.kill(process.pid, 0));
process.title = 'other';
process.umask(18);
globalThis.kept = ask();
