/* SPDX-License-Identifier: MIT
 * ticks.js - what runs before anything else may: process.nextTick and microtasks.
 *
 * Nothing here is on the way of a program that schedules nothing: C enters the event loop
 * only if wantLoop() was called.  An error leaves both queues as they are then; the loop is
 * entered again if the program takes the error. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var rejections = require('rejections');

var COMPACT_FROM = 1024;

/* First in, first out; `at` is the next item's place. */
function makeQueue() {
    return { items: [], at: 0 };
}

function put(queue, item) {
    queue.items[queue.items.length] = item;
}

function take(queue) {
    var items = queue.items;
    if (queue.at === items.length)
        return undefined;
    var item = items[queue.at];
    items[queue.at++] = undefined;
    if (queue.at === items.length || queue.at >= COMPACT_FROM && queue.at * 2 > items.length) {
        queue.items = p.arraySlice(items, queue.at);
        queue.at = 0;
    }
    return item;
}

var ticks = makeQueue();
var microtasks = makeQueue();
var inMicrotasks = false;

/* For the engine's own jobs, such as reactions of promises. */
function enqueueMicrotask(job) {
    sys.wantLoop();
    put(microtasks, job);
}

exports.enqueueMicrotask = enqueueMicrotask;

exports.queueMicrotask = function queueMicrotask(callback) {
    errors.checkFunction(callback, 'callback');
    enqueueMicrotask(callback);
};

exports.nextTick = function nextTick(callback) {
    errors.checkFunction(callback, 'callback');
    sys.wantLoop();
    put(ticks, { callback: callback, args: p.arraySlice(arguments, 1) });
};

function runTicks() {
    for (var tick = take(ticks); tick !== undefined; tick = take(ticks))
        p.apply(tick.callback, undefined, tick.args);
}

function runMicrotasks() {
    inMicrotasks = true;
    for (var job = take(microtasks); job !== undefined; job = take(microtasks))
        job();
    inMicrotasks = false;
}

/* All ticks, then all microtasks, until there is neither; then the promises that were rejected
 * in vain. */
exports.drain = function drain() {
    if (inMicrotasks) /* an error has cut them short */
        runMicrotasks();
    do {
        while (ticks.items.length > 0 || microtasks.items.length > 0) {
            runTicks();
            runMicrotasks();
        }
    } while (rejections.report());
};
