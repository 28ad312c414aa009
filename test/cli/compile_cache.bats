#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# jsrun --compile-cache: what is compiled is kept in a folder.

load helpers
load cached

# A program of three files, whose entries are small, or larger than a number of bytes; the variables
# are those of the test's own shell.
program() {
    local more=
    [ -z "${1:-}" ] || more=" var more = '$(printf '%*s' "$1" '' | tr ' ' x)';"
    file main.js "var a = require('./a'), b = require('./b'); print(a.name + b.name);$more"
    file a.js "exports.name = 'a';$more"
    file b.js "exports.name = 'b';$more"
    unset JSRUN_COMPILE_CACHE
    export HOME=$PWD/home XDG_CACHE_HOME=
    mkdir -p home
}

# units, of a program that prints "ab".
ab() {
    units "$@"
    out_is ab
}

entries() { jsrun --compile-cache="${1:-c}" --compile-cache-stats | sed -n 's/^entries: //p'; }
files() { find "${1:-c}" -type f -printf '%f\n' | sort | tr '\n' ' '; }

@test "the second run compiles nothing and prints the same" {
    program
    ab 3 0 0 --compile-cache=c main.js
    [ "$(entries)" = 3 ]
    [ "$(files)" = 'pack ' ]
    [ -z "$(find c -perm /077)" ]
    ab 0 3 0 --compile-cache=c main.js
    err_like 'startup: cached [^ ]*/main.js in [0-9]+ us'
    [ "$(entries)" = 3 ]
    ab 3 0 0 main.js
    expect 0 jsrun --compile-cache=c main.js
    out_is ab
    err_is ''
}

@test "large entries are files" {
    program 40000
    ab 3 0 0 --compile-cache=c main.js
    [[ "$(files)" =~ ^([0-9a-f]{32}\.jsc\ ){3}$ ]]
    [ "$(entries)" = 3 ]
    [ -z "$(find c -perm /077)" ]
    ab 0 3 0 --compile-cache=c main.js
}

# An entry is made where the text was, if there is room.
@test "entries that are shorter than their text, and longer" {
    for count in 900 30000; do
        awk -v count="$count" 'BEGIN { printf "x=0;"; for (i = 0; i < count; i++) printf "x++;"; print "print(x);" }' >"$count.js"
        units 1 0 0 --compile-cache=c "$count.js"
        out_is "$count"
        units 0 1 0 --compile-cache=c "$count.js"
        out_is "$count"
    done
    [ "$(stat -c %s c/*.jsc)" -gt "$(stat -c %s 30000.js)" ]
    awk 'BEGIN { print "x = 1;"; for (i = 0; i < 30000; i++) print "// nothing"; print "print(x);" }' >long.js
    units 1 0 0 --compile-cache=c long.js
    units 0 1 0 --compile-cache=c long.js
    out_is 1
    [ "$(entries)" = 3 ]
}

