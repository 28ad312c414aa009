/* SPDX-License-Identifier: MIT
 * url_legacy.js - url.parse(), url.format() and url.resolve(), as they were before URL. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var hosts = require('url_host');
var querystring = require('querystring').api;

/* With these a host is expected behind two slashes, and a path is never empty. */
var slashed = { http: true, https: true, ftp: true, gopher: true, file: true, ws: true, wss: true };
var NAMES = ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query',
    'pathname', 'path', 'href'];

function Url() {
    for (var i = 0; i < NAMES.length; i++)
        this[NAMES[i]] = null;
}
exports.Url = Url;

function isSlashed(protocol) {
    return p.objectHasOwnProperty(slashed, p.stringReplace(protocol || '', /:$/, ''));
}

/* Backslashes before the query are slashes. */
function normalize(text) {
    text = p.stringReplace(text, /^[\s\uFEFF]+|[\s\uFEFF]+$/g, '');
    var query = p.regexpExec(/[?#]|$/, text).index;
    return p.stringReplace(p.stringSlice(text, 0, query), /\\/g, '/') +
        p.stringSlice(text, query);
}

var escapes = { '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', "'": '%27',
    '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E', '`': '%60', '{': '%7B', '|': '%7C',
    '}': '%7D' };

function escapeRest(text) {
    return p.stringReplace(text, /[\t\n\r "'<>\\^`{|}]/g, function (c) { return escapes[c]; });
}

/* Takes host and port off the front of `rest`; the host ends where no host goes on. */
function takeHost(url, rest) {
    var end = p.regexpExec(/[\/?#]|$/, rest).index;
    var at = p.stringLastIndexOf(p.stringSlice(rest, 0, end), '@');
    if (at >= 0) {
        url.auth = p.decodeURIComponent(p.stringSlice(rest, 0, at));
        rest = p.stringSlice(rest, at + 1);
    }
    end = p.regexpExec(/[\t\n\r "%'\/;<>?\\^`{|}#]|$/, rest).index;
    var host = p.stringSlice(rest, 0, end);
    var port = p.regexpExec(/:([0-9]*)$/, host);
    if (port !== null) {
        url.port = port[1] === '' ? null : port[1];
        host = p.stringSlice(host, 0, -port[0].length);
    }
    url.hostname = nameOf(url, host);
    url.host = url.hostname + (url.port === null ? '' : ':' + url.port);
    url.hostname = p.stringReplace(url.hostname, /^\[(.*)\]$/, '$1');
    rest = p.stringSlice(rest, end);
    return url.host !== '' && rest !== '' && rest[0] !== '/' && rest[0] !== '?' && rest[0] !== '#' ?
        '/' + rest : rest;
}

function nameOf(url, host) {
    if (p.regexpTest(/^\[.*\]$/, host))
        return p.stringToLowerCase(host);
    if (host.length > 255)
        return '';
    var name = hosts.toASCII(host);
    if (p.regexpTest(/[\x00\t\n\r #%\/:<>?@\[\\\]^|]/, name)) {
        var err = errors.coded(p.TypeError, 'ERR_INVALID_URL', 'Invalid URL');
        err.input = url.href;
        throw err;
    }
    return name;
}

function takeQuery(url, rest, parseQuery) {
    var hash = p.stringIndexOf(rest, '#');
    if (hash >= 0) {
        url.hash = p.stringSlice(rest, hash);
        rest = p.stringSlice(rest, 0, hash);
    }
    var mark = p.stringIndexOf(rest, '?');
    if (mark >= 0) {
        url.search = p.stringSlice(rest, mark);
        url.query = p.stringSlice(rest, mark + 1);
        rest = p.stringSlice(rest, 0, mark);
    } else if (parseQuery) {
        url.search = null;
        url.query = '';
    }
    if (parseQuery)
        url.query = querystring.parse(url.query || '');
    return rest;
}

Url.prototype.parse = function parse(text, parseQuery, slashesMeanHost) {
    errors.checkString(text, 'url');
    var rest = normalize(text);
    this.href = text;
    var match = p.regexpExec(/^[A-Za-z0-9.+-]+:/, rest);
    if (match !== null) {
        this.protocol = p.stringToLowerCase(match[0]);
        rest = p.stringSlice(rest, match[0].length);
    }
    var isScript = this.protocol === 'javascript:';
    var hasSlashes = p.stringStartsWith(rest, '//') && !isScript &&
        (match !== null || slashesMeanHost || p.regexpTest(/^\/\/[^@\/]+@[^@\/]+/, rest));
    if (hasSlashes) {
        this.slashes = true;
        rest = p.stringSlice(rest, 2);
    }
    if (!isScript && (hasSlashes || this.protocol && !isSlashed(this.protocol)))
        rest = takeHost(this, rest);
    if (!isScript)
        rest = takeQuery(this, escapeRest(rest), parseQuery);
    this.pathname = rest === '' ? null : rest;
    if (isSlashed(this.protocol) && this.hostname && !this.pathname)
        this.pathname = '/';
    if (this.pathname || this.search)
        this.path = (this.pathname || '') + (this.search || '');
    this.href = this.format();
    return this;
};

function authText(auth) {
    return auth ? p.stringReplace(querystring.escape(auth), /%3A/i, ':') + '@' : '';
}

function hostText(url) {
    if (url.host)
        return authText(url.auth) + url.host;
    if (!url.hostname)
        return undefined;
    var name = p.stringIncludes(url.hostname, ':') && url.hostname[0] !== '[' ?
        '[' + url.hostname + ']' : url.hostname;
    return authText(url.auth) + name + (url.port ? ':' + url.port : '');
}

function withMark(text, mark) {
    text = text || '';
    return text !== '' && text[0] !== mark ? mark + text : text;
}

Url.prototype.format = function format() {
    var protocol = this.protocol || '';
    var pathname = p.stringReplace(p.stringReplace(this.pathname || '', /#/g, '%23'), /\?/g, '%3F');
    var host = hostText(this);
    var search = this.search;
    if (!search && this.query !== null && typeof this.query === 'object') {
        search = querystring.stringify(this.query);
        search = search === '' ? '' : '?' + search;
    }
    if (protocol !== '' && !p.stringEndsWith(protocol, ':'))
        protocol += ':';
    if (this.slashes || isSlashed(protocol)) {
        if (this.slashes || host !== undefined) {
            if (pathname !== '' && pathname[0] !== '/')
                pathname = '/' + pathname;
            host = '//' + (host === undefined ? '' : host);
        } else if (protocol === 'file:') {
            host = '//';
        }
    }
    return protocol + (host === undefined ? '' : host) + pathname +
        p.stringReplace(withMark(search, '?'), /#/g, '%23') + withMark(this.hash, '#');
};

/* ------------------------------------------------------------------------------ resolve */

function copyOf(url) {
    var copy = new Url();
    for (var i = 0; i < NAMES.length; i++)
        copy[NAMES[i]] = url[NAMES[i]];
    return copy;
}

function finish(url) {
    url.path = url.pathname || url.search ? (url.pathname || '') + (url.search || '') : null;
    url.href = url.format();
    return url;
}

function joinPaths(url, target) {
    var base = url.pathname || (url.host ? '/' : '');
    if (target.pathname[0] === '/')
        return target.pathname;
    return p.stringSlice(base, 0, p.stringLastIndexOf(base, '/') + 1) + target.pathname;
}

/* Without "." and ".."; what goes above the root of a host stays at it. */
function removeDots(pathname, isAbsolute) {
    var segments = p.stringSplit(pathname, '/');
    var last = segments[segments.length - 1];
    var out = [];
    for (var i = pathname[0] === '/' ? 1 : 0; i < segments.length; i++) {
        if (segments[i] === '..') {
            if (out.length > 0 && out[out.length - 1] !== '..')
                p.arrayPop(out);
            else if (!isAbsolute)
                p.arrayPush(out, '..');
        } else if (segments[i] !== '.') {
            p.arrayPush(out, segments[i]);
        }
    }
    if ((last === '.' || last === '..') && (out.length === 0 || out[out.length - 1] !== ''))
        p.arrayPush(out, '');
    return (isAbsolute ? '/' : '') + p.arrayJoin(out, '/');
}

Url.prototype.resolveObject = function resolveObject(target) {
    target = typeof target === 'string' ? new Url().parse(target, false, true) : target;
    var url = copyOf(this);
    url.hash = target.hash;
    if (target.href === '')
        return finish(url);
    if (target.protocol && target.protocol !== url.protocol)
        return finish(copyOf(target));
    if (target.slashes || target.host || target.hostname) {
        p.arrayForEach(['auth', 'host', 'port', 'hostname', 'search', 'query'], function (name) {
            url[name] = target[name];
        });
        url.slashes = true;
        url.pathname = target.pathname ? removeDots(target.pathname, true) :
            isSlashed(url.protocol) ? '/' : null;
        return finish(url);
    }
    if (!target.pathname) {
        if (target.search !== null) {
            url.search = target.search;
            url.query = target.query;
        }
        return finish(url);
    }
    var joined = joinPaths(url, target);
    url.search = target.search;
    url.query = target.query;
    url.pathname = removeDots(joined, joined[0] === '/' || !!url.host);
    return finish(url);
};

Url.prototype.resolve = function resolve(target) {
    return this.resolveObject(new Url().parse(target, false, true)).format();
};
