// fs: whole files in all encodings, and names
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message, e.errno, e.syscall, e.path, e.dest]; } }
var fs = require("fs"), path = require("path"), os = require("os");
var here = process.cwd(), dir = fs.mkdtempSync(path.join(os.tmpdir(), "jsb-"));
process.chdir(dir);
process.on("exit", function () { process.chdir(here); fs.rmSync(dir, { recursive: true }); });

fs.writeFileSync('a.txt', 'héllo 😀\n');
console.log(fs.readFileSync('a.txt', 'utf8'), fs.readFileSync('a.txt', 'utf8').length, fs.readFileSync('a.txt').length);
console.log(fs.readFileSync('a.txt', { encoding: 'hex' }), fs.readFileSync('a.txt', 'base64'), fs.readFileSync('a.txt', 'latin1').length, JSON.stringify(fs.readFileSync('a.txt', 'ascii')));
fs.appendFileSync('a.txt', 'more');
fs.appendFileSync('a.txt', Buffer.from('buf'));
console.log(fs.readFileSync('a.txt', 'utf8'));
fs.writeFileSync('b.bin', Buffer.from([1, 2, 255]));
fs.writeFileSync('h.bin', '68656c6c6f', 'hex');
fs.writeFileSync('u16.bin', new Uint16Array([1, 2]));
fs.writeFileSync('view.bin', new DataView(new ArrayBuffer(5), 1, 3));
console.log(fs.readFileSync('b.bin'), fs.readFileSync('h.bin', 'latin1'), fs.readFileSync('u16.bin').length, fs.readFileSync('view.bin').length);
console.log(attempt(function () { fs.writeFileSync('a.txt', 'x', { flag: 'wx' }); }));
console.log(fs.existsSync('a.txt'), fs.existsSync('nope'), fs.existsSync(), fs.existsSync('a\0b'), fs.existsSync(Buffer.from('a.txt')));
fs.renameSync('b.bin', 'c.bin');
fs.copyFileSync('a.txt', 'copy.txt');
console.log(fs.existsSync('b.bin'), fs.readFileSync('copy.txt', 'utf8') === fs.readFileSync('a.txt', 'utf8'));
fs.writeFileSync('copy.txt', 'a much longer text than before, which the copy must cut off');
fs.copyFileSync('c.bin', 'copy.txt');
fs.copyFileSync('a.txt', 'a.txt');
console.log(fs.statSync('copy.txt').size, fs.statSync('a.txt').size, attempt(function () { fs.copyFileSync('a.txt', 'c.bin', fs.constants.COPYFILE_EXCL); }));
fs.linkSync('a.txt', 'hard');
fs.symlinkSync('a.txt', 'soft');
fs.symlinkSync('gone', 'dangling');
console.log(fs.statSync('hard').nlink, fs.readlinkSync('soft'), path.basename(fs.realpathSync('soft')), fs.lstatSync('dangling').isSymbolicLink(), fs.existsSync('dangling'));
fs.unlinkSync('hard');
fs.truncateSync('a.txt', 2);
console.log(fs.readFileSync('a.txt').length, fs.readFileSync('/dev/null', 'utf8') === '', fs.readFileSync('/proc/self/stat', 'utf8').length > 10);
var big = new Array(300001).join('x');
fs.writeFileSync('big', big);
console.log(fs.readFileSync('big', 'utf8') === big, fs.readFileSync('big').length);
console.log(fs.readdirSync('.'));
console.log(fs.readFileSync(0, 'utf8'));
