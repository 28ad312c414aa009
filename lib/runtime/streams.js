/* SPDX-License-Identifier: MIT
 * streams.js - process.stdout, stderr and stdin: synchronous, without state of their own. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var EventEmitter = require('events');
var nextTick = require('ticks').nextTick;

function addTerminal(stream, fd) {
    p.defineLive(stream, 'isTTY', function isTTY() {
        return sys.isatty(fd) ? true : undefined;
    });
    if (fd === 0)
        return;
    p.defineLive(stream, 'columns', function columns() {
        var size = sys.windowSize(fd);
        return size === undefined ? undefined : size[0];
    });
    p.defineLive(stream, 'rows', function rows() {
        var size = sys.windowSize(fd);
        return size === undefined ? undefined : size[1];
    });
}

function bytesOf(chunk, encoding) {
    if (typeof chunk === 'string')
        return encoding === undefined || encoding === 'utf8' || encoding === 'utf-8' ? chunk :
            require('buffer').Buffer.from(chunk, encoding);
    if (!errors.isBytes(chunk))
        throw errors.invalidArgType('chunk',
            'of type string or an instance of Buffer, TypedArray, or DataView', chunk);
    return chunk;
}

/* What is written is written: a callback waits for the next tick only. */
function makeOutput(fd, put) {
    var stream = new EventEmitter();
    stream.fd = fd;
    stream.writable = true;
    stream.writableEnded = stream.writableNeedDrain = false;
    stream.writableLength = 0;
    stream.write = function write(chunk, encoding, callback) {
        if (typeof encoding === 'function') {
            callback = encoding;
            encoding = undefined;
        }
        put(bytesOf(chunk, encoding));
        if (typeof callback === 'function')
            nextTick(callback, null);
        return true;
    };
    /* It stays open: others print too. */
    stream.end = function end(chunk, encoding, callback) {
        if (typeof chunk === 'function') {
            callback = chunk;
            chunk = undefined;
        }
        if (chunk !== undefined && chunk !== null)
            stream.write(chunk, encoding);
        if (typeof callback === 'function')
            nextTick(callback);
        return stream;
    };
    stream.cork = stream.uncork = function cork() {};
    stream.getWindowSize = function getWindowSize() {
        return [stream.columns, stream.rows];
    };
    stream.getColorDepth = function getColorDepth() {
        var env = require('env').object;
        return !sys.isatty(fd) || env.NO_COLOR || env.TERM === 'dumb' ? 1 : 8;
    };
    stream.hasColors = function hasColors(count) {
        return (typeof count === 'number' ? count : 16) <= p.pow(2, stream.getColorDepth());
    };
    addTerminal(stream, fd);
    return stream;
}

exports.stdout = makeOutput(1, sys.writeOut);
exports.stderr = makeOutput(2, sys.writeErr);
exports.stdin = new (require('pipes').Readable)(0, false);
addTerminal(exports.stdin, 0);
