/* SPDX-License-Identifier: MIT
 * readable.js - streams that are read: chunks come as events 'data', or wait for read().
 *
 * As in node, a stream flows once somebody listens to 'data', pipes it or resumes it; it waits
 * when it is paused or somebody listens to 'readable'. */
'use strict';

var p = require('primordials');
var base = require('pipe_base');
var errors = require('errors');
var EventEmitter = require('events');
var leftOut = require('left_out');
var nextTick = require('ticks').nextTick;
var poll = require('poll');

var STEP = 65536; /* bytes of a read, and how much is read ahead */

/* `range`: { at, end } of a file, undefined for all that comes. */
function Readable(fd, owns, range) {
    base.init(this, fd, owns);
    p.defineHidden(this, '_range', range);
    this.readable = true;
    this.readableFlowing = null;
    this.readableEncoding = null;
    this.readableEnded = false;
    p.defineHidden(this, '_decoder', undefined);
    p.defineHidden(this, '_chunks', []);
    p.defineHidden(this, '_isAtEnd', false); /* there is nothing more to read */
    p.defineHidden(this, '_isEnding', false); /* 'end' is on its way */
    p.defineHidden(this, '_isTold', false); /* 'readable' is on its way */
    p.defineHidden(this, '_isPaused', false);
    p.defineHidden(this, '_pipes', []);
}
base.inherit(Readable, EventEmitter);
base.addCommon(Readable.prototype);
exports.Readable = Readable;

function lengthOf(stream) {
    var length = 0;
    for (var i = 0; i < stream._chunks.length; i++)
        length += stream._chunks[i].length;
    return length;
}

p.defineGetter(Readable.prototype, 'readableLength', function readableLength() {
    return lengthOf(this);
});
p.defineGetter(Readable.prototype, 'readableHighWaterMark', function readableHighWaterMark() {
    return STEP;
});

function waitsForReadable(stream) {
    return stream.listenerCount('readable') > 0;
}

/* ------------------------------------------------------------------- from the descriptor */

function stopReading(stream) {
    if (stream._watcher !== undefined)
        poll.remove(stream._watcher);
    stream._watcher = undefined;
}

/* Who is read from with read() is read ahead, as far as there is room. */
function startReading(stream) {
    if (stream._isAtEnd || stream.destroyed || stream._watcher !== undefined)
        return;
    if (sys.isBuilding())
        throw leftOut.error('reading from a stream while a snapshot is built',
            'use fs.readFileSync()');
    stream._watcher = poll.add(stream.fd, poll.IN, function () { onReadable(stream); },
        stream._isRef);
}

/* How many bytes, 0 at the end, less for an error. */
function readSome(stream, bytes) {
    var range = stream._range;
    if (range === undefined)
        return sys.pipeRead(stream.fd, bytes, 0, STEP);
    try {
        var count = sys.fsRead(stream.fd, bytes, 0, p.min(STEP, range.end - range.at + 1), range.at);
        range.at += count;
        return count;
    } catch (err) {
        return err.errno;
    }
}

function onReadable(stream) {
    var bytes = require('buffer').Buffer.allocUnsafe(STEP);
    var count = readSome(stream, bytes);
    if (count === base.AGAIN)
        return;
    if (count < 0)
        stream.destroy(base.systemError(count, 'read'));
    else if (count === 0)
        onEnd(stream);
    else
        take(stream, stream._decoder === undefined ?
            require('buffer').Buffer.from(bytes.slice(0, count)) :
            stream._decoder.write(bytes.slice(0, count)));
}

/* Half a character is no text yet. */
function take(stream, chunk) {
    if (chunk.length === 0)
        return;
    if (stream.readableFlowing && stream._chunks.length === 0) {
        stream.emit('data', chunk);
        return;
    }
    p.arrayPush(stream._chunks, chunk);
    if (lengthOf(stream) >= STEP)
        stopReading(stream);
    tellReadable(stream);
}

function onEnd(stream) {
    var rest = stream._decoder === undefined ? '' : stream._decoder.end();
    stopReading(stream);
    if (rest !== '')
        take(stream, rest);
    stream._isAtEnd = true;
    if (stream.readableFlowing && stream._chunks.length === 0) {
        finish(stream);
        return;
    }
    tellReadable(stream);
}

function finish(stream) {
    if (stream.readableEnded || stream.destroyed)
        return;
    stream.readable = false;
    stream.readableEnded = true;
    stream.emit('end');
    base.close(stream);
}

function endLater(stream) {
    if (stream._isEnding || stream._chunks.length > 0)
        return;
    stream._isEnding = true;
    nextTick(function () { finish(stream); });
}

/* ------------------------------------------------------------------------------- waiting */

function tellReadable(stream) {
    if (stream._isTold || !waitsForReadable(stream))
        return;
    stream._isTold = true;
    nextTick(function () {
        stream._isTold = false;
        if (stream.destroyed || !(stream._chunks.length > 0 || stream._isAtEnd))
            return;
        stream.emit('readable');
        if (stream._isAtEnd)
            endLater(stream);
    });
}

function joined(chunks) {
    return chunks.length === 1 ? chunks[0] : typeof chunks[0] === 'string' ?
        p.arrayJoin(chunks, '') : require('buffer').Buffer.concat(chunks);
}