@test "another text is another entry, another name is not" {
    program
    ab 3 0 0 --compile-cache=c main.js
    file b.js 'exports.name = "B";'
    units 1 2 0 --compile-cache=c main.js
    out_is aB
    file b.js "exports.name = 'b';"
    ab 0 3 0 --compile-cache=c main.js
    mkdir other
    cp ./*.js other
    ab 0 3 0 --compile-cache=c other/main.js
    [ "$(entries)" = 4 ]
    # As a script of the global scope the text is compiled in another way.
    file same.js 'print(1);'
    units 1 0 0 --compile-cache=c same.js
    units 1 0 0 --bare --compile-cache=c same.js
    [ "$(entries)" = 6 ]
}

# stacks OPTION..: what a program tells of itself, which lies in two folders.
stacks() {
    for folder in here there/too; do
        expect 0 jsrun "$@" "$folder/main.js"
        printf '%s\n' "$output"
    done
}

@test "the same text in two folders: each names its own" {
    mkdir -p here there/too
    for folder in here there/too; do
        printf '%s\n' 'var lib = require("./lib");' '' 'try { lib.fail(); } catch (e) { print(e.stack, e.fileName, e.lineNumber); }' \
            'print(lib.fail.fileName, lib.inner().fileName, lib.fail, __filename, module.id, lib.where);' >"$folder/main.js"
        printf '%s\n' 'exports.where = __filename;' 'exports.fail = function fail() {' '    null.x;' '};' \
            'exports.inner = function () { return function inner() {}; };' >"$folder/lib.js"
    done
    plain=$(stacks --no-compile-cache)
    [ "$(grep -c "$PWD/here/lib.js:3" <<<"$plain")" = 1 ]
    [ "$(grep -c "$PWD/there/too/lib.js:3" <<<"$plain")" = 1 ]
    for _ in 1 2; do
        [ "$(stacks --compile-cache=c)" = "$plain" ]
        [ "$(entries)" = 2 ]
    done
    # Both in one process, where the second takes what the first has made.
    echo 'require("./here/main"); require("./there/too/main");' >both.js
    units 3 2 0 --compile-cache=d both.js
    cached=$output
    units 0 5 0 --compile-cache=d both.js
    out_is "$cached"
    expect 0 jsrun --no-compile-cache both.js
    out_is "$cached"
    # A file that was moved names the place where it is now.
    mv there elsewhere
    units 0 2 0 --compile-cache=c elsewhere/too/main.js
    out_has "$PWD/elsewhere/too/lib.js:3"
    [[ $output != *there/too* ]]
}

@test "where the folder is: option, variable, XDG_CACHE_HOME, home" {
    program
    ab 3 0 0 --compile-cache main.js
    [ "$(entries home/.cache/jsboot/code)" = 3 ]
    [ "$(stat -c %a home/.cache home/.cache/jsboot home/.cache/jsboot/code | uniq)" = 700 ]
    ab 0 3 0 --compile-cache= main.js
    JSRUN_COMPILE_CACHE=1 ab 0 3 0 main.js
    JSRUN_COMPILE_CACHE='' ab 3 0 0 main.js
    JSRUN_COMPILE_CACHE=0 ab 3 0 0 main.js
    JSRUN_COMPILE_CACHE=1 ab 3 0 0 --no-compile-cache main.js
    JSRUN_COMPILE_CACHE=0 ab 0 3 0 --compile-cache main.js
    XDG_CACHE_HOME=$PWD/xdg ab 3 0 0 --compile-cache main.js
    [ "$(entries xdg/jsboot/code)" = 3 ]
    XDG_CACHE_HOME=relative ab 0 3 0 --compile-cache main.js
    JSRUN_COMPILE_CACHE=v ab 3 0 0 main.js
    JSRUN_COMPILE_CACHE=v ab 0 3 0 --compile-cache main.js
    JSRUN_COMPILE_CACHE=v ab 3 0 0 --compile-cache=d main.js
    folder_of() { find . -name pack -printf '%h\n' | sort -u | tr '\n' ' '; }
    [ "$(folder_of)" = './d ./home/.cache/jsboot/code ./v ./xdg/jsboot/code ' ]
    HOME='' expect 0 jsrun --compile-cache main.js
    out_is ab
    err_is 'jsrun: no folder for the compile cache: neither XDG_CACHE_HOME nor HOME is an absolute path; use --compile-cache=DIR'
}

@test "files go through it: -r, bare scripts, scripts on a snapshot; nothing else does" {
    program
    units 1 0 0 --compile-cache=c -r ./a -e ''
    units 0 1 0 --compile-cache=c -r ./a -e ''
    file bare.js 'print("bare");'
    units 1 0 0 --bare --compile-cache=c bare.js
    units 0 1 0 --bare --compile-cache=c bare.js
    out_is bare
    blob app.bin 'var greeting = "hello";'
    file on.js 'print(greeting);'
    units 1 0 0 --snapshot app.bin --compile-cache=c on.js
    units 0 1 0 --snapshot app.bin --compile-cache=c on.js
    out_is hello
    before=$(entries)
    for _ in 1 2; do
        units 1 0 0 --compile-cache=c -e 'print(eval("1 + 1"), new Function("return 3")())'
        out_is '2 3'
        units 1 0 0 --compile-cache=c -p '4'
        run jsrun --startup-trace --compile-cache=c - <<<'print(5)'
        [[ $output == *compiled* ]]
        expect 0 jsrun --compile-cache=c --check main.js
    done
    [ "$(entries)" = "$before" ]
}

@test "functions, errors and odd texts are the same from the cache" {
    program
    printf '\357\273\277#!/usr/bin/env jsrun\n"use strict";\nfunction f(a, b) { return this === undefined; }\n' >odd.js
    cat >>odd.js <<'END'
print(f(), f.name, f.length, f.fileName, String(f), 'ä€😀'.length);
var e = new Error('x');
print(e.stack, e.lineNumber);
(function g() {
    null.x;
})();
END
    for name in cold first second; do
        [ "$name" = cold ] && option=--no-compile-cache || option=--compile-cache=c
        run --separate-stderr jsrun "$option" odd.js
        [ "$status" = 1 ]
        printf '%s\n%s\n' "$output" "$stderr" >"$name"
    done
    diff cold first
    diff cold second
    grep -q 'odd.js:8:' second
    [ "$(entries)" = 1 ]
}

@test "entries that are damaged, cut, swapped or none are rejected and made again" {
    program 40000
    jsrun --compile-cache=c main.js
    cp -r c good
    damage() {
        local f
        for f in c/*.jsc; do
            "$@" "$f"
        done
        ab 0 0 3 --compile-cache=c main.js
        err_like 'startup: rejected [^ ]*/a.js: .*compiled in [0-9]+ us'
        ab 0 3 0 --compile-cache=c main.js
        diff -r good c
    }
    # shellcheck disable=SC2317 # called by damage
    flip() { printf '\377' | dd of="$1" bs=1 seek=$(($(stat -c %s "$1") / 2)) conv=notrunc status=none; }
    # shellcheck disable=SC2317
    swap() { cp good/"$(find good -name '*.jsc' ! -name "${1##*/}" -printf '%f\n' | head -1)" "$1"; }
    damage flip
    damage truncate -s -1
    damage truncate -s 10
    damage truncate -s 100000
    damage cp "$BATS_TEST_FILENAME"
    damage swap
    # One that holds nothing is as none.
    truncate -s 0 c/*.jsc
    ab 3 0 0 --compile-cache=c main.js
    diff -r good c
}

@test "a process without a descriptor left does not take the file of small entries from others" {
    program
    ab 3 0 0 --compile-cache=c main.js
    inode=$(stat -c %i c/pack)
    file other.js 'print("other");'
    prlimit --nofile=4 "$JSRUN" --compile-cache=c other.js 3>&- 4>&-
    [ "$(stat -c %i c/pack)" = "$inode" ]
    ab 0 3 0 --compile-cache=c main.js
}

@test "what is printed does not get into the cache when standard streams are closed" {
    file a.js 'console.log(["out", "put"].join("-")); console.error(["err", "or"].join("-")); require("./m");'
    file m.js 'console.log(["out", "put"].join("-"));'
    expect 0 jsrun --compile-cache=c a.js
    expect 0 jsrun --compile-cache=c a.js
    for closed in '>&-' '<&- >&-' '>&- 2>&-' '<&- >&- 2>&-'; do
        expect 1 bash -c "jsrun --compile-cache=c a.js $closed"
        [ "$(grep -acE 'out-put|err-or' c/pack)" = 0 ]
    done
}

@test "a text with a mark is not taken for the file that begins with one" {
    program
    printf '\357\273\277#!/bin/sh\nmodule.exports = 1;' >f.js
    file text.js 'var M = require("module"), m = new M(__dirname + "/f.js");' \
        'require("./f");' \
        'try { m._compile("\ufeff#!/bin/sh\nmodule.exports = 1;", __dirname + "/f.js"); } catch (err) { print(err.name); }'
    expect 0 jsrun text.js
    cold=$output
    expect 0 jsrun --compile-cache=c text.js
    out_is "$cold"
}

@test "small entries that are damaged, cut, swapped or none are made again" {
    program
    jsrun --compile-cache=c main.js
    cp -r c good
    end=$(stat -c %s good/pack)
    # Three entries of some hundred bytes behind the list of places; the first is main.js's.
    for ((at = 262144; at < end; at += 41)); do
        cp good/pack c/pack
        byte=$(od -An -tu1 -j $at -N 1 c/pack)
        printf "\\x$(printf %x $((255 - byte)))" | dd of=c/pack bs=1 seek=$at conv=notrunc status=none
        ab '[01]' 2 '[01]' --compile-cache=c main.js
        ab 0 3 0 --compile-cache=c main.js
    done
    for size in 0 1 60000 262143 262144 262153 262608 $((end - 1)); do
        cp good/pack c/pack
        truncate -s "$size" c/pack
        ab '[123]' '[012]' 0 --compile-cache=c main.js
        ab 0 3 0 --compile-cache=c main.js
    done
    # What lies at one entry's place is another's, or nothing of the kind.
    for bytes in "$(printf '\377%.0s' {1..70000})" "$(cat "$BATS_TEST_FILENAME")"; do
        rm -f c/*.jsc # for which such a list had no place
        printf '%s' "$bytes" >c/pack
        ab 3 0 0 --compile-cache=c main.js
        ab 0 3 0 --compile-cache=c main.js
    done
    rm -f c/*.jsc
    cp good/pack c/pack
    dd if=good/pack of=c/pack bs=1 skip=262168 seek=262508 count=300 conv=notrunc status=none
    ab '[0123]' '[012]' '[0123]' --compile-cache=c main.js
    ab 0 3 0 --compile-cache=c main.js
}

@test "a hundred at once: one entry for each file, whole for everybody" {
    program
    for _ in {1..100}; do
        jsrun --compile-cache=c main.js >>out 2>>err &
    done
    wait
    [ "$(sort out | uniq -c | tr -s ' ')" = ' 100 ab' ]
    [ ! -s err ]
    [ "$(files)" = 'pack ' ]
    [ "$(entries)" = 3 ]
    ab 0 3 0 --compile-cache=c main.js
}

@test "however a program ends, its entries are there" {
    program
    file exit.js 'require("./a"); process.exit(3);'
    file throw.js 'require("./a"); throw new Error("end");'
    file kill.js 'require("./a"); process.kill(process.pid, "SIGKILL");'
    for name in exit throw kill; do
        run jsrun --compile-cache=$name $name.js
        [ "$status" != 0 ]
        [ "$(entries $name)" = 2 ]
    done
}

@test "what others could have written is not used, with one warning" {
    program 40000
    ab 3 0 0 --compile-cache=c main.js
    chmod 770 c
    expect 0 jsrun --compile-cache=c main.js
    out_is ab
    err_is "jsrun: not used as compile cache: $PWD/c: other users can write to it (mode 0770): chmod go-w"
    expect 1 jsrun --compile-cache=c --clear-compile-cache
    err_is 'jsrun: c: other users can write to it (mode 0770): chmod go-w'
    chmod 700 c
    chmod 666 c/*.jsc
    expect 0 jsrun --compile-cache=c main.js
    out_is ab
    err_like "^jsrun: not used as compile cache: $PWD/c/[0-9a-f]{32}.jsc: other users can write to it .mode 0666.: chmod go-w$"
    ab 0 3 0 --compile-cache=c main.js # they were made anew
    program
    ab 3 0 0 --compile-cache=c main.js
    chmod 622 c/pack
    expect 0 jsrun --compile-cache=c main.js
    out_is ab
    err_is "jsrun: not used as compile cache: $PWD/c/pack: other users can write to it (mode 0622): chmod go-w"
    ab 0 3 0 --compile-cache=c main.js
    if [ "$(id -u)" = 0 ]; then
        chown 12345 c
        expect 0 jsrun --compile-cache=c main.js
        out_is ab
        err_is "jsrun: not used as compile cache: $PWD/c: it belongs to another user (uid 12345): use a folder of your own"
    fi
}

@test "links and pipes with an entry's name are not followed" {
    program 40000
    jsrun --compile-cache=c main.js
    for f in c/*.jsc; do
        mv "$f" moved
        ln -s "$PWD/moved" "$f"
    done
    ab 3 0 0 --compile-cache=c main.js
    [ -z "$(find c -type l)" ]
    for f in c/*.jsc; do
        rm "$f"
        mkfifo "$f"
    done
    ab 3 0 0 --compile-cache=c main.js
    ab 0 3 0 --compile-cache=c main.js
    program
    for make in 'ln -s ../main.js' mkfifo mkdir; do
        rm -rf c
        mkdir -m 700 c
        $make c/pack
        ab 3 0 0 --compile-cache=c main.js
        ab 0 3 0 --compile-cache=c main.js
    done
    grep -q require main.js
}

@test "where nothing can be written it costs nothing, and is told of only when asked" {
    program
    file plain ''
    file twice.js 'require("./main"); print("ab");'
    expect 0 jsrun --compile-cache=/proc/none main.js
    out_is ab
    err_is ''
    ab 3 0 0 --compile-cache=/proc/none main.js
    [ "$(grep -c '^jsrun: compile cache: ' <<<"$stderr")" = 1 ]
    # A name that is no folder's, and never will be, is a mistake.
    for folder in "$PWD/plain" "$PWD/plain/below" /dev/full/x; do
        expect 0 jsrun --compile-cache="$folder" main.js
        out_is ab
        err_is "jsrun: not used as compile cache: $folder: Not a directory"
        ab 3 0 0 --compile-cache="$folder" main.js
        [ "$(grep -c 'not used as compile cache' <<<"$stderr")" = 1 ]
    done
    (
        ulimit -f 0
        expect 0 jsrun --compile-cache=c main.js
        out_is ab
        err_is ''
    )
    [ "$(find c -type f | wc -l)" = 0 ]
    [ "$(id -u)" = 0 ] || skip 'mount is for root'
    mkdir disk
    mount -t tmpfs -o size=64k,mode=700 none disk 2>/dev/null || skip 'cannot mount'
    head -c 100000 /dev/zero >disk/full 2>/dev/null || true
    expect 0 jsrun --startup-trace --compile-cache=disk/c main.js
    full=$output$stderr left=$(find disk/c -name '.tmp*')
    rm disk/full
    jsrun --compile-cache=disk/c main.js
    mount -o remount,ro disk
    expect 0 jsrun --startup-trace --compile-cache=disk/c main.js
    read_only=$output$stderr
    expect 0 jsrun --startup-trace --compile-cache=disk/c twice.js
    new=$output$stderr
    umount disk
    [ -z "$left" ]
    [[ $full == ab*'No space left on device'* ]]
    [[ $read_only == ab*cached*cached*cached* && $read_only != *'compile cache:'* ]]
    [[ $new == ab*ab*'Read-only file system'*compiled* ]]
}

@test "--compile-cache-size: what was used least recently goes" {
    program
    for i in {1..40}; do
        file "m$i.js" "exports.n = $i;"
        echo "require('./m$i');" >>all.js
    done
    expect 0 jsrun --compile-cache=c --compile-cache-size 64k all.js
    [ "$(entries)" -le 16 ]
    [ "$(entries)" -ge 10 ]
    touch -d '2 hours ago' c/.tmp-0123456789abcdef-0
    touch c/mine
    units 1 0 0 --compile-cache=c --compile-cache-size 64k -r ./a -e ''
    [ "$(cd c && find . -type f ! -name '*.jsc')" = ./mine ]
    jsrun --compile-cache=d --compile-cache-size 0 all.js
    [ "$(entries d)" = 41 ]
    expect 9 jsrun --compile-cache-size many main.js
    err_has "not 'many'"
}

@test "--compile-cache-stats and --clear-compile-cache" {
    program
    expect 0 jsrun --compile-cache=c --compile-cache-stats
    out_is "folder: c
entries: 0
bytes: 0 of at most 268435456"
    [ ! -e c ]
    jsrun --compile-cache=c main.js
    touch c/mine
    expect 0 jsrun --compile-cache=c --compile-cache-stats --compile-cache-size 1M
    out_is "folder: c
entries: 3
bytes: $(($(stat -c '%b * %B' c/pack))) of at most 1048576
least recent use: $(date -u +%F)"
    [ "$(stat -c %b c/pack)" -le 64 ] # most of its list is a hole
    expect 9 jsrun --compile-cache=c --clear-compile-cache main.js
    [ "$(entries)" = 3 ]
    expect 0 jsrun --compile-cache=c --clear-compile-cache
    out_is 'c: 3 entries removed'
    [ "$(ls c)" = mine ]
    JSRUN_COMPILE_CACHE=v jsrun main.js
    JSRUN_COMPILE_CACHE=v expect 0 jsrun --clear-compile-cache
    out_is 'v: 3 entries removed'
    file alone.js 'print(1);'
    JSRUN_COMPILE_CACHE=v jsrun alone.js
    JSRUN_COMPILE_CACHE=v expect 0 jsrun --clear-compile-cache
    out_is 'v: 1 entry removed'
    expect 0 jsrun --clear-compile-cache --compile-cache-stats --compile-cache-size 0
    out_is "$PWD/home/.cache/jsboot/code: 0 entries removed
folder: $PWD/home/.cache/jsboot/code
entries: 0
bytes: 0 of any number"
    HOME='' expect 1 jsrun --compile-cache-stats
}

@test "module.enableCompileCache() and its kin, as node has them" {
    program
    file start.js 'var m = require("module"), s = m.constants.compileCacheStatus, r = m.enableCompileCache(process.argv[2]);' \
        'require("./main");' \
        'Object.keys(s).forEach(function (name) { if (s[name] === r.status) print(name, r.directory, r.message); });' \
        'print(m.getCompileCacheDir(), m.flushCompileCache());'
    units 4 0 0 start.js c
    out_is "ab
ENABLED $PWD/c undefined
$PWD/c undefined"
    units 1 3 0 start.js "$PWD/c"
    units 4 0 0 start.js
    out_is "ab
ENABLED $PWD/home/.cache/jsboot/code undefined
$PWD/home/.cache/jsboot/code undefined"
    units 4 0 0 --compile-cache=d start.js c
    out_is "ab
ALREADY_ENABLED $PWD/d undefined
$PWD/d undefined"
    [ "$(entries d)" = 4 ]
    disabled="ab
DISABLED undefined turned off where the program was started
undefined undefined"
    units 4 0 0 --no-compile-cache start.js c
    out_is "$disabled"
    JSRUN_COMPILE_CACHE=0 units 4 0 0 start.js c
    out_is "$disabled"
    units 4 0 0 start.js /dev/null/x
    out_is "ab
FAILED undefined /dev/null/x: Not a directory
undefined undefined"
    chmod 777 c
    expect 0 jsrun start.js c
    out_is "ab
FAILED undefined $PWD/c: other users can write to it (mode 0777): chmod go-w
undefined undefined"
    units 4 0 0 --compile-cache=/dev/null/x start.js d # the one of the start comes first
    out_is "ab
FAILED undefined /dev/null/x: Not a directory
undefined undefined"
    JSRUN_COMPILE_CACHE=c expect 0 jsrun -p 'require("module").getCompileCacheDir()'
    out_is undefined
    err_has 'mode 0777'
    [ "$(grep -c 'mode 0777' <<<"$stderr")" = 1 ]
    JSRUN_COMPILE_CACHE=e expect 0 jsrun -p 'require("module").getCompileCacheDir()'
    out_is "$PWD/e"
}

@test "module.enableCompileCache(): what it takes, and that it does not throw" {
    program
    file ask.js 'var m = require("module"), r = m.enableCompileCache(eval(process.argv[2]));' \
        'print(r.status, r.directory, r.message);'
    expect 0 jsrun ask.js '({ directory: "o", portable: true })'
    out_is "1 $PWD/o undefined"
    expect 0 jsrun ask.js '({})'
    out_is "1 $PWD/home/.cache/jsboot/code undefined"
    for value in 1 null '({ directory: 1 })'; do
        expect 0 jsrun -p "try { require('module').enableCompileCache($value); } catch (e) { e.code; }"
        out_is ERR_INVALID_ARG_TYPE
    done
    expect 0 jsrun ask.js '"a\0b"'
    out_is '0 undefined a path must not contain null bytes'
    mkdir gone
    cd gone
    rmdir ../gone
    expect 0 jsrun ../ask.js '"relative"'
    out_has '0 undefined ENOENT'
}

@test "a snapshot is made without it, and holds nothing of it" {
    program
    file app.js 'var r = require("module").enableCompileCache("c"); print(r.status, r.message); require("./a");'
    expect 0 gen_snapshot app.js
    out_is '3 a snapshot is being made'
    mv app.bin first.bin
    JSRUN_COMPILE_CACHE=c expect 0 gen_snapshot app.js
    cmp app.bin first.bin
    [ ! -e c ]
    expect 0 jsrun --snapshot app.bin -p 'require("module").enableCompileCache("d").status'
    out_is 1
}

@test "a program of its own reads no variable, but can turn it on" {
    program
    file app.js 'require("v8").startupSnapshot.setDeserializeMainFunction(function () {' \
        'var m = require("module"); print(m.getCompileCacheDir(), m.enableCompileCache("d").status, require(process.argv[2]).name); });'
    gen_snapshot -q --exe app app.js
    JSRUN_COMPILE_CACHE=c expect 0 ./app "$PWD/a.js"
    out_is 'undefined 1 a'
    [ ! -e c ]
    [ "$(entries d)" = 1 ]
}

# A session's code has jumps that can be stopped, which are its own.
@test "what a session compiles is used by programs, and the other way round" {
    program
    file loop.js 'exports.sum = function (n) { for (var i = 0, all = 0; i < n; i++) all += i; return all; };'
    file app.js 'print(require("./loop").sum(10));'
    expect 0 jsrun --compile-cache=c -i <<<'require("./loop").sum(10)'
    [[ $output == *45* ]]
    [ "$(entries)" = 1 ]
    units 1 1 0 --compile-cache=c app.js
    out_is 45
    expect 124 timeout --foreground -s INT 2 jsrun --compile-cache=c -i <<<'require("./loop").sum(Infinity)'
    [[ $output == *"Script execution was interrupted"* ]]
}

@test "a change of the engine's texts makes all entries stale" {
    root=$BATS_TEST_DIRNAME/../..
    id() {
        rm -rf b
        make -s BUILD=b b/engine/engine_id.h >/dev/null && cat b/engine/engine_id.h
    }
    mkdir tree
    cp -r "$root/Makefile" "$root/lib" "$root/scripts" "$root/test" tree
    cd tree
    id >first
    grep -Eq '^#define JSB__ENGINE_ID UINT64_C\(0x[0-9a-f]{16}\)$' first
    id >second
    cmp first second
    for change in lib/engine/0002-note-finalizers.patch lib/engine/config.h lib/code_format.h; do
        sed -i '0,/^+[^+]/s/^+[^+].*/& new/' "$change"
        [[ $change == *.patch ]] || echo '/* new */' >>"$change"
        id >second
        ! cmp -s first second || show "no other fingerprint after a change of $change"
        mv second first
    done
}

# What prints the most memory that its process has had, in KiB.
peak='print(/VmHWM:\s*(\d+)/.exec(require("fs").readFileSync("/proc/self/status", "latin1"))[1]);'

@test "a large file that is required is not in memory when its entry is there" {
    not_sanitized 'sanitizers need more memory'
    program
    head -c 12000000 /dev/zero | tr '\0' '/' >big.js
    printf '\n// \303\244\nexports.name = "big";\n' >>big.js
    file use.js 'if (require("./big").name !== "big") throw "name";' "$peak"
    for way in use.js '-r ./big use.js'; do
        # shellcheck disable=SC2086 # two words
        units 2 0 0 --compile-cache=c-"${way%% *}" $way
        [ "$output" -gt 12000 ]
        # shellcheck disable=SC2086
        units 0 2 0 --compile-cache=c-"${way%% *}" $way
        [ "$output" -lt 8000 ]
        [ "$(entries c-"${way%% *}")" = 2 ]
        echo '// another' >>use.js # what it requires is expected all the same
        # shellcheck disable=SC2086
        units 1 1 0 --compile-cache=c-"${way%% *}" $way
        [ "$output" -lt 8000 ]
    done
    echo 'exports.name = "other";' >>big.js
    expect 1 jsrun --startup-trace --compile-cache=c-use.js use.js
    err_has "compiled $PWD/big.js"
    echo "$peak" >>big.js
    units 1 0 0 --compile-cache=c big.js
    units 1 1 0 --compile-cache=c -p 'require("./big").name' # as a main script it is the same
}

@test "a large file that is required is read once, whether its entry is there or not" {
    [ -r /proc/self/io ] || skip 'the kernel does not count what is read'
    program
    file big.js 'exports.name = "big";'
    head -c 4000000 /dev/zero | tr '\0' '/' >>big.js
    file use.js 'require("./big");' \
        'print(/rchar: (\d+)/.exec(require("fs").readFileSync("/proc/self/io", "utf8"))[1]);'
    units 2 0 0 --compile-cache=c use.js
    [ "$output" -gt 4000000 ]
    [ "$output" -lt 5000000 ]
    units 0 2 0 --compile-cache=c use.js
    [ "$output" -gt 4000000 ]
    [ "$output" -lt 5000000 ]
    echo '// another' >>use.js
    units 1 1 0 --compile-cache=c use.js
    [ "$output" -lt 5000000 ]
    cp big.js same.js && mv same.js big.js # of which nothing is noted: it is read, and found
    echo '// yet another' >>use.js
    units 1 1 0 --compile-cache=c use.js
    [ "$output" -lt 5000000 ]
    echo '// another' >>big.js
    units 1 1 0 --compile-cache=c use.js
}

@test "where memory is limited, a large file whose entry is there needs none for its text" {
    program
    file big.js 'exports.name = "big";'
    head -c 4000000 /dev/zero | tr '\0' '/' >>big.js
    file use.js 'print(require("./big").name);'
    units 2 0 0 --compile-cache=c use.js
    units 0 2 0 --memory-limit=2M --compile-cache=c use.js
    echo '// another' >>use.js
    units 1 1 0 --memory-limit=2M --compile-cache=c use.js
    out_is big
    expect 1 jsrun --memory-limit=2M --no-compile-cache use.js
}

# large FILE: as long as texts are that wait for their entry.
large() {
    for _ in {1..2000}; do
        echo '/* a line that makes the file long */'
    done >>"$1"
}

@test "odd texts that are required are the same from the cache" {
    program
    unset LC_ALL
    file text.js 'var s = "ä€😀"; exports.f = function () { return s.length + s + new Error("é").stack.split("\n")[1]; };'
    printf '\357\273\277#!/usr/bin/env jsrun\n' >marked.js
    cat text.js >>marked.js
    printf 'var s = "\344\355\240\200"; /* Latin-1 */ exports.f = function () { return s.length + escape(s); };' >bytes.js
    file end.js 'exports.f = function () { return 0; }; exports = null // no end of line'
    truncate -s -1 end.js
    : >empty.js
    for name in text marked bytes end; do
        cp $name.js long-$name.js
        large long-$name.js
    done
    file all.js '["text", "marked", "bytes", "end", "long-text", "long-marked", "long-bytes", "long-end"].forEach(function (n) {' \
        '    print(require("./" + n).f()); });' 'print(JSON.stringify(require("./empty")));'
    expect 0 jsrun all.js
    cold=$output
    units 10 0 0 --compile-cache=c all.js
    out_is "$cold"
    units 0 10 0 --compile-cache=c all.js
    out_is "$cold"
    out_has marked.js:2
}

@test "who has put something in place of _compile() gets the text" {
    program
    large b.js
    file patch.js 'var M = require("module"), old = M.prototype._compile;' \
        'M.prototype._compile = function (text, name) { return old.call(this, text.replace("b\x27;", "B\x27;"), name); };' \
        'require("./main");'
    file hook.js 'var old = require.extensions[".js"];' \
        'require.extensions[".js"] = function (module, name) {' \
        '    var compile = module._compile;' \
        '    module._compile = function (text, name) { module._compile = compile; module._compile(text.replace("a\x27;", "A\x27;"), name); };' \
        '    old(module, name); };' 'require("./main");'
    file own.js 'require.extensions[".js"] = function (module, name) { module.exports = { name: name.slice(-4) }; };' \
        'var a = require("./a"); print(a.name);'
    ab 3 0 0 --compile-cache=c main.js
    units 2 2 0 --compile-cache=c patch.js
    out_is aB
    units 0 4 0 --compile-cache=c patch.js
    out_is aB
    units 2 2 0 --compile-cache=c hook.js
    out_is Ab
    units 1 0 0 --compile-cache=c own.js
    out_is a.js
}

@test "a text that no file has is not taken for the file of the same bytes" {
    program
    printf 'module.exports = "\355\240\200".length;' >f.js
    file text.js 'var M = require("module"), m = new M(__dirname + "/f.js");' \
        'm._compile("module.exports = \"\ud800\".length;", __dirname + "/f.js"); print(m.exports, require("./f"));'
    units 3 0 0 --compile-cache=c text.js
    out_is '1 3'
    units 0 3 0 --compile-cache=c text.js
    out_is '1 3'
}
