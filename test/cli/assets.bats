#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Files in a blob: --asset and what fs makes of them after boot, --extract, --strip-source.

load helpers

project() {
    mkdir -p data/deep .hidden
    file data/a.json '{"a": 1}'
    file data/b.json '{"b": 2}'
    file data/deep/note.txt 'a note'
    file .hidden/c.json '{}'
    printf '\0\377\r\n' >data/bytes
    : >data/empty
    file app.js 'var fs = require("fs"), here = "kept text";'
}

@test "assets are read after boot, wherever the blob is" {
    project
    expect 0 gen_snapshot -q --module --asset 'data' -o app.bin app.js
    mkdir elsewhere
    mv app.bin elsewhere
    rm -r data app.js
    cd elsewhere
    file main.js 'var fs = require("fs"), path = "/snapshot/data/";' \
        'console.log(fs.readFileSync(path + "deep/note.txt", "utf8"), fs.readFileSync(path + "bytes"));' \
        'console.log(fs.readdirSync("/snapshot"), fs.readdirSync("/snapshot/data/"), fs.readdirSync(path, { recursive: true }).length);' \
        'console.log(fs.existsSync(path + "a.json"), fs.existsSync(path), fs.existsSync(path + "x"), fs.existsSync("/snapshot"));' \
        'var s = fs.statSync(path + "bytes"), d = fs.statSync(path), l = fs.lstatSync(path + "empty");' \
        'console.log(s.size, s.isFile(), s.isDirectory(), s.mtimeMs, d.isDirectory(), l.size, (s.mode & 511).toString(8));' \
        'console.log(require(path + "a.json").a, require("/snapshot/data/b").b, require.resolve("/snapshot/data/b"));' \
        'console.log(fs.realpathSync("/snapshot/data/../data//deep"), fs.readdirSync(path, { withFileTypes: true })[3].isDirectory());' \
        'fs.accessSync(path + "a.json", fs.R_OK); fs.copyFileSync(path + "bytes", "copy");' \
        'var fd = fs.openSync(path + "bytes"), two = Buffer.alloc(2); fs.readSync(fd, two, 0, 2, 1);' \
        'console.log(two, fs.fstatSync(fd).size); fs.closeSync(fd);' \
        'console.log(fs.existsSync("/snapshot/../etc/passwd") === fs.existsSync("/etc/passwd"));'
    expect 0 jsrun --snapshot app.bin main.js
    out_is "a note
 <Buffer 00 ff 0d 0a>
[ 'data' ] [ 'a.json', 'b.json', 'bytes', 'deep', 'empty' ] 6
true true false true
4 true false 0 true 0 444
1 2 /snapshot/data/b.json
/snapshot/data/deep true
<Buffer ff 0d> 4
false"
    [ "$(od -An -tx1 copy)" = ' 00 ff 0d 0a' ]
}

