/* SPDX-License-Identifier: MIT
 * util_more.js - the parts of util that work on functions, promises and texts. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var leftOut = require('left_out');
var nextTick = require('ticks').nextTick;

var customPromisify = p.symbolFor('nodejs.util.promisify.custom');

/* --------------------------------------------------------------------------- promises */

function promiseClass(name) {
    if (typeof globalThis.Promise !== 'function')
        throw leftOut.error(name, 'there is no Promise; load a library for it');
    return globalThis.Promise;
}

function promisify(original) {
    errors.checkFunction(original, 'original');
    var own = original[customPromisify];
    if (own) {
        errors.checkFunction(own, 'util.promisify.custom');
        return p.defineHidden(own, customPromisify, own);
    }
    function promised() {
        var self = this;
        var args = p.arraySlice(arguments);
        return new (promiseClass('util.promisify()'))(function (resolve, reject) {
            p.arrayPush(args, function (err, value) {
                if (err)
                    reject(err);
                else
                    resolve(value);
            });
            p.apply(original, self, args);
        });
    }
    p.setPrototypeOf(promised, p.getPrototypeOf(original));
    p.defineHidden(promised, customPromisify, promised);
    p.defineProperty(promised, 'name', { value: original.name });
    return promised;
}
promisify.custom = customPromisify;
exports.promisify = promisify;

/* Functions of timers.js take their callback first; a promise of the value after the delay. */
function addTimerPromises() {
    var timers = require('timers').api;
    p.defineHidden(timers.setTimeout, customPromisify, function setTimeout(after, value) {
        return new (promiseClass('timers/promises'))(function (resolve) {
            timers.setTimeout(resolve, after, value);
        });
    });
    p.defineHidden(timers.setImmediate, customPromisify, function setImmediate(value) {
        return new (promiseClass('timers/promises'))(function (resolve) {
            timers.setImmediate(resolve, value);
        });
    });
    return { setTimeout: timers.setTimeout[customPromisify],
        setImmediate: timers.setImmediate[customPromisify] };
}
exports.timerPromises = addTimerPromises();

/* A rejection without a reason is an error all the same. */
function reasonOf(reason) {
    if (reason)
        return reason;
    var err = errors.coded(p.Error, 'ERR_FALSY_VALUE_REJECTION',
        'Promise was rejected with falsy value');
    err.reason = reason;
    return err;
}

exports.callbackify = function callbackify(original) {
    errors.checkFunction(original, 'original');
    function called() {
        var args = p.arraySlice(arguments);
        var callback = p.arrayPop(args);
        errors.checkFunction(callback, 'last argument');
        var self = this;
        p.apply(original, self, args).then(function (value) {
            nextTick(function () { p.apply(callback, self, [null, value]); });
        }, function (reason) {
            nextTick(function () { p.apply(callback, self, [reasonOf(reason)]); });
        });
    }
    p.setPrototypeOf(called, p.getPrototypeOf(original));
    p.defineProperty(called, 'name', { value: original.name + 'Callbackified' });
    return called;
};

/* -------------------------------------------------------------------------- debugging */

function isWanted(name) {
    var wanted = require('env').object.NODE_DEBUG;
    if (!wanted)
        return false;
    return p.arrayFilter(p.stringSplit(p.stringToUpperCase(wanted), ','), function (each) {
        return p.stringEndsWith(each, '*') ?
            p.stringStartsWith(name, p.stringSlice(each, 0, -1)) : each === name;
    }).length > 0;
}

/* Asks the environment when it is called, as a snapshot has none. */
exports.debuglog = exports.debug = function debuglog(section) {
    var name = p.stringToUpperCase(section);
    function log() {
        if (!isWanted(name))
            return;
        var text = p.apply(require('format').format, undefined, arguments);
        sys.writeErr(name + ' ' + sys.pid() + ': ' + text + '\n');
    }
    p.defineGetter(log, 'enabled', function enabled() { return isWanted(name); });
    return log;
};

