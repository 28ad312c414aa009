// SPDX-License-Identifier: MIT
//
// What the test library and the specifications expect of a browser.
var window = this, setTimeout = function (f) { f(); return 1; }, clearTimeout = function () {};
var setInterval = setTimeout, clearInterval = clearTimeout;
