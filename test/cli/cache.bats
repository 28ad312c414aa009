#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot --cache: blobs of earlier builds, in a folder.

load helpers
load cached

largest() { find "$1" -type f -printf '%s %p\n' | sort -n | tail -1 | cut -d' ' -f2-; }

# Bytes that two blobs fit into, but not three.
room_for_two() {
    blob size.bin 1
    echo $(($(stat -c %s size.bin) * 5 / 2))
}

@test "--cache: what was made before is not made again" {
    app x
    made c --report r1.json --depfile d1
    mv app.bin first.bin
    taken c --report r2.json --depfile d2
    cmp app.bin first.bin
    cmp d1 d2
    [ "$(json r1.json r.cache.found)" = false ]
    [ "$(json r2.json 'r.cache.found + r.cache.at')" = truec ]
    [ -e "c/ac/$(json r2.json r.cache.entry)" ]
    same() { json "$1" 'delete r.cache; delete r.times_ms; JSON.stringify(r)'; }
    [ "$(same r1.json)" = "$(same r2.json)" ]
    expect 0 jsrun --snapshot app.bin -e 'print(dep.a)'
    out_is x
    expect 0 gen_snapshot --verbose --cache c -o other.bin app.js
    err_like '^gen_snapshot: other.bin: found in c, [0-9]+ bytes as [0-9a-f]{64}$'
    cmp other.bin first.bin
    expect 0 gen_snapshot --verbose --cache c -e 1 app.js
    err_like 'app.bin: kept in c as [0-9a-f]{64}'
    [ -z "$(find c -perm /077)" ]
    [ -z "$(ls c/tmp)" ]
}

@test "--cache: what can change a blob makes another, and back again the first" {
    app x
    made c
    app y
    made c
    app x
    taken c
    made c --seed 1
    made c -e 'var more'
    HOME=/x made c --allow-env=HOME
    HOME=/y made c --allow-env=HOME
    HOME=/x taken c --allow-env=HOME
    # What startup code sets is not what it was called with.
    HOME=/x made c --allow-env=HOME -e 'process.env.HOME = "/z"'
    HOME=/z made c --allow-env=HOME -e 'process.env.HOME = "/z"'
    SOURCE_DATE_EPOCH=5 made c
    # A file that now comes before the one that was loaded, and a program that loads more.
    file dep 'exports.a = 0;'
    made c
    rm dep
    taken c
    file app.js 'print("running"); var dep = require("./dep"); try { require("./more"); } catch (e) {}'
    made c
    file more.js 'exports.b = 1;'
    made c
    taken c
    rm more.js
    taken c
    app x
    taken c
    # A package that is looked for in the folders above, and then is there.
    mkdir -p above/app
    cd above/app
    file app.js 'print("running"); try { require("optional"); } catch (e) {}'
    made ../../c
    taken ../../c
    mkdir -p ../node_modules/optional
    file ../node_modules/optional/index.js 'var optional = true;'
    made ../../c
    rm -r ../node_modules
    taken ../../c
    cd ../..
    # Elsewhere it is the same program.
    mkdir -p deep/er
    cp app.js dep.js deep/er
    cd deep/er
    taken ../../c
}

@test "--cache: --print-key runs nothing and is the key of the build" {
    app x
    expect 0 gen_snapshot -q --print-key app.js
    key=$output
    expect 0 gen_snapshot -q --print-key --cache c app.js
    out_is "$key"
    err_is running
    made c
    rm app.bin
    expect 0 gen_snapshot -q --print-key --cache c --report r.json app.js
    out_is "$key"
    err_is ''
    [ ! -e app.bin ]
    expect 0 gen_snapshot -q --print-key --report r.json app.js
    out_is "$key"
    err_is ''
}

@test "--cache goes with contexts, bases, programs and standard output" {
    app x
    file ctx.js 'var inner = 1;'
    made c --context inner=ctx.js
    taken c --context inner=ctx.js
    expect 0 jsrun --snapshot app.bin --context inner -e 'print(inner, dep.a)'
    out_is '1 x'
    file ctx.js 'var inner = 2;'
    made c --context inner=ctx.js
    blob base.bin 'var base = 1;'
    made c --base base.bin
    taken c --base base.bin
    blob base.bin 'var base = 2;'
    made c --base base.bin
    file main.js 'print("running"); require("v8").startupSnapshot.setDeserializeMainFunction(function () { print("main"); });'
    expect 0 gen_snapshot -q --cache c --exe one main.js
    out_is running
    expect 0 gen_snapshot -q --cache c --exe two main.js
    out_is ''
    cmp one two
    expect 0 ./two
    out_is main
    # A blob without a main function is no program, wherever it comes from.
    made c
    expect 1 gen_snapshot -q --cache c --exe one app.js
    err_has '--exe: the program has no main function'
    gen_snapshot -q --cache c -o - app.js >out.bin
    cmp out.bin app.bin
}

