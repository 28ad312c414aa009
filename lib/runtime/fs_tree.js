/* SPDX-License-Identifier: MIT
 * fs_tree.js - the part of fs that makes, lists, copies and removes folders and files. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var args = require('fs_path');
var stats = require('fs_stats');
var constants = require('constants').fs;
var path = require('path');

var checkPath = args.checkPath;
var dirname = path.dirname;
var resolvePath = path.resolve;

function modeOf(name) {
    var numbers = sys.fsStat(name, false, false);
    return numbers === undefined ? 0 : numbers[1] & constants.S_IFMT;
}

/* ------------------------------------------------------------------------------ mkdir */

/* Makes the missing folders; the first that was made, undefined if all were there. */
function makeAll(name, mode) {
    var missing = [];
    var at = path.normalize(name);
    if (at.length > 1 && p.stringEndsWith(at, '/'))
        at = p.stringSlice(at, 0, -1);
    while (at !== '/' && at !== '.' && sys.fileKind(at) < 0) {
        p.arrayPush(missing, at);
        at = dirname(at);
    }
    if (sys.fileKind(at) === 0)
        throw notFolder(missing.length === 0 ? 'EEXIST' : 'ENOTDIR', name);
    for (var i = missing.length - 1; i >= 0; i--)
        sys.fsMkdir(missing[i], mode);
    return missing.length === 1 ? name : p.arrayPop(missing);
}

function systemError(code, errno, text, syscall, name) {
    var err = new p.Error(code + ': ' + text + ', ' + syscall + " '" + name + "'");
    err.errno = errno;
    err.code = code;
    err.syscall = syscall;
    err.path = name;
    return err;
}

function notFolder(code, name) {
    return code === 'EEXIST' ? systemError(code, -17, 'file already exists', 'mkdir', name) :
        systemError(code, -20, 'not a directory', 'mkdir', name);
}

exports.mkdirSync = function mkdirSync(name, options) {
    var mode = 511;
    var recursive = false;
    name = checkPath(name);
    if (typeof options === 'number' || typeof options === 'string') {
        mode = errors.parseMode(options, 'mode');
    } else if (options) {
        if (options.recursive !== undefined) {
            errors.checkBoolean(options.recursive, 'options.recursive');
            recursive = options.recursive;
        }
        mode = errors.parseMode(options.mode, 'options.mode', 511);
    }
    if (recursive)
        return makeAll(name, mode);
    sys.fsMkdir(name, mode);
    return undefined;
};

/* ------------------------------------------------------------------------------- list */

/* [name, letter, name, letter ...], sorted by name as libuv gives them. */
function list(folder) {
    var flat = sys.fsReaddir(folder);
    var entries = [];
    for (var i = 0; i < flat.length; i += 2)
        p.arrayPush(entries, { name: flat[i], letter: flat[i + 1] });
    return p.arraySort(entries, function (a, b) {
        return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    });
}

function addEntries(out, folder, below, options) {
    var entries = list(folder);
    for (var i = 0; i < entries.length; i++) {
        var entry = stats.makeDirent(entries[i].name, folder, entries[i].letter);
        p.arrayPush(out, options.withFileTypes ? entry : below + entry.name);
    }
    if (!options.recursive)
        return;
    for (i = 0; i < entries.length; i++) {
        entry = stats.makeDirent(entries[i].name, folder, entries[i].letter);
        if (entry.isDirectory())
            addEntries(out, path.join(folder, entry.name), below + entry.name + '/', options);
    }
}

exports.readdirSync = function readdirSync(name, options) {
    options = args.getOptions(options, { encoding: 'utf8', withFileTypes: false });
    name = checkPath(name);
    var out = [];
    addEntries(out, name, '', options);
    if (options.encoding === 'buffer' && !options.withFileTypes)
        return p.arrayMap(out, function (each) { return sys.encode(each, 0); });
    return out;
};

/* ----------------------------------------------------------------------------- remove */

function removeTree(name) {
    if (modeOf(name) !== constants.S_IFDIR) {
        sys.fsUnlink(name);
        return;
    }
    var entries = list(name);
    for (var i = 0; i < entries.length; i++)
        removeTree(name + '/' + entries[i].name);
    sys.fsRmdir(name);
}

function isFolderError(name) {
    var err = errors.coded(p.Error, 'ERR_FS_EISDIR',
        'Path is a directory: rm returned EISDIR (is a directory) ' + name);
    p.defineHidden(err, 'name', 'SystemError');
    err.info = { code: 'EISDIR', message: 'is a directory', path: name, syscall: 'rm', errno: 21 };
    err.errno = 21;
    err.syscall = 'rm';
    err.path = name;
    return err;
}

exports.rmSync = function rmSync(name, options) {
    options = options || {};
    name = checkPath(name);
    var mode = modeOf(name);
    if (mode === 0) {
        if (!options.force)
            sys.fsStat(name, false, true);
        return;
    }
    if (mode === constants.S_IFDIR && !options.recursive)
        throw isFolderError(name);
    removeTree(name);
};

exports.rmdirSync = function rmdirSync(name, options) {
    name = checkPath(name);
    if (options && options.recursive && modeOf(name) === constants.S_IFDIR)
        removeTree(name);
    else
        sys.fsRmdir(name);
};

/* ------------------------------------------------------------------------------- copy */

/* Errors of either side are those of one copyfile call. */
function copyError(err, from, to) {
    if (typeof err.errno !== 'number')
        return err;
    err.message = p.stringSplit(err.message, ',')[0] + ", copyfile '" + from + "' -> '" + to + "'";
    err.syscall = 'copyfile';
    delete err.path;
    err.path = from;
    err.dest = to;
    return err;
}

function isSameFile(a, b) {
    return a[0] === b[0] && a[7] === b[7]; /* device and number */
}

function copyBytes(from, to) {
    var buffer = new p.Uint8Array(65536);
    var count;
    while ((count = sys.fsRead(from, buffer, 0, 65536, -1)) > 0)
        for (var done = 0; done < count;)
            done += sys.fsWrite(to, buffer, done, count - done, -1);
}

exports.copyFileSync = function copyFileSync(from, to, flags) {
    from = checkPath(from, 'src');
    to = checkPath(to, 'dest');
    flags = args.checkFlagBits(flags);
    var source = -1;
    var target = -1;
    try {
        source = sys.fsOpen(from, constants.O_RDONLY, 0);
        target = sys.fsOpen(to, constants.O_WRONLY | constants.O_CREAT |
            (flags & constants.COPYFILE_EXCL ? constants.O_EXCL : 0), 438);
        var about = sys.fsFstat(source);
        /* Not before this test: a file copied to itself must not be emptied. */
        if (!isSameFile(about, sys.fsFstat(target))) {
            sys.fsTruncate(target, 0);
            sys.fsChmod(to, about[1] & 4095);
            copyBytes(source, target);
        }
    } catch (err) {
        throw copyError(err, from, to);
    } finally {
        if (source >= 0)
            sys.fsClose(source);
        if (target >= 0)
            sys.fsClose(target);
    }
};

/* --------------------------------------------------------------------------- realpath */

/* Throws for the first part of the path that is not there, as a walk along it would. */
exports.throwMissing = function throwMissing(name) {
    var parts = p.stringSplit(resolvePath(name), '/');
    var at = '';
    for (var i = 1; i < parts.length; i++) {
        at += '/' + parts[i];
        sys.fsStat(at, false, true);
        sys.fsStat(at, true, true);
    }
    throw systemError('ENOENT', -2, 'no such file or directory', 'lstat', name);
};
