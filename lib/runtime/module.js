/* SPDX-License-Identifier: MIT
 * module.js - CommonJS: modules, require, and the ways in which C starts a program. */
'use strict';

var p = require('primordials');
var errors = require('errors');
var path = require('path');
var precompiled = require('precompiled');
var process = require('process');
var resolver = require('resolve');
var compileCache = require('compile_cache');

var dirname = path.dirname;
var extname = path.extname;
var cache = resolver.cache;

/* Public modules, and the files of the runtime behind them. */
var builtins = p.create(null);
builtins.assert = function () { return require('assert'); };
builtins['assert/strict'] = function () { return require('assert').strict; };
builtins.child_process = function () { return require('child_process'); };
builtins.buffer = function () { return require('buffer'); };
builtins.console = function () { return require('console').object; };
builtins.events = function () { return require('events'); };
builtins.fs = function () { return require('fs'); };
builtins.module = function () { return Module; };
builtins.os = function () { return require('os'); };
builtins.path = function () { return require('path'); };
builtins['path/posix'] = builtins.path;
builtins.process = function () { return process.object; };
builtins.string_decoder = function () { return require('string_decoder'); };
builtins.crypto = function () { return require('crypto'); };
builtins.perf_hooks = function () { return { performance: globalThis.performance }; };
builtins.querystring = function () { return require('querystring').api; };
builtins.readline = function () { return require('readline'); };
builtins['timers/promises'] = function () { return require('util_more').timerPromises; };
builtins.tty = function () { return tty; };
builtins.url = function () { return require('url'); };
builtins['fs/promises'] = function () { return require('fs').promises; };
builtins['jsrun:sh'] = function () { return require('sh'); };
builtins.timers = function () { return require('timers').api; };
builtins.util = function () { return require('util'); };
builtins['util/types'] = function () { return require('util').types; };
builtins.v8 = function () { return require('v8'); };

var tty = { isatty: function isatty(fd) { return p.isInteger(fd) && fd >= 0 && sys.isatty(fd); } };

/* Modules of node that are not here; a program may bring its own of that name. */
var leftOut = ' async_hooks cluster constants dgram diagnostics_channel dns domain http http2 https ' +
    'inspector net punycode readline/promises repl stream stream/promises tls ' +
    'trace_events vm wasi worker_threads zlib ';

function Module(id, parent) {
    this.id = id;
    this.path = dirname(id || '');
    this.exports = {};
    p.defineHidden(this, 'parent', parent);
    this.filename = null;
    this.loaded = false;
    this.children = [];
    adopt(parent, this);
}

function adopt(parent, child) {
    if (parent && parent.children && p.arrayIndexOf(parent.children, child) < 0)
        p.arrayPush(parent.children, child);
}

function disown(parent, child) {
    var at = parent && parent.children ? p.arrayIndexOf(parent.children, child) : -1;
    if (at >= 0)
        p.arraySplice(parent.children, at, 1);
}

/* ----------------------------------------------------------------------------- resolve */

function requireStack(parent) {
    var stack = [];
    for (var at = parent; at; at = at.parent)
        p.arrayPush(stack, at.filename || at.id);
    return stack;
}

function notFound(request, parent) {
    var stack = requireStack(parent);
    var message = "Cannot find module '" + request + "'";
    if (resolver.isLostFile(request, parent && parent.path))
        message += ': it was not loaded when the snapshot was made; require it at build time';
    if (p.stringIncludes(leftOut, ' ' + request + ' '))
        message += ": jsrun has no module of node of that name";
    if (stack.length > 0)
        message += '\nRequire stack:\n- ' + p.arrayJoin(stack, '\n- ');
    var err = new p.Error(message);
    err.code = 'MODULE_NOT_FOUND';
    err.requireStack = stack;
    return err;
}

function builtinName(request) {
    if (p.stringStartsWith(request, 'node:')) {
        var name = p.stringSlice(request, 5);
        if (builtins[name] === undefined)
            throw errors.coded(p.Error, 'ERR_UNKNOWN_BUILTIN_MODULE',
                'No such built-in module: ' + request +
                (p.stringIncludes(leftOut, ' ' + name + ' ') ? ' in jsrun' : ''));
        return name;
    }
    return builtins[request] === undefined ? undefined : request;
}

function findFor(request, parent) {
    return resolver.find(request, parent.path, parent.paths || [], p.keys(Module._extensions));
}

