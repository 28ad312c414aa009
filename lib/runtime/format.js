/* SPDX-License-Identifier: MIT
 * format.js - util.format: printf-like text with the rest of the arguments behind it. */
'use strict';

var p = require('primordials');
var core = require('inspect');

var inspect = core.inspect;
var slice = p.stringSlice;
var charCodeAt = p.stringCharCodeAt;
var hasOwn = p.objectHasOwnProperty;

var builtInNames = p.create(null);
p.arrayForEach(p.getOwnPropertyNames(globalThis), function (name) {
    if (p.regexpTest(/^[A-Z][a-zA-Z0-9]+$/, name))
        builtInNames[name] = true;
});

/* Whether String(value) would be the engine's own text, which says less than inspect. */
function hasPlainToString(value) {
    if (typeof value.toString !== 'function')
        return true;
    if (hasOwn(value, 'toString'))
        return false;
    var proto = value;
    do
        proto = p.getPrototypeOf(proto);
    while (!hasOwn(proto, 'toString'));
    var own = p.getOwnPropertyDescriptor(proto, 'constructor');
    return own !== undefined && typeof own.value === 'function' &&
        builtInNames[own.value.name] === true;
}

function numeric(value) {
    return core.formatPrimitive({ stylize: function (text) { return text; } }, value);
}

function asString(value) {
    if (typeof value === 'number')
        return numeric(value);
    if (typeof value !== 'object' || value === null || !hasPlainToString(value))
        return p.String(value);
    return inspect(value, { depth: 0, colors: false, compact: 3 });
}

function asJson(value) {
    try {
        return p.jsonStringify(value);
    } catch (err) {
        if (p.stringIncludes(p.String(err && err.message), 'cyclic'))
            return '[Circular]';
        throw err;
    }
}

function asNumber(value, convert) {
    return typeof value === 'symbol' ? 'NaN' : numeric(convert(value));
}

function convertOne(letter, value, options) {
    switch (letter) {
    case 115: /* s */
        return asString(value);
    case 106: /* j */
        return asJson(value);
    case 100: /* d */
        return asNumber(value, p.Number);
    case 105: /* i */
        return asNumber(value, p.parseInt);
    case 102: /* f */
        return asNumber(value, p.parseFloat);
    case 79: /* O */
        return inspect(value, options);
    case 111: /* o */
        return inspect(value,
            p.assign({}, options, { showHidden: true, showProxy: true, depth: 4 }));
    default: /* c: CSS, which has no meaning here */
        return '';
    }
}

function isDirective(letter) {
    return letter === 115 || letter === 106 || letter === 100 || letter === 105 ||
        letter === 102 || letter === 79 || letter === 111 || letter === 99;
}

/* The template with directives replaced; `used` arguments are gone. */
function fill(template, args, options) {
    var out = '';
    var last = 0;
    var used = 1;
    for (var i = 0; i < template.length - 1; i++) {
        if (charCodeAt(template, i) !== 37)
            continue;
        var letter = charCodeAt(template, ++i);
        if (letter === 37) {
            out += slice(template, last, i);
            last = i + 1;
        } else if (isDirective(letter) && used < args.length) {
            out += slice(template, last, i - 1) + convertOne(letter, args[used++], options);
            last = i + 1;
        } else if (used === args.length && isDirective(letter)) {
            continue;
        }
    }
    return { text: out + slice(template, last), used: used };
}

exports.formatWithOptions = function formatWithOptions(options) {
    return formatList(options, p.arraySlice(arguments, 1));
};

function formatOne(value, options) {
    if (typeof value === 'string')
        return value;
    if (options === undefined &&
        (typeof value === 'boolean' || value === undefined || value === null))
        return '' + value;
    return inspect(value, options);
}

function formatList(options, args) {
    var start = 0;
    var out = '';
    if (typeof args[0] === 'string') {
        if (args.length === 1)
            return args[0];
        var filled = p.stringIncludes(args[0], '%') ? fill(args[0], args, options) :
            { text: args[0], used: 1 };
        out = filled.text;
        start = filled.used;
    }
    for (var i = start; i < args.length; i++) {
        if (i > 0)
            out += ' ';
        out += formatOne(args[i], options);
    }
    return out;
}

exports.format = function format() {
    return formatList(undefined, p.arraySlice(arguments));
};

exports.formatList = formatList;
