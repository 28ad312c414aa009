/* SPDX-License-Identifier: MIT
 * timers.js - setTimeout, setInterval, setImmediate and their kin, with node's order.
 *
 * Functions of the public API are in `exports.api`; the rest is for the event loop. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var handles = require('handles');
var lists = require('timer_lists');
var ticks = require('ticks');
var warn = require('warning').warn;

var LONGEST = 2147483647;
var REMEDY = 'clear it before the snapshot and start it again after boot';

var refCount = 0; /* timers that keep the program alive */
var byId = p.create(null); /* timers whose number the program has asked for */
var lastId = 0;

function argumentsFrom(list, from) {
    return list.length > from ? p.arraySlice(list, from) : undefined;
}

var NONE = [];

function call(callback, self, args) {
    p.apply(callback, self, args === undefined ? NONE : args);
}

/* --------------------------------------------------------------------------- timeouts */

function durationOf(ms) {
    ms *= 1;
    if (ms > LONGEST)
        warn('TimeoutOverflowWarning', ms + ' does not fit into a 32-bit signed integer.\n' +
            'Timeout duration was set to 1.');
    return ms >= 1 && ms <= LONGEST ? ms : 1;
}

function Timeout(callback, ms, args, repeats) {
    this._idleTimeout = durationOf(ms);
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = repeats ? this._idleTimeout : null;
    this._destroyed = true;
    p.defineHidden(this, '_number', 0);
    p.defineHidden(this, '_hasRef', true);
    p.defineHidden(this, '_id', 0);
    p.defineHidden(this, '_trace', undefined);
    activate(this, lists.now());
}

function activate(timer, now) {
    if (timer._destroyed) {
        timer._destroyed = false;
        timer._trace = handles.trace();
        refCount += timer._hasRef ? 1 : 0;
        sys.wantLoop();
    }
    lists.start(timer, now);
}

/* The timer is done, whether it has fired or was cleared. */
function retire(timer) {
    lists.stop(timer);
    if (timer._destroyed)
        return;
    timer._destroyed = true;
    timer._trace = undefined;
    refCount -= timer._hasRef ? 1 : 0;
    if (timer._id !== 0)
        delete byId[timer._id];
}

Timeout.prototype.refresh = function refresh() {
    if (this._onTimeout !== null)
        activate(this, lists.now());
    return this;
};

function setRef(timer, hasRef) {
    if (timer._hasRef !== hasRef && !timer._destroyed)
        refCount += hasRef ? 1 : -1;
    timer._hasRef = hasRef;
    return timer;
}

Timeout.prototype.unref = function unref() {
    return setRef(this, false);
};

Timeout.prototype.ref = function ref() {
    return setRef(this, true);
};

Timeout.prototype.hasRef = function hasRef() {
    return this._hasRef;
};

Timeout.prototype.close = function close() {
    clearTimeout(this);
    return this;
};

p.defineHidden(Timeout.prototype, p.Symbol.toPrimitive, function toPrimitive() {
    if (this._id === 0)
        this._id = ++lastId;
    if (!this._destroyed)
        byId[this._id] = this;
    return this._id;
});

/* The directive keeps the calling function on the stack, also if it says "return
 * setTimeout(...)": a refusal is to show that line. */
function setTimeout(callback, after) {
    'use duk notail';
    errors.checkFunction(callback, 'callback');
    return new Timeout(callback, after, argumentsFrom(arguments, 2), false);
}

function setInterval(callback, repeat) {
    'use duk notail';
    errors.checkFunction(callback, 'callback');
    return new Timeout(callback, repeat, argumentsFrom(arguments, 2), true);
}

function clearTimeout(timer) {
    if (typeof timer === 'number' || typeof timer === 'string')
        timer = byId[timer];
    if (timer === undefined || timer === null || timer._onTimeout === undefined)
        return;
    retire(timer);
    timer._onTimeout = null;
}

function clearInterval(timer) {
    clearTimeout(timer);
}

/* After the callback: again if it repeats, unless the callback has seen to it. */
function afterCall(timer, start) {
    if (timer._destroyed || lists.isStarted(timer))
        return;
    if (timer._repeat !== null)
        lists.start(timer, start);
    else
        retire(timer);
}

function fire(timer) {
    var start = timer._repeat === null ? 0 : lists.now();
    try {
        call(timer._onTimeout, timer, timer._timerArgs);
    } finally {
        afterCall(timer, start);
    }
}

