/* SPDX-License-Identifier: MIT
 * repl_input.js - where a session's lines come from: standard input as it is, or a helper program
 * that edits lines on the terminal.
 *
 * Both are asked for one line at a time, ask(prompt), and answer by one of the functions of
 * `hear`: line(text), interrupt(had text), end(), and for standard input that cannot be read
 * fail(error). */
'use strict';

var p = require('primordials');
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');
var poll = require('poll');
var process = require('process').object;
var signals = require('signals');
var streams = require('streams');
var timers = require('timers').api;

var HELPER = 'jsboot-line';
var ENDING_MS = 2000;

function decodeLines(stream, take, end) {
    var StringDecoder = require('string_decoder').StringDecoder;
    var decoder = new StringDecoder('utf8');
    var rest = '';
    stream.on('data', function (chunk) {
        var lines = p.stringSplit(rest + decoder.write(chunk), '\n');
        rest = p.arrayPop(lines);
        p.arrayForEach(lines, take);
    });
    stream.on('end', function () {
        rest += decoder.end();
        if (rest !== '')
            take(rest);
        end();
    });
}

/* --------------------------------------------------------------------------- lines as they are */

/* One line a turn of the event loop: what a line has scheduled runs before the next one. */
exports.plain = function plain(hear) {
    var queue = [];
    var at = 0; /* the next one's place */
    var isAsked = false;
    var hasEnded = false;
    var failure; /* what ended it */

    function take() {
        var line = queue[at++];
        if (at === queue.length) {
            queue = [];
            at = 0;
        }
        return line;
    }

    function deliver() {
        if (!isAsked || at === queue.length && !hasEnded)
            return;
        isAsked = false;
        timers.setImmediate(function () {
            if (at < queue.length)
                hear.line(take());
            else if (failure === undefined)
                hear.end();
            else
                hear.fail(failure);
        });
    }

    if (sys.isatty(0)) /* what was typed of the line, the terminal has dropped */
        signals.listen(signals.numberOf('SIGINT'), function () {
            streams.stdout.write('\n');
            hear.interrupt(false);
        });
    decodeLines(streams.stdin, function (line) {
        p.arrayPush(queue, p.stringReplace(line, /\r$/, ''));
        deliver();
    }, function () {
        hasEnded = true;
        deliver();
    });
    streams.stdin.on('error', function (err) {
        hasEnded = true;
        failure = err;
        deliver();
    });
    return {
        ask: function ask(prompt) {
            streams.stdout.write(prompt);
            isAsked = true;
            deliver();
        },
        redraw: function redraw(prompt) {
            streams.stdout.write(prompt);
        }
    };
};

/* ------------------------------------------------------------------------------ the line editor */

/* In the build folder it lies beside jsrun, installed where programs lie that nobody calls by hand. */
exports.findHelper = function findHelper() {
    var folder = path.dirname(process.execPath);
    var places = [path.join(folder, HELPER), path.join(folder, '../libexec/jsboot', HELPER)];
    for (var i = 0; i < places.length; i++)
        if (fs.existsSync(places[i]))
            return places[i];
    return undefined;
};

/* What was printed is out before the helper writes to the terminal. */
function flush() {
    sys.poll(new p.Int32Array(2), 0, 0.001);
}

/* The helper gives the terminal back when its standard input ends. */
function endHelper(child) {
    if (child.exitCode !== null || child.signalCode !== null)
        return;
    child.stdin.destroy();
    sys.poll(poll.pollList([{ fd: child._exitFd, events: poll.IN }]), 1, ENDING_MS);
}

function takeAnswer(hear, send, answer) {
    var text = p.stringSlice(answer, 1);
    if (answer[0] === 'l')
        hear.line(text);
    else if (answer[0] === 'i')
        hear.interrupt(text !== '');
    else if (answer[0] === 'e')
        hear.end();
    else if (answer[0] === 't') {
        var found = hear.complete(text);
        send('c' + p.arrayJoin(p.arrayConcat([found.insert], found.list), '\t'));
    }
}

/* The letters before each text are the protocol, which cmd/line.c explains.  `lost` is called if
 * the helper ends by itself. */
exports.editor = function editor(helper, hear, history, lost) {
    var isLost = false;
    var child = childProcess.spawn(helper, [], { stdio: ['pipe', 'pipe', 'inherit', 0, 1] });
    function send(text) {
        if (!isLost)
            child.stdin.write(text + '\n');
    }
    function lose() {
        if (!isLost)
            timers.setImmediate(lost);
        isLost = true;
    }
    child.on('error', lose);
    child.on('exit', lose);
    child.stdin.on('error', lose);
    decodeLines(child.stdout, function (answer) { takeAnswer(hear, send, answer); }, function () {});
    process.on('exit', function () { endHelper(child); });
    p.arrayForEach(history, function (line) { send('h' + line); });
    return {
        ask: function ask(prompt) {
            flush();
            send('p' + prompt);
        },
        redraw: function redraw() {
            flush();
            send('r');
        }
    };
};
