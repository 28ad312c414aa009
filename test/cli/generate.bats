#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot: what runs, in which scope and order, and what stops it.

load helpers

@test "entries are scripts in one global scope, in order" {
    file one.js 'var list = ["one"]; function add(x) { list.push(x); }' 'print(this === globalThis);'
    file two.js 'add("two"); implicit = list.length;' 'print(typeof module, typeof exports);'
    expect 0 gen_snapshot one.js two.js -o app.bin
    out_is $'true\nundefined undefined'
    expect 0 jsrun --snapshot app.bin -e 'print(list.join(), implicit, typeof add)'
    out_is 'one,two 2 function'
}

@test "a UMD bundle attaches itself to the global object" {
    file umd.js '(function (root, factory) {' \
        'if (typeof exports === "object" && typeof module !== "undefined") module.exports = factory();' \
        'else if (typeof define === "function" && define.amd) define(factory);' \
        'else root.Lib = factory();' \
        '}(this, function () { return { name: "lib" }; }));'
    expect 0 gen_snapshot umd.js
    expect 0 jsrun --snapshot umd.bin -e 'print(Lib.name)'
    out_is lib
}

@test "require resolves from the entry's folder, and the module is in the blob" {
    mkdir -p app/lib app/node_modules/dep
    file app/main.js 'var helper = require("./lib/helper"), dep = require("dep"), data = require("./data.json");'
    file app/lib/helper.js 'exports.name = "helper"; exports.up = require("../data").n;'
    file app/node_modules/dep/package.json '{"main": "lib.js"}'
    file app/node_modules/dep/lib.js 'module.exports = "dep";'
    file app/data.json '{"n": 7}'
    expect 0 gen_snapshot app/main.js
    rm -r app
    expect 0 jsrun --snapshot main.bin -e 'print(helper.name, helper.up, dep, data.n)'
    out_is 'helper 7 dep 7'
}

@test "--module runs entries as CommonJS modules" {
    file m.js 'var hidden = 1; global.seen = [typeof module, this === module.exports, __filename.slice(-4)].join();'
    expect 0 gen_snapshot --module m.js
    expect 0 jsrun --snapshot m.bin -e 'print(seen, typeof hidden)'
    out_is 'object,true,m.js undefined'
}

@test "-r runs first, then -e, then the entries, wherever they stand" {
    file entry.js 'order.push("entry");'
    file pre1.js 'global.order = ["pre1"];'
    file pre2.js 'order.push("pre2");'
    expect 0 gen_snapshot entry.js -e 'order.push("e1")' -r ./pre1 -e 'order.push("e2")' --require=./pre2.js --eval 'order.push("e3")'
    expect 0 jsrun --snapshot entry.bin -e 'print(order.join())'
    out_is 'pre1,pre2,e1,e2,e3,entry'
}

@test "-e alone makes snapshot.bin" {
    expect 0 gen_snapshot -e 'var x = 6'
    folder_is snapshot.bin
    expect 0 jsrun --snapshot snapshot.bin -e 'print(x * 7)'
    out_is 42
}

@test "standard input can be an entry" {
    expect 0 bash -c 'echo "var x = 5" | gen_snapshot -o x.bin -'
    expect 0 jsrun --snapshot x.bin -e 'print(x)'
    out_is 5
}

@test "a shebang line of an entry is skipped" {
    file s.js '#!/usr/bin/env jsrun' 'var x = 3;'
    for option in --bare --keep-paths --module; do
        expect 0 gen_snapshot "$option" s.js
    done
}

@test "--bare: the engine and print, nothing else; boots bare without an option" {
    file app.js 'var seen = [typeof console, typeof process, typeof require, typeof print].join();'
    expect 0 gen_snapshot --bare app.js
    file main.js 'print(seen, typeof process, typeof module, this === globalThis);'
    expect 0 jsrun --snapshot app.bin main.js
    out_is 'undefined,undefined,undefined,function undefined undefined true'
    expect 0 jsrun --bare --snapshot app.bin main.js
    expect 1 jsrun --snapshot app.bin -r ./main.js main.js
    err_has 'jsrun: this VM was made without the runtime'
}

