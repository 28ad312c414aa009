/* SPDX-License-Identifier: MIT
 * boot.js - starts the runtime: loads its modules, sets the globals, hands C its hooks. */
'use strict';

var loaded = Object.create(null);

/* `require` of the runtime's own files, which refer to each other by bare names. */
function load(name) {
    var module = loaded[name];
    if (module === undefined) {
        module = loaded[name] = { exports: {} };
        modules[name](module.exports, load, module, sys);
        delete modules[name]; /* what ran once is not to be frozen */
    }
    return module.exports;
}

/* All of them now: what is loaded later would meet built-ins that a program has patched. */
Object.keys(modules).sort().forEach(function (name) {
    if (name !== 'library')
        load(name);
});

/* Stacks show natives by name. */
Object.keys(sys).forEach(function (name) {
    Object.defineProperty(sys[name], 'name', { value: name, configurable: true });
});

var p = load('primordials');
var process = load('process');
var loader = load('module');
var snapshot = load('v8_snapshot');
var loop = load('loop');
var timers = load('timers').api;
var signals = load('signals');
var consoleState = load('console').state;

function setGlobal(name, value) {
    p.defineHidden(globalThis, name, value);
}

setGlobal('global', globalThis);
setGlobal('process', process.object);
setGlobal('console', load('console').object);
setGlobal('Buffer', load('buffer').Buffer);
setGlobal('require', loader.programRequire);
setGlobal('queueMicrotask', load('ticks').queueMicrotask);
setGlobal('URL', load('url').URL);
setGlobal('URLSearchParams', load('url').URLSearchParams);
setGlobal('TextDecoder', load('text_decoder').TextDecoder);
setGlobal('atob', load('text_decoder').atob);
setGlobal('btoa', load('text_decoder').btoa);
Object.keys(timers).forEach(function (name) { setGlobal(name, timers[name]); });

/* Last: the runtime itself is made of what the engine has. */
load('collections').use(load('library'));

hooks.runScript = loader.runScript;
hooks.runModule = loader.runModule;
hooks.startEntry = loader.startEntry;
hooks.entry = loader.entry;
hooks.preload = loader.preload;
hooks.evalContext = loader.evalContext;

hooks.precompile = loader.precompile;
hooks.precompileMain = function precompileMain(given) {
    loader.precompileMain(given);
    snapshot.setMainScript(loader.runMain);
};

hooks.settle = function settle() {
    loop.settle();
    snapshot.settle();
    loop.settle();
    consoleState.settle();
    loader.settle(snapshot.main());
    loader.setArgv(process.settle());
    return (snapshot.main() !== undefined ? 1 : 0) |
        (loader.isPatched() || snapshot.hasDeserializeCallbacks() || signals.hasListeners() ? 2 : 0) |
        (process.hasListeners() ? 4 : 0) |
        (loop.isPending() ? 8 : 0) |
        (loader.hasArgv() ? 16 : 0);
};
hooks.detach = loop.detach;
hooks.attach = loop.attach;

hooks.refresh = function refresh() {
    signals.resume();
    snapshot.runDeserializeCallbacks();
};

hooks.runMain = snapshot.runMain;
hooks.loop = loop.run;
hooks.finish = process.finish;
hooks.uncaught = process.uncaught;
hooks.print = load('console').object.log;
hooks.startSession = function startSession() { load('repl').start(hooks, loader); };
