/* SPDX-License-Identifier: MIT
 * poll.js - what the event loop waits for beside timers: pipes, standard input, signals.
 *
 * A watcher is a descriptor and a function that is called when it is ready.  While there is
 * none, the loop does without this module. */
'use strict';

var p = require('primordials');
var ticks = require('ticks');

var IN = 1;
var OUT = 4;
var LONGEST = 86400e3;

var watchers = [];
var refCount = 0; /* watchers that keep the program alive */

exports.IN = IN;
exports.OUT = OUT;

/* `isRef`: whether the program goes on as long as this may happen. */
exports.add = function add(fd, events, ready, isRef) {
    var watcher = { fd: fd, events: events, ready: ready, isRef: isRef, isOn: true };
    watchers[watchers.length] = watcher;
    refCount += isRef ? 1 : 0;
    sys.wantLoop();
    return watcher;
};

exports.remove = function remove(watcher) {
    if (!watcher.isOn)
        return;
    watcher.isOn = false;
    refCount -= watcher.isRef ? 1 : 0;
    p.arraySplice(watchers, p.arrayIndexOf(watchers, watcher), 1);
};

exports.setRef = function setRef(watcher, isRef) {
    if (watcher.isOn && watcher.isRef !== isRef)
        refCount += isRef ? 1 : -1;
    watcher.isRef = isRef;
};

exports.isWatching = function isWatching() {
    return watchers.length > 0;
};

exports.isAlive = function isAlive() {
    return refCount > 0;
};

/* struct pollfd as two numbers: the descriptor, what to wait for and above it what happened. */
exports.pollList = function pollList(list) {
    var polled = new p.Int32Array(list.length * 2);
    for (var i = 0; i < list.length; i++) {
        polled[2 * i] = list[i].fd;
        polled[2 * i + 1] = list[i].events;
    }
    return polled;
};

/* Waits, and calls who is ready.  An end of the other side is for all to hear of. */
exports.wait = function wait(ms) {
    var list = p.arraySlice(watchers);
    var polled = exports.pollList(list);
    sys.poll(polled, list.length, p.min(ms, LONGEST));
    for (var i = 0; i < list.length; i++) {
        if (polled[2 * i + 1] >>> 16 === 0 || !list[i].isOn)
            continue;
        list[i].ready();
        ticks.drain();
    }
};
