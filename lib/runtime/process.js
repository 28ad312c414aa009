/* SPDX-License-Identifier: MIT
 * process.js - the process object, and what C asks of it: exit codes, uncaught errors. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var env = require('env');
var EventEmitter = require('events');
var streams = require('streams');
var numbers = require('constants').signals;
var signals = require('signals');
var ticks = require('ticks');

/* Only for the name that inspect shows. */
var prototype = p.create(EventEmitter.prototype);
p.defineHidden(prototype, 'constructor', function process() {});
prototype.constructor.prototype = prototype;

var process = p.create(prototype);
exports.object = process;

/* ------------------------------------------------------------------------ the system */

p.defineLive(process, 'version', function version() {
    return 'v' + sys.version();
});
p.defineGetter(process, 'versions', function versions() {
    var n = p.engineVersion;
    return {
        jsboot: sys.version(),
        duktape: p.floor(n / 10000) + '.' + p.floor(n / 100) % 100 + '.' + n % 100
    };
});
p.defineLive(process, 'arch', function arch() { return sys.arch(); });
process.platform = 'linux';
p.defineLive(process, 'pid', function pid() { return sys.pid(); });
p.defineLive(process, 'ppid', function ppid() { return sys.ppid(); });
p.defineLive(process, 'argv0', function argv0() { return sys.argv0(); });
p.defineLive(process, 'execPath', function execPath() { return sys.execPath(); });
p.defineGetter(process, 'title', function get() {
    return sys.title();
}, function set(value) {
    sys.title('' + value);
});
p.defineLive(process, 'env', function get() {
    env.fill();
    return env.object;
});

process.mainModule = undefined;
process.stdout = streams.stdout;
process.stderr = streams.stderr;
process.stdin = streams.stdin;

process.cwd = function cwd() {
    return sys.cwd();
};

process.chdir = function chdir(directory) {
    errors.checkString(directory, 'directory');
    sys.chdir(directory);
};

process.umask = function umask(mask) {
    return sys.umask(mask === undefined ? undefined : errors.parseMode(mask, 'mask'));
};

/* The clock of the engine, which stands still for nobody but repeats in a build. */
process.hrtime = function hrtime(since) {
    var now = p.monotonicNow();
    var seconds = p.floor(now / 1000);
    var nanos = p.floor((now - seconds * 1000) * 1e6);
    if (since === undefined)
        return [seconds, nanos];
    errors.checkArray(since, 'time');
    if (since.length !== 2)
        throw errors.outOfRange('time', '2', since.length);
    seconds -= since[0];
    nanos -= since[1];
    return nanos < 0 ? [seconds - 1, nanos + 1e9] : [seconds, nanos];
};

process.hrtime.bigint = function bigint() {
    throw errors.coded(p.TypeError, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
        'process.hrtime.bigint() needs BigInt, which this engine does not have; ' +
        'use process.hrtime()');
};

process.uptime = function uptime() {
    return sys.uptime();
};

process.memoryUsage = function memoryUsage() {
    var numbers = sys.memoryUsage();
    return {
        rss: numbers[0], heapTotal: numbers[1], heapUsed: numbers[1], external: 0, arrayBuffers: 0
    };
};

process.memoryUsage.rss = function rss() {
    return sys.memoryUsage()[0];
};

function signalNumber(signal) {
    if (typeof signal === 'number')
        return signal;
    var name = signal || 'SIGTERM';
    if (!p.objectHasOwnProperty(numbers, name))
        throw errors.coded(p.TypeError, 'ERR_UNKNOWN_SIGNAL', 'Unknown signal: ' + name);
    return numbers[name];
}

process.kill = function kill(pid, signal) {
    if (pid != (pid | 0))
        throw errors.invalidArgType('pid', 'of type number', pid);
    signal = signalNumber(signal);
    try {
        sys.kill(pid | 0, signal);
    } catch (err) {
        if (err.syscall !== undefined)
            err.message = 'kill ' + err.code;
        throw err;
    }
    return true;
};

p.arrayForEach(['getuid', 'geteuid', 'getgid', 'getegid'], function (name, i) {
    process[name] = function () { return sys.ids()[i]; };
    p.defineProperty(process[name], 'name', { value: name });
});

process.nextTick = ticks.nextTick;

process.abort = function abort() {
    sys.abort();
};

process.emitWarning = function emitWarning(warning, type, code) {
    if (type !== null && typeof type === 'object') {
        code = type.code;
        type = type.type;
    }
    var name = p.isError(warning) ? warning.name : type || 'Warning';
    var message = p.isError(warning) ? warning.message : warning;
    if (typeof message !== 'string')
        throw errors.invalidArgType('warning', 'of type string or an instance of Error', message);
    require('warning').warn(name, message, code, p.isError(warning) ? warning : undefined);
};

/* ------------------------------------------------------------------ the command line */

var argv; /* the array that was handed out, if any */
var entry = { given: undefined, path: undefined };

/* The word that names the script is shown as the absolute path that was run. */
function words() {
    var list = sys.argv();
    if (list.length > 1 && list[1] === entry.given)
        list[1] = entry.path;
    else if (list.length > 1 && list[1] === sys.entryGiven())
        list[1] = sys.entryPath();
    return list;
}

