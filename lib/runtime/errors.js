/* SPDX-License-Identifier: MIT
 * errors.js - errors with node's codes and messages, and the argument checks that throw them. */
'use strict';

var p = require('primordials');
var classOf = p.classOf;
var stringSlice = p.stringSlice;
var arrayJoin = p.arrayJoin;

/* Shown in stacks and by String(error), while error.name stays that of the class. */
function codedToString() {
    return this.name + ' [' + this.code + ']: ' + this.message;
}

function coded(Base, code, message) {
    var err = new Base(message);
    err.code = code;
    p.defineHidden(err, 'toString', codedToString);
    return err;
}

function inspectBriefly(value) {
    var text = require('inspect').inspect(value);
    return text.length > 128 ? stringSlice(text, 0, 128) + '...' : text;
}

function describeObject(value) {
    if (value.constructor && value.constructor.name)
        return 'an instance of ' + value.constructor.name;
    return require('inspect').inspect(value, { depth: -1 });
}

/* What node writes after "Received". */
function describe(value) {
    if (value === null || value === undefined)
        return '' + value;
    if (typeof value === 'function')
        return value.name ? 'function ' + value.name : 'function ';
    if (typeof value === 'object')
        return describeObject(value);
    var text = require('inspect').inspect(value, { colors: false });
    if (text.length > 28)
        text = typeof value === 'string' ?
            stringSlice(require('inspect').inspect(value), 0, 26) + "...'" :
            stringSlice(text, 0, 25) + '...';
    return 'type ' + typeof value + ' (' + text + ')';
}

function quotedName(name) {
    var kind = p.stringIncludes(name, '.') ? 'property' : 'argument';
    return p.stringEndsWith(name, ' argument') ? 'The ' + name : 'The "' + name + '" ' + kind;
}

/* `expected` is the rest of the sentence: "of type string", "an instance of Array". */
exports.invalidArgType = function invalidArgType(name, expected, value) {
    return coded(p.TypeError, 'ERR_INVALID_ARG_TYPE',
        quotedName(name) + ' must be ' + expected + '. Received ' + describe(value));
};

exports.invalidArgValue = function invalidArgValue(name, value, reason) {
    var kind = p.stringIncludes(name, '.') ? 'property' : 'argument';
    return coded(p.TypeError, 'ERR_INVALID_ARG_VALUE', 'The ' + kind + " '" + name + "' " +
        (reason || 'is invalid') + '. Received ' + inspectBriefly(value));
};

exports.outOfRange = function outOfRange(name, range, value) {
    return coded(p.RangeError, 'ERR_OUT_OF_RANGE', 'The value of "' + name +
        '" is out of range. It must be ' + range + '. Received ' + inspectBriefly(value));
};

exports.coded = coded;
exports.describe = describe;

/* ----------------------------------------------------------------- argument checks */

function checkType(type) {
    return function check(value, name) {
        if (typeof value !== type)
            throw exports.invalidArgType(name, 'of type ' + type, value);
    };
}

exports.checkString = checkType('string');
exports.checkFunction = checkType('function');
exports.checkBoolean = checkType('boolean');
exports.checkNumber = checkType('number');

exports.checkInteger = function checkInteger(value, name, min, max) {
    if (typeof value !== 'number')
        throw exports.invalidArgType(name, 'of type number', value);
    if (!p.isInteger(value))
        throw exports.outOfRange(name, 'an integer', value);
    if (value < min || value > max)
        throw exports.outOfRange(name, '>= ' + min + ' && <= ' + max, value);
};

/* Any number in a range; a bound that is undefined is not tested. */
exports.checkRange = function checkRange(value, name, min, max) {
    if (typeof value !== 'number')
        throw exports.invalidArgType(name, 'of type number', value);
    if (value >= min && (max === undefined || value <= max))
        return;
    throw exports.outOfRange(name, '>= ' + min + (max === undefined ? '' : ' && <= ' + max), value);
};

exports.checkObject = function checkObject(value, name) {
    if (value === null || typeof value !== 'object' || p.isArray(value))
        throw exports.invalidArgType(name, 'of type object', value);
};

exports.checkArray = function checkArray(value, name) {
    if (!p.isArray(value))
        throw exports.invalidArgType(name, 'an instance of Array', value);
};

exports.checkOneOf = function checkOneOf(value, name, allowed) {
    if (p.arrayIndexOf(allowed, value) < 0)
        throw exports.invalidArgValue(name, value, 'must be one of: ' +
            arrayJoin(p.arrayMap(allowed, function (each) {
                return typeof each === 'string' ? "'" + each + "'" : p.String(each);
            }), ', '));
};

/* A file mode or mask: a number, or octal digits. */
exports.parseMode = function parseMode(value, name, fallback) {
    if (value === undefined || value === null)
        value = fallback;
    if (typeof value === 'string') {
        if (!p.regexpTest(/^[0-7]+$/, value))
            throw exports.invalidArgValue(name, value,
                'must be a 32-bit unsigned integer or an octal string');
        value = p.parseInt(value, 8);
    }
    exports.checkInteger(value, name, 0, 4294967295);
    return value;
};

/* ------------------------------------------------------------------- byte sequences */

exports.typedArrayNames = p.arrayMap(['Uint8', 'Uint8Clamped', 'Int8', 'Uint16', 'Int16', 'Uint32',
    'Int32', 'Float32', 'Float64'], function (kind) { return kind + 'Array'; });

var typedArrays = p.create(null);
p.arrayForEach(exports.typedArrayNames, function (name) { typedArrays[name] = true; });

exports.isTypedArray = function isTypedArray(value) {
    return typeof value === 'object' && value !== null && typedArrays[classOf(value)] === true;
};

exports.isBytes = function isBytes(value) {
    return exports.isTypedArray(value) ||
        (typeof value === 'object' && value !== null && classOf(value) === 'DataView');
};
