/* SPDX-License-Identifier: MIT
 * compile_cache.js - the code cache as node's `module` has it. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var path = require('path');

/* The numbers are those that sys.enableCodeCache gives. */
var status = Object.freeze({ FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 });

exports.constants = Object.freeze({ compileCacheStatus: status });

/* Whoever only wants to be faster is not to fail for want of a current folder. */
function turnOn(cacheDir) {
    try {
        return sys.enableCodeCache(cacheDir ? path.resolve(cacheDir) : undefined);
    } catch (err) {
        return [status.FAILED, err.message];
    }
}

/* node's option `portable` has no meaning here: entries are found wherever their file lies. */
exports.enable = function enableCompileCache(options) {
    var isObject = typeof options === 'object' && options !== null;
    var cacheDir = isObject ? options.directory : options;
    if (cacheDir !== undefined)
        errors.checkString(cacheDir, isObject ? 'options.directory' : 'cacheDir');
    var answer = turnOn(cacheDir);
    var isOn = answer[0] === status.ENABLED || answer[0] === status.ALREADY_ENABLED;
    return isOn ? { status: answer[0], directory: answer[1] } :
        { status: answer[0], message: answer[1] };
};

exports.folder = function getCompileCacheDir() {
    return sys.codeCacheFolder();
};

/* What is compiled is written at once. */
exports.flush = function flushCompileCache() {};
