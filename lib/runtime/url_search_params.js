/* SPDX-License-Identifier: MIT
 * url_search_params.js - URLSearchParams: the query of a URL as a list of pairs. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var querystring = require('querystring');

var formTable = querystring.plainTable(function (c) { return p.regexpTest(/[A-Za-z0-9*\-._]/, c); });

function encodeForm(text) {
    var table = querystring.percentEncode(text, formTable);
    return p.stringReplace(table, /%20/g, '+');
}

function decodeForm(text) {
    var bytes = querystring.unescapeBuffer(p.stringReplace(text, /\+/g, ' '));
    return sys.decode(bytes, 0, 0, bytes.length);
}

function parseForm(text) {
    return p.arrayMap(p.arrayFilter(p.stringSplit(text, '&'), function (pair) {
        return pair !== '';
    }), function (pair) {
        var at = p.stringIndexOf(pair, '=');
        return at < 0 ? [decodeForm(pair), ''] :
            [decodeForm(p.stringSlice(pair, 0, at)), decodeForm(p.stringSlice(pair, at + 1))];
    });
}

function text(value) {
    return require('util').toUSVString('' + value);
}

function pairOf(pair) {
    if (pair === null || typeof pair !== 'object' || pair.length !== 2)
        throw errors.coded(p.TypeError, 'ERR_INVALID_TUPLE',
            'Each query pair must be an iterable [name, value] tuple');
    return [text(pair[0]), text(pair[1])];
}

/* Pairs of anything that can be walked along. */
function pairsOfIterable(iterable) {
    var list = [];
    var iterator = iterable[p.Symbol.iterator]();
    for (var step = iterator.next(); !step.done; step = iterator.next())
        p.arrayPush(list, pairOf(step.value));
    return list;
}

function pairsOf(init) {
    if (init === undefined || init === null)
        return [];
    if (typeof init !== 'object' && typeof init !== 'function') {
        init = text(init);
        return parseForm(init[0] === '?' ? p.stringSlice(init, 1) : init);
    }
    if (init instanceof URLSearchParams)
        return p.arrayMap(init._list, function (pair) { return p.arraySlice(pair); });
    if (p.isArray(init))
        return p.arrayMap(init, pairOf);
    if (typeof init[p.Symbol.iterator] === 'function')
        return pairsOfIterable(init);
    return p.arrayMap(p.keys(init), function (name) { return [text(name), text(init[name])]; });
}

function URLSearchParams(init) {
    if (!(this instanceof URLSearchParams))
        throw new p.TypeError("Class constructor URLSearchParams cannot be invoked without 'new'");
    p.defineHidden(this, '_list', pairsOf(init));
    p.defineHidden(this, '_changed', undefined);
}
module.exports = URLSearchParams;

/* For URL, when its query has changed. */
p.defineHidden(URLSearchParams, 'parse', function parse(params, query) {
    params._list = parseForm(query);
});

function changed(params) {
    if (params._changed !== undefined)
        params._changed();
}

function checkArgs(given, count, words) {
    if (given.length < count)
        throw errors.coded(p.TypeError, 'ERR_MISSING_ARGS', 'The ' + words + ' must be specified');
}

var ONE = '"name" argument';
var TWO = '"name" and "value" arguments';

function define(name, method) {
    p.defineProperty(method, 'name', { value: name });
    p.defineValue(URLSearchParams.prototype, name, method);
}

define('append', function (name, value) {
    checkArgs(arguments, 2, TWO);
    p.arrayPush(this._list, [text(name), text(value)]);
    changed(this);
});

define('delete', function (name, value) {
    checkArgs(arguments, 1, ONE);
    name = text(name);
    this._list = p.arrayFilter(this._list, function (pair) {
        return pair[0] !== name || value !== undefined && pair[1] !== text(value);
    });
    changed(this);
});

function valuesOf(params, name) {
    name = text(name);
    return p.arrayMap(p.arrayFilter(params._list, function (pair) { return pair[0] === name; }),
        function (pair) { return pair[1]; });
}

define('get', function (name) {
    checkArgs(arguments, 1, ONE);
    var values = valuesOf(this, name);
    return values.length > 0 ? values[0] : null;
});

define('getAll', function (name) {
    checkArgs(arguments, 1, ONE);
    return valuesOf(this, name);
});

define('has', function (name, value) {
    checkArgs(arguments, 1, ONE);
    var values = valuesOf(this, name);
    return value === undefined ? values.length > 0 : p.arrayIndexOf(values, text(value)) >= 0;
});

define('set', function (name, value) {
    checkArgs(arguments, 2, TWO);
    name = text(name);
    var isSet = false;
    this._list = p.arrayFilter(this._list, function (pair) {
        if (pair[0] !== name)
            return true;
        var isFirst = !isSet;
        isSet = true;
        if (isFirst)
            pair[1] = text(value);
        return isFirst;
    });
    if (!isSet)
        p.arrayPush(this._list, [name, text(value)]);
    changed(this);
});

/* By name, in the order in which equal names came. */
define('sort', function () {
    var numbered = p.arrayMap(this._list, function (pair, i) { return { pair: pair, i: i }; });
    p.arraySort(numbered, function (a, b) {
        return a.pair[0] < b.pair[0] ? -1 : a.pair[0] > b.pair[0] ? 1 : a.i - b.i;
    });
    this._list = p.arrayMap(numbered, function (each) { return each.pair; });
    changed(this);
});

define('forEach', function (callback, self) {
    errors.checkFunction(callback, 'callback');
    for (var i = 0; i < this._list.length; i++)
        p.apply(callback, self, [this._list[i][1], this._list[i][0], this]);
});

define('toString', function () {
    return p.arrayJoin(p.arrayMap(this._list, function (pair) {
        return encodeForm(pair[0]) + '=' + encodeForm(pair[1]);
    }), '&');
});

/* What for-of of a later syntax, and Array.from(), walk along. */
function iterate(pick) {
    return function () {
        var params = this;
        var at = 0;
        var iterator = { next: function next() {
            return at < params._list.length ? { value: pick(params._list[at++]), done: false } :
                { value: undefined, done: true };
        } };
        p.defineHidden(iterator, p.Symbol.iterator, function () { return iterator; });
        return iterator;
    };
}
define('entries', iterate(function (pair) { return p.arraySlice(pair); }));
define('keys', iterate(function (pair) { return pair[0]; }));
define('values', iterate(function (pair) { return pair[1]; }));
p.defineHidden(URLSearchParams.prototype, p.Symbol.iterator, URLSearchParams.prototype.entries);

p.defineProperty(URLSearchParams.prototype, 'size', {
    get: function size() { return this._list.length; }, enumerable: true, configurable: true
});

p.defineHidden(URLSearchParams.prototype, p.symbolFor('nodejs.util.inspect.custom'),
    function (depth, options) {
        var inspect = require('inspect').inspect;
        if (depth < 0)
            return '[Object]';
        var shown = p.arrayMap(this._list, function (pair) {
            return inspect(pair[0], options) + ' => ' + inspect(pair[1], options);
        });
        return shown.length === 0 ? 'URLSearchParams {}' :
            'URLSearchParams { ' + p.arrayJoin(shown, ', ') + ' }';
    });