@test "nothing below /snapshot can be changed, with node's errors" {
    project
    expect 0 gen_snapshot -q --module --asset 'data/*' -o app.bin app.js
    file main.js 'var fs = require("fs"), p = "/snapshot/data/a.json";' \
        'function attempt(name) { var rest = [].slice.call(arguments, 1);' \
        'try { fs[name].apply(fs, rest); console.log(name, "ok"); } catch (e) { console.log(e.message); } }' \
        'attempt("writeFileSync", p, "x"); attempt("appendFileSync", p, "x"); attempt("openSync", p, "r+");' \
        'attempt("writeFileSync", "/snapshot/new", "x"); attempt("mkdirSync", "/snapshot/d"); attempt("unlinkSync", p);' \
        'attempt("rmdirSync", "/snapshot/data"); attempt("renameSync", p, "/tmp/x"); attempt("renameSync", "main.js", p);' \
        'attempt("linkSync", "main.js", "/snapshot/l"); attempt("symlinkSync", "x", "/snapshot/l"); attempt("chmodSync", p, 0);' \
        'attempt("utimesSync", p, 0, 0); attempt("truncateSync", p, 0); attempt("chownSync", p, 0, 0); attempt("mkdtempSync", "/snapshot/t");' \
        'attempt("accessSync", p, fs.W_OK); attempt("accessSync", p, fs.X_OK); attempt("accessSync", "/snapshot/x");' \
        'attempt("readFileSync", "/snapshot/x"); attempt("readdirSync", p); attempt("readdirSync", "/snapshot/x");' \
        'attempt("readlinkSync", p); attempt("readFileSync", "/snapshot/data"); attempt("statSync", "/snapshot/data/a.json/x");'
    expect 0 jsrun --snapshot app.bin main.js
    out_is "EROFS: read-only file system, open '/snapshot/data/a.json'
EROFS: read-only file system, open '/snapshot/data/a.json'
EROFS: read-only file system, open '/snapshot/data/a.json'
EROFS: read-only file system, open '/snapshot/new'
EROFS: read-only file system, mkdir '/snapshot/d'
EROFS: read-only file system, unlink '/snapshot/data/a.json'
EROFS: read-only file system, rmdir '/snapshot/data'
EROFS: read-only file system, rename '/snapshot/data/a.json' -> '/tmp/x'
EROFS: read-only file system, rename 'main.js' -> '/snapshot/data/a.json'
EROFS: read-only file system, link 'main.js' -> '/snapshot/l'
EROFS: read-only file system, symlink 'x' -> '/snapshot/l'
EROFS: read-only file system, chmod '/snapshot/data/a.json'
EROFS: read-only file system, utime '/snapshot/data/a.json'
EROFS: read-only file system, open '/snapshot/data/a.json'
EROFS: read-only file system, chown '/snapshot/data/a.json'
EROFS: read-only file system, mkdtemp '/snapshot/tXXXXXX'
EROFS: read-only file system, access '/snapshot/data/a.json'
EACCES: permission denied, access '/snapshot/data/a.json'
ENOENT: no such file or directory, access '/snapshot/x'
ENOENT: no such file or directory, open '/snapshot/x'
ENOTDIR: not a directory, scandir '/snapshot/data/a.json'
ENOENT: no such file or directory, scandir '/snapshot/x'
EINVAL: invalid argument, readlink '/snapshot/data/a.json'
EISDIR: illegal operation on a directory, open '/snapshot/data'
ENOENT: no such file or directory, stat '/snapshot/data/a.json/x'"
}

@test "patterns: parts, any parts, folders; hidden files only by name; each has to fit" {
    project
    ln -s data/a.json link.json
    names() {
        expect 0 gen_snapshot -q -o app.bin "$@" app.js
        expect 0 jsrun --snapshot app.bin -p 'require("fs").readdirSync("/snapshot", { recursive: true }).filter(function (n) { return require("fs").statSync("/snapshot/" + n).isFile(); }).sort().join()'
    }
    names --asset '**/*.json'
    out_is data/a.json,data/b.json
    names --asset 'data/?.json' --asset '.hidden'
    out_is .hidden/c.json,data/a.json,data/b.json
    names --asset 'data/deep/**' --asset app.js
    out_is app.js,data/deep/note.txt
    expect 1 gen_snapshot -o x.bin --asset 'data/*' --asset 'dat/*' app.js
    err_is "gen_snapshot: --asset 'dat/*': no file fits in the current folder; symbolic links are not followed"
    expect 1 gen_snapshot -o x.bin --asset link.json app.js
    for pattern in /etc/passwd ../x a/../b ./a a//b ''; do
        expect 9 gen_snapshot -o x.bin --asset "$pattern" app.js
        err_has '--asset is a pattern for paths below the folder that is frozen'
    done
    expect 9 gen_snapshot --bare -o x.bin --asset data app.js
    err_has '--bare has no fs: leave out --asset'
    [ ! -e x.bin ]
}

@test "assets are inputs, and so in the metadata" {
    project
    expect 0 gen_snapshot -q -o app.bin --asset 'data/*.json' app.js
    expect 0 gen_snapshot --info app.bin
    out_has "\"path\":\"data/a.json\",\"bytes\":9,\"sha256\":\"$(sha256sum <data/a.json | cut -d' ' -f1)\""
    [[ $output =~ files\ +[0-9]+\ bytes\ +3 ]]
    [[ $output =~ file\ data\ +[0-9]+\ bytes\ +3 ]]
    expect 0 gen_snapshot --validate app.bin
}

