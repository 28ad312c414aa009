// a serialize callback may close what is open
var fs = require('fs');
var fd = fs.openSync('fixtures/lib/data.json');
require('v8').startupSnapshot.addSerializeCallback(function () { fs.closeSync(fd); });
