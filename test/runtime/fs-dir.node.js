// opendirSync: entries, end, close, errors
var fs = require('fs');
function t(f) { try { return f(); } catch (e) { return e.name + ' ' + e.code + ' ' + e.message + ' ' + e.syscall; } }
var dir = fs.opendirSync('fixtures/lib'), names = [], entry;
console.log(dir instanceof fs.Dir, dir.path, dir.constructor.name);
while ((entry = dir.readSync()) !== null) names.push(entry.name + ' ' + entry.isFile() + ' ' + entry.isDirectory());
console.log(names.sort().join(), dir.readSync(), dir.closeSync());
console.log(t(function () { return dir.readSync(); }), t(function () { return dir.closeSync(); }));
try { fs.opendirSync('fixtures/none'); } catch (e) { console.log(e.code, e.syscall, e.errno); }
console.log(t(function () { return fs.opendirSync(5); }));