/* With options.paths the search starts from each of those folders in turn. */
function findFrom(request, folders) {
    errors.checkArray(folders, 'options.paths');
    for (var i = 0; i < folders.length; i++) {
        var from = path.resolve(folders[i]);
        var found = findFor(request, { path: from, paths: resolver.modulePaths(from) });
        if (found !== undefined)
            return found;
    }
    return undefined;
}

Module._resolveFilename = function _resolveFilename(request, parent, isMain, options) {
    if (builtinName(request) !== undefined)
        return request;
    var found = options && options.paths !== undefined ? findFrom(request, options.paths) :
        findFor(request, parent || cwdModule('.'));
    if (found === undefined)
        throw notFound(request, parent);
    return found;
};

Module._nodeModulePaths = function _nodeModulePaths(from) {
    return resolver.modulePaths(path.resolve(from));
};

/* -------------------------------------------------------------------------------- load */

function loadFile(filename, parent, isMain) {
    var module = new Module(filename, parent);
    if (isMain) {
        process.object.mainModule = module;
        module.id = '.';
        module.parent = null;
    }
    cache[filename] = module;
    try {
        module.load(filename);
    } finally {
        if (!module.loaded && cache[filename] === module) {
            delete cache[filename];
            disown(parent, module);
        }
    }
    return module.exports;
}

Module._load = function _load(request, parent, isMain) {
    var builtin = builtinName(request);
    if (builtin !== undefined)
        return builtins[builtin]();
    var filename = Module._resolveFilename(request, parent, isMain);
    var cached = cache[filename];
    if (cached === undefined)
        return loadFile(filename, parent, isMain);
    adopt(parent, cached);
    return cached.exports;
};

/* Of "a.b.js" the longest extension that somebody has registered. */
function extensionOf(filename) {
    var name = path.basename(filename);
    var dot = 0;
    while ((dot = p.stringIndexOf(name, '.', dot + 1)) > 0)
        if (Module._extensions[p.stringSlice(name, dot)])
            return p.stringSlice(name, dot);
    return '.js';
}

Module.prototype.load = function load(filename) {
    this.filename = filename;
    this.paths = resolver.modulePaths(dirname(filename));
    Module._extensions[extensionOf(filename)](this, filename);
    this.loaded = true;
};

Module.prototype.require = function require(id) {
    errors.checkString(id, 'id');
    if (id === '')
        throw errors.invalidArgValue('id', id, 'must be a non-empty string');
    return Module._load(id, this, false);
};

function runCode(module, code, filename) {
    var result = p.apply(code, module.exports,
        [module.exports, makeRequire(module), module, filename, dirname(filename)]);
    return result; /* no tail call: stacks would say so */
}

/* What was compiled before the freeze, by the texts' keys. */
function knownCode() {
    return sys.isBuilding() ? undefined : entry[READY];
}

Module.prototype._compile = function _compile(source, filename) {
    var code = sys.compileModule(source, resolver.sourceName(filename), knownCode());
    var result = runCode(this, code, filename);
    return result;
};

Module._extensions = p.create(null);

/* Whether the text of a module is of no use to a program that has its own way to compile it. */
function needsNoText(module, filename) {
    return module._compile === own.compile && resolver.heldText(filename) === undefined;
}

Module._extensions['.js'] = function (module, filename) {
    var code = precompiled.codeOf(filename);
    if (code === undefined && needsNoText(module, filename))
        code = resolver.compileSource(filename, knownCode());
    if (code !== undefined)
        runCode(module, code, filename);
    else
        module._compile(resolver.readSource(filename), filename);
};

Module._extensions['.json'] = function (module, filename) {
    var source = resolver.readSource(filename);
    try {
        module.exports = p.jsonParse(source);
    } catch (err) {
        err.message = filename + ': ' + err.message;
        throw err;
    }
};

/* ----------------------------------------------------------------------------- require */

function makeRequire(module) {
    function require(id) {
        return module.require(id);
    }
    require.resolve = function resolve(request, options) {
        errors.checkString(request, 'request');
        return Module._resolveFilename(request, module, false, options);
    };
    require.resolve.paths = function paths(request) {
        errors.checkString(request, 'request');
        if (builtinName(request) !== undefined)
            return null;
        return resolver.isRelative(request) ? [module.path] : p.arraySlice(module.paths || []);
    };
    require.main = process.object.mainModule;
    require.extensions = Module._extensions;
    require.cache = cache;
    return require;
}

/* A module that is no file: the parent of what code from elsewhere requires. */
function standIn(id, filename, folder) {
    var module = new Module(id);
    module.path = folder;
    module.filename = filename;
    module.paths = resolver.modulePaths(folder);
    return module;
}