p.defineLive(process, 'argv', function get() {
    if (argv === undefined)
        argv = words();
    return argv;
});

/* The script that JavaScript has found; C knows the other one. */
exports.setEntry = function setEntry(given, path) {
    entry.given = given;
    entry.path = path;
    if (argv !== undefined && argv[1] === given)
        argv[1] = path;
};

/* ------------------------------------------------------------------------------ exit */

var exitCode;
var isExiting = false;

function checkExitCode(value, name) {
    if (value === undefined || value === null)
        return;
    if (typeof value === 'string' && value !== '' && p.isInteger(+value))
        value = +value;
    errors.checkInteger(value, name, -Infinity, Infinity);
}

p.defineGetter(process, 'exitCode', function get() {
    return exitCode;
}, function set(value) {
    checkExitCode(value, 'code');
    exitCode = value;
    exports.noteListeners();
    sys.exitCode(value === undefined || value === null ? undefined : value | 0);
});

/* C asks hook "finish" at the end of a program only if there may be something to do: the
 * first listener, for whatever event, says so, or who replaces emit(). */
var listeners;
var emit = EventEmitter.prototype.emit;

p.defineProperty(process, '_events', {
    get: function get() { return listeners; },
    set: function set(value) {
        listeners = value;
        sys.wantFinish();
    },
    enumerable: false,
    configurable: true
});

p.defineProperty(prototype, 'emit', {
    get: function get() { return EventEmitter.prototype.emit; },
    set: function set(value) {
        p.defineProperty(this, 'emit', {
            value: value, writable: true, enumerable: true, configurable: true
        });
        sys.wantFinish();
    },
    enumerable: false,
    configurable: true
});

/* Somebody begins or ends to listen: signals come only to who listens. */
p.defineHidden(prototype, '_watch', function _watch(type, isOn) {
    var number = signals.numberOf(type);
    if (number === 0)
        return;
    if (number === numbers.SIGKILL || number === numbers.SIGSTOP)
        throw require('pipes').systemError(-22, 'uv_signal_start');
    if (isOn)
        signals.listen(number, function () { process.emit(type, type, number); });
    else
        signals.drop(number);
});

exports.hasListeners = function hasListeners() {
    return listeners !== undefined || process.emit !== emit;
};

/* Who replaces emit() in another way, by defineProperty() or for all emitters, says nothing: it is
 * found where JavaScript of the runtime runs late in a program, but not by a look at each end. */
exports.noteListeners = function noteListeners() {
    if (exports.hasListeners())
        sys.wantFinish();
};

/* An event at the end of a program, unless it has taken emit() away. */
exports.tell = function tell(event) {
    if (typeof process.emit === 'function')
        process.emit(event, +exitCode || 0);
};

/* After an uncaught error, which is the one to show. */
function tellQuietly(event) {
    try {
        exports.tell(event);
    } catch (failure) {
        return;
    }
}

process.exit = function exit(code) {
    if (arguments.length > 0)
        process.exitCode = code;
    if (!isExiting) {
        isExiting = true;
        process.emit('exit', +exitCode || 0);
    }
    sys.exit(exitCode | 0);
};

exports.finish = function finish(code) {
    if (!isExiting) {
        isExiting = true;
        if (code !== 0) {
            exitCode = code;
            tellQuietly('exit');
        } else {
            exports.tell('exit');
        }
    }
    return exitCode === undefined || exitCode === null ? code : exitCode | 0;
};

/* True if a listener has taken it, else what there is to be said of it besides its stack. */
exports.uncaught = function uncaught(err) {
    var origin = require('rejections').originOf(err);
    process.emit('uncaughtExceptionMonitor', err, origin);
    return !!process.emit('uncaughtException', err, origin) || require('uncaught').describe(err);
};

/* --------------------------------------------------------------------------- snapshot */

/* In a list, from which it comes back if somebody else has it too. */
function giveArgv() {
    var list = [argv];
    argv = undefined;
    return list;
}

function isIndex(name) {
    return name === '' + (name >>> 0);
}

/* The length has to change, and each element to go; properties with names stay. */
function canBeEmptied(array) {
    var names = p.getOwnPropertyNames(array);
    for (var i = 0; i < names.length; i++)
        if (isIndex(names[i]) && !p.getOwnPropertyDescriptor(array, names[i]).configurable)
            return false;
    return p.isExtensible(array) && p.getOwnPropertyDescriptor(array, 'length').writable;
}

/* One that cannot be emptied and filled stays as it is with who has it. */
function settleArgv(list) {
    if (sys.isLastPlainArray(list) || !canBeEmptied(list[0]))
        return;
    list[0].length = 0;
    argv = list[0];
}

/* C keeps the exit code: it is of this program, of which serialize callbacks are the last to run.
 *
 * Answers the array of arguments if it is in somebody's hands: C fills it at boot.  Else it is made
 * when it is asked for, as few runs do. */
exports.settle = function settle() {
    env.settle();
    exitCode = undefined;
    isExiting = false;
    entry.given = entry.path = undefined;
    if (argv !== undefined)
        settleArgv(giveArgv());
    return argv;
};

require('process_more').install(process);
