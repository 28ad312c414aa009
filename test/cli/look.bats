#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot: what is in a blob: --dump, --diff, --why, --json.

load helpers

# shop NAME MORE: a blob with a cache of a thousand items.
shop() {
    file shop.js 'function Item(n) { this.n = n; this.text = "item " + n; }' \
        'var app = { cache: [], big: new Uint8Array(50000) };' \
        "for (var i = 0; i < 1000$2; i++) app.cache.push(new Item(i));" 'var alias = app.cache[3];'
    gen_snapshot -q -o "$1" shop.js
}

@test "--why: the way to an object, what it keeps, and who refers to it" {
    shop a.bin
    expect 0 gen_snapshot --why app.cache a.bin
    out_has 'a.bin: app.cache: array Array, 64 bytes, '
    [[ $output =~ ' bytes, '([0-9]+)' with all that only it keeps' ]]
    [ "${BASH_REMATCH[1]}" -gt 100000 ] && [ "${BASH_REMATCH[1]}" -lt 300000 ]
    [[ $output =~ '* '.*'globalThis (object Object)'.*'* '.*'globalThis.app (object Object)'.*'globalThis.app.cache' ]]
    expect 0 gen_snapshot --why 'app.cache[3]' --json a.bin
    [ "$(node -p 'JSON.parse(process.argv[1]).references.sort().join()' "$output")" = 'globalThis.alias,globalThis.app.cache[3]' ]
    expect 0 gen_snapshot --why 'globalThis.app.big' a.bin
    [[ $output =~ ', 5'[0-9]{4}' with all' ]]
}

@test "--why: where several ways lead to it there is no star on the way" {
    expect 0 gen_snapshot -q -o a.bin -e 'var left = { in: { x: [1] } }, right = { in: left.in };'
    expect 0 gen_snapshot --why left.in.x a.bin
    grep -qE '^    +[0-9]+  globalThis.left \(object Object\)$' <<<"$output" || show
    grep -qE '^  \* +[0-9]+  globalThis.left.in \(object Object\)$' <<<"$output" || show
}

@test "--why: a path that does not exist" {
    shop a.bin
    expect 1 gen_snapshot --why 'app.cahce[3]' a.bin
    err_is "gen_snapshot: a.bin: there is no app.cahce[3]: app has no '.cahce[3]'"
    expect 1 gen_snapshot --why nothing a.bin
    err_is 'gen_snapshot: a.bin: there is no nothing: paths start at the global object, as in app.cache[0]'
}

@test "--diff: what grew, by kind, by constructor and by module" {
    shop a.bin
    shop b.bin ' + 500'
    expect 0 gen_snapshot --diff a.bin b.bin
    out_has 'by kind:'
    # The table of strings may have doubled: its bytes are the heap's.
    [[ $output =~ by\ constructor:$'\n'([^$'\n']*\(heap\)$'\n')?\ +\+[0-9]+\ bytes\ +\+1000\ +Item$'\n' ]] || show
    expect 0 gen_snapshot --diff a.bin a.bin
    out_has $'by kind:\n  no difference\nby constructor:\n  no difference\nby module:\n  no difference'
    expect 0 gen_snapshot --json --diff b.bin a.bin
    [ "$(node -p 'var d = JSON.parse(process.argv[1]); d.constructor.Item.count.join() + (d.bytes[0] > d.bytes[1])' "$output")" = '3000,2000true' ]
    file dep.js 'exports.table = []; for (var i = 0; i < 3000; i++) exports.table.push("entry " + i);'
    expect 0 gen_snapshot -q --module -o c.bin -e '' dep.js
    expect 0 gen_snapshot -q -o d.bin -e ''
    expect 0 gen_snapshot --diff d.bin c.bin
    [[ $output =~ by\ module:$'\n'\ +\+[0-9]{6}\ bytes\ +\+[0-9]+\ +[^$'\n']*dep.js ]] || show
}

@test "--dump=json: all blocks, whose sizes are those of the metadata" {
    shop a.bin
    gen_snapshot --dump=json a.bin >dump.json
    gen_snapshot --json --info a.bin >info.json
    expect 0 node -p 'var d = JSON.parse(require("fs").readFileSync("dump.json", "utf8")), i = JSON.parse(require("fs").readFileSync("info.json", "utf8"));
        var sums = {}; d.nodes.forEach(function (n) { sums[n.kind] = (sums[n.kind] || 0) + n.bytes; });
        [d.nodes.length === i.objects, Object.keys(sums).every(function (k) { return sums[k] === i.metadata.kinds[k].bytes; }),
         d.nodes.every(function (n, at) { return n.id === at && n.refs.every(function (r) { return r[0] < d.nodes.length; }); }),
         d.nodes.filter(function (n) { return n.class === "Item" && n.kind === "object"; }).length].join()'
    out_is 'true,true,true,1000' || { node -p 'var d = JSON.parse(require("fs").readFileSync("dump.json", "utf8")), i = JSON.parse(require("fs").readFileSync("info.json", "utf8")); d.nodes.length + " " + i.objects'; return 1; }
}

@test "--context chooses the heap that is looked at; a bare blob and one of others can be looked at" {
    file a.js 'var mine = { x: 1 };'
    expect 0 gen_snapshot -q -o c.bin --context a=a.js
    expect 0 gen_snapshot --context a --why mine c.bin
    out_has 'c.bin (context a): mine: object Object'
    expect 1 gen_snapshot --why mine c.bin
    expect 0 gen_snapshot -q --bare -o b.bin -e 'var y = { z: 1 }'
    chmod 666 b.bin
    expect 0 gen_snapshot --why y b.bin
}

@test "blobs that cannot be looked at, and words that make no sense" {
    shop a.bin
    head -c 70000 a.bin >cut.bin
    expect 14 gen_snapshot --why app cut.bin
    err_has 'cut.bin: '
    expect 14 gen_snapshot --diff a.bin nowhere.bin
    err_is 'gen_snapshot: nowhere.bin: cannot open: No such file or directory'
    printf "%064d" 0 | dd of=a.bin bs=1 seek=200000 conv=notrunc status=none
    expect 14 gen_snapshot --dump=json a.bin
    out_is ''
    expect 9 gen_snapshot --why app
    err_has 'the blob is missing'
    expect 9 gen_snapshot --diff a b c
    err_has 'there are too many words'
    expect 9 gen_snapshot --dump=xml a.bin
    err_has "--dump is json, not 'xml'"
    expect 9 gen_snapshot --json -e 1
    err_has '--json is for --info, --diff and --why'
    expect 9 gen_snapshot --why a --diff b c
    err_has '--dump, --diff and --why: one of them'
}

@test "JSON is UTF-8 whatever characters the names have, halves and cut ones too" {
    long=$(printf 'é%.0s' {1..600})
    blob x.bin "globalThis['a\\ud83d\\ude00b'] = { '\\udfff': { n: 1 }, x$long: {} };"
    expect 0 bash -c "gen_snapshot --dump=json x.bin | iconv -f utf-8 -t utf-8 >x.json"
    expect 0 node -p 'var t = JSON.stringify(JSON.parse(require("fs").readFileSync("x.json", "utf8")));
        [t.includes("a\ud83d\ude00b"), t.includes("\\udfff")].join()'
    out_is true,true
    expect 0 bash -c "gen_snapshot --why 'process' --json x.bin | iconv -f utf-8 -t utf-8"
}