/* The first `count` bytes or characters of what has come. */
function cut(stream, count) {
    var all = joined(stream._chunks);
    stream._chunks = count < all.length ? [all.slice(count)] : [];
    return all.slice(0, count);
}

function partOf(stream, count) {
    var length = lengthOf(stream);
    if (length === 0 || count === 0)
        return null;
    if (count === undefined)
        return stream.readableFlowing ? p.arraySplice(stream._chunks, 0, 1)[0] : cut(stream, length);
    if (count <= length)
        return cut(stream, count);
    return stream._isAtEnd ? cut(stream, length) : null;
}

Readable.prototype.read = function read(count) {
    if (count !== undefined && count !== null)
        count = typeof count === 'number' ? p.floor(count) : p.parseInt(count, 10);
    var part = partOf(this, count !== count || count === null ? undefined : count);
    if (lengthOf(this) < STEP || part === null)
        startReading(this);
    if (this._isAtEnd)
        endLater(this);
    if (part !== null)
        this.emit('data', part);
    return part;
};

Readable.prototype.unshift = function unshift(chunk) {
    p.arrayUnshift(this._chunks, typeof chunk === 'string' && this._decoder === undefined ?
        require('buffer').Buffer.from(chunk) : chunk);
    tellReadable(this);
};

/* ------------------------------------------------------------------------------- flowing */

function flow(stream) {
    while (stream.readableFlowing && stream._chunks.length > 0)
        stream.emit('data', p.arraySplice(stream._chunks, 0, 1)[0]);
    if (!stream.readableFlowing)
        return;
    if (stream._isAtEnd)
        finish(stream);
    else
        startReading(stream);
}

Readable.prototype.resume = function resume() {
    var stream = this;
    stream._isPaused = false;
    if (stream.readableFlowing || waitsForReadable(stream))
        return stream;
    stream.readableFlowing = true;
    if (!sys.isBuilding() && stream._chunks.length === 0 && !stream._isAtEnd)
        startReading(stream);
    nextTick(function () {
        stream.emit('resume');
        flow(stream);
    });
    return stream;
};

Readable.prototype.pause = function pause() {
    this._isPaused = true;
    if (this.readableFlowing !== false) {
        this.readableFlowing = false;
        this.emit('pause');
    }
    stopReading(this);
    return this;
};

Readable.prototype.isPaused = function isPaused() {
    return this._isPaused || this.readableFlowing === false;
};

function onListener(stream, type) {
    if (type === 'readable') {
        stream.readableFlowing = false;
        startReading(stream);
        if (stream._chunks.length > 0 || stream._isAtEnd)
            tellReadable(stream);
    } else if (type === 'data' && stream.readableFlowing !== false) {
        if (sys.isBuilding())
            startReading(stream); /* throws */
        stream.resume();
    }
}

Readable.prototype.on = function on(type, listener) {
    p.apply(EventEmitter.prototype.on, this, [type, listener]);
    onListener(this, type);
    return this;
};
Readable.prototype.addListener = Readable.prototype.on;

/* Who listens to 'data' still gets it when nobody waits for 'readable' any more. */
Readable.prototype.removeListener = function removeListener(type, listener) {
    var stream = this;
    p.apply(EventEmitter.prototype.removeListener, stream, [type, listener]);
    if (type === 'readable')
        nextTick(function () {
            if (!waitsForReadable(stream) && !stream._isPaused && stream.listenerCount('data') > 0)
                stream.resume();
        });
    return stream;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.setEncoding = function setEncoding(encoding) {
    var StringDecoder = require('string_decoder').StringDecoder;
    var decoder = this._decoder = new StringDecoder(encoding);
    this.readableEncoding = decoder.encoding;
    if (this._chunks.length > 0)
        this._chunks = p.arrayFilter([p.arrayJoin(p.arrayMap(this._chunks, function (chunk) {
            return decoder.write(chunk);
        }), '')], function (text) { return text !== ''; });
    return this;
};

/* --------------------------------------------------------------------------------- pipes */

function endsTarget(target, options) {
    return !(options && options.end === false) && target.fd !== 1 && target.fd !== 2;
}

Readable.prototype.pipe = function pipe(target, options) {
    var source = this;
    var link = {
        target: target,
        onData: function (chunk) {
            if (target.write(chunk) === false)
                source.pause();
        },
        onDrain: function () { source.resume(); },
        onEnd: function () {
            target.removeListener('drain', link.onDrain);
            if (endsTarget(target, options))
                target.end();
        }
    };
    p.arrayPush(source._pipes, link);
    target.on('drain', link.onDrain);
    source.on('end', link.onEnd);
    source.on('data', link.onData);
    target.emit('pipe', source);
    if (source.readableFlowing !== true)
        source.resume();
    return target;
};

function unlink(stream, link) {
    link.target.removeListener('drain', link.onDrain);
    stream.removeListener('end', link.onEnd);
    stream.removeListener('data', link.onData);
    link.target.emit('unpipe', stream);
}

/* From one target, or from all. */
Readable.prototype.unpipe = function unpipe(target) {
    var stream = this;
    stream._pipes = p.arrayFilter(stream._pipes, function (link) {
        if (target !== undefined && link.target !== target)
            return true;
        unlink(stream, link);
        return false;
    });
    if (stream._pipes.length === 0)
        stream.pause();
    return stream;
};

leftOut.add(Readable.prototype, 'stream', 'wrap push', "use 'data' events");
