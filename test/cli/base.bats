#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot --base: a blob that another one goes on from.

load helpers

# metadata FILE EXPRESSION: evaluates with node; m is the metadata.
metadata() {
    gen_snapshot --info "$1" | sed -n 's/^metadata: //p' |
        node -e 'var m = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(eval(process.argv[1]));' "$2"
}

@test "--base goes on from a blob, which is left as it was and is not needed any more" {
    blob one.bin 'var list = ["one"]; function add(x) { list.push(x); }'
    sum=$(sha256sum one.bin)
    file pre.js 'add("pre");'
    file entry.js 'add("entry");'
    expect 0 gen_snapshot --base one.bin -o two.bin -r ./pre -e 'add("e")' entry.js
    [ "$(sha256sum one.bin)" = "$sum" ]
    rm one.bin
    expect 0 gen_snapshot --validate two.bin
    expect 0 jsrun --snapshot two.bin -p 'list.join()'
    out_is 'one,pre,e,entry'
}

@test "--base without anything to run gives the same bytes, whatever the base is called" {
    file app.js 'var x = { n: 1 }; require("v8").startupSnapshot.setDeserializeMainFunction(print, 7);'
    gen_snapshot -o one.bin app.js
    expect 0 gen_snapshot --base one.bin
    cmp one.bin snapshot.bin
    gen_snapshot --base one.bin -o two.bin -e 'x.n++'
    expect 0 gen_snapshot --base two.bin -o three.bin
    cmp two.bin three.bin
    cp two.bin other.bin
    gen_snapshot --base two.bin -o a.bin app.js -e 'x.n++'
    gen_snapshot --base other.bin -o b.bin app.js -e 'x.n++'
    cmp a.bin b.bin
}

@test "--base may be the output, but only if that is said" {
    blob snapshot.bin 'var n = 1'
    for _ in 1 2 3; do
        expect 0 gen_snapshot --base snapshot.bin -o ./snapshot.bin -e 'n++'
    done
    folder_is snapshot.bin
    expect 0 jsrun --verify=full --snapshot snapshot.bin -p n
    out_is 4
    expect 9 gen_snapshot --base ./snapshot.bin -e 'n++'
    err_has 'name the blob with --output'
    expect 1 gen_snapshot --base snapshot.bin -o /dev/full
    expect 0 jsrun --snapshot snapshot.bin -p n
    out_is 4
}

@test "a base that cannot be used is refused" {
    expect 14 gen_snapshot --base none.bin -o out.bin
    err_has 'none.bin: '
    file text.bin 'not a blob at all'
    expect 14 gen_snapshot --base text.bin -o out.bin
    err_has 'text.bin: not a snapshot blob'
    blob app.bin 'var x = "deep in the image"'
    head -c 9000 app.bin >short.bin
    expect 14 gen_snapshot --base short.bin -o out.bin -e 1
    err_has 'the blob has 9000 bytes'
    # Behind the header: jsrun would not look.
    LC_ALL=C sed 's/deep in the image/DEEP IN THE IMAGE/' app.bin >damaged.bin
    cmp -s app.bin damaged.bin && return 1
    expect 14 gen_snapshot --base damaged.bin -o out.bin -e 1
    err_has 'damaged.bin: the blob is damaged'
    expect 14 gen_snapshot --base . -o out.bin
    [ ! -e out.bin ]
    expect 9 gen_snapshot --base
    err_has "'--base' needs an argument"
}

@test "--base: whether there is a runtime is for the base to say" {
    blob bare.bin 'var seen = [typeof require]' --bare
    blob full.bin 'var seen = [typeof require]'
    expect 0 gen_snapshot --base bare.bin -o out.bin -e 'seen.push(typeof require)'
    expect 0 jsrun --snapshot out.bin -e 'print(seen, typeof process)'
    out_is 'undefined,undefined undefined'
    expect 0 gen_snapshot --bare --base bare.bin -o out.bin
    expect 0 gen_snapshot --base full.bin -o out.bin -e 'seen.push(typeof require)'
    expect 0 jsrun --snapshot out.bin -e 'print(seen, typeof process)'
    out_is 'function,function object'
    rm out.bin
    expect 9 gen_snapshot --bare --base full.bin -o out.bin
    err_has '--bare: full.bin holds the runtime; make it with --bare'
    for option in --module '-r ./x'; do
        # shellcheck disable=SC2086 # words
        expect 9 gen_snapshot $option --base bare.bin -o out.bin -e 1
        err_has 'leave out --module and --require'
    done
    [ ! -e out.bin ]
}

