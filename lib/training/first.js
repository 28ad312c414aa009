/* SPDX-License-Identifier: MIT
 * first.js - what nearly all short scripts do: what it uses lies before what main.js uses. */
'use strict';

var text = 'a line of text';
var words = text.split(' ');

console.log('hello');
console.log(words.length, text.slice(2).indexOf('text') >= 0);
console.log(words.map(function (word) { return word + '!'; }).join(', '));
if (process.argv.length > 2)
    console.log(process.argv[2]);
