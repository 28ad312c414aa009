/* SPDX-License-Identifier: MIT
 * timer_lists.js - which timer is due next.
 *
 * Timers of one duration are in one list, in the order in which they were started, which is
 * the order in which they are due.  The lists are in a heap by the time at which the first of
 * each is due.  So starting and stopping a timer costs next to nothing.
 *
 * A list has entries, not timers, and a stopped timer leaves its entry behind: an entry counts
 * while its number is that of its timer.  No timer leads to another one, or the property path
 * by which a snapshot is refused could go through strangers. */
'use strict';

var p = require('primordials');

var COMPACT_FROM = 64;

var lists = p.create(null); /* duration in ms to list */
var heap = [];
var lastNumber = 0;
var lastListId = 0;

exports.now = function now() {
    return p.floor(p.monotonicNow());
};

/* ------------------------------------------------------------------- heap of lists */

function isBefore(a, b) {
    return a.expiry < b.expiry || (a.expiry === b.expiry && a.id < b.id);
}

function place(list, at) {
    heap[at] = list;
}

function siftUp(list, at) {
    while (at > 0) {
        var above = (at - 1) >> 1;
        if (!isBefore(list, heap[above]))
            break;
        place(heap[above], at);
        at = above;
    }
    place(list, at);
}

function siftDown(list, at) {
    for (;;) {
        var below = at * 2 + 1;
        if (below + 1 < heap.length && isBefore(heap[below + 1], heap[below]))
            below++;
        if (below >= heap.length || !isBefore(heap[below], list))
            break;
        place(heap[below], at);
        at = below;
    }
    place(list, at);
}

function removeFirst() {
    var last = p.arrayPop(heap);
    if (heap.length > 0)
        siftDown(last, 0);
}

/* ------------------------------------------------------------------ timers in lists */

function isLive(entry) {
    return entry.timer._number === entry.number;
}

/* Half of the entries or more belong to nobody: a program that sets and clears the same long
 * timer all the time must not fill the memory. */
function compact(list) {
    list.entries = p.arrayFilter(p.arraySlice(list.entries, list.at), isLive);
    list.at = 0;
    list.dead = 0;
}

exports.start = function start(timer, now) {
    var duration = p.floor(timer._idleTimeout);
    var list = lists[duration];
    exports.stop(timer);
    timer._idleStart = now;
    timer._number = ++lastNumber;
    if (list === undefined) {
        list = lists[duration] = { duration: duration, expiry: now + duration, id: ++lastListId,
            entries: [], at: 0, dead: 0 };
        siftUp(list, heap.length);
    }
    list.entries[list.entries.length] = { timer: timer, number: timer._number };
};

exports.isStarted = function isStarted(timer) {
    return timer._number !== 0;
};

exports.stop = function stop(timer) {
    if (timer._number === 0)
        return;
    timer._number = 0;
    var list = lists[p.floor(timer._idleTimeout)];
    if (list === undefined)
        return;
    list.dead++;
    if (list.dead >= COMPACT_FROM && list.dead * 2 > list.entries.length - list.at)
        compact(list);
};

/* When the next timer is due; it may have been stopped since. */
exports.nextExpiry = function nextExpiry() {
    return heap.length > 0 ? heap[0].expiry : Infinity;
};

/* The first entry that counts, undefined if there is none. */
function firstOf(list) {
    while (list.at < list.entries.length && !isLive(list.entries[list.at])) {
        list.entries[list.at++] = undefined;
        list.dead--;
    }
    return list.entries[list.at];
}

/* The next timer that is due at `now`, taken out of its list; undefined if there is none. */
exports.takeDue = function takeDue(now) {
    while (heap.length > 0 && heap[0].expiry <= now) {
        var list = heap[0];
        var entry = firstOf(list);
        if (entry === undefined) {
            delete lists[list.duration];
            removeFirst();
        } else if (now - entry.timer._idleStart < list.duration) {
            list.expiry = p.max(entry.timer._idleStart + list.duration, now + 1);
            list.id = ++lastListId;
            siftDown(list, 0);
        } else {
            list.entries[list.at++] = undefined;
            if (list.at >= COMPACT_FROM && list.at * 2 > list.entries.length)
                compact(list);
            entry.timer._number = 0;
            return entry.timer;
        }
    }
    return undefined;
};

/* ------------------------------------------------------------------------- freezing */

/* Takes all lists away, so that a walk over the heap meets a timer only where the program
 * holds it. */
exports.detach = function detach() {
    var state = { lists: lists, heap: heap };
    lists = p.create(null);
    heap = [];
    return state;
};

exports.attach = function attach(state) {
    lists = state.lists;
    heap = state.heap;
};

/* True if a timer is started.  Lists of stopped timers are dropped, they are not to be frozen.  What is
 * empty stays: a blob that goes on from another one has it where that had learnt to put it. */
exports.purge = function purge() {
    var old = heap;
    if (old.length === 0)
        return false;
    heap = [];
    lists = p.create(null);
    for (var i = 0; i < old.length; i++) {
        compact(old[i]);
        if (old[i].entries.length === 0)
            continue;
        lists[old[i].duration] = old[i];
        siftUp(old[i], heap.length);
    }
    return heap.length > 0;
};

exports.timersOf = function timersOf(state) {
    var entries = [];
    for (var i = 0; i < state.heap.length; i++)
        entries = p.arrayConcat(entries, p.arrayFilter(
            p.arraySlice(state.heap[i].entries, state.heap[i].at), isLive));
    entries = p.arraySort(entries, function (a, b) { return a.number - b.number; });
    return p.arrayMap(entries, function (entry) { return entry.timer; });
};
