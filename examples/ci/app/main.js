/* SPDX-License-Identifier: MIT
 * An application whose start is worth freezing: it reads its words and indexes them. */
var fs = require('fs');
var index = require('./lib/index');

var words = index.build(fs.readFileSync('app/data/words.txt', 'utf8'));

require('v8').startupSnapshot.setDeserializeMainFunction(function () {
    process.argv.slice(2).forEach(function (start) {
        console.log(start + ': ' + (words[start] || []).join(' '));
    });
});