@test "--cache: packages in folders and archives, and their assets" {
    mkdir -p pkg/data
    file pkg/package.json '{"name":"p","version":"1.0.0","main":"main.js"}'
    file pkg/main.js 'print("running"); globalThis.v = require("./lib");'
    file pkg/lib.js 'module.exports = require("fs").readFileSync(__dirname + "/data/a.txt", "utf8");'
    file pkg/data/a.txt a
    pack() { tar -czf pkg.tgz pkg; }
    build() { expect 0 gen_snapshot -q --cache c -o app.bin "$@"; }
    pack
    for form in pkg pkg.tgz; do
        build --asset 'data/*' --depfile one.d --report one.json $form
        out_is running
        [ "$(json one.json r.cache.at)" = c ]
        cp app.bin first.bin
        build --asset 'data/*' --depfile two.d $form
        out_is ''
        cmp app.bin first.bin
        cmp one.d two.d
    done
    [ ! -e pkg/c ]
    [ ! -e pkg/one.d ]
    build --asset 'data/*' - <pkg.tgz
    build --asset 'data/*' - <pkg.tgz
    out_is ''
    # Packed anew it is the same; with one more asset, or one that nobody reads, it is not.
    touch pkg/main.js
    pack
    build --asset 'data/*' pkg.tgz
    out_is ''
    file pkg/data/b.txt b
    pack
    for form in pkg pkg.tgz; do
        build --asset 'data/*' $form
        out_is running
        expect 0 jsrun --snapshot app.bin -e 'print(require("fs").readFileSync("/snapshot/data/b.txt", "utf8"))'
        out_is b
    done
    file pkg/lib.js 'module.exports = 2;'
    pack
    for form in pkg pkg.tgz; do
        build --asset 'data/*' $form
        out_is running
        expect 0 jsrun --snapshot app.bin -e 'print(v)'
        out_is 2
    done
}

@test "--cache: some builds are always made, some never kept" {
    app x
    made c
    made c --verify-reproducible
    made c --io=report
    expect 0 gen_snapshot --verbose --io=allow --cache d -o a.bin -e 'require("fs").writeFileSync("w", "")'
    err_has 'a.bin: not kept in d: startup code has changed something outside'
    [ ! -e d ]
    blob base.bin 'var base = 1;'
    blob other.bin 'var base = 2;'
    file swap.js 'require("fs").renameSync("other.bin", "base.bin");'
    expect 0 gen_snapshot --verbose --io=allow --cache e --base base.bin -o a.bin swap.js
    err_has 'not kept in e'
    for _ in 1 2; do
        expect 0 gen_snapshot -q --cache d -o a.bin - <<<'print("running")'
        out_is running
    done
    expect 0 gen_snapshot --verbose --cache d --cache-size 100k -o a.bin -e 1
    err_has 'a.bin: not kept in d: it is larger than --cache-size'
}

@test "--cache-size: what was used least recently goes" {
    local limit
    limit=$(room_for_two)
    for n in 1 2 3; do
        app $n
        made c --cache-size "$limit"
        [ $n != 2 ] || { app 1; taken c; }
    done
    [ "$(du -sb c/ac c/cas | awk '{ n += $1 } END { print n }')" -lt $((limit + 8192 * 2)) ]
    [ "$(find c/cas -size +500k | wc -l)" = 2 ]
    app 1
    taken c
    app 3
    taken c
    app 2
    made c --cache-size 0
    [ "$(find c/cas -size +500k | wc -l)" = 3 ]
}

@test "--cache: temporary files of the dead are collected, those of the living are not" {
    app x
    made c
    touch -d '-2 hours' c/tmp/dead
    touch c/tmp/living
    app y
    made c
    [ "$(ls c/tmp)" = living ]
}

