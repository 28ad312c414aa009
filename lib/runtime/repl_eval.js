/* SPDX-License-Identifier: MIT
 * repl_eval.js - compiling what was typed into a session, and how results and errors look. */
'use strict';

var p = require('primordials');
var inspect = require('inspect').inspect;

/* What no program has: where the engine gets to it, it has found no error before. */
var SENTINEL = '\n@';

function tryCompile(source, name) {
    try {
        return { run: sys.compileScript(source, name) };
    } catch (err) {
        return { error: err };
    }
}

function lineCount(text) {
    return p.stringSplit(text, '\n').length;
}

/* Brackets in strings, comments and regular expressions do not count. */
var quoted = new p.RegExp('"(?:[^"\\\\\\n]|\\\\[\\s\\S])*"|\'(?:[^\'\\\\\\n]|\\\\[\\s\\S])*\'|' +
    '//.*|/\\*[\\s\\S]*?\\*/|' +
    '([(,=:[!&|?{};]\\s*)/(?!\\*)(?:[^/\\\\\\n[]|\\\\.|\\[(?:[^\\]\\\\\\n]|\\\\.)*\\])+/', 'g');

/* The engine reads one token ahead, so it comes to the end also past a bracket that closes
 * nothing. */
function hasStrayBracket(code) {
    var open = [];
    var bare = p.stringReplace(code, quoted, '$1');
    for (var i = 0; i < bare.length; i++) {
        var kind = p.stringIndexOf('([{)]}', bare[i]);
        if (kind >= 3 && p.arrayPop(open) !== kind - 3)
            return true;
        if (kind >= 0 && kind < 3)
            p.arrayPush(open, kind);
    }
    return false;
}

/* Whether code that does not compile may do so with more lines. */
function needsMore(code, err) {
    if (!p.isError(err) || p.regexpTest(/^invalid (?:return|label)/, '' + err.message) ||
        hasStrayBracket(code))
        return false;
    var tried = tryCompile(code + SENTINEL, 'REPL');
    var message = tried.error === undefined ? '' : '' + tried.error.message;
    if (p.regexpTest(/^unterminated (?:comment|string) .*end of input/, message))
        return true;
    return message === 'invalid token (line ' + lineCount(code + SENTINEL) + ')';
}

/* { run: a function }, { error } or { isPartial: true }.  What begins with a brace is an object
 * if it can be one, as in node. */
exports.compile = function compile(code, name) {
    if (p.regexpTest(/^\s*\{/, code) && !p.regexpTest(/;\s*$/, code)) {
        var wrapped = tryCompile('(' + code + '\n)', name);
        if (wrapped.run !== undefined)
            return wrapped;
    }
    var compiled = tryCompile(code, name);
    if (compiled.run === undefined && needsMore(code, compiled.error))
        return { isPartial: true };
    return compiled;
};

/* Syntax that people try, and that the engine does not have. */
var newer = [
    [/\b(?:let|class)\s+[\w$[{]/, 'let and class'], [/=>/, 'arrow functions'],
    [/`/, 'template literals'], [/\basync\s+function|\bawait\s/, 'async functions'],
    [/^\s*(?:import|export)\b/, 'import or export: use require()'],
    [/\bfunction\s*\*/, 'generators'], [/\.\.\.\s*[\w$[(]/, 'spread or rest'],
    [/\bfor\s*\([^;)]*\sof\s/, 'for-of'], [/\?\.[\w$[(]|\?\?/, '?. or ??']
];

/* A line for who typed it, or ''. */
exports.hint = function hint(code) {
    for (var i = 0; i < newer.length; i++)
        if (p.regexpTest(newer[i][0], code))
            return '\njsrun runs ES5.1 with some of ES2015 and has no ' + newer[i][1];
    return '';
};

/* With a native function that such a frame has called. */
var innerFrames = new p.RegExp('(?:\\n +at \\w+ \\(\\)(?: \\w+)*)?' +
    '\\n +at [^\\n]*\\((?:jsboot:\\w+|duk_\\w+\\.c):\\d+\\)(?: \\w+)*', 'g');

/* A value as it is shown: without the runtime's own frames in the stacks of errors. */
exports.valueText = function valueText(value, options) {
    return p.stringReplace(inspect(value, options), innerFrames, '');
};

/* Frames of the session itself and of the engine are of no interest. */
function isOwnFrame(line) {
    return p.regexpTest(/^ +at (?:eval|global|\[anon\]) \(REPL\d+:\d+\)/, line) ||
        p.regexpTest(/^ +at .*\(duk_\w+\.c:/, line) || line === '    [...]';
}

function isRuntimeFrame(line) {
    return p.regexpTest(/^ +at .*\(jsboot:(?:repl\w*|loop|poll|timers|ticks|pipes):/, line);
}

/* The error as it was thrown, but with the frames that are the program's only. */
function trimStack(err, isCompiled) {
    var lines = p.stringSplit('' + err.stack, '\n');
    var kept = [];
    for (var i = 0; i < lines.length && !isRuntimeFrame(lines[i]); i++)
        if (!isOwnFrame(lines[i]) && !(isCompiled && p.regexpTest(/^ +at /, lines[i])))
            p.arrayPush(kept, p.stringReplace(lines[i], /^( +at .*\)) .*$/, '$1'));
    if (p.getOwnPropertyDescriptor(err, 'stack') === undefined)
        p.defineHidden(err, 'stack', p.arrayJoin(kept, '\n'));
}

/* `isCompiled`: the error is the compiler's, and no frame of it is of interest. */
exports.errorText = function errorText(value, isCompiled, options) {
    if (p.isError(value))
        try {
            trimStack(value, isCompiled);
        } catch (err) { /* one that cannot be changed is shown as it is */
        }
    var text = exports.valueText(value, options);
    if (p.isError(value) && text[0] === '[' && text[text.length - 1] === ']')
        text = p.stringSlice(text, 1, -1);
    return 'Uncaught ' + text;
};
