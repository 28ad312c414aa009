/* SPDX-License-Identifier: MIT
 * url_record.js - the parser of the URL Standard of WHATWG: text to the parts of a URL and back.
 *
 * A record has scheme, username, password, host (null: none), port (null: the usual one), path (a
 * list, or a text that nothing is resolved against), query and fragment (null: none). */
'use strict';

var p = require('primordials');
var hosts = require('url_host');
var querystring = require('querystring');

var ports = p.assign(p.create(null), { 'http': 80, 'https': 443, 'ws': 80, 'wss': 443, 'ftp': 21,
    'file': null });

function isSpecial(scheme) {
    return ports[scheme] !== undefined;
}
exports.isSpecial = isSpecial;

/* ------------------------------------------------------------------- percent-encoding */

function tableWithout(pattern) {
    return querystring.plainTable(function (c, code) {
        return code > 0x1f && code < 0x7f && !p.regexpTest(pattern, c);
    });
}
var tables = {
    control: tableWithout(/[^\s\S]/),
    fragment: tableWithout(/[ "<>`]/),
    query: tableWithout(/[ "#<>]/),
    specialQuery: tableWithout(/[ "#<>']/),
    path: tableWithout(/[ "#<>?`{}]/),
    user: tableWithout(/[ "#<>?`{}\/:;=@\[\\\]^|]/)
};

function encode(text, table) {
    return p.regexpTest(/^[A-Za-z0-9\/._~-]*$/, text) ? text :
        querystring.percentEncode(text, tables[table]);
}

exports.encodeUser = function encodeUser(text) {
    return encode(text, 'user');
};

/* --------------------------------------------------------------------------------- path */

function isDrive(text) {
    return p.regexpTest(/^[A-Za-z][:|]$/, text);
}

function startsWithDrive(text) {
    return p.regexpTest(/^[A-Za-z][:|](?:[\/\\?#]|$)/, text);
}

function shorten(record) {
    if (record.scheme === 'file' && record.path.length === 1 &&
        p.regexpTest(/^[A-Za-z]:$/, record.path[0]))
        return;
    p.arrayPop(record.path);
}

function addSegment(record, segment, isLast) {
    if (p.regexpTest(/^(?:\.|%2e){2}$/i, segment)) {
        shorten(record);
        segment = '.';
    }
    if (p.regexpTest(/^(?:\.|%2e)$/i, segment)) {
        if (isLast)
            p.arrayPush(record.path, '');
        return;
    }
    if (record.scheme === 'file' && record.path.length === 0 && isDrive(segment))
        segment = segment[0] + ':';
    p.arrayPush(record.path, encode(segment, 'path'));
}

/* Adds the parts of `text` to the path that is there. */
function addPath(record, text) {
    if (isSpecial(record.scheme))
        text = p.stringReplace(text, /\\/g, '/');
    else if (text === '')
        return;
    var segments = p.stringSplit(text[0] === '/' ? p.stringSlice(text, 1) : text, '/');
    for (var i = 0; i < segments.length; i++)
        addSegment(record, segments[i], i === segments.length - 1);
}

exports.setPath = function setPath(record, text) {
    record.path = [];
    addPath(record, p.stringReplace(p.stringReplace(text, /[\t\n\r]/g, ''), /\?/g, '%3F'));
};

exports.setQuery = function setQuery(record, text) {
    record.query = encode(text, isSpecial(record.scheme) ? 'specialQuery' : 'query');
};

exports.setFragment = function setFragment(record, text) {
    record.fragment = encode(text, 'fragment');
};

/* Path and query in one text. */
function addPathAndQuery(record, text) {
    var mark = p.stringIndexOf(text, '?');
    addPath(record, mark < 0 ? text : p.stringSlice(text, 0, mark));
    if (mark >= 0)
        exports.setQuery(record, p.stringSlice(text, mark + 1));
}

/* ---------------------------------------------------------------------------- authority */

exports.setPort = function setPort(record, digits) {
    if (digits === '') {
        record.port = null;
        return true;
    }
    var port = p.parseInt(digits, 10);
    if (!(port <= 65535))
        return false;
    record.port = port === ports[record.scheme] ? null : port;
    return true;
};

exports.splitPort = function splitPort(text) {
    return p.regexpExec(/^(\[[^\]]*\]|[^:]*)(?::([\s\S]*))?$/, text);
};

function setUser(record, text) {
    var colon = p.stringIndexOf(text, ':');
    record.username = encode(colon < 0 ? text : p.stringSlice(text, 0, colon), 'user');
    record.password = colon < 0 ? '' : encode(p.stringSlice(text, colon + 1), 'user');
}

/* user:password@host:port; false if it is none. */
function setAuthority(record, text) {
    var at = p.stringLastIndexOf(text, '@');
    if (at >= 0)
        setUser(record, p.stringSlice(text, 0, at));
    var parts = exports.splitPort(p.stringSlice(text, at + 1));
    if (parts === null || parts[1] === '' && (isSpecial(record.scheme) || at >= 0 || parts[2]))
        return false;
    record.host = parts[1] === '' ? '' : hosts.parse(parts[1], isSpecial(record.scheme));
    var digits = parts[2] === undefined ? '' : parts[2];
    return record.host !== undefined && p.regexpTest(/^[0-9]*$/, digits) &&
        exports.setPort(record, digits);
}

/* What follows the two slashes. */
function parseAuthority(record, text) {
    var end = p.regexpExec(isSpecial(record.scheme) ? /[\/\\?]|$/ : /[\/?]|$/, text).index;
    if (!setAuthority(record, p.stringSlice(text, 0, end)))
        return false;
    addPathAndQuery(record, p.stringSlice(text, end));
    return true;
}

/* ------------------------------------------------------------------------------ schemes */

function copyFrom(record, base, names) {
    p.arrayForEach(names, function (name) { record[name] = base[name]; });
    record.path = p.arraySlice(record.path);
}

function parseFileHost(record, text) {
    var end = p.regexpExec(/[\/\\?]|$/, text).index;
    var name = p.stringSlice(text, 0, end);
    record.host = '';
    if (isDrive(name)) {
        addPathAndQuery(record, text);
        return true;
    }
    if (name !== '')
        record.host = hosts.parse(name, true);
    if (record.host === 'localhost')
        record.host = '';
    addPathAndQuery(record, p.stringSlice(text, end));
    return record.host !== undefined;
}

function parseFile(record, text, base) {
    record.host = '';
    if (p.regexpTest(/^[\/\\]{2}/, text))
        return parseFileHost(record, p.stringSlice(text, 2));
    if (base !== undefined && base.scheme === 'file') {
        record.host = base.host;
        if (p.regexpTest(/^[\/\\]/, text)) {
            if (!startsWithDrive(p.stringSlice(text, 1)) && base.path.length > 0 &&
                p.regexpTest(/^[A-Za-z]:$/, base.path[0]))
                p.arrayPush(record.path, base.path[0]);
        } else {
            relativeTo(record, text, base, startsWithDrive(text));
            return true;
        }
    }
    addPathAndQuery(record, text);
    return true;
}

/* Resolved against the path of `base`, of which nothing stays if `isNew`. */
function relativeTo(record, text, base, isNew) {
    record.path = isNew ? [] : p.arraySlice(base.path);
    if (text === '' || text[0] === '?') {
        record.query = base.query;
        if (text[0] === '?')
            exports.setQuery(record, p.stringSlice(text, 1));
        return;
    }
    if (!isNew)
        shorten(record);
    addPathAndQuery(record, text);
}

function parseRelative(record, text, base) {
    var slashes = isSpecial(base.scheme) ? /^[\/\\]{2}/ : /^\/\//;
    record.scheme = base.scheme;
    if (p.regexpTest(slashes, text))
        return parseAuthority(record, p.stringReplace(text,
            isSpecial(base.scheme) ? /^[\/\\]+/ : /^\/\//, ''));
    copyFrom(record, base, ['username', 'password', 'host', 'port']);
    if (text[0] === '/' || text[0] === '\\' && isSpecial(base.scheme))
        addPathAndQuery(record, text);
    else
        relativeTo(record, text, base, false);
    return true;
}

function parseOpaque(record, text) {
    var mark = p.stringIndexOf(text, '?');
    record.path = encode(mark < 0 ? text : p.stringSlice(text, 0, mark), 'control');
    if (mark >= 0)
        exports.setQuery(record, p.stringSlice(text, mark + 1));
    return true;
}

function parseWithScheme(record, text, base) {
    if (record.scheme === 'file')
        return parseFile(record, text, base);
    if (isSpecial(record.scheme)) {
        if (base !== undefined && base.scheme === record.scheme && !p.stringStartsWith(text, '//'))
            return parseRelative(record, text, base);
        return parseAuthority(record, p.stringReplace(text, /^[\/\\]+/, ''));
    }
    if (p.stringStartsWith(text, '//'))
        return parseAuthority(record, p.stringSlice(text, 2));
    if (text[0] !== '/')
        return parseOpaque(record, text);
    addPathAndQuery(record, text);
    return true;
}

function parseWithoutScheme(record, text, base, hasFragment) {
    if (base === undefined)
        return false;
    record.scheme = base.scheme;
    if (typeof base.path === 'string') {
        record.path = base.path;
        record.query = base.query;
        return text === '' && hasFragment;
    }
    return base.scheme === 'file' ? parseFile(record, text, base) :
        parseRelative(record, text, base);
}

/* A record, undefined if the text is no URL. */
exports.parse = function parse(input, base) {
    var record = { scheme: '', username: '', password: '', host: null, port: null, path: [],
        query: null, fragment: null };
    var text = p.stringReplace(p.stringReplace(input, /^[\x00-\x20]+|[\x00-\x20]+$/g, ''),
        /[\t\n\r]/g, '');
    var hash = p.stringIndexOf(text, '#');
    if (hash >= 0) {
        exports.setFragment(record, p.stringSlice(text, hash + 1));
        text = p.stringSlice(text, 0, hash);
    }
    var match = p.regexpExec(/^([A-Za-z][A-Za-z0-9+.-]*):/, text);
    if (match !== null)
        record.scheme = p.stringToLowerCase(match[1]);
    var isGood = match === null ? parseWithoutScheme(record, text, base, hash >= 0) :
        parseWithScheme(record, p.stringSlice(text, match[0].length), base);
    return isGood ? record : undefined;
};

/* ------------------------------------------------------------------------------ writing */

exports.pathText = function pathText(record) {
    return typeof record.path === 'string' ? record.path :
        p.arrayJoin(p.arrayMap(record.path, function (part) { return '/' + part; }), '');
};

exports.hostText = function hostText(record) {
    var port = record.port === null ? '' : ':' + record.port;
    return record.host === null ? '' : record.host + port;
};

exports.write = function write(record, withoutFragment) {
    var text = record.scheme + ':';
    if (record.host !== null) {
        text += '//' + record.username + (record.password === '' ? '' : ':' + record.password);
        text += (record.username !== '' || record.password !== '' ? '@' : '') +
            exports.hostText(record);
    } else if (typeof record.path !== 'string' && record.path.length > 1 && record.path[0] === '') {
        text += '/.';
    }
    text += exports.pathText(record) + (record.query === null ? '' : '?' + record.query);
    return text + (record.fragment === null || withoutFragment ? '' : '#' + record.fragment);
};
