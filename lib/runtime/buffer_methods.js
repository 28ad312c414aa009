/* SPDX-License-Identifier: MIT
 * buffer_methods.js - methods of Buffer on text, ranges and searching. */
'use strict';

var p = require('primordials');
var errors = require('errors');

/* A bound of a range as slice takes it, without counting from the end. */
function clamp(value, fallback, length) {
    if (value === undefined)
        return fallback;
    value = +value || 0;
    return value <= 0 ? 0 : value >= length ? length : p.floor(value);
}

function toInteger(value, fallback) {
    if (value === undefined)
        return fallback;
    value = +value || 0;
    return value < 0 ? p.ceil(value) : p.floor(value);
}

/* Bytes of UTF-8 that fit into `room` without half a character at the end. */
function wholeCharacters(bytes, room) {
    if (bytes.length <= room)
        return bytes.length;
    while (room > 0 && (bytes[room] & 0xC0) === 0x80)
        room--;
    return room;
}

function installText(methods, tools) {
    methods.toString = function toString(encoding, start, end) {
        start = clamp(start, 0, this.length);
        end = clamp(end, this.length, this.length);
        return end <= start ? '' : sys.decode(this, tools.encodingOf(encoding), start, end);
    };

    methods.toLocaleString = methods.toString;

    /* write(string[, offset[, length]][, encoding]) */
    methods.write = function write(string, offset, length, encoding) {
        if (typeof string !== 'string')
            throw errors.coded(p.TypeError, 'ERR_INVALID_ARG_TYPE', 'argument must be a string');
        if (typeof offset === 'string') {
            encoding = offset;
            offset = length = undefined;
        } else if (typeof length === 'string') {
            encoding = length;
            length = undefined;
        }
        if (offset === undefined) {
            offset = 0;
            length = undefined;
        }
        errors.checkInteger(offset, 'offset', 0, this.length);
        var room = this.length - offset;
        if (length !== undefined) {
            errors.checkInteger(length, 'length', 0, this.length);
            room = p.min(room, length);
        }
        var number = tools.encodingOf(encoding);
        var bytes = sys.encode(string, number);
        var count = number === 0 ? wholeCharacters(bytes, room) : p.min(bytes.length, room);
        if (number === 6)
            count -= count % 2;
        p.typedArraySet(this, p.bufferSlice(bytes, 0, count), offset);
        return count;
    };
}

function installRanges(methods, tools) {
    methods.subarray = methods.slice;

    methods.fill = function fill(value, offset, end, encoding) {
        if (typeof offset === 'string') {
            encoding = offset;
            offset = end = undefined;
        } else if (typeof end === 'string') {
            encoding = end;
            end = undefined;
        }
        end = offset === undefined || end === undefined ? this.length : end;
        offset = offset === undefined ? 0 : offset;
        errors.checkInteger(offset, 'offset', 0, 4294967296);
        errors.checkInteger(end, 'end', 0, this.length);
        if (offset >= end)
            return this;
        var pattern = typeof value === 'string' ? tools.encode(value, encoding) : value;
        if (typeof pattern !== 'object' || pattern === null)
            return p.bufferFill(this, pattern & 255, offset, end);
        if (pattern.length === 0 && value !== '')
            throw errors.invalidArgValue('value', value);
        for (var i = offset; i < end; i++)
            this[i] = pattern.length === 0 ? 0 : pattern[(i - offset) % pattern.length];
        return this;
    };
}

function installComparisons(methods, tools) {
    methods.equals = function equals(other) {
        tools.checkBytes(other, 'otherBuffer');
        return p.bufferEquals(this, other);
    };

    methods.compare = function compare(target, targetStart, targetEnd, start, end) {
        tools.checkBytes(target, 'target');
        return p.bufferCompare(
            p.bufferSlice(this, start || 0, end === undefined ? this.length : end),
            p.bufferSlice(target, targetStart || 0,
                targetEnd === undefined ? target.length : targetEnd));
    };

    methods.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
        tools.checkBytes(target, 'target');
        targetStart = toInteger(targetStart, 0);
        sourceStart = toInteger(sourceStart, 0);
        sourceEnd = toInteger(sourceEnd, this.length);
        errors.checkRange(targetStart, 'targetStart', 0);
        errors.checkRange(sourceStart, 'sourceStart', 0, this.length);
        errors.checkRange(sourceEnd, 'sourceEnd', 0);
        if (targetStart >= target.length || sourceStart >= sourceEnd)
            return 0;
        return p.bufferCopy(this, target, targetStart, sourceStart, p.min(sourceEnd, this.length));
    };
}

/* ----------------------------------------------------------------------------- search */

function matchesAt(bytes, needle, at) {
    for (var j = 0; j < needle.length; j++)
        if (bytes[at + j] !== needle[j])
            return false;
    return true;
}

/* Where the search starts: from the end for negative offsets. */
function startOf(bytes, offset, last) {
    offset = +offset;
    if (offset !== offset)
        return last ? bytes.length : 0;
    return toInteger(offset < 0 ? bytes.length + p.ceil(offset) : offset, 0);
}

function find(tools, bytes, value, offset, encoding, last) {
    if (typeof offset === 'string') {
        encoding = offset;
        offset = undefined;
    }
    var needle = typeof value === 'string' ? tools.encode(value, encoding) :
        typeof value === 'number' ? [value & 255] : value;
    if (!p.isArray(needle) && !errors.isTypedArray(needle))
        throw errors.invalidArgType('value',
            'one of type number or string or an instance of Buffer or Uint8Array', value);
    var end = bytes.length - needle.length;
    var at = startOf(bytes, offset === undefined ? NaN : offset, last);
    if (needle.length === 0)
        return p.min(p.max(at, 0), bytes.length);
    if (last) {
        for (at = p.min(at, end); at >= 0; at--)
            if (matchesAt(bytes, needle, at))
                return at;
    } else {
        for (at = p.max(at, 0); at <= end; at++)
            if (matchesAt(bytes, needle, at))
                return at;
    }
    return -1;
}

function installSearch(methods, tools) {
    methods.indexOf = function indexOf(value, byteOffset, encoding) {
        return find(tools, this, value, byteOffset, encoding, false);
    };
    methods.lastIndexOf = function lastIndexOf(value, byteOffset, encoding) {
        return find(tools, this, value, byteOffset, encoding, true);
    };
    methods.includes = function includes(value, byteOffset, encoding) {
        return find(tools, this, value, byteOffset, encoding, false) >= 0;
    };
}

function swapEach(name, size) {
    return function swap() {
        if (this.length % size !== 0)
            throw errors.coded(p.RangeError, 'ERR_INVALID_BUFFER_SIZE',
                'Buffer size must be a multiple of ' + size * 8 + '-bits');
        for (var i = 0; i < this.length; i += size)
            for (var j = 0; j < size / 2; j++) {
                var byte = this[i + j];
                this[i + j] = this[i + size - 1 - j];
                this[i + size - 1 - j] = byte;
            }
        return this;
    };
}

exports.install = function install(proto, tools) {
    var methods = { slice: proto.slice };
    installText(methods, tools);
    installRanges(methods, tools);
    installComparisons(methods, tools);
    installSearch(methods, tools);
    methods.swap16 = swapEach('swap16', 2);
    methods.swap32 = swapEach('swap32', 4);
    methods.swap64 = swapEach('swap64', 8);
    for (var name in methods)
        p.defineHidden(proto, name, methods[name]);
};
