#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot --train: a blob that is laid out by what a script uses of it.

load helpers

heap() {
    file startup.js 'var list = [];' 'for (var i = 0; i < 20000; i++) list.push({ n: i, text: "t" + i });'
    file use.js 'for (var i = 0; i < 20000; i += 500) list[i].n += list[i].text.length;' 'console.log(list[500].n);'
}

@test "--train: the blob is another one of the same heap, and prints the same" {
    heap
    expect 0 gen_snapshot -q -o plain.bin startup.js
    expect 0 gen_snapshot -q -o trained.bin --train use.js startup.js
    out_is ''
    err_is ''
    run ! cmp -s plain.bin trained.bin
    for blob in plain trained; do
        expect 0 gen_snapshot --validate $blob.bin
        expect 0 jsrun --snapshot $blob.bin use.js
        out_is 504
        expect 0 jsrun --snapshot $blob.bin -p 'list[500].n + list[19999].text'
        out_is 500t19999
    done
}

@test "--train: what is used lies together" {
    not_sanitized 'images are elsewhere, and all of their pages are written to'
    heap
    file pages.js 'for (var i = 0; i < 20000; i += 500) list[i].n++;' \
        'var maps = require("fs").readFileSync("/proc/self/smaps", "latin1").split(/\n(?=[0-9a-f]+-)/);' \
        'var dirty = 0;' \
        'maps.forEach(function (m) { if (/\.bin\n/.test(m)) dirty += +/Private_Dirty: *(\d+)/.exec(m)[1]; });' \
        'console.log(dirty / 4);'
    for option in '' '--train use.js'; do
        # shellcheck disable=SC2086 # two words or none
        expect 0 gen_snapshot -q -o b.bin $option startup.js
        expect 0 jsrun --snapshot b.bin pages.js
        pages+=("$output")
    done
    [ "${pages[0]}" -gt 40 ]
    [ "${pages[1]}" -lt 20 ]
}

@test "--train: the script sees what startup code left, changes nothing of it, and prints nothing" {
    file startup.js 'var o = { n: 1 }; console.log("startup");'
    file use.js 'if (o.n !== 1) throw new Error("no"); o.n = 2; console.log("out");' \
        'process.stdout.write("more"); setTimeout(function () { process.exit(7); }, 0);' \
        'process.on("exit", function () { o.n++; });' \
        'if (process.argv.slice(1).join() !== __filename) throw new Error("argv");'
    expect 0 gen_snapshot -q -o a.bin --train use.js startup.js
    out_is startup
    expect 0 jsrun --snapshot a.bin -p 'o.n'
    out_is 1
    printf 'var o = { n: 1 };' >typed.js
    expect 0 gen_snapshot -q -o - --train use.js - <typed.js
    err_is ''
}

@test "--train: the current folder, the mask and standard input stay" {
    mkdir sub
    file use.js 'process.chdir("sub"); process.umask(63);'
    expect 0 gen_snapshot -q --io=allow -o a.bin --train use.js -e 'var x = 1'
    folder_is sub use.js a.bin
    [ "$(stat -c %a a.bin)" = "$(touch b && stat -c %a b)" ]
}

@test "--train: the copy's boot prints nothing either" {
    file startup.js 'var v8 = require("v8").startupSnapshot;' \
        'v8.addDeserializeCallback(function () { console.log("boot"); require("fs").writeSync(1, "direct"); });' \
        'v8.addSerializeCallback(function () { console.log("freeze"); });'
    file use.js 'console.log("run");'
    expect 0 gen_snapshot -q -o a.bin --train use.js startup.js
    out_is freeze
}

@test "--train: standard input and output that are closed stay so" {
    file use.js 'console.log("run"); require("fs").writeSync(1, "direct");' \
        'if (require("fs").readFileSync(0).length) throw new Error("input");'
    for closed in '<&-' '>&-' '<&- >&-'; do
        rm -f a.bin
        expect 0 sh -c "gen_snapshot -q --io=allow -o a.bin --train use.js -e 'var x = 1' $closed"
        err_is ''
        expect 0 gen_snapshot --validate a.bin
    done
}

