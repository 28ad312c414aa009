/* SPDX-License-Identifier: MIT
 * task.js - when core-js judges a promise that was rejected: when nothing else is to run first. */
'use strict';

exports.set = require('rejections').defer;
