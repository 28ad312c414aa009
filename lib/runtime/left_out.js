/* SPDX-License-Identifier: MIT
 * left_out.js - functions of node that are not here: calling one says so, and what to use. */
'use strict';

var p = require('primordials');
var errors = require('errors');

exports.error = function error(name, remedy) {
    return errors.coded(p.Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
        name + ' is not available in jsrun' + (remedy ? '; ' + remedy : ''));
};

/* Gives `target` functions that throw, for those of `names` that it lacks. */
exports.add = function add(target, prefix, names, remedy) {
    p.arrayForEach(p.stringSplit(names, ' '), function (name) {
        if (target[name] !== undefined)
            return;
        var thrower = function () {
            throw exports.error(prefix + '.' + name + '()',
                typeof remedy === 'function' ? remedy(name) : remedy);
        };
        p.defineProperty(thrower, 'name', { value: name });
        p.defineHidden(target, name, thrower);
    });
};