@test "a blob with the runtime is not bare" {
    blob app.bin ''
    expect 9 jsrun --bare --snapshot app.bin -e ''
    err_has 'jsrun: --bare: app.bin holds the runtime; make it with gen_snapshot --bare'
}

@test "what a startup script prints goes to standard output" {
    expect 0 gen_snapshot -o x.bin -e 'print("print"); console.log("log"); console.error("error")'
    out_is $'print\nlog'
    err_is error
}

@test "what cannot be written to standard output is a failure, and there is no blob" {
    expect 1 bash -c 'gen_snapshot -o x.bin -e "print(1)" >/dev/full'
    err_has 'standard output: cannot write: No space left on device'
    folder_is
}

@test "what is printed does not get into a blob when standard streams are closed" {
    file app.js 'require("v8").startupSnapshot.addSerializeCallback(function () { console.log("printed"); });'
    for closed in '>&-' '<&- >&-' '>&- 2>&-' '<&- >&- 2>&-'; do
        expect 1 bash -c "gen_snapshot -o app.bin app.js $closed"
        folder_is app.js
    done
    file app.js 'console.log("printed"); console.error("said");'
    expect 0 gen_snapshot -q -o app.bin app.js
    expect 0 gen_snapshot --print-key app.js
    key=$output
    for closed in '2>&-' '<&- 2>&-'; do
        expect 0 bash -c "gen_snapshot -o - app.js $closed >out.bin"
        cmp out.bin app.bin
        expect 0 bash -c "gen_snapshot --print-key app.js $closed"
        out_is "$key"
    done
}

@test "an uncaught error: message with stack, exit 1, no blob" {
    file bad.js 'function inner() {' '    throw new TypeError("boom");' '}' 'inner();'
    for option in --keep-paths --bare --module; do
        expect 1 gen_snapshot "$option" bad.js
        err_has 'Uncaught TypeError: boom'
        err_like 'bad\.js:2'
        err_like $'\n    at inner \\(.*bad\\.js:2\\)'
        err_like $'\n    at .*bad\\.js:4\\)'
        out_is ''
        folder_is bad.js
    done
    expect 1 gen_snapshot bad.js
    err_has 'bad.js:2:11: Uncaught TypeError: boom'
    err_lacks "$PWD"
}

@test "what is thrown need not be an error" {
    for value in 42 '"text"' null undefined '{}' 'Object.create(null)' 'Symbol("s")'; do
        expect 1 gen_snapshot -o x.bin -e "throw $value"
        err_has 'Uncaught '
    done
    expect 1 gen_snapshot -o x.bin -e 'throw { toString: function () { throw 1; } }'
    folder_is
}

@test "a syntax error: file and line, exit 1, no blob" {
    file bad.js 'var fine = 1;' 'var = 2;'
    for option in --keep-paths --bare --module; do
        expect 1 gen_snapshot "$option" bad.js
        err_like 'bad\.js:2:5: Uncaught SyntaxError: '
        folder_is bad.js
    done
}

@test "the second entry's error leaves no blob either" {
    file good.js 'var x = 1;'
    file bad.js 'x.y.z;'
    expect 1 gen_snapshot good.js bad.js
    err_has 'bad.js:1:5: Uncaught TypeError'
    folder_is bad.js good.js
}

@test "an error in a serialize callback leaves no blob" {
    expect 1 gen_snapshot -o x.bin -e 'require("v8").startupSnapshot.addSerializeCallback(function () { throw new Error("late"); })'
    err_has 'Error: late'
    folder_is
}

