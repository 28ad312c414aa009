/* SPDX-License-Identifier: MIT
 * warning.js - one line on standard error about something that is not an error. */
'use strict';

exports.warn = function warn(name, message) {
    sys.writeErr('(jsrun:' + sys.pid() + ') ' + name + ': ' + message + '\n');
};
