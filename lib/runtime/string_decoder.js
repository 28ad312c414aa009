/* SPDX-License-Identifier: MIT
 * string_decoder.js - text from chunks of bytes: what a chunk ends within waits for the next. */
'use strict';

var p = require('primordials');
var errors = require('errors');

var Buffer = require('buffer').Buffer;

var names = { 'utf-8': 'utf8', binary: 'latin1', ucs2: 'utf16le', 'ucs-2': 'utf16le',
    'utf-16le': 'utf16le' };

function StringDecoder(encoding) {
    var name = encoding === undefined || encoding === null ? 'utf8' :
        p.stringToLowerCase('' + encoding);
    if (!Buffer.isEncoding(name))
        throw errors.coded(p.TypeError, 'ERR_UNKNOWN_ENCODING', 'Unknown encoding: ' + encoding);
    this.encoding = p.objectHasOwnProperty(names, name) ? names[name] : name;
    p.defineHidden(this, '_rest', Buffer.alloc(0));
}

/* Bytes at the end that begin a character and do not finish it. */
function unfinishedUtf8(bytes) {
    for (var back = 1; back <= 3 && back <= bytes.length; back++) {
        var byte = bytes[bytes.length - back];
        if ((byte & 0xC0) === 0x80)
            continue;
        var need = byte >= 0xF0 && byte < 0xF5 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1;
        return byte >= 0xF5 || need <= back ? 0 : isValidStart(bytes, back) ? back : 0;
    }
    return 0;
}

/* Some second bytes make no character whatever follows. */
function isValidStart(bytes, back) {
    var first = bytes[bytes.length - back];
    var second = bytes[bytes.length - back + 1];
    if (back < 2)
        return true;
    return !(first === 0xE0 && second < 0xA0 || first === 0xED && second > 0x9F ||
        first === 0xF0 && second < 0x90 || first === 0xF4 && second > 0x8F);
}

function unfinishedUtf16(bytes) {
    var odd = bytes.length % 2;
    var last = bytes.length - odd - 1;
    return odd + (last > 0 && (bytes[last] & 0xFC) === 0xD8 ? 2 : 0);
}

function unfinished(encoding, bytes) {
    if (encoding === 'utf8')
        return unfinishedUtf8(bytes);
    if (encoding === 'utf16le')
        return unfinishedUtf16(bytes);
    return encoding === 'base64' || encoding === 'base64url' ? bytes.length % 3 : 0;
}

StringDecoder.prototype.write = function write(chunk) {
    if (typeof chunk === 'string')
        return chunk;
    if (!errors.isBytes(chunk))
        throw errors.invalidArgType('buf', 'an instance of Buffer, TypedArray, or DataView', chunk);
    var bytes = p.classOf(chunk) === 'Uint8Array' ? chunk :
        Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this._rest.length > 0)
        bytes = Buffer.concat([this._rest, bytes]);
    var keep = unfinished(this.encoding, bytes);
    this._rest = Buffer.from(bytes.slice(bytes.length - keep));
    return Buffer.from(bytes.slice(0, bytes.length - keep)).toString(this.encoding);
};

StringDecoder.prototype.end = function end(chunk) {
    var text = chunk === undefined ? '' : this.write(chunk);
    text += this._rest.toString(this.encoding);
    this._rest = Buffer.alloc(0);
    return text;
};

StringDecoder.prototype.text = function text(bytes, offset) {
    this._rest = Buffer.alloc(0);
    return this.write(bytes.slice(offset));
};

exports.StringDecoder = StringDecoder;
