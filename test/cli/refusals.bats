#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What cannot be frozen: each cause in one run, by name, path and place, and no blob.

load helpers

# refused CODE: gen_snapshot must refuse what CODE leaves, and leave the old blob alone.
refused() {
    echo old >app.bin
    file app.js "$@"
    expect 1 timeout 60 gen_snapshot --io=allow -o app.bin app.js
    [ "$(cat app.bin)" = old ]
    folder_is app.bin app.js
}

@test "all causes of one run, each with path, place and remedy" {
    refused 'var fs = require("fs"), open = fs.openSync;' \
        'function connect(path) {' \
        '    return open(path);' \
        '}' \
        'globalThis.db = { handle: connect("/dev/null"), raw: Duktape.Pointer("0x1") };' \
        'function poll() { db.timer = setInterval(poll, 250); return setTimeout(poll, 10); }' \
        'poll();' \
        'db.list = [fs.opendirSync(".")];'
    err_is 'gen_snapshot: globalThis.db.raw is a raw pointer, which cannot be frozen: delete it before the snapshot and make it again after boot
gen_snapshot: globalThis.db.handle is file descriptor 700 on '\''/dev/null'\'', which cannot be frozen: close it before the snapshot and open it again after boot
    at connect (app.js:3)
    at global (app.js:5)
gen_snapshot: globalThis.db.list[0] is the open folder '\''.'\'', which cannot be frozen: close it before the snapshot and open it again after boot
    at global (app.js:8)
gen_snapshot: globalThis.db.timer is a pending timer (setInterval, 250 ms), which cannot be frozen: clear it before the snapshot and start it again after boot
    at poll (app.js:6)
    at global (app.js:7)
gen_snapshot: a pending timer (setTimeout, 10 ms) cannot be frozen: clear it before the snapshot and start it again after boot
    at poll (app.js:6)
    at global (app.js:7)'
}

@test "a timer that nothing but the runtime holds has no path through the runtime" {
    refused 'setTimeout(function () {}, 5); setTimeout(function () {}, 5).unref(); +setTimeout(function () {}, 7);'
    err_lacks globalThis
    [ "$(grep -c '^gen_snapshot: a pending timer' <<<"$stderr")" = 3 ] || show 'three timers'
}

@test "a timer in a closure is found by the scope" {
    refused 'var stop = (function () { var timer = setTimeout(print, 5); return function () { clearTimeout(timer); }; })();'
    err_has 'gen_snapshot: globalThis.stop.[[Scope]].timer is a pending timer (setTimeout, 5 ms)'
    refused 'Object.defineProperty(globalThis, "t", { get: (function (t) { return function () { return t; }; })(setTimeout(print, 5)) });'
    err_has 'gen_snapshot: globalThis.t.[[Get]].[[Scope]].t is a pending timer'
}

@test "the shortest of several paths, in names of any script" {
    refused 'var a = { b: { c: setTimeout(print, 1) } }; globalThis["x y"] = a.b.c; var z = [[a.b.c]];'
    err_has 'gen_snapshot: globalThis["x y"] is a pending timer'
    refused 'globalThis["😀 é"] = setTimeout(print, 1);'
    err_has 'gen_snapshot: globalThis["😀 é"] is a pending timer'
    iconv -f UTF-8 -t UTF-8 <<<"$stderr" >/dev/null
}

@test "a descriptor that no property holds is refused by the place where it was opened" {
    refused '' '' 'require("fs").openSync("/dev/null");'
    err_has "gen_snapshot: file descriptor 700 on '/dev/null' cannot be frozen:"
    err_has 'at global (app.js:3)'
}

@test "what was closed, cleared or has run is no cause" {
    file app.js 'var fs = require("fs");' \
        'var fd = fs.openSync("/dev/null"); fs.closeSync(fd); var dir = fs.opendirSync("."); dir.closeSync();' \
        'fs.readFileSync("app.js"); fs.writeFileSync("out", "x");' \
        'var t = setTimeout(print, 5); clearTimeout(t); var i = setInterval(print, 5); clearInterval(+i);' \
        'var n = setImmediate(print, "ran");'
    expect 0 gen_snapshot --io=allow -o app.bin app.js
    out_is ran
    expect 0 jsrun --snapshot app.bin -p '[fd, t._destroyed, n._destroyed].join()'
    out_is '700,true,true'
}

@test "numbers of descriptors do not depend on what the caller has open" {
    file app.js 'var fs = require("fs"), fd = fs.openSync("/dev/null"); fs.closeSync(fd);'
    expect 0 gen_snapshot -o a.bin app.js
    expect 0 bash -c 'exec 3</dev/null 4</dev/null 9</dev/null; gen_snapshot -o b.bin app.js'
    cmp a.bin b.bin
    expect 0 bash -c 'ulimit -n 100; gen_snapshot -o c.bin app.js'
    expect 0 jsrun --snapshot c.bin -p 'fd < 100'
    out_is true
}

@test "startup code that never rests is refused, not waited for" {
    refused 'function again() { setImmediate(again); }' 'again();'
    err_has 'gen_snapshot: a pending callback (setImmediate) cannot be frozen'
    err_has 'at again (app.js:1)'
}

@test "many causes: those that do not fit are counted" {
    refused 'for (var i = 0; i < 1000; i++) setTimeout(print, i);'
    err_like $'\n'"gen_snapshot: \.\.\. and [0-9]+ more\$"
    shown=$(grep -c 'a pending timer' <<<"$stderr")
    more=$(sed -nE 's/.*and ([0-9]+) more/\1/p' <<<"$stderr")
    [ $((shown + more)) = 1000 ] || show "$shown shown, $more more"
    [ "$shown" -gt 20 ]
}

@test "an error in a callback of startup code: no blob" {
    refused 'process.nextTick(function () { throw new TypeError("later"); });'
    err_has 'app.js:1:38: Uncaught TypeError: later'
    refused 'require("v8").startupSnapshot.addSerializeCallback(function () { setImmediate(function () { throw new TypeError("last"); }); });'
    err_has 'app.js:1:99: Uncaught TypeError: last'
}

@test "--bare: no timers, and the census's causes are those of the engine" {
    echo old >app.bin
    expect 1 gen_snapshot --bare -o app.bin -e 'var p = Duktape.Pointer("0x1"), q = typeof setTimeout'
    err_is 'gen_snapshot: globalThis.p is a raw pointer, which cannot be frozen: delete it before the snapshot and make it again after boot'
    [ "$(cat app.bin)" = old ]
}
