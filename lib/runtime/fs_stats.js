/* SPDX-License-Identifier: MIT
 * fs_stats.js - what fs tells about a file: Stats and Dirent. */
'use strict';

var p = require('primordials');
var constants = require('constants').fs;

/* In the order of the numbers that the native gives. */
var names = ['dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks',
    'atimeMs', 'mtimeMs', 'ctimeMs', 'birthtimeMs'];
var dates = ['atime', 'mtime', 'ctime', 'birthtime'];

function Stats(numbers) {
    for (var i = 0; i < names.length; i++)
        this[names[i]] = numbers[i];
    for (i = 0; i < dates.length; i++)
        this[dates[i]] = new p.Date(p.floor(this[dates[i] + 'Ms'] + 0.5));
}

function Dirent(name, folder, letter) {
    this.name = name;
    this.parentPath = folder;
    this.path = folder;
    p.defineHidden(this, '_letter', letter);
}

/* Test, the mode of such a file, and its letter in lists of folders. */
var tests = [
    ['isBlockDevice', constants.S_IFBLK, 'b'],
    ['isCharacterDevice', constants.S_IFCHR, 'c'],
    ['isDirectory', constants.S_IFDIR, 'd'],
    ['isFIFO', constants.S_IFIFO, 'p'],
    ['isFile', constants.S_IFREG, 'f'],
    ['isSocket', constants.S_IFSOCK, 's'],
    ['isSymbolicLink', constants.S_IFLNK, 'l']
];

function addTest(name, mode, letter) {
    function ofMode() {
        return (this.mode & constants.S_IFMT) === mode;
    }
    function ofLetter() {
        return this._letter === letter;
    }
    p.defineProperty(ofMode, 'name', { value: name });
    p.defineProperty(ofLetter, 'name', { value: name });
    Stats.prototype[name] = ofMode;
    Dirent.prototype[name] = ofLetter;
}

for (var i = 0; i < tests.length; i++)
    addTest(tests[i][0], tests[i][1], tests[i][2]);

exports.Stats = Stats;
exports.Dirent = Dirent;

exports.make = function make(numbers) {
    return new Stats(numbers);
};

/* Some file systems do not say of what type an entry is. */
function letterOf(path) {
    var numbers = sys.fsStat(path, false, false);
    var mode = numbers === undefined ? 0 : numbers[1] & constants.S_IFMT;
    for (var i = 0; i < tests.length; i++)
        if (tests[i][1] === mode)
            return tests[i][2];
    return '?';
}

exports.makeDirent = function makeDirent(name, folder, letter) {
    return new Dirent(name, folder, letter === '?' ? letterOf(folder + '/' + name) : letter);
};
