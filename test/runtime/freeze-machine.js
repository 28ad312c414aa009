console.log(kept);
var now = ask(), fs = require('fs'), stat = fs.readFileSync('/proc/self/stat', 'utf8').split(' ');
console.log(now.pid === +stat[0], now.ppid === +stat[3], now.execPath === fs.realpathSync('/proc/self/exe'), now.word === now.execPath, now.argv0.slice(-5), now.title === stat[1].slice(1, -1));
console.log(now.memory.rss > 0, now.memory.heapUsed > 0, now.rss > 0, now.uname[1] === fs.readFileSync('/proc/sys/kernel/hostname', 'utf8').trim(), now.uname[2] === fs.readFileSync('/proc/sys/kernel/osrelease', 'utf8').trim(), now.uname[3] === fs.readFileSync('/proc/sys/kernel/version', 'utf8').trim());
console.log(now.home === (process.env.HOME || now.home), now.mem[0] > now.mem[1], now.up > 0, now.cpus === now.parallel, process.uptime() > 0, now.umask === parseInt(/Umask:\s*(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1], 8));
