/* SPDX-License-Identifier: MIT
 * define-built-in-accessor.js - the same for properties with a getter. */
'use strict';

var makeBuiltIn = require('../internals/make-built-in');

module.exports = function defineBuiltInAccessor(target, key, descriptor) {
    if (Object.prototype.hasOwnProperty.call(target, key))
        return target;
    if (descriptor.get)
        makeBuiltIn(descriptor.get, key, { getter: true });
    if (descriptor.set)
        makeBuiltIn(descriptor.set, key, { setter: true });
    return Object.defineProperty(target, key, {
        get: descriptor.get,
        set: descriptor.set,
        enumerable: false,
        configurable: true
    });
};
