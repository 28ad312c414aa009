/* SPDX-License-Identifier: MIT
 * internal-metadata.js - how collections find an object again, for core-js.
 *
 * The engine has no weak references, and addresses change from one boot to the next.  So an
 * object that is a key carries its number, and what weak collections map it to: an entry of a
 * WeakMap lives as long as its key does, and never keeps the key alive.  It stays with the key
 * when only the map is gone.  Frozen objects and proxies carry these as others do. */
'use strict';

var META = sys.hiddenSymbol('meta');
var lastId = 0;

function metaOf(it, create) {
    var meta = sys.held(it, META);
    if (meta === undefined && create) {
        meta = { id: 'O' + ++lastId, weak: {} };
        sys.hold(it, META, meta);
    }
    return meta;
}

function isObject(it) {
    return typeof it === 'object' ? it !== null : typeof it === 'function' || sys.isObject(it);
}

/* Property name by which a collection knows a value. */
exports.fastKey = function fastKey(it, create) {
    if (typeof it === 'string')
        return 'S' + it;
    if (typeof it === 'symbol')
        return it;
    if (!isObject(it))
        return 'P' + it;
    var meta = metaOf(it, create);
    return meta === undefined ? 'E' : meta.id;
};

exports.getWeakData = function getWeakData(it, create) {
    var meta = metaOf(it, create);
    return meta === undefined ? false : meta.weak;
};

exports.onFreeze = function onFreeze(it) {
    return it;
};

exports.enable = function enable() {};
