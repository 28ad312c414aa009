// SPDX-License-Identifier: MIT
// Standard input as a stream.
var text = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', function (chunk) { text += chunk; });
process.stdin.on('end', function () { console.log(JSON.stringify(text)); });
