#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot: where the blob goes; the old one or the new one is there, never a
# part, and no temporary file is left behind, whatever happens.

load helpers

setup_file() {
    "${CC:-cc}" -shared -fPIC -O2 -Wall -Wextra -Werror -o "$BATS_FILE_TMPDIR/fault.so" "$BATS_TEST_DIRNAME/fault.c" -ldl
}

# Runs a command in which one call of the C library misbehaves, see fault.c. It
# takes the place of the shell, so that $! of a background job is the command's.
with_fault() {
    export FAULT=$1 ASAN_OPTIONS=verify_asan_link_order=0:${ASAN_OPTIONS:-}
    shift
    exec env --default-signal=INT LD_PRELOAD="$BATS_FILE_TMPDIR/fault.so" "$@"
}

@test "default name: the first entry's, in the current folder" {
    mkdir lib
    file lib/app.js ''
    file a.b.js ''
    file plain ''
    expect 0 gen_snapshot lib/app.js a.b.js
    expect 0 gen_snapshot a.b.js
    expect 0 gen_snapshot plain
    folder_is a.b.bin a.b.js app.bin lib lib/app.js plain plain.bin
}

@test "-o FILE, --output FILE, --output=FILE, in another folder" {
    mkdir out
    expect 0 gen_snapshot -o out/a.bin -e ''
    expect 0 gen_snapshot --output out/b.bin -e ''
    expect 0 gen_snapshot --output="$PWD/out/c.bin" -e ''
    expect 0 gen_snapshot -oout/d.bin -e ''
    folder_is out out/a.bin out/b.bin out/c.bin out/d.bin
    cmp out/a.bin out/d.bin
}

@test "-o - writes the blob, and nothing else, to standard output" {
    file a.js 'print("printed"); console.log("logged"); var x = 4;'
    expect 0 bash -c 'gen_snapshot -o - a.js >x.bin'
    err_is $'printed\nlogged'
    folder_is a.js x.bin
    gen_snapshot -q -o y.bin a.js
    cmp x.bin y.bin
    expect 0 jsrun --snapshot x.bin -e 'print(x)'
    out_is 4
}

@test "-o - to a full disk" {
    expect 1 bash -c 'gen_snapshot -o - -e "" >/dev/full'
    err_has 'cannot write: No space left on device'
    folder_is
}

@test "-o - to a pipe whose reader has gone" {
    # shellcheck disable=SC2016
    expect 0 bash -c 'env --default-signal=PIPE gen_snapshot --bare -o - -e "" | head -c 1 | wc -c; exit $((PIPESTATUS[0] != 141 && PIPESTATUS[0] != 0))'
    err_is ''
}

@test "an old blob is replaced as a whole" {
    blob x.bin 'var x = "a long text to make it longer".repeat ? 1 : 2, y = { z: [1, 2, 3] };'
    inode=$(stat -c %i x.bin)
    exec 5<x.bin
    blob x.bin 'var x = 2'
    [ "$(stat -c %i x.bin)" != "$inode" ]
    # Whoever has the old one open, or mapped, keeps it.
    cat <&5 >old.bin
    expect 0 jsrun --verify=full --snapshot old.bin -e 'print(x)'
    out_is "$(jsrun -e 'print("".repeat ? 1 : 2)')"
    expect 0 jsrun --verify=full --snapshot x.bin -e 'print(x)'
    out_is 2
}

@test "an old blob is untouched when generation fails" {
    blob x.bin 'var x = 1'
    touch -d '2001-02-03' x.bin
    before=$(stat -c '%i %Y %s' x.bin; sha256sum x.bin)
    for code in 'throw 1' 'var = 1' 'process.exit(3)' 'var p = Duktape.Pointer("0x10")'; do
        run gen_snapshot -o x.bin -e "$code"
        [ "$status" != 0 ]
        [ "$(stat -c '%i %Y %s' x.bin; sha256sum x.bin)" = "$before" ]
        folder_is x.bin
    done
}

