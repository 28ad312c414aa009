/* SPDX-License-Identifier: MIT
 * url_host.js - hosts of URLs, as the URL Standard of WHATWG has them: names, IPv4, IPv6.
 *
 * Names that are not ASCII become Punycode (RFC 3492) in lower case; what else of UTS 46 there
 * is, tables of characters, is left out.  Functions answer undefined for what is no host. */
'use strict';

var p = require('primordials');
var querystring = require('querystring');

/* ---------------------------------------------------------------------------- Punycode */

function codePoints(text) {
    var list = [];
    for (var i = 0; i < text.length; i++) {
        var c = p.stringCharCodeAt(text, i);
        var low = p.stringCharCodeAt(text, i + 1);
        if (c >= 0xD800 && c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c & 1023) << 10) + (low & 1023);
            i++;
        }
        p.arrayPush(list, c);
    }
    return list;
}

function fromCodePoint(c) {
    return c < 0x10000 ? p.stringFromCharCode(c) :
        p.stringFromCharCode(0xD800 + ((c - 0x10000) >> 10), 0xDC00 + (c & 1023));
}

function adapt(delta, count, isFirst) {
    var k = 0;
    delta = isFirst ? p.floor(delta / 700) : delta >> 1;
    delta += p.floor(delta / count);
    for (; delta > 455; k += 36)
        delta = p.floor(delta / 35);
    return k + p.floor(36 * delta / (delta + 38));
}

function digitOf(value) {
    return p.stringFromCharCode(value < 26 ? value + 97 : value + 22);
}

function threshold(k, bias) {
    return k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
}

/* A number of variable length. */
function encodeDelta(delta, bias) {
    var out = '';
    for (var k = 36; ; k += 36) {
        var t = threshold(k, bias);
        if (delta < t)
            return out + digitOf(delta);
        out += digitOf(t + (delta - t) % (36 - t));
        delta = p.floor((delta - t) / (36 - t));
    }
}

function nextCode(points, from) {
    return p.arrayReduce(points, function (least, c) {
        return c >= from && c < least ? c : least;
    }, Infinity);
}

function encodeLabel(label) {
    var points = codePoints(label);
    var plain = p.arrayFilter(points, function (c) { return c < 128; });
    var out = p.arrayJoin(p.arrayMap(plain, fromCodePoint), '') + (plain.length > 0 ? '-' : '');
    var done = plain.length;
    for (var n = 128, delta = 0, bias = 72; done < points.length; delta++, n++) {
        var next = nextCode(points, n);
        delta += (next - n) * (done + 1);
        n = next;
        for (var i = 0; i < points.length; i++) {
            if (points[i] < n)
                delta++;
            if (points[i] !== n)
                continue;
            out += encodeDelta(delta, bias);
            bias = adapt(delta, done + 1, done === plain.length);
            delta = 0;
            done++;
        }
    }
    return 'xn--' + out;
}

function insertCode(state, digits) {
    var old = state.i;
    for (var weight = 1, k = 36; ; k += 36) {
        var c = p.stringCharCodeAt(digits, state.at++);
        var value = c >= 48 && c < 58 ? c - 22 : c >= 97 && c < 123 ? c - 97 : -1;
        if (value < 0)
            return false;
        state.i += value * weight;
        var t = threshold(k, state.bias);
        if (value < t)
            break;
        weight *= 36 - t;
    }
    var count = state.points.length + 1;
    state.bias = adapt(state.i - old, count, old === 0);
    state.n += p.floor(state.i / count);
    state.i %= count;
    p.arraySplice(state.points, state.i++, 0, state.n);
    return state.n < 0x110000;
}

function decodeLabel(label) {
    var text = p.stringSlice(label, 4);
    var dash = p.stringLastIndexOf(text, '-');
    var state = { points: codePoints(p.stringSlice(text, 0, p.max(0, dash))), n: 128, i: 0,
        bias: 72, at: dash + 1 };
    while (state.at < text.length)
        if (!insertCode(state, text))
            return label;
    return p.arrayJoin(p.arrayMap(state.points, fromCodePoint), '');
}

function eachLabel(name, change) {
    return p.arrayJoin(p.arrayMap(p.stringSplit(name, '.'), change), '.');
}

exports.toASCII = function toASCII(name) {
    var text = p.stringReplace(p.stringToLowerCase(name), /[\u3002\uFF0E\uFF61]/g, '.');
    text = p.stringReplace(text, /[\u00AD\u200B\u2060\uFEFF]/g, '');
    return eachLabel(text, function (label) {
        if (!p.regexpTest(/[^\x00-\x7f]/, label))
            return label;
        return p.stringStartsWith(label, 'xn--') ? '%' : encodeLabel(label); /* no name has a % */
    });
};

