/* SPDX-License-Identifier: MIT
 * module.js - what main.js requires. */
'use strict';

var path = require('path');

exports.double = function double(x) { return x * 2; };
exports.name = path.basename(__filename, path.extname(__filename));
