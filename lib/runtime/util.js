/* SPDX-License-Identifier: MIT
 * util.js - the util module. */
'use strict';

var p = require('primordials');
var collections = require('collections');
var errors = require('errors');
var format = require('format');
var more = require('util_more');
var text = require('inspect_text');

var classOf = p.classOf;

exports.format = format.format;
exports.formatWithOptions = format.formatWithOptions;
exports.inspect = require('inspect').inspect;
exports.isDeepStrictEqual = require('deep_equal').isDeepStrictEqual;

exports.inherits = function inherits(constructor, parent) {
    if (constructor === undefined || constructor === null)
        throw errors.invalidArgType('ctor', 'of type function', constructor);
    if (parent === undefined || parent === null)
        throw errors.invalidArgType('superCtor', 'of type function', parent);
    if (parent.prototype === undefined)
        throw errors.invalidArgType('superCtor.prototype', 'of type object', parent.prototype);
    p.defineHidden(constructor, 'super_', parent);
    p.setPrototypeOf(constructor.prototype, parent.prototype);
};

/* A function that says once that it is not to be used any more. */
exports.deprecate = function deprecate(fn, message, code) {
    var warned = false;
    errors.checkFunction(fn, 'fn');
    function deprecated() {
        if (!warned) {
            warned = true;
            require('warning').warn('DeprecationWarning', message, code);
        }
        return p.apply(fn, this, arguments);
    }
    p.setPrototypeOf(deprecated, fn);
    deprecated.prototype = fn.prototype;
    return deprecated;
};

exports.stripVTControlCharacters = function stripVTControlCharacters(str) {
    errors.checkString(str, 'str');
    return text.stripColors(str);
};

exports.toUSVString = function toUSVString(value) {
    value = p.String(value);
    return sys.decode(sys.encode(value, 0), 0, 0, sys.byteLength(value));
};

exports.isArray = p.isArray;
exports.TextEncoder = p.TextEncoder;
exports.TextDecoder = require('text_decoder').TextDecoder;
exports.parseArgs = require('parse_args').parseArgs;
exports._extend = function _extend(target, source) {
    return source === null || typeof source !== 'object' ? target : p.assign(target, source);
};

p.arrayForEach(['promisify', 'callbackify', 'debuglog', 'debug', 'styleText', 'parseEnv',
    'getSystemErrorName'], function (name) { exports[name] = more[name]; });
p.assign(exports, more.tests);

/* ------------------------------------------------------------------------------ types */

var types = {};
exports.types = types;

function addTest(name, kinds) {
    types[name] = function (value) {
        return typeof value === 'object' && value !== null &&
            p.arrayIndexOf(kinds, classOf(value)) >= 0;
    };
    p.defineProperty(types[name], 'name', { value: name });
}

addTest('isDate', ['Date']);
addTest('isRegExp', ['RegExp']);
addTest('isNativeError', ['Error']);
addTest('isArrayBuffer', ['ArrayBuffer']);
addTest('isAnyArrayBuffer', ['ArrayBuffer']);
addTest('isDataView', ['DataView']);
addTest('isUint8Array', ['Uint8Array']);
addTest('isArgumentsObject', ['Arguments']);
addTest('isBoxedPrimitive', ['Number', 'String', 'Boolean', 'Symbol']);
addTest('isNumberObject', ['Number']);
addTest('isStringObject', ['String']);
addTest('isBooleanObject', ['Boolean']);
addTest('isSymbolObject', ['Symbol']);

p.arrayForEach(['Map', 'Set', 'WeakMap', 'WeakSet', 'Promise'], function (kind) {
    types['is' + kind] = function (value) {
        return typeof value === 'object' && value !== null && collections.kindOf(value) === kind;
    };
    p.defineProperty(types['is' + kind], 'name', { value: 'is' + kind });
});
types.isProxy = function isProxy(value) {
    return sys.isProxy(value);
};

types.isTypedArray = function isTypedArray(value) {
    return errors.isTypedArray(value);
};
types.isArrayBufferView = function isArrayBufferView(value) {
    return errors.isBytes(value);
};