@test "the umask holds for blobs" {
    umask 077
    blob a.bin ''
    umask 022
    blob b.bin ''
    [ "$(stat -c %a a.bin) $(stat -c %a b.bin)" = '600 644' ]
}

@test "no such folder, a file as folder, a folder as file" {
    file a.js ''
    mkdir folder
    for name in missing/x.bin a.js/x.bin folder .; do
        expect 1 gen_snapshot -o "$name" a.js
        err_like "^gen_snapshot: ${name//./\\.}: cannot write: "
        folder_is a.js folder
    done
    folder_is a.js folder
    expect 1 gen_snapshot -o "$(printf 'x%.0s' {1..300}).bin" a.js
    err_has 'File name too long'
    folder_is a.js folder
}

@test "a folder that may not be written to" {
    mkdir folder
    chmod 555 folder
    if [ -w folder ]; then # root: only a read-only file system binds
        mount -t tmpfs -o ro,size=1m none folder 2>/dev/null || skip 'cannot mount'
    fi
    run --separate-stderr gen_snapshot -o folder/x.bin -e ''
    umount folder 2>/dev/null || true
    [ "$status" = 1 ]
    err_like '^gen_snapshot: folder/x\.bin: cannot write: (Permission denied|Read-only file system)$'
}

@test "a full disk" {
    mkdir disk
    mount -t tmpfs -o size=64k none disk 2>/dev/null || skip 'cannot mount'
    printf old >disk/x.bin
    run --separate-stderr gen_snapshot -o disk/x.bin -e ''
    content=$(cat disk/x.bin) files=$(ls -A disk)
    umount disk
    [ "$status" = 1 ]
    err_is 'gen_snapshot: disk/x.bin: cannot write: No space left on device'
    [ "$content" = old ]
    [ "$files" = x.bin ]
}

@test "a pipe or device is written to, not replaced by a file" {
    mkfifo pipe
    timeout 10 cat pipe >copy.bin &
    expect 0 timeout 10 gen_snapshot -o pipe -e 'var x = 9'
    [ -p pipe ] || { echo 'the pipe was replaced'; return 1; }
    wait $!
    expect 0 jsrun --snapshot copy.bin -e 'print(x)'
    out_is 9
}

@test "each failing step of writing: message, exit 1, old blob kept, nothing left" {
    printf old >x.bin
    for step in mkostemp write fsync close rename; do
        expect 1 with_fault "fail:$step" gen_snapshot --bare -o x.bin -e ''
        err_is 'gen_snapshot: x.bin: cannot write: Input/output error'
        [ "$(cat x.bin)" = old ]
        folder_is x.bin
    done
}

@test "short and interrupted writes are continued" {
    gen_snapshot --bare -o whole.bin -e ''
    expect 0 with_fault short:write gen_snapshot --bare -o x.bin -e ''
    cmp whole.bin x.bin
    folder_is whole.bin x.bin
}

@test "a blob is marked as unfinished until all of it is on the disk" {
    with_fault wait:fsync gen_snapshot --bare -o x.bin -e '' 2>err &
    wait_for err
    [ "$(head -c 1 .tmp??????)" = '!' ]
    cp .tmp?????? part.bin
    kill -KILL $!
    wait $! || true
    expect 14 jsrun --snapshot part.bin -e ''
    err_has 'part.bin: the blob was not finished'
    expect 14 jsrun --snapshot x.bin -e ''
    err_has 'x.bin: cannot open: No such file'
}

@test "SIGINT, SIGTERM and SIGHUP while a script runs: nothing is left, death by that signal" {
    printf old >x.bin
    for signal in INT TERM HUP; do
        : >err
        # In a job of its own: background jobs of a script ignore SIGINT.
        env --default-signal=INT gen_snapshot -o x.bin -e 'console.error("running"); for (;;);' 2>err &
        wait_for err
        kill -$signal $!
        status=0
        wait $! || status=$?
        [ $status = $((128 + $(kill -l $signal))) ]
        [ "$(cat x.bin)" = old ]
        folder_is err x.bin
    done
}