@test "--base: the surroundings are those of a build, from its boot on" {
    # shellcheck disable=SC2016
    file one.js 'var seen = [], argv = process.argv, api = require("v8").startupSnapshot;' \
        'function look(when) {' \
        '    seen.push([when, api.isBuildingSnapshot(), process.env.HOME, process.cwd(), process.pid,' \
        '        argv[1], Date.now() < 1e6, new Date(0).getHours()].join());' \
        '}' \
        'api.addDeserializeCallback(look, "boot"); look("one");'
    gen_snapshot -o one.bin one.js
    file two.js 'look("two"); var pair = [Math.random(), Math.random()];'
    expect 0 env TZ=Asia/Tokyo HOME=/h gen_snapshot --base one.bin -o two.bin two.js
    expect 0 gen_snapshot --base one.bin -o again.bin two.js
    cmp two.bin again.bin
    expect 0 gen_snapshot --base one.bin --seed 5 -o seed.bin two.js
    cmp -s two.bin seed.bin && return 1
    file main.js 'console.log(seen.slice(0, 3).join("\n")); console.log(seen[3].split(",").slice(0, 2).join());'
    expect 0 env TZ=UTC jsrun --snapshot two.bin main.js
    out_is $'one,true,,/snapshot,1,/snapshot/one.js,true,0\nboot,true,,/snapshot,1,two.js,true,0\ntwo,true,,/snapshot,1,/snapshot/two.js,true,0\nboot,false'
}

@test "--base: callbacks of the base run again, in order, before those that come later" {
    file one.js 'var api = require("v8").startupSnapshot, fs = require("fs"), fd = null, log = [];' \
        'function open() { fd = fs.openSync("/dev/null", "r"); log.push("open"); }' \
        'function close() { fs.closeSync(fd); fd = null; log.push("close"); }' \
        'open(); api.addSerializeCallback(close); api.addDeserializeCallback(open);'
    gen_snapshot -o one.bin one.js
    expect 0 gen_snapshot --base one.bin -o two.bin -e 'log.push(typeof fd); api.addSerializeCallback(function () { log.push(fd); }); api.addDeserializeCallback(function () { log.push("two"); });'
    expect 0 jsrun --snapshot two.bin -e 'print(log.join(), typeof fd)'
    out_is 'open,close,open,number,close,,open,two number'
}

@test "--base: a deserialize callback that throws or exits ends the build" {
    blob throws.bin 'require("v8").startupSnapshot.addDeserializeCallback(function () { throw new Error("not now"); })'
    expect 1 gen_snapshot --base throws.bin -o out.bin -e 1
    err_has 'Error: not now'
    blob leaves.bin 'require("v8").startupSnapshot.addDeserializeCallback(function () { process.exit(5); })'
    expect 5 gen_snapshot --base leaves.bin -o out.bin -e 1
    err_has 'process.exit(5) was called: no blob written'
    [ ! -e out.bin ]
}

@test "--base: the main function stays, and a build can set another one, once" {
    blob one.bin 'var api = require("v8").startupSnapshot; api.setDeserializeMainFunction(print, "first")'
    gen_snapshot --base one.bin -o two.bin -e 'var more = 1'
    expect 0 jsrun --snapshot two.bin
    out_is first
    gen_snapshot --base two.bin -o three.bin -e 'api.setDeserializeMainFunction(print, "second")'
    expect 0 jsrun --snapshot three.bin
    out_is second
    expect 1 gen_snapshot --base two.bin -o four.bin -e 'api.setDeserializeMainFunction(print); api.setDeserializeMainFunction(print)'
    err_has 'Deserialize main function is already configured'
}

