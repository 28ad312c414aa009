// SPDX-License-Identifier: MIT
// Functions of fs with a callback, and its streams.
var fs = require('fs');
var os = require('os');
var path = require('path');

process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), 'callbacks-')));
fs.writeFile('a', 'text', function (err) {
    console.log('written', err);
    fs.readFile('a', 'utf8', function (err2, text) {
        console.log('read', err2, text);
        fs.stat('a', function (err3, stat) {
            console.log('stat', err3, stat.size);
            missing();
        });
    });
});
console.log('first');

function missing() {
    fs.readFile('missing', function (err, text) {
        console.log(err.message, err.code, text);
        fs.exists('a', function (isThere) {
            console.log('exists', isThere);
            fs.mkdir('d/e', { recursive: true }, function () {
                fs.readdir('.', function (err2, names) {
                    console.log(names);
                    streams();
                });
            });
        });
    });
}

function streams() {
    var out = fs.createWriteStream('copy');
    out.on('finish', function () { console.log('finish'); });
    out.on('close', function () {
        console.log('copied', fs.readFileSync('copy', 'utf8'));
        fs.createReadStream('missing').on('error', function (err) {
            console.log('no stream', err.code, err.path);
            process.chdir('..');
        });
    });
    fs.createReadStream('a', 'utf8')
        .on('open', function (fd) { console.log('open', typeof fd); })
        .pipe(out);
}
