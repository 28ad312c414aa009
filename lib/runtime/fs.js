/* SPDX-License-Identifier: MIT
 * fs.js - the fs module: its synchronous functions. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var args = require('fs_path');
var dir = require('fs_dir');
var open = require('fs_open');
var stats = require('fs_stats');
var tree = require('fs_tree');

var checkPath = args.checkPath;
var getOptions = args.getOptions;

exports.constants = require('constants').fs;
exports.Stats = stats.Stats;
exports.Dirent = stats.Dirent;
exports.F_OK = exports.constants.F_OK;
exports.R_OK = exports.constants.R_OK;
exports.W_OK = exports.constants.W_OK;
exports.X_OK = exports.constants.X_OK;

function isFd(file) {
    return typeof file === 'number' && p.isInteger(file) && file >= 0;
}

/* Opens what is not open yet, and closes what it opened, whatever `use` throws. */
function withFd(file, flags, mode, use) {
    if (isFd(file))
        return use(file);
    var fd = sys.fsOpen(checkPath(file), args.parseFlags(flags), mode);
    try {
        return use(fd);
    } finally {
        sys.fsClose(fd);
    }
}

/* ------------------------------------------------------------------------ whole files */

function isUtf8(encoding) {
    return encoding === 'utf8' || encoding === 'utf-8';
}

exports.readFileSync = function readFileSync(path, options) {
    options = getOptions(options, { flag: 'r' });
    return withFd(path, options.flag, 438, function (fd) {
        if (isUtf8(options.encoding))
            return sys.fsReadText(fd);
        var bytes = sys.fsReadAll(fd);
        return !options.encoding || options.encoding === 'buffer' ? bytes :
            bytes.toString(options.encoding);
    });
};

function dataOf(data, encoding) {
    if (errors.isBytes(data))
        return data;
    if (typeof data !== 'string')
        throw errors.invalidArgType('data',
            'of type string or an instance of Buffer, TypedArray, or DataView', data);
    return !encoding || isUtf8(encoding) ? data : require('buffer').Buffer.from(data, encoding);
}

function writeWhole(path, data, options, flag) {
    options = getOptions(options, { encoding: 'utf8', mode: 438, flag: flag });
    data = dataOf(data, options.encoding);
    withFd(path, options.flag, errors.parseMode(options.mode, 'mode', 438), function (fd) {
        sys.fsWriteAll(fd, data);
    });
}

exports.writeFileSync = function writeFileSync(path, data, options) {
    writeWhole(path, data, options, 'w');
};

exports.appendFileSync = function appendFileSync(path, data, options) {
    writeWhole(path, data, options, 'a');
};

exports.truncateSync = function truncateSync(path, length) {
    withFd(path, 'r+', 438, function (fd) {
        open.ftruncateSync(fd, length);
    });
};

/* ------------------------------------------------------------------------------ stat */

exports.existsSync = function existsSync(path) {
    try {
        return sys.fileKind(checkPath(path)) >= 0;
    } catch (err) {
        return false;
    }
};

function statWith(follow) {
    return function (path, options) {
        var mustExist = !options || options.throwIfNoEntry !== false;
        var numbers = sys.fsStat(checkPath(path), follow, mustExist);
        return numbers === undefined ? undefined : stats.make(numbers);
    };
}

exports.statSync = statWith(true);
exports.lstatSync = statWith(false);

exports.accessSync = function accessSync(path, mode) {
    sys.fsAccess(checkPath(path), args.checkFlagBits(mode));
};

exports.chmodSync = function chmodSync(path, mode) {
    sys.fsChmod(checkPath(path), errors.parseMode(mode, 'mode'));
};

/* Seconds since 1970 from a number, digits or a Date. */
function secondsOf(time) {
    if (typeof time === 'string' && +time == time)
        return +time;
    if (p.isFinite(time))
        return time < 0 ? p.monotonicNow() / 1000 : time;
    if (p.classOf(time) === 'Date')
        return p.dateGetTime(time) / 1000;
    throw errors.invalidArgType('time', 'an instance of Date or an Time in seconds', time);
}

exports.utimesSync = function utimesSync(path, atime, mtime) {
    path = checkPath(path);
    sys.fsUtimes(path, secondsOf(atime), secondsOf(mtime));
};

/* ----------------------------------------------------------------------------- names */

exports.renameSync = function renameSync(oldPath, newPath) {
    oldPath = checkPath(oldPath, 'oldPath');
    sys.fsRename(oldPath, checkPath(newPath, 'newPath'));
};

exports.unlinkSync = function unlinkSync(path) {
    sys.fsUnlink(checkPath(path));
};

exports.linkSync = function linkSync(existingPath, newPath) {
    existingPath = checkPath(existingPath, 'existingPath');
    sys.fsLink(existingPath, checkPath(newPath, 'newPath'));
};

exports.symlinkSync = function symlinkSync(target, path) {
    target = checkPath(target, 'target');
    sys.fsSymlink(target, checkPath(path));
};

/* Names go out as strings, or as Buffers for encoding 'buffer'. */
function encodeName(name, options) {
    var encoding = getOptions(options, { encoding: 'utf8' }).encoding;
    if (!encoding || isUtf8(encoding))
        return name;
    var bytes = sys.encode(name, 0);
    return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

exports.readlinkSync = function readlinkSync(path, options) {
    return encodeName(sys.fsReadlink(checkPath(path)), options);
};

exports.mkdtempSync = function mkdtempSync(prefix, options) {
    prefix = checkPath(prefix, 'prefix');
    var made = sys.fsMkdtemp(prefix);
    return encodeName(prefix + p.stringSlice(made, -6), options);
};

exports.realpathSync = function realpathSync(path, options) {
    path = checkPath(path);
    var real = sys.realpath(path);
    if (real === undefined)
        tree.throwMissing(path);
    return encodeName(real, options);
};
exports.realpathSync.native = function native(path, options) {
    return exports.realpathSync(path, options);
};

/* --------------------------------------------------------------------------- folders */

exports.mkdirSync = tree.mkdirSync;
exports.rmSync = tree.rmSync;
exports.rmdirSync = tree.rmdirSync;
exports.readdirSync = tree.readdirSync;
exports.opendirSync = dir.opendirSync;
exports.Dir = dir.Dir;
exports.copyFileSync = tree.copyFileSync;

/* ----------------------------------------------------------------------- descriptors */

exports.openSync = open.openSync;
exports.closeSync = open.closeSync;
exports.readSync = open.readSync;
exports.writeSync = open.writeSync;
exports.fsyncSync = open.fsyncSync;
exports.fdatasyncSync = open.fdatasyncSync;
exports.fstatSync = open.fstatSync;
exports.ftruncateSync = open.ftruncateSync;

p.defineProperty(exports.statSync, 'name', { value: 'statSync' });
p.defineProperty(exports.lstatSync, 'name', { value: 'lstatSync' });

require('fs_more').install(exports);
