// SPDX-License-Identifier: MIT
// What jsrun does not have says so by name; and what older nodes do not have either.
var util = require('util');

function show(run) {
    try {
        console.log(run());
    } catch (err) {
        console.log(err.code, err.message.split('\n')[0]);
    }
}

show(function () { return require('http'); });
show(function () { return require('node:http'); });
show(function () { return require('fs').watch('x'); });
show(function () { return require('fs').lutimesSync('x'); });
show(function () { return require('child_process').fork('x'); });
show(function () { return require('child_process').spawn('true', { stdio: ['ipc'] }); });
show(function () {
    return require('child_process').spawn('true', { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] }).stdio[3].write('x');
});
show(function () { return require('crypto').createCipheriv(); });
show(function () { return require('os').networkInterfaces(); });
show(function () { return require('events').on(); });
show(function () { return process.setuid(0); });
show(function () { return process.stdin.wrap(); });
show(function () { return require('fs').createWriteStream('x', { start: 1 }); });
show(function () { return new Date(0).toLocaleDateString('en-US', { month: 'short' }); });
show(function () { return (1).toLocaleString('de', { style: 'currency', currency: 'EUR' }); });
show(function () { return (1).toLocaleString('de', { style: 'unit' }); });
show(function () { return 'a'.localeCompare('b', 'sv', { ignorePunctuation: true }); });
show(function () { return require('readline').emitKeypressEvents(); });
show(function () { return JSON.stringify(util.styleText('red', 'x') +
    util.styleText(['bold', 'bgBlue'], 'y', { validateStream: false })); });
show(function () { return util.parseEnv('A=1\nexport B="x\\ny"\n# c\nC=\'q\' # c\nD = 5 # x\n\nE=\n'); });
show(function () { return Object.keys(process.getuid()).length; });
