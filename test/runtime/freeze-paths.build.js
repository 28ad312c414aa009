// the virtual folder: files, the current folder, and what lies outside
var fs = require('fs'), path = require('path'), os = require('os');
console.log(process.cwd(), fs.realpathSync('.'), fs.existsSync('/snapshot/fixtures'), fs.readdirSync('/snapshot/fixtures/lib/dir'), fs.readFileSync('/snapshot/fixtures/lib/data.json', 'utf8').trim());
process.chdir('/snapshot/fixtures/sub');
console.log(process.cwd(), fs.readlinkSync('link.js'), fs.realpathSync('link.js'), path.resolve('x'), require('./fixtures/sub/link.js').name);
process.chdir('..');
console.log(process.cwd(), fs.statSync('/snapshot').isDirectory());
try { fs.readFileSync('/snapshot/nope'); } catch (e) { console.log(e.message, e.path); }
try { fs.readFileSync('nope'); } catch (e) { console.log(e.message); }
var made = fs.mkdtempSync(path.join(os.tmpdir(), 'jsb-'));
fs.writeFileSync(made + '/m.js', 'module.exports = __filename;');
console.log(made.indexOf('/snapshot') < 0, require(made + '/m.js') === fs.realpathSync(made) + '/m.js');
fs.rmSync(made, { recursive: true });
process.chdir('/');
console.log(process.cwd(), typeof require('/snapshot/fixtures/lib/comment.js'));
process.chdir('/snapshot');
