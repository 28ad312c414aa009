// SPDX-License-Identifier: MIT
//
// Literals: numbers and strings at and around the edges, names of properties, regular expressions.

'use strict';

const NUMBERS = [0, -0, 1, -1, 2, 3, 7, 10, 100, 127, 128, 255, 256, 65535, 65536, 2147483647, 2147483648,
    -2147483648, -2147483649, 4294967294, 4294967295, 4294967296, 1e21, 1e-7, 1.5, 0.1, 0.2, -0.5, 1 / 3,
    123456.789, 5e-324, 1.7976931348623157e308, 9007199254740991, 9007199254740992, 1e16, 1e15, 123456789012345680000,
    NaN, Infinity, -Infinity];

const STRINGS = ['', 'a', 'b', 'abc', 'Hello World', 'aXbXc', '\u00e9t\u00e9', '\u20ac', 'x\u20acy', '\ud83d\ude00', '\ud83d',
    '0', '1', '-1', '01', '1.5', ' 12 ', '0x1f', '1e3', '4294967295', '4294967294', 'length', 'undefined', 'a\0b',
    '__proto__', 'toString', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaab', '\u0130\u00df\u1e9e', '\n', 'a\nb\r\nc\u2028d', 'NaN'];

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'length', 'name', 'prototype', 'constructor', 'toString', 'valueOf',
    '__proto__', 'get', 'set', 'value', 'x y', '\u00e9', '0', '1', '2', '3', '10', '-1', '01', '1.5', '4294967294', '4294967295',
    ''];

function quote(text) {
    return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}

function number(g) {
    const value = g.weighted([
        [5, () => g.pick(NUMBERS)],
        [3, () => g.int(-20, 20)],
        [1, () => g.int(-2147483648, 2147483647)],
        [1, () => (g.next() - 0.5) * Math.pow(10, g.int(-12, 24))],
        [1, () => Number(g.int(1, 9999) + 'e' + g.int(-330, 308))],
        [1, () => g.int(1, 999999) / Math.pow(10, g.int(0, 8))],
    ]);
    return Object.is(value, -0) ? '-0' : value < 0 ? `(${value})` : String(value);
}

const ALPHABETS = ['ab', 'abc', 'abcXYZ 019', 'a\u00e9\u20ac', 'ab\n', 'aAbB\u00df\u0130', '01.-e', 'x\ud83d\ude00'];

function anyText(g, most) {
    if (g.chance(0.4))
        return g.pick(STRINGS);
    const letters = g.pick(ALPHABETS);
    return g.some(0, most || 12, () => letters[g.below(letters.length)]).join('');
}

const string = (g) => quote(anyText(g));

// A string that the engine makes at run time: short, long, of many parts.
function madeString(g) {
    const part = string(g);
    return g.one(
        () => part,
        () => `(${part} + ${string(g)})`,
        () => `(${part} + ${number(g)})`,
        () => `new Array(${g.int(1, 40)}).join(${part})`,
        () => `${part}.repeat(${g.one(0, 1, 7, 63, 64, 300)})`,
        () => `String.fromCharCode(${g.some(0, 5, () => g.one(65, 97, 233, 8364, 0xd83d, 0xde00, 0, 65536)).join()})`,
        () => `${part}.concat(${string(g)}, ${number(g)})`);
}

const key = (g) => g.pick(KEYS);

// What stands behind an object to name a property.
function member(g) {
    const name = g.chance(0.7) ? g.pick(KEYS.slice(0, 7)) : key(g);
    return g.weighted([
        [6, () => (/^[a-z_]+$/i.test(name) ? '.' + name : `[${quote(name)}]`)],
        [2, () => `[${quote(name)}]`],
        [3, () => `[${g.pick(['0', '1', '2', '3', '7', 'n0', 'n1', 's0', 'k0'])}]`],
        [0.5, () => `[${number(g)}]`],
        [0.5, () => '[y0]'],
    ]);
}

// ---- regular expressions

function atom(g, depth) {
    return g.weighted([
        [6, () => g.pick(['a', 'b', 'c', 'X', 'ab', '1', ' ', '\u00e9', '\u20ac'])],
        [2, () => '.'],
        [2, () => g.pick(['\\d', '\\w', '\\s', '\\D', '\\W', '\\S'])],
        [3, () => g.pick(['[ab]', '[^a]', '[a-cX-Z]', '[^a-c\\n]', '[\\d.]', '[\\w\u00e9-\u20ac]', '[^\\s\\d]', '[]', '[^]',
            '[a\\-b]', '[A-z]'])],
        [1, () => g.pick(['\\x61', '\\u0062', '\\n', '\\.', '\\0', '\\t'])],
        [1, () => g.pick(['\\1', '\\2'])],
        [1, () => g.pick(['^', '$', '\\b', '\\B'])],
        [depth > 0 ? 4 : 0, () => `(${pattern(g, depth - 1)})`],
        [depth > 0 ? 2 : 0, () => `(?:${pattern(g, depth - 1)})`],
        [depth > 0 ? 1.5 : 0, () => `(?=${pattern(g, depth - 1)})`],
        [depth > 0 ? 1.5 : 0, () => `(?!${pattern(g, depth - 1)})`],
    ]);
}

const QUANTIFIERS = ['*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}', '{0,3}?', '{2,}', '{0}'];

function term(g, depth) {
    const base = atom(g, depth);
    return g.chance(0.35) && !/^(\^|\$|\\b|\\B|\(\?[=!].*)$/.test(base) && base.length
        ? (/^(.|\\.|\\x..|\\u....|\[.*\]|\(.*\))$/.test(base) ? base : `(?:${base})`) + g.pick(QUANTIFIERS) : base;
}

function pattern(g, depth) {
    const branch = () => g.some(depth > 1 ? 1 : 0, 3, () => term(g, depth)).join('');
    return g.chance(0.3) ? g.some(2, 3, branch).join('|') : branch();
}

function regexp(g) {
    const text = pattern(g, 2).replace(/^$/, '(?:)');
    // A reference to a group that is not there would be an error of the whole program.
    const groups = (text.match(/\((?!\?)/g) || []).length;
    const source = text.replace(/\\([12])/g, (all, n) => (n > groups ? 'a' : all));
    const flags = ['g', 'i', 'm'].filter(() => g.chance(0.3)).join('');
    // A property of String.prototype is not a flag of old engines: 'y' and 'u' are refused.
    return { source, flags,
        literal: `/${source.replace(/[\u007f-\uffff]/g,
            (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))}/${flags}` };
}

module.exports = { number, string, madeString, anyText, quote, key, member, regexp, KEYS };
