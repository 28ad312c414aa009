// an open file is refused by name; one that was closed is not
var fs = require('fs');
fs.closeSync(fs.openSync('fixtures/lib/data.json'));
globalThis.fd = fs.openSync('fixtures/lib/a.js');
console.log('opened');