@test "without assets nothing is different below /snapshot" {
    project
    expect 0 gen_snapshot -q -o app.bin app.js
    expect 0 jsrun --snapshot app.bin -p 'require("fs").existsSync("/snapshot")'
    out_is false
    expect 1 jsrun --snapshot app.bin -e 'require("fs").writeFileSync("/snapshot/x", "")'
    err_has "ENOENT: no such file or directory, open '/snapshot/x'"
}

@test "assets are there in each context and in what is built on top" {
    project
    file one.js 'var one = fs.readFileSync("data/a.json", "utf8").trim();'
    expect 0 gen_snapshot -q -o app.bin --asset data/a.json --context one=one.js app.js
    file two.js 'var two = fs.readFileSync("/snapshot/data/a.json", "utf8").trim();'
    rm -r data
    read='require("fs").readFileSync("/snapshot/data/a.json", "utf8").trim()'
    expect 0 jsrun --snapshot app.bin -p "$read"
    out_is '{"a": 1}'
    expect 0 jsrun --snapshot app.bin --context one -p "one + $read"
    out_is '{"a": 1}{"a": 1}'
    expect 0 gen_snapshot -q --base app.bin -o more.bin two.js
    expect 0 jsrun --snapshot more.bin -p "two + $read"
    out_is '{"a": 1}{"a": 1}'
    expect 0 gen_snapshot -q --base more.bin -o same.bin
    cmp more.bin same.bin
}

@test "a damaged list of assets is an error where it is read, and the rest runs" {
    project
    expect 0 gen_snapshot -q -o app.bin --asset data app.js
    at=$(($(od -An -tu8 -j 480 -N 8 app.bin) + 3))
    printf '\x7f' | dd of=app.bin bs=1 seek=$at conv=notrunc status=none
    expect 0 jsrun --snapshot app.bin -e 'try { require("fs").readFileSync("/snapshot/data/a.json"); } catch (e) { print(e.message); } print("on")'
    out_is $'EIO: i/o error, open \'/snapshot/data/a.json\'\non'
    expect 14 gen_snapshot --validate app.bin
    expect 14 gen_snapshot --extract app.bin -C out
    [ ! -e out ]
}

# --------------------------------------------------------------------------- extract

@test "--extract writes sources and assets back, byte for byte" {
    project
    printf '\xef\xbb\xbfvar marked = "\xc3\xa9";\r\n' >marked.js
    file entry.js 'require("./marked"); require("./data/a");'
    cp -r . ../original.$$
    expect 0 gen_snapshot -q -o ../app.$$.bin --asset 'data/*' entry.js
    expect 0 gen_snapshot --extract ../app.$$.bin -C ../out.$$
    out_is "../app.$$.bin: 7 files written to ../out.$$"
    for name in marked.js entry.js data/a.json data/b.json data/bytes data/empty data/deep/note.txt; do
        cmp "$name" "../out.$$/$name"
    done
    [ "$(find ../out.$$ -type f | wc -l)" = 7 ]
    expect 1 gen_snapshot --extract ../app.$$.bin -C ../out.$$
    err_has "../out.$$/data/a.json: this file is there already; use another folder, or replace such files with --force"
    echo changed >../out.$$/entry.js
    expect 0 gen_snapshot --extract ../app.$$.bin --directory ../out.$$ --force
    cmp entry.js ../out.$$/entry.js
    [ -z "$(find ../out.$$ -name '.tmp*')" ]
}

@test "--extract does not begin if a file is there" {
    project
    expect 0 gen_snapshot -q -o app.bin --asset data app.js
    mkdir out
    file out/app.js 'mine'
    expect 1 gen_snapshot --extract app.bin -C out
    [ "$(cat out/app.js)" = mine ]
    [ "$(find out -type f)" = out/app.js ]
}

