// fs: stat, modes and times
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message, e.errno, e.syscall, e.path, e.dest]; } }
var fs = require("fs"), path = require("path"), os = require("os");
var here = process.cwd(), dir = fs.mkdtempSync(path.join(os.tmpdir(), "jsb-"));
process.chdir(dir);
process.on("exit", function () { process.chdir(here); fs.rmSync(dir, { recursive: true }); });

fs.writeFileSync('f', '12345', { mode: 384 });
var s = fs.statSync('f');
console.log(s.isFile(), s.isDirectory(), s.isSymbolicLink(), s.isFIFO(), s.isSocket(), s.isBlockDevice(), s.isCharacterDevice(), s.size, s.constructor.name);
console.log(Object.keys(s), s.mtime instanceof Date, s.mtimeMs > 1e12, Math.abs(s.mtime.getTime() - s.mtimeMs) < 1);
console.log((s.mode & 511).toString(8), fs.statSync('.').isDirectory(), fs.statSync('/dev/null').isCharacterDevice());
fs.chmodSync('f', '644');
console.log((fs.statSync('f').mode & 511).toString(8));
fs.chmodSync('f', 420);
fs.utimesSync('f', 1000, new Date(2000500));
console.log(fs.statSync('f').atimeMs, fs.statSync('f').mtimeMs, fs.statSync('f').mtime.toISOString());
fs.utimesSync('f', '1234.5', 1e9);
console.log(fs.statSync('f').atimeMs, fs.statSync('f').mtime.getTime());
console.log(fs.statSync('nope', { throwIfNoEntry: false }), fs.lstatSync('nope', { throwIfNoEntry: false }), attempt(function () { fs.statSync('f/x', { throwIfNoEntry: false }); }));
fs.accessSync('f');
fs.accessSync('f', fs.constants.R_OK | fs.constants.W_OK);
console.log(attempt(function () { fs.accessSync('nope', fs.constants.R_OK); }), attempt(function () { fs.utimesSync('f', 'x', 0); }), attempt(function () { fs.chmodSync('f', 'zz'); }), attempt(function () { fs.chmodSync('f'); }));
console.log(fs.F_OK, fs.R_OK, fs.W_OK, fs.X_OK, fs.constants.O_CREAT, fs.constants.S_IFMT, fs.constants.O_RDWR);
