#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot --context and jsrun --context: several heaps in one blob.

load helpers

# An application: what all contexts have, and two contexts.
application() {
    file common.js 'var state = { hits: 0, role: "common" }, same = state;' \
        'function tell() { state.hits++; return state.role + " " + state.hits + " " + (same === state); }'
    file admin.js 'state.role = "admin"; state.hits = 10; var key = "secret";'
    file web.js 'state.role = "web"; state.hits = 20;'
    gen_snapshot -q -o app.bin --context admin=admin.js --context web=web.js "$@" common.js
}

# metadata FILE EXPRESSION: evaluates with node; m is the metadata.
metadata() {
    gen_snapshot --info "$1" | sed -n 's/^metadata: //p' |
        node -e 'var m = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(eval(process.argv[1]));' "$2"
}

@test "each context has a heap of its own, made of what the common part left behind" {
    application
    expect 0 jsrun --snapshot app.bin --context admin -p 'tell() + " " + key'
    out_is 'admin 11 true secret'
    expect 0 jsrun --snapshot app.bin --context=web -p 'tell() + " " + typeof key'
    out_is 'web 21 true undefined'
    expect 0 jsrun --snapshot app.bin -p 'tell() + " " + typeof key'
    out_is 'common 1 true undefined'
    file main.js 'print(tell(), process.argv.slice(2).join());'
    expect 0 jsrun --snapshot app.bin --context web main.js --context admin
    out_is 'web 21 true --context,admin'
}

@test "an object of the common part is copied into each context once" {
    file common.js 'var list = [{}], first = list[0], map = new (function Map() {})(), key = Symbol("k");' \
        'map[key] = first; Object.prototype.added = 1;'
    file a.js 'list[0].x = "a"; Object.prototype.added = 2;'
    file b.js 'list.push(first);'
    gen_snapshot -q -o app.bin --context a=a.js --context b=b.js common.js
    expect 0 jsrun --snapshot app.bin --context a -p '[first === list[0], map[key] === first, first.x, ({}).added].join()'
    out_is 'true,true,a,2'
    expect 0 jsrun --snapshot app.bin --context b -p '[first === list[1], map[key] === first, first.x, ({}).added].join()'
    out_is 'true,true,,1'
}

@test "scripts of one context run in the order of the command line, -e and -r in the common part" {
    file one.js 'log.push("one");'
    file two.js 'log.push("two");'
    file three.js 'log.push("three");'
    file dep.js 'exports.n = 7;'
    gen_snapshot -q -o app.bin --context a=one.js --context b=two.js --context a=three.js --context a=one.js \
        -r ./dep -e 'var log = ["common " + require("./dep").n];'
    expect 0 jsrun --snapshot app.bin --context a -p 'log.join()'
    out_is 'common 7,one,three,one'
    expect 0 jsrun --snapshot app.bin --context b -p 'log.join()'
    out_is 'common 7,two'
}

@test "contexts without a common part, bare contexts, modules" {
    file a.js 'var x = "script";'
    gen_snapshot -q --context a=a.js
    expect 0 jsrun --snapshot snapshot.bin --context a -p 'x + typeof require'
    out_is 'scriptfunction'
    expect 0 jsrun --snapshot snapshot.bin -p 'typeof x'
    out_is 'undefined'
    gen_snapshot -q --bare -o bare.bin --context a=a.js
    expect 0 jsrun --snapshot bare.bin --context a -p 'x + typeof require'
    out_is 'scriptundefined'
    file m.js 'var hidden = 1; global.seen = __filename;'
    gen_snapshot -q --module -o m.bin --context a=m.js m.js
    expect 0 jsrun --snapshot m.bin --context a -p 'typeof hidden + seen'
    out_is 'undefined/snapshot/m.js'
    printf 'var from = "stdin";' | gen_snapshot -q -o in.bin --context a=- a.js
    expect 0 jsrun --snapshot in.bin --context a -p 'from + x'
    out_is 'stdinscript'
}

@test "callbacks: a context has those of the common part and its own; it may have a main function of its own" {
    file common.js 'var s = require("v8").startupSnapshot, log = [];' \
        's.addSerializeCallback(function () { log.push("close"); });' \
        's.addDeserializeCallback(function () { log.push("open" + (s.isBuildingSnapshot() ? " to build" : "")); });' \
        's.setDeserializeMainFunction(function () { print("common:", log.join()); });'
    file a.js 'log.push("a"); s.addDeserializeCallback(function () { log.push("open a"); });'
    file b.js 's.setDeserializeMainFunction(function () { print("b:", log.join()); process.exitCode = 3; });'
    gen_snapshot -q -o app.bin --context a=a.js --context b=b.js common.js
    expect 0 jsrun --snapshot app.bin
    out_is 'common: close,open'
    expect 0 jsrun --snapshot app.bin --context a
    out_is 'common: close,open to build,a,close,open,open a'
    expect 3 jsrun --snapshot app.bin --context b
    out_is 'b: close,open to build,close,open'
}

