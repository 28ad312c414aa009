/* SPDX-License-Identifier: MIT
 * rejections.js - promises that were rejected while nobody listens, as node reports them.
 *
 * The library of promises defers its judgement of each rejection; it is made when all ticks
 * and microtasks are done. */
'use strict';

var p = require('primordials');
var errors = require('errors');

var objectToString = Object.prototype.toString;

var deferred = [];
var uncaught; /* the error to throw: nobody listens for 'unhandledRejection' */
var hasUncaught = false;
var isThrown = false;

exports.defer = function defer(judge) {
    p.arrayPush(deferred, judge);
};

/* A property's value without running any code of the program; undefined if that takes some. */
function valueAt(object, key) {
    for (var at = object; at !== null && !sys.isProxy(at); at = p.getPrototypeOf(at)) {
        var own = p.getOwnPropertyDescriptor(at, key);
        if (own !== undefined)
            return own.value;
    }
    return undefined;
}

/* The name of its class, unless it has a text of its own that only its methods know. */
function reasonText(reason) {
    if (typeof reason === 'symbol')
        return p.symbolToString(reason);
    if (typeof reason !== 'object' || reason === null)
        return p.String(reason);
    var constructor = valueAt(reason, 'constructor');
    var name = typeof constructor === 'function' ? valueAt(constructor, 'name') : '';
    if (valueAt(reason, 'toString') === objectToString && typeof name === 'string' && name !== '')
        return '#<' + name + '>';
    var tag = valueAt(reason, p.Symbol.toStringTag);
    return '[object ' + (typeof tag === 'string' ? tag : p.classOf(reason)) + ']';
}

/* What is not an error cannot be thrown as one: node wraps it. */
function asError(reason) {
    if (p.isError(reason))
        return reason;
    var err = errors.coded(p.Error, 'ERR_UNHANDLED_REJECTION', 'This error originated either by ' +
        'throwing inside of an async function without a catch block, or by rejecting a promise ' +
        'which was not handled with .catch(). The promise rejected with the reason "' +
        reasonText(reason) + '".');
    err.name = 'UnhandledPromiseRejection';
    return err;
}

/* Stands in for `process` in the library. */
exports.reporter = {
    emit: function emit(name, value, promise) {
        var process = require('process').object;
        if (name !== 'unhandledRejection')
            return process.emit(name, value);
        if (process.emit(name, value, promise))
            return true;
        hasUncaught = true;
        uncaught = asError(value);
        return false;
    }
};

/* Where an error came from, for listeners of 'uncaughtException'. */
exports.originOf = function originOf(err) {
    var origin = isThrown && err === uncaught ? 'unhandledRejection' : 'uncaughtException';
    isThrown = false;
    uncaught = undefined;
    return origin;
};

/* True if there was something to do: it may have left ticks behind. */
exports.report = function report() {
    if (deferred.length === 0)
        return false;
    while (deferred.length > 0) {
        var judge = p.arraySplice(deferred, 0, 1)[0];
        judge();
        if (hasUncaught) {
            hasUncaught = false;
            isThrown = true;
            throw uncaught;
        }
    }
    return true;
};
