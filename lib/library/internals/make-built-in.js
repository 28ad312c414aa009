/* SPDX-License-Identifier: MIT
 * make-built-in.js - gives a function of core-js the name, the length and the prototype that a
 * built-in has. */
'use strict';

var prefixes = { getter: 'get ', setter: 'set ' };

function nameOf(key) {
    return typeof key === 'symbol' ? '[' + String(key).slice(7, -1) + ']' : String(key);
}

module.exports = function makeBuiltIn(value, key, options) {
    var name = nameOf(key);
    Object.keys(prefixes).forEach(function (kind) {
        if (options && options[kind])
            name = prefixes[kind] + name;
    });
    Object.defineProperty(value, 'name', { value: name, configurable: true });
    if (options && options.arity !== undefined)
        Object.defineProperty(value, 'length', { value: options.arity, configurable: true });
    if (options && options.constructor === true)
        Object.defineProperty(value, 'prototype', { writable: false });
    else if (value.prototype)
        value.prototype = undefined;
    return value;
};
