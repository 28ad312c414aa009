/* SPDX-License-Identifier: MIT
 * url.js - the url module: URL, the functions of old, and paths as file: URLs. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var hosts = require('url_host');
var legacy = require('url_legacy');
var path = require('path');
var querystring = require('querystring');
var records = require('url_record');

var URL = require('url_class');
var Url = legacy.Url;

exports.URL = URL;
exports.URLSearchParams = require('url_search_params');
exports.Url = Url;

exports.parse = function parse(url, parseQuery, slashesMeanHost) {
    return url instanceof Url ? url : new Url().parse(url, parseQuery, slashesMeanHost);
};

function formatRecord(url, options) {
    var record = p.assign({}, url._record);
    if (options.fragment === false)
        record.fragment = null;
    if (options.search === false)
        record.query = null;
    if (options.auth === false)
        record.username = record.password = '';
    if (options.unicode && record.host)
        record.host = hosts.toUnicode(record.host);
    return records.write(record);
}

exports.format = function format(url, options) {
    if (typeof url === 'string')
        return new Url().parse(url).format();
    if (url === null || typeof url !== 'object')
        throw errors.invalidArgType('urlObject', 'one of type object or string', url);
    if (url instanceof URL) {
        if (options !== undefined)
            errors.checkObject(options, 'options');
        return formatRecord(url, options || {});
    }
    return p.apply(Url.prototype.format, url, []);
};

exports.resolve = function resolve(source, relative) {
    return exports.parse(source, false, true).resolve(relative);
};

exports.resolveObject = function resolveObject(source, relative) {
    return source ? exports.parse(source, false, true).resolveObject(relative) : relative;
};

exports.domainToASCII = function domainToASCII(domain) {
    return hosts.parse('' + domain, true) || '';
};

exports.domainToUnicode = function domainToUnicode(domain) {
    return hosts.toUnicode(hosts.parse('' + domain, true) || '');
};

var plain = querystring.plainTable(function (c, code) {
    return code > 0x20 && code < 0x7f && !p.regexpTest(/["#%<>?\\`{}]/, c);
});

exports.pathToFileURL = function pathToFileURL(name) {
    errors.checkString(name, 'path');
    var whole = path.resolve(name);
    if (p.stringEndsWith(name, '/') && whole !== '/')
        whole += '/';
    return new URL('file://' + querystring.percentEncode(whole, plain));
};

exports.fileURLToPath = function fileURLToPath(url) {
    if (typeof url === 'string')
        url = new URL(url);
    else if (!(url instanceof URL))
        throw errors.invalidArgType('path', 'of type string or an instance of URL', url);
    if (url.protocol !== 'file:')
        throw errors.coded(p.TypeError, 'ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file');
    if (url.hostname !== '')
        throw errors.coded(p.TypeError, 'ERR_INVALID_FILE_URL_HOST',
            'File URL host must be "localhost" or empty on linux');
    if (p.regexpTest(/%2f/i, url.pathname))
        throw errors.coded(p.TypeError, 'ERR_INVALID_FILE_URL_PATH',
            'File URL path must not include encoded / characters');
    return p.decodeURIComponent(url.pathname);
};

exports.urlToHttpOptions = function urlToHttpOptions(url) {
    var options = { protocol: url.protocol, hostname: url.hostname, hash: url.hash,
        search: url.search, pathname: url.pathname, path: url.pathname + url.search,
        href: url.href };
    if (url.port !== '')
        options.port = +url.port;
    if (url.username || url.password)
        options.auth = p.decodeURIComponent(url.username) + ':' +
            p.decodeURIComponent(url.password);
    return options;
};