/* ------------------------------------------------------------------------------ texts */

/* Where the text is going to; FORCE_COLOR and its kin are asked as for any terminal. */
function showsColors(stream) {
    stream = stream === undefined ? require('process').object.stdout : stream;
    var env = require('env').object;
    if (env.FORCE_COLOR !== undefined)
        return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
    return !!stream && stream.isTTY === true && stream.getColorDepth() > 2;
}

exports.styleText = function styleText(format, text, options) {
    var inspect = require('inspect').inspect;
    errors.checkString(text, 'text');
    options = options === undefined ? {} : options;
    errors.checkObject(options, 'options');
    if (options.validateStream !== undefined)
        errors.checkBoolean(options.validateStream, 'options.validateStream');
    var list = p.isArray(format) ? format : [format];
    var left = '';
    var right = '';
    for (var i = 0; i < list.length; i++) {
        var codes = typeof list[i] === 'string' &&
            p.objectHasOwnProperty(inspect.colors, list[i]) ? inspect.colors[list[i]] : undefined;
        if (codes === undefined)
            errors.checkOneOf(list[i], 'format', p.keys(inspect.colors));
        left += '\x1b[' + codes[0] + 'm';
        right = '\x1b[' + codes[1] + 'm' + right;
    }
    return options.validateStream === false || showsColors(options.stream) ? left + text + right :
        text;
};

/* NAME=value lines as an object, with quotes and comments. */
exports.parseEnv = function parseEnv(content) {
    errors.checkString(content, 'content');
    var result = {};
    var pattern = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*("[^"]*"|'[^']*'|`[^`]*`|[^\r\n#]*)?[^\r\n]*$/gm;
    for (var match = p.regexpExec(pattern, content); match !== null;
        match = p.regexpExec(pattern, content)) {
        var value = match[2] === undefined ? '' : p.stringReplace(match[2], /^\s+|\s+$/g, '');
        var quote = value[0];
        if (value.length > 1 && (quote === '"' || quote === "'" || quote === '`') &&
            value[value.length - 1] === quote)
            value = p.stringSlice(value, 1, -1);
        result[match[1]] = quote === '"' ? p.stringReplace(value, /\\n/g, '\n') : value;
    }
    return result;
};

/* ----------------------------------------------------------------------------- errors */

exports.getSystemErrorName = function getSystemErrorName(number) {
    errors.checkNumber(number, 'err');
    if (number >= 0 || !p.isInteger(number))
        throw errors.outOfRange('err', 'a negative integer', number);
    var words = sys.errnoText(-number);
    return words[0] === 'UNKNOWN' ? undefined : words[0];
};

/* ------------------------------------------- tests of old, which programs still ask for */

exports.tests = {
    isBoolean: function isBoolean(value) { return typeof value === 'boolean'; },
    isNull: function isNull(value) { return value === null; },
    isNullOrUndefined: function isNullOrUndefined(value) {
        return value === null || value === undefined;
    },
    isNumber: function isNumber(value) { return typeof value === 'number'; },
    isString: function isString(value) { return typeof value === 'string'; },
    isSymbol: function isSymbol(value) { return typeof value === 'symbol'; },
    isUndefined: function isUndefined(value) { return value === undefined; },
    isRegExp: function isRegExp(value) { return p.classOf(value) === 'RegExp'; },
    isObject: function isObject(value) { return value !== null && typeof value === 'object'; },
    isDate: function isDate(value) { return p.classOf(value) === 'Date'; },
    isError: function isError(value) { return p.isError(value); },
    isFunction: function isFunction(value) { return typeof value === 'function'; },
    isPrimitive: function isPrimitive(value) {
        return value === null || typeof value !== 'object' && typeof value !== 'function';
    },
    isBuffer: function isBuffer(value) { return require('buffer').Buffer.isBuffer(value); }
};
