/* SPDX-License-Identifier: MIT
 * loop.js - the event loop: timers, then waiting, then immediates, until nothing is left
 * that keeps the program alive.
 *
 * C enters run() after the program itself.  An error leaves it; if the program takes the
 * error, C enters it again, and it goes on where it was. */
'use strict';

var p = require('primordials');
var handles = require('handles');
var lists = require('timer_lists');
var poll = require('poll');
var process = require('process');
var ticks = require('ticks');
var timers = require('timers');

/* Rounds of setImmediate in a build; a program that never stops is refused, not waited for. */
var MOST_ROUNDS = 100000;

/* Everything that can wake the program up is to be waited for here. */
function waitForNext() {
    var ms = timers.hasImmediates() ? 0 : p.max(0, lists.nextExpiry() - p.monotonicNow());
    if (poll.isWatching())
        poll.wait(ms);
    else if (ms > 0)
        sys.wait(ms);
}

function isAlive() {
    return timers.isAlive() || poll.isAlive();
}

/* True if there is something to do after all. */
function emitBeforeExit() {
    process.tell('beforeExit');
    ticks.drain();
    return isAlive();
}

exports.run = function run() {
    if (sys.isBuilding()) {
        exports.settle();
        return;
    }
    ticks.drain();
    timers.finishRound();
    timers.runDue(lists.now());
    while (isAlive() || emitBeforeExit()) {
        waitForNext();
        timers.runImmediates();
        timers.runDue(lists.now());
    }
    process.noteListeners();
};

/* ------------------------------------------------------------------------- freezing */

/* Runs what is to run now.  The clock of a build stands still, so timers stay pending. */
exports.settle = function settle() {
    ticks.drain();
    timers.finishRound();
    for (var i = 0; i < MOST_ROUNDS && timers.countImmediates() > 0; i++)
        timers.runImmediates();
};

/* Whether something may be left that cannot be frozen. */
exports.isPending = function isPending() {
    return timers.isPending() || handles.isPending();
};

/* What cannot be frozen: { causes, and the state that attach() needs }.  The caller keeps it
 * where no property path leads. */
exports.detach = function detach() {
    var pending = timers.detach();
    var open = handles.detach();
    return {
        causes: p.arrayConcat(open.causes, pending.causes),
        timers: pending.state,
        handles: open.state
    };
};

exports.attach = function attach(state) {
    timers.attach(state.timers);
    handles.attach(state.handles);
};
