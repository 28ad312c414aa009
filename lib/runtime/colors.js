/* SPDX-License-Identifier: MIT
 * colors.js - codes that switch a style of a terminal on and off, and which style inspect()
 * gives to what. */
'use strict';

var p = require('primordials');

exports.colors = p.assign(p.create(null), {
    reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24],
    blink: [5, 25], inverse: [7, 27], hidden: [8, 28], strikethrough: [9, 29],
    doubleunderline: [21, 24]
});

var names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

function addAll(prefix, suffix, first, off) {
    p.arrayForEach(names, function (name, i) {
        if (suffix !== '' && i === 0)
            name = 'gray';
        name = prefix === '' ? name : prefix + p.stringToUpperCase(name[0]) + p.stringSlice(name, 1);
        exports.colors[name + (suffix !== '' && i > 0 ? suffix : '')] = [first + i, off];
    });
}
addAll('', '', 30, 39);
addAll('bg', '', 40, 49);
exports.colors.framed = [51, 54];
exports.colors.overlined = [53, 55];
addAll('', 'Bright', 90, 39);
addAll('bg', 'Bright', 100, 49);

p.arrayForEach([['grey', 'gray'], ['blackBright', 'gray'], ['bgGrey', 'bgGray'],
    ['bgBlackBright', 'bgGray'], ['crossedout', 'strikethrough'], ['strikeThrough',
        'strikethrough'], ['crossedOut', 'strikethrough'], ['conceal', 'hidden'],
    ['swapColors', 'inverse'], ['swapcolors', 'inverse'], ['faint', 'dim'],
    ['doubleUnderline', 'doubleunderline']], function (pair) {
    p.defineHidden(exports.colors, pair[0], exports.colors[pair[1]]);
});

exports.styles = p.assign(p.create(null), {
    special: 'cyan', number: 'yellow', bigint: 'yellow', 'boolean': 'yellow', undefined: 'grey',
    'null': 'bold', string: 'green', symbol: 'green', date: 'magenta', regexp: 'red',
    module: 'underline'
});