@test "a missing entry, a folder that is no package, a path below a file" {
    file a.js ''
    mkdir folder
    for entry in missing.js folder a.js/b.js; do
        for option in --keep-paths --bare --module; do
            [ $entry$option != folder--bare ] || continue
            expect 1 gen_snapshot "$option" -o x.bin "$entry"
            err_has "$entry"
            out_is ''
        done
    done
    expect 1 gen_snapshot -r ./missing -o x.bin
    err_has './missing'
    folder_is a.js folder
}

@test "an entry without permission" {
    file secret.js ''
    chmod 000 secret.js
    [ ! -r secret.js ] || skip 'permissions do not bind this user'
    expect 1 gen_snapshot secret.js
    err_has 'Permission denied'
    folder_is secret.js
}

@test "binary junk as an entry" {
    head -c 3000 "$BUILD/gen_snapshot" >junk.js
    for option in --keep-paths --bare --module; do
        expect 1 gen_snapshot "$option" junk.js
        err_has 'junk.js'
        err_has 'SyntaxError'
        folder_is junk.js
    done
}

@test "process.exit(n): exit n, 1 for 0, no blob, an old one untouched" {
    printf old >app.bin
    for code in 0 1 3 255; do
        file app.js "process.exit($code);" 'throw new Error("not reached");'
        for quiet in '' -q; do
            # shellcheck disable=SC2086 # a word or none
            expect $((code == 0 ? 1 : code)) gen_snapshot $quiet app.js
            err_is "gen_snapshot: process.exit($code) was called: no blob written"
        done
        [ "$(cat app.bin)" = old ]
        folder_is app.bin app.js
    done
    expect 44 gen_snapshot -q -e 'process.exit(300)'
    expect 1 gen_snapshot -q -e 'process.exit(256)'
    expect 1 gen_snapshot --print-key -e 'process.exit(0)'
    out_is ''
    expect 5 gen_snapshot -q -o app.bin -e 'try { process.exit(5); } finally { print("flushed"); }'
    [ "$(cat app.bin)" = old ]
}

@test "process.exitCode in startup code: its status, no blob, an old one untouched" {
    printf old >app.bin
    file app.js 'setImmediate(function () { process.exitCode = 3; }); print("said");'
    expect 3 gen_snapshot -q app.js
    out_is said
    err_is 'gen_snapshot: process.exitCode is 3: no blob written'
    file empty.js ''
    file one.js 'process.exitCode = 4;'
    expect 4 gen_snapshot -q -o app.bin --context one=one.js empty.js
    err_has "gen_snapshot: process.exitCode is 4 in context 'one': no blob written"
    file last.js 'require("v8").startupSnapshot.addSerializeCallback(function () {' \
        '    Promise.resolve().then(function () { process.exitCode = 5; });' '});'
    for words in last.js '--print-key last.js' '--context one=last.js empty.js'; do
        # shellcheck disable=SC2086 # words
        expect 5 gen_snapshot -q -o app.bin $words
        err_has 'gen_snapshot: process.exitCode is 5'
        out_is ''
    done
    [ "$(cat app.bin)" = old ]
    expect 0 gen_snapshot -q -e 'process.exitCode = 3; process.exitCode = 0;' -o app.bin
    expect 0 jsrun --snapshot app.bin -p process.exitCode
    out_is undefined
}

@test "process.exit writes what was printed before" {
    expect 1 gen_snapshot -q -e 'print("before"); process.exit(0)'
    out_is before
}

@test "what cannot be frozen is refused with its property path" {
    expect 1 gen_snapshot -o x.bin -e 'var db = { list: [1, Duktape.Pointer("0x1234")] }'
    err_has 'gen_snapshot: globalThis.db.list[1]'
    err_has 'is a raw pointer, which cannot be frozen'
    folder_is
    expect 1 gen_snapshot -o x.bin -e 'var fd = require("fs").openSync("/dev/null", "r")'
    err_has "globalThis.fd is file descriptor 700 on '/dev/null', which cannot be frozen"
    folder_is
}

