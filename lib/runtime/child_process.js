/* SPDX-License-Identifier: MIT
 * child_process.js - the child_process module: what runs while the program goes on. */
'use strict';

var p = require('primordials');
var args = require('child_args');
var errors = require('errors');
var EventEmitter = require('events');
var leftOut = require('left_out');
var nextTick = require('ticks').nextTick;
var pipes = require('pipes');
var poll = require('poll');
var signals = require('signals');
var sync = require('child_sync');
var timers = require('timers').api;

function ChildProcess() {
    p.apply(EventEmitter, this, []);
    this.connected = false;
    this.signalCode = null;
    this.exitCode = null;
    this.killed = false;
    this.spawnfile = null;
    p.defineHidden(this, '_open', 1); /* the process itself and the pipes that it writes to */
    p.defineHidden(this, '_watcher', undefined);
    p.defineHidden(this, '_exitFd', -1);
}
ChildProcess.prototype = p.create(EventEmitter.prototype);
p.defineHidden(ChildProcess.prototype, 'constructor', ChildProcess);

/* 'close' comes when it has ended and all that it has written was read. */
function closeOne(child) {
    if (--child._open === 0)
        child.emit('close', child.exitCode, child.signalCode);
}

function onExit(child) {
    var status = sys.waitChild(child.pid);
    if (status === undefined)
        return;
    poll.remove(child._watcher);
    sys.fsClose(child._exitFd);
    child._watcher = undefined;
    if (status < 0)
        child.signalCode = signals.nameOf(-status);
    else
        child.exitCode = status;
    if (child.stdin)
        child.stdin.destroy();
    child.emit('exit', child.exitCode, child.signalCode);
    /* Nobody reads them: what is in them is dropped, as node does. */
    p.arrayForEach(child.stdio, function (stream) {
        if (stream && stream.resume && stream.listenerCount('data') === 0 && !stream.destroyed)
            stream.resume();
    });
    closeOne(child);
}

function addStreams(child, started, stdio) {
    child.stdio = p.arrayMap(stdio, function (kind, i) {
        if (kind !== -1)
            return null;
        if (i === 0)
            return new pipes.Writable(started.pipes[i]);
        child._open++;
        var stream = new pipes.Readable(started.pipes[i], true);
        stream.on('close', function () { closeOne(child); });
        if (i > 2)
            leftOut.add(stream, 'child.stdio[' + i + ']', 'write end',
                'the child writes to it; give it a descriptor to read from');
        return stream;
    });
    child.stdin = child.stdio[0];
    child.stdout = child.stdio[1];
    child.stderr = child.stdio[2];
}

/* Streams of a program that could not be started: nothing comes from them. */
function addNoStreams(child, stdio) {
    child.stdio = p.arrayMap(stdio, function (kind) {
        if (kind !== -1)
            return null;
        var stream = new EventEmitter();
        stream.destroyed = true;
        stream.write = stream.end = stream.setEncoding = stream.destroy = stream.resume =
            stream.pipe = function () { return this; };
        return stream;
    });
    child.stdin = child.stdio[0];
    child.stdout = child.stdio[1];
    child.stderr = child.stdio[2];
}

function failLater(child, number, what) {
    child.exitCode = number;
    nextTick(function () {
        child.emit('error', args.spawnError(number, 'spawn', what));
        closeOne(child);
    });
}

function startWatching(child, started) {
    child.pid = started.pid;
    child._exitFd = started.exit;
    child._watcher = poll.add(started.exit, poll.IN, function () { onExit(child); }, true);
    nextTick(function () { child.emit('spawn'); });
}

exports.spawn = function spawn(file, argsGiven, options) {
    var what = args.normalize(file, argsGiven, options);
    var stdio = args.stdioOf(what.options.stdio, false);
    args.checkTimeout(what.options.timeout);
    var killSignal = args.killSignal(what.options.killSignal);
    if (sys.isBuilding())
        throw leftOut.error('child_process.spawn() while a snapshot is built', 'use spawnSync()');
    var child = new ChildProcess();
    child.spawnfile = what.file;
    child.spawnargs = what.spawnargs;
    var started = args.start(what, stdio);
    if (typeof started === 'number') {
        addNoStreams(child, stdio);
        failLater(child, started, what);
        return child;
    }
    startWatching(child, started);
    addStreams(child, started, stdio);
    if (what.options.timeout > 0)
        addTimeout(child, what.options.timeout, killSignal);
    return child;
};

function addTimeout(child, timeout, killSignal) {
    var timer = timers.setTimeout(function () { child.kill(killSignal); }, timeout);
    child.once('exit', function () { timers.clearTimeout(timer); });
}

ChildProcess.prototype.kill = function kill(signal) {
    var number = signal === 0 ? 0 :
        args.signalNumber(signal === undefined || signal === null ? 'SIGTERM' : signal);
    if (this._watcher === undefined)
        return false;
    try {
        sys.kill(this.pid, number);
    } catch (err) {
        if (err.code === 'ESRCH')
            return false;
        throw err;
    }
    this.killed = true;
    return true;
};

function setRef(isRef) {
    return function () {
        if (this._watcher !== undefined)
            poll.setRef(this._watcher, isRef);
    };
}
ChildProcess.prototype.ref = setRef(true);
ChildProcess.prototype.unref = setRef(false);
leftOut.add(ChildProcess.prototype, 'child', 'send disconnect', 'talk through stdin and stdout');

