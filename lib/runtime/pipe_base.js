/* SPDX-License-Identifier: MIT
 * pipe_base.js - what both directions of a stream over a descriptor share: opening, closing,
 * whether it keeps the program alive. */
'use strict';

var p = require('primordials');
var EventEmitter = require('events');
var nextTick = require('ticks').nextTick;
var poll = require('poll');

exports.AGAIN = -11; /* a read or a write that would wait */

exports.inherit = function inherit(constructor, parent) {
    constructor.prototype = p.create(parent.prototype);
    p.defineHidden(constructor.prototype, 'constructor', constructor);
};

exports.systemError = function systemError(number, syscall) {
    var words = sys.errnoText(-number);
    var err = new p.Error(syscall + ' ' + words[0]);
    err.errno = number;
    err.code = words[0];
    err.syscall = syscall;
    return err;
};

/* Closes the descriptor, if it is the stream's own, and says so once. */
exports.close = close;
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

exports.addCommon = function addCommon(proto) {
    proto.destroy = destroy;
    proto.ref = setRef(true);
    proto.unref = setRef(false);
};

exports.init = function init(stream, fd, owns) {
    p.apply(EventEmitter, stream, []);
    stream.fd = fd;
    stream.destroyed = false;
    p.defineHidden(stream, '_owns', owns);
    p.defineHidden(stream, '_isRef', true);
    p.defineHidden(stream, '_watcher', undefined);
};
