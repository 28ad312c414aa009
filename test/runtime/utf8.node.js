// UTF-8 in and out: pairs, lone surrogates, malformed bytes, names of files, sources
function attempt(f) { try { return f(); } catch (e) { return [e.name, e.code, e.message, e.errno, e.syscall, e.path, e.dest]; } }
var fs = require("fs"), path = require("path"), os = require("os");
var here = process.cwd(), dir = fs.mkdtempSync(path.join(os.tmpdir(), "jsb-"));
process.chdir(dir);
process.on("exit", function () { process.chdir(here); fs.rmSync(dir, { recursive: true }); });

console.log('😀'.length, '日本'.length, 'é'.charCodeAt(0), '😀'.charCodeAt(0), '\ud83d\ude00' === '😀');
process.stdout.write('pair \ud83d\ude00, lone \ud83d, low \ude00, é, 日本\n');
console.log('\ud83d', ['\ud83d'], '\ude00x');
fs.writeFileSync('lone', '\ud83dx\ude00\ud83d\ude00');
console.log(fs.readFileSync('lone', 'hex'));
fs.writeFileSync('bad', Buffer.from([0x61, 0xff, 0xc3, 0x28, 0xe2, 0x82, 0x62, 0xf0, 0x9f, 0x98, 0x63, 0xed, 0xa0, 0xbd, 0xc0, 0x80, 0xf4, 0x90, 0x80, 0x80, 0xf0, 0x9f]));
console.log(JSON.stringify(fs.readFileSync('bad', 'utf8')), fs.readFileSync('bad', 'utf8').length);
fs.writeFileSync('name-é😀', 'x');
console.log(fs.readdirSync('.'), fs.existsSync('name-é😀'), attempt(function () { fs.readFileSync('nö😀'); }));
fs.writeFileSync('src.js', 'module.exports = ["😀", "é", /[é]/.test("é")];');
console.log(require(path.resolve('src.js')), require(path.resolve('src.js'))[0].length);
fs.writeFileSync('d.json', '{"😀": "\\ud83d\\ude00"}');
console.log(require(path.resolve('d.json')));
process.env.JSB_EMOJI = '😀';
console.log(process.env.JSB_EMOJI.length, process.env.JSB_EMOJI);
var long = new Array(10001).join('aé😀');
fs.writeFileSync('long', long);
console.log(fs.statSync('long').size, fs.readFileSync('long', 'utf8') === long, Buffer.byteLength(long));
