/* SPDX-License-Identifier: MIT
 * resolve.js - from what a program writes in require() to the name of a file.
 *
 * Files below /snapshot that were loaded while a snapshot was made exist only as modules
 * in the heap: after boot they are found among the loaded modules, not on the disk.  Behind
 * these come the files that the snapshot has, if it has any. */
'use strict';

var p = require('primordials');
var packageExports = require('package_exports');
var path = require('path');

var join = path.join;
var dirname = path.dirname;
var resolvePath = path.resolve;
var startsWith = p.stringStartsWith;
var slice = p.stringSlice;

var cache = p.create(null); /* modules by file name: require.cache */
var ready = p.create(null); /* by file name: { code, key } or { text, name }, see precompiled.js */
var packages = p.create(null); /* what package.json says, by folder; null = there is none */
var folders = p.create(null); /* where frozen modules and the files of `ready` are */
var hasFrozen = false;
var hasReady = false; /* for names that are not below /snapshot */

exports.cache = cache;
exports.ready = ready;

function isVirtual(name) {
    return name === '/snapshot' || startsWith(name, '/snapshot/');
}

/* Whether this name can only be found among the modules of the snapshot. */
function isFrozen(name) {
    return hasFrozen && isVirtual(name) && !sys.isBuilding();
}

/* The same, and the snapshot has no files where it could be found either. */
function isLost(name) {
    return isFrozen(name) && !sys.hasFiles();
}

/* Of what the snapshot has beside loaded modules. */
function frozenKind(name) {
    return ready[name] !== undefined ? 0 : folders[name] !== undefined ? 1 : -1;
}

/* 0 = a file, 1 = a folder, -1 = not there */
function kindOf(name) {
    var kind = !hasFrozen || !isVirtual(name) ? -1 : cache[name] !== undefined ? 0 : frozenKind(name);
    if (kind >= 0 || isLost(name))
        return kind;
    kind = sys.fileKind(name);
    return kind < 0 && hasReady && !sys.isBuilding() ? frozenKind(name) : kind;
}

function realName(name) {
    return cache[name] !== undefined || ready[name] !== undefined && isVirtual(name) ? name :
        sys.realpath(name) || name;
}

/* ------------------------------------------------------------------------ source text */

/* The name in stacks: without the virtual folder, so that it is the project's own. */
exports.sourceName = function sourceName(name) {
    var unit = isVirtual(name) ? ready[name] : undefined;
    if (unit !== undefined && unit.name !== undefined)
        return unit.name;
    return sys.isBuilding() && isVirtual(name) &&
        (sys.hasFiles() || sys.hostPath(name) !== name) ?
        slice(name, '/snapshot/'.length) : name;
};

/* Whether what was compiled, or kept as text, stands for the file. */
exports.isHeld = function isHeld(name) {
    return isVirtual(name) || sys.fileKind(name) !== 0;
};

/* The text that stands for the file, undefined if there is none. */
exports.heldText = function heldText(name) {
    var unit = ready[name];
    return unit !== undefined && unit.text !== undefined && exports.isHeld(name) ? unit.text :
        undefined;
};

/* Answers what `use` makes of an open file. */
function useFile(name, use) {
    var fd = sys.fsOpen(name, 0, 0);
    try {
        return use(fd, exports.sourceName(name));
    } finally {
        sys.fsClose(fd);
    }
}

exports.readSource = function readSource(name) {
    var held = exports.heldText(name);
    return held !== undefined ? held : useFile(name, sys.readSource);
};

/* The function that a module's file is; `known` are those to look among.  By itself, so that the
 * stack of an error in the file has room for who wants it. */
exports.compileSource = function compileSource(name, known) {
    var fd = sys.fsOpen(name, 0, 0);
    try {
        return sys.compileFile(fd, exports.sourceName(name), known);
    } finally {
        sys.fsClose(fd);
    }
};

/* A file that is written to meanwhile has no key: what is compiled would stand for another text. */
function readWithKey(fd, name) {
    var key = sys.textKey(fd);
    var text = sys.readSource(fd, name);
    return { text: text, key: sys.textKey(fd) === key ? key : undefined };
}

/* With the key by which what is compiled of it is found. */
exports.readKeyed = function readKeyed(name) {
    var held = exports.heldText(name);
    return held !== undefined ? { text: held, key: sys.textKey(held) } : useFile(name, readWithKey);
};

function readPackage(folder) {
    var known = packages[folder];
    if (known !== undefined)
        return known;
    var name = join(folder, 'package.json');
    if (isLost(name) || sys.fileKind(name) !== 0)
        return isLost(name) ? null : packages[folder] = null;
    try {
        var data = p.jsonParse(exports.readSource(name));
    } catch (err) {
        if (p.objectIsPrototypeOf(p.SyntaxError.prototype, err)) {
            err.message = 'Error parsing ' + name + ': ' + err.message;
            err.path = name;
        }
        throw err;
    }
    if (data === null || typeof data !== 'object')
        data = {};
    return packages[folder] = {
        main: typeof data.main === 'string' ? data.main : undefined,
        exports: data.exports === null ? undefined : data.exports
    };
}

/* ------------------------------------------------------------------------------ files */

function tryFile(name) {
    return kindOf(name) === 0 ? realName(name) : undefined;
}

function tryExtensions(base, extensions) {
    for (var i = 0; i < extensions.length; i++) {
        var found = tryFile(base + extensions[i]);
        if (found !== undefined)
            return found;
    }
    return undefined;
}

