/* SPDX-License-Identifier: MIT
 * assert_diff.js - two values line by line, for the message of a failed assertion. */
'use strict';

var p = require('primordials');
var push = p.arrayPush;

/* Lengths of the longest common runs of lines, for the walk in compareLines. */
function commonTable(a, b) {
    var table = [];
    for (var i = a.length; i >= 0; i--) {
        table[i] = [];
        for (var j = b.length; j >= 0; j--)
            table[i][j] = i === a.length || j === b.length ? 0 :
                a[i] === b[j] ? table[i + 1][j + 1] + 1 : p.max(table[i + 1][j], table[i][j + 1]);
    }
    return table;
}

/* Lines of both with a mark before each: "+" only actual, "-" only expected. */
function compareLines(a, b) {
    var table = commonTable(a, b);
    var out = [];
    for (var i = 0, j = 0; i < a.length || j < b.length;)
        if (i < a.length && j < b.length && a[i] === b[j]) {
            push(out, '  ' + a[i++]);
            j++;
        } else if (j === b.length || (i < a.length && table[i + 1][j] >= table[i][j + 1])) {
            push(out, '+ ' + a[i++]);
        } else {
            push(out, '- ' + b[j++]);
        }
    return out;
}

/* Together, for "1 !== 2" in one line; and for a mark where two lines begin to differ. */
var SHORT = 12;
var MARKED = 80;

function isPlain(value) {
    return typeof value !== 'object' || value === null;
}

function areObjects(e) {
    return (!isPlain(e.actual) && !isPlain(e.expected)) ||
        (typeof e.actual === 'function' && typeof e.expected === 'function');
}

function isShort(e) {
    return e.actualText.length + e.expectedText.length <= SHORT &&
        isPlain(e.actual) && isPlain(e.expected) && (e.actual !== 0 || e.expected !== 0);
}

/* A caret below the first difference, unless it is plain to see. */
function mark(e) {
    var length = e.actualText.length + e.expectedText.length;
    if (length <= SHORT || length >= MARKED || (e.operator === 'strictEqual' && areObjects(e)))
        return '';
    var at = 0;
    while (e.actualText[at] === e.expectedText[at])
        at++;
    return at > 2 ? '\n  ' + p.stringRepeat(' ', at) + '^' : '';
}

/* For values of one short line each: "1 !== 2". */
function shortForm(title, e) {
    return title + '\n\n' + e.actualText + ' !== ' + e.expectedText + '\n';
}

exports.difference = function difference(title) {
    return function explain(e) {
        var a = p.stringSplit(e.actualText, '\n');
        var b = p.stringSplit(e.expectedText, '\n');
        var isLine = a.length === 1 && b.length === 1 && a[0] !== b[0];
        if (isLine && isShort(e))
            return shortForm(title, e);
        if (e.actualText === e.expectedText)
            return (e.operator === 'strictEqual' ?
                'Values have same structure but are not reference-equal:' :
                'Values identical but not reference-equal:') + '\n\n' + e.actualText + '\n';
        return (e.operator === 'strictEqual' && areObjects(e) ?
            'Expected "actual" to be reference-equal to "expected":' : title) + '\n+ actual - expected\n\n' + p.arrayJoin(compareLines(a, b), '\n') +
            (isLine ? mark(e) : '');
    };
};
