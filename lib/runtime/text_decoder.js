/* SPDX-License-Identifier: MIT
 * text_decoder.js - TextDecoder with the encodings that the engine's lacks, and what its
 * TextEncoder lacks. */
'use strict';

var p = require('primordials');
var errors = require('errors');

var labels = p.create(null);

function addLabels(encoding, names) {
    p.arrayForEach(p.stringSplit(names, ' '), function (name) { labels[name] = encoding; });
}
addLabels('utf-8', 'utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8');
addLabels('utf-16le', 'utf-16le utf-16 ucs-2 unicode csunicode iso-10646-ucs-2 unicodefeff');
addLabels('windows-1252', 'windows-1252 latin1 ascii us-ascii iso-8859-1 iso8859-1 iso88591 l1 ' +
    'cp1252 cp819 ibm819 iso_8859-1 x-cp1252 ansi_x3.4-1968');

function encodingOf(label) {
    var name = p.stringToLowerCase(p.stringReplace('' + label, /^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, ''));
    if (labels[name] === undefined)
        throw errors.coded(p.RangeError, 'ERR_ENCODING_NOT_SUPPORTED',
            'The "' + label + '" encoding is not supported');
    return labels[name];
}

var decoderNames = { 'utf-8': 'utf8', 'utf-16le': 'utf16le', 'windows-1252': 'latin1' };

function TextDecoder(label, options) {
    p.defineHidden(this, '_encoding', encodingOf(label === undefined ? 'utf-8' : label));
    p.defineHidden(this, '_fatal', !!(options && options.fatal));
    p.defineHidden(this, '_ignoreBOM', !!(options && options.ignoreBOM));
    p.defineHidden(this, '_decoder', undefined);
    p.defineHidden(this, '_isStart', true);
}

p.arrayForEach(['encoding', 'fatal', 'ignoreBOM'], function (name) {
    p.defineGetter(TextDecoder.prototype, name, function () { return this['_' + name]; });
});

function invalid(decoder) {
    return errors.coded(p.TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA',
        'The encoded data was not valid for encoding ' + decoder._encoding);
}

/* The engine's own decoder is the one that knows what is wrong. */
function checkUtf8(decoder, bytes) {
    try {
        new p.TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    } catch (err) {
        throw invalid(decoder);
    }
}

function bytesOf(input) {
    var Buffer = require('buffer').Buffer;
    if (input === undefined)
        return Buffer.alloc(0);
    if (p.classOf(input) === 'ArrayBuffer')
        return Buffer.from(input);
    if (!errors.isBytes(input))
        throw errors.invalidArgType('list', 'an instance of SharedArrayBuffer, ArrayBuffer or ' +
            'ArrayBufferView', input);
    return Buffer.from(input.buffer, input.byteOffset, input.byteLength);
}

p.defineHidden(TextDecoder.prototype, 'decode', function decode(input, options) {
    var StringDecoder = require('string_decoder').StringDecoder;
    var bytes = bytesOf(input);
    if (this._decoder === undefined)
        this._decoder = new StringDecoder(decoderNames[this._encoding]);
    if (this._fatal && this._encoding === 'utf-8')
        checkUtf8(this, bytes);
    var text = this._decoder.write(bytes);
    if (!(options && options.stream)) {
        var rest = this._decoder.end();
        if (this._fatal && rest !== '')
            throw invalid(this);
        text += rest;
    }
    if (this._isStart && !this._ignoreBOM && p.stringCharCodeAt(text, 0) === 0xFEFF)
        text = p.stringSlice(text, 1);
    this._isStart = text.length === 0 && this._isStart || !(options && options.stream);
    return text;
});
exports.TextDecoder = TextDecoder;

/* Writes as many whole characters as there is room for. */
p.defineHidden(p.TextEncoder.prototype, 'encodeInto', function encodeInto(source, target) {
    errors.checkString(source, 'src');
    if (p.classOf(target) !== 'Uint8Array')
        throw errors.invalidArgType('dest', 'an instance of Uint8Array', target);
    var read = 0;
    var written = 0;
    while (read < source.length) {
        var isPair = p.regexpTest(/^[\uD800-\uDBFF][\uDC00-\uDFFF]/, p.stringSlice(source, read,
            read + 2));
        var bytes = sys.encode(p.stringSlice(source, read, read + (isPair ? 2 : 1)), 0);
        if (written + bytes.length > target.length)
            break;
        for (var i = 0; i < bytes.length; i++)
            target[written++] = bytes[i];
        read += isPair ? 2 : 1;
    }
    return { read: read, written: written };
});

/* -------------------------------------------------------------------------- atob, btoa */

function invalidCharacter(message) {
    var err = new p.Error(message);
    err.name = 'InvalidCharacterError';
    err.code = 5;
    return err;
}

exports.btoa = function btoa(input) {
    if (arguments.length === 0)
        throw errors.coded(p.TypeError, 'ERR_MISSING_ARGS',
            'The "input" argument must be specified');
    var text = '' + input;
    if (p.regexpTest(/[^\x00-\xff]/, text))
        throw invalidCharacter('Invalid character');
    return require('buffer').Buffer.from(text, 'latin1').toString('base64');
};

exports.atob = function atob(input) {
    if (arguments.length === 0)
        throw errors.coded(p.TypeError, 'ERR_MISSING_ARGS',
            'The "input" argument must be specified');
    var text = p.stringReplace('' + input, /[\t\n\f\r ]+/g, '');
    if (text.length % 4 === 0)
        text = p.stringReplace(text, /==?$/, '');
    if (p.regexpTest(/[^A-Za-z0-9+\/]/, text))
        throw invalidCharacter('Invalid character');
    if (text.length % 4 === 1)
        throw invalidCharacter('The string to be decoded is not correctly encoded.');
    return require('buffer').Buffer.from(text, 'base64').toString('latin1');
};