@test "progress and summary: --verbose, and never with -q" {
    file a.js ''
    file b.js ''
    expect 0 gen_snapshot --verbose a.js b.js
    err_like $'^gen_snapshot: running a\\.js\ngen_snapshot: running b\\.js\ngen_snapshot: a\\.bin: [0-9]+ objects, [0-9]+ bytes, [0-9]+ ms'
    # shellcheck disable=SC2154 # expect sets it
    [[ $stderr == *" $(wc -c <a.bin) bytes"* ]] || show 'the size is wrong'
    err_has 'gen_snapshot: a.bin: ms: start '
    err_like ' scripts [0-9.]+, settle [0-9.]+, collect [0-9.]+, list [0-9.]+, lay out [0-9.]+, copy [0-9.]+, write tables [0-9.]+, save [0-9.]+$'
    expect 0 gen_snapshot a.js
    err_is ''
    expect 0 gen_snapshot -q --verbose a.js
    err_is ''
    expect 0 gen_snapshot --verbose --quiet a.js
    err_is ''
}

@test "progress at a terminal" {
    command -v script >/dev/null || skip 'no script command'
    file a.js ''
    run script -qec "$BUILD/gen_snapshot a.js" /dev/null </dev/null
    [ "$status" = 0 ]
    [[ $output == *'gen_snapshot: running a.js'*'objects'* ]] || show 'no progress'
    run script -qec "$BUILD/gen_snapshot -q a.js" /dev/null </dev/null
    [ "$output" = '' ] || show 'progress in spite of -q'
}

@test "--seed: Math.random at build repeats, per seed" {
    file a.js 'var x = [Math.random(), Math.random()];'
    gen_snapshot -o a.bin a.js
    gen_snapshot -o b.bin a.js
    cmp a.bin b.bin
    gen_snapshot --seed 7 -o c.bin a.js
    gen_snapshot --seed=7 -o d.bin a.js
    cmp c.bin d.bin
    expect 1 cmp -s a.bin c.bin
}

@test "SOURCE_DATE_EPOCH sets the build's clock" {
    file a.js 'var then = Date.now();'
    SOURCE_DATE_EPOCH=1700000000 gen_snapshot a.js
    expect 0 jsrun --snapshot a.bin -e 'print(Math.floor(then / 1000), Date.now() > then)'
    out_is '1700000000 true'
    SOURCE_DATE_EPOCH='' gen_snapshot a.js
    expect 0 jsrun --snapshot a.bin -e 'print(Math.floor(then / 1000))'
    out_is 0
}

@test "a build's clock advances, so that a loop that waits for it ends" {
    expect 0 timeout 20 gen_snapshot -o a.bin -e 'for (var t = Date.now(); Date.now() < t + 1000;);'
}

@test "--memory-limit stops a script that needs more" {
    file a.js 'var list = []; for (var i = 0; i < 1e6; i++) list.push("text " + i);'
    expect 1 gen_snapshot --memory-limit=4M a.js
    err_has 'out of memory'
    folder_is a.js
    expect 0 gen_snapshot --memory-limit=1G a.js
}

@test "--keep-paths: scripts see real paths, else /snapshot" {
    file a.js 'var where = require.resolve("./a.js"), cwd = process.cwd();'
    expect 0 gen_snapshot a.js
    expect 0 jsrun --snapshot a.bin -e 'print(where, cwd)'
    out_is '/snapshot/a.js /snapshot'
    expect 0 gen_snapshot --keep-paths a.js
    expect 0 jsrun --snapshot a.bin -e 'print(where, cwd)'
    out_is "$(realpath a.js) $(pwd -P)"
}

@test "a freeze runs no getter in the place of the global Object or print" {
    file a.js 'var ran = [], o = Object, define = o.defineProperty;' \
        'function note(name) {' \
        '    define(globalThis, name, { get: function () { ran.push(name); return o; }, configurable: true });' \
        '}' \
        'note("Object");' 'note("print");'
    expect 0 gen_snapshot -q a.js
    expect 0 jsrun --snapshot a.bin -p 'ran.length'
    out_is 0
}
