/* SPDX-License-Identifier: MIT
 * sh.js - the module jsrun:sh: what shell scripts do all day, in few words.
 *
 * Programs are run with words, not with a text that a shell reads, unless the function itself is
 * called.  A program that fails is an error which names it. */
'use strict';

var p = require('primordials');
var childSync = require('child_sync');
var errors = require('errors');
var fs = require('fs');
var path = require('path');
var process = require('process').object;

var MAX_OUTPUT = 1073741824;

/* -------------------------------------------------------------------------------- words */

/* A word as a shell has to be given it. */
function quoteWord(word) {
    word = '' + word;
    return p.regexpTest(/^[A-Za-z0-9_\/:=.,@%+-]+$/, word) ? word :
        "'" + p.stringReplace(word, /'/g, "'\\''") + "'";
}

function quote() {
    var words = p.arraySlice(arguments);
    if (words.length === 1 && p.isArray(words[0]))
        words = words[0];
    return p.arrayJoin(p.arrayMap(words, quoteWord), ' ');
}

/* (word, word..., options?), the words also as lists: { words, options } */
function readArguments(given) {
    var words = [];
    var options = {};
    p.arrayForEach(p.arraySlice(given), function (each, i) {
        if (p.isArray(each))
            words = p.arrayConcat(words, p.arrayMap(each, p.String));
        else if (each !== null && typeof each === 'object' && i === given.length - 1)
            options = each;
        else
            p.arrayPush(words, '' + each);
    });
    if (words.length === 0)
        throw errors.invalidArgType('command', 'of type string', undefined);
    return { words: words, options: options };
}

/* ----------------------------------------------------------------------------- programs */

function reasonOf(result) {
    if (!result.error)
        return result.signal ? 'ended by ' + result.signal : 'exit code ' + result.status;
    if (result.error.code === 'ETIMEDOUT')
        return 'out of time';
    return result.error.code === 'ENOENT' ? 'not found' : result.error.message;
}

function failure(shown, result) {
    var err = new p.Error(shown + ': ' + reasonOf(result));
    err.code = result.error ? result.error.code : 'ERR_COMMAND_FAILED';
    err.command = shown;
    err.status = result.status;
    err.signal = result.signal;
    err.stdout = result.stdout;
    err.stderr = result.stderr;
    return err;
}

function trimEnd(text) {
    return typeof text === 'string' ? p.stringReplace(text, /\n$/, '') : text;
}

function start(words, options, capture) {
    var settings = p.assign({ encoding: 'utf8', maxBuffer: MAX_OUTPUT,
        stdio: ['inherit', capture ? 'pipe' : 'inherit', 'inherit'] }, options);
    return childSync.spawnSync(words[0], p.arraySlice(words, 1), settings);
}

function check(shown, result) {
    if (result.error !== undefined || result.status !== 0)
        throw failure(shown, result);
    return result;
}

/* Runs a program with our input and output. */
function run() {
    var what = readArguments(arguments);
    check(quote(what.words), start(what.words, what.options, false));
}

/* What a program prints, without the end of the last line. */
function capture() {
    var what = readArguments(arguments);
    return trimEnd(check(quote(what.words), start(what.words, what.options, true)).stdout);
}

/* The exit status; a signal is 128 and its number, as in a shell, and 127 no such program. */
function status() {
    var what = readArguments(arguments);
    var result = start(what.words, what.options, false);
    if (result.error !== undefined && result.status === null && result.signal === null)
        return result.error.code === 'ENOENT' ? 127 : 126;
    return result.signal === null ? result.status :
        128 + require('constants').signals[result.signal];
}

/* What a text prints that /bin/sh reads. */
function sh(text, options) {
    errors.checkString(text, 'text');
    var result = start(['/bin/sh', '-c', text], options, true);
    return trimEnd(check(text, result).stdout);
}

/* ------------------------------------------------------------------------------ pipelines */

/* Each program tells its status on a descriptor of its own: a shell knows only the last one. */
function pipeText(commands) {
    return p.arrayJoin(p.arrayMap(commands, function (words, i) {
        return '{ ' + quote(words) + ' 3>&-; echo ' + i + ' $? >&3; }';
    }), ' | ');
}

/* A program that wrote to one which had read enough has not failed. */
function failedStage(commands, text) {
    var lines = p.stringSplit(text || '', '\n');
    for (var i = 0; i < lines.length; i++) {
        var match = p.regexpExec(/^(\d+) (\d+)$/, lines[i]);
        if (match !== null && match[2] !== '0' &&
            !(match[2] === '141' && +match[1] < commands.length - 1))
            return { command: commands[+match[1]], status: +match[2] };
    }
    return undefined;
}

/* pipe([word...], [word...], options?): what the last program prints. */
function pipe() {
    var commands = p.arraySlice(arguments);
    var options = p.isArray(commands[commands.length - 1]) ? {} : p.arrayPop(commands);
    p.arrayForEach(commands, function (words, i) {
        errors.checkArray(words, 'commands[' + i + ']');
    });
    var settings = p.assign({ encoding: 'utf8', maxBuffer: MAX_OUTPUT,
        stdio: ['inherit', 'pipe', 'inherit', 'pipe'] }, options);
    var result = childSync.spawnSync('/bin/sh', ['-c', pipeText(commands)], settings);
    var failed = failedStage(commands, result.output && result.output[3]);
    if (failed !== undefined)
        throw failure(quote(failed.command), { status: failed.status, signal: null,
            error: failed.status === 127 ? { code: 'ENOENT' } : undefined,
            stdout: result.stdout, stderr: result.stderr });
    return trimEnd(check(pipeText(commands), result).stdout);
}

/* -------------------------------------------------------------------------------- files */

/* Path of a program as PATH has it, null if there is none. */
function which(name) {
    errors.checkString(name, 'name');
    var folders = p.stringIncludes(name, '/') ? [''] :
        p.stringSplit(process.env.PATH || '/usr/local/bin:/bin:/usr/bin', ':');
    for (var i = 0; i < folders.length; i++) {
        var file = p.stringIncludes(name, '/') ? name : path.join(folders[i] || '.', name);
        try {
            if (fs.statSync(file).isFile()) {
                fs.accessSync(file, fs.X_OK);
                return file;
            }
        } catch (err) {
            /* the next one */
        }
    }
    return null;
}

/* Changes the folder; with a function, for the time of its call. */
function cd(folder, during) {
    var before = process.cwd();
    process.chdir(folder);
    if (during === undefined)
        return undefined;
    try {
        return during();
    } finally {
        process.chdir(before);
    }
}

/* Without an end of line at the end there is a last line all the same. */
function lines(file) {
    var text = trimEnd(fs.readFileSync(file === undefined ? 0 : file, 'utf8'));
    return text === '' ? [] : p.stringSplit(text, /\r?\n/);
}

/* The next line of standard input, null at its end: byte by byte, as the rest is for others. */
function readLine() {
    var Buffer = require('buffer').Buffer;
    var byte = Buffer.alloc(1);
    var bytes = [];
    while (fs.readSync(0, byte, 0, 1, null) === 1 && byte[0] !== 10)
        p.arrayPush(bytes, byte[0]);
    if (bytes.length === 0 && byte[0] !== 10)
        return null;
    return p.stringReplace(Buffer.from(bytes).toString(), /\r$/, '');
}

/* Asks a person; an empty answer, or none, is the fallback. */
function question(text, fallback) {
    process.stdout.write('' + text);
    var answer = readLine();
    return fallback !== undefined && (answer === null || answer === '') ? fallback : answer;
}

module.exports = p.assign(sh, { run: run, capture: capture, status: status, pipe: pipe,
    quote: quote, which: which, glob: fs.globSync, cd: cd, lines: lines, readLine: readLine,
    question: question });