@test "--extract follows no links and writes nothing outside" {
    project
    mkdir out outside
    expect 0 gen_snapshot -q -o app.bin --asset data app.js
    ln -s ../outside out/data
    for force in '' --force; do
        expect 1 gen_snapshot --extract app.bin -C out $force
        err_has 'no folder, or a symbolic link, which is not followed; use an empty folder'
    done
    [ -z "$(ls outside)" ]
    rm out/data
    ln -s ../outside/app.js out/app.js
    expect 0 gen_snapshot --extract app.bin -C out --force
    [ ! -e outside/app.js ] && [ ! -L out/app.js ]
}

@test "--extract: sources from elsewhere go to @root, those of one context alone" {
    mkdir here
    file lib.js 'exports.n = 1;'
    file here/app.js 'var n = require("../lib").n;'
    file here/one.js 'var one = 1;'
    cd here
    expect 0 gen_snapshot -q -o app.bin --context one=one.js app.js
    expect 0 gen_snapshot --extract app.bin -C common
    cmp ../lib.js "common/@root$(cd .. && pwd -P)/lib.js"
    [ ! -e common/one.js ]
    expect 0 gen_snapshot --extract app.bin --context one -C one
    out_is 'app.bin (context one): 3 files written to one'
    cmp one.js one/one.js
    expect 0 gen_snapshot -q -o alone.bin one.js
    expect 0 gen_snapshot --extract alone.bin -C alone
    out_is 'alone.bin: 1 file written to alone'
}

@test "--extract says what it cannot do" {
    project
    expect 0 gen_snapshot -q -o app.bin app.js
    expect 9 gen_snapshot --extract app.bin
    err_has '--extract needs -C and a folder for the files'
    expect 9 gen_snapshot -C out app.js
    err_has '-C needs --extract'
    expect 9 gen_snapshot --force app.js
    err_has '--force needs --extract'
    expect 9 gen_snapshot --extract app.bin -C out app.js
    expect 9 gen_snapshot --extract app.bin -C out --info app.bin
    expect 14 gen_snapshot --extract app.js -C out
    expect 14 gen_snapshot --extract none.bin -C out
    expect 1 gen_snapshot --extract app.bin -C none/out
    err_has 'none/out: cannot make this folder: No such file or directory'
    expect 1 gen_snapshot --extract app.bin -C app.js
    err_has 'app.js: cannot open this folder: Not a directory'
    [ ! -e out ]
}

@test "--strip-source leaves the sources out, of the base too" {
    project
    expect 0 gen_snapshot -q -o full.bin --asset data/a.json app.js
    expect 0 gen_snapshot -q -o bare.bin --strip-source app.js
    expect 1 gen_snapshot --extract bare.bin -C out
    err_is 'gen_snapshot: bare.bin: there are no files in it: it was made with --strip-source, or from no source'
    expect 0 gen_snapshot -q --strip-source --base full.bin -o stripped.bin
    expect 0 gen_snapshot --extract stripped.bin -C out
    [ "$(find out -type f)" = out/data/a.json ]
    [ "$(stat -c %s bare.bin)" -lt "$(stat -c %s full.bin)" ]
    expect 1 grep -q 'here = "kept' stripped.bin
    expect 0 grep -q 'here = "kept' full.bin
}

@test "--extract is not stopped by what a killed one has left" {
    file a.txt text
    blob x.bin 'var x = 1;' --asset '*.txt'
    mkdir out
    : >out/.tmp-extract
    expect 0 gen_snapshot --extract x.bin -C out
    [ "$(cat out/a.txt)" = text ]
}

@test "a file of the base is no folder of an asset, nor the other way round" {
    mkdir -p one two/a
    echo 1 >one/a
    echo 2 >two/a/b
    echo 3 >two/a.txt
    (cd one && gen_snapshot -q -o ../file.bin --asset a -e 1)
    (cd two && gen_snapshot -q -o ../folder.bin --asset 'a/*' --asset a.txt -e 1)
    cd two
    expect 1 gen_snapshot -o x.bin --base ../file.bin --asset 'a/*' --asset a.txt -e 1
    err_is "gen_snapshot: 'a' cannot be a file and the folder of 'a/b', of which one is in ../file.bin: leave one of them out"
    cd ../one
    expect 1 gen_snapshot -o x.bin --base ../folder.bin --asset a -e 1
    err_has "'a' cannot be a file and the folder of 'a/b'"
    folder_is a
}
