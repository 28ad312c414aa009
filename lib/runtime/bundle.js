/* SPDX-License-Identifier: MIT
 * bundle.js - `require` among files that the build has joined into one. */
'use strict';

var p = require('primordials');

var runtimeRequire = require;

/* Runs the file `main` of `files`, each a function of the words that a module knows. */
exports.start = function start(files, main) {
    var loaded = p.create(null);

    function load(request) {
        if (p.stringCharCodeAt(request, 0) !== 46 /* . */)
            return runtimeRequire(request);
        var name = p.stringReplace(request, /^[./]+/, '');
        var module = loaded[name];
        if (module === undefined) {
            module = loaded[name] = { exports: {} };
            files[name](module, module.exports, load);
            files[name] = undefined; /* it runs once: nothing of it is to be frozen but what it left */
        }
        return module.exports;
    }

    return load('./' + main);
};
