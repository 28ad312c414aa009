/* SPDX-License-Identifier: MIT
 * signals.js - signals that somebody listens to arrive in the event loop; all others do what
 * the system makes of them. */
'use strict';

var p = require('primordials');
var poll = require('poll');
var numbers = require('constants').signals;

var listeners = p.create(null); /* signal number to function */
var fd = -1;
var watcher;

/* Errors of the program itself stay what they are: going on after them is not possible. */
var never = { SIGSEGV: true, SIGBUS: true, SIGILL: true, SIGFPE: true };

exports.numberOf = function numberOf(name) {
    return typeof name === 'string' && p.objectHasOwnProperty(numbers, name) &&
        !p.objectHasOwnProperty(never, name) ? numbers[name] : 0;
};

/* The usual name of a number. */
exports.nameOf = function nameOf(number) {
    var names = p.keys(numbers);
    for (var i = 0; i < names.length; i++)
        if (numbers[names[i]] === number)
            return names[i];
    return null;
};

function bit(number) {
    return (1 << number) >>> 0;
}

function heard() {
    var bits = 0;
    var list = p.keys(listeners);
    for (var i = 0; i < list.length; i++)
        bits += bit(+list[i]);
    return bits;
}

function read() {
    for (var number = sys.readSignal(fd); number > 0; number = sys.readSignal(fd))
        if (listeners[number] !== undefined)
            listeners[number](number);
}

/* Makes the system's state that of `listeners`.  `dropped`: bits of those that left. */
function update(dropped) {
    if (sys.isBuilding())
        return;
    var bits = heard();
    fd = sys.watchSignals(fd, bits, dropped);
    if (watcher === undefined)
        watcher = poll.add(fd, poll.IN, read, false);
    if (bits !== 0)
        return;
    poll.remove(watcher);
    sys.fsClose(fd);
    watcher = undefined;
    fd = -1;
}

exports.listen = function listen(number, listener) {
    listeners[number] = listener;
    update(0);
};

exports.drop = function drop(number) {
    delete listeners[number];
    update(bit(number));
};

exports.hasListeners = function hasListeners() {
    return p.keys(listeners).length > 0;
};

/* What was listened to before the freeze is listened to again. */
exports.resume = function resume() {
    if (exports.hasListeners())
        update(0);
};
