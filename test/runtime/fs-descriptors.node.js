// fs: descriptors
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message, e.errno, e.syscall, e.path, e.dest]; } }
var fs = require("fs"), path = require("path"), os = require("os");
var here = process.cwd(), dir = fs.mkdtempSync(path.join(os.tmpdir(), "jsb-"));
process.chdir(dir);
process.on("exit", function () { process.chdir(here); fs.rmSync(dir, { recursive: true }); });

var fd = fs.openSync('f', 'w+'), b = Buffer.alloc(10);
console.log(fs.writeSync(fd, 'hello'), fs.writeSync(fd, Buffer.from('XYZ'), 1, 2), fs.writeSync(fd, 'é', 0), fs.writeSync(fd, '6869', null, 'hex'), fs.writeSync(fd, new Uint8Array([33])));
console.log(fs.readSync(fd, b, 0, 10, 0), b.toString('latin1'), fs.readSync(fd, b, 2, 3, 1), b, fs.readSync(fd, b, 0, 5, null), fs.readSync(fd, b, { offset: 1, length: 2, position: 0 }), b);
console.log(fs.fstatSync(fd).size, fs.ftruncateSync(fd, 3), fs.fsyncSync(fd), fs.fstatSync(fd).size, fs.readFileSync(fd, 'utf8'));
fs.writeFileSync(fd, 'via fd');
fs.closeSync(fd);
console.log(attempt(function () { fs.closeSync(fd); }), fs.readFileSync('f').length);
['r', 'r+', 'w', 'w+', 'a', 'a+', 'ax', 'wx+', 'rs', 'rs+', 'as', 'sr', 'wx', 'xw+', 'zz', 'rx', 'as+', ''].forEach(function (flag) {
    try {
        fs.rmSync('new', { force: true });
        fs.closeSync(fs.openSync(/r/.test(flag) ? 'f' : 'new', flag));
        console.log(flag, 'ok');
    } catch (e) { console.log(flag, e.code, e.message); }
});
console.log(attempt(function () { fs.readSync('x'); }), attempt(function () { fs.readSync(0, 3); }), attempt(function () { fs.readSync(0, b, 0, 99); }), attempt(function () { fs.readSync(0, b, 20, 1); }),
    attempt(function () { fs.writeSync(1, 3); }), attempt(function () { fs.closeSync(-1); }), attempt(function () { fs.closeSync(1.5); }), attempt(function () { fs.fstatSync(999); }));
fs.writeSync(1, 'straight to the descriptor\n');
process.stdout.write('through the stream\n');
fs.writeSync(1, 'in order\n');
