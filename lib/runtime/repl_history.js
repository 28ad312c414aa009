/* SPDX-License-Identifier: MIT
 * repl_history.js - lines of earlier sessions, in a file that only its owner can read. */
'use strict';

var p = require('primordials');
var fs = require('fs');
var path = require('path');

var MOST = 1000; /* lines that are kept */
var LONGEST = 10000;

/* JSRUN_HISTORY, where an empty one means none; without it a file among the user's state. */
function fileName(env) {
    if (env.JSRUN_HISTORY !== undefined)
        return env.JSRUN_HISTORY;
    var folder = env.XDG_STATE_HOME;
    if (folder === undefined || !path.isAbsolute(folder))
        folder = env.HOME ? path.join(env.HOME, '.local/state') : '';
    if (folder === '')
        return '';
    folder = path.join(folder, 'jsrun');
    fs.mkdirSync(folder, { recursive: true, mode: 448 /* 0700 */ });
    return path.join(folder, 'history');
}

/* Shortens the file; whoever reads it sees the old one or the new one. */
function rewrite(file, lines) {
    var real = fs.realpathSync(file);
    var fresh = real + '.' + sys.pid();
    fs.writeFileSync(fresh, p.arrayJoin(lines, '\n') + '\n', { mode: 384 /* 0600 */ });
    fs.renameSync(fresh, real);
}

function load(file) {
    if (!fs.existsSync(file))
        return [];
    var stats = fs.statSync(file);
    if (!stats.isFile())
        return [];
    if ((stats.mode & 63) !== 0)
        fs.chmodSync(file, 384 /* 0600 */);
    var lines = p.arrayFilter(p.stringSplit(fs.readFileSync(file, 'utf8'), '\n'),
        function (line) { return line !== ''; });
    if (lines.length <= MOST)
        return lines;
    lines = p.arraySlice(lines, -MOST);
    rewrite(file, lines);
    return lines;
}

/* { lines, add(line) }.  `warn` is told once why there is no history. */
exports.open = function open(env, warn) {
    var history = { lines: [], add: function () {} };
    var file;
    function fail(err) {
        warn('the history is not kept: ' + err.message);
        history.add = function () {};
    }
    try {
        file = fileName(env);
        history.lines = file === '' ? [] : load(file);
    } catch (err) {
        fail(err);
        return history;
    }
    if (file === '')
        return history;
    var last = history.lines[history.lines.length - 1];
    history.add = function add(line) {
        if (line === last || line === '' || line.length > LONGEST)
            return;
        last = line;
        try {
            fs.appendFileSync(file, line + '\n', { mode: 384 /* 0600 */ });
        } catch (err) {
            fail(err);
        }
    };
    return history;
};
