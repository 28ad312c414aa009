/* SPDX-License-Identifier: MIT
 * environment.js - rejections that nobody handles are reported as node does. */
'use strict';

module.exports = 'NODE';
