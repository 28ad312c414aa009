/* SPDX-License-Identifier: MIT
 * shared-store.js - what modules of core-js share.  Not on the global object: a program that
 * brings a core-js of its own is to have its own. */
'use strict';

module.exports = {};
