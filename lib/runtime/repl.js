/* SPDX-License-Identifier: MIT
 * repl.js - a session: what is typed is run, and its value shown. */
'use strict';

var p = require('primordials');
var childProcess = require('child_process');
var completion = require('repl_complete');
var errors = require('errors');
var evaluation = require('repl_eval');
var fs = require('fs');
var historyFile = require('repl_history');
var inputs = require('repl_input');
var process = require('process');
var streams = require('streams');

var TO_LEAVE = '(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n';

var input;
var history;
var typed = ''; /* lines of an input that is not complete */
var session = []; /* inputs, for .save */
var count = 0;
var hasInterrupted = false;
var colors = false;

function say(text) {
    streams.stdout.write(text);
}

function warn(message) {
    streams.stderr.write('jsrun: ' + message + '\n');
}

function prompt() {
    return typed === '' ? '> ' : '... ';
}

function ask() {
    input.ask(prompt());
}

/* --------------------------------------------------------------------------- _ and _error */

/* Follows what is shown until the program gives the name a value of its own. */
function addLast(name) {
    var last = { value: undefined, isOn: true };
    if (p.objectHasOwnProperty(globalThis, name))
        return { isOn: false };
    p.defineGetter(globalThis, name, function get() {
        return last.value;
    }, function set(value) {
        last.isOn = false;
        p.defineValue(globalThis, name, value);
        say('Expression assignment to ' + name + ' now disabled.\n');
    });
    p.defineProperty(globalThis, name, { enumerable: false });
    return last;
}

var lastValue;
var lastError;

/* ------------------------------------------------------------------------------- results */

function inspectOptions() {
    return { colors: colors, showProxy: true };
}

/* Whatever the value does when it is looked at: the session goes on. */
function show(makeText) {
    var text;
    try {
        text = makeText();
    } catch (err) {
        text = 'Uncaught ' + (p.isError(err) ? err.message : p.String(err)) + ' (while it was shown)';
    }
    say(text + '\n');
}

function showError(err, code) {
    if (lastError.isOn)
        lastError.value = err;
    show(function () {
        return evaluation.errorText(err, code !== undefined, inspectOptions()) +
            (code === undefined ? '' : evaluation.hint(code));
    });
}

function showValue(value) {
    if (lastValue.isOn)
        lastValue.value = value;
    show(function () { return evaluation.valueText(value, inspectOptions()); });
}

/* Ctrl-C stops it, whatever it catches. */
function run(compiled) {
    var result = { value: undefined, error: undefined, hasThrown: false, isInterrupted: false };
    sys.interruptible(true);
    try {
        result.value = p.apply(compiled, globalThis, []);
    } catch (err) {
        result.error = err;
        result.hasThrown = true;
    }
    result.isInterrupted = sys.interruptible(false);
    return result;
}

/* What throws is not saved.  False if the code is not complete. */
function evaluate(code) {
    var compiled = evaluation.compile(code, 'REPL' + (count + 1));
    if (compiled.isPartial)
        return false;
    count++;
    if (compiled.run === undefined) {
        showError(compiled.error, code);
        return true;
    }
    var result = run(compiled.run);
    if (result.isInterrupted) {
        showError(errors.coded(p.Error, 'ERR_SCRIPT_EXECUTION_INTERRUPTED',
            'Script execution was interrupted by `SIGINT`'), '');
    } else if (result.hasThrown) {
        showError(result.error);
    } else {
        p.arrayPush(session, code);
        showValue(result.value);
    }
    return true;
}

/* ------------------------------------------------------------------------------ commands */

var commands = p.create(null);

function addCommand(name, help, run) {
    commands[name] = { help: help, run: run };
}

addCommand('break', 'Sometimes you get stuck, this gets you out', function () { typed = ''; });
addCommand('clear', 'Alias for .break', function () { typed = ''; });
addCommand('exit', 'Exit the REPL', function () { process.object.exit(); });

addCommand('help', 'Print this help message', function () {
    p.arrayForEach(p.keys(commands), function (name) {
        say('.' + name + p.stringRepeat(' ', 8 - name.length) + commands[name].help + '\n');
    });
    say('\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL\n');
});

