/* SPDX-License-Identifier: MIT
 * buffer_numbers.js - Buffer's readInt32LE, writeDoubleBE and so on: the engine's, behind
 * node's checks of the arguments. */
'use strict';

var p = require('primordials');
var errors = require('errors');

/* Stem of the name, bytes, and the range of what can be written. */
var kinds = [
    ['UInt8', 1, 0, 255], ['Int8', 1, -128, 127],
    ['UInt16LE', 2, 0, 65535], ['UInt16BE', 2, 0, 65535],
    ['Int16LE', 2, -32768, 32767], ['Int16BE', 2, -32768, 32767],
    ['UInt32LE', 4, 0, 4294967295], ['UInt32BE', 4, 0, 4294967295],
    ['Int32LE', 4, -2147483648, 2147483647], ['Int32BE', 4, -2147483648, 2147483647],
    ['FloatLE', 4], ['FloatBE', 4], ['DoubleLE', 8], ['DoubleBE', 8]
];

function checkOffset(bytes, offset, size) {
    var last = bytes.length - size;
    if (typeof offset !== 'number')
        throw errors.invalidArgType('offset', 'of type number', offset);
    if (p.floor(offset) !== offset)
        throw errors.outOfRange('offset', 'an integer', offset);
    if (last < 0)
        throw errors.coded(p.RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS',
            'Attempt to access memory outside buffer bounds');
    if (offset < 0 || offset > last)
        throw errors.outOfRange('offset', '>= 0 and <= ' + last, offset);
}

function checkValue(value, min, max) {
    if (value > max || value < min)
        throw errors.outOfRange('value', '>= ' + min + ' and <= ' + max, value);
}

function reader(native, size) {
    return function read(offset) {
        offset = offset === undefined ? 0 : offset;
        checkOffset(this, offset, size);
        return native(this, offset);
    };
}

function writer(native, size, min, max) {
    return function write(value, offset) {
        value = +value;
        offset = offset === undefined ? 0 : offset;
        if (min !== undefined)
            checkValue(value, min, max);
        checkOffset(this, offset, size);
        native(this, value, offset);
        return offset + size;
    };
}

function installOne(proto, name, method) {
    p.defineProperty(method, 'name', { value: name });
    p.defineHidden(proto, name, method);
    if (p.stringIncludes(name, 'UInt')) /* node has both spellings */
        p.defineHidden(proto, p.stringReplace(name, 'UInt', 'Uint'), method);
}

/* readUIntBE(offset, byteLength) and its like, up to 48 bits. */
function installVariable(proto, stem) {
    var signed = p.stringStartsWith(stem, 'Int');
    var read = p.uncurry(proto['read' + stem]);
    var write = p.uncurry(proto['write' + stem]);
    function checkLength(byteLength) {
        if (typeof byteLength !== 'number')
            throw errors.invalidArgType('byteLength', 'of type number', byteLength);
        if (p.floor(byteLength) !== byteLength)
            throw errors.outOfRange('byteLength', 'an integer', byteLength);
        if (byteLength < 1 || byteLength > 6)
            throw errors.outOfRange('byteLength', '>= 1 and <= 6', byteLength);
    }
    installOne(proto, 'read' + stem, function (offset, byteLength) {
        if (offset === undefined)
            throw errors.invalidArgType('offset', 'of type number', offset);
        checkLength(byteLength);
        checkOffset(this, offset, byteLength);
        return read(this, offset, byteLength);
    });
    installOne(proto, 'write' + stem, function (value, offset, byteLength) {
        var span = 1;
        checkLength(byteLength);
        for (var i = 0; i < byteLength; i++)
            span *= 256;
        checkValue(value, signed ? -span / 2 : 0, (signed ? span / 2 : span) - 1);
        checkOffset(this, offset, byteLength);
        write(this, value, offset, byteLength);
        return offset + byteLength;
    });
}

exports.install = function install(proto) {
    for (var i = 0; i < kinds.length; i++) {
        var k = kinds[i];
        installOne(proto, 'read' + k[0], reader(p.uncurry(proto['read' + k[0]]), k[1]));
        installOne(proto, 'write' + k[0],
            writer(p.uncurry(proto['write' + k[0]]), k[1], k[2], k[3]));
    }
    p.arrayForEach(['UIntLE', 'UIntBE', 'IntLE', 'IntBE'], function (stem) {
        installVariable(proto, stem);
    });
};
