/* SPDX-License-Identifier: MIT
 * readline.js - the readline module: lines of a stream, questions to a person.  Editing a line is
 * the terminal's own business. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var EventEmitter = require('events');
var leftOut = require('left_out');
var nextTick = require('ticks').nextTick;

function Interface(input, output, completer, terminal) {
    p.apply(EventEmitter, this, []);
    var options = input && input.input !== undefined ? input : { input: input, output: output };
    if (!options.input || typeof options.input.on !== 'function')
        throw errors.invalidArgType('input', 'an instance of Stream', options.input);
    this.input = options.input;
    this.output = options.output;
    this.terminal = false;
    this.line = '';
    this.closed = false;
    p.defineHidden(this, '_prompt', options.prompt === undefined ? '> ' : options.prompt);
    p.defineHidden(this, '_rest', '');
    p.defineHidden(this, '_afterReturn', false);
    p.defineHidden(this, '_asked', undefined);
    p.defineHidden(this, '_waiting', []); /* lines that came while it was paused */
    p.defineHidden(this, '_paused', false);
    listen(this);
}
Interface.prototype = p.create(EventEmitter.prototype);
p.defineHidden(Interface.prototype, 'constructor', Interface);

function listen(rl) {
    var StringDecoder = require('string_decoder').StringDecoder;
    var decoder = new StringDecoder('utf8');
    p.defineHidden(rl, '_onData', function (chunk) {
        takeText(rl, typeof chunk === 'string' ? chunk : decoder.write(chunk));
    });
    p.defineHidden(rl, '_onEnd', function () {
        takeText(rl, decoder.end());
        if (rl._rest !== '' && !rl.closed)
            takeLine(rl, rl._rest);
        rl._rest = '';
        rl.close();
    });
    rl.input.on('end', rl._onEnd);
    rl.input.on('data', rl._onData);
}

/* "\r\n" is one end of a line, also if it comes in two pieces. */
function takeText(rl, text) {
    if (rl._afterReturn && text[0] === '\n')
        text = p.stringSlice(text, 1);
    if (text === '')
        return;
    rl._afterReturn = p.stringEndsWith(text, '\r');
    var lines = p.stringSplit(rl._rest + text, /\r\n|\n|\r/);
    rl._rest = p.arrayPop(lines);
    for (var i = 0; i < lines.length && !rl.closed; i++)
        takeLine(rl, lines[i]);
}

function takeLine(rl, line) {
    if (rl._paused) {
        p.arrayPush(rl._waiting, line);
        return;
    }
    var asked = rl._asked;
    rl._asked = undefined;
    if (asked !== undefined)
        asked(line);
    else
        rl.emit('line', line);
}

function write(rl, text) {
    if (rl.output)
        rl.output.write(text);
}

Interface.prototype.setPrompt = function setPrompt(text) {
    this._prompt = '' + text;
};

Interface.prototype.getPrompt = function getPrompt() {
    return this._prompt;
};

Interface.prototype.prompt = function prompt() {
    if (this._paused)
        this.resume();
    write(this, this._prompt);
};

Interface.prototype.question = function question(query, options, callback) {
    if (typeof options === 'function')
        callback = options;
    if (this.closed)
        throw errors.coded(p.Error, 'ERR_USE_AFTER_CLOSE', 'readline was closed');
    if (typeof callback !== 'function')
        return;
    if (this._asked !== undefined) {
        this.prompt();
        return;
    }
    write(this, '' + query);
    this._asked = callback;
    if (this._paused)
        this.resume();
};

/* For util.promisify(). */
p.defineHidden(Interface.prototype.question, p.symbolFor('nodejs.util.promisify.custom'),
    function question(query) {
        var rl = this;
        return new globalThis.Promise(function (resolve) { rl.question(query, resolve); });
    });

Interface.prototype.pause = function pause() {
    if (this._paused)
        return this;
    this._paused = true;
    this.input.pause();
    this.emit('pause');
    return this;
};

Interface.prototype.resume = function resume() {
    if (!this._paused)
        return this;
    this._paused = false;
    while (this._waiting.length > 0 && !this._paused && !this.closed)
        takeLine(this, p.arraySplice(this._waiting, 0, 1)[0]);
    this.input.resume();
    this.emit('resume');
    return this;
};

Interface.prototype.write = function writeText(text) {
    if (typeof text === 'string')
        takeText(this, text);
};

Interface.prototype.close = function close() {
    if (this.closed)
        return;
    this.pause();
    this.closed = true;
    this.input.removeListener('data', this._onData);
    this.input.removeListener('end', this._onEnd);
    this.emit('close');
};

leftOut.add(Interface.prototype, 'readline.Interface', 'getCursorPos',
    'the terminal edits the line');

exports.Interface = Interface;
exports.createInterface = function createInterface(input, output, completer, terminal) {
    return new Interface(input, output, completer, terminal);
};

/* ------------------------------------------------------------------------------- cursor */

function send(stream, text, callback) {
    if (callback !== undefined)
        errors.checkFunction(callback, 'callback');
    if (stream === null || stream === undefined) {
        if (callback !== undefined)
            nextTick(callback, null);
        return true;
    }
    return stream.write(text, callback);
}

exports.clearLine = function clearLine(stream, direction, callback) {
    return send(stream, '\x1b[' + (direction < 0 ? '1' : direction > 0 ? '0' : '2') + 'K', callback);
};

exports.clearScreenDown = function clearScreenDown(stream, callback) {
    return send(stream, '\x1b[0J', callback);
};

exports.cursorTo = function cursorTo(stream, x, y, callback) {
    if (typeof y === 'function') {
        callback = y;
        y = undefined;
    }
    if (typeof x !== 'number')
        throw errors.invalidArgType('x', 'of type number', x);
    return send(stream, typeof y === 'number' ? '\x1b[' + (y + 1) + ';' + (x + 1) + 'H' :
        '\x1b[' + (x + 1) + 'G', callback);
};

function step(count, back, forth) {
    return count === 0 ? '' : '\x1b[' + (count < 0 ? -count + back : count + forth);
}

exports.moveCursor = function moveCursor(stream, dx, dy, callback) {
    return send(stream, step(dx, 'D', 'C') + step(dy, 'A', 'B'), callback);
};

leftOut.add(exports, 'readline', 'emitKeypressEvents', "use process.stdin.on('data')");
