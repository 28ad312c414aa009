/* SPDX-License-Identifier: MIT
 * fs_more.js - the parts of fs that are made of others: copies of trees, owners, patterns,
 * callbacks, promises, streams. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var args = require('fs_path');
var leftOut = require('left_out');
var nextTick = require('ticks').nextTick;
var path = require('path');
var pipes = require('pipes');
var tree = require('fs_tree');

/* ----------------------------------------------------------------------------- owners */

function checkOwner(value, name) {
    errors.checkInteger(value, name, -1, 4294967295);
}

function chown(follow) {
    return function (name, uid, gid) {
        name = args.checkPath(name);
        checkOwner(uid, 'uid');
        checkOwner(gid, 'gid');
        sys.fsChown(name, uid, gid, follow);
    };
}

/* The same on a descriptor, by the name that the system gives it; errors do without it. */
function onDescriptor(syscall, act) {
    return function (fd, a, b) {
        args.checkFd(fd);
        try {
            act('/proc/self/fd/' + fd, a, b);
        } catch (err) {
            if (typeof err.errno !== 'number')
                throw err;
            throw closedError(err.code === 'ENOENT' ? -9 : err.errno, syscall);
        }
    };
}

function closedError(number, syscall) {
    var words = sys.errnoText(-number);
    var err = new p.Error(words[0] + ': ' + words[1] + ', ' + syscall);
    err.errno = number;
    err.code = words[0];
    err.syscall = syscall;
    return err;
}

/* ------------------------------------------------------------------------------- copy */

function copyError(code, number, text, info) {
    var err = errors.coded(p.Error, code, text);
    p.defineHidden(err, 'name', 'SystemError');
    err.info = info;
    err.errno = number;
    err.syscall = 'cp';
    err.path = info.path;
    return err;
}

function copyLink(fs, from, to) {
    var target = fs.readlinkSync(from);
    if (!path.isAbsolute(target))
        target = path.resolve(path.dirname(from), target);
    fs.rmSync(to, { force: true });
    fs.symlinkSync(target, to);
}

function copyFile(fs, from, to, options) {
    if (fs.existsSync(to)) {
        if (options.errorOnExist && options.force === false)
            throw copyError('ERR_FS_CP_EEXIST', 17, 'Target already exists: cp returned EEXIST (' +
                to + ' already exists) ' + to,
            { message: to + ' already exists', path: to, syscall: 'cp', errno: 17, code: 'EEXIST' });
        if (options.force === false)
            return;
    }
    fs.copyFileSync(from, to, options.mode);
    if (options.preserveTimestamps) {
        var stat = fs.statSync(from);
        fs.utimesSync(to, stat.atime, stat.mtime);
    }
}

function copyFolder(fs, from, to, options) {
    if (!fs.existsSync(to))
        fs.mkdirSync(to, { recursive: true, mode: fs.statSync(from).mode & 511 });
    p.arrayForEach(tree.readdirSync(from), function (name) {
        copyAny(fs, path.join(from, name), path.join(to, name), options);
    });
}

function copyAny(fs, from, to, options) {
    if (options.filter && !options.filter(from, to))
        return;
    var stat = options.dereference ? fs.statSync(from) : fs.lstatSync(from);
    if (stat.isDirectory())
        copyFolder(fs, from, to, options);
    else if (stat.isSymbolicLink())
        copyLink(fs, from, to);
    else
        copyFile(fs, from, to, options);
}

function refuse(code, number, errno, text, message, name) {
    throw copyError(code, number, text + ': cp returned ' + errno + ' (' + message + ') ' + name,
        { message: message, path: name, syscall: 'cp', errno: number, code: errno });
}

function addCopy(fs) {
    fs.cpSync = function cpSync(from, to, options) {
        from = args.checkPath(from, 'src');
        to = args.checkPath(to, 'dest');
        options = options || {};
        errors.checkObject(options, 'options');
        var stat = options.dereference ? fs.statSync(from) : fs.lstatSync(from);
        if (stat.isDirectory() && !options.recursive)
            refuse('ERR_FS_EISDIR', 21, 'EISDIR',
                'Recursive option not enabled, cannot copy a directory',
                'Recursive option not enabled, cannot copy a directory: ' + from, to);
        var whole = path.resolve(from);
        if (stat.isDirectory() && p.stringStartsWith(path.resolve(to) + '/', whole + '/'))
            refuse('ERR_FS_CP_EINVAL', 22, 'EINVAL', 'Invalid src or dest',
                'cannot copy ' + from + ' to a subdirectory of self ' + to, to);
        fs.mkdirSync(path.dirname(to), { recursive: true });
        copyAny(fs, from, to, options);
    };
}

/* --------------------------------------------------------------------------- patterns */