exports.runDue = function runDue(now) {
    for (var timer = lists.takeDue(now); timer !== undefined; timer = lists.takeDue(now)) {
        fire(timer);
        ticks.drain();
    }
};

/* ------------------------------------------------------------------------- immediates */

var immediates = [];
var immediateRefCount = 0;
var round = []; /* those that run now; an error leaves the rest */
var roundAt = 0;

function Immediate(callback, args) {
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    p.defineHidden(this, '_hasRef', true);
    p.defineHidden(this, '_trace', handles.trace());
    immediateRefCount++;
    sys.wantLoop();
    immediates[immediates.length] = this;
}

function retireImmediate(immediate) {
    if (immediate._destroyed)
        return;
    immediate._destroyed = true;
    immediate._trace = undefined;
    immediateRefCount -= immediate._hasRef ? 1 : 0;
}

function setImmediateRef(immediate, hasRef) {
    if (immediate._hasRef !== hasRef && !immediate._destroyed)
        immediateRefCount += hasRef ? 1 : -1;
    immediate._hasRef = hasRef;
    return immediate;
}

Immediate.prototype.ref = function ref() {
    return setImmediateRef(this, true);
};

Immediate.prototype.unref = function unref() {
    return setImmediateRef(this, false);
};

Immediate.prototype.hasRef = function hasRef() {
    return this._hasRef;
};

function setImmediate(callback) {
    'use duk notail';
    errors.checkFunction(callback, 'callback');
    return new Immediate(callback, argumentsFrom(arguments, 1));
}

function clearImmediate(immediate) {
    if (immediate === undefined || immediate === null || immediate._onImmediate === undefined)
        return;
    retireImmediate(immediate);
    immediate._onImmediate = null;
}

/* The rest of a round that an error has cut short. */
exports.finishRound = function finishRound() {
    while (roundAt < round.length) {
        var immediate = round[roundAt++];
        if (immediate._destroyed)
            continue;
        retireImmediate(immediate);
        call(immediate._onImmediate, immediate, immediate._argv);
        ticks.drain();
    }
    if (roundAt > 0) /* else it stays where a blob has it: see purge() */
        round = [];
    roundAt = 0;
};

/* Those that wait now; what they set waits for the next round. */
exports.runImmediates = function runImmediates() {
    round = immediates;
    roundAt = 0;
    immediates = [];
    exports.finishRound();
};

/* Whether a round is due: those alone that do not keep the program alive make none. */
exports.hasImmediates = function hasImmediates() {
    return immediateRefCount > 0;
};

exports.countImmediates = function countImmediates() {
    return immediates.length;
};

exports.isAlive = function isAlive() {
    return refCount > 0 || immediateRefCount > 0;
};

/* --------------------------------------------------------------------------- freezing */

/* The stack is kept as text from here on: a trace leads to functions. */
function causeOf(what, thing) {
    thing._trace = handles.stackLines(thing._trace);
    return { object: thing, what: what, remedy: REMEDY, stack: thing._trace };
}

function timerCause(timer) {
    var setter = timer._repeat === null ? 'setTimeout' : 'setInterval';
    return causeOf('a pending timer (' + setter + ', ' + timer._idleTimeout + ' ms)', timer);
}

function immediateCause(immediate) {
    return causeOf('a pending callback (setImmediate)', immediate);
}

exports.isPending = function isPending() {
    return lists.purge() || immediates.length > 0;
};

/* Takes what is pending away, as a walk over the heap is to meet it only where the program
 * holds it: { causes, state for attach() }. */
exports.detach = function detach() {
    var state = { lists: lists.detach(), byId: byId, immediates: immediates };
    byId = p.create(null);
    immediates = [];
    return { state: state, causes: p.arrayConcat(
        p.arrayMap(lists.timersOf(state.lists), timerCause),
        p.arrayMap(p.arrayFilter(state.immediates, function (immediate) {
            return !immediate._destroyed;
        }), immediateCause)) };
};

exports.attach = function attach(state) {
    lists.attach(state.lists);
    byId = state.byId;
    immediates = state.immediates;
};

exports.api = {
    setTimeout: setTimeout,
    clearTimeout: clearTimeout,
    setInterval: setInterval,
    clearInterval: clearInterval,
    setImmediate: setImmediate,
    clearImmediate: clearImmediate
};
