/* SPDX-License-Identifier: MIT
 * repl_complete.js - names that may follow what was typed. */
'use strict';

var p = require('primordials');

var toObject = Object;

var KEYWORDS = 'break case catch const continue debugger default delete do else false finally for ' +
    'function if in instanceof new null return switch this throw true try typeof var void while with';

/* A property that may be looked at: reading an accessor could do anything, except where the
 * runtime itself has put it. */
function read(object, name) {
    for (var at = toObject(object); at !== null; at = p.getPrototypeOf(at)) {
        var found = p.getOwnPropertyDescriptor(at, name);
        if (found === undefined)
            continue;
        if (found.get === undefined)
            return found.value;
        return object === globalThis || object === globalThis.process ? object[name] : undefined;
    }
    return undefined;
}

/* The value of "a.b.c", as far as it is known without running code. */
function valueOf(chain) {
    var names = p.stringSplit(chain, '.');
    var value = globalThis;
    for (var i = 0; i < names.length && value !== undefined && value !== null; i++) {
        value = names[i] === 'this' && i === 0 ? globalThis :
            sys.isProxy(value) ? undefined : read(value, names[i]);
    }
    return value;
}

function isName(key) {
    return typeof key === 'string' && p.regexpTest(/^[A-Za-z_$][\w$]*$/, key);
}

function namesOf(value) {
    var names = [];
    if (value === undefined || value === null || sys.isProxy(value))
        return names;
    for (var at = toObject(value); at !== null && !sys.isProxy(at); at = p.getPrototypeOf(at))
        names = p.arrayConcat(names, p.arrayFilter(p.getOwnPropertyNames(at), isName));
    return names;
}

function matching(names, start) {
    var seen = p.create(null);
    return p.arraySort(p.arrayFilter(names, function (name) {
        var isNew = p.stringStartsWith(name, start) && seen[name] === undefined;
        seen[name] = true;
        return isNew;
    }));
}

function commonStart(names) {
    var start = names[0];
    for (var i = 1; i < names.length; i++)
        while (!p.stringStartsWith(names[i], start))
            start = p.stringSlice(start, 0, -1);
    return start;
}

function find(text, commands) {
    var word = p.regexpExec(/^\s*\.([a-z]*)$/, text);
    if (word !== null)
        return [matching(commands, word[1]), word[1]];
    word = p.regexpExec(/\brequire\s*\(\s*['"]([\w:\/]*)$/, text);
    if (word !== null)
        return [matching(require('module').moduleNames(), word[1]), word[1]];
    word = p.regexpExec(/((?:[A-Za-z_$][\w$]*\s*\.\s*)*)([A-Za-z_$][\w$]*)?$/, text);
    var start = word[2] || '';
    if (word[1] === '') {
        if (p.regexpTest(/[)\]'".\w$]\s*\.\s*$/, p.stringSlice(text, 0, text.length - start.length)))
            return [[], start];
        return [matching(p.arrayConcat(namesOf(globalThis), p.stringSplit(KEYWORDS, ' ')), start), start];
    }
    if (p.regexpTest(/[)\]'".]\s*$/, p.stringSlice(text, 0, word.index)))
        return [[], start];
    var chain = p.stringReplace(word[1], /\s/g, '');
    return [matching(namesOf(valueOf(p.stringSlice(chain, 0, -1))), start), start];
}

/* What the text left of the cursor is continued with: { insert, list } with the list of all
 * names if there are several. */
exports.complete = function complete(text, commands) {
    var found = find(text, commands);
    if (found[0].length === 0)
        return { insert: '', list: [] };
    var insert = p.stringSlice(commonStart(found[0]), found[1].length);
    return { insert: insert, list: found[0].length > 1 ? found[0] : [] };
};
