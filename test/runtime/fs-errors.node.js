// fs: error objects and argument checks
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message, e.errno, e.syscall, e.path, e.dest]; } }
var fs = require("fs"), path = require("path"), os = require("os");
var here = process.cwd(), dir = fs.mkdtempSync(path.join(os.tmpdir(), "jsb-"));
process.chdir(dir);
process.on("exit", function () { process.chdir(here); fs.rmSync(dir, { recursive: true }); });

function show(f) { try { f(); console.log('no error'); } catch (e) { console.log(e.name, e.code, e.errno, e.syscall, e.path, e.dest, Object.keys(e), e.message, e instanceof Error); } }
fs.writeFileSync('f', '');
[function () { fs.readFileSync('nope'); }, function () { fs.readFileSync('nope', 'utf8'); }, function () { fs.readFileSync('.'); }, function () { fs.readFileSync('f/x'); },
    function () { fs.writeFileSync('no/f', 'x'); }, function () { fs.writeFileSync('.', 'x'); }, function () { fs.openSync('nope'); }, function () { fs.renameSync('nope', 'x'); },
    function () { fs.unlinkSync('nope'); }, function () { fs.unlinkSync('nope'); }, function () { fs.rmdirSync('f'); }, function () { fs.readlinkSync('f'); },
    function () { fs.symlinkSync('x', 'f'); }, function () { fs.linkSync('nope', 'y'); }, function () { fs.copyFileSync('nope', 'y'); }, function () { fs.copyFileSync('f', 'no/y'); },
    function () { fs.truncateSync('nope'); }, function () { fs.chmodSync('nope', 0); }, function () { fs.utimesSync('nope', 0, 0); }, function () { fs.realpathSync('/nope/a/b'); }, function () { fs.lstatSync('nope'); },
    function () { fs.readFileSync(); }, function () { fs.readFileSync({}); }, function () { fs.readFileSync('a\0b'); }, function () { fs.readFileSync('f', 'nope'); }, function () { fs.readFileSync('f', 5); },
    function () { fs.readFileSync('f', { flag: 'zz' }); }, function () { fs.writeFileSync('f', {}); }, function () { fs.writeFileSync('f', 5); }, function () { fs.writeFileSync('f'); }, function () { fs.writeFileSync('f', 'x', { mode: 'zz' }); },
    function () { fs.renameSync('a'); }, function () { fs.symlinkSync('a'); }, function () { fs.mkdtempSync(); }, function () { fs.copyFileSync('f'); }, function () { fs.copyFileSync('f', 'g', 'x'); }, function () { fs.accessSync('f', 99); }
].forEach(show);
