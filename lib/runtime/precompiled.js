/* SPDX-License-Identifier: MIT
 * precompiled.js - modules that are compiled while a snapshot is made, and run after boot.
 *
 * What they require by a name in quotes comes along, so that the snapshot has all that its script
 * needs.  Texts that are no JavaScript, or not what the engine parses, come along as they are: who
 * requires them after boot gets what the disk would give him. */
'use strict';

var p = require('primordials');
var resolver = require('resolve');

var ready = resolver.ready;

function isWordBefore(text, at) {
    return at > 0 && p.regexpTest(/[\w$]/, p.stringSlice(text, at - 1, at));
}

/* What a text requires by a name in quotes, also in a comment. */
function requestsOf(text) {
    var list = [];
    var pattern = /^require\s*\(\s*(?:'([^'\\\n]+)'|"([^"\\\n]+)")\s*\)/;
    for (var at = p.stringIndexOf(text, 'require'); at >= 0; at = p.stringIndexOf(text, 'require', at + 7)) {
        var found = isWordBefore(text, at) ? null :
            p.regexpExec(pattern, p.stringSlice(text, at, at + 512));
        if (found !== null)
            p.arrayPush(list, found[1] || found[2]);
    }
    return list;
}

/* A syntax error of a file that was asked for ends the build; of others it waits for who requires
 * them, as programs are ready for a file that they try and do without. */
function compile(source, filename, isAsked) {
    try {
        return { code: sys.compileModule(source.text, resolver.sourceName(filename)),
            key: source.key };
    } catch (err) {
        if (isAsked || !p.objectIsPrototypeOf(p.SyntaxError.prototype, err))
            throw err;
        return { text: source.text, name: resolver.sourceName(filename) };
    }
}

/* Answers what the file requires.  `kinds` is the loader: it knows what becomes of a file. */
function addFile(filename, loader, isAsked) {
    var source = resolver.readKeyed(filename);
    var isCode = loader.isScript(filename);
    ready[filename] = isCode ? compile(source, filename, isAsked) :
        { text: source.text, name: undefined };
    return isCode ? requestsOf(source.text) : [];
}

/* A file and all that it needs.  What is loaded already is in the heap. */
exports.add = function add(filename, loader, isMain) {
    var list = [filename];
    for (var i = 0; i < list.length; i++) {
        var name = list[i];
        if (i > 0 && ready[name] !== undefined ||
                resolver.cache[name] !== undefined && !(isMain && i === 0))
            continue;
        var requests = addFile(name, loader, i === 0);
        for (var j = 0; j < requests.length; j++) {
            var found = loader.tryResolve(requests[j], name);
            if (found !== undefined)
                p.arrayPush(list, found);
        }
    }
};

/* The function that a file is, if its text need not be looked at: below /snapshot nothing changes,
 * elsewhere the file counts as long as it is there. */
exports.codeOf = function codeOf(filename) {
    var unit = ready[filename];
    if (unit === undefined || unit.code === undefined || !resolver.isHeld(filename))
        return undefined;
    sys.tellReady(unit.code);
    return unit.code;
};

/* Before a freeze: what startup code has loaded is in the heap as a module.  Answers the functions
 * by their texts' keys, undefined if there are none. */
exports.settle = function settle(main) {
    var table;
    p.arrayForEach(p.keys(ready), function (name) {
        var unit = ready[name];
        if (name !== main && resolver.cache[name] !== undefined)
            delete ready[name];
        else if (unit.code !== undefined) {
            table = table || p.create(null);
            if (unit.key !== undefined && table[unit.key] === undefined)
                table[unit.key] = unit.code;
        }
    });
    return table;
};
