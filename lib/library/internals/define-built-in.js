/* SPDX-License-Identifier: MIT
 * define-built-in.js - puts a built-in of core-js in its place, unless the engine has one there:
 * its own is faster. */
'use strict';

var makeBuiltIn = require('../internals/make-built-in');

function isNative(value) {
    return typeof value === 'function' && sys.isNative(value);
}

module.exports = function defineBuiltIn(target, key, value, options) {
    var own = Object.getOwnPropertyDescriptor(target, key);
    if (own !== undefined && (isNative(own.value) || isNative(own.get)))
        return target;
    options = options || {};
    if (typeof value === 'function')
        makeBuiltIn(value, options.name === undefined ? key : options.name, options);
    Object.defineProperty(target, key, {
        value: value,
        enumerable: false,
        configurable: !options.nonConfigurable,
        writable: !options.nonWritable
    });
    return target;
};
