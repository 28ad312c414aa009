#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot: what startup code may touch outside of the blob, and for how long it may run.

load helpers

@test "reading a file is refused, with the line that reads and the option that allows it" {
    mkdir data
    file data/list.txt one
    file app.js 'var fs = require("fs");' 'function load() {' \
        '    var text = fs.readFileSync("data/list.txt", "utf8");' '    return text;' '}' 'var list = load();'
    expect 1 gen_snapshot app.js
    err_like "^app.js:3:[0-9]+: Uncaught Error: reading 'data/list.txt' is refused while a snapshot is made: allow it with --allow-read=data"
    err_has $'    at load (app.js:3)\n    at global (app.js:6)'
    folder_is app.js data data/list.txt
    expect 1 gen_snapshot --io=strict --allow-read=/etc app.js
    expect 0 gen_snapshot --allow-read=data app.js
    err_is ''
    expect 0 jsrun --snapshot app.bin -p list
    out_is $'one'
    expect 0 gen_snapshot --info app.bin
    out_has '"path":"data/list.txt","bytes":4,"sha256":"'
}

@test "a file that require has read may be read again; standard input may not" {
    file dep.js 'exports.n = 1;'
    expect 0 gen_snapshot -o a.bin -r ./dep.js -e 'var text = require("fs").readFileSync("dep.js", "utf8");'
    expect 1 bash -c 'echo x | gen_snapshot -o b.bin -e "require(\"fs\").readFileSync(0)"'
    err_has "reading '/dev/stdin' is refused while a snapshot is made: read it after boot, or allow all with --io=allow"
}

@test "a link out of an allowed folder is not allowed, nor is a way out with .." {
    mkdir data other
    file other/secret.txt x
    ln -s ../other/secret.txt data/link.txt
    for path in data/link.txt data/../other/secret.txt data/new/../../other/secret.txt; do
        expect 1 gen_snapshot -o a.bin --allow-read=data -e "require('fs').readFileSync('$path')"
        err_has 'ERR_ACCESS_DENIED' || err_has 'is refused while a snapshot is made'
    done
    expect 1 gen_snapshot -o a.bin --allow-read=data -e 'require("fs").readFileSync("data/missing.txt")'
    err_has 'ENOENT: no such file'
}

@test "looking at files, changing them and sending signals are refused each" {
    # shellcheck disable=SC2016 # JavaScript
    file app.js 'var fs = require("fs"), seen = [];' \
        'function t(name, fn) { try { fn(); seen.push(name); } catch (e) { seen.push(e.code + ":" + e.permission + ":" + e.resource); } }' \
        't("stat", function () { fs.statSync("/etc"); });' 't("list", function () { fs.readdirSync("/etc"); });' \
        't("write", function () { fs.writeFileSync("w.txt", ""); });' 't("rename", function () { fs.renameSync("app.js", "b.js"); });' \
        't("mkdir", function () { fs.mkdirSync("m"); });' 't("temp", function () { fs.mkdtempSync("m"); });' \
        't("link", function () { fs.symlinkSync("/etc", "l"); });' 't("kill", function () { process.kill(process.pid, 0); });' \
        'print(seen.join("\n"));'
    expect 0 gen_snapshot app.js
    out_is 'ERR_ACCESS_DENIED:FileSystemRead:/etc
ERR_ACCESS_DENIED:FileSystemRead:/etc
ERR_ACCESS_DENIED:FileSystemWrite:w.txt
ERR_ACCESS_DENIED:FileSystemWrite:app.js
ERR_ACCESS_DENIED:FileSystemWrite:m
ERR_ACCESS_DENIED:FileSystemWrite:m
ERR_ACCESS_DENIED:FileSystemWrite:l
ERR_ACCESS_DENIED:ChildProcess:'
    folder_is app.bin app.js
    # What was refused and caught is told, because the blob lacks it.
    err_has 'gen_snapshot: app.js:3: looks at /etc, refused'
    err_has 'gen_snapshot: app.js:5: changes w.txt, refused'
    err_has 'gen_snapshot: app.js:10: starts a program or sends a signal, refused'
    expect 0 gen_snapshot -q app.js
    err_is ''
    expect 0 gen_snapshot --io=allow app.js
    err_is ''
    out_is $'stat\nlist\nwrite\nrename\nmkdir\ntemp\nlink\nkill'
}

@test "--io=report allows all and says what was touched, where and how often" {
    file app.js 'var fs = require("fs");' 'for (var i = 0; i < 3; i++) fs.existsSync("/etc");' \
        'fs.writeFileSync("w.txt", "" + process.env.HOME);'
    expect 0 env HOME=/home/me gen_snapshot --io=report app.js
    err_is 'gen_snapshot: app.js:2: looks at /etc, 3 times
gen_snapshot: app.js:3: asks for the variable HOME, which is not there
gen_snapshot: app.js:3: changes w.txt'
    [ "$(cat w.txt)" = undefined ]
}

