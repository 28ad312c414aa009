/* SPDX-License-Identifier: MIT
 * inspect_text.js - the small pieces of util.inspect's output: quoted strings, names of
 * properties, widths on a terminal. */
'use strict';

var p = require('primordials');
var charCodeAt = p.stringCharCodeAt;
var includes = p.stringIncludes;
var slice = p.stringSlice;
var test = p.regexpTest;

var plain = /^[ -&(-\[\]-~]*$/; /* nothing to escape between single quotes */
var named = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r', 92: '\\\\' };

function hex(code, digits) {
    var text = p.stringToUpperCase(p.numberToString(code, 16));
    while (text.length < digits)
        text = '0' + text;
    return text;
}

function isSurrogate(code, first) {
    return code >= first && code < first + 0x400;
}

/* How the character at `at` is written between `quote`s; 2 units for a pair. */
function escapeAt(text, at, quote) {
    var code = charCodeAt(text, at);
    if (code === quote)
        return '\\' + slice(text, at, at + 1);
    if (named[code] !== undefined)
        return named[code];
    if (code < 0x20 || (code >= 0x7F && code < 0xA0))
        return '\\x' + hex(code, 2);
    if (isSurrogate(code, 0xD800) && isSurrogate(charCodeAt(text, at + 1), 0xDC00))
        return slice(text, at, at + 2);
    if (code >= 0xD800 && code <= 0xDFFF)
        return '\\u' + p.numberToString(code, 16);
    return slice(text, at, at + 1);
}

function pickQuote(text) {
    if (!includes(text, "'"))
        return "'";
    if (!includes(text, '"'))
        return '"';
    return includes(text, '`') || includes(text, '${') ? "'" : '`';
}

exports.quote = function quote(text) {
    if (test(plain, text))
        return "'" + text + "'";
    var mark = pickQuote(text);
    var out = mark;
    for (var i = 0; i < text.length;) {
        var piece = escapeAt(text, i, charCodeAt(mark, 0));
        i += piece.length === 2 && charCodeAt(piece, 0) >= 0xD800 ? 2 : 1;
        out += piece;
    }
    return out + mark;
};

/* As the name of a property, a symbol's text has what would break the line escaped. */
exports.symbolText = function symbolText(symbol) {
    return p.stringReplace(p.symbolToString(symbol), /[\x00-\x1f\x7f-\x9f\\']/g, function (c) {
        var code = charCodeAt(c, 0);
        return code === 39 ? "\\'" : escapeAt(c, 0, 0);
    });
};

exports.isIdentifier = function isIdentifier(key) {
    return test(/^[a-zA-Z_][a-zA-Z_0-9]*$/, key);
};

exports.isIndex = function isIndex(key) {
    return test(/^(?:0|[1-9][0-9]{0,9})$/, key) && +key < 4294967295;
};

/* ----------------------------------------------------------------------------- width */

function isWide(code) {
    return (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
        (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
        (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF01 && code <= 0xFF60) ||
        (code >= 0xFFE0 && code <= 0xFFE6);
}

function isZeroWidth(code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x300 && code <= 0x36F) ||
        (code >= 0x200B && code <= 0x200F) || (code >= 0x20D0 && code <= 0x20FF) ||
        (code >= 0xFE00 && code <= 0xFE0F);
}

function unitWidth(code) {
    if (isZeroWidth(code))
        return 0;
    /* Each half of a pair counts 1: the characters beyond U+FFFF are mostly emoji. */
    return isWide(code) ? 2 : 1;
}

exports.stripColors = function stripColors(text) {
    return includes(text, '\x1b') ? p.stringReplace(text, /\x1b\[[0-9;]*[A-Za-z]/g, '') : text;
};

/* Columns that the text takes on a terminal. */
exports.width = function width(text) {
    if (test(/^[ -~]*$/, text))
        return text.length;
    var total = 0;
    for (var i = 0; i < text.length; i++)
        total += unitWidth(charCodeAt(text, i));
    return total;
};

exports.padEnd = function padEnd(text, length) {
    return text.length < length ? text + p.stringRepeat(' ', length - text.length) : text;
};

exports.padStart = function padStart(text, length) {
    return text.length < length ? p.stringRepeat(' ', length - text.length) + text : text;
};
