#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot of packages: folders and archives, and what is refused of archives.

load helpers

# A package in the folder package, as `npm pack` has it in its archives.
package() {
    mkdir -p package/lib package/data package/node_modules/dep
    file package/package.json '{"name": "demo", "version": "1.0.0", "main": "lib/main.js"}'
    file package/lib/main.js 'var dep = require("dep"), list = require("../data/list.json");' \
        'global.app = { text: dep("built"), list: list, file: __filename, cwd: process.cwd(),' \
        'note: require("fs").readFileSync("data/note.txt", "utf8").trim(),' \
        'names: require("fs").readdirSync("data") };'
    file package/node_modules/dep/package.json '{"main": "./d"}'
    file package/node_modules/dep/d.js 'module.exports = function (x) { return "dep " + x; };'
    file package/data/list.json '[1, 2, 3]'
    file package/data/note.txt 'a note'
}

show_app='print(app.text, app.list, app.file, app.cwd, app.note, app.names)'
app='dep built 1,2,3 /snapshot/lib/main.js /snapshot a note list.json,note.txt'

# entry NAME TYPE LINK CONTENT: one entry of a tar archive on standard output; TYPE is tar's digit.
entry() {
    local name=$1 type=$2 link=$3 content=$4 header sum=0 i
    header=$(mktemp)
    {
        printf '%b' "$name" | head -c 100
        head -c $((100 - $(printf '%b' "$name" | wc -c))) /dev/zero
        printf '0000644\0000000000\0000000000\0%011o\00000000000000\0        %s' "${SIZE:-${#content}}" "$type"
        printf '%s' "$link"
        head -c $((100 - ${#link})) /dev/zero
        printf 'ustar\00000'
        head -c 247 /dev/zero
    } >"$header"
    for i in $(od -An -v -tu1 "$header"); do sum=$((sum + i)); done
    { head -c 148 "$header"; printf '%06o\0 ' $sum; tail -c +157 "$header"; } | head -c 512
    printf '%s' "$content"
    head -c $(((512 - ${#content} % 512) % 512)) /dev/zero
    rm "$header"
}
finish() { head -c 1024 /dev/zero; }
good() { entry package/index.js 0 '' 'var x = 1;'; }

# refused NAME CAUSE: the archive is refused by name, with a remedy, and nothing is written.
refused() {
    local before
    before=$(ls -A)
    expect 1 gen_snapshot -o refused.bin "${@:3}" "$1"
    err_has "gen_snapshot: $1: "
    err_has "$2"
    err_like '; (if it can be trusted, allow|leave|make|copy|rename|shorten)'
    [ "$(wc -l <<<"$stderr")" = 1 ]
    [ "$(ls -A)" = "$before" ]
}

@test "a package in a folder and in archives of all kinds: the same blob" {
    package
    tar czf demo-1.0.0.tgz package
    tar cf demo.tar package
    zip -qr demo.zip package
    zstd -q demo.tar
    (cd package && tar czf ../flat.tar.gz .)
    mv package app-2.0
    tar czf other.tgz app-2.0
    expect 0 gen_snapshot -q -o folder.bin app-2.0
    for archive in demo-1.0.0.tgz demo.tar demo.zip demo.tar.zst flat.tar.gz other.tgz; do
        expect 0 gen_snapshot -q -o archive.bin $archive
        cmp folder.bin archive.bin
    done
    cp demo-1.0.0.tgz unnamed
    expect 0 gen_snapshot -q -o archive.bin unnamed
    cmp folder.bin archive.bin
    expect 0 gen_snapshot -q -o archive.bin - <demo.tar.zst
    cmp folder.bin archive.bin
    expect 0 bash -c 'cat demo.zip | gen_snapshot -q -o archive.bin -'
    cmp folder.bin archive.bin
    rm -r app-2.0
    expect 0 jsrun --snapshot folder.bin -e "$show_app"
    out_is "$app"
}

@test "the blob of a package has its name" {
    package
    tar czf demo-1.0.0.tgz package
    tar cf demo.tar package
    mv demo.tar demo.x.tar
    expect 0 gen_snapshot -q demo-1.0.0.tgz
    expect 0 gen_snapshot -q demo.x.tar
    expect 0 gen_snapshot -q package/
    (cd package && gen_snapshot -q .)
    [ -s demo-1.0.0.bin ] && [ -s demo.x.bin ] && [ -s package.bin ] && [ -s package/package.bin ]
}

@test "the current folder of a package's scripts is the package, also for --require and --context" {
    package
    file package/pre.js 'global.pre = __filename;'
    file package/admin.js 'app.role = "admin";'
    tar cf demo.tar package
    mkdir out
    for entry in package demo.tar; do
        expect 0 gen_snapshot -q -o out/../$entry.bin -r ./pre --context admin=admin.js $entry
        expect 0 jsrun --snapshot $entry.bin --context admin -e 'print(pre, app.role)'
        out_is '/snapshot/pre.js admin'
    done
    cmp package.bin demo.tar.bin
}

@test "a package of npm's layout without package.json, and one without anything to start" {
    mkdir package
    file package/index.js 'var hidden; global.seen = typeof module;'
    tar cf index.tar package
    expect 0 gen_snapshot -q index.tar
    expect 0 jsrun --snapshot index.bin -e 'print(seen, typeof hidden)'
    out_is 'object undefined'
    mv package/index.js package/other.js
    tar cf other.tar package
    for entry in package other.tar; do
        expect 1 gen_snapshot -o x.bin $entry
        err_is "gen_snapshot: $entry: there is neither package.json nor index.js in it, so there is nothing to run; add one of them, or give a script as the entry"
    done
}

@test "what an archive has not is not looked for around it" {
    mkdir -p package node_modules/near
    file node_modules/near/index.js 'module.exports = 1;'
    file near.js 'module.exports = 1;'
    for request in near ../near /snapshot/near; do
        file package/index.js "require('$request');"
        tar cf out.tar package
        expect 1 gen_snapshot -o x.bin out.tar
        err_has "Uncaught Error: Cannot find module '$request'"
        err_has $'\n    at [anon] (index.js:1)'
    done
}

@test "an archive is read-only while it is frozen, and nothing of it goes to the disk" {
    package
    file package/lib/main.js 'var fs = require("fs"), tried = [];' \
        'function attempt(f) { try { f(); tried.push("ok"); } catch (e) { tried.push(e.code); } }' \
        'attempt(function () { fs.writeFileSync("new", "x"); });' \
        'attempt(function () { fs.writeFileSync("/snapshot/data/note.txt", "x"); });' \
        'attempt(function () { fs.mkdirSync("/snapshot/folder"); });' \
        'attempt(function () { fs.rmSync("data", { recursive: true }); });' \
        'attempt(function () { fs.renameSync("data/note.txt", "n"); });' \
        'attempt(function () { fs.copyFileSync("data/note.txt", "n"); });' \
        'attempt(function () { fs.readFileSync("data"); });' \
        'attempt(function () { fs.readFileSync("none"); });' \
        'attempt(function () { fs.accessSync("data/note.txt", fs.W_OK); });' \
        'attempt(function () { fs.accessSync("data/note.txt"); });' \
        'global.tried = tried.join();'
    tar cf demo.tar package
    rm -r package
    expect 0 gen_snapshot -q demo.tar
    folder_is demo.bin demo.tar
    expect 0 jsrun --snapshot demo.bin -p tried
    out_is EROFS,EROFS,EROFS,EROFS,EROFS,EROFS,EISDIR,ENOENT,EROFS,ok
}

@test "links inside of an archive are followed as those of a folder" {
    mkdir -p package/real/deep
    file package/package.json '{"main": "link/m.js"}'
    file package/real/m.js 'global.seen = __filename + require("./up") + require("../hard").n;'
    file package/target.json '{"n": 5}'
    ln package/target.json package/hard.json
    ln -s ../../target.json package/real/deep/file.json
    file package/real/up.js 'module.exports = require("./deep/file").n;'
    ln -s real package/link
    tar cf demo.tar package
    expect 0 gen_snapshot -q -o folder.bin package
    expect 0 gen_snapshot -q -o demo.bin demo.tar
    cmp folder.bin demo.bin
    expect 0 jsrun --snapshot demo.bin -p seen
    out_is /snapshot/real/m.js55
}

@test "paths that lead out are refused" {
    { good; entry /etc/passwd 0 '' x; finish; } >absolute.tar
    refused absolute.tar '/etc/passwd: is an absolute path'
    { good; entry package/../../x 0 '' x; finish; } >up.tar
    refused up.tar "package/../../x: leads out of the archive by '..'"
    { good; entry ../d/ 5 '' ''; finish; } >folder.tar
    refused folder.tar "../d/: leads out of the archive by '..'"
    { good; entry 'package/\0377.js' 0 '' x; finish; } >latin.tar
    refused latin.tar 'package/?.js: this name is not UTF-8'
}

@test "links that lead out are refused" {
    { good; entry package/l 2 /etc/passwd ''; finish; } >absolute.tar
    refused absolute.tar "package/l: is a symbolic link that leads out of the archive, to '/etc/passwd'"
    { good; entry package/l 2 ../../x ''; finish; } >up.tar
    refused up.tar 'package/l: is a symbolic link that leads out'
    { good; entry package/l 2 ../x ''; finish; } >beside.tar
    refused beside.tar "package/l: is a link that leads out of the package: 'x'"
    { good; entry package/l 1 /etc/passwd ''; finish; } >hard.tar
    refused hard.tar "package/l: is a hard link that leads out of the archive, to '/etc/passwd'"
    { good; entry package/l 1 package/none ''; finish; } >none.tar
    refused none.tar "l: is a hard link to what is no file of the archive: 'none'"
    { good; entry package/a 1 package/b ''; entry package/b 1 package/a ''; finish; } >circle.tar
    refused circle.tar 'a: is a hard link to what is no file'
}

@test "devices, pipes, names that are there twice are refused" {
    { good; entry package/d 3 '' ''; finish; } >device.tar
    refused device.tar 'package/d: is a device'
    { good; entry package/p 6 '' ''; finish; } >pipe.tar
    refused pipe.tar 'package/p: is a pipe'
    { good; good; finish; } >twice.tar
    refused twice.tar 'index.js: is there twice'
    { good; entry package/./index.js 0 '' x; finish; } >dots.tar
    refused dots.tar 'index.js: is there twice'
    { good; entry package/index.js/x 0 '' x; finish; } >below.tar
    refused below.tar "index.js/x: is below what is no folder: 'index.js'"
    { entry package/ 5 '' ''; finish; } >empty.tar
    refused empty.tar 'there is no file in the archive'
}

@test "archives that are cut short or damaged are refused" {
    local size
    package
    head -c 200000 /dev/urandom | base64 >package/data/large
    tar cf demo.tar package
    tar czf demo.tgz package
    zip -qr demo.zip package
    zstd -q demo.tar
    for archive in demo.tar demo.tgz demo.zip demo.tar.zst; do
        size=$(stat -c %s $archive)
        for keep in 0 3 100 512 1024 2000 50000 $((size / 2)) $((size - 1)); do
            [ "$archive:$keep" != "demo.tar:$((size - 1))" ] || continue
            head -c "$keep" $archive >cut-$archive
            refused cut-$archive 'cut short'
        done
    done
    printf 'hello' >text.tgz
    refused text.tgz 'damaged or cut short'
    # What follows the data of gzip is its checksum.
    size=$(stat -c %s demo.tgz)
    for at in $((size - 6)) $((size / 2)); do
        { head -c "$at" demo.tgz; printf '\xa5\x5a'; tail -c +$((at + 3)) demo.tgz; } >flip.tgz
        refused flip.tgz 'damaged or cut short'
        { head -c "$at" demo.tar.zst; printf '\xa5\x5a'; tail -c +$((at + 3)) demo.tar.zst; } >flip.tar.zst
    done
    good >unmarked.tar
    refused unmarked.tar 'the mark of its end is missing'
    size=$(stat -c %s demo.zip)
    { head -c $((size / 2)) demo.zip; printf '\xa5\x5a\xa5'; tail -c +$((size / 2 + 4)) demo.zip; } >flip.zip
    refused flip.zip 'damaged or cut short'
    # The library ends this message with a line's end of its own.
    printf 'text text text text text text text text text text text text text text text' >package/data/large
    rm demo.zip
    zip -q demo.zip package/data/large
    at=$((30 + 18 + $(od -An -tu2 -j 28 -N 2 demo.zip)))
    { head -c "$at" demo.zip; printf '\x4b\x04\x00\x00'; tail -c +$((at + 5)) demo.zip; } >size.zip
    refused size.zip 'wrong size'
}

@test "what is encrypted is refused" {
    package
    (cd package && zip -q -P secret ../locked.zip package.json lib/main.js)
    refused locked.zip 'package.json: is encrypted; make the archive without a password'
}

@test "bombs are refused, and options allow them" {
    mkdir package
    file package/index.js 'var x = 1;'
    head -c 80000000 /dev/zero >package/zeros
    tar czf bomb.tgz package
    zip -qr bomb.zip package
    tar c package | zstd -q >bomb.tar.zst
    rm -r package
    for archive in bomb.tgz bomb.zip bomb.tar.zst; do
        refused $archive 'zeros: with this file the archive unpacks to more than 200 times its'
        expect 0 gen_snapshot -q --max-archive-ratio 1000000 $archive
    done
    rm bomb.bin
    refused bomb.tgz 'takes more than 20971520 bytes; if it can be trusted, allow more with --max-archive-size' --max-archive-size 20M
    expect 1 bash -c 'gen_snapshot -o x.bin --max-archive-size 1k - < <(cat bomb.tgz)'
    err_has 'standard input: there are more than 1024 bytes; allow more with --max-archive-size'
    # Behind the end there may be more.
    { { good; finish; } | cat - <(head -c 80000000 /dev/zero) | gzip; } >tail.tgz
    refused tail.tgz 'unpacks to more than 200 times its'
}

@test "a file that claims to be huge, and too many entries, are refused" {
    { good; SIZE=$((1 << 32)) entry package/huge 0 '' ''; finish; } >huge.tar
    refused huge.tar 'package/huge: with this file the archive takes more than 536870912 bytes'
    { good; SIZE=400000000 entry package/claim 0 '' ''; } | gzip >claim.tgz
    refused claim.tgz 'package/claim: with this file the archive unpacks to more than'
    { good; good; good; good; finish; } >many.tar
    refused many.tar 'there are more than 3 entries in it; if it can be trusted, allow more with --max-archive-files' --max-archive-files 3
    entry package/x 0 '' '' >one
    for _ in {1..7}; do cat one one one one one one one one one one >ten; mv ten one; [ "$(stat -c %s one)" -lt 60000000 ] || break; done
    { cat one; finish; } | gzip >million.tgz
    refused million.tgz 'there are more than 100000 entries in it'
}

@test "a folder or an archive is the only entry, has modules and no real paths" {
    package
    tar cf demo.tar package
    file app.js ''
    expect 9 gen_snapshot -o x.bin app.js demo.tar
    err_has 'demo.tar is an archive and has to be the only entry'
    expect 9 gen_snapshot -o x.bin package app.js
    err_has 'package is a folder and has to be the only entry'
    expect 9 gen_snapshot --bare -o x.bin demo.tar
    err_has '--bare has no modules: demo.tar cannot be the entry'
    expect 9 gen_snapshot --keep-paths -o x.bin demo.tar
    err_has '--keep-paths: what is in an archive has no real paths'
    for option in size files ratio; do
        expect 9 gen_snapshot --max-archive-$option none -o x.bin demo.tar
        err_has "--max-archive-$option is a "
        expect 9 gen_snapshot --max-archive-$option 0 -o x.bin demo.tar
    done
}

@test "a script on standard input is a script, from a file and from a pipe" {
    expect 0 bash -c 'echo "var x = 5" >x.js; gen_snapshot -q -o x.bin - <x.js'
    expect 0 jsrun --snapshot x.bin -p x
    out_is 5
    expect 0 bash -c '{ read -r first; gen_snapshot -q -o x.bin -; } < <(printf "ignored\nvar x = 6")'
    expect 0 jsrun --snapshot x.bin -p x
    out_is 6
    expect 0 bash -c 'printf "skipped\nvar x = 7\n" >x.js; { read -r first; gen_snapshot -q -o x.bin -; } <x.js'
    expect 0 jsrun --snapshot x.bin -p x
    out_is 7
}

@test "an archive on top of a blob" {
    package
    tar cf demo.tar package
    file first.js 'var first = 1;'
    file data.txt 'of the base'
    expect 0 gen_snapshot -q -o base.bin --asset data.txt first.js
    rm -r package data.txt
    expect 0 gen_snapshot -q --base base.bin -o two.bin --asset data/note.txt demo.tar
    read='require("fs").readFileSync'
    expect 0 jsrun --snapshot two.bin -p "[app.text, first, $read('/snapshot/data/note.txt') + $read('/snapshot/data.txt')].join()"
    out_is $'dep built,1,a note\nof the base'
    # It would find the modules of the first one.
    for entry in package demo.tar; do
        [ $entry = demo.tar ] || tar xf demo.tar
        expect 1 gen_snapshot --base two.bin -o three.bin $entry
        err_has "gen_snapshot: $entry: package.json is in "
        err_has 'two.bin already and would not be read again; give the main file as the entry'
        [ ! -e three.bin ]
    done
}
