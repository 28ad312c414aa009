/* SPDX-License-Identifier: MIT
 * env.js - process.env: a view of the environment that is never stored in a snapshot.
 *
 * While a snapshot is built there are only the variables that the build allows, and what the
 * program writes stays in `shadow`, which settle() empties.  At run `shadow` is filled from the environment when
 * somebody looks at more than one name, because the engine asks a proxy's target, not its
 * traps, whether a property is enumerable. */
'use strict';

var p = require('primordials');
var hasOwn = p.objectHasOwnProperty;

var shadow = {};
var deleted = p.create(null); /* variables that the program of a build has deleted */
var isFilled = false;

function fill() {
    if (isFilled)
        return;
    isFilled = true;
    if (!sys.isBuilding())
        p.empty(shadow);
    var names = sys.envNames();
    for (var i = 0; i < names.length; i++)
        if (!isFilledIn(names[i]))
            p.defineValue(shadow, names[i], sys.getenv(names[i]));
}

/* What the program of a build has written or deleted is not asked for again. */
function isFilledIn(name) {
    return sys.isBuilding() && (hasOwn(shadow, name) || deleted[name] === true);
}

function lookUp(name) {
    return isFilledIn(name) ? undefined : sys.getenv(name);
}

/* The engine's own method looks at the proxy, which has no properties. */
function hasOwnProperty(name) {
    if (sys.isBuilding())
        return hasOwn(shadow, name) || lookUp(name) !== undefined;
    fill();
    return hasOwn(shadow, name);
}

var traps = {
    get: function get(target, key) {
        if (key === 'hasOwnProperty')
            return hasOwnProperty;
        var value = typeof key === 'symbol' ? undefined : lookUp('' + key);
        if (value !== undefined || (isFilled && !sys.isBuilding() && hasOwn(target, key)))
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
        else
            deleted[key] = true;
        return true;
    },
    ownKeys: function ownKeys(target) {
        fill();
        return p.keys(target);
    }
};

exports.object = new p.Proxy(shadow, traps);

/* Called where a program gets hold of the object, for hasOwnProperty, which has no trap.  A build
 * is to know which variables were asked for. */
exports.fill = function fillAtRun() {
    if (!sys.isBuilding())
        fill();
};

exports.settle = function settle() {
    p.empty(shadow);
    p.empty(deleted);
    isFilled = false;
};
