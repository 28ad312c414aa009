// fs: folders: make, list, remove
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message, e.errno, e.syscall, e.path, e.dest]; } }
var fs = require("fs"), path = require("path"), os = require("os");
var here = process.cwd(), dir = fs.mkdtempSync(path.join(os.tmpdir(), "jsb-"));
process.chdir(dir);
process.on("exit", function () { process.chdir(here); fs.rmSync(dir, { recursive: true }); });

console.log(fs.mkdirSync('d1'), fs.mkdirSync('d2/e/f', { recursive: true }), fs.mkdirSync('d2/e/f', { recursive: true }), fs.mkdirSync('d2/e/g/', { recursive: true, mode: 448 }));
console.log(attempt(function () { fs.mkdirSync('d1'); }), attempt(function () { fs.mkdirSync('x/y'); }));
fs.writeFileSync('d2/e/f/file', '1');
fs.writeFileSync('top', '1');
fs.symlinkSync('top', 'link');
console.log(attempt(function () { fs.mkdirSync('top/q', { recursive: true }); }), attempt(function () { fs.mkdirSync('top', { recursive: true }); }));
console.log(fs.readdirSync('.'), fs.readdirSync('d2', { recursive: true }), fs.readdirSync('d1'));
console.log(fs.readdirSync('.', { withFileTypes: true }).map(function (e) { return [e.name, e.isFile(), e.isDirectory(), e.isSymbolicLink(), e.parentPath].join(); }));
console.log(fs.readdirSync('d2', { withFileTypes: true, recursive: true }).map(function (e) { return e.parentPath + '/' + e.name; }), fs.readdirSync('.', 'buffer')[0]);
console.log(attempt(function () { fs.readdirSync('nope'); }), attempt(function () { fs.readdirSync('top'); }));
console.log(attempt(function () { fs.rmdirSync('d2'); }), attempt(function () { fs.rmSync('d2'); }), attempt(function () { fs.rmSync('nope'); }), fs.rmSync('nope', { force: true }));
try { fs.rmSync('d2'); } catch (e) { console.log(e.info); }
fs.rmSync('d2', { recursive: true });
fs.rmSync('link');
fs.rmdirSync('d1');
fs.rmSync('top');
console.log(fs.readdirSync('.'));
var t = fs.mkdtempSync('tmp-');
console.log(/^tmp-[A-Za-z0-9]{6}$/.test(t), fs.statSync(t).isDirectory(), attempt(function () { fs.mkdtempSync('no/such/'); }));
console.log(attempt(function () { fs.mkdirSync('q', { recursive: 'x' }); }), attempt(function () { fs.mkdirSync('q', 'zz'); }));
