/* SPDX-License-Identifier: MIT
 * primordials.js - the engine's built-ins as they were before user code could patch them.
 *
 * A method becomes a function whose first argument is `this`: arrayPush(list, value). */
'use strict';

var bind = Function.prototype.bind;
var call = Function.prototype.call;

function uncurry(method) {
    return Reflect.apply(bind, call, [method]);
}

function uncurryGetter(proto, name) {
    return uncurry(Object.getOwnPropertyDescriptor(proto, name).get);
}

/* Methods of these prototypes, as prefix + Method. */
var methods = {
    array: [Array.prototype, 'concat filter forEach indexOf join map pop push reduce slice sort ' +
        'splice unshift'],
    string: [String.prototype, 'charCodeAt endsWith includes indexOf lastIndexOf repeat replace ' +
        'slice split startsWith toLowerCase toUpperCase'],
    regexp: [RegExp.prototype, 'exec test toString'],
    object: [Object.prototype, 'hasOwnProperty isPrototypeOf propertyIsEnumerable toString'],
    date: [Date.prototype, 'getTime toISOString toString'],
    number: [Number.prototype, 'toFixed toString valueOf'],
    boolean: [Boolean.prototype, 'valueOf'],
    symbol: [Symbol.prototype, 'toString valueOf'],
    error: [Error.prototype, 'toString'],
    buffer: [Buffer.prototype, 'slice equals compare copy fill']
};

function addMethods(prefix, proto, names) {
    names.split(' ').forEach(function (name) {
        exports[prefix + name.charAt(0).toUpperCase() + name.slice(1)] = uncurry(proto[name]);
    });
}

Object.keys(methods).forEach(function (prefix) {
    addMethods(prefix, methods[prefix][0], methods[prefix][1]);
});
exports.stringValueOf = uncurry(String.prototype.valueOf);

exports.uncurry = uncurry;
exports.apply = Reflect.apply;
exports.ownKeys = Reflect.ownKeys;
exports.create = Object.create;
exports.keys = Object.keys;
exports.getOwnPropertyNames = Object.getOwnPropertyNames;
exports.getOwnPropertySymbols = Object.getOwnPropertySymbols;
exports.getOwnPropertyDescriptor = Object.getOwnPropertyDescriptor;
exports.getPrototypeOf = Object.getPrototypeOf;
exports.isExtensible = Object.isExtensible;
exports.setPrototypeOf = Object.setPrototypeOf;
exports.defineProperty = Object.defineProperty;
exports.is = Object.is;
exports.assign = Object.assign;
exports.isArray = Array.isArray;
exports.stringFromCharCode = String.fromCharCode;
exports.decodeURIComponent = decodeURIComponent;
exports.jsonParse = JSON.parse;
exports.jsonStringify = JSON.stringify;
exports.floor = Math.floor;
exports.ceil = Math.ceil;
exports.round = Math.round;
exports.sqrt = Math.sqrt;
exports.max = Math.max;
exports.pow = Math.pow;
exports.min = Math.min;
exports.parseInt = parseInt;
exports.parseFloat = parseFloat;
exports.isNaN = isNaN;
exports.isFinite = Number.isFinite;
exports.isInteger = Number.isInteger;
exports.monotonicNow = performance.now;
exports.engineVersion = Duktape.version;
exports.symbolFor = Symbol.for;
exports.Buffer = Buffer;
exports.Date = Date;
exports.Error = Error;
exports.Int32Array = Int32Array;
exports.Number = Number;
exports.Proxy = Proxy;
exports.RangeError = RangeError;
exports.RegExp = RegExp;
exports.String = String;
exports.Symbol = Symbol;
exports.SyntaxError = SyntaxError;
exports.TextDecoder = TextDecoder;
exports.TextEncoder = TextEncoder;
exports.TypeError = TypeError;
exports.Uint8Array = Uint8Array;

exports.typedArraySet = uncurry(Uint8Array.prototype.set);
exports.errorStack = uncurryGetter(Error.prototype, 'stack');
exports.arrayBufferByteLength = uncurryGetter(ArrayBuffer.prototype, 'byteLength');

var objectToString = exports.objectToString;
var isPrototypeOf = exports.objectIsPrototypeOf;
var defineProperty = Object.defineProperty;
var create = Object.create;
var keys = Object.keys;
var stringSlice = exports.stringSlice;

/* The engine's own name of a value's kind, such as 'Date' or 'Uint8Array': what the value
 * is, whatever its prototype says. */
exports.classOf = function classOf(value) {
    return stringSlice(objectToString(value), 8, -1);
};

exports.isError = function isError(value) {
    return typeof value === 'object' && value !== null &&
        (exports.classOf(value) === 'Error' || isPrototypeOf(Error.prototype, value));
};

/* Descriptors without a prototype, so that a patched Object.prototype does not matter. */
function descriptor(enumerable) {
    var d = create(null);
    d.configurable = true;
    d.enumerable = enumerable;
    return d;
}

/* A writable property that does not show in enumeration, as methods of built-ins. */
exports.defineHidden = function defineHidden(target, name, value) {
    var d = descriptor(false);
    d.writable = true;
    d.value = value;
    return defineProperty(target, name, d);
};

exports.defineValue = function defineValue(target, name, value) {
    var d = descriptor(true);
    d.writable = true;
    d.value = value;
    return defineProperty(target, name, d);
};

exports.defineGetter = function defineGetter(target, name, get, set) {
    var d = descriptor(true);
    d.get = get;
    d.set = set;
    return defineProperty(target, name, d);
};

/* Takes out of an object what can be listed of its own. */
exports.empty = function empty(table) {
    var names = keys(table);
    for (var i = 0; i < names.length; i++)
        delete table[names[i]];
};

/* A property that asks the system at each reading, until a program assigns to it. */
exports.defineLive = function defineLive(target, name, get) {
    exports.defineGetter(target, name, get, function set(value) {
        exports.defineValue(this, name, value);
    });
};