addCommand('load', 'Load JS from a file into the REPL session', function (file) {
    try {
        var code = fs.readFileSync(file, 'utf8');
    } catch (err) {
        say('Failed to load: ' + (file === '' ? '.load needs a file name' : err.message) + '\n');
        return;
    }
    code = p.stringReplace(p.stringReplace(code, /^(?:\ufeff)?(?:#!.*)?/, ''), /\n$/, '');
    if (!evaluate(code)) {
        count++;
        say('Failed to load: ' + file + ' ends too early\n');
    }
});

addCommand('save', 'Save all evaluated commands in this REPL session to a file', function (file) {
    try {
        fs.writeFileSync(file, p.arrayJoin(session, '\n') + '\n');
        say('Session saved to: ' + file + '\n');
    } catch (err) {
        say('Failed to save: ' + (file === '' ? '.save needs a file name' : err.message) + '\n');
    }
});

/* True if the line was a command. */
function runCommand(line) {
    var words = p.regexpExec(/^\s*\.([A-Za-z]+)\s*(.*?)\s*$/, line);
    if (words === null)
        return false;
    var command = commands[words[1]];
    if (command === undefined && typed !== '')
        return false; /* a call of a method may go on in the next line */
    if (command === undefined)
        say('Invalid REPL keyword\n');
    else
        command.run(words[2]);
    return true;
}

/* -------------------------------------------------------------------------------- input */

var hear = {
    line: function line(text) {
        hasInterrupted = false;
        history.add(text);
        if (!runCommand(text)) {
            typed = typed === '' ? text : typed + '\n' + text;
            if (p.regexpTest(/^\s*$/, typed)) {
                typed = '';
            } else if (evaluate(typed)) {
                typed = '';
            }
        }
        ask();
    },
    interrupt: function interrupt(hadText) {
        if (hasInterrupted && typed === '' && !hadText)
            process.object.exit();
        hasInterrupted = typed === '' && !hadText;
        if (hasInterrupted)
            say(TO_LEAVE);
        typed = '';
        ask();
    },
    end: function end() {
        process.object.exit();
    },
    fail: function fail(err) {
        warn('standard input: cannot read: ' + sys.errnoText(-err.errno)[1]);
        process.object.exit(1);
    },
    complete: function complete(text) {
        return completion.complete(text, p.keys(commands));
    }
};

function usePlain() {
    input = inputs.plain(hear);
    ask();
}

function useEditor() {
    var helper = inputs.findHelper();
    if (helper === undefined)
        warn('jsboot-line is not where it was installed: lines are read without editing and history');
    if (helper === undefined || process.object.env.TERM === 'dumb') {
        usePlain();
        return;
    }
    var ids = sys.ids();
    if (ids[0] === ids[1] && ids[2] === ids[3]) /* not with the rights of another user */
        history = historyFile.open(process.object.env, warn);
    input = inputs.editor(helper, hear, history.lines, function () {
        childProcess.spawnSync('stty', ['sane'], { stdio: 'inherit' });
        warn('jsboot-line has ended: lines are read without editing and history');
        usePlain();
    });
    ask();
}

/* ----------------------------------------------------------------------------- the start */

/* As node: modules are there without require(). */
function addModules(loader) {
    p.arrayForEach(loader.moduleNames(), function (name) {
        if (!p.regexpTest(/^\w+$/, name) || name in globalThis)
            return;
        p.defineLive(globalThis, name, function () { return loader.programRequire(name); });
        p.defineProperty(globalThis, name, { enumerable: false });
    });
}

/* The program itself runs before the first line is asked for; its errors are shown like those of
 * lines, also of those that come later. */
exports.start = function start(hooks, loader) {
    var isTerminal = sys.isatty(0) && sys.isatty(1);
    history = { lines: [], add: function () {} };
    colors = isTerminal && streams.stdout.hasColors();
    loader.evalContext();
    delete globalThis.__filename;
    delete globalThis.__dirname;
    addModules(loader);
    lastValue = addLast('_');
    lastError = addLast('_error');
    hooks.uncaught = function uncaught(err) {
        if (!process.uncaught(err)) {
            showError(err);
            if (input !== undefined)
                input.redraw(prompt());
        }
        return true;
    };
    say('Welcome to jsrun v' + sys.version() + '.\nType ".help" for more information.\n');
    require('timers').api.setImmediate(isTerminal ? useEditor : usePlain);
};