function missingMain(folder, main, request) {
    var name = resolvePath(folder, main);
    var err = new p.Error("Cannot find module '" + name +
        "'. Please verify that the package.json has a valid \"main\" entry");
    err.code = 'MODULE_NOT_FOUND';
    err.path = join(folder, 'package.json');
    err.requestPath = request;
    return err;
}

function tryFolder(folder, extensions, request) {
    var about = readPackage(folder);
    var index = join(folder, 'index');
    if (about === null || about.main === undefined || about.main === '')
        return tryExtensions(index, extensions);
    var main = resolvePath(folder, about.main);
    var found = tryFile(main) || tryExtensions(main, extensions) ||
        tryExtensions(join(main, 'index'), extensions) || tryExtensions(index, extensions);
    if (found === undefined)
        throw missingMain(folder, about.main, request);
    return found;
}

/* The file that `base` stands for: itself, with an extension, or a folder's main. */
function findAt(base, mustBeFolder, extensions, request) {
    var kind = kindOf(base);
    var found;
    if (!mustBeFolder)
        found = kind === 0 ? realName(base) : tryExtensions(base, extensions);
    if (found === undefined && kind === 1)
        found = tryFolder(base, extensions, request);
    return found;
}

/* ------------------------------------------------------------------------------ paths */

/* While a snapshot is built a path may lead out of the virtual folder: it is resolved
 * where the files really are. */
exports.absolute = function absolute(from, name) {
    if (!sys.isBuilding())
        return resolvePath(from, name);
    return sys.scriptPath(resolvePath(sys.hostPath(from), name));
};

exports.isRelative = function isRelative(request) {
    return p.regexpTest(/^\.\.?(?:\/|$)/, request);
};

/* The node_modules folders from `from` upwards. */
exports.modulePaths = function modulePaths(from) {
    var list = [];
    for (var at = from; ; at = dirname(at)) {
        if (path.basename(at) !== 'node_modules')
            p.arrayPush(list, at === '/' ? '/node_modules' : at + '/node_modules');
        if (at === '/')
            return list;
    }
};

/* Folders that are searched behind module.paths but not listed there, where scripts and
 * the blob would see them: those above the project's folder in a build, and after boot
 * the packages that are in the snapshot. */
function morePaths() {
    if (!sys.isBuilding())
        return hasFrozen ? ['/snapshot/node_modules'] : [];
    var root = sys.hostPath('/snapshot');
    return root === '/snapshot' ? [] : exports.modulePaths(dirname(root));
}

/* What a package lets its users have, if it has "exports"; else undefined. */
function findExported(request, folder) {
    var parts = p.regexpExec(/^((?:@[^\/]+\/)?[^\/]+)(.*)$/, request);
    var name = parts === null ? undefined : join(folder, parts[1]);
    var about = name === undefined || kindOf(name) !== 1 ? null : readPackage(name);
    if (about === null || about.exports === undefined)
        return undefined;
    var target = packageExports.find(about.exports, '.' + parts[2], join(name, 'package.json'));
    var file = join(name, target);
    if (kindOf(file) === 0)
        return realName(file);
    var err = new p.Error("Cannot find module '" + file + "'");
    err.code = 'MODULE_NOT_FOUND';
    err.path = join(name, 'package.json');
    throw err;
}

function findInPaths(request, paths, mustBeFolder, extensions) {
    for (var i = 0; i < paths.length; i++) {
        if (kindOf(paths[i]) !== 1)
            continue;
        var found = findExported(request, paths[i]) ||
            findAt(resolvePath(paths[i], request), mustBeFolder, extensions, request);
        if (found !== undefined)
            return found;
    }
    return undefined;
}

/* A package in an archive has nothing around it. */
function leavesArchive(from, request, base) {
    return !startsWith(request, '/') && sys.isBuilding() && sys.hasFiles() && isVirtual(from) &&
        !isVirtual(base);
}

/* Absolute name of the file, or undefined.  `from` is the folder for relative requests,
 * `paths` those for bare names. */
exports.find = function find(request, from, paths, extensions) {
    var mustBeFolder = p.regexpTest(/(?:^|\/)\.{0,2}$/, request);
    if (exports.isRelative(request) || startsWith(request, '/')) {
        var base = exports.absolute(from, request);
        return leavesArchive(from, request, base) ? undefined :
            findAt(base, mustBeFolder, extensions, request);
    }
    return findInPaths(request, paths, mustBeFolder, extensions) ||
        findInPaths(request, morePaths(), mustBeFolder, extensions);
};

/* The file that a program starts with: on the command line no dots are needed. */
exports.findEntry = function findEntry(name, extensions) {
    return kindOf(name) === 0 ? realName(name) : findAt(name, false, extensions, name);
};

/* Whether a request that failed was for a file that only the build could have read. */
exports.isLostFile = function isLostFile(request, from) {
    if (startsWith(request, '/'))
        return isFrozen(request);
    return from !== undefined && isFrozen(from);
};

function noteFolders(name) {
    for (var at = dirname(name); folders[at] === undefined && at !== '/'; at = dirname(at))
        folders[at] = true;
}

exports.settle = function settle() {
    var name;
    for (name in packages)
        if (!isVirtual(name) || packages[name] === null)
            delete packages[name];
    for (name in folders)
        delete folders[name];
    hasReady = false;
    for (name in cache)
        if (isVirtual(name)) {
            hasFrozen = true;
            noteFolders(name);
        }
    for (name in ready) {
        noteFolders(name);
        if (isVirtual(name))
            hasFrozen = true;
        else
            hasReady = true;
    }
};
