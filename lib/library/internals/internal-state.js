/* SPDX-License-Identifier: MIT
 * internal-state.js - what an object of the library keeps to itself, for core-js: under a key
 * that no program can name, and not in the way of Object.freeze(). */
'use strict';

var STATE = sys.hiddenSymbol('state');

function has(it) {
    return sys.held(it, STATE) !== undefined;
}

function get(it) {
    var state = sys.held(it, STATE);
    return state === undefined ? {} : state;
}

function set(it, state) {
    if (has(it))
        throw new TypeError('Object already initialized');
    state.facade = it;
    sys.hold(it, STATE, state);
    return state;
}

exports.has = has;
exports.get = get;
exports.set = set;

exports.enforce = function enforce(it) {
    return has(it) ? get(it) : set(it, {});
};

exports.getterFor = function getterFor(type) {
    return function (it) {
        var state = it !== null && (typeof it === 'object' || typeof it === 'function') ?
            sys.held(it, STATE) : undefined;
        if (state === undefined || state.type !== type)
            throw new TypeError('Incompatible receiver, ' + type + ' required');
        return state;
    };
};
