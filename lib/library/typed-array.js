/* SPDX-License-Identifier: MIT
 * typed-array.js - the constructor above those of typed arrays, which the engine lacks while it
 * has its prototype.  Without it core-js would take the prototype of all native functions. */
'use strict';

var makeBuiltIn = require('./internals/make-built-in');
var names = require('errors').typedArrayNames;
var prototype = Object.getPrototypeOf(Uint8Array.prototype);

function TypedArray() {
    throw new TypeError('Abstract class TypedArray not directly constructable');
}
TypedArray.prototype = prototype;
makeBuiltIn(TypedArray, 'TypedArray', { constructor: true });
Object.defineProperty(prototype, 'constructor', {
    value: TypedArray, enumerable: false, configurable: true, writable: true
});
names.forEach(function (name) {
    Object.setPrototypeOf(globalThis[name], TypedArray);
});
