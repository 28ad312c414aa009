/* SPDX-License-Identifier: MIT
 * buffer.js - Buffer: the engine's own, with the constructors and encodings that it lacks. */
'use strict';

var p = require('primordials');
var errors = require('errors');

var EngineBuffer = p.Buffer;
var proto = EngineBuffer.prototype;
var classOf = p.classOf;
var MAX_LENGTH = 4294967296; /* node's; memory ends before it */

/* The numbers are those of enum jsb__encoding. */
var encodings = p.create(null);
encodings.utf8 = encodings['utf-8'] = 0;
encodings.latin1 = encodings.binary = 1;
encodings.ascii = 2;
encodings.hex = 3;
encodings.base64 = 4;
encodings.base64url = 5;
encodings.ucs2 = encodings['ucs-2'] = encodings.utf16le = encodings['utf-16le'] = 6;

function encodingOf(name) {
    if (name === undefined || name === null || name === '')
        return 0;
    var number = encodings[name];
    if (number === undefined)
        number = encodings[p.stringToLowerCase('' + name)];
    if (number === undefined)
        throw errors.coded(p.TypeError, 'ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + name);
    return number;
}

function encode(string, encoding) {
    return sys.encode(string, encodingOf(encoding));
}

function make(size) {
    return new EngineBuffer(size);
}

function checkSize(size) {
    errors.checkNumber(size, 'size');
    if (!(size >= 0 && size <= MAX_LENGTH))
        throw errors.outOfRange('size', '>= 0 && <= ' + MAX_LENGTH, size);
}

/* `new Buffer(...)` and `Buffer(...)` of old programs. */
function Buffer(value, encodingOrOffset, length) {
    if (typeof value !== 'number')
        return Buffer.from(value, encodingOrOffset, length);
    if (typeof encodingOrOffset === 'string')
        throw errors.invalidArgType('string', 'of type string', value);
    return Buffer.alloc(value);
}

Buffer.prototype = proto;
p.defineHidden(proto, 'constructor', Buffer);

/* ------------------------------------------------------------------------------- from */

function outside(name) {
    return errors.coded(p.RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS',
        '"' + name + '" is outside of buffer bounds');
}

/* A Buffer on the same memory. */
function fromArrayBuffer(memory, offset, length) {
    var size = p.arrayBufferByteLength(memory);
    offset = offset === undefined ? 0 : +offset || 0;
    if (offset > size)
        throw outside('offset');
    if (length !== undefined && +length > size - offset)
        throw outside('length');
    length = length === undefined ? size - offset : p.max(0, +length || 0);
    return p.setPrototypeOf(new p.Uint8Array(memory, offset, length), proto);
}

function fromList(list) {
    var bytes = make(list.length > 0 ? list.length : 0);
    for (var i = 0; i < bytes.length; i++)
        bytes[i] = list[i] & 255;
    return bytes;
}

function fromObject(value, encodingOrOffset, length) {
    if (classOf(value) === 'ArrayBuffer')
        return fromArrayBuffer(value, encodingOrOffset, length);
    var plain = typeof value.valueOf === 'function' ? value.valueOf() : value;
    if (plain !== value && plain !== null &&
        (typeof plain === 'string' || typeof plain === 'object'))
        return Buffer.from(plain, encodingOrOffset, length);
    if (typeof value.length === 'number')
        return fromList(value);
    if (value.type === 'Buffer' && p.isArray(value.data))
        return fromList(value.data);
    return undefined;
}

Buffer.from = function from(value, encodingOrOffset, length) {
    if (typeof value === 'string')
        return encode(value, encodingOrOffset);
    var bytes = typeof value === 'object' && value !== null ?
        fromObject(value, encodingOrOffset, length) : undefined;
    if (bytes === undefined)
        throw errors.invalidArgType('first argument', 'of type string or an instance of Buffer, ' +
            'ArrayBuffer, or Array or an Array-like Object', value);
    return bytes;
};

Buffer.alloc = function alloc(size, fill, encoding) {
    checkSize(size);
    var bytes = make(size);
    return fill === undefined || fill === 0 || size === 0 ? bytes : bytes.fill(fill, encoding);
};

Buffer.allocUnsafe = Buffer.allocUnsafeSlow = function allocUnsafe(size) {
    checkSize(size);
    return make(size);
};

/* ------------------------------------------------------------------------------ tests */

Buffer.isBuffer = function isBuffer(value) {
    return typeof value === 'object' && value !== null && p.objectIsPrototypeOf(proto, value);
};

Buffer.isEncoding = function isEncoding(name) {
    return typeof name === 'string' && encodings[p.stringToLowerCase(name)] !== undefined;
};

/* From the length alone, without a look at whether the digits are good. */
function stringLength(string, encoding) {
    var length = string.length;
    if (encoding === 0)
        return sys.byteLength(string);
    if (encoding === 6)
        return length * 2;
    if (encoding === 3)
        return p.floor(length / 2);
    if (encoding !== 4 && encoding !== 5)
        return length;
    while (length > 0 && string.length - length < 2 && string[length - 1] === '=')
        length--;
    return p.floor(length * 3 / 4);
}

Buffer.byteLength = function byteLength(value, encoding) {
    if (typeof value === 'string')
        return stringLength(value, encodings[p.stringToLowerCase('' + encoding)] || 0);
    if (errors.isBytes(value) || classOf(value) === 'ArrayBuffer')
        return value.byteLength;
    throw errors.invalidArgType('string',
        'of type string or an instance of Buffer or ArrayBuffer', value);
};

function checkBytes(value, name) {
    if (!errors.isTypedArray(value) || classOf(value) !== 'Uint8Array')
        throw errors.invalidArgType(name, 'an instance of Buffer or Uint8Array', value);
}

Buffer.compare = function compare(a, b) {
    checkBytes(a, 'buf1');
    checkBytes(b, 'buf2');
    return p.bufferCompare(a, b);
};

Buffer.concat = function concat(list, total) {
    errors.checkArray(list, 'list');
    for (var i = 0, sum = 0; i < list.length; i++) {
        checkBytes(list[i], 'list[' + i + ']');
        sum += list[i].length;
    }
    if (total === undefined)
        total = sum;
    errors.checkInteger(total, 'length', 0, MAX_LENGTH);
    var bytes = make(total);
    for (var at = 0, j = 0; j < list.length && at < total; j++) {
        var part = list[j].length > total - at ? p.bufferSlice(list[j], 0, total - at) : list[j];
        p.typedArraySet(bytes, part, at);
        at += part.length;
    }
    return bytes;
};

Buffer.poolSize = 8192;

exports.Buffer = Buffer;
exports.kMaxLength = MAX_LENGTH;
exports.constants = { MAX_LENGTH: MAX_LENGTH, MAX_STRING_LENGTH: MAX_LENGTH };
exports.INSPECT_MAX_BYTES = 50;

require('buffer_methods').install(proto, {
    encode: encode, encodingOf: encodingOf, checkBytes: checkBytes
});
require('buffer_numbers').install(proto);

exports.atob = require('text_decoder').atob;
exports.btoa = require('text_decoder').btoa;
exports.SlowBuffer = Buffer.allocUnsafe;
require('left_out').add(exports, 'buffer', 'transcode isUtf8 isAscii Blob File',
    'use Buffer and TextDecoder');
