/* SPDX-License-Identifier: MIT
 * querystring.js - the querystring module. */
'use strict';

var p = require('primordials');
var errors = require('errors');

var HEX = '0123456789ABCDEF';

/* Bytes of a text as UTF-8; those in `plain` stay, the others become %XX. */
exports.percentEncode = function percentEncode(text, plain) {
    var bytes = sys.encode(text, 0);
    var out = '';
    for (var i = 0; i < bytes.length; i++)
        out += plain[bytes[i]] ? p.stringFromCharCode(bytes[i]) :
            '%' + HEX[bytes[i] >> 4] + HEX[bytes[i] & 15];
    return out;
};

/* A table for percentEncode(). */
exports.plainTable = function plainTable(isPlain) {
    var table = [];
    for (var i = 0; i < 256; i++)
        table[i] = i < 128 && isPlain(p.stringFromCharCode(i), i);
    return table;
};

function hexValue(code) {
    if (code >= 48 && code <= 57)
        return code - 48;
    code |= 32;
    return code >= 97 && code <= 102 ? code - 87 : -1;
}

/* %XX become bytes; what is no such escape stays. */
exports.unescapeBuffer = function unescapeBuffer(text) {
    var bytes = sys.encode('' + text, 0);
    var out = 0;
    for (var i = 0; i < bytes.length; i++, out++) {
        var high = bytes[i] === 37 && i + 2 < bytes.length ? hexValue(bytes[i + 1]) : -1;
        var low = high < 0 ? -1 : hexValue(bytes[i + 2]);
        bytes[out] = low < 0 ? bytes[i] : high << 4 | low;
        i += low < 0 ? 0 : 2;
    }
    return bytes.slice(0, out);
};

var unreserved = exports.plainTable(function (c) {
    return p.regexpTest(/[A-Za-z0-9!'()*\-._~]/, c);
});

function qsEscape(value) {
    var text = typeof value === 'string' ? value :
        typeof value === 'object' ? p.String(value) : '' + value;
    if (p.regexpTest(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/,
        text))
        throw errors.coded(globalThis.URIError, 'ERR_INVALID_URI', 'URI malformed');
    return exports.percentEncode(text, unreserved);
}

function qsUnescape(text) {
    try {
        return p.decodeURIComponent(text);
    } catch (err) {
        var bytes = exports.unescapeBuffer(text);
        return sys.decode(bytes, 0, 0, bytes.length);
    }
}

function primitive(value) {
    if (typeof value === 'string')
        return value;
    if (typeof value === 'number' && p.isFinite(value))
        return '' + value;
    return typeof value === 'boolean' ? (value ? 'true' : 'false') : '';
}

function stringify(object, separator, equals, options) {
    separator = separator || '&';
    equals = equals || '=';
    var encode = api.escape;
    if (options && typeof options.encodeURIComponent === 'function')
        encode = options.encodeURIComponent;
    if (object === null || typeof object !== 'object')
        return '';
    return p.arrayJoin(p.arrayFilter(p.arrayMap(p.keys(object), function (key) {
        var name = encode(primitive(key)) + equals;
        var value = object[key];
        if (!p.isArray(value))
            return name + encode(primitive(value));
        return value.length === 0 ? '' : p.arrayJoin(p.arrayMap(value, function (each) {
            return name + encode(primitive(each));
        }), separator);
    }), function (text) { return text !== ''; }), separator);
}

function decodeWith(decode, text) {
    try {
        return decode(text);
    } catch (err) {
        return qsUnescape(text);
    }
}

function addPair(result, name, value) {
    if (!p.objectHasOwnProperty(result, name))
        result[name] = value;
    else if (p.isArray(result[name]))
        p.arrayPush(result[name], value);
    else
        result[name] = [result[name], value];
}

function parse(text, separator, equals, options) {
    var result = p.create(null);
    if (typeof text !== 'string' || text.length === 0)
        return result;
    separator = separator ? '' + separator : '&';
    equals = equals ? '' + equals : '=';
    var most = options && typeof options.maxKeys === 'number' ? options.maxKeys : 1000;
    var decode = options && typeof options.decodeURIComponent === 'function' ?
        options.decodeURIComponent : api.unescape;
    var pairs = p.stringSplit(text, separator);
    for (var i = 0, count = 0; i < pairs.length && (most <= 0 || count < most); i++) {
        if (pairs[i] === '')
            continue;
        var pair = p.stringReplace(pairs[i], /\+/g, ' ');
        var at = p.stringIndexOf(pairs[i], equals);
        addPair(result, decodeWith(decode, at < 0 ? pair : p.stringSlice(pair, 0, at)),
            at < 0 ? '' : decodeWith(decode, p.stringSlice(pair, at + equals.length)));
        count++;
    }
    return result;
}

var api = { unescapeBuffer: exports.unescapeBuffer, unescape: qsUnescape, escape: qsEscape,
    stringify: stringify, encode: stringify, parse: parse, decode: parse };
exports.api = api;