@test "--base: modules of the base are there, its listeners too" {
    file dep.js 'exports.n = (exports.n || 0) + 1;'
    file one.js 'var dep = require("./dep"); process.on("exit", function () { console.log("bye", dep.n); });'
    gen_snapshot -o one.bin one.js
    rm dep.js
    expect 0 gen_snapshot --base one.bin -o two.bin -e 'require("./dep").n++'
    out_is ''
    expect 0 jsrun --snapshot two.bin -e ''
    out_is 'bye 2'
}

@test "--base: metadata name the base by its SHA-256 and list its inputs with the new ones" {
    file a.js 'var a = 1;'
    file b.js 'var b = 2;'
    gen_snapshot -o one.bin a.js
    [ "$(metadata one.bin 'm.base')" = undefined ]
    gen_snapshot --base one.bin -o two.bin b.js a.js
    [ "$(metadata two.bin 'm.inputs.map(i => i.path).join()')" = "$(metadata one.bin 'm.inputs[0].path'),$(metadata two.bin 'm.inputs[1].path')" ]
    [ "$(metadata two.bin 'm.inputs.map(i => i.sha256).join("\n")')" = "$(sha256sum a.js b.js | cut -d' ' -f1)" ]
    [ "$(metadata two.bin 'm.base.sha256')" = "$(sha256sum <one.bin | cut -d' ' -f1)" ]
    [ "$(metadata two.bin 'm.base.bytes')" = "$(stat -c %s one.bin)" ]
    gen_snapshot --base two.bin -o three.bin -e 1
    [ "$(metadata three.bin 'm.base.sha256 + m.inputs.length')" = "$(sha256sum <two.bin | cut -d' ' -f1)2" ]
}

@test "--base with --memory-limit and what cannot be frozen" {
    blob one.bin 'var x = {}'
    expect 1 gen_snapshot --base one.bin --memory-limit 1M -o two.bin -e 'var l = []; for (;;) l.push(new Uint8Array(1e5));'
    expect 1 gen_snapshot --base one.bin -o two.bin -e 'x.p = Duktape.Pointer("0x1")'
    err_has 'globalThis.x.p is a raw pointer'
    [ ! -e two.bin ]
}

@test "--base: contexts are left out, and that is said" {
    file a.js 'var a = 1;'
    gen_snapshot -q -o one.bin --context a=a.js -e 'var x = 1'
    expect 0 gen_snapshot --base one.bin -o two.bin -e 'x++'
    err_is 'gen_snapshot: one.bin: its contexts are left out: --base goes on from the common part'
    expect 0 jsrun --snapshot two.bin -p x
    out_is 2
    expect 14 jsrun --snapshot two.bin --context a -p x
    # Bytes as they were it cannot have without them.
    rm two.bin
    for words in '' -q '-q --strip-source'; do
        # shellcheck disable=SC2086 # words
        expect 9 gen_snapshot $words --base one.bin -o two.bin
        err_has 'one.bin has contexts, and --base goes on from its common part: give scripts to run, or their scripts again with --context'
    done
    [ ! -e two.bin ]
    expect 0 gen_snapshot -q --base one.bin -o two.bin --context b=a.js
    err_is ''
    expect 0 jsrun --snapshot two.bin --context b -p 'a + x'
    out_is 2
    # With an asset or training it is another blob all the same.
    for words in '--asset a.js' '--train a.js'; do
        # shellcheck disable=SC2086 # words
        expect 0 gen_snapshot $words --base one.bin -o two.bin
        err_has 'gen_snapshot: one.bin: its contexts are left out'
    done
}

@test "--base: a base that is cut short or written to while it is in use: exit 14, no blob" {
    local advice='run it again, and replace blobs by renaming, never in place'
    blob one.bin 'var text = "some text"; function later() { return text.length; }'
    cp one.bin two.bin
    touch -d 2001-02-03 two.bin
    expect 14 gen_snapshot --base one.bin --io=allow -o x.bin -e 'require("fs").truncateSync("one.bin", 4096); later(); throw 1'
    err_is "gen_snapshot: one.bin: the blob was cut short while it was in use, or its disk cannot be read; $advice"
    expect 14 gen_snapshot --base two.bin --io=allow -o x.bin -e 'require("fs").appendFileSync("two.bin", "x")'
    err_is "gen_snapshot: two.bin: the blob's file was written to while it was in use: the results may be wrong; $advice"
    [ ! -e x.bin ]
}