/* As node, which takes that of the executable where the current one was removed. */
function currentFolder() {
    try {
        return sys.cwd();
    } catch (err) {
        return dirname(sys.execPath());
    }
}

function cwdModule(id) {
    return standIn(id, undefined, currentFolder());
}

Module.createRequire = function createRequire(filename) {
    if (filename instanceof require('url').URL ||
        typeof filename === 'string' && p.stringStartsWith(filename, 'file:'))
        filename = require('url').fileURLToPath(filename);
    if (typeof filename !== 'string' || !path.isAbsolute(filename))
        throw errors.invalidArgValue('filename', filename,
            'must be a file URL object, file URL string, or absolute path string');
    var folder = p.stringEndsWith(filename, '/') ? filename : dirname(filename);
    return makeRequire(standIn(filename, filename, path.resolve(folder)));
};

Module.isBuiltin = function isBuiltin(name) {
    if (typeof name !== 'string')
        return false;
    if (p.stringStartsWith(name, 'node:'))
        name = p.stringSlice(name, 5);
    return builtins[name] !== undefined;
};

/* All that require() has, for a session's completion. */
exports.moduleNames = function moduleNames() { return p.keys(builtins); };

Module.builtinModules = p.arrayFilter(p.keys(builtins), function (name) {
    return !p.stringIncludes(name, ':');
});
Module._cache = cache;
Module.Module = Module;
Module.constants = compileCache.constants;
Module.enableCompileCache = compileCache.enable;
Module.getCompileCacheDir = compileCache.folder;
Module.flushCompileCache = compileCache.flush;
/* As an accessor it does not make inspect show each module with the name of its class. */
p.defineGetter(Module.prototype, 'constructor', function constructor() { return Module; });

/* ------------------------------------------------------------------------ entry points */

/* A module's paths are made when they are asked for, and are the program's from then on. */
function modulePaths() {
    var list = resolver.modulePaths(this.path);
    p.defineValue(this, 'paths', list);
    return list;
}

/* The module behind the global `require` until a script is started, and that of code of the
 * command line: its folder is the current one, of now or of when the code was started. */
function programModule() {
    var module = standIn('.', null, '/');
    p.defineLive(module, 'filename', function () {
        return evalFolder === undefined ? null : path.join(evalFolder, '[eval]');
    });
    p.defineLive(module, 'path', function () { return evalFolder || sys.cwd(); });
    p.defineLive(module, 'paths', modulePaths);
    return module;
}

var evalFolder; /* the current folder when code of the command line was started */
var program = programModule();
exports.programRequire = makeRequire(program);

/* The module that C starts, and what C changes then, first what it always does; then, if a snapshot
 * has them, functions by the keys of their texts, the script to run after boot, with its function, or
 * the program's main function, with its argument.  In place of that, the script's folder, and names of
 * parameters and of arguments only lie there, to be near what else a start reads.  Nothing is missing:
 * what an array does not have is looked for by a name. */
var main = new Module('.', null);
var entry = [main, cache, undefined, makeRequire(main), process.object, main.exports, main.children,
    undefined, undefined, undefined, undefined, undefined, 'module', '__filename', '__dirname', '0', '1', '2'];
var ARGV = 2;
var REQUIRE = 3;
var PROCESS = 4;
var READY = 7;
var MAIN_NAME = 8;
var MAIN_CODE = 9;
var MAIN_FUNCTION = 10;
var MAIN_DATA = 11;
exports.entry = entry;
p.defineLive(main, 'paths', modulePaths);
entry[REQUIRE].main = main;

/* What C does not have to change is in a page less that a start writes to. */
p.defineLive(process.object, 'mainModule', function mainModule() {
    return main.filename === null ? undefined : main;
});

function setGlobalRequire(require) {
    if (globalThis.require !== require)
        p.defineHidden(globalThis, 'require', require);
}

function noMainModule() {
    if (process.object.mainModule !== undefined)
        process.object.mainModule = undefined;
}

/* Real, absolute name of the file that the command line names. */
function entryFile(given) {
    var name = resolver.absolute(sys.cwd(), given);
    var found = resolver.findEntry(name, p.keys(Module._extensions));
    if (found === undefined)
        throw notFound(name, undefined);
    process.setEntry(given, found);
    return found;
}

/* A script whose variables are global.  It knows where it is, but no `module` or `exports`: it is by
 * these that libraries for browsers and node decide to be global as well. */