exports.toUnicode = function toUnicode(name) {
    return eachLabel(name, function (label) {
        return p.stringStartsWith(label, 'xn--') ? decodeLabel(label) : label;
    });
};

/* -------------------------------------------------------------------------------- IPv4 */

/* A decimal, octal or hexadecimal number; NaN if it is none. */
function parseNumber(part) {
    if (p.regexpTest(/^0[xX][0-9A-Fa-f]*$/, part))
        return part.length === 2 ? 0 : p.parseInt(part, 16);
    if (p.regexpTest(/^0[0-7]+$/, part))
        return p.parseInt(part, 8);
    return p.regexpTest(/^(?:0|[1-9][0-9]*)$/, part) ? p.parseInt(part, 10) : NaN;
}

function endsInNumber(host) {
    var last = p.regexpExec(/([^.]*)\.?$/, host)[1];
    return p.regexpTest(/^(?:[0-9]+|0[xX][0-9A-Fa-f]*)$/, last);
}

function parseIPv4(host) {
    var parts = p.stringSplit(p.stringReplace(host, /\.$/, ''), '.');
    if (parts.length > 4)
        return undefined;
    var numbers = p.arrayMap(parts, parseNumber);
    for (var i = 0, sum = 0; i < numbers.length; i++) {
        var isLast = i === numbers.length - 1;
        var most = isLast ? p.pow(256, 5 - numbers.length) - 1 : 255;
        if (!(numbers[i] <= most))
            return undefined;
        sum += isLast ? numbers[i] : numbers[i] * p.pow(256, 3 - i);
    }
    return (sum >>> 24) + '.' + (sum >>> 16 & 255) + '.' + (sum >>> 8 & 255) + '.' + (sum & 255);
}

/* -------------------------------------------------------------------------------- IPv6 */

function wordsOf(text) {
    if (text === '')
        return [];
    var parts = p.stringSplit(text, ':');
    var out = [];
    for (var i = 0; i < parts.length; i++) {
        var dotted = i === parts.length - 1 &&
            p.regexpExec(/^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/, parts[i]);
        if (dotted) {
            for (var j = 1; j <= 4; j++)
                if (+dotted[j] > 255 || dotted[j].length > 1 && dotted[j][0] === '0')
                    return undefined;
            p.arrayPush(out, dotted[1] << 8 | +dotted[2]);
            p.arrayPush(out, dotted[3] << 8 | +dotted[4]);
        } else if (p.regexpTest(/^[0-9A-Fa-f]{1,4}$/, parts[i])) {
            p.arrayPush(out, p.parseInt(parts[i], 16));
        } else {
            return undefined;
        }
    }
    return out;
}

/* Where the longest run of zeroes is, of two words at least. */
function longestZeroes(words) {
    var best = { at: -1, length: 1 };
    for (var i = 0, length = 0; i < 8; i++) {
        length = words[i] === 0 ? length + 1 : 0;
        if (length > best.length)
            best = { at: i - length + 1, length: length };
    }
    return best;
}

function writeIPv6(words) {
    var zeroes = longestZeroes(words);
    var out = '';
    for (var i = 0; i < 8; i++) {
        if (i === zeroes.at) {
            out += i === 0 ? '::' : ':';
            i += zeroes.length - 1;
            continue;
        }
        out += p.numberToString(words[i], 16) + (i < 7 ? ':' : '');
    }
    return '[' + out + ']';
}

function parseIPv6(text) {
    var halves = p.stringSplit(text, '::');
    if (halves.length > 2)
        return undefined;
    var head = wordsOf(halves[0]);
    var tail = halves.length === 2 ? wordsOf(halves[1]) : [];
    if (head === undefined || tail === undefined)
        return undefined;
    if (halves.length === 1)
        return head.length === 8 ? writeIPv6(head) : undefined;
    if (head.length + tail.length > 7)
        return undefined;
    while (head.length + tail.length < 8)
        p.arrayPush(head, 0);
    return writeIPv6(p.arrayConcat(head, tail));
}

/* ------------------------------------------------------------------------------- hosts */

var controls = querystring.plainTable(function (c, code) { return code > 0x1f && code < 0x7f; });

exports.parse = function parse(text, isSpecial) {
    if (text[0] === '[')
        return text[text.length - 1] === ']' ? parseIPv6(p.stringSlice(text, 1, -1)) : undefined;
    if (!isSpecial)
        return p.regexpTest(/[\x00\t\n\r #\/:<>?@\[\\\]^|]/, text) ? undefined :
            querystring.percentEncode(text, controls);
    var bytes = querystring.unescapeBuffer(text);
    var name = exports.toASCII(sys.decode(bytes, 0, 0, bytes.length));
    if (!p.regexpTest(/^[^\x00-\x20#%\/:<>?@\[\\\]^|\x7f]+$/, name))
        return undefined;
    return endsInNumber(name) ? parseIPv4(name) : name;
};
