/* SPDX-License-Identifier: MIT
 * package_exports.js - the "exports" of package.json: which file a package's user gets. */
'use strict';

var p = require('primordials');
var errors = require('errors');

var slice = p.stringSlice;
var hasOwn = p.objectHasOwnProperty;
var conditions = ['jsboot', 'node', 'require', 'default'];

/* Without subpaths the whole value is what the bare name of the package means. */
function subpathsOf(value) {
    if (typeof value === 'string' || p.isArray(value))
        return { '.': value };
    var keys = p.keys(value);
    return keys.length > 0 && !p.stringStartsWith(keys[0], '.') ? { '.': value } : value;
}

/* What "*" stands for if `pattern` fits the subpath. */
function matchPattern(pattern, subpath) {
    var star = p.stringIndexOf(pattern, '*');
    if (star < 0)
        return undefined;
    var head = slice(pattern, 0, star);
    var tail = slice(pattern, star + 1);
    if (subpath.length < pattern.length || !p.stringStartsWith(subpath, head) ||
        !p.stringEndsWith(subpath, tail))
        return undefined;
    return slice(subpath, star, subpath.length - tail.length);
}

/* The pattern with the longest text before its star. */
function bestPattern(subpaths, subpath) {
    var best;
    var keys = p.keys(subpaths);
    for (var i = 0; i < keys.length; i++)
        if (matchPattern(keys[i], subpath) !== undefined && (best === undefined ||
            p.stringIndexOf(keys[i], '*') > p.stringIndexOf(best, '*')))
            best = keys[i];
    return best;
}

function firstOf(list, choose) {
    for (var i = 0; i < list.length; i++) {
        var found = choose(list[i]);
        if (found !== undefined)
            return found;
    }
    return undefined;
}

/* A path below the package; null = hidden on purpose; undefined = no condition applies. */
function targetOf(value, star) {
    if (typeof value === 'string')
        return !p.stringStartsWith(value, './') ? null :
            p.arrayJoin(p.stringSplit(value, '*'), star);
    if (value === null || typeof value !== 'object')
        return null;
    if (p.isArray(value))
        return firstOf(value, function (each) { return targetOf(each, star) || undefined; });
    return firstOf(p.keys(value), function (key) {
        return p.arrayIndexOf(conditions, key) < 0 ? undefined : targetOf(value[key], star);
    });
}

/* The target of `subpath`, which is "." or begins with "./". */
exports.find = function find(value, subpath, manifest) {
    var subpaths = subpathsOf(value);
    var target;
    if (hasOwn(subpaths, subpath) && !p.stringIncludes(subpath, '*')) {
        target = targetOf(subpaths[subpath], '');
    } else {
        var pattern = bestPattern(subpaths, subpath);
        if (pattern !== undefined)
            target = targetOf(subpaths[pattern], matchPattern(pattern, subpath));
    }
    if (typeof target === 'string')
        return target;
    throw errors.coded(p.Error, 'ERR_PACKAGE_PATH_NOT_EXPORTED', subpath === '.' ?
        'No "exports" main defined in ' + manifest :
        "Package subpath '" + subpath + "' is not defined by \"exports\" in " + manifest);
};
