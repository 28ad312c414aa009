#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot --info and --validate.

load helpers

# metadata FILE EXPRESSION: evaluates with node; m is the metadata.
metadata() {
    gen_snapshot --info "$1" | sed -n 's/^metadata: //p' |
        node -e 'var m = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(eval(process.argv[1]));' "$2"
}

@test "--info: sizes, format, sections" {
    file app.js 'var x = 1;'
    gen_snapshot app.js
    expect 0 gen_snapshot --info app.bin
    size=$(stat -c %s app.bin)
    out_has "app.bin: $size bytes, "
    out_has 'mapped at 0x1000000000'
    [[ $output =~ format\ [0-9]+,\ engine\ fingerprint\ [0-9a-f]{16},\ with\ the\ runtime ]] || show 'no format'
    for section in heap strings code objects properties data 'string table' natives metadata relocations chunks; do
        grep -qE "^  $section +[0-9]+ bytes +[0-9]+$" <<<"$output" || show "no section $section"
    done
    gen_snapshot --bare -o app.bin app.js
    expect 0 gen_snapshot --info app.bin
    out_has ', bare'
    blob app.bin 'require("v8").startupSnapshot.setDeserializeMainFunction(print)'
    expect 0 gen_snapshot --info app.bin
    out_has ', has a main function'
}

@test "metadata: JSON with generator, engine, and each input's SHA-256" {
    mkdir lib
    file lib/dep.js 'exports.n = 1;'
    file 'a "b".js' 'require("./lib/dep"); var data = require("./lib/d.json");'
    file lib/d.json '{"n": 1}'
    file pre.js ''
    gen_snapshot -o app.bin -r ./pre 'a "b".js'
    [ "$(metadata app.bin 'm.generator')" = "$(gen_snapshot --version)" ]
    [ "$(metadata app.bin 'm.engine')" = 'duktape 2.7.0' ]
    [ "$(metadata app.bin 'm.runtime + " " + m.main')" = 'true false' ]
    metadata app.bin 'm.inputs.map(i => i.sha256 + "  " + i.path.replace("/snapshot/", "")).join("\n")' >sums
    sha256sum -c sums
    [ "$(wc -l <sums)" = 4 ] || { cat sums; return 1; }
    [ "$(metadata app.bin 'm.inputs.map(i => i.bytes).reduce((a, b) => a + b)')" = "$(cat ./*.js lib/* | wc -c)" ]
}

@test "metadata: counts and bytes by kind add up" {
    blob app.bin 'var list = [1, 2, 3], f = function () {}, b = f.bind(null), u = new Uint8Array(100);'
    [ "$(metadata app.bin 'm.kinds["bound function"].count >= 1 && m.kinds["string"].count > 400')" = true ]
    total=$(metadata app.bin 'Object.values(m.kinds).reduce((a, k) => a + k.count, 0)')
    expect 0 gen_snapshot --info app.bin
    [ "$(awk '/^  (heap|strings|code|objects|properties|data|string table) /{ n += $NF } END { print n }' <<<"$output")" = "$total" ]
}

@test "metadata: a file that was read twice is listed once" {
    file a.js 'global.n = (global.n || 0) + 1;'
    gen_snapshot -o app.bin a.js a.js -e 'delete require.cache[require.resolve("./a")]; require("./a")'
    [ "$(metadata app.bin 'm.inputs.length')" = 1 ]
    expect 0 jsrun --snapshot app.bin -e 'print(n)'
    out_is 3
}

@test "--validate" {
    blob app.bin ''
    expect 0 gen_snapshot --validate app.bin
    out_is 'app.bin: ok'
    err_is ''
    cp app.bin bad.bin
    printf '\377' | dd of=bad.bin bs=1 seek=70000 conv=notrunc status=none
    expect 14 gen_snapshot --validate bad.bin
    out_is ''
    err_like '^gen_snapshot: bad\.bin: the blob is damaged between bytes 69632 and [0-9]+; copy or make it again$'
}

@test "--info and --validate of what is no blob: exit 14" {
    file text.js 'print(1)'
    : >empty
    mkdir folder
    blob cut.bin ''
    truncate -s -1 cut.bin
    for option in --info --validate; do
        for name in text.js empty folder missing cut.bin; do
            expect 14 gen_snapshot "$option" "$name"
            err_like "^gen_snapshot: ${name//./\\.}: "
            out_is ''
        done
    done
}

@test "--info of a blob with damaged metadata says so" {
    file app.js 'var x = 1;'
    gen_snapshot app.js
    offset=$(grep -abo '{"generator"' app.bin | tail -1 | cut -d: -f1)
    printf X | dd of=app.bin bs=1 seek=$((offset + 3)) conv=notrunc status=none
    run --separate-stderr gen_snapshot --info app.bin
    out_has 'metadata: damaged'
}

@test "--info and --validate take one blob and no entries" {
    blob app.bin ''
    file a.js ''
    expect 9 gen_snapshot --info app.bin a.js
    expect 9 gen_snapshot --validate app.bin app.bin
    folder_is a.js app.bin
}
