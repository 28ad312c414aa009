/* SPDX-License-Identifier: MIT
 * collections.js - what is inside of the library's objects: maps, sets, promises, iterators. */
'use strict';

var p = require('primordials');

var state; /* the library's own view of an object */
var methods = {};

/* The library comes last; what is here asks it only when a program does. */
exports.use = function use(library) {
    state = library.state;
    methods.mapForEach = p.uncurry(Map.prototype.forEach);
    methods.setForEach = p.uncurry(Set.prototype.forEach);
};

/* 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'Map Iterator' ..: what the value is, whatever
 * its prototype says; undefined for all others. */
exports.kindOf = function kindOf(value) {
    return state === undefined ? undefined : state.get(value).type;
};

exports.entriesOf = function entriesOf(map) {
    var list = [];
    methods.mapForEach(map, function (value, key) { p.arrayPush(list, [key, value]); });
    return list;
};

exports.valuesOf = function valuesOf(set) {
    var list = [];
    methods.setForEach(set, function (value) { p.arrayPush(list, value); });
    return list;
};

/* What an iterator of a map or a set has still to give; those of entries give pairs. */
exports.remainingOf = function remainingOf(iterator) {
    var inner = state.get(iterator);
    var entry = inner.last;
    while (entry && entry.removed)
        entry = entry.previous;
    var list = [];
    for (entry = entry ? entry.next : inner.state.first; inner.target && entry; entry = entry.next)
        p.arrayPush(list, inner.kind === 'keys' ? entry.key :
            inner.kind === 'values' ? entry.value : [entry.key, entry.value]);
    return { isEntries: inner.kind === 'entries', items: list };
};

/* { state: 'pending', 'fulfilled' or 'rejected', value } */
exports.promiseOf = function promiseOf(promise) {
    var inner = state.get(promise);
    return { state: inner.state === 0 ? 'pending' : inner.state === 1 ? 'fulfilled' : 'rejected',
        value: inner.value };
};
