/* SPDX-License-Identifier: MIT
 * child_sync.js - spawnSync and its kin: run a program and wait for its end.
 *
 * What the program reads and writes goes through pipes that do not block, so that neither side
 * waits for the other; it has ended when it is gone and nobody holds its pipes any more. */
'use strict';

var p = require('primordials');
var args = require('child_args');
var errors = require('errors');
var poll = require('poll');
var signals = require('signals');

var STEP = 65536;
var AGAIN = -11;
var TIMED_OUT = -110;
var NO_BUFFERS = -105;

function closePipe(run, pipe) {
    if (pipe.fd >= 0)
        sys.fsClose(pipe.fd);
    pipe.fd = -1;
    run.open--;
}

function signal(run) {
    if (run.ended !== undefined || run.isKilled)
        return;
    run.isKilled = true;
    run.deadline = Infinity;
    try {
        sys.kill(run.pid, run.killSignal);
    } catch (err) {
        /* it is not ours any more, and will be gone */
    }
}

/* Ends it early; what it has started may hold the pipes, so these are closed too, behind the
 * signal: else it could die of a closed pipe first. */
function kill(run, error) {
    if (run.error === 0)
        run.error = error;
    signal(run);
    for (var i = 0; i < run.pipes.length; i++)
        if (run.pipes[i].fd >= 0)
            closePipe(run, run.pipes[i]);
}

function feed(run, pipe) {
    var left = pipe.input.length - pipe.at;
    var count = left === 0 ? 0 : sys.pipeWrite(pipe.fd, pipe.input, pipe.at, left);
    if (count === AGAIN)
        return;
    pipe.at += count > 0 ? count : 0;
    if (count < 0 || pipe.at === pipe.input.length)
        closePipe(run, pipe); /* a program need not read all that it is given */
}

function collect(run, pipe) {
    var Buffer = require('buffer').Buffer;
    var bytes = Buffer.allocUnsafe(STEP);
    var count = sys.pipeRead(pipe.fd, bytes, 0, STEP);
    if (count === AGAIN)
        return;
    if (count <= 0) {
        closePipe(run, pipe);
        return;
    }
    var room = run.maxBuffer - pipe.size;
    pipe.size += p.min(count, room);
    p.arrayPush(pipe.chunks, bytes.slice(0, p.min(count, room)));
    if (count > room)
        kill(run, NO_BUFFERS);
}

function onReady(run, pipe) {
    if (pipe.isExit) {
        run.ended = sys.waitChild(run.pid);
        if (run.ended !== undefined)
            closePipe(run, pipe);
    } else if (pipe.input !== undefined) {
        feed(run, pipe);
    } else {
        collect(run, pipe);
    }
}

function waitOnce(run) {
    var open = p.arrayFilter(p.arrayConcat([run.exit], run.pipes), function (pipe) {
        return pipe.fd >= 0;
    });
    var polled = poll.pollList(open);
    var left = run.deadline === Infinity ? -1 : p.max(0, run.deadline - p.monotonicNow());
    sys.poll(polled, open.length, left);
    for (var i = 0; i < open.length; i++)
        if (polled[2 * i + 1] >>> 16 !== 0 && open[i].fd >= 0)
            onReady(run, open[i]);
    if (p.monotonicNow() >= run.deadline)
        kill(run, TIMED_OUT);
}

function makeRun(child, stdio, inputs, options) {
    var run = {
        pid: child.pid, error: 0, ended: undefined, isKilled: false, open: 1, pipes: [],
        exit: { fd: child.exit, events: poll.IN, isExit: true },
        deadline: options.timeout > 0 ? p.monotonicNow() + options.timeout : Infinity,
        killSignal: options.killSignal,
        maxBuffer: options.maxBuffer === undefined || options.maxBuffer === null ? 1048576 :
            options.maxBuffer
    };
    for (var i = 0; i < stdio.length; i++) {
        run.pipes[i] = { fd: child.pipes[i], events: i === 0 ? poll.OUT : poll.IN, chunks: [],
            input: i === 0 ? inputs : undefined, at: 0, size: 0, isPipe: stdio[i] === -1 && i > 0 };
        run.open += child.pipes[i] >= 0 ? 1 : 0;
    }
    return run;
}

