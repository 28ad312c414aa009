/* SPDX-License-Identifier: MIT
 * promise.js - the constructor of promises, which tells the runtime of rejections. */
'use strict';

var process = globalThis.process;

/* core-js reports to what `process` is while it loads. */
globalThis.process = require('rejections').reporter;
require('./modules/es.promise.constructor');
globalThis.process = process;
