#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# jsrun with a snapshot: which blob is used, what happens with one that cannot be.

load helpers

# blob.bin and damaged.bin in the test's folder.
two_blobs() {
    blob good.bin 'var x = 40'
    head -c 5000 good.bin >bad.bin
}

@test "--snapshot FILE and its alias --snapshot-blob" {
    blob a.bin 'var x = 40'
    for option in '--snapshot a.bin' --snapshot=a.bin '--snapshot-blob a.bin' --snapshot-blob="$PWD/a.bin"; do
        # shellcheck disable=SC2086
        expect 0 jsrun $option -e 'print(x + 2)'
        out_is 42
        err_is ''
    done
}

@test "a script on a blob is a module on top of the blob's globals" {
    file startup.js 'var shared = { n: 1 }; function next() { return ++shared.n; }'
    gen_snapshot startup.js
    rm startup.js
    file main.js 'var mine = next();' 'print(mine, typeof module, typeof globalThis.mine, process.argv.length);'
    for _ in 1 2; do
        expect 0 jsrun --snapshot startup.bin main.js
        out_is '2 object undefined 2'
    done
}

@test "a blob is not changed by those who run it" {
    blob a.bin 'var list = []; for (var i = 0; i < 1000; i++) list.push({ i: i });'
    sum=$(sha256sum a.bin)
    touch -d 2001-02-03 a.bin
    chmod 444 a.bin
    expect 0 jsrun --snapshot a.bin -e 'list.forEach(function (o) { o.i += 1; o.more = "more"; }); Duktape.gc(); print(list[999].i)'
    out_is 1000
    [ "$(sha256sum a.bin)" = "$sum" ]
    [ "$(stat -c %Y a.bin)" = "$(date -d 2001-02-03 +%s)" ]
}

@test "a shebang line with a snapshot" {
    blob app.bin 'var x = 40'
    file hello "#!/usr/bin/env -S jsrun --snapshot=$PWD/app.bin" 'print(x + 2, process.argv.slice(2).join());'
    chmod +x hello
    expect 0 ./hello a b
    out_is '42 a,b'
}

@test "standard input, -r and -c on a blob" {
    blob a.bin 'var x = 40'
    file dep.js 'x++;'
    expect 0 bash -c 'echo "print(x)" | jsrun --snapshot a.bin -r ./dep'
    out_is 41
    file bad.js 'var;'
    expect 1 jsrun --snapshot a.bin -c bad.js
    err_has 'bad.js:1:4: Uncaught SyntaxError'
}

@test "--snapshot with a blob that cannot be used: exit 14, nothing runs" {
    two_blobs
    for mode in '' --snapshot-mode=on; do
        for file in bad.bin missing.bin .; do
            # shellcheck disable=SC2086
            expect 14 jsrun $mode --snapshot "$file" -e 'print("ran")'
            out_is ''
            err_like "^jsrun: ${file//./\\.}: "
        done
    done
}

@test "--snapshot-mode=auto: a warning, then a start without it" {
    two_blobs
    expect 0 jsrun --snapshot-mode=auto --snapshot bad.bin -e 'print(typeof x)'
    out_is undefined
    err_like $'^jsrun: bad\\.bin: the blob has 5000 bytes.*\njsrun: starting without the snapshot$'
    expect 0 jsrun --snapshot missing.bin --snapshot-mode auto -e 'print(1)'
    out_is 1
    err_has 'jsrun: missing.bin: cannot open: No such file or directory'
    expect 0 jsrun --snapshot-mode=auto --snapshot good.bin -e 'print(x)'
    out_is 40
    err_is ''
}

@test "--snapshot-mode=off: no blob is looked at" {
    two_blobs
    for file in good.bin bad.bin missing.bin; do
        expect 0 jsrun --snapshot-mode=off --snapshot "$file" -e 'print(typeof x)'
        out_is undefined
        err_is ''
        JSRUN_SNAPSHOT=$file expect 0 jsrun --snapshot-mode=off -e 'print(typeof x)'
        out_is undefined
        err_is ''
    done
}

