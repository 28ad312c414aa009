/* SPDX-License-Identifier: MIT
 * text.js - methods of strings, numbers and dates that ask for a language: this one is the English
 * of the United States, or where it does not matter Unicode's default.
 *
 * The engine's compare by code unit, print like toString(), or are not there.  As ECMA-402 has it,
 * a language that is not known is answered in the default one; an option that is not known is
 * refused by name. */
'use strict';

var leftOut = require('left_out');
var p = require('primordials');

var FORMS = p.assign(p.create(null), { NFC: [true, false], NFD: [false, false],
    NFKC: [true, true], NFKD: [false, true] });
var NUMERIC = 1;
var UPPER_FIRST = 8;
var SENSITIVITY = p.assign(p.create(null), { base: 6, accent: 4, 'case': 2, variant: 0 });

function define(target, name, length, value) {
    p.defineHidden(target, name, value);
    Object.defineProperty(value, 'name', { value: name, configurable: true });
    Object.defineProperty(value, 'length', { value: length, configurable: true });
}

function textOf(value, method) {
    if (value === undefined || value === null)
        throw new p.TypeError('String.prototype.' + method + ' called on null or undefined');
    return typeof value === 'string' ? value : p.String(value) + '';
}

define(String.prototype, 'normalize', 0, function (form) {
    var text = textOf(this, 'normalize');
    var how = FORMS[form === undefined ? 'NFC' : form];
    if (how === undefined)
        throw new p.RangeError('The normalization form should be one of NFC, NFD, NFKC, NFKD.');
    return sys.normalize(text, how[0], how[1]);
});

/* The values of options that are among `known`; the rest is refused. */
function checkOptions(options, known, method) {
    p.arrayForEach(p.keys(Object(options)), function (name) {
        if (options[name] !== undefined && p.arrayIndexOf(known, name) < 0)
            throw leftOut.error('option ' + name + ' of ' + method + '()',
                known.length === 0 ? 'use getMonth() and its kin' :
                    'its options are ' + p.arrayJoin(known, ', '));
    });
    return Object(options);
}

function oneOf(value, allowed, name) {
    if (allowed[value] === undefined)
        throw new p.RangeError('Value ' + p.String(value) + ' out of range for ' + name);
    return allowed[value];
}

function compareFlags(options) {
    var o = checkOptions(options, ['numeric', 'sensitivity', 'caseFirst', 'usage'],
        'localeCompare');
    return (o.numeric ? NUMERIC : 0) | (o.caseFirst === 'upper' ? UPPER_FIRST : 0) |
        (o.sensitivity === undefined ? 0 :
            oneOf(o.sensitivity, SENSITIVITY,
                'String.prototype.localeCompare options property sensitivity'));
}

define(String.prototype, 'localeCompare', 1, function (that, locales, options) {
    return sys.compareTexts(textOf(this, 'localeCompare'), p.String(that) + '',
        options === undefined ? 0 : compareFlags(options));
});

/* --------------------------------------------------------------------------- numbers */

function grouped(digits) {
    return p.stringReplace(digits, /\B(?=(\d{3})+$)/g, ',');
}

/* Half away from zero in decimal digits, as people round; toFixed() rounds what is stored. */
function roundedText(value, digits) {
    var text = p.numberToString(value, 10);
    if (p.stringIncludes(text, 'e'))
        return p.numberToFixed(value, digits);
    var parts = p.stringSplit(text, '.');
    if (parts.length === 1 || parts[1].length <= digits)
        return text;
    var kept = p.stringSlice(parts[1], 0, digits);
    var result = parts[0] + (digits > 0 ? '.' + kept : '');
    return p.stringCharCodeAt(parts[1], digits) < 53 /* 5 */ ? result : increment(result);
}

function increment(text) {
    for (var i = text.length - 1; i >= 0; i--) {
        var c = p.stringCharCodeAt(text, i);
        if (c === 46 /* . */)
            continue;
        if (c < 57 /* 9 */)
            return p.stringSlice(text, 0, i) + p.stringFromCharCode(c + 1) +
                p.stringSlice(text, i + 1);
        text = p.stringSlice(text, 0, i) + '0' + p.stringSlice(text, i + 1);
    }
    return '1' + text;
}

/* All digits of a large number, whose shortest form has an exponent. */
function plainDigits(value) {
    var match = p.regexpExec(/^(\d)(?:\.(\d+))?e\+(\d+)$/, p.numberToString(value, 10));
    return match[1] + (match[2] || '') + p.stringRepeat('0', match[3] - (match[2] || '').length);
}

function fixed(value, least, most) {
    if (value >= 1e21)
        return plainDigits(value) + (least > 0 ? '.' + p.stringRepeat('0', least) : '');
    var parts = p.stringSplit(roundedText(value, most), '.');
    var rest = p.stringReplace(parts[1] || '', /0+$/, '');
    while (rest.length < least)
        rest += '0';
    return parts[0] + (rest === '' ? '' : '.' + rest);
}

function digitOption(value, name, fallback) {
    if (value === undefined)
        return fallback;
    value = +value;
    if (!(value >= 0 && value <= 100))
        throw new p.RangeError(name + ' value is out of range.');
    return p.floor(value);
}

var STYLES = p.assign(p.create(null), { decimal: 1, percent: 100 });

function numberText(value, options) {
    var o = checkOptions(options, ['minimumFractionDigits', 'maximumFractionDigits', 'useGrouping',
        'style'], 'toLocaleString');
    var factor = o.style === undefined ? 1 : STYLES[o.style];
    if (factor === undefined)
        throw leftOut.error('style ' + p.String(o.style) + ' of toLocaleString()',
            'there are decimal and percent');
    var most = factor === 100 ? 0 : 3;
    var least = digitOption(o.minimumFractionDigits, 'minimumFractionDigits', 0);
    most = digitOption(o.maximumFractionDigits, 'maximumFractionDigits', p.max(most, least));
    if (o.minimumFractionDigits === undefined)
        least = p.min(least, most);
    if (least > most)
        throw new p.RangeError('maximumFractionDigits value is out of range.');
    return signedText(value * factor, least, most, o.useGrouping) + (factor === 100 ? '%' : '');
}

function signedText(value, least, most, useGrouping) {
    if (value !== value)
        return 'NaN';
    var sign = value < 0 || p.is(value, -0) ? '-' : '';
    var size = sign === '' ? value : -value;
    if (size === Infinity)
        return sign + '∞';
    var parts = p.stringSplit(fixed(size, least, most), '.');
    if (useGrouping === undefined || useGrouping === true)
        parts[0] = grouped(parts[0]);
    return sign + p.arrayJoin(parts, '.');
}

define(Number.prototype, 'toLocaleString', 0, function (locales, options) {
    return numberText(p.numberValueOf(this), options === undefined ? {} : options);
});

/* ----------------------------------------------------------------------------- dates */

/* The engine's print the date of the United States; what options choose is left out. */
p.arrayForEach(['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'], function (name) {
    var stock = p.uncurry(Date.prototype[name]);
    define(Date.prototype, name, 0, function (locales, options) {
        if (options !== undefined)
            checkOptions(options, [], name);
        return stock(this);
    });
});
