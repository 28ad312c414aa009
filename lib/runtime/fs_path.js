/* SPDX-License-Identifier: MIT
 * fs_path.js - argument checks that all of fs shares: paths, descriptors, options, flags. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var constants = require('constants').fs;

/* A path as a string; a Buffer's bytes are UTF-8. */
exports.checkPath = function checkPath(path, name) {
    name = name || 'path';
    if (path !== null && typeof path === 'object' && path instanceof require('url').URL)
        path = require('url').fileURLToPath(path);
    if (typeof path !== 'string') {
        if (!errors.isTypedArray(path) || p.classOf(path) !== 'Uint8Array')
            throw errors.invalidArgType(name,
                'of type string or an instance of Buffer or URL', path);
        path = sys.decode(path, 0, 0, path.length);
    }
    if (p.stringIncludes(path, '\0'))
        throw errors.invalidArgValue(name, path,
            'must be a string, Uint8Array, or URL without null bytes');
    return path;
};

exports.checkFd = function checkFd(fd, name) {
    errors.checkInteger(fd, name || 'fd', 0, 2147483647);
    return fd;
};

/* The small numbers that accessSync and copyFileSync take. */
exports.checkFlagBits = function checkFlagBits(bits) {
    if (bits === undefined || bits === null)
        return 0;
    if (typeof bits !== 'number')
        throw errors.coded(p.TypeError, 'ERR_INVALID_ARG_TYPE',
            'mode must be int32 or null/undefined');
    if (!(bits >= 0 && bits <= 7))
        throw errors.coded(p.RangeError, 'ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7');
    return bits;
};

/* Options of functions that take an object or, for short, an encoding. */
exports.getOptions = function getOptions(options, defaults) {
    if (options === undefined || options === null || typeof options === 'function')
        return defaults;
    if (typeof options === 'string')
        options = { encoding: options };
    else if (typeof options !== 'object')
        throw errors.invalidArgType('options', 'one of type string or object', options);
    options = p.assign({}, defaults, options);
    checkEncoding(options.encoding);
    return options;
};

function checkEncoding(encoding) {
    if (encoding !== undefined && encoding !== null && encoding !== 'buffer' &&
        !require('buffer').Buffer.isEncoding(encoding))
        throw errors.invalidArgValue('encoding', encoding, 'is invalid encoding');
}

var flagWords = {
    r: constants.O_RDONLY,
    'r+': constants.O_RDWR,
    w: constants.O_TRUNC | constants.O_CREAT | constants.O_WRONLY,
    'w+': constants.O_TRUNC | constants.O_CREAT | constants.O_RDWR,
    a: constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY,
    'a+': constants.O_APPEND | constants.O_CREAT | constants.O_RDWR
};

/* "wx", "as+" and the like: x = must be new, s = synchronous; or the number itself. */
exports.parseFlags = function parseFlags(flags, name) {
    if (flags === undefined || flags === null)
        return constants.O_RDONLY;
    if (typeof flags === 'number') {
        errors.checkInteger(flags, name || 'flags', -2147483648, 2147483647);
        return flags;
    }
    var match = p.regexpExec(/^(?:([rwa])(x?)(s?)|(s)([ra])|(x)([wa]))(\+?)$/, p.String(flags));
    if (match === null)
        throw errors.invalidArgValue(name || 'flags', flags);
    var letter = match[1] || match[5] || match[7];
    var isNew = match[2] || match[6];
    var isSync = match[3] || match[4];
    if ((isNew && letter === 'r') || (isSync && letter === 'w') || (isNew && isSync))
        throw errors.invalidArgValue(name || 'flags', flags);
    return flagWords[letter + match[8]] | (isNew ? constants.O_EXCL : 0) |
        (isSync ? constants.O_SYNC : 0);
};
