/* SPDX-License-Identifier: MIT
 * deep_equal.js - equality of whole values, strict and loose, as assert and util have it. */
'use strict';

var p = require('primordials');
var collections = require('collections');
var errors = require('errors');
var isIndex = require('inspect_text').isIndex;

var classOf = p.classOf;

function isObject(value) {
    return typeof value === 'object' && value !== null;
}

function samePrimitive(a, b, strict) {
    if (strict)
        return p.is(a, b);
    return a == b || (a !== a && b !== b);
}

function sameBytes(a, b) {
    if (a.length !== b.length)
        return false;
    for (var i = 0; i < a.length; i++)
        if (a[i] !== b[i] && !(a[i] !== a[i] && b[i] !== b[i]))
            return false;
    return true;
}

function asBytes(value) {
    return classOf(value) === 'ArrayBuffer' ? new p.Uint8Array(value) :
        new p.Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

var unbox = {
    Number: p.numberValueOf, String: p.stringValueOf,
    Boolean: p.booleanValueOf, Symbol: p.symbolValueOf
};

/* What two objects of one kind hold apart from properties. */
function sameContent(a, b, kind) {
    switch (kind) {
    case 'Date':
        return p.is(p.dateGetTime(a), p.dateGetTime(b));
    case 'RegExp':
        return p.regexpToString(a) === p.regexpToString(b) && a.lastIndex === b.lastIndex;
    case 'Error':
        return a.message === b.message && a.name === b.name;
    case 'ArrayBuffer':
    case 'DataView':
        return sameBytes(asBytes(a), asBytes(b));
    case 'Array':
        return a.length === b.length;
    default:
        if (unbox[kind] !== undefined)
            return p.is(unbox[kind](a), unbox[kind](b));
        return !errors.isTypedArray(a) || sameBytes(a, b);
    }
}

/* A member of `list` that is not used yet and is the same: members of sets have no order. */
function takeSame(list, value, strict, memo) {
    for (var i = 0; i < list.length; i++)
        if (same(value, list[i], strict, memo)) {
            p.arraySplice(list, i, 1);
            return true;
        }
    return false;
}

function sameMembers(a, b, strict, memo) {
    if (a.length !== b.length)
        return false;
    b = p.arraySlice(b);
    return p.arrayFilter(a, function (each) {
        return !takeSame(b, each, strict, memo);
    }).length === 0;
}

function sameCollections(a, b, kind, strict, memo) {
    if (kind === 'Map')
        return sameMembers(collections.entriesOf(a), collections.entriesOf(b), strict, memo);
    return kind !== 'Set' ||
        sameMembers(collections.valuesOf(a), collections.valuesOf(b), strict, memo);
}

function comparedKeys(value, strict) {
    var keys = p.keys(value);
    if (errors.isTypedArray(value))
        keys = p.arrayFilter(keys, function (key) { return !isIndex(key); });
    if (!strict)
        return keys;
    return p.arrayConcat(keys, p.arrayFilter(p.getOwnPropertySymbols(value), function (symbol) {
        return p.objectPropertyIsEnumerable(value, symbol);
    }));
}

function sameProperties(a, b, strict, memo) {
    var keys = comparedKeys(a, strict);
    if (keys.length !== comparedKeys(b, strict).length)
        return false;
    for (var i = 0; i < keys.length; i++)
        if (!p.objectPropertyIsEnumerable(b, keys[i]))
            return false;
    for (i = 0; i < keys.length; i++)
        if (!same(a[keys[i]], b[keys[i]], strict, memo))
            return false;
    return true;
}

/* Objects that are being compared further up are taken as equal: a cycle that differs
 * differs somewhere else. */
function sameObjects(a, b, strict, memo) {
    var kind = classOf(a);
    if (kind !== classOf(b) || (strict && p.getPrototypeOf(a) !== p.getPrototypeOf(b)))
        return false;
    if (!sameContent(a, b, kind))
        return false;
    for (var i = 0; i < memo.length; i += 2)
        if (memo[i] === a)
            return memo[i + 1] === b;
    p.arrayPush(memo, a, b);
    var result = sameProperties(a, b, strict, memo) &&
        ((kind !== 'Map' && kind !== 'Set') || collections.kindOf(a) !== kind ||
            collections.kindOf(b) !== kind || sameCollections(a, b, kind, strict, memo));
    memo.length -= 2;
    return result;
}

function same(a, b, strict, memo) {
    if (a === b)
        return a !== 0 || !strict || p.is(a, b);
    if (!isObject(a) || !isObject(b)) {
        if (isObject(a) || isObject(b) || typeof a === 'function' || typeof b === 'function')
            return false;
        return samePrimitive(a, b, strict);
    }
    return sameObjects(a, b, strict, memo);
}

exports.isDeepEqual = function isDeepEqual(a, b) {
    return same(a, b, false, []);
};

exports.isDeepStrictEqual = function isDeepStrictEqual(a, b) {
    return same(a, b, true, []);
};