/* {a,b} as several patterns. */
function expandBraces(pattern) {
    var match = p.regexpExec(/^((?:[^{\\]|\\[\s\S])*)\{([^{}]*,[^{}]*)\}([\s\S]*)$/, pattern);
    if (match === null)
        return [pattern];
    return p.arrayReduce(p.stringSplit(match[2], ','), function (all, each) {
        return p.arrayConcat(all, expandBraces(match[1] + each + match[3]));
    }, []);
}

function classSource(text) {
    return '[' + (text[0] === '!' || text[0] === '^' ? '^' : '') +
        p.stringReplace(p.stringReplace(text, /^[!^]/, ''), /[\\\]\[]/g, '\\$&') + ']';
}

/* One part of a path as a regular expression; names with a dot in front only by a dot. */
function partPattern(part) {
    var source = p.stringReplace(part, /\\([\s\S])|\[([!^]?\]?[^\]]*)\]|([\s\S])/g,
        function (all, escaped, inside, plain) {
            if (inside !== undefined)
                return classSource(inside);
            if (plain === '*')
                return '.*';
            return plain === '?' ? '.' :
                p.stringReplace(escaped || plain, /[.*+?^${}()|\[\]\\\/]/, '\\$&');
        });
    return new p.RegExp('^' + (part[0] === '.' ? '' : '(?!\\.)') + source + '$');
}

function entriesOf(folder) {
    try {
        return tree.readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
    } catch (err) {
        return [];
    }
}

function isFolder(entry, name) {
    return entry.isDirectory() || entry.isSymbolicLink() && sys.fileKind(name) === 1;
}

