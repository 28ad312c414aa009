/* SPDX-License-Identifier: MIT
 * handles.js - what is open while a snapshot is built: things of the process, not of the heap.
 *
 * Each is listed with the place where it was made, because a freeze is refused by this list.
 * A cause is { what, remedy, stack } with `object`, or `number` for what the program holds as
 * a number.  Outside of a build nothing is listed. */
'use strict';

var p = require('primordials');

var open = p.create(null); /* key to cause */

/* Where the program is now, undefined outside of a build. */
exports.trace = function trace() {
    return sys.isBuilding() ? new p.Error() : undefined;
};

exports.add = function add(key, cause) {
    if (!sys.isBuilding())
        return;
    open[key] = { cause: cause, trace: exports.trace() };
};

exports.remove = function remove(key) {
    delete open[key];
};

/* The program's own frames of a trace, as lines of a stack. */
exports.stackLines = function stackLines(trace) {
    if (trace === undefined || typeof trace === 'string')
        return trace;
    return p.arrayJoin(p.arrayMap(p.arrayFilter(p.stringSplit(p.errorStack(trace), '\n'),
        function (line) {
            return p.regexpTest(/^    at .*:[0-9]+\)/, line) &&
                !p.stringIncludes(line, '(jsboot:') && !p.regexpTest(/\(duk_\w+\.c:/, line);
        }), function (line) {
        return p.regexpExec(/^.*:[0-9]+\)/, line)[0];
    }), '\n');
};

exports.isPending = function isPending() {
    return p.keys(open).length > 0;
};

/* As in timers.js: { causes, state }. */
exports.detach = function detach() {
    var state = open;
    open = p.create(null);
    return { state: state, causes: p.arrayMap(p.keys(state), function (key) {
        var cause = state[key].cause;
        cause.stack = state[key].trace = exports.stackLines(state[key].trace);
        return cause;
    }) };
};

exports.attach = function attach(state) {
    open = state;
};