@test "--cache: damage costs a warning and a build, and is repaired" {
    app x
    made c
    cp app.bin good.bin
    for change in 'printf XXXXXXXXXXXXXXXX | dd of=FILE bs=1 seek=500000 conv=notrunc status=none' 'truncate -s 500000 FILE' 'echo >>FILE'; do
        eval "${change/FILE/$(largest c)}"
        made c
        err_like "^gen_snapshot: c: the blob is made without this cache: cas/[0-9a-f]{64}: (.*entry|not as it was written)$"
        cmp app.bin good.bin
        taken c
        cmp app.bin good.bin
    done
    for entry in c/ac/*; do
        echo junk >"$entry"
        made c
        err_has 'this is no entry of a cache'
        taken c
    done
    for at in {0..280..12}; do
        entry=$(grep -l '\.bin' c/ac/*)
        printf '\377' | dd of="$entry" bs=1 seek="$at" conv=notrunc status=none
        expect 0 gen_snapshot -q --cache c app.js
        cmp app.bin good.bin
    done
    # An entry under the name of another.
    app y
    made c
    cp app.bin other.bin
    for entry in c/ac/*; do
        for victim in c/ac/*; do cp "$entry" "$victim" 2>/dev/null || true; done
        app y
        made c
        cmp app.bin other.bin
        app x
        expect 0 gen_snapshot -q --cache c app.js
        cmp app.bin good.bin
    done
    # What a part is missing of is missing.
    taken c
    find c/cas -size +500k -delete
    made c
    err_is ''
}

@test "--cache: a folder that others can write to is not used" {
    app x
    mkdir -m 777 c
    made c
    err_is 'gen_snapshot: c: the blob is made without this cache: others can write to it (mode 0777): chmod go-w'
    [ -z "$(ls c)" ]
    chmod 755 c
    made c
    err_is ''
    chmod 775 c/ac
    made c
    err_has 'c: the blob is made without this cache: ac: others can write to it (mode 0775)'
    chmod 700 c/ac
    taken c
    mv c/cas elsewhere
    ln -s ../elsewhere c/cas
    made c
    err_has 'c: the blob is made without this cache: cas: '
    [ "$(id -u)" = 0 ] || skip 'only root can give folders away'
    rm c/cas
    mv elsewhere c/cas
    chown 54321 c/cas
    made c
    err_has 'cas: it belongs to another user (uid 54321)'
}

@test "--cache: no place and no permission cost one warning" {
    app x
    file notdir ''
    made notdir
    err_has 'gen_snapshot: notdir: the blob is made without this cache: Not a directory'
    [ "$(wc -l <<<"$stderr")" = 1 ]
    made /proc/nothing/here
    err_is 'gen_snapshot: /proc/nothing/here: the blob is not kept in this cache: No such file or directory'
    [ "$(id -u)" = 0 ] || skip 'mount is for root'
    mkdir disk
    mount -t tmpfs -o size=600k none disk 2>/dev/null || skip 'cannot mount'
    made disk/c
    full=$stderr left=$(find disk/c/tmp disk/c/ac -type f)
    mount -o remount,ro,size=4m disk
    made disk/c
    read_only=$stderr
    mount -o remount,rw disk
    gen_snapshot -q --cache disk/c app.js >/dev/null
    mount -o remount,ro disk
    run --separate-stderr gen_snapshot -q --cache disk/c app.js
    umount disk
    [ "$status $output $stderr" = '0  ' ]
    [ "$full" = 'gen_snapshot: disk/c: the blob is not kept in this cache: cannot write: No space left on device' ]
    [ -z "$left" ]
    [[ $read_only == 'gen_snapshot: disk/c: the blob is not kept in this cache: '*'Read-only file system' ]]
}

@test "--cache: twenty builders at once, one entry, equal blobs" {
    app x
    for n in {1..20}; do
        gen_snapshot -q --cache c -o "$n.bin" app.js >"$n.out" 2>"$n.err" &
    done
    wait
    [ -z "$(cat ./*.err)" ]
    [ "$(sha256sum ./*.bin | cut -d' ' -f1 | sort -u | wc -l)" = 1 ]
    [ "$(find . -maxdepth 1 -name '*.bin' | wc -l)" = 20 ]
    [ "$(find c/ac -type f | wc -l) $(find c/cas -type f | wc -l) $(find c/tmp -type f | wc -l)" = '2 3 0' ]
    taken c
    cmp app.bin 1.bin
    # With room for two, while others read.
    limit=$(room_for_two)
    for n in {1..20}; do
        file "p$n.js" "var p = $((n % 4));"
        gen_snapshot -q --cache c --cache-size "$limit" -o "$n.bin" "p$n.js" 2>"$n.err" &
    done
    wait
    [ -z "$(cat ./*.err)" ]
    for n in {1..20}; do
        expect 0 jsrun --snapshot "$n.bin" -e 'print(p)'
        out_is $((n % 4))
    done
}

@test "--cache: wrong words" {
    expect 9 gen_snapshot --cache ftp://host/x -e 1 -o a.bin
    err_has '--cache: an address starts with http:// or https://'
    expect 9 gen_snapshot --cache 'http://host/x?y' -e 1 -o a.bin
    err_has "--cache: an address ends with its path, without '?' and '#'"
    for word in http://me:sec/ret@host/x http://sec/ret@host 'https://me:sec/@ret@host/x'; do
        expect 9 gen_snapshot --cache "$word" -e 1 -o a.bin
        err_has "--cache: an address has no '@' behind a '/': it is %40 in a path, '/' is %2F in a password"
        err_lacks sec
    done
    expect 9 gen_snapshot --cache '' -e 1 -o a.bin
    err_has '--cache is a folder or an address such as http://host/path'
    expect 9 gen_snapshot --cache c --cache-size many -e 1 -o a.bin
    err_has "--cache-size is a number of bytes, with suffix k, M or G, not 'many'"
    expect 9 gen_snapshot --cache c --cache-timeout 0 -e 1 -o a.bin
    err_has "--cache-timeout is a number of seconds, not '0'"
    for option in --cache-size=1M --cache-timeout=5; do
        expect 9 gen_snapshot "$option" -e 1 -o a.bin
        err_has "${option%=*} needs --cache"
        [ ! -e a.bin ]
        expect 0 gen_snapshot "$option" --cache c -e 1 -o a.bin
        rm a.bin
    done
}
