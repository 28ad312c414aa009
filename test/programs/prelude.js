// SPDX-License-Identifier: MIT
//
// What each generated program starts with.  It shows values with the types, order and attributes
// of their properties; it calls nothing that the program changes, where that could be endless.
var fuel = 0, global = this, nameOf = Object.getOwnPropertyNames, symbolsOf = Object.getOwnPropertySymbols;
var describe = Object.getOwnPropertyDescriptor, protoOf = Object.getPrototypeOf, tagOf = Object.prototype.toString;
var yields = Duktape.Thread.yield, resumes = Duktape.Thread.resume, Thread = Duktape.Thread, threads = [];
// What the commands give differs: stock Duktape's has more, and its print() is not enumerable.
delete String.fromBufferRaw;
delete global.alert;
Object.defineProperty(global, 'print', { enumerable: false });
function go() { return --fuel > 0; }
function hex(n) { return ('000' + n.toString(16)).slice(-4); }
function text(s) {
    var i, c, n = s.length, r = '"', sum = 0;
    for (i = 0; i < n && i < 90; i++) {
        c = s.charCodeAt(i);
        r += c < 32 || c > 126 ? '\\u' + hex(c) : s.charAt(i);
    }
    if (n > 90) {
        for (i = 0; i < n; i += 1 + (n >> 8)) { sum = (sum * 31 + s.charCodeAt(i)) | 0; }
        r += '..' + n + '#' + sum;
    }
    return r + '"';
}
function flags(d) { return (d.writable ? 'w' : '') + (d.enumerable ? 'e' : '') + (d.configurable ? 'c' : ''); }
function label(k) { return typeof k === 'symbol' ? '@' : /^\w+$/.test(k) ? k : text(k); }
function property(v, k, depth, seen) {
    var d = describe(v, k), r;
    if (!d) { return label(k) + '?'; }
    r = label(k) + (flags(d) === 'wec' ? '' : '/' + flags(d)) + ':';
    if ('value' in d) { return r + (k === 'fileName' ? '' : inner(d.value, depth + 1, seen)); }
    return r + (d.get ? 'get' : '') + (d.set ? 'set' : '');
}
function origin(v) {
    var q = protoOf(v);
    return q === null ? '^null' : q === Object.prototype || q === Array.prototype || q === Function.prototype ? '' : '^';
}
function object(v, depth, seen) {
    var names, r, i, n;
    if (v === global) { return 'global'; }
    for (i = 0; i < seen.length; i++) { if (seen[i] === v) { return '*' + i; } }
    r = (typeof v === 'function' ? 'function' : tagOf.call(v).slice(8, -1)) + origin(v);
    if (depth > 2) { return r; }
    seen[seen.length] = v;
    names = nameOf(v);
    n = names.length;
    r += (Object.isFrozen(v) ? '!' : Object.isSealed(v) ? '~' : Object.isExtensible(v) ? '' : '-') + '{';
    for (i = 0; i < n; i++) {
        if (i === 12 && n > 16) { r += '..' + n + '..,'; i = n - 4; }
        r += property(v, names[i], depth, seen) + ',';
    }
    names = symbolsOf(v);
    for (i = 0; i < names.length; i++) { r += property(v, names[i], depth, seen) + ','; }
    seen.length--;
    return r + '}';
}
function inner(v, depth, seen) {
    switch (typeof v) {
    case 'number': return v === 0 && 1 / v < 0 ? '-0' : '' + v;
    case 'string': return text(v);
    case 'object':
    case 'function': return v === null ? 'null' : object(v, depth, seen);
    case 'symbol': return 'symbol';
    default: return '' + v;
    }
}
function show(v) {
    try { return inner(v, 0, []); } catch (e) { return 'cannot be shown: ' + error(e); }
}
// Commands call a program differently, and a second half is in another folder on stock Duktape.
function trace(stack) {
    return stack.split('\n').slice(1, 9).join('').replace(/ preventsyield|   (?= at)|\b2\/(?=program)/g, '');
}
function error(e) {
    var line, message;
    if (typeof e !== 'object' || !(e instanceof Error)) { return inner(e, 1, []); }
    message = '' + e.message;
    // The line of a bad call is another one, see CHANGELOG.md.
    line = /callable/.test(message) ? '' : ' @' + e.lineNumber;
    return e.name + ': ' + message + (line && typeof e.stack === 'string' ? line + trace(e.stack) : line);
}
function oops(e) {
    var r;
    try { r = error(e); } catch (e2) { r = 'cannot be shown'; }
    print('!', r);
}
function p() {
    var i, r = '';
    for (i = 0; i < arguments.length; i++) { r += (i ? ' ' : '') + (i ? show(arguments[i]) : arguments[0]); }
    print(r);
}
// Runs a function in a coroutine: to its end, or to leave it to a later statement.
function spawn(f, leave) {
    var thread = new Thread(f);
    if (leave) { threads[threads.length] = thread; }
    p('yielded', resumes(thread, 'started'));
    return leave ? 0 : drain(thread, 9);
}
function drain(thread, most) {
    var i, r;
    for (i = 0; i < most; i++) {
        try { r = resumes(thread, i, i === 5); } catch (e) { oops(e); return; }
        p('yielded', r);
    }
}
function settle() { while (threads.length) { drain(threads.pop(), 9); } }
function thing() { return Object.create(null); }
