/* SPDX-License-Identifier: MIT
 * events.js - EventEmitter. */
'use strict';

var p = require('primordials');
var errors = require('errors');

var apply = p.apply;
var arraySlice = p.arraySlice;
var defaultMaxListeners = 10;

function EventEmitter() {
    EventEmitter.init(this);
}

/* State is made on first need, so that `EventEmitter.call(this)` may be left out. */
EventEmitter.init = function init(emitter) {
    var events = emitter._events;
    if (events === undefined || events === p.getPrototypeOf(emitter)._events) {
        emitter._events = p.create(null);
        emitter._eventsCount = 0;
    }
};

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

function listOf(emitter, type) {
    return emitter._events === undefined ? undefined : emitter._events[type];
}

function warnOfLeak(emitter, type, list) {
    var max = emitter.getMaxListeners();
    if (max <= 0 || list.length <= max || list.warned)
        return;
    list.warned = true;
    require('warning').warn('MaxListenersExceededWarning',
        'Possible EventEmitter memory leak detected. ' + list.length + ' ' + p.String(type) +
        ' listeners added to ' + require('inspect').inspect(emitter, { depth: -1 }) +
        '. MaxListeners is ' + max + '. Use emitter.setMaxListeners() to increase limit');
}

function add(emitter, type, listener, first) {
    var list;
    errors.checkFunction(listener, 'listener');
    if (emitter._events === undefined)
        EventEmitter.init(emitter);
    /* Before the listener is in place, or it would hear of itself. */
    if (emitter._events.newListener !== undefined)
        emitter.emit('newListener', type, listener.listener || listener);
    list = emitter._events[type];
    if (list === undefined) {
        list = emitter._events[type] = [];
        emitter._eventsCount++;
        if (emitter._watch !== undefined)
            emitter._watch(type, true);
    }
    if (first)
        p.arrayUnshift(list, listener);
    else
        p.arrayPush(list, listener);
    warnOfLeak(emitter, type, list);
    return emitter;
}

function drop(emitter, type) {
    delete emitter._events[type];
    emitter._eventsCount--;
    if (emitter._watch !== undefined)
        emitter._watch(type, false);
}

function wrapOnce(emitter, type, listener) {
    var fired = false;
    function once() {
        if (fired)
            return undefined;
        emitter.removeListener(type, once);
        fired = true;
        return apply(listener, emitter, arguments);
    }
    errors.checkFunction(listener, 'listener');
    once.listener = listener;
    return once;
}

EventEmitter.prototype.on = function on(type, listener) {
    return add(this, type, listener, false);
};
EventEmitter.prototype.addListener = function addListener(type, listener) {
    return add(this, type, listener, false);
};
EventEmitter.prototype.prependListener = function prependListener(type, listener) {
    return add(this, type, listener, true);
};
EventEmitter.prototype.once = function once(type, listener) {
    return this.on(type, wrapOnce(this, type, listener));
};
EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
    return this.prependListener(type, wrapOnce(this, type, listener));
};

EventEmitter.prototype.removeListener = function removeListener(type, listener) {
    var list = listOf(this, type);
    errors.checkFunction(listener, 'listener');
    if (list === undefined)
        return this;
    for (var i = list.length - 1; i >= 0; i--) {
        if (list[i] !== listener && list[i].listener !== listener)
            continue;
        /* A copy, because emit() may be walking the old list. */
        var left = arraySlice(list);
        p.arraySplice(left, i, 1);
        if (left.length === 0)
            drop(this, type);
        else
            this._events[type] = left;
        if (this._events.removeListener !== undefined)
            this.emit('removeListener', type, listener);
        break;
    }
    return this;
};
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

function removeAllOf(emitter, type) {
    var list = listOf(emitter, type);
    for (var i = list === undefined ? -1 : list.length - 1; i >= 0; i--)
        emitter.removeListener(type, list[i]);
}

EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
    if (this._events === undefined)
        return this;
    if (arguments.length > 0) {
        removeAllOf(this, type);
        return this;
    }
    var types = p.ownKeys(this._events);
    for (var i = 0; i < types.length; i++)
        if (types[i] !== 'removeListener')
            removeAllOf(this, types[i]);
    removeAllOf(this, 'removeListener');
    return this;
};

function unhandledError(value, given) {
    if (p.isError(value))
        return value;
    var text = given ? require('inspect').inspect(value) : 'undefined';
    var err = errors.coded(p.Error, 'ERR_UNHANDLED_ERROR', 'Unhandled error. (' + text + ')');
    err.context = value;
    return err;
}

EventEmitter.prototype.emit = function emit(type) {
    var list = listOf(this, type);
    if (list === undefined) {
        if (type === 'error')
            throw unhandledError(arguments[1], arguments.length > 1);
        return false;
    }
    var args = arraySlice(arguments, 1);
    /* Listeners that are added now wait for the next event; removal copies the list. */
    for (var i = 0, count = list.length, walked = arraySlice(list); i < count; i++)
        apply(walked[i], this, args);
    return true;
};

EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
    var list = listOf(this, type);
    if (list === undefined)
        return 0;
    if (listener === undefined || listener === null)
        return list.length;
    return p.arrayFilter(list, function (each) {
        return each === listener || each.listener === listener;
    }).length;
};

EventEmitter.prototype.listeners = function listeners(type) {
    return p.arrayMap(listOf(this, type) || [], function (each) {
        return each.listener || each;
    });
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
    return arraySlice(listOf(this, type) || []);
};

EventEmitter.prototype.eventNames = function eventNames() {
    return this._eventsCount > 0 ? p.ownKeys(this._events) : [];
};

function checkCount(value, name) {
    errors.checkNumber(value, name);
    if (!(value >= 0))
        throw errors.outOfRange(name, '>= 0', value);
}

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
    checkCount(n, 'setMaxListeners');
    this._maxListeners = n;
    return this;
};

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
    return this._maxListeners === undefined ? defaultMaxListeners : this._maxListeners;
};

p.defineGetter(EventEmitter, 'defaultMaxListeners', function get() {
    return defaultMaxListeners;
}, function set(n) {
    checkCount(n, 'defaultMaxListeners');
    defaultMaxListeners = n;
});

EventEmitter.listenerCount = function listenerCount(emitter, type) {
    return emitter.listenerCount(type);
};

EventEmitter.EventEmitter = EventEmitter;
module.exports = EventEmitter;

/* --------------------------------------------------------------- functions of the module */

/* A promise of the arguments of the next event; an 'error' rejects it. */
EventEmitter.once = function once(emitter, type) {
    if (typeof globalThis.Promise !== 'function')
        throw require('left_out').error('events.once()', 'use emitter.once()');
    return new globalThis.Promise(function (resolve, reject) {
        function onError(err) {
            emitter.removeListener(type, onEvent);
            reject(err);
        }
        function onEvent() {
            emitter.removeListener('error', onError);
            resolve(arraySlice(arguments));
        }
        emitter.once(type, onEvent);
        if (type !== 'error')
            emitter.once('error', onError);
    });
};

EventEmitter.getEventListeners = function getEventListeners(emitter, type) {
    return emitter.listeners(type);
};

EventEmitter.getMaxListeners = function getMaxListeners(emitter) {
    return emitter.getMaxListeners();
};

EventEmitter.setMaxListeners = function setMaxListeners(n) {
    checkCount(n, 'setMaxListeners');
    if (arguments.length < 2)
        defaultMaxListeners = n;
    for (var i = 1; i < arguments.length; i++)
        arguments[i].setMaxListeners(n);
};

require('left_out').add(EventEmitter, 'events', 'on addAbortListener', 'use emitter.on()');
