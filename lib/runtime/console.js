/* SPDX-License-Identifier: MIT
 * console.js - the console object. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var format = require('format');
var inspect = require('inspect').inspect;
var stackOf = require('inspect_kinds').stackOf;
var renderTable = require('console_table').render;
var streams = require('streams');
var warn = require('warning').warn;

var arraySlice = p.arraySlice;
var methods = {};
var indentation = '';
var counts = p.create(null);
var timers = p.create(null);

exports.object = methods;

/* What must not go into a snapshot: times of a clock that is long past. */
exports.state = {
    settle: function settle() {
        p.empty(timers);
    }
};

function print(stream, text) {
    if (indentation !== '')
        text = indentation + p.stringReplace(text, /\n/g, '\n' + indentation);
    stream.write(text + '\n');
}

function warnUser(message) {
    warn('Warning', message);
}

methods.log = function log() {
    print(streams.stdout, format.formatList(undefined, arraySlice(arguments)));
};

methods.warn = function warn() {
    print(streams.stderr, format.formatList(undefined, arraySlice(arguments)));
};

methods.dir = function dir(value, options) {
    print(streams.stdout, inspect(value, p.assign({ customInspect: false }, options)));
};

/* -------------------------------------------------------------------------- timers */

function formatTime(ms) {
    var seconds = ms / 1000;
    var minutes = p.floor(seconds / 60);
    var hours = p.floor(minutes / 60);
    if (ms < 1000)
        return p.Number(p.numberToFixed(ms, 3)) + 'ms';
    if (minutes === 0)
        return p.numberToFixed(seconds, 3) + 's';
    var rest = p.numberToFixed(seconds % 60, 3);
    if (rest.length < 6)
        rest = '0' + rest;
    if (hours === 0)
        return minutes + ':' + rest + ' (m:ss.mmm)';
    minutes %= 60;
    return hours + ':' + (minutes < 10 ? '0' : '') + minutes + ':' +
        p.stringSlice(rest, 0, 2) + ' (h:mm:ss)';
}

function labelOf(label) {
    return label === undefined ? 'default' : '' + label;
}

/* Prints what has passed since console.time(label); false if there was none. */
function report(method, label, rest) {
    if (timers[label] === undefined) {
        warnUser("No such label '" + label + "' for console." + method + '()');
        return false;
    }
    var passed = formatTime(p.monotonicNow() - timers[label]);
    var args = p.arrayConcat(['%s: %s', label, passed], rest);
    print(streams.stdout, format.formatList(undefined, args));
    return true;
}

methods.time = function time(label) {
    label = labelOf(label);
    if (timers[label] !== undefined) {
        warnUser("Label '" + label + "' already exists for console.time()");
        return;
    }
    timers[label] = p.monotonicNow();
};

methods.timeEnd = function timeEnd(label) {
    label = labelOf(label);
    if (report('timeEnd', label, []))
        delete timers[label];
};

methods.timeLog = function timeLog(label) {
    report('timeLog', labelOf(label), arraySlice(arguments, 1));
};

/* ---------------------------------------------------------------------- assertions */

methods.trace = function trace() {
    var err = new p.Error(format.formatList(undefined, arraySlice(arguments)));
    p.defineHidden(err, 'name', 'Trace');
    methods.error(p.stringReplace(stackOf(err), /\n[^\n]*jsboot:console[^\n]*/, '')); /* this function */
};

methods.assert = function assert(condition) {
    if (condition)
        return;
    var args = arraySlice(arguments, 1);
    args[0] = 'Assertion failed' + (args.length === 0 ? '' : ': ' + args[0]);
    p.apply(methods.warn, methods, args);
};

/* -------------------------------------------------------------------------- counts */

methods.clear = function clear() {
    if (streams.stdout.isTTY)
        streams.stdout.write('\x1b[1;1H\x1b[0J');
};

methods.count = function count(label) {
    label = labelOf(label);
    counts[label] = (counts[label] || 0) + 1;
    methods.log(label + ': ' + counts[label]);
};

methods.countReset = function countReset(label) {
    label = labelOf(label);
    if (counts[label] === undefined)
        warnUser("Count for '" + label + "' does not exist");
    else
        delete counts[label];
};

/* -------------------------------------------------------------------------- groups */

methods.group = function group() {
    if (arguments.length > 0)
        p.apply(methods.log, methods, arguments);
    indentation += '  ';
};

methods.groupEnd = function groupEnd() {
    indentation = p.stringSlice(indentation, 0, -2);
};

methods.table = function table(data, properties) {
    if (data === null || typeof data !== 'object') {
        methods.log(data);
        return;
    }
    if (properties !== undefined)
        errors.checkArray(properties, 'properties');
    methods.log(renderTable(data, properties));
};

methods.debug = function debug() {
    p.apply(methods.log, methods, arguments);
};
methods.info = function info() {
    p.apply(methods.log, methods, arguments);
};
methods.dirxml = function dirxml() {
    p.apply(methods.log, methods, arguments);
};
methods.error = function error() {
    p.apply(methods.warn, methods, arguments);
};
methods.groupCollapsed = function groupCollapsed() {
    p.apply(methods.group, methods, arguments);
};
