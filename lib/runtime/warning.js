/* SPDX-License-Identifier: MIT
 * warning.js - one line on standard error about something that is not an error, and the event
 * 'warning' of process. */
'use strict';

var p = require('primordials');
var nextTick = require('ticks').nextTick;

/* `warning` is the error to tell listeners of; made of the other two if there is none. */
exports.warn = function warn(name, message, code, warning) {
    var process = require('process').object;
    sys.writeErr('(jsrun:' + sys.pid() + ') ' + (code ? '[' + code + '] ' : '') + name + ': ' +
        message + '\n');
    nextTick(function () {
        if (process.listenerCount('warning') === 0)
            return;
        if (warning === undefined) {
            warning = new p.Error(message);
            warning.name = name;
        }
        if (code)
            warning.code = code;
        process.emit('warning', warning);
    });
};
