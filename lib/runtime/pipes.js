/* SPDX-License-Identifier: MIT
 * pipes.js - the streams of child processes, files and standard input, on the event loop.
 *
 * They have of node's streams what scripts use; this file has those that are written to. */
'use strict';

var p = require('primordials');
var base = require('pipe_base');
var errors = require('errors');
var EventEmitter = require('events');
var nextTick = require('ticks').nextTick;
var poll = require('poll');

var close = base.close;
var systemError = base.systemError;

exports.systemError = systemError;
exports.Readable = require('readable').Readable;

var HIGH_WATER = 16384;

function Writable(fd) {
    base.init(this, fd, true);
    this.writable = true;
    p.defineHidden(this, '_queue', []); /* { bytes, at, callback } */
    p.defineHidden(this, '_size', 0);
    p.defineHidden(this, '_ending', false);
    p.defineHidden(this, '_needDrain', false);
    p.defineHidden(this, '_encoding', undefined);
}
base.inherit(Writable, EventEmitter);
base.addCommon(Writable.prototype);
exports.Writable = Writable;

p.defineGetter(Writable.prototype, 'writableLength', function writableLength() {
    return this._size;
});
p.defineGetter(Writable.prototype, 'writableEnded', function writableEnded() {
    return this._ending;
});
p.defineGetter(Writable.prototype, 'writableNeedDrain', function writableNeedDrain() {
    return this._needDrain;
});
p.defineGetter(Writable.prototype, 'writableHighWaterMark', function writableHighWaterMark() {
    return HIGH_WATER;
});

/* Tells who has written, then who listens. */
function refuse(callback, err) {
    if (typeof callback === 'function')
        nextTick(callback, err);
}

function fail(stream, number) {
    var err = systemError(number, 'write');
    p.arrayForEach(stream._queue, function (item) { refuse(item.callback, err); });
    stream._queue = [];
    stream.writable = false;
    stream.destroy(err);
}

/* The first of the queue, as far as the pipe takes it; false if it takes nothing more. */
function writeFirst(stream) {
    var item = stream._queue[0];
    var count = item.bytes.length === item.at ? 0 :
        sys.pipeWrite(stream.fd, item.bytes, item.at, item.bytes.length - item.at);
    if (count < 0) {
        if (count !== base.AGAIN)
            fail(stream, count);
        return false;
    }
    item.at += count;
    stream._size -= count;
    if (item.at < item.bytes.length)
        return true;
    p.arraySplice(stream._queue, 0, 1);
    if (item.callback !== undefined)
        nextTick(item.callback, null);
    return true;
}

/* Nothing is left to be written. */
function settle(stream) {
    if (stream._watcher !== undefined)
        poll.remove(stream._watcher);
    stream._watcher = undefined;
    if (stream._ending) {
        nextTick(function () { stream.emit('finish'); });
        close(stream);
    } else if (stream._needDrain) {
        stream._needDrain = false;
        nextTick(function () { stream.emit('drain'); });
    }
}

function writeOn(stream) {
    while (stream._queue.length > 0 && writeFirst(stream))
        ;
    if (stream.destroyed)
        return;
    if (stream._queue.length === 0)
        settle(stream);
    else if (stream._watcher === undefined)
        stream._watcher = poll.add(stream.fd, poll.OUT, function () { writeOn(stream); },
            stream._isRef);
}

function bytesOf(chunk, encoding) {
    if (typeof chunk === 'string')
        return require('buffer').Buffer.from(chunk, encoding);
    if (!errors.isBytes(chunk))
        throw errors.invalidArgType('chunk',
            'of type string or an instance of Buffer, TypedArray, or DataView', chunk);
    return chunk;
}

Writable.prototype.write = function write(chunk, encoding, callback) {
    var stream = this;
    if (typeof encoding === 'function') {
        callback = encoding;
        encoding = undefined;
    }
    var bytes = bytesOf(chunk, encoding === undefined ? stream._encoding : encoding);
    if (stream._ending || stream.destroyed) {
        var err = stream._ending ?
            errors.coded(p.Error, 'ERR_STREAM_WRITE_AFTER_END', 'write after end') :
            errors.coded(p.Error, 'ERR_STREAM_DESTROYED',
                'Cannot call write after a stream was destroyed');
        refuse(callback, err);
        nextTick(function () { stream.emit('error', err); });
        return false;
    }
    stream._size += bytes.length;
    p.arrayPush(stream._queue, { bytes: bytes, at: 0, callback: callback });
    if (stream._queue.length === 1)
        writeOn(stream);
    if (stream._size < HIGH_WATER)
        return true;
    stream._needDrain = true; /* until it was said, whatever else is written meanwhile */
    return false;
};

Writable.prototype.end = function end(chunk, encoding, callback) {
    if (typeof chunk === 'function') {
        callback = chunk;
        chunk = undefined;
    } else if (typeof encoding === 'function') {
        callback = encoding;
        encoding = undefined;
    }
    if (chunk !== undefined && chunk !== null)
        this.write(chunk, encoding);
    if (typeof callback === 'function')
        this.once('finish', callback);
    if (this._ending)
        return this;
    this._ending = true;
    this.writable = false;
    if (this._queue.length === 0 && !this.destroyed)
        settle(this);
    return this;
};

/* Each write goes out by itself, at once. */
Writable.prototype.cork = Writable.prototype.uncork = function cork() {};

Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
    this._encoding = encoding;
    return this;
};