exports.runScript = function runScript(given) {
    var filename = entryFile(given);
    noMainModule();
    setGlobalRequire(makeRequire(standIn('.', filename, dirname(filename))));
    p.defineHidden(globalThis, '__filename', filename);
    p.defineHidden(globalThis, '__dirname', dirname(filename));
    sys.runScript(resolver.readSource(filename), resolver.sourceName(filename));
};

exports.runModule = function runModule(given) {
    var filename = entryFile(given);
    if (cache[filename] === undefined)
        loadFile(filename, null, true);
};

function extensionNames() {
    return p.arrayJoin(p.keys(Module._extensions), '/');
}

var own = { load: Module._load, js: Module._extensions['.js'],
    loadModule: Module.prototype.load, compile: Module.prototype._compile,
    extensions: extensionNames() };

/* Whether a program has changed how files become modules. */
exports.isPatched = function isPatched() {
    return Module._load !== own.load || Module._extensions['.js'] !== own.js ||
        Module.prototype.load !== own.loadModule || Module.prototype._compile !== own.compile ||
        extensionNames() !== own.extensions;
};

/* C has found the script.  Whether it may start it by itself. */
exports.startEntry = function startEntry() {
    if (exports.isPatched() || main.filename !== null)
        return false;
    settleMainModule();
    process.setEntry(sys.entryGiven(), sys.entryPath());
    return true;
};

/* The object whose mainModule C is to set: a program has set it before. */
function settleMainModule() {
    var own = p.getOwnPropertyDescriptor(process.object, 'mainModule');
    entry[PROCESS] = own !== undefined && !own.writable ? undefined : process.object;
}

/* The array of arguments, if C is to fill it at boot. */
exports.setArgv = function setArgv(argv) {
    entry[ARGV] = argv;
};

/* ------------------------------------------------------------------------ precompiled */

exports.isScript = function isScript(filename) {
    return Module._extensions[extensionOf(filename)] === own.js;
};

/* The file that a module means, undefined if it is none or the runtime's. */
exports.tryResolve = function tryResolve(request, filename) {
    var folder = dirname(filename);
    try {
        return builtinName(request) !== undefined ? undefined :
            findFor(request, { path: folder, paths: resolver.modulePaths(folder) });
    } catch (err) {
        return undefined;
    }
};

/* As the command line names it: a file, or what require() finds from the current folder. */
exports.precompile = function precompile(given) {
    var found = resolver.findEntry(resolver.absolute(sys.cwd(), given), p.keys(Module._extensions)) ||
        findFor(given, cwdModule('.'));
    if (found === undefined)
        throw notFound(given, undefined);
    precompiled.add(found, exports, false);
};

exports.precompileMain = function precompileMain(given) {
    var name = resolver.absolute(sys.cwd(), given);
    var found = resolver.findEntry(name, p.keys(Module._extensions));
    if (found === undefined)
        throw notFound(given, undefined);
    precompiled.add(found, exports, true);
    entry[MAIN_NAME] = found;
    entry[MAIN_CODE] = resolver.ready[found].code;
};

/* Where C may not start it by itself. */
exports.runMain = function runMain() {
    process.setEntry(sys.argv()[1], entry[MAIN_NAME]);
    loadFile(entry[MAIN_NAME], null, true);
};

/* `start` is what runs after boot: the script of precompileMain() or the program's main function. */
exports.settle = function settle(start) {
    var isScript = start !== undefined && start.fn === exports.runMain;
    if (!isScript)
        entry[MAIN_NAME] = entry[MAIN_CODE] = undefined;
    entry[MAIN_FUNCTION] = start === undefined || isScript ? undefined : start.fn;
    entry[MAIN_DATA] = isScript ? dirname(entry[MAIN_NAME]) : start === undefined ? undefined : start.data;
    settleMainModule();
    entry[READY] = precompiled.settle(entry[MAIN_NAME]);
    resolver.settle();
};

exports.hasArgv = function hasArgv() {
    return entry[ARGV] !== undefined;
};

exports.preload = function preload(request) {
    cwdModule('internal/preload').require(request);
};

/* As node -e: the words of a module are globals. */
exports.evalContext = function evalContext() {
    program.id = '[eval]';
    evalFolder = currentFolder();
    noMainModule();
    p.defineValue(globalThis, 'module', program);
    p.defineValue(globalThis, 'exports', program.exports);
    p.defineValue(globalThis, '__filename', '[eval]');
    p.defineValue(globalThis, '__dirname', '.');
    setGlobalRequire(exports.programRequire);
};
