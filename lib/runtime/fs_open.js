/* SPDX-License-Identifier: MIT
 * fs_open.js - open files: the part of fs that works on descriptors.
 *
 * Open descriptors are listed in handles.js while a snapshot is built: they would mean nothing
 * after boot. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var args = require('fs_path');
var handles = require('handles');
var stats = require('fs_stats');

var checkFd = args.checkFd;

/* The directive keeps the caller on the stack, which a refusal shows. */
exports.openSync = function openSync(path, flags, mode) {
    'use duk notail';
    path = args.checkPath(path);
    var fd = sys.fsOpen(path, args.parseFlags(flags), errors.parseMode(mode, 'mode', 438));
    handles.add(fd, {
        number: fd,
        what: 'file descriptor ' + fd + " on '" + path + "'",
        remedy: 'close it before the snapshot and open it again after boot'
    });
    return fd;
};

exports.closeSync = function closeSync(fd) {
    checkFd(fd);
    sys.fsClose(fd);
    handles.remove(fd);
};

exports.fsyncSync = function fsyncSync(fd) {
    sys.fsSync(checkFd(fd));
};

exports.fdatasyncSync = function fdatasyncSync(fd) {
    sys.fsSync(checkFd(fd));
};

exports.fstatSync = function fstatSync(fd) {
    return stats.make(sys.fsFstat(checkFd(fd)));
};

exports.ftruncateSync = function ftruncateSync(fd, length) {
    if (length !== undefined)
        errors.checkInteger(length, 'len', -9007199254740991, 9007199254740991);
    sys.fsTruncate(checkFd(fd), p.max(0, length || 0));
};

/* ------------------------------------------------------------------------ read, write */

/* Natives take positions as numbers, -1 for "where the file is". */
function positionOf(position) {
    if (position === undefined || position === null)
        return -1;
    if (typeof position !== 'number')
        throw errors.invalidArgType('position', 'of type number or bigint', position);
    return position;
}

function checkBytes(buffer, expected) {
    if (!errors.isBytes(buffer))
        throw errors.invalidArgType('buffer', expected, buffer);
}

/* { offset, length }, also from an object in the place of the offset. */
function rangeOf(buffer, offset, length) {
    offset = offset === undefined || offset === null ? 0 : offset;
    errors.checkInteger(offset, 'offset', 0, 9007199254740991);
    if (length === undefined || length === null)
        length = buffer.byteLength - offset;
    if (length < 0)
        throw errors.outOfRange('length', '>= 0', length);
    if (length > buffer.byteLength - offset)
        throw errors.outOfRange('length', '<= ' + (buffer.byteLength - offset), length);
    return { offset: offset, length: length | 0 };
}

exports.readSync = function readSync(fd, buffer, offset, length, position) {
    checkFd(fd);
    checkBytes(buffer, 'an instance of Buffer, TypedArray, or DataView');
    if (arguments.length <= 3 && offset !== undefined && offset !== null)
        errors.checkObject(offset, 'options');
    if (offset !== null && typeof offset === 'object') {
        length = offset.length;
        position = offset.position;
        offset = offset.offset;
    }
    var range = rangeOf(buffer, offset, length);
    return range.length === 0 ? 0 :
        sys.fsRead(fd, buffer, range.offset, range.length, positionOf(position));
};

/* writeSync(fd, string, position, encoding) */
function writeString(fd, text, position, encoding) {
    var bytes = require('buffer').Buffer.from(text, encoding || 'utf8');
    return sys.fsWrite(fd, bytes, 0, bytes.length, positionOf(position));
}

exports.writeSync = function writeSync(fd, buffer, offset, length, position) {
    checkFd(fd);
    if (typeof buffer === 'string')
        return writeString(fd, buffer, offset, length);
    checkBytes(buffer, 'of type string or an instance of Buffer, TypedArray, or DataView');
    if (offset !== null && typeof offset === 'object') {
        length = offset.length;
        position = offset.position;
        offset = offset.offset;
    }
    if (offset > buffer.byteLength)
        throw errors.outOfRange('offset', '<= ' + buffer.byteLength, offset);
    var range = rangeOf(buffer, offset, length);
    return range.length === 0 ? 0 :
        sys.fsWrite(fd, buffer, range.offset, range.length, positionOf(position));
};
