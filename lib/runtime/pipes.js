/* SPDX-License-Identifier: MIT
 * pipes.js - the streams of child processes and standard input, on the event loop.
 *
 * They have of node's streams what scripts use: events, encodings, pipe(), write(), end(). */
'use strict';

var p = require('primordials');
var errors = require('errors');
var EventEmitter = require('events');
var leftOut = require('left_out');
var nextTick = require('ticks').nextTick;
var poll = require('poll');

var STEP = 65536;
var AGAIN = -11;

function inherit(constructor, parent) {
    constructor.prototype = p.create(parent.prototype);
    p.defineHidden(constructor.prototype, 'constructor', constructor);
}

function systemError(number, syscall) {
    var words = sys.errnoText(-number);
    var err = new p.Error(syscall + ' ' + words[0]);
    err.errno = number;
    err.code = words[0];
    err.syscall = syscall;
    return err;
}
exports.systemError = systemError;

/* Closes the descriptor, if it is the stream's own, and says so once. */
function close(stream) {
    if (stream.destroyed)
        return;
    stream.destroyed = true;
    if (stream._watcher !== undefined)
        poll.remove(stream._watcher);
    stream._watcher = undefined;
    if (stream._owns)
        sys.fsClose(stream.fd);
    nextTick(function () { stream.emit('close'); });
}

function destroy(err) {
    var stream = this;
    if (err && !stream.destroyed)
        nextTick(function () { stream.emit('error', err); });
    close(stream);
    return stream;
}

function setRef(isRef) {
    return function () {
        this._isRef = isRef;
        if (this._watcher !== undefined)
            poll.setRef(this._watcher, isRef);
        return this;
    };
}

function addCommon(proto) {
    proto.destroy = destroy;
    proto.ref = setRef(true);
    proto.unref = setRef(false);
}

function init(stream, fd, owns) {
    p.apply(EventEmitter, stream, []);
    stream.fd = fd;
    stream.destroyed = false;
    p.defineHidden(stream, '_owns', owns);
    p.defineHidden(stream, '_isRef', true);
    p.defineHidden(stream, '_watcher', undefined);
}

/* --------------------------------------------------------------------------- reading */

/* Reads when somebody listens to 'data'. */
function Readable(fd, owns) {
    init(this, fd, owns);
    this.readable = true;
    p.defineHidden(this, '_decoder', undefined);
    p.defineHidden(this, '_ended', false);
    p.defineHidden(this, '_paused', false);
}
inherit(Readable, EventEmitter);
addCommon(Readable.prototype);
exports.Readable = Readable;

function finish(stream) {
    var rest = stream._decoder === undefined ? '' : stream._decoder.end();
    stream._ended = true;
    stream.readable = false;
    poll.remove(stream._watcher);
    stream._watcher = undefined;
    if (rest !== '')
        stream.emit('data', rest);
    stream.emit('end');
    close(stream);
}

/* Half a character is no text yet. */
function emitData(stream, bytes) {
    var chunk = stream._decoder === undefined ? require('buffer').Buffer.from(bytes) :
        stream._decoder.write(bytes);
    if (chunk.length > 0)
        stream.emit('data', chunk);
}

function onReadable(stream) {
    var bytes = require('buffer').Buffer.allocUnsafe(STEP);
    var count = sys.pipeRead(stream.fd, bytes, 0, STEP);
    if (count === AGAIN)
        return;
    if (count < 0)
        stream.destroy(systemError(count, 'read'));
    else if (count === 0)
        finish(stream);
    else
        emitData(stream, bytes.slice(0, count));
}

function startReading(stream) {
    if (stream._ended || stream.destroyed || stream._paused || stream._watcher !== undefined)
        return;
    if (sys.isBuilding())
        throw leftOut.error('reading from a stream while a snapshot is built',
            'use fs.readFileSync()');
    stream._watcher = poll.add(stream.fd, poll.IN, function () { onReadable(stream); },
        stream._isRef);
}

Readable.prototype.on = function on(type, listener) {
    if (type === 'readable')
        throw leftOut.error("the event 'readable'", "use 'data'");
    p.apply(EventEmitter.prototype.on, this, [type, listener]);
    if (type === 'data')
        startReading(this);
    return this;
};
Readable.prototype.addListener = Readable.prototype.on;

Readable.prototype.resume = function resume() {
    this._paused = false;
    startReading(this);
    return this;
};

Readable.prototype.pause = function pause() {
    this._paused = true;
    if (this._watcher !== undefined)
        poll.remove(this._watcher);
    this._watcher = undefined;
    return this;
};

Readable.prototype.isPaused = function isPaused() {
    return this._paused;
};

Readable.prototype.setEncoding = function setEncoding(encoding) {
    var StringDecoder = require('string_decoder').StringDecoder;
    this._decoder = new StringDecoder(encoding);
    return this;
};

Readable.prototype.pipe = function pipe(target, options) {
    var source = this;
    function onDrain() {
        source.resume();
    }
    target.on('drain', onDrain);
    source.on('end', function () {
        target.removeListener('drain', onDrain);
        if (!(options && options.end === false) && target.fd !== 1 && target.fd !== 2)
            target.end();
    });
    source.on('data', function (chunk) {
        if (target.write(chunk) === false)
            source.pause();
    });
    return target;
};

leftOut.add(Readable.prototype, 'stream', 'read unshift wrap', "use 'data' events");

/* --------------------------------------------------------------------------- writing */

var HIGH_WATER = 16384;

function Writable(fd) {
    init(this, fd, true);
    this.writable = true;
    p.defineHidden(this, '_queue', []); /* { bytes, at, callback } */
    p.defineHidden(this, '_size', 0);
    p.defineHidden(this, '_ending', false);
    p.defineHidden(this, '_needDrain', false);
}
inherit(Writable, EventEmitter);
addCommon(Writable.prototype);
exports.Writable = Writable;

p.defineGetter(Writable.prototype, 'writableLength', function writableLength() {
    return this._size;
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
        if (count !== AGAIN)
            fail(stream, count);
        return false;
    }
    item.at += count;
    stream._size -= count;
    if (item.at < item.bytes.length)
        return true;
    p.arraySplice(stream._queue, 0, 1);
    if (item.callback !== undefined)
        nextTick(item.callback);
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
    var bytes = bytesOf(chunk, encoding);
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

leftOut.add(Writable.prototype, 'stream', 'cork uncork', 'each write goes out by itself');