/* Adds what matches `parts` from `at` on, below `shown`, a text that ends with a slash or is empty. */
function match(state, shown, parts, at) {
    var part = parts[at];
    var isLast = at === parts.length - 1;
    if (part === '**') {
        matchDeep(state, shown, parts, at);
        return;
    }
    if (!p.regexpTest(/[*?\[\\]/, part)) {
        var name = shown + part;
        if (sys.fileKind(state.base + name) >= 0 || isLast && state.isThere(state.base + name))
            found(state, name, parts, at);
        return;
    }
    var pattern = partPattern(part);
    p.arrayForEach(entriesOf(state.base + shown), function (entry) {
        if (p.regexpTest(pattern, entry.name) &&
            (isLast || isFolder(entry, state.base + shown + entry.name)))
            found(state, shown + entry.name, parts, at);
    });
}

function found(state, name, parts, at) {
    if (at < parts.length - 1)
        match(state, name + '/', parts, at + 1);
    else
        state.names[name] = true;
}

function matchDeep(state, shown, parts, at) {
    if (at < parts.length - 1)
        match(state, shown, parts, at + 1);
    else if (shown !== '')
        state.names[p.stringSlice(shown, 0, -1)] = true;
    p.arrayForEach(entriesOf(state.base + shown), function (entry) {
        if (entry.name[0] === '.')
            return;
        if (entry.isDirectory())
            matchDeep(state, shown + entry.name + '/', parts, at);
        else if (at === parts.length - 1)
            state.names[shown + entry.name] = true;
    });
}

function isExcluded(exclude, name) {
    if (typeof exclude === 'function')
        return exclude(name);
    return p.isArray(exclude) && p.arrayFilter(exclude, function (pattern) {
        return p.arrayFilter(expandBraces(pattern), function (each) {
            return each === name || p.regexpTest(partPattern(each), name);
        }).length > 0;
    }).length > 0;
}

function addGlob(fs) {
    fs.globSync = function globSync(pattern, options) {
        options = options || {};
        errors.checkObject(options, 'options');
        var patterns = p.isArray(pattern) ? pattern : [pattern];
        var cwd = options.cwd === undefined ? '' : args.checkPath(options.cwd, 'options.cwd') + '/';
        var state = { names: p.create(null), base: '', isThere: function (name) {
            return sys.fsStat(name, false, false) !== undefined;
        } };
        p.arrayForEach(patterns, function (each) {
            errors.checkString(each, 'patterns');
            p.arrayForEach(expandBraces(each), function (one) {
                var isAbsolute = one[0] === '/';
                state.base = isAbsolute ? '' : cwd;
                match(state, isAbsolute ? '/' : '', p.stringSplit(
                    p.stringReplace(p.stringReplace(one, /^\/+/, ''), /\/+/g, '/'), '/'), 0);
            });
        });
        return p.arrayFilter(p.arraySort(p.keys(state.names)), function (name) {
            return !isExcluded(options.exclude, name);
        });
    };
}

/* ------------------------------------------------------------------ callbacks, promises */

var NAMES = 'access appendFile chmod chown close copyFile cp fchmod fchown fdatasync fstat fsync ' +
    'ftruncate futimes glob lchown link lstat mkdir mkdtemp open opendir read readFile readdir ' +
    'readlink realpath rename rm rmdir stat symlink truncate unlink utimes write writeFile';

/* The work is done at once; who asked hears of it later. */
function withCallback(run, name) {
    var result = function () {
        var given = p.arraySlice(arguments);
        var callback = p.arrayPop(given);
        var failure = null;
        var value;
        if (typeof callback !== 'function')
            throw errors.invalidArgType('cb', 'of type function',
                given.length > 0 ? callback : undefined);
        try {
            value = p.apply(run, undefined, given);
        } catch (err) {
            if (typeof err.errno !== 'number')
                throw err;
            failure = err;
        }
        require('timers').api.setImmediate(function () {
            if (failure !== null)
                callback(failure);
            else if (value === undefined)
                callback(null);
            else if (name === 'read' || name === 'write')
                callback(null, value, given[1]);
            else
                callback(null, value);
        });
    };
    p.defineProperty(result, 'name', { value: name });
    return result;
}

function withPromise(run, name) {
    var result = function () {
        var given = p.arraySlice(arguments);
        if (typeof globalThis.Promise !== 'function')
            throw leftOut.error('fs.promises', 'use fs.' + name + 'Sync()');
        return new globalThis.Promise(function (resolve) {
            resolve(p.apply(run, undefined, given));
        });
    };
    p.defineProperty(result, 'name', { value: name });
    return result;
}

function addCallbacks(fs) {
    fs.promises = { constants: fs.constants };
    p.arrayForEach(p.stringSplit(NAMES, ' '), function (name) {
        fs[name] = withCallback(fs[name + 'Sync'], name);
        if (!p.regexpTest(/^f(?!datasync)|^(read|write|close|open|glob|opendir)$/, name))
            fs.promises[name] = withPromise(fs[name + 'Sync'], name);
    });
    fs.exists = function exists(name, callback) {
        errors.checkFunction(callback, 'cb');
        var isThere = fs.existsSync(name);
        require('timers').api.setImmediate(function () { callback(isThere); });
    };
    leftOut.add(fs.promises, 'fs.promises', 'open opendir watch lutimes statfs',
        function (name) { return name === 'watch' ? 'poll with statSync()' : 'use the function of fs'; });
}

/* ---------------------------------------------------------------------------- streams */

function streamOptions(options) {
    options = typeof options === 'string' ? { encoding: options } : options || {};
    errors.checkObject(options, 'options');
    return options;
}

/* Which bytes of a file: both ends are part of it. */
function rangeOf(options) {
    if (options.start === undefined && options.end === undefined)
        return undefined;
    var start = options.start === undefined ? 0 : options.start;
    var end = options.end === undefined ? Infinity : options.end;
    errors.checkInteger(start, 'start', 0, 9007199254740991);
    if (end !== Infinity)
        errors.checkInteger(end, 'end', 0, 9007199254740991);
    if (start > end)
        throw errors.outOfRange('start', '<= "end" (here: ' + end + ')', start);
    return { at: start, end: end };
}

/* An error of opening is told as an event, as all that happens later. */
function openStream(fs, name, options, flags, make) {
    var failure;
    var fd = typeof options.fd === 'number' ? options.fd : -1;
    try {
        fd = fd < 0 ? fs.openSync(name, options.flags || flags, options.mode) : fd;
    } catch (err) {
        if (typeof err.errno !== 'number')
            throw err;
        failure = err;
    }
    var stream = make(fd);
    stream.path = name;
    if (failure !== undefined) {
        stream._owns = false;
        stream.destroy(failure);
    } else {
        nextTick(function () {
            stream.emit('open', fd);
            stream.emit('ready');
        });
    }
    return stream;
}

function addStreams(fs) {
    fs.createReadStream = function createReadStream(name, options) {
        options = streamOptions(options);
        var range = rangeOf(options);
        return openStream(fs, name, options, 'r', function (fd) {
            var stream = new pipes.Readable(fd, true, range);
            return options.encoding ? stream.setEncoding(options.encoding) : stream;
        });
    };
    fs.createWriteStream = function createWriteStream(name, options) {
        options = streamOptions(options);
        if (options.start !== undefined)
            throw leftOut.error("a stream to write with the option 'start'", 'use fs.writeSync()');
        return openStream(fs, name, options, 'w', function (fd) {
            return new pipes.Writable(fd);
        });
    };
}

exports.install = function install(fs) {
    fs.chownSync = chown(true);
    fs.lchownSync = chown(false);
    fs.fchownSync = onDescriptor('fchown', fs.chownSync);
    fs.fchmodSync = onDescriptor('fchmod', fs.chmodSync);
    fs.futimesSync = onDescriptor('futime', fs.utimesSync);
    addCopy(fs);
    addGlob(fs);
    addCallbacks(fs);
    addStreams(fs);
    leftOut.add(fs, 'fs', 'watch watchFile unwatchFile', 'poll with statSync()');
    leftOut.add(fs, 'fs', 'lutimesSync lutimes', 'use utimesSync() on what the link leads to');
    leftOut.add(fs, 'fs', 'readvSync readv', 'use readSync() for each buffer');
    leftOut.add(fs, 'fs', 'writevSync writev', 'use writeSync() for each buffer');
    leftOut.add(fs, 'fs', 'statfsSync statfs', "run 'df' with child_process");
    leftOut.add(fs, 'fs', 'openAsBlob', 'use readFileSync()');
};
