/* SPDX-License-Identifier: MIT
 * child_args.js - what the functions of child_process take: words, options, files. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var leftOut = require('left_out');
var numbers = require('constants').signals;

var PIPE = -1;
var NULL = -2;

function checkText(value, name) {
    if (typeof value === 'string' && p.stringIncludes(value, '\0'))
        throw errors.invalidArgValue(name, value, 'must be a string without null bytes');
}

function checkOption(options, name, type) {
    var value = options[name];
    if (value !== undefined && value !== null && typeof value !== type)
        throw errors.invalidArgType('options.' + name, 'of type ' + type, value);
}

function checkId(options, name) {
    var value = options[name];
    if (value === undefined || value === null)
        return undefined;
    if (value !== (value | 0))
        throw errors.invalidArgType('options.' + name, 'int32', value);
    return value;
}

function checkOptions(options) {
    checkOption(options, 'detached', 'boolean');
    if (options.shell !== undefined && options.shell !== null &&
        typeof options.shell !== 'boolean' && typeof options.shell !== 'string')
        throw errors.invalidArgType('options.shell', 'one of type boolean or string',
            options.shell);
    checkOption(options, 'argv0', 'string');
    checkOption(options, 'windowsHide', 'boolean');
    checkOption(options, 'windowsVerbatimArguments', 'boolean');
}

/* NAME=value and NUL for each variable; undefined for the environment as it is. */
function environmentOf(env) {
    if (env === undefined || env === null) {
        if (!sys.isBuilding())
            return undefined;
        env = require('env').object; /* not that of who builds */
    }
    var text = '';
    for (var name in env) {
        if (env[name] === undefined)
            continue;
        var pair = name + '=' + env[name];
        checkText(pair, "options.env['" + name + "']");
        text += pair + '\0';
    }
    return text;
}

function wordsText(words) {
    var text = '';
    for (var i = 0; i < words.length; i++) {
        checkText(words[i], i === 0 ? 'options.argv0' : 'args[' + (i - 1) + ']');
        text += words[i] + '\0';
    }
    return text;
}

/* What a shell is given in the place of the command. */
function throughShell(result, shell) {
    var command = p.arrayJoin(p.arrayConcat([result.file], result.args), ' ');
    result.file = typeof shell === 'string' ? shell : '/bin/sh';
    result.args = ['-c', command];
}

function splitArgs(args, options) {
    if (p.isArray(args))
        return { args: p.arrayMap(args, function (each) { return '' + each; }), options: options };
    if (args === undefined || args === null)
        return { args: [], options: options };
    if (typeof args !== 'object')
        throw errors.invalidArgType('args', 'of type object', args);
    return { args: [], options: args };
}

function folderOf(cwd) {
    return cwd === undefined || cwd === null ? undefined :
        require('fs_path').checkPath(cwd, 'options.cwd');
}

/* { file, spawnargs, words, env, cwd, uid, gid, flags, options } */
exports.normalize = function normalize(file, args, options) {
    errors.checkString(file, 'file');
    checkText(file, 'file');
    if (file.length === 0)
        throw errors.invalidArgValue('file', file, 'cannot be empty');
    var given = splitArgs(args, options);
    options = given.options;
    if (options === undefined)
        options = {};
    else
        errors.checkObject(options, 'options');
    var result = { file: file, args: given.args, options: options, cwd: folderOf(options.cwd) };
    result.uid = checkId(options, 'uid');
    result.gid = checkId(options, 'gid');
    checkOptions(options);
    if (options.shell)
        throughShell(result, options.shell);
    result.spawnargs = p.arrayConcat(
        [typeof options.argv0 === 'string' ? options.argv0 : result.file], result.args);
    result.words = wordsText(result.spawnargs);
    result.env = environmentOf(options.env);
    result.flags = options.detached ? 1 : 0;
    return result;
};

/* ---------------------------------------------------------------------------- options */

exports.checkTimeout = function checkTimeout(timeout) {
    if (timeout !== undefined && timeout !== null && !(p.isInteger(timeout) && timeout >= 0))
        throw errors.outOfRange('timeout', 'an unsigned integer', timeout);
};

exports.checkMaxBuffer = function checkMaxBuffer(value) {
    if (value !== undefined && value !== null && !(typeof value === 'number' && value >= 0))
        throw errors.outOfRange('options.maxBuffer', 'a positive number', value);
};

function unknownSignal(signal) {
    return errors.coded(p.TypeError, 'ERR_UNKNOWN_SIGNAL', 'Unknown signal: ' + signal);
}

exports.signalNumber = function signalNumber(signal) {
    if (typeof signal === 'number') {
        if (require('signals').nameOf(signal) === null)
            throw unknownSignal(signal);
        return signal;
    }
    var name = p.stringToUpperCase('' + signal);
    if (!p.objectHasOwnProperty(numbers, name))
        throw unknownSignal(signal);
    return numbers[name];
};

exports.killSignal = function killSignal(signal) {
    if (signal === undefined || signal === null)
        return numbers.SIGTERM;
    if (typeof signal !== 'string' && typeof signal !== 'number')
        throw errors.invalidArgType('options.killSignal', 'one of type string or number', signal);
    return exports.signalNumber(signal);
};

/* ------------------------------------------------------------------------------ files */

function fileOf(value, i, isSync) {
    if (value === undefined || value === null)
        return i < 3 ? PIPE : NULL;
    if (value === 'pipe' || value === 'overlapped')
        return PIPE;
    if (value === 'ignore')
        return NULL;
    if (value === 'inherit')
        return i;
    if (value === 'ipc')
        throw isSync ? errors.coded(p.Error, 'ERR_IPC_SYNC_FORK',
            'IPC cannot be used with synchronous forks') :
            leftOut.error("stdio: 'ipc'", 'use pipes');
    if (typeof value === 'number' && value >= 0)
        return value;
    if (typeof value === 'object' && typeof value.fd === 'number')
        return value.fd;
    throw errors.invalidArgValue('stdio', value);
}

/* The list of native `spawn`: a descriptor of ours, PIPE or NULL for each. */
exports.stdioOf = function stdioOf(stdio, isSync) {
    if (stdio === undefined || stdio === null)
        stdio = 'pipe';
    if (typeof stdio === 'string') {
        if (stdio !== 'pipe' && stdio !== 'ignore' && stdio !== 'inherit' && stdio !== 'overlapped')
            throw errors.invalidArgValue('stdio', stdio);
        stdio = [stdio, stdio, stdio];
    }
    if (!p.isArray(stdio))
        throw errors.invalidArgValue('stdio', stdio);
    stdio = p.arraySlice(stdio);
    while (stdio.length < 3)
        p.arrayPush(stdio, undefined);
    return p.arrayMap(stdio, function (value, i) { return fileOf(value, i, isSync); });
};

/* Starts it: { pid, exit, pipes } with the descriptors, or a number below 0. */
exports.start = function start(what, stdio) {
    var out = new p.Int32Array(stdio.length + 2);
    var error = sys.spawn(out, what.file, what.words, what.env, what.cwd, stdio, what.flags,
        what.uid, what.gid);
    if (error !== 0)
        return -error;
    var pipes = [];
    for (var i = 0; i < stdio.length; i++)
        p.arrayPush(pipes, out[i + 2]);
    return { pid: out[0], exit: out[1], pipes: pipes };
};

/* As "spawn ls ENOENT". */
exports.spawnError = function spawnError(number, syscall, what) {
    var err = require('pipes').systemError(number, syscall + ' ' + what.file);
    err.path = what.file;
    err.spawnargs = p.arraySlice(what.spawnargs, 1);
    return err;
};
