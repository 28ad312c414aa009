/* SPDX-License-Identifier: MIT
 * v8_snapshot.js - v8.startupSnapshot: what a program does before it is frozen and after. */
'use strict';

var p = require('primordials');
var errors = require('errors');

var beforeFreeze = [];
var afterBoot = [];
var main;
var isMainOurs = false; /* else it is that of the blob that this build goes on from */

function requireBuilding() {
    if (!sys.isBuilding())
        throw errors.coded(p.Error, 'ERR_NOT_BUILDING_SNAPSHOT',
            'Operation cannot be invoked when not building startup snapshot');
}

function runAll(list) {
    for (var i = 0; i < list.length; i++)
        (0, list[i].fn)(list[i].data);
}

function entryOf(fn, data) {
    requireBuilding();
    errors.checkFunction(fn, 'callback');
    return { fn: fn, data: data };
}

function setMain(entry) {
    if (isMainOurs)
        throw errors.coded(p.Error, 'ERR_DUPLICATE_STARTUP_SNAPSHOT_MAIN_FUNCTION',
            'Deserialize main function is already configured.');
    main = entry;
    isMainOurs = true;
}

exports.api = {
    addDeserializeCallback: function addDeserializeCallback(callback, data) {
        p.arrayPush(afterBoot, entryOf(callback, data));
    },
    addSerializeCallback: function addSerializeCallback(callback, data) {
        p.arrayPush(beforeFreeze, entryOf(callback, data));
    },
    setDeserializeMainFunction: function setDeserializeMainFunction(callback, data) {
        setMain(entryOf(callback, data));
    },
    isBuildingSnapshot: function isBuildingSnapshot() {
        return sys.isBuilding();
    }
};

/* They stay, as those for after boot do: what those open again at the boot of a blob that
 * is built on further, these must close again. */
exports.settle = function settle() {
    runAll(beforeFreeze);
    isMainOurs = false;
};

exports.runDeserializeCallbacks = function runDeserializeCallbacks() {
    runAll(afterBoot);
};

exports.hasDeserializeCallbacks = function hasDeserializeCallbacks() {
    return afterBoot.length > 0;
};

/* What runs after boot, undefined if there is nothing: { fn, data }. */
exports.main = function getMain() {
    return main;
};

/* A script takes the place of the main function: of two, the second one is refused. */
exports.setMainScript = function setMainScript(run) {
    setMain({ fn: run, data: undefined });
};

exports.runMain = function runMain() {
    if (main === undefined)
        throw new Error('the blob has no main function: set one with ' +
            "require('v8').startupSnapshot.setDeserializeMainFunction(), or name a script");
    return (0, main.fn)(main.data);
};