@test "JSRUN_SNAPSHOT: used if it fits, else a warning" {
    two_blobs
    export JSRUN_SNAPSHOT=good.bin
    expect 0 jsrun -e 'print(x)'
    out_is 40
    err_is ''
    export JSRUN_SNAPSHOT=bad.bin
    expect 0 jsrun -e 'print(typeof x)'
    out_is undefined
    err_like $'^jsrun: bad\\.bin: .*\njsrun: starting without the snapshot$'
    expect 14 jsrun --snapshot-mode=on -e 'print(1)'
    out_is ''
    expect 0 jsrun --snapshot-mode=auto -e 'print(1)'
    expect 0 jsrun --snapshot good.bin -e 'print(x)'
    out_is 40
    err_is ''
    export JSRUN_SNAPSHOT=
    expect 0 jsrun -e 'print(1)'
    err_is ''
}

@test "JSRUN_SNAPSHOT does not stop who asks for --bare" {
    blob a.bin ''
    JSRUN_SNAPSHOT=a.bin expect 0 jsrun --bare -e 'print(typeof process)'
    out_is undefined
}

@test "--verify=header and full" {
    blob a.bin 'var x = 40'
    expect 0 jsrun --verify=full --snapshot a.bin -e 'print(x)'
    out_is 40
    expect 0 jsrun --verify header --snapshot a.bin -e 'print(x)'
    out_is 40
    expect 0 jsrun --verify=full -e 'print(1)'
    # One bit in the middle.
    cp a.bin bad.bin
    middle=$(($(stat -c %s bad.bin) / 2))
    byte=$(od -An -tu1 -j $middle -N 1 bad.bin)
    # shellcheck disable=SC2059
    printf "\\x$(printf %x $((byte ^ 4)))" | dd of=bad.bin bs=1 seek=$middle conv=notrunc status=none
    expect 14 jsrun --verify=full --snapshot bad.bin -e 'print(1)'
    out_is ''
    err_like '^jsrun: bad\.bin: the blob is damaged between bytes [0-9]+ and [0-9]+; copy or make it again$'
    expect 0 jsrun --verify=full --snapshot-mode=auto --snapshot bad.bin -e 'print(1)'
    out_is 1
}

@test "JSRUN_VERIFY: the level of --verify, which wins" {
    blob a.bin 'var x = 40'
    printf 'x' | dd of=a.bin bs=1 seek=9000 conv=notrunc status=none
    JSRUN_VERIFY=full expect 14 jsrun --snapshot a.bin -e 'print(x)'
    err_like '^jsrun: a\.bin: the blob is damaged between bytes 4096 and [0-9]+; copy or make it again$'
    for level in header ''; do
        JSRUN_VERIFY=$level expect 14 jsrun --verify=full --snapshot a.bin -e 'print(x)'
        err_has 'damaged between'
    done
    blob b.bin 'var x = 40'
    JSRUN_VERIFY=full expect 0 jsrun --snapshot b.bin -e 'print(x)'
    out_is 40
    JSRUN_VERIFY=ful expect 9 jsrun --snapshot b.bin -e 'print(x)'
    out_is ''
    err_has "JSRUN_VERIFY is header or full, not 'ful'"
    JSRUN_VERIFY=ful expect 0 jsrun --verify=full --snapshot b.bin -e 'print(x)'
    out_is 40
}

in_place='replace blobs by renaming, never in place'

@test "a blob cut short while it is in use: a message and exit 14" {
    blob a.bin 'var text = "some text"; function later() { return text.length; }'
    expect 14 jsrun --snapshot a.bin -e 'print("printed"); require("fs").truncateSync("a.bin", 4096); later(); require("os").cpus; throw 1'
    out_is printed
    err_is "jsrun: a.bin: the blob was cut short while it was in use, or its disk cannot be read; run it again, and $in_place"
}

