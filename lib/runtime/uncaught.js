/* SPDX-License-Identifier: MIT
 * uncaught.js - what the report of an uncaught error says besides its message and its stack. */
'use strict';

var p = require('primordials');
var inspect = require('inspect').inspect;

/* What errors of the system, of assert and of a build have, and their messages say in words. */
var KNOWN = ['errno', 'generatedMessage', 'actual', 'expected', 'operator', 'permission'];

function isShown(err, stack) {
    return function (key) {
        var own = p.getOwnPropertyDescriptor(err, key);
        return own !== undefined && p.arrayIndexOf(KNOWN, key) < 0 &&
            own.value !== 'ERR_ACCESS_DENIED' &&
            !(typeof own.value === 'string' && p.stringIncludes(stack, own.value));
    };
}

/* Properties that the program gave it, its cause, and the errors that an AggregateError holds. */
function properties(err) {
    var shown = p.create(null);
    var stack = p.String(err.stack) + p.errorToString(err);
    p.arrayForEach(p.arrayFilter(p.keys(err), isShown(err, stack)), function (key) {
        p.defineProperty(shown, key, p.getOwnPropertyDescriptor(err, key));
    });
    p.arrayForEach(['cause', 'errors'], function (key) {
        var own = p.getOwnPropertyDescriptor(err, key);
        if (own !== undefined && !own.enumerable)
            shown['[' + key + ']'] = own.value;
    });
    return shown;
}

function describe(err) {
    if (!p.isError(err))
        return typeof err === 'object' || typeof err === 'function' ? inspect(err) : undefined;
    var shown = properties(err);
    if (p.keys(shown).length === 0)
        return undefined;
    var text = p.stringReplace(inspect(shown), '[Object: null prototype] ', '');
    return p.stringReplace(text, /'\[(cause|errors)\]': /, '[$1]: ');
}

/* A report must not fail because of what it reports. */
exports.describe = function (err) {
    try {
        return describe(err);
    } catch (failure) {
        return undefined;
    }
};
