/* SPDX-License-Identifier: MIT
 * path.js - the path module: POSIX paths as text, without a look at the file system. */
'use strict';

var p = require('primordials');
var errors = require('errors');

var slice = p.stringSlice;
var lastIndexOf = p.stringLastIndexOf;
var startsWith = p.stringStartsWith;
var endsWith = p.stringEndsWith;
var checkString = errors.checkString;

exports.sep = '/';
exports.delimiter = ':';

/* The parts of a path without "." and, where they have something to cancel, "..". */
function cleanParts(path, isAbsolute) {
    var parts = p.stringSplit(path, '/');
    var kept = [];
    for (var i = 0; i < parts.length; i++) {
        var part = parts[i];
        if (part === '' || part === '.')
            continue;
        if (part !== '..')
            p.arrayPush(kept, part);
        else if (kept.length > 0 && kept[kept.length - 1] !== '..')
            p.arrayPop(kept);
        else if (!isAbsolute)
            p.arrayPush(kept, part);
    }
    return p.arrayJoin(kept, '/');
}

exports.normalize = function normalize(path) {
    checkString(path, 'path');
    if (path === '')
        return '.';
    var isAbsolute = startsWith(path, '/');
    var clean = cleanParts(path, isAbsolute);
    if (clean === '')
        return isAbsolute ? '/' : endsWith(path, '/') ? './' : '.';
    if (endsWith(path, '/'))
        clean += '/';
    return isAbsolute ? '/' + clean : clean;
};

exports.isAbsolute = function isAbsolute(path) {
    checkString(path, 'path');
    return startsWith(path, '/');
};

exports.join = function join() {
    var joined = '';
    for (var i = 0; i < arguments.length; i++) {
        checkString(arguments[i], 'path');
        if (arguments[i] !== '')
            joined += (joined === '' ? '' : '/') + arguments[i];
    }
    return exports.normalize(joined);
};

exports.resolve = function resolve() {
    var path = '';
    for (var i = arguments.length - 1; i >= 0 && !startsWith(path, '/'); i--) {
        checkString(arguments[i], 'paths[' + i + ']');
        if (arguments[i] !== '')
            path = arguments[i] + '/' + path;
    }
    if (!startsWith(path, '/'))
        path = sys.cwd() + '/' + path;
    return '/' + cleanParts(path, true);
};

exports.relative = function relative(from, to) {
    checkString(from, 'from');
    checkString(to, 'to');
    from = exports.resolve(from);
    to = exports.resolve(to);
    if (from === to)
        return '';
    var fromParts = from === '/' ? [] : p.stringSplit(slice(from, 1), '/');
    var toParts = to === '/' ? [] : p.stringSplit(slice(to, 1), '/');
    var same = 0;
    while (same < fromParts.length && same < toParts.length && fromParts[same] === toParts[same])
        same++;
    var up = [];
    for (var i = same; i < fromParts.length; i++)
        p.arrayPush(up, '..');
    return p.arrayJoin(p.arrayConcat(up, p.arraySlice(toParts, same)), '/');
};

/* Where a path ends when the slashes at its end are left out; 0 for slashes only. */
function trimmedEnd(path) {
    var end = path.length;
    while (end > 0 && p.stringCharCodeAt(path, end - 1) === 47)
        end--;
    return end;
}

exports.dirname = function dirname(path) {
    checkString(path, 'path');
    if (path === '')
        return '.';
    var end = trimmedEnd(path);
    var slash = end === 0 ? -1 : lastIndexOf(path, '/', end - 1);
    if (slash < 0)
        return startsWith(path, '/') ? '/' : '.';
    var folder = slice(path, 0, slash);
    if (folder === '')
        return '/';
    return slash === 1 && folder === '/' ? '//' : folder;
};

exports.basename = function basename(path, suffix) {
    if (suffix !== undefined)
        checkString(suffix, 'suffix');
    checkString(path, 'path');
    var end = trimmedEnd(path);
    var name = slice(path, lastIndexOf(slice(path, 0, end), '/') + 1, end);
    if (suffix === undefined || suffix === '')
        return name;
    /* The suffix may not be all of the name, unless it is the whole path. */
    if (endsWith(name, suffix) && (suffix !== name || suffix === path))
        return suffix === path ? '' : slice(name, 0, name.length - suffix.length);
    return name;
};

exports.extname = function extname(path) {
    checkString(path, 'path');
    var name = exports.basename(path);
    var dot = lastIndexOf(name, '.');
    return dot <= 0 || name === '..' ? '' : slice(name, dot);
};

exports.parse = function parse(path) {
    checkString(path, 'path');
    var root = startsWith(path, '/') ? '/' : '';
    var base = exports.basename(path);
    var ext = exports.extname(path);
    var end = trimmedEnd(path);
    var slash = end === 0 ? -1 : lastIndexOf(path, '/', end - 1);
    return {
        root: root,
        dir: slash > 0 ? slice(path, 0, slash) : root,
        base: base,
        ext: ext,
        name: slice(base, 0, base.length - ext.length)
    };
};

exports.format = function format(parts) {
    errors.checkObject(parts, 'pathObject');
    var dir = parts.dir || parts.root;
    var ext = parts.ext ? (startsWith(parts.ext, '.') ? '' : '.') + parts.ext : '';
    var base = parts.base || (parts.name || '') + ext;
    if (!dir)
        return base;
    return dir === parts.root ? dir + base : dir + '/' + base;
};

exports.toNamespacedPath = function toNamespacedPath(path) {
    return path;
};

exports.posix = exports;
