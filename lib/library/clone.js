/* SPDX-License-Identifier: MIT
 * clone.js - structuredClone(): a copy of a value and of all that it leads to. */
'use strict';

var p = require('primordials');
var collections = require('collections');
var errors = require('errors');
var defineBuiltIn = require('./internals/define-built-in');
var MapOfCopies = Map;
var SetOfCopies = Set;
var has = p.uncurry(Map.prototype.has);
var get = p.uncurry(Map.prototype.get);
var put = p.uncurry(Map.prototype.set);
var addTo = p.uncurry(Set.prototype.add);
var errorNames = ['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];
var constructors = p.create(null);
var sliceBuffer = p.uncurry(ArrayBuffer.prototype.slice);

p.arrayForEach(p.arrayConcat(errorNames, errors.typedArrayNames, ['Error', 'DataView']),
    function (name) { constructors[name] = globalThis[name]; });

function refuse(value) {
    var text = typeof value === 'symbol' ? p.symbolToString(value) :
        typeof value === 'function' ? p.String(value) : '#<' + p.classOf(value) + '>';
    var err = new p.Error(text + ' could not be cloned.');
    err.name = 'DataCloneError';
    err.code = 25;
    throw err;
}

function copyProperties(from, to, seen) {
    p.arrayForEach(p.keys(from), function (key) {
        p.defineValue(to, key, copy(from[key], seen));
    });
}

function copyError(err, seen) {
    var name = p.arrayIndexOf(errorNames, p.String(err.name)) < 0 ? 'Error' : p.String(err.name);
    var clone = new constructors[name](p.String(err.message));
    put(seen, err, clone);
    p.defineHidden(clone, 'stack', p.String(err.stack));
    if (p.objectHasOwnProperty(err, 'cause'))
        p.defineHidden(clone, 'cause', copy(err.cause, seen));
    return clone;
}

function copyView(view, kind, seen) {
    var buffer = copy(view.buffer, seen);
    return kind === 'DataView' ? new constructors.DataView(buffer, view.byteOffset, view.byteLength) :
        new constructors[kind](buffer, view.byteOffset, view.length);
}

function copyArray(list, seen) {
    var clone = [];
    put(seen, list, clone);
    clone.length = list.length;
    copyProperties(list, clone, seen);
    return clone;
}

function copyMap(map, seen) {
    var clone = new MapOfCopies();
    put(seen, map, clone);
    p.arrayForEach(collections.entriesOf(map), function (entry) {
        put(clone, copy(entry[0], seen), copy(entry[1], seen));
    });
    return clone;
}

function copySet(set, seen) {
    var clone = new SetOfCopies();
    put(seen, set, clone);
    p.arrayForEach(collections.valuesOf(set), function (value) {
        addTo(clone, copy(value, seen));
    });
    return clone;
}

function copyObject(value, seen) {
    var clone = {};
    put(seen, value, clone);
    copyProperties(value, clone, seen);
    return clone;
}

function copyKind(value, kind, seen) {
    switch (kind) {
    case 'Array': return copyArray(value, seen);
    case 'Boolean': return Object(p.booleanValueOf(value));
    case 'Number': return Object(p.numberValueOf(value));
    case 'String': return Object(p.stringValueOf(value));
    case 'Date': return new p.Date(p.dateGetTime(value));
    case 'RegExp': return new RegExp(value.source, value.flags);
    case 'Error': return copyError(value, seen);
    case 'ArrayBuffer': return sliceBuffer(value, 0);
    case 'DataView': return copyView(value, kind, seen);
    case 'Map': return copyMap(value, seen);
    case 'Set': return copySet(value, seen);
    case 'Symbol':
    case 'Promise':
    case 'WeakMap':
    case 'WeakSet': return refuse(value);
    default: return errors.isTypedArray(value) ? copyView(value, kind, seen) :
        copyObject(value, seen);
    }
}

function kindOf(value) {
    return collections.kindOf(value) || p.classOf(value);
}

function copy(value, seen) {
    if (typeof value === 'symbol' || typeof value === 'function')
        return refuse(value);
    if (typeof value !== 'object' || value === null)
        return value;
    if (has(seen, value))
        return get(seen, value);
    var clone = copyKind(value, kindOf(value), seen);
    put(seen, value, clone);
    return clone;
}

defineBuiltIn(globalThis, 'structuredClone', function structuredClone(value, options) {
    if (arguments.length === 0)
        throw errors.coded(p.TypeError, 'ERR_MISSING_ARGS',
            'The "value" argument must be specified');
    if (options && options.transfer && options.transfer.length > 0)
        throw errors.coded(p.TypeError, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
            'structuredClone() cannot transfer; leave out options.transfer');
    return copy(value, new MapOfCopies());
});