@test "a blob written to while it is in use: exit 14 at the end, whatever the script says" {
    blob a.bin 'var x = 40'
    cp a.bin good.bin
    touch -d 2001-02-03 a.bin
    file main.js 'require("fs").appendFileSync("a.bin", "x"); print(x); process.exitCode = 3;'
    expect 14 jsrun --snapshot a.bin main.js
    out_is 40
    err_is "jsrun: a.bin: the blob's file was written to while it was in use: the results may be wrong; run it again, and $in_place"
    cp good.bin a.bin
    touch -d 2001-02-03 a.bin
    expect 14 jsrun --snapshot a.bin -e 'var fs = require("fs"); fs.writeFileSync("a.bin", fs.readFileSync("good.bin")); process.exit(0)'
    cp good.bin a.bin
    touch -d 2001-02-03 a.bin
    JSRUN_SNAPSHOT=a.bin expect 14 jsrun -e 'require("fs").utimesSync("a.bin", 1, 2); throw new Error("x")'
    err_has 'Uncaught Error: x'
    err_has "$in_place"
}

@test "a blob that is replaced, removed, linked or made read-only while it is in use" {
    file main.js 'var fs = require("fs"); fs.linkSync("a.bin", "b.bin"); fs.chmodSync("a.bin", 0400);' \
        'fs.writeFileSync("c.bin", "other"); fs.renameSync("c.bin", "a.bin"); fs.unlinkSync("b.bin"); print(x);'
    blob a.bin 'var x = 40'
    expect 0 jsrun --snapshot a.bin main.js
    out_is 40
    err_is ''
}

@test "signals that are no fault of the blob keep their meaning" {
    blob a.bin ''
    export ASAN_OPTIONS=handle_sigbus=0:handle_segv=0
    expect 135 jsrun --snapshot a.bin -e 'process.kill(process.pid, "SIGBUS")'
    err_lacks a.bin
    expect 139 jsrun --snapshot a.bin -e 'process.kill(process.pid, "SIGSEGV")'
    err_lacks a.bin
}

@test "exit codes are those of the script" {
    blob a.bin ''
    expect 3 jsrun --snapshot a.bin -e 'process.exit(3)'
    expect 14 jsrun --snapshot a.bin -e 'process.exit(14)'
    err_is ''
    expect 1 jsrun --snapshot a.bin -e 'throw 1'
    expect 1 jsrun --snapshot a.bin missing.js
    expect 9 jsrun --snapshot a.bin --nonsense
    expect 143 jsrun --snapshot a.bin -e 'process.kill(process.pid)'
}

@test "an error in a function of the blob has its file and line" {
    mkdir lib
    file lib/app.js '' 'function fail() {' '    undefinedFunction();' '}'
    gen_snapshot lib/app.js
    expect 1 jsrun --snapshot app.bin -e 'fail()'
    err_has "lib/app.js:3:5: Uncaught ReferenceError: identifier 'undefinedFunction' undefined"
    err_like $'\n    at fail \\(lib/app\\.js:3\\)'
}

@test "startupSnapshot: callbacks in order, data, main function" {
    file app.js 'var s = require("v8").startupSnapshot, log = [s.isBuildingSnapshot()];' \
        's.addSerializeCallback(function (d) { log.push(d); }, "serialize 1");' \
        's.addSerializeCallback(function (d) { log.push(d); }, "serialize 2");' \
        's.addDeserializeCallback(function (d) { log.push(d, s.isBuildingSnapshot()); }, "deserialize 1");' \
        's.addDeserializeCallback(function (d) { log.push(d); }, "deserialize 2");' \
        's.setDeserializeMainFunction(function (d) { print(log.join("|"), d.name, process.argv.slice(2).join()); process.exitCode = 6; }, { name: "main" });'
    expect 0 gen_snapshot app.js
    for _ in 1 2; do
        expect 6 jsrun --snapshot app.bin a -b
        out_is 'true|serialize 1|serialize 2|deserialize 1|false|deserialize 2 main a,-b'
    done
    expect 0 jsrun --snapshot app.bin -e 'print("instead of main", log.length)'
    out_is 'instead of main 6'
}

