// SPDX-License-Identifier: MIT
//
// What the suite expects of a shell.
var alert = null, performance = undefined;
