/* SPDX-License-Identifier: MIT
 * v8.js - the v8 module, as far as this engine has what it describes. */
'use strict';

exports.startupSnapshot = require('v8_snapshot').api;