@test "--train: many blocks, and the names of folders" {
    file startup.js 'var list = [];' 'for (var i = 0; i < 60000; i++) list.push({ n: i, t: "t" + i });'
    file use.js 'for (var i = 0; i < 34500; i += 3) list[i].n++;'
    expect 0 gen_snapshot -q -o one.bin --train use.js startup.js
    mkdir -p t55555/t55556
    cp ./*.js t55555/t55556
    (cd t55555/t55556 && gen_snapshot -q -o two.bin --train use.js startup.js)
    cmp one.bin t55555/t55556/two.bin
}

@test "--train: without the runtime, with contexts, on a base, in a program" {
    file use.js 'o.n++;'
    file ctx.js 'o.c = 1;'
    expect 0 gen_snapshot -q --bare -o bare.bin --train use.js -e 'var o = { n: 1 }'
    expect 0 gen_snapshot --validate bare.bin
    expect 0 gen_snapshot -q --base bare.bin -o more.bin --train use.js -e 'var p = 2'
    expect 0 jsrun --snapshot more.bin -p 'o.n + p'
    out_is 3
    expect 0 gen_snapshot -q -o ctx.bin --context a=ctx.js --train use.js -e 'var o = { n: 1 }'
    expect 0 gen_snapshot --validate ctx.bin
    expect 0 jsrun --snapshot ctx.bin --context a -p 'o.n + o.c'
    out_is 2
    file main.js 'console.log("main", o.n);'
    expect 0 gen_snapshot -q --exe prog --main main.js --train main.js -e 'var o = { n: 1 }'
    expect 0 ./prog
    out_is 'main 1'
}

@test "--train: the main function, with words" {
    mkdir -p greet/lib
    file greet/package.json '{"name": "greet", "version": "1.0.0", "main": "lib/main.js"}'
    file greet/lib/main.js 'require("v8").startupSnapshot.setDeserializeMainFunction(function () {' \
        '    console.error(process.argv.slice(2).join());' '});'
    expect 0 gen_snapshot -q -o a.bin --train . --train-arg en --train-arg 'a b' greet
    err_is 'en,a b'
    expect 0 jsrun --snapshot a.bin fi
    err_is fi
    file main.js 'console.error(process.argv.slice(1).join());'
    expect 0 gen_snapshot -q -o a.bin --main main.js --train main.js --train-arg x -e 1
    err_is /snapshot/main.js,x
    expect 0 gen_snapshot -q -o a.bin --verify-reproducible --train main.js --train-arg x -e 1
    err_is '/snapshot/main.js,x
/snapshot/main.js,x'
    expect 1 gen_snapshot -q -o b.bin --train . -e 1
    err_like "^Uncaught Error: the blob has no main function: set one with require"
    expect 9 gen_snapshot -q -o b.bin --train-arg x -e 1
    err_has '--train-arg needs --train'
}

@test "--train: what goes on from the blob and runs nothing has the same bytes" {
    # a table that is written, of a function that is called; long code that is called
    file startup.js 'function one() { return one.count++; }' 'one.count = 0;' \
        'var many = ""; for (var i = 0; i < 200; i++) many += "if (n === " + i + ") return one();\n";' \
        'var main = new Function("one", "return function main(n) { " + many + " };")(one);' \
        'require("v8").startupSnapshot.setDeserializeMainFunction(main, 150);'
    file use.js 'setTimeout(one, 1); delete process.env.none; console.time();' # what the runtime has for the next freeze
    for script in . use.js; do
        gen_snapshot -q -o one.bin --train $script startup.js
        gen_snapshot -q -o two.bin --base one.bin
        cmp one.bin two.bin
        expect 0 gen_snapshot --validate one.bin
    done
}

@test "--train: equal inputs give equal bytes, and the script is an input" {
    heap
    file lib.js 'exports.x = 1;'
    file use.js 'list[require("./lib").x].n++;'
    expect 0 gen_snapshot -q -o one.bin --verify-reproducible --train use.js startup.js
    mkdir -p length/name
    cp ./*.js length/name
    (cd length/name && gen_snapshot -q -o two.bin --depfile d --train use.js startup.js)
    cmp one.bin length/name/two.bin
    run cat length/name/d
    out_has 'use.js'
    out_has 'lib.js'
    key=$(gen_snapshot --print-key --train use.js startup.js)
    echo 'exports.x = 2;' >lib.js
    [ "$key" != "$(gen_snapshot --print-key --train use.js startup.js)" ]
    expect 0 gen_snapshot -q --cache cache -o one.bin --train use.js startup.js
    expect 0 gen_snapshot --verbose --cache cache -o two.bin --train use.js startup.js
    err_has 'found in'
    echo '// more' >>use.js
    expect 0 gen_snapshot --verbose --cache cache -o two.bin --train use.js startup.js
    err_has 'training with use.js'
}

@test "--train: the script and its modules stay out of the blob" {
    file lib.js 'exports.secret = 1;'
    file use.js 'require("./lib");'
    expect 0 gen_snapshot -q -o a.bin --train use.js -e 'var o = 1'
    run ! grep -q secret a.bin
    expect 0 gen_snapshot --info a.bin
    [[ $output != *use.js* ]] || show 'the script is told of'
}

@test "--train: what goes wrong" {
    file throws.js 'var o; console.log("run");' 'o.missing();'
    file exits.js 'process.exit(3);'
    file code.js 'process.exitCode = 4;'
    file listener.js 'process.on("exit", function () { throw new Error("late"); });'
    file fine.js 'process.exit(0);'
    file bad.js 'var = 1;'
    file loops.js 'for (;;) ;'
    expect 1 gen_snapshot -q -o a.bin --train throws.js -e 1
    err_is "throws.js:2:3: Uncaught TypeError: cannot read property 'missing' of undefined
o.missing();
  ^
    at [anon] (throws.js:2)
gen_snapshot: --train=throws.js: no blob written"
    out_is ''
    expect 3 gen_snapshot -q -o a.bin --train exits.js -e 1
    err_is 'gen_snapshot: --train=exits.js: it ended with exit status 3: no blob written'
    expect 4 gen_snapshot -q -o a.bin --train code.js -e 1
    expect 1 gen_snapshot -q -o a.bin --train listener.js -e 1
    err_like 'Uncaught Error: late'
    expect 1 gen_snapshot -q -o a.bin --train bad.js -e 1
    err_like '^bad.js:1:[0-9]+: Uncaught SyntaxError'
    expect 1 gen_snapshot -q -o a.bin --train none.js -e 1
    err_like "Cannot find module .*none.js"
    expect 1 gen_snapshot -q --bare -o a.bin --train none.js -e 1
    err_has 'none.js: cannot open: No such file or directory'
    expect 1 gen_snapshot -q -o a.bin --timeout 1 --train loops.js -e 1
    err_has 'loops.js'
    expect 9 gen_snapshot -q -o a.bin --train= -e 1
    err_has '--train needs the name of a script, in a file'
    expect 9 gen_snapshot -q -o a.bin --train - -e 1
    file touches.js 'require("fs").readFileSync("/etc/hostname");'
    expect 1 gen_snapshot -q -o a.bin --train touches.js -e 1
    err_has "is refused while a snapshot is made"
    file boot.js 'require("v8").startupSnapshot.addDeserializeCallback(function () { process.exit(0); });'
    expect 1 gen_snapshot -q -o a.bin --train fine.js boot.js
    err_is 'gen_snapshot: --train=fine.js: it ended with exit status 0 before it began: no blob written'
    folder_is boot.js throws.js exits.js code.js listener.js fine.js bad.js loops.js touches.js
    expect 0 gen_snapshot -q -o a.bin --train fine.js -e 1
}
