#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The library of ES2015 and later: what it leaves alone.

load helpers

# Writes list.js: it prints the path of each function that is there, and whether it is the engine's.
list_script() {
    cat >list.js <<'END'
var seen = [];
function walk(holder, path) {
    if ((typeof holder !== 'object' && typeof holder !== 'function') || holder === null ||
        seen.indexOf(holder) >= 0)
        return;
    seen.push(holder);
    Reflect.ownKeys(holder).forEach(function (key) {
        var own = Object.getOwnPropertyDescriptor(holder, key);
        ['value', 'get', 'set'].forEach(function (part) {
            if (typeof own[part] === 'function')
                print(path + '.' + String(key) + ' ' + part, isNative(own[part]));
        });
        walk(own.value, path + '.' + String(key));
    });
}
function isNative(f) {
    return typeof f.name === 'symbol' || String(f).indexOf('[native code]') >= 0;
}
'Object Function Array String Number Boolean Date RegExp Error TypeError Math JSON Symbol Proxy Reflect ArrayBuffer DataView Uint8Array Float64Array'
    .split(' ').forEach(function (name) { walk(globalThis[name], name); });
END
}

@test "what the engine has natively stays native" {
    list_script
    jsrun --bare list.js | grep ' true$' | sort >bare
    jsrun list.js | sort >full
    [ "$(wc -l <bare)" -gt 200 ]
    expect 0 comm -23 bare full
    # These have to know about languages, see lib/library/text.js.
    out_is 'Date.prototype.toLocaleDateString value true
Date.prototype.toLocaleString value true
Date.prototype.toLocaleTimeString value true
Number.prototype.toLocaleString value true
String.prototype.localeCompare value true'
    grep -q '^Array.prototype.flat value false$' full
    ! jsrun --bare list.js | grep -q '^Array.prototype.flat '
}

@test "nothing of the library is on the global object but the built-ins themselves" {
    file a.js 'print(Object.keys(globalThis).join());' \
        'print(Object.getOwnPropertyNames(globalThis).filter(function (n) { return /core|shared/.test(n); }).join());'
    expect 0 jsrun a.js
    out_is performance,print
}

@test "a program's patches reach neither the library nor the runtime" {
    cat >patched.js <<'END'
Array.prototype.push = Array.prototype.slice = Array.prototype.splice = function () { throw new Error('patched'); };
Object.create = Object.defineProperty = function () { throw new Error('patched'); };
Map.prototype.set = Map.prototype.get = Map.prototype.has = Promise.prototype.then = function () { throw new Error('patched'); };
Function.prototype.call = Function.prototype.apply = function () { throw new Error('patched'); };
var m = structuredClone(new Set([1, { a: 1 }]));
console.log(m, [3, 1].toSorted(), 'x'.padStart(3));
setTimeout(function () { console.log('timer'); }, 1);
END
    expect 0 jsrun patched.js
    out_is $'Set(2) { 1, { a: 1 } } [ 1, 3 ]   x\ntimer'
}

@test "a program's own core-js still loads and works" {
    cat >own.js <<END
require('$INPUTS/core-js-bundle');
globalThis.map = new Map([[Object.freeze({}), 1], ['a', 2]]);
Promise.all([1, Promise.resolve(2)]).then(function (list) {
    console.log(list, map.size, Array.from('ab').flat(), 'a'.padEnd(2, 'b'), Object.entries({ x: 1 }));
});
END
    expect 0 jsrun own.js
    out_is "[ 1, 2 ] 2 [ 'a', 'b' ] ab [ [ 'x', 1 ] ]"
    gen_snapshot -q -o own.bin own.js
    expect 0 jsrun --snapshot own.bin -p 'map.size + map.get("a")'
    out_is 4
}

@test "collections and promises are frozen, and found again after boot" {
    cat >app.js <<'END'
var key = {}, frozen = Object.freeze({});
globalThis.map = new Map([[key, 'k'], [frozen, 'f'], ['s', 1]]);
var weak = new WeakMap([[frozen, 'w']]);
var pending, promise = new Promise(function (resolve) { pending = resolve; });
promise.then(function (value) { console.log('resolved with', value); });
END
    gen_snapshot -q -o app.bin app.js
    expect 0 jsrun --snapshot app.bin -e 'console.log(map.get(key), map.get(frozen), weak.get(frozen), promise);
        map.set({}, 1); console.log(map.size); pending(7);'
    out_is $'k f w Promise { <pending> }\n4\nresolved with 7'
}

@test "a rejection that nobody handles ends a build" {
    expect 1 gen_snapshot -o x.bin -e 'Promise.reject(new Error("at build"))'
    err_has 'at build'
    [ ! -e x.bin ]
}
