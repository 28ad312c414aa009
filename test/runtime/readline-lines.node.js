// SPDX-License-Identifier: MIT
// Lines of standard input, of a file, and questions.
var fs = require('fs');
var os = require('os');
var path = require('path');
var readline = require('readline');

var folder = fs.mkdtempSync(path.join(os.tmpdir(), 'readline-'));
var file = path.join(folder, 'lines');
fs.writeFileSync(file, 'one\r\ntwo\n\nfour');

var rl = readline.createInterface({ input: process.stdin, output: process.stdout });
rl.question('first? ', function (answer) {
    console.log('answered ' + answer);
    rl.setPrompt('next> ');
    rl.prompt();
    rl.on('line', function (line) { console.log('line ' + line); });
});
rl.on('close', function () {
    console.log('closed');
    var lines = [];
    readline.createInterface({ input: fs.createReadStream(file) })
        .on('line', function (line) { lines.push(line); })
        .on('close', function () {
            console.log(lines);
            fs.rmSync(folder, { recursive: true });
            cursor();
        });
});

function cursor() {
    readline.cursorTo(process.stdout, 3);
    readline.moveCursor(process.stdout, -1, 2);
    readline.clearLine(process.stdout, 0);
    readline.clearScreenDown(process.stdout);
    console.log();
    try {
        rl.question('again? ', function () {});
    } catch (err) {
        console.log(err.code, err.message);
    }
}
