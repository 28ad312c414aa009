/* SPDX-License-Identifier: MIT
 * env.js - process.env: a view of the environment that is never stored in a snapshot.
 *
 * While a snapshot is built the environment is empty, and what the program writes stays in
 * `shadow`, which settle() empties.  At run `shadow` is filled from the environment when
 * somebody looks at more than one name, because the engine asks a proxy's target, not its
 * traps, whether a property is enumerable. */
'use strict';

var p = require('primordials');
var hasOwn = p.objectHasOwnProperty;

var shadow = {};
var isFilled = false;

function empty() {
    var names = p.keys(shadow);
    for (var i = 0; i < names.length; i++)
        delete shadow[names[i]];
}

function fill() {
    if (isFilled || sys.isBuilding())
        return;
    isFilled = true;
    empty();
    var names = sys.envNames();
    for (var i = 0; i < names.length; i++)
        p.defineValue(shadow, names[i], sys.getenv(names[i]));
}

function lookUp(name) {
    return sys.isBuilding() ? undefined : sys.getenv(name);
}

/* The engine's own method looks at the proxy, which has no properties. */
function hasOwnProperty(name) {
    fill();
    return hasOwn(shadow, name);
}

var traps = {
    get: function get(target, key) {
        if (key === 'hasOwnProperty')
            return hasOwnProperty;
        var value = typeof key === 'symbol' ? undefined : lookUp('' + key);
        if (value !== undefined || (isFilled && hasOwn(target, key)))
            return value;
        return target[key];
    },
    has: function has(target, key) {
        return (typeof key !== 'symbol' && lookUp('' + key) !== undefined) || key in target;
    },
    set: function set(target, key, value) {
        if (typeof key === 'symbol' || typeof value === 'symbol')
            throw new p.TypeError('Cannot convert a Symbol value to a string');
        value = '' + value;
        p.defineValue(target, key, value);
        if (!sys.isBuilding())
            sys.setenv('' + key, value);
        return true;
    },
    deleteProperty: function deleteProperty(target, key) {
        if (typeof key === 'symbol')
            return true;
        delete target[key];
        if (!sys.isBuilding())
            sys.unsetenv('' + key);
        return true;
    },
    ownKeys: function ownKeys(target) {
        fill();
        return p.keys(target);
    }
};

exports.object = new p.Proxy(shadow, traps);

/* Called where a program gets hold of the object, for hasOwnProperty, which has no trap. */
exports.fill = fill;

exports.settle = function settle() {
    empty();
    isFilled = false;
};