@test "time goes on in a context, random numbers are its own, and all of it repeats" {
    file common.js 'var t = Date.now(), r = Math.random();'
    file x.js 't = Date.now() - t; var r2 = Math.random();'
    gen_snapshot -q -o one.bin --seed 4 --context a=x.js --context b=x.js common.js
    gen_snapshot -q -o two.bin --seed 4 --context a=x.js --context b=x.js common.js
    cmp one.bin two.bin
    for context in a b; do
        expect 0 jsrun --snapshot one.bin --context $context -p 't > 0 && t < 1000 && r !== r2'
        out_is true
    done
    [ "$(jsrun --snapshot one.bin --context a -p r2)" != "$(jsrun --snapshot one.bin --context b -p r2)" ]
    gen_snapshot -q -o one.bin --seed 5 --context a=x.js --context b=x.js common.js
    [ "$(cmp one.bin two.bin | wc -l)" = 1 ]
}

@test "--info lists contexts, --validate checks them, metadata name the sources" {
    application
    expect 0 gen_snapshot --info app.bin
    [[ $output =~ $'\ncontexts:\n  admin '\ +[0-9]+\ bytes\ +[0-9]+\ objects,\ [0-9]+\ mapped\ at\ 0x1040000000$'\n  web ' ]] || show 'no list'
    out_has 'mapped at 0x1080000000'
    [ "$(metadata app.bin 'm.inputs.map(i => i.path).join()')" = common.js ]
    expect 0 gen_snapshot --validate app.bin
    out_is 'app.bin: ok'
    expect 0 gen_snapshot --info app.bin --context web
    out_has 'app.bin (context web): '
    [[ $output =~ \"path\":\"common.js\".*\"path\":\"web.js\" ]] || show 'no inputs'
    [[ $output != *admin.js* ]] || show 'inputs of another context'
    expect 0 gen_snapshot --validate app.bin --context web
    out_is 'app.bin (context web): ok'
    expect 14 gen_snapshot --info app.bin --context wbe
    err_is "gen_snapshot: app.bin: has no context 'wbe': choose one of admin, web"
    blob plain.bin ''
    expect 0 gen_snapshot --info plain.bin
    [[ $output != *contexts:* ]] || show 'no contexts are listed'
}

@test "a context that is not there" {
    application
    expect 14 jsrun --snapshot app.bin --context wbe -p 1
    err_is "jsrun: app.bin: has no context 'wbe': choose one of admin, web"
    out_is ''
    expect 14 jsrun --snapshot app.bin --context '' -p 1
    err_has "has no context '': choose one of admin, web"
    blob plain.bin ''
    expect 14 jsrun --snapshot plain.bin --context web -p 1
    err_is "jsrun: plain.bin: has no context 'web', it has no contexts at all: make it with gen_snapshot --context"
    expect 0 env JSRUN_SNAPSHOT=app.bin jsrun --context web -p 'tell()'
    out_is 'web 21 true'
    expect 0 jsrun --snapshot app.bin --snapshot-mode=off --context web -p 'typeof tell'
    out_is undefined
    expect 9 jsrun --context web -p 1
    err_has 'jsrun: --context needs a snapshot'
}

@test "a context that is not there is an error with auto too; a blob that cannot be used is none" {
    application
    blob plain.bin ''
    for words in '--snapshot-mode=auto --snapshot app.bin' '--snapshot-mode=auto'; do
        # shellcheck disable=SC2086
        JSRUN_SNAPSHOT=app.bin expect 14 jsrun $words --context wbe -p 1
        err_is "jsrun: app.bin: has no context 'wbe': choose one of admin, web"
        out_is ''
    done
    JSRUN_SNAPSHOT=plain.bin expect 14 jsrun --context web -p 1
    err_is "jsrun: plain.bin: has no context 'web', it has no contexts at all: make it with gen_snapshot --context"
    head -c 1000 app.bin >short.bin
    for blob in short.bin missing.bin; do
        JSRUN_SNAPSHOT=$blob expect 0 jsrun --context wbe -p 'typeof tell'
        out_is undefined
        err_has 'starting without the snapshot'
    done
}

@test "--context of gen_snapshot: what is wrong is said before anything runs" {
    file a.js 'print("ran");'
    for word in web =a.js web= ''; do
        expect 9 gen_snapshot -o x.bin --context "$word" a.js
        err_has "gen_snapshot: --context is NAME=SCRIPT, not '$word'"
        out_is ''
    done
    for name in -a .a 'a b' a/b é a23456789012345678901234567890123456789012345678; do
        expect 9 gen_snapshot -o x.bin --context "$name=a.js" a.js
        err_has "gen_snapshot: --context: '$name' is no name for a context: use letters, digits, _, . and -, at most 47"
        out_is ''
    done
    expect 9 gen_snapshot --info x.bin --context a --context b
    err_has '--info, --validate and --extract take one --context'
    folder_is a.js
}

@test "a context whose script fails, exits or leaves a file open: no blob, and a message names it" {
    file common.js 'var n = 1;'
    file good.js 'var m = 1;'
    file bad.js '' 'null.x;'
    file exit.js 'process.exit(5);'
    file open.js 'var fd = require("fs").openSync("common.js", "r");'
    file pointer.js 'var p = Duktape.Pointer("0x1");'
    failed=$'\ngen_snapshot: context \'web\' failed'
    # fails STATUS SCRIPT: the second of three contexts runs it.
    fails() {
        expect "$1" gen_snapshot -q -o x.bin --context a=good.js --context web=good.js --context web="$2" \
            --context z=good.js common.js
    }
    fails 1 bad.js
    err_like "^bad.js:2:6: Uncaught TypeError.*$failed\$"
    fails 1 missing.js
    err_is "gen_snapshot: missing.js: cannot open: No such file or directory$failed"
    fails 1 open.js
    err_like "is file descriptor 700 on 'common.js'.*$failed\$"
    fails 1 pointer.js
    err_like "globalThis.p is a raw pointer.*$failed\$"
    fails 5 exit.js
    err_is "gen_snapshot: process.exit(5) was called in context 'web': no blob written"
    file exit.js 'process.exit(0);'
    fails 1 exit.js
    err_is "gen_snapshot: process.exit(0) was called in context 'web': no blob written"
    expect 1 gen_snapshot -o x.bin --context web=good.js bad.js
    err_lacks context
    folder_is common.js good.js bad.js exit.js open.js pointer.js
}

@test "a context's finalizers run where it is booted, not where it is made" {
    file common.js 'var kept = {}, loud = false;' 'Duktape.fin(kept, function () { if (loud) print("end of", loud); });'
    file a.js 'loud = "a";'
    expect 0 gen_snapshot -q -o app.bin --context a=a.js common.js
    out_is ''
    expect 0 jsrun --snapshot app.bin --context a -e ''
    out_is 'end of a'
    expect 0 jsrun --snapshot app.bin -e ''
    out_is ''
}

# Eight heaps of 10 MB that are garbage at the freeze: they do not fit beside each other.
@test "the memory of a context is free as soon as its blob is made" {
    not_sanitized 'sanitizers reserve address space'
    file a.js 'var list = [], i; for (i = 0; i < 60000; i++) list[i] = { i: i }; list = null;'
    words=()
    for i in 1 2 3 4 5 6 7 8; do words+=(--context "c$i=a.js"); done
    # shellcheck disable=SC2016
    expect 0 timeout 60 bash -c 'ulimit -v 65536; exec gen_snapshot -q -o x.bin "$@"' . "${words[@]}"
    expect 0 jsrun --snapshot x.bin --context c8 -p i
    out_is 60000
}

@test "damage in one context is named with it, and stops only those who ask for it" {
    application
    size=$(stat -c %s app.bin)
    at=$((size - 500000)) # in the last context
    printf '\x55\xaa\x55\xaa' | dd of=app.bin bs=1 seek=$at conv=notrunc status=none
    expect 14 jsrun --snapshot app.bin --context web --verify=full -p 1
    err_like '^jsrun: app.bin \(context web\): the blob is damaged between bytes [0-9]+ and [0-9]+; copy or make it again$'
    expect 0 jsrun --snapshot app.bin --context admin --verify=full -p 1
    expect 14 jsrun --snapshot app.bin --verify=full -p 1
    err_has 'jsrun: app.bin: the blob is damaged'
    expect 14 gen_snapshot --validate app.bin
    expect 14 gen_snapshot --validate app.bin --context web
    err_has 'gen_snapshot: app.bin (context web): the blob is damaged'
    head -c $((size - 8)) app.bin >cut.bin
    expect 14 jsrun --snapshot cut.bin --context admin -p 1
    err_has 'jsrun: cut.bin: the blob has'
}

@test "time goes on from the common part to a context, and to its runs" {
    file common.js 'var p = performance.now(), h = process.hrtime(), d = Date.now();'
    file one.js 'var later = [performance.now() > p, process.hrtime(h)[0] >= 0, Date.now() > d], q = performance.now();'
    expect 0 gen_snapshot -q -o app.bin --context one=one.js common.js
    expect 0 jsrun --snapshot app.bin --context one -p 'later.join() + " " + (performance.now() > q) + " " + (q > p)'
    out_is 'true,true,true true true'
}