@test "a signal while the blob is written: nothing is left, death by that signal" {
    printf old >x.bin
    for signal in INT TERM HUP QUIT PIPE XCPU; do
        : >err
        with_fault wait:fsync gen_snapshot -o x.bin -e '' 2>err &
        wait_for err
        ls .tmp??????
        kill -$signal $!
        status=0
        wait $! || status=$?
        [ $status = $((128 + $(kill -l $signal))) ]
        [ "$(cat x.bin)" = old ]
        folder_is err x.bin
    done
}

@test "a reader of serialize callbacks that has gone: nothing is left" {
    file cb.js "require('v8').startupSnapshot.addSerializeCallback(function () { console.log('x'); });"
    mkfifo pipe
    : <pipe & # opens the pipe and goes
    status=0
    env --default-signal=PIPE gen_snapshot -q cb.js -o x.bin >pipe || status=$?
    wait
    [ $status = $((128 + $(kill -l PIPE))) ]
    folder_is cb.js pipe
    expect 1 sh -c 'exec gen_snapshot -q cb.js -o x.bin >/dev/full'
    err_has 'No space left'
    folder_is cb.js pipe
}

@test "a base that is cut short while the blob is written: nothing is left" {
    expect 0 gen_snapshot -q -o base.bin -e 'var list = []; for (var i = 0; i < 20000; i++) list.push({ i: i });'
    with_fault wait:mkostemp gen_snapshot -q --base base.bin -o x.bin -e 'var more;' 2>err &
    wait_for err
    ls .tmp??????
    truncate -s 0 base.bin
    : >go
    status=0
    wait $! || status=$?
    [ $status = 14 ]
    grep -q 'base.bin: the blob was cut short while it was in use' err
    folder_is base.bin err go
}

@test "a limit of file sizes is an error like a full disk" {
    expect 1 bash -c 'ulimit -f 8; exec gen_snapshot -q -o x.bin -e ""'
    err_has 'x.bin: cannot write: File too large'
    folder_is
}

@test "a chain of links to nothing: the last name is made, the links stay" {
    mkdir there
    ln -s two one
    ln -s ../$(basename "$PWD")/there/x.bin two
    expect 0 gen_snapshot --bare -o one -e ''
    [ -L one ] && [ -L two ] && [ -f there/x.bin ]
    ln -s b a
    ln -s a b
    expect 1 gen_snapshot --bare -o a -e ''
    err_has 'a: cannot write: Too many levels'
    [ -L a ] && [ -L b ]
}

@test "an empty name for the blob" {
    expect 9 gen_snapshot --bare -o '' -e ''
    err_has "--output needs a name"
}

@test "a blob never replaces an entry" {
    file app.js 'var x = 1;'
    ln -s app.js link
    for name in app.js ./app.js link; do
        expect 9 gen_snapshot --bare -o "$name" app.js
        err_has "--output: the blob would replace the entry 'app.js'"
    done
    [ "$(cat app.js)" = 'var x = 1;' ]
}

@test "what cannot be written is told before any startup code runs" {
    mkdir folder
    ln -s loop loop
    for option in --output --depfile --report; do
        expect 1 gen_snapshot -q $option folder -e 'print("startup code")'
        err_is 'gen_snapshot: folder: cannot write: Is a directory'
        out_is ''
        expect 1 gen_snapshot -q $option loop -e 'print("startup code")'
        err_is 'gen_snapshot: loop: cannot write: Too many levels of symbolic links'
        out_is ''
    done
    ln -s made.bin link
    expect 0 gen_snapshot -q -o link -e ''
    [ -f made.bin ] && [ -L link ]
}
