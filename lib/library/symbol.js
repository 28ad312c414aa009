/* SPDX-License-Identifier: MIT
 * symbol.js - Symbol.prototype.description. */
'use strict';

var defineBuiltInAccessor = require('./internals/define-built-in-accessor');
var toString = Symbol.prototype.toString;
var apply = Reflect.apply;
var slice = require('primordials').stringSlice;

defineBuiltInAccessor(Symbol.prototype, 'description', {
    get: function () {
        return slice(apply(toString, this, []), 7, -1);
    }
});
