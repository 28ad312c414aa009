/* SPDX-License-Identifier: MIT
 * main.js - what short scripts do: the build runs it to learn which objects of the runtime belong
 * together.  It is never installed, and any other script runs as well. */
'use strict';

var fs = require('fs');
var path = require('path');
var util = require('util');
var local = require('./module.js');

function Point(x, y) {
    this.x = x;
    this.y = y;
}
Point.prototype.sum = function sum() { return this.x + this.y; };

/* Text and lists. */
var lines = fs.readFileSync(__filename, 'utf8').split('\n').map(function (line) {
    return line.trim();
}).filter(function (line) {
    return line.length > 0 && line.indexOf('*') !== 0 && !/^\s*\/\//.test(line);
});
var counts = {};
lines.forEach(function (line) {
    line.split(/\W+/).forEach(function (word) {
        counts[word] = (Object.prototype.hasOwnProperty.call(counts, word) ? counts[word] : 0) + 1;
    });
});
var names = Object.keys(counts).sort(function (a, b) { return counts[b] - counts[a] || (a < b ? -1 : 1); });
var total = names.reduce(function (sum, name) { return sum + counts[name]; }, 0);
var first = names.slice(0, 3).concat(['x'.toUpperCase(), 'a-b'.replace('-', '+')]).join(', ');

/* What is printed. */
console.log('%d words: %s', total, first);
console.log(names.length, total, lines.some(function (line) { return line === ''; }), null, undefined);
console.log({ name: 'a', list: [1, 'two', { three: 3 }] }, [new Point(1, 2)], new Point(3, 4).sum());
console.log(JSON.stringify({ a: [1, 2], b: 'c' }, null, 2), JSON.parse('{"a": [1, {"b": null}]}'));
console.log(util.format('%s', path.join(__dirname, local.name)), local.double(2.5).toFixed(2));
console.log();
process.stdout.write(String(Math.max(1, 2)) + '\n');

/* The command line, the environment, the disk. */
console.log(process.argv.slice(2).length, process.env.HOME, process.platform, process.cwd().length > 0);
console.log(fs.existsSync(path.resolve(__dirname, 'none')), path.extname(__filename));
try {
    fs.readFileSync(path.join(__dirname, 'none'));
} catch (err) {
    console.log(err.code, err.message.length > 0, err instanceof Error);
}

/* What came after ES5. */
var map = new Map([['a', 1]]);
var set = new Set(names);
map.set('b', set.size);
map.forEach(function (value, key) { console.log(key, value, set.has(key)); });
console.log(Object.assign({}, { a: 1 }), Object.entries({ b: 2 }), Array.from(set).length, [1, 2].includes(2),
    'abc'.startsWith('a'), 'abc'.padStart(5), [3, 4].find(function (x) { return x > 3; }));

/* Later. */
Promise.resolve(1).then(function (value) {
    console.log(value);
    setTimeout(function () {
        process.exitCode = 0;
        console.log(new Date(0).toISOString(), Date.now() > 0);
    }, 5);
});
process.nextTick(function () { console.log('tick'); });
