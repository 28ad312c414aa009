/* SPDX-License-Identifier: MIT
 * microtask.js - the runtime's queue, for reactions of promises. */
'use strict';

module.exports = require('ticks').enqueueMicrotask;