@test "only variables of --allow-env are there" {
    code='print(process.env.A, process.env.B, process.env.HOME, Object.keys(process.env).sort(), "A" in process.env, process.env.hasOwnProperty("B"));'
    expect 0 env A=1 B=2 gen_snapshot -o a.bin -e "$code"
    out_is 'undefined undefined undefined  false false'
    err_is ''
    expect 0 env A=1 B=2 gen_snapshot -o a.bin --allow-env=A,B -e "$code"
    out_is '1 2 undefined A,B true true'
    # They are the build's: after boot process.env is that of the run.
    expect 0 env A=3 jsrun --snapshot a.bin -p 'process.env.A + process.env.B'
    out_is 3undefined
    expect 0 env A=1 gen_snapshot -o a.bin --allow-env=A -e 'delete process.env.A; print(process.env.A, "A" in process.env); process.env.A = 2; print(process.env.A)'
    out_is $'undefined false\n2'
}

@test "a blob is the same whatever lies around its build" {
    file app.js 'var home = process.env.HOME; var now = Date.now(); try { require("fs").statSync("/etc"); } catch (e) { var seen = e.code; }'
    expect 0 env HOME=/a TZ=Asia/Tokyo gen_snapshot -q -o a.bin app.js
    expect 0 env HOME=/b X=1 gen_snapshot -q -o b.bin app.js
    cmp a.bin b.bin
}

@test "--timeout and the end by a signal write what startup code has printed" {
    file loop.js 'console.log("one"); print("two"); require("fs"); for (;;);'
    status=0
    gen_snapshot --timeout 0.3 loop.js >out 2>err || status=$?
    [ $status = 1 ] && [ "$(cat out)" = $'one\ntwo' ]
    expect 1 bash -c 'gen_snapshot --timeout 0.3 loop.js 2>&1'
    [ "$(sed 's/: .*//' <<<"$output")" = $'one\ntwo\ngen_snapshot' ]
    for signal in INT TERM HUP; do
        env --default-signal=INT gen_snapshot -o a.bin \
            -e 'print("one"); console.error("running"); print("two"); for (;;);' >out 2>err &
        wait_for err
        sleep 0.1
        kill -$signal $!
        status=0
        wait $! || status=$?
        [ $status = $((128 + $(kill -l $signal))) ]
        [ "$(cat out)" = $'one\ntwo' ]
    done
}

@test "--timeout ends a build that computes or waits, and leaves nothing behind" {
    file loop.js 'for (;;) ;'
    expect 1 gen_snapshot --timeout 0.3 loop.js
    err_is 'gen_snapshot: the build took longer than 0.3 seconds while running loop.js; give it more with --timeout, or none with --timeout=0'
    folder_is loop.js
    expect 0 gen_snapshot --timeout=0 -o a.bin -e ''
}

@test "options of the policy that cannot be" {
    expect 9 gen_snapshot --io=sometimes -e ''
    err_has "--io is strict, report or allow, not 'sometimes'"
    expect 9 gen_snapshot --allow-read=nowhere -e ''
    err_has "--allow-read: there is no 'nowhere'"
    for list in A,,B A=1; do
        expect 9 gen_snapshot --allow-env=$list -e ''
        err_has '--allow-env is a list of names such as A,B, not '
    done
    for time in -1 soon 1e9 nan; do
        expect 9 gen_snapshot --timeout=$time -e ''
        err_has "--timeout is a number of seconds, not '$time'"
    done
}

@test "--timeout and the end by a signal end what startup code has started" {
    file app.js 'require("child_process").execSync("sleep 4321 & sh -c \"sleep 4322; echo\"");'
    expect 1 gen_snapshot --io=allow --timeout 0.5 app.js
    err_has 'the build took longer than 0.5 seconds'
    for _ in {1..40}; do
        pgrep -f '^sleep 432[12]$' >pids || break
        sleep 0.05
    done
    [ ! -s pids ] || show "these go on: $(cat pids)"
    gen_snapshot --io=allow app.js &
    pid=$!
    for _ in {1..100}; do
        [ "$(pgrep -cf '^sleep 432[12]$')" != 2 ] || break
        sleep 0.05
    done
    kill "$pid"
    status=0
    wait "$pid" || status=$?
    [ "$status" = $((128 + 15)) ]
    for _ in {1..40}; do
        pgrep -f '^sleep 432[12]$' >pids || break
        sleep 0.05
    done
    [ ! -s pids ] || show "these go on: $(cat pids)"
    rm pids
    folder_is app.js
}

@test "files that were open before are outside, but for those that the command line names" {
    file app.js 'var b = Buffer.alloc(6); try { require("fs").readSync(9, b, 0, 6); print("" + b); } catch (e) { print(e.code); }'
    echo secret >secret
    expect 0 gen_snapshot -q -o a.bin app.js 9<secret
    out_is EBADF
    expect 0 gen_snapshot -q -o a.bin --io=allow app.js 9<secret
    out_is secret
    expect 0 bash -c 'gen_snapshot -q -o a.bin <(echo "print(7)")'
    out_is 7
    echo '{"eval": "print(8)"}' >c.json
    expect 0 bash -c 'gen_snapshot -q -o a.bin --config /dev/fd/8 8<c.json'
    out_is 8
    for fd in 0:in 1:out 2:err; do
        expect 0 gen_snapshot -q -o a.bin -e "try { require('fs').readSync(${fd%:*}, Buffer.alloc(1)); } catch (e) { print(e.code, e.resource); }"
        out_is "ERR_ACCESS_DENIED /dev/std${fd#*:}"
    done
}
