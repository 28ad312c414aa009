// SPDX-License-Identifier: MIT
// Runs the rows of a file, each by itself: run.js FILE prints, for each row, its line number, its
// text, what it printed with out() and its value or its error.  test/runtime.sh compares what
// node prints with what jsrun prints.
//
// A row is a line: an expression, or statements with `return`.  Lines that start with "//" are
// comments.  A row knows the modules by their names, and ends(CODE) for a process of its own.
var fs = require('fs');
var util = require('util');

var rows = fs.readFileSync(process.argv[2], 'utf8').split('\n');
var names = ['assert', 'buffer', 'child_process', 'crypto', 'events', 'fs', 'module', 'os', 'path',
    'querystring', 'readline', 'string_decoder', 'url', 'util'];
var modules = names.map(function (name) {
    try {
        return require(name);
    } catch (err) {
        return undefined;
    }
});
var printed = [];

function out() {
    printed.push(util.format.apply(null, arguments));
}

/* How a program of its own ends, and what it prints. */
function ends(code, input) {
    var result = require('child_process').spawnSync(process.execPath, ['-e', code],
        { encoding: 'utf8', input: input || '' });
    return [result.status, result.signal, result.stdout];
}

function compile(row) {
    var words = names.concat(['out', 'ends', 'require']);
    try {
        return Function.apply(null, words.concat(['return (' + row + '\n);']));
    } catch (err) {
        return Function.apply(null, words.concat([row]));
    }
}

function describe(err) {
    if (!err || typeof err !== 'object')
        return String(err);
    return ['name', 'code', 'errno', 'syscall', 'path', 'dest', 'message'].map(function (name) {
        return err[name] === undefined ? '' : name + ' ' + JSON.stringify(err[name]);
    }).filter(Boolean).join(', ');
}

function valueOf(row) {
    printed = [];
    try {
        var value = compile(row).apply(undefined, modules.concat([out, ends, require]));
        return util.inspect(value, { depth: 5 });
    } catch (err) {
        return 'throws ' + describe(err);
    }
}

rows.forEach(function (row, i) {
    if (row === '' || row.indexOf('//') === 0)
        return;
    var value = valueOf(row);
    process.stdout.write((i + 1) + '  ' + row + '\n' +
        printed.map(function (line) { return '    ' + line + '\n'; }).join('') +
        '    = ' + value + '\n');
});