/* ----------------------------------------------------------------------- execFile, exec */

function lengthError(name) {
    return errors.coded(p.RangeError, 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER',
        name + ' maxBuffer length exceeded');
}

/* Collects what a stream says, at most options.maxBuffer of it. */
function collect(state, stream, name) {
    var chunks = [];
    var size = 0;
    var isText = state.options.encoding && state.options.encoding !== 'buffer';
    if (stream && isText)
        stream.setEncoding(state.options.encoding);
    if (stream)
        stream.on('data', function (chunk) {
            var room = state.options.maxBuffer - size;
            size += chunk.length;
            p.arrayPush(chunks, size > state.options.maxBuffer ? chunk.slice(0, room) : chunk);
            if (size > state.options.maxBuffer && state.error === null) {
                state.error = lengthError(name);
                state.kill();
            }
        });
    return function () {
        return isText ? p.arrayJoin(chunks, '') : require('buffer').Buffer.concat(chunks);
    };
}

function commandError(state, code, signal, stderr) {
    var err = new p.Error('Command failed: ' + state.command + '\n' + stderr);
    err.code = code < 0 ? sys.errnoText(-code)[0] : code;
    err.killed = state.child.killed || state.isKilled;
    err.signal = signal;
    return err;
}

function tellCaller(state, code, signal) {
    if (state.isDone)
        return;
    state.isDone = true;
    timers.clearTimeout(state.timer);
    if (state.callback === undefined)
        return;
    var stdout = state.stdout();
    var stderr = state.stderr();
    if (state.error === null && code === 0 && signal === null) {
        state.callback(null, stdout, stderr);
        return;
    }
    var err = state.error || commandError(state, code, signal, stderr);
    err.cmd = state.command;
    state.callback(err, stdout, stderr);
}

var defaults = { encoding: 'utf8', timeout: 0, maxBuffer: 1048576, killSignal: 'SIGTERM',
    cwd: null, env: null, shell: false };

function killer(state) {
    return function () {
        state.isKilled = true;
        state.child.kill(state.options.killSignal);
        p.arrayForEach([state.child.stdout, state.child.stderr], function (stream) {
            if (stream)
                stream.destroy();
        });
    };
}

function watch(state) {
    var child = state.child;
    state.stdout = collect(state, child.stdout, 'stdout');
    state.stderr = collect(state, child.stderr, 'stderr');
    state.kill = killer(state);
    if (state.options.timeout > 0)
        state.timer = timers.setTimeout(function () {
            state.timer = undefined;
            state.kill();
        }, state.options.timeout);
    child.on('close', function (code, signal) { tellCaller(state, code, signal); });
    child.on('error', function (err) {
        state.error = err;
        tellCaller(state, null, null);
    });
}

/* (file, args?, options?, callback?) in any of node's forms. */
exports.execFile = function execFile(file, argsGiven, options, callback) {
    if (argsGiven !== undefined && argsGiven !== null && !p.isArray(argsGiven)) {
        callback = options;
        options = argsGiven;
        argsGiven = undefined;
    }
    if (typeof options === 'function') {
        callback = options;
        options = undefined;
    }
    if (callback !== undefined && callback !== null)
        errors.checkFunction(callback, 'callback');
    options = p.assign({}, defaults, options);
    args.checkTimeout(options.timeout);
    args.checkMaxBuffer(options.maxBuffer);
    args.killSignal(options.killSignal);
    var spawnOptions = p.assign({}, options, { timeout: 0, stdio: 'pipe' });
    var state = { options: options, error: null, isDone: false, isKilled: false, timer: undefined,
        callback: callback || undefined, command: p.arrayJoin(
            p.arrayConcat([file], argsGiven || []), ' ') };
    state.child = exports.spawn(file, argsGiven || [], spawnOptions);
    watch(state);
    return state.child;
};

exports.exec = function exec(command, options, callback) {
    errors.checkString(command, 'command');
    if (typeof options === 'function') {
        callback = options;
        options = undefined;
    }
    options = p.assign({}, options);
    options.shell = typeof options.shell === 'string' ? options.shell : true;
    return exports.execFile(command, [], options, callback);
};

/* For util.promisify(): a promise of { stdout, stderr }. */
function promised(run) {
    return function () {
        var given = p.arraySlice(arguments);
        var child;
        var promise = new globalThis.Promise(function (resolve, reject) {
            p.arrayPush(given, function (err, stdout, stderr) {
                if (err === null)
                    resolve({ stdout: stdout, stderr: stderr });
                else
                    reject(p.assign(err, { stdout: stdout, stderr: stderr }));
            });
            child = p.apply(run, undefined, given);
        });
        promise.child = child;
        return promise;
    };
}
p.defineHidden(exports.exec, p.symbolFor('nodejs.util.promisify.custom'), promised(exports.exec));
p.defineHidden(exports.execFile, p.symbolFor('nodejs.util.promisify.custom'),
    promised(exports.execFile));

exports.ChildProcess = ChildProcess;
exports.spawnSync = sync.spawnSync;
exports.execFileSync = sync.execFileSync;
exports.execSync = sync.execSync;
leftOut.add(exports, 'child_process', 'fork', 'use spawn(process.execPath, [script])');