@test "startupSnapshot: a main function with many variables around it" {
    file startup.js 'var text = "var v0 = { n: 0 }", body = "";' \
        'for (var i = 1; i < 400; i++) {' \
        '    text += ", v" + i + " = { n:" + i + " }";' \
        '    body += "v" + i + " = [v" + i + ".n + 1];";' \
        '}' \
        'body += "for (var i = 0; i < 3; i++) { Duktape.gc(); v0 = { o: v0 }; } Duktape.gc();";' \
        'var source = text + "; return function () { " + body + "print(v399[0], JSON.stringify(v0)); };";' \
        'require("v8").startupSnapshot.setDeserializeMainFunction(new Function(source)());'
    expect 0 gen_snapshot -o a.bin startup.js
    expect 0 gen_snapshot --validate a.bin
    expect 0 jsrun --snapshot a.bin
    out_is '400 {"o":{"o":{"o":{"n":0}}}}'
}

@test "startupSnapshot: node's errors" {
    expect 1 jsrun -e 'require("v8").startupSnapshot.addSerializeCallback(function () {})'
    err_has ERR_NOT_BUILDING_SNAPSHOT
    expect 0 jsrun -p 'require("node:v8").startupSnapshot.isBuildingSnapshot()'
    out_is false
    expect 1 gen_snapshot -o a.bin -e 'var s = require("v8").startupSnapshot; s.setDeserializeMainFunction(print); s.setDeserializeMainFunction(print)'
    err_has ERR_DUPLICATE_STARTUP_SNAPSHOT_MAIN_FUNCTION
    expect 1 gen_snapshot -o a.bin -e 'require("v8").startupSnapshot.addDeserializeCallback(1)'
    err_has ERR_INVALID_ARG_TYPE
    folder_is
}

@test "an error in main or in a deserialize callback: exit 1" {
    blob a.bin 'require("v8").startupSnapshot.setDeserializeMainFunction(function () { throw new Error("in main"); })'
    expect 1 jsrun --snapshot a.bin
    err_has 'Uncaught Error: in main'
    blob a.bin 'require("v8").startupSnapshot.addDeserializeCallback(function () { throw new Error("in callback"); })'
    expect 1 jsrun --snapshot a.bin -e 'print("not reached")'
    err_has 'Uncaught Error: in callback'
    out_is ''
    blob a.bin 'require("v8").startupSnapshot.addDeserializeCallback(function () { process.exit(12); })'
    expect 12 jsrun --snapshot a.bin -e 'print("not reached")'
    out_is ''
}

@test "a module of the blob is required by the name it had" {
    mkdir lib
    file lib/dep.js 'exports.n = (global.loads = (global.loads || 0) + 1);'
    file app.js 'var dep = require("./lib/dep");'
    gen_snapshot app.js
    rm -r lib
    file main.js 'print(require("/snapshot/lib/dep") === dep, loads);' \
        'try { require("/snapshot/lib/other"); } catch (e) { print(e.code); }'
    expect 0 jsrun --snapshot app.bin main.js
    out_is $'true 1\nMODULE_NOT_FOUND'
}

@test "many blobs in a row, alternating" {
    blob a.bin 'var x = "a"'
    blob b.bin 'var x = "b"' --bare
    for _ in 1 2 3; do
        expect 0 jsrun --snapshot a.bin -e 'print(x)'
        out_is a
        expect 0 jsrun --snapshot b.bin -e 'print(x)'
        out_is b
    done
}
