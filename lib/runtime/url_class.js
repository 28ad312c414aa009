/* SPDX-License-Identifier: MIT
 * url_class.js - the class URL of the URL Standard of WHATWG. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var hosts = require('url_host');
var records = require('url_record');
var URLSearchParams = require('url_search_params');

function invalid(input, base) {
    var err = errors.coded(p.TypeError, 'ERR_INVALID_URL', 'Invalid URL');
    err.input = input;
    if (base !== undefined)
        err.base = base;
    return err;
}

function parseOrNothing(input, base) {
    var baseRecord;
    if (base !== undefined) {
        baseRecord = records.parse('' + base, undefined);
        if (baseRecord === undefined)
            return undefined;
    }
    return records.parse('' + input, baseRecord);
}

function URL(input, base) {
    if (arguments.length === 0)
        throw errors.coded(p.TypeError, 'ERR_MISSING_ARGS', 'The "url" argument must be specified');
    var record = parseOrNothing(input, base);
    if (record === undefined)
        throw invalid('' + input, base === undefined ? undefined : '' + base);
    p.defineHidden(this, '_record', record);
    p.defineHidden(this, '_params', undefined);
}
module.exports = URL;

URL.canParse = function canParse(input, base) {
    return parseOrNothing(input, base) !== undefined;
};

URL.parse = function parse(input, base) {
    return URL.canParse(input, base) ? new URL(input, base) : null;
};

URL.prototype.toString = function toString() {
    return records.write(this._record);
};
URL.prototype.toJSON = function toJSON() {
    return records.write(this._record);
};

function define(name, get, set) {
    p.defineProperty(URL.prototype, name, { enumerable: true, configurable: true,
        get: function () { return get(this._record, this); },
        set: set && function (value) { set(this._record, '' + value, this); } });
}

function updateParams(url) {
    if (url._params !== undefined)
        URLSearchParams.parse(url._params, url._record.query || '');
}

define('href', function (record) {
    return records.write(record);
}, function (record, value, url) {
    var parsed = records.parse(value, undefined);
    if (parsed === undefined)
        throw invalid(value);
    url._record = parsed;
    updateParams(url);
});

define('origin', function (record) {
    if (record.scheme === 'blob') {
        var inner = records.parse(records.pathText(record), undefined);
        return inner !== undefined && p.regexpTest(/^https?$/, inner.scheme) ?
            inner.scheme + '://' + records.hostText(inner) : 'null';
    }
    return records.isSpecial(record.scheme) && record.scheme !== 'file' ?
        record.scheme + '://' + records.hostText(record) : 'null';
});

define('protocol', function (record) {
    return record.scheme + ':';
}, function (record, value) {
    var match = p.regexpExec(/^([A-Za-z][A-Za-z0-9+.-]*)(?::|$)/, value);
    var scheme = match === null ? '' : p.stringToLowerCase(match[1]);
    if (scheme === '' || records.isSpecial(scheme) !== records.isSpecial(record.scheme) ||
        scheme === 'file' && (record.username !== '' || record.password !== '' ||
            record.port !== null) || record.scheme === 'file' && record.host === '')
        return;
    record.scheme = scheme;
    records.setPort(record, record.port === null ? '' : '' + record.port);
});

function hasNoUser(record) {
    return record.host === null || record.host === '' || record.scheme === 'file';
}

define('username', function (record) {
    return record.username;
}, function (record, value) {
    if (!hasNoUser(record))
        record.username = records.encodeUser(value);
});

define('password', function (record) {
    return record.password;
}, function (record, value) {
    if (!hasNoUser(record))
        record.password = records.encodeUser(value);
});

function setHost(record, value, withPort) {
    if (typeof record.path === 'string')
        return;
    var isSpecial = records.isSpecial(record.scheme);
    var end = p.regexpExec(isSpecial ? /[\/\\?#]|$/ : /[\/?#]|$/, value).index;
    var parts = records.splitPort(p.stringReplace(p.stringSlice(value, 0, end), /[\t\n\r]/g, ''));
    if (parts === null || parts[1] === '' && isSpecial && record.scheme !== 'file' ||
        !withPort && parts[2] !== undefined)
        return;
    var host = parts[1] === '' ? '' : hosts.parse(parts[1], isSpecial);
    if (host === undefined)
        return;
    record.host = record.scheme === 'file' && host === 'localhost' ? '' : host;
    var digits = parts[2] === undefined ? null : p.regexpExec(/^[0-9]*/, parts[2])[0];
    if (digits && record.scheme !== 'file')
        records.setPort(record, digits);
}

define('host', function (record) {
    return records.hostText(record);
}, function (record, value) {
    setHost(record, value, true);
});

define('hostname', function (record) {
    return record.host === null ? '' : record.host;
}, function (record, value) {
    setHost(record, value, false);
});

define('port', function (record) {
    return record.port === null ? '' : '' + record.port;
}, function (record, value) {
    if (hasNoUser(record))
        return;
    var digits = p.regexpExec(/^[0-9]*/, p.stringReplace(value, /[\t\n\r]/g, ''))[0];
    if (value === '' || digits !== '')
        records.setPort(record, digits);
});

define('pathname', function (record) {
    return records.pathText(record);
}, function (record, value) {
    if (typeof record.path !== 'string')
        records.setPath(record, p.stringReplace(value, /#/g, '%23'));
});

define('search', function (record) {
    return record.query === null || record.query === '' ? '' : '?' + record.query;
}, function (record, value, url) {
    if (value === '')
        record.query = null;
    else
        records.setQuery(record, p.stringReplace(
            p.stringReplace(value, /^\?/, ''), /[\t\n\r]/g, ''));
    updateParams(url);
});

define('searchParams', function (record, url) {
    if (url._params === undefined) {
        var params = url._params = new URLSearchParams(record.query || '');
        params._changed = function () {
            var text = '' + params;
            url._record.query = text === '' ? null : text;
        };
    }
    return url._params;
});

define('hash', function (record) {
    return record.fragment === null || record.fragment === '' ? '' : '#' + record.fragment;
}, function (record, value) {
    if (value === '')
        record.fragment = null;
    else
        records.setFragment(record, p.stringReplace(
            p.stringReplace(value, /^#/, ''), /[\t\n\r]/g, ''));
});

var shown = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port',
    'pathname', 'search', 'searchParams', 'hash'];

p.defineHidden(URL.prototype, p.symbolFor('nodejs.util.inspect.custom'),
    function (depth, options) {
        var url = this;
        var object = p.create({ constructor: URL });
        if (typeof depth === 'number' && depth < 0)
            return url;
        p.arrayForEach(shown, function (name) { object[name] = url[name]; });
        return 'URL ' + p.stringReplace(require('inspect').inspect(object, options),
            /^(?:URL|\[?Object[^{]*) ?(?=\{)/, '');
    });