/* Whatever happens, the program's end is waited for and the pipes are closed. */
function finish(run) {
    if (run.ended === undefined)
        kill(run, 0);
    while (run.ended === undefined) {
        waitOnce(run);
    }
}

function outputOf(run, encoding) {
    var Buffer = require('buffer').Buffer;
    return p.arrayMap(run.pipes, function (pipe) {
        if (!pipe.isPipe)
            return null;
        var bytes = Buffer.concat(pipe.chunks);
        return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
    });
}

function inputOf(options) {
    var input = options.input;
    if (input === undefined || input === null)
        return require('buffer').Buffer.alloc(0);
    if (typeof input === 'string')
        return require('buffer').Buffer.from(input,
            options.encoding === 'buffer' ? undefined : options.encoding);
    if (!errors.isBytes(input))
        throw errors.invalidArgType('options.stdio[0]',
            'of type string or an instance of Buffer, TypedArray, or DataView', input);
    return p.classOf(input) === 'Uint8Array' ? input :
        require('buffer').Buffer.from(input.buffer, input.byteOffset, input.byteLength);
}

function failed(what, number) {
    return { error: args.spawnError(number, 'spawnSync', what), status: null, signal: null,
        output: null, pid: 0, stdout: null, stderr: null };
}

function resultOf(run, what) {
    var output = outputOf(run, what.options.encoding);
    var result = { status: run.ended < 0 ? null : run.ended,
        signal: run.ended < 0 ? signals.nameOf(-run.ended) : null,
        output: output, pid: run.pid, stdout: output[1], stderr: output[2] };
    if (run.error === 0)
        return result;
    return p.assign({ error: args.spawnError(run.error, 'spawnSync', what) }, result);
}

exports.spawnSync = function spawnSync(file, argsGiven, options) {
    var what = args.normalize(file, argsGiven, options);
    args.checkTimeout(what.options.timeout);
    args.checkMaxBuffer(what.options.maxBuffer);
    var limits = { timeout: what.options.timeout, maxBuffer: what.options.maxBuffer,
        killSignal: args.killSignal(what.options.killSignal) };
    var stdio = args.stdioOf(what.options.stdio, true);
    if (what.options.input !== undefined && what.options.input !== null)
        stdio[0] = -1;
    var input = inputOf(what.options);
    var child = args.start(what, stdio);
    if (typeof child === 'number')
        return failed(what, child);
    var run = makeRun(child, stdio, input, limits);
    try {
        while (run.open > 0)
            waitOnce(run);
    } finally {
        finish(run);
    }
    return resultOf(run, what);
};

/* ------------------------------------------------------------------ execFileSync, execSync */

/* The error that a result is thrown as, with the result's members. */
function errorOf(result, command) {
    var err = result.error;
    if (err === undefined && result.status === 0)
        return undefined;
    if (err === undefined)
        err = new p.Error('Command failed: ' + command +
            (result.stderr && result.stderr.length > 0 ? '\n' + result.stderr : ''));
    return p.assign(err, result);
}

function outputOrThrow(result, options, command) {
    if (!(options && options.stdio) && result.stderr)
        sys.writeErr(result.stderr);
    var err = errorOf(result, command);
    if (err !== undefined)
        throw err;
    return result.stdout;
}

exports.execFileSync = function execFileSync(file, argsGiven, options) {
    if (argsGiven !== null && typeof argsGiven === 'object' && !p.isArray(argsGiven)) {
        options = argsGiven;
        argsGiven = [];
    }
    var result = exports.spawnSync(file, argsGiven, options);
    var words = p.arrayConcat([options && options.argv0 || file], argsGiven || []);
    return outputOrThrow(result, options, p.arrayJoin(words, ' '));
};

exports.execSync = function execSync(command, options) {
    errors.checkString(command, 'command');
    options = p.assign({}, options);
    options.shell = typeof options.shell === 'string' ? options.shell : true;
    return outputOrThrow(exports.spawnSync(command, options), options, command);
};
