#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# jsrun without a snapshot: scripts, code on the command line, standard input, exit codes.

load helpers

@test "a script runs as a CommonJS module" {
    mkdir sub
    file sub/main.js 'var hidden = 1;' \
        'print(typeof module, this === module.exports, typeof globalThis.hidden);' \
        'print(__filename === process.argv[1], __dirname, require("./dep").n, require.main === module);'
    file sub/dep.js 'exports.n = 8; if (require.main === module) print("no");'
    expect 0 jsrun sub/main.js
    out_is $'object true undefined\ntrue '"$(pwd -P)/sub 8 true"
    err_is ''
}

@test "argv is [executable, script, arguments]" {
    file a.js 'print(JSON.stringify(process.argv)); print(process.argv0);'
    expect 0 jsrun a.js one 'two words' '' --three -4
    out_is "[\"$(realpath "$BUILD")/jsrun\",\"$(pwd -P)/a.js\",\"one\",\"two words\",\"\",\"--three\",\"-4\"]"$'\njsrun'
    expect 0 jsrun ./a.js
    out_has "\"$(pwd -P)/a.js\"]"
    expect 0 jsrun a
    out_has "\"$(pwd -P)/a.js\"]"
}

@test "argv of -e, -p and standard input" {
    expect 0 jsrun -e 'print(process.argv.slice(1).join("|"))' a -b --c
    out_is '[eval]|a|-b|--c'
    expect 0 jsrun -p 'process.argv.slice(1).join("|")' a b
    out_is '[eval]|a|b'
    expect 0 bash -c 'echo "print(process.argv.slice(1).join())" | jsrun - a -b'
    out_is '-,a,-b'
}

@test "many arguments" {
    file a.js 'print(process.argv.length, process.argv[process.argv.length - 1]);'
    for count in 28 29 30 31 32 33 5000; do
        # shellcheck disable=SC2046
        expect 0 jsrun a.js $(seq $count)
        out_is "$((count + 2)) $count"
    done
}

@test "-e and -p run scripts: this is the global object, var makes globals" {
    expect 0 jsrun -e 'var x = 2; print(this === globalThis, globalThis.x)'
    out_is 'true 2'
    expect 0 jsrun --eval='print(typeof require, typeof module)'
    out_is 'function object'
    file dep.js 'module.exports = 11;'
    expect 0 jsrun -e 'print(require("./dep"))'
    out_is 11
}

@test "-p prints the value, as console.log does; -pe is -p" {
    for option in -p --print -pe; do
        expect 0 jsrun "$option" '1 + 1'
        out_is 2
        expect 0 jsrun "$option" '({ a: [1, "x"] })'
        out_is "{ a: [ 1, 'x' ] }"
        expect 0 jsrun "$option" '"text"'
        out_is text
        expect 0 jsrun "$option" 'undefined'
        out_is undefined
    done
    expect 0 jsrun --print='var i = 0; for (; i < 3;) i++'
    out_is 2
    expect 0 jsrun -p7
    out_is 7
}

@test "-pe behind options that have an argument" {
    file dep.js 'global.dep = 5;'
    expect 0 jsrun -r ./dep.js -pe 'dep + 1'
    out_is 6
    blob a.bin 'var x = 20'
    expect 0 jsrun --snapshot a.bin -pe 'x + 1' extra
    out_is 21
    expect 1 jsrun --snapshot a.bin -p e 'x + 1'
    err_has "identifier 'e' undefined"
}

@test "--bare: -e, -p, scripts and standard input without the runtime" {
    file a.js 'print(typeof process, typeof require, typeof module, this === globalThis);'
    expect 0 jsrun --bare a.js
    out_is 'undefined undefined undefined true'
    expect 0 jsrun --bare -e 'print(typeof console)'
    out_is undefined
    expect 0 jsrun --bare -p '[1, 2]'
    out_is 1,2
    expect 0 bash -c 'echo "print(3)" | jsrun --bare -'
    out_is 3
    expect 0 bash -c 'echo "print(4)" | jsrun --bare'
    out_is 4
    expect 9 jsrun --bare -r ./a.js -e ''
    err_has 'jsrun: --bare has no modules: leave out --require'
}

@test "standard input is a script" {
    expect 0 bash -c 'echo "var x = 1; print(globalThis.x, typeof require)" | jsrun -'
    out_is '1 function'
    expect 0 bash -c 'echo "print(2)" | jsrun'
    out_is 2
    expect 0 bash -c 'printf "print(3)" | jsrun - a b'
    out_is 3
    expect 0 bash -c 'jsrun - </dev/null'
    out_is ''
    # shellcheck disable=SC2016
    expect 0 bash -c 'seq 20000 | sed "s/.*/var v& = &;/; \$a print(v20000)" | jsrun'
    out_is 20000
    expect 1 bash -c 'echo "throw new Error(1)" | jsrun -'
    err_has '[stdin]:1:7: Uncaught Error: 1'
    file dep.js 'module.exports = 11;'
    expect 0 bash -c 'echo "print(require(\"./dep\"))" | jsrun'
    out_is 11
}

@test "a source that is no UTF-8: what is wrong in it becomes U+FFFD, wherever it is read from" {
    printf "print('a\\xff'.length, '\\xe4'.charCodeAt(0), '\\xf0\\x9f\\x98\\x80'.length)" >odd.js
    expect 0 jsrun odd.js
    out_is '2 65533 2'
    expect 0 bash -c 'jsrun <odd.js'
    out_is '2 65533 2'
    expect 0 jsrun -e "$(cat odd.js)"
    out_is '2 65533 2'
    expect 0 gen_snapshot -q odd.js
    out_is '2 65533 2'
}

@test "a current folder that was removed: programs that do not ask for it run, as with node" {
    file script.js 'print("script")'
    local base=$PWD
    mkdir gone
    cd gone
    rmdir ../gone
    expect 0 jsrun -p 'typeof require("fs").readFileSync'
    out_is function
    expect 0 bash -c 'echo "print(2)" | jsrun'
    out_is 2
    expect 0 jsrun -r fs "$base/script.js"
    out_is script
    expect 0 jsrun -p 'try { require("./a") } catch (e) { e.code }'
    out_is MODULE_NOT_FOUND
    expect 1 jsrun -p 'process.cwd()'
    err_has 'ENOENT: no such file or directory, uv_cwd'
}

@test "a shebang line" {
    file hello '#!/usr/bin/env jsrun' 'print("hello", process.argv.slice(2).join());'
    chmod +x hello
    expect 0 ./hello a b
    out_is 'hello a,b'
    expect 0 jsrun --bare -c hello
    expect 0 jsrun -c hello
    file bare '#!/usr/bin/env -S jsrun --bare' 'print(typeof process);' 'x.y;'
    chmod +x bare
    expect 1 ./bare
    out_is undefined
    err_has './bare:3:1: Uncaught ReferenceError'
    expect 0 bash -c "printf '#!/usr/bin/jsrun\nprint(5)' | jsrun"
    out_is 5
}

@test "-c checks the syntax and runs nothing" {
    file good.js 'return print("ran");'
    expect 0 jsrun -c good.js
    out_is ''
    err_is ''
    expect 0 jsrun --check good.js
    file bad.js 'print("ran");' 'var = 2;'
    for bare in '' --bare; do
        # shellcheck disable=SC2086
        expect 1 jsrun $bare -c bad.js
        out_is ''
        err_has 'bad.js:2:5: Uncaught SyntaxError'
    done
    expect 0 bash -c 'echo "print(1)" | jsrun -c -'
    out_is ''
    expect 1 bash -c 'echo "print(1" | jsrun -c'
    expect 1 jsrun -c missing.js
    err_has 'missing.js: cannot open: No such file or directory'
}

@test "-r loads modules first, in order" {
    file a.js 'print("a");'
    file b.js 'print("b");'
    file main.js 'print("main");'
    expect 0 jsrun -r ./a -r ./b.js main.js
    out_is $'a\nb\nmain'
    expect 0 jsrun --require ./b --require=./a -e 'print("e")'
    out_is $'b\na\ne'
    expect 1 jsrun -r ./missing main.js
    err_has "Cannot find module './missing'"
    out_is ''
    # shellcheck disable=SC2046
    expect 9 jsrun $(printf -- '-r ./a %.0s' {1..33}) main.js
    err_has 'too many --require'
}

@test "a missing script, a folder, a path below a file, junk" {
    file a.js ''
    mkdir folder
    head -c 3000 "$BUILD/jsrun" >junk.js
    for bare in '' --bare; do
        for script in missing.js folder a.js/b.js; do
            # shellcheck disable=SC2086
            expect 1 jsrun $bare "$script"
            err_has "$script"
            out_is ''
        done
        # shellcheck disable=SC2086
        expect 1 jsrun $bare junk.js
        err_has junk.js
        err_has SyntaxError
    done
}

@test "a script without permission" {
    file secret.js ''
    chmod 000 secret.js
    [ ! -r secret.js ] || skip 'permissions do not bind this user'
    expect 1 jsrun secret.js
    err_has 'permission denied'
}

@test "an uncaught error: output first, then file, line, message and stack; exit 1" {
    file bad.js 'print("before");' 'function inner() {' '    throw new TypeError("boom");' '}' 'inner();'
    for bare in '' --bare; do
        # shellcheck disable=SC2086
        expect 1 jsrun $bare bad.js
        out_is before
        err_like 'bad\.js:3:11: Uncaught TypeError: boom'
        err_like $'\n    at inner \\(.*bad\\.js:3\\)'
        err_like $'\n    at .*bad\\.js:5\\)'
    done
    expect 1 bash -c 'jsrun bad.js 2>&1'
    [[ $output == before$'\n'*'Uncaught TypeError'* ]] || show 'order is lost'
    expect 1 jsrun -e $'1;\nx.y'
    err_has "[eval]:2:1: Uncaught ReferenceError: identifier 'x' undefined"
    expect 1 jsrun -e 'throw "text"'
    err_is 'Uncaught text'
}

@test "a syntax error: file and line, exit 1" {
    file bad.js 'var fine = 1;' 'var = 2;'
    for bare in '' --bare; do
        # shellcheck disable=SC2086
        expect 1 jsrun $bare bad.js
        err_like 'bad\.js:2:5: Uncaught SyntaxError: '
    done
}

@test "exit codes of process.exit, process.exitCode and the exit event" {
    while read -r want code; do
        expect "$want" jsrun -e "$code"
    done <<'END'
0   process.exit()
0   process.exit(0)
3   process.exit(3)
255 process.exit(255)
44  process.exit(300)
255 process.exit(-1)
4   process.exitCode = 4
5   process.exitCode = 4; process.exit(5)
4   process.exitCode = 4; process.exit()
6   process.on("exit", function () { process.exitCode = 6; })
7   process.on("exit", function () { process.exit(7); })
8   process.on("exit", function (code) { process.exitCode = code + 3; }); process.exit(5)
1   process.on("exit", function () { throw new Error("late"); })
1   throw 0
9   process.on("uncaughtException", function () { process.exit(9); }); throw 0
0   process.on("uncaughtException", function () { }); throw 0
2   try { process.exit(2); } finally { process.exit(3); }
END
}

@test "what is printed before process.exit comes out" {
    expect 3 jsrun -e 'for (var i = 0; i < 30000; i++) print(i); process.exit(3)'
    [ "${#lines[@]}" = 30000 ]
}

@test "death by a signal" {
    for signal in TERM INT HUP KILL; do
        expect $((128 + $(kill -l $signal))) jsrun -e "process.kill(process.pid, 'SIG$signal')"
    done
    expect $((128 + 15)) timeout --preserve-status 0.3 jsrun -e 'for (;;);'
    expect $((128 + 6)) jsrun -e 'process.abort()'
}

@test "a reader that has gone: death by SIGPIPE without a word" {
    file many.js 'for (var i = 0; i < 200000; i++) print(i);'
    for bare in '' --bare; do
        expect 0 bash -c "env --default-signal=PIPE jsrun $bare many.js | head -1; exit \$((PIPESTATUS[0] != 141))"
        out_is 0
        err_is ''
    done
    # Whoever ignores the signal gets a message and a status.
    expect 0 bash -c "env --ignore-signal=PIPE jsrun many.js | head -1; exit \$((PIPESTATUS[0] != 1))"
    err_is 'jsrun: standard output: cannot write: Broken pipe'
}

@test "a full disk behind standard output: message and exit 1" {
    for code in 'print(1)' 'console.log(1); process.exit(0)' 'process.stdout.write("x")' \
        'for (var i = 0; i < 30000; i++) print(i)' 'console.log(1); process.exitCode = 0'; do
        expect 1 bash -c "jsrun -e '$code' >/dev/full"
        err_is 'jsrun: standard output: cannot write: No space left on device'
    done
    expect 3 bash -c 'jsrun -e "print(1); process.exit(3)" >/dev/full'
}

@test "closed standard streams" {
    expect 0 bash -c 'jsrun -e 1 <&- '
    expect 1 bash -c 'jsrun -e "print(1)" >&-'
    err_is 'jsrun: standard output: cannot write: Bad file descriptor'
    expect 1 bash -c 'jsrun -e "x.y" 2>&-'
}

@test "--seed: a run that can be repeated, also from a blob that has drawn numbers" {
    blob drawn.bin 'var before = Math.random()'
    for from in '' '--snapshot drawn.bin'; do
        # shellcheck disable=SC2086
        expect 0 jsrun $from --seed 7 -p '[Math.random(), Math.random()].join()'
        first=$output
        # shellcheck disable=SC2086
        expect 0 jsrun $from --seed=7 -p '[Math.random(), Math.random()].join()'
        out_is "$first"
        # shellcheck disable=SC2086
        for other in '--seed 8' ''; do
            expect 0 jsrun $from $other -p '[Math.random(), Math.random()].join()'
            [ "$output" != "$first" ] || show 'the same numbers again'
        done
    done
}

@test "--memory-limit: a catchable error, then exit 1" {
    file hog.js 'var list = [];' 'for (;;) list.push("text " + list.length);'
    for bare in '' --bare; do
        # shellcheck disable=SC2086
        expect 1 jsrun $bare --memory-limit=8M hog.js
        err_has 'out of memory'
    done
    expect 0 jsrun --memory-limit=8M -e 'try { var b = new Uint8Array(1e8); } catch (e) { print(e.message); }'
    out_is 'alloc failed'
    for size in 8388608 8192k 8192K 8m 8M; do
        expect 0 jsrun --memory-limit=$size -e 'try { new Uint8Array(9e6); } catch (e) { print("no"); } new Uint8Array(6e6); print("yes")'
        out_is $'no\nyes'
    done
}

@test "--memory-limit too small to start: a message, no crash" {
    for size in 1 100 1k 10k 50k 100k 120k; do
        for bare in '' --bare; do
            # shellcheck disable=SC2086
            run --separate-stderr jsrun $bare --memory-limit=$size -e '1'
            [ "$status" -le 1 ] || show "limit $size $bare"
            [ "$status" = 0 ] || err_like '^(jsrun: out of memory|Uncaught )'
        done
    done
}

@test "--stack-size: a catchable error instead of a crash" {
    file deep.js 'function f(n) { return n ? [n].map(f.bind(null, n - 1)) : 0; }' \
        'try { f(1e5); print("deep"); } catch (e) { print(e.name); }'
    for size in 64k 256k 1M; do
        expect 0 jsrun --stack-size=$size deep.js
        out_is RangeError
    done
    expect 0 jsrun deep.js
    out_is RangeError
}

@test "--startup-trace: on standard error, in microseconds" {
    expect 0 jsrun --startup-trace -e 'print(1)'
    out_is 1
    err_like '^startup: compiled \[eval\] in [0-9]+ us
startup: open [0-9]+ us, boot [0-9]+ us, script [0-9]+ us, total [0-9]+ us$'
    blob a.bin ''
    expect 0 jsrun --startup-trace --snapshot a.bin -e ''
    err_like '^startup: open [0-9]+ us, boot [0-9]+ us, script [0-9]+ us, total [0-9]+ us$'
    expect 0 jsrun --startup-trace --bare -e ''
    err_like '^startup: open [0-9]+ us, boot [0-9]+ us, script [0-9]+ us, total [0-9]+ us$'
    # shellcheck disable=SC2154 # expect sets it
    read -r _ _ open _ _ boot _ _ script _ _ total _ <<<"$stderr"
    [ $((open + boot + script - total)) -ge -3 ] && [ $((open + boot + script - total)) -le 3 ]
    expect 0 jsrun -e ''
    err_is ''
}

@test "finalizers at the end: after 'exit' listeners, also after an uncaught error; not after process.exit" {
    # shellcheck disable=SC2016
    file app.js 'var o = { name: "frozen" }, c = { name: "in a cycle" }; c.self = c;' \
        'function fin(x, last) { print("fin", x.name, last); } Duktape.fin(o, fin); Duktape.fin(c, fin);' \
        'process.on("exit", function () { print("exit"); });'
    expect 0 gen_snapshot app.js
    out_is ''
    expect 0 jsrun --snapshot app.bin -e 'c = null; Duktape.gc(); var late = { name: "late" }; Duktape.fin(late, fin); print("end")'
    out_is $'fin in a cycle false\nend\nexit\nfin late true\nfin frozen true'
    expect 1 jsrun --snapshot app.bin -e 'c = null; throw 1'
    out_is $'exit\nfin in a cycle false\nfin frozen true'
    expect 3 jsrun --snapshot app.bin -e 'o = null; process.exit(3)'
    out_is $'fin frozen false\nexit'
    expect 4 jsrun --snapshot app.bin -e 'process.removeAllListeners("exit"); fin = function (x) { print(x.name); }; Duktape.fin(o, function () { process.exit(4); })'
    expect 0 jsrun --snapshot app.bin -e 'Duktape.fin(o, function () { throw new Error("lost"); }); c = null'
    out_is $'exit\nfin in a cycle false'
    err_is ''
}

# --- the program's file: C finds and starts it by itself, unless a program loads files its own way

# both SCRIPT WORDS..: what a run prints alone, after another file, and when JavaScript loads it.
both() {
    file empty.js ''
    file patch.js 'var m = require("module"), load = m._load;' \
        'm._load = function () { return load.apply(this, arguments); };'
    expect 0 jsrun "$@"
    local alone=$output before
    for before in ./empty.js ./patch.js; do
        expect 0 jsrun -r "$before" "$@"
        [ "$output" = "$alone" ] || { printf '%s\n---\n%s\n' "$alone" "$output"; return 1; }
    done
}

@test "the main module is the script, whatever a program said before" {
    file set.js 'process.mainModule = 5;'
    file app.js 'console.log(process.mainModule === module, require.main === module);'
    expect 0 jsrun -r ./set.js app.js
    out_is 'true true'
    gen_snapshot -q -o app.bin -e 'process.mainModule = 5'
    expect 0 jsrun --snapshot app.bin app.js
    out_is 'true true'
}

@test "a program is the same module whoever starts it" {
    mkdir -p lib/node_modules/dep
    file lib/node_modules/dep/index.js 'exports.main = require.main.filename; exports.parent = module.parent.id;'
    file lib/other.js 'exports.back = require("./app.js"); exports.loaded = module.parent.loaded;'
    file lib/app.js 'exports.early = 1;' \
        'console.log([__filename, __dirname, module.id, module.filename, module.path, module.loaded]);' \
        'console.log(module.paths, module.parent, module.children.length, Object.keys(module));' \
        'console.log(require.main === module, process.mainModule === module, module.exports === exports);' \
        'console.log(require.cache[__filename] === module, this === exports, module.constructor.name);' \
        'console.log(require("dep"), require("./other").back === exports, module.children.length);' \
        'console.log(process.argv.slice(1), typeof require.resolve, require.resolve("dep"));' \
        'process.on("exit", function () { console.log(module.loaded); });'
    both lib/app.js a 'b c'
    cd lib
    both ./app.js
    both "$PWD/app.js"
    both app
    ln -s app.js link.js
    both link.js
    out_has "$PWD/app.js"
    both ../lib/app.js
    mkdir -p deep/er
    ln -s deep/er short
    file deep/app.js 'console.log(__filename)'
    both short/../app.js
    out_has "$PWD/app.js"
    both deep/./er//../../app.js
    both "/../..$PWD/deep/../app.js"
    out_has "$PWD/app.js"
    both app.js/../app.js
    both none/../app.js
    cd short
    both ../app.js
    out_has "${PWD%/short}/deep/app.js"
    file ../..app.js 'console.log(__filename)'
    both ../..app.js
    out_has '/deep/..app.js'
}

@test "a byte order mark, with #! behind it too, is no part of a text on standard input either" {
    printf '\xef\xbb\xbf#!/usr/bin/env jsrun\nvar x = "marked";\nprint(x);\nnull.x' >bang.js
    printf '\xef\xbb\xbf print("one"); null.x' >line.js
    for name in bang line; do
        expect 1 jsrun "$name.js"
        out=$output err=${stderr#"$PWD/$name.js"} && err=${err%$'\n'    at*}
        for words in '' --compile-cache=c --compile-cache=c; do
            # shellcheck disable=SC2086 # a word or none
            expect 1 jsrun $words - <"$name.js"
            out_is "$out"
            err_has "[stdin]$err"
        done
        expect 0 jsrun -c - <"$name.js"
    done
    head -c -7 bang.js >app.js
    expect 0 gen_snapshot -o app.bin - <app.js
    out_is marked
    expect 0 jsrun --snapshot app.bin -p x
    out_is marked
    expect 0 jsrun -e "$(<app.js)"
    out_is marked
}

@test "a program's text is the same whoever reads it" {
    printf '\xef\xbb\xbfconsole.log("bom", __filename.length)\n' >bom.js
    both bom.js
    printf '#!/usr/bin/env jsrun\nconsole.log(/bang.js:\\d+/.exec(new Error("x").stack)[0])\n' >bang.js
    both bang.js
    out_is 'bang.js:2'
    printf 'console.log("\xf0\x9f\x98\x80".length, "\xff\xfe".charCodeAt(0), "\xc3\xa4")' >text.js
    both text.js
    : >empty.js
    both empty.js
    printf 'return; }); (function () {' >unbalanced.js
    expect 1 jsrun unbalanced.js
    err_has 'unbalanced.js:1:10: Uncaught SyntaxError: parse error'
    printf 'var x = ;\n' >wrong.js
    expect 1 jsrun wrong.js
    err_has 'wrong.js:1'
}

@test "a program may add to the folders where its modules are looked for" {
    mkdir lib
    file lib/far.js 'exports.found = true;'
    file app.js 'module.paths.unshift(__dirname + "/lib"); console.log(require("far").found, module.paths.length > 1);'
    expect 0 jsrun app.js
    out_is 'true true'
    file trace.js 'console.log(new Error("shown"));'
    expect 0 jsrun trace.js
    [[ $output != *preventsyield* ]]
}

@test "a program that was loaded before is not run again" {
    file app.js 'console.log("once", require.main === undefined); exports.a = 1'
    file patch.js 'var m = require("module"); m._load = m._load.bind(m);'
    expect 0 jsrun -r ./app.js app.js
    out_is 'once true'
    expect 0 jsrun -r ./patch.js -r ./app.js app.js
    out_is 'once true'
}

@test "arguments that a blob's program took see the script's own name, whoever starts it" {
    file lib.js 'var argv = process.argv; function words() { return argv.slice(1).join(); }'
    file patched.js 'var m = require("module"); m._load = m._load.bind(m); var argv = process.argv;' \
        'function words() { return argv.slice(1).join(); }'
    file late.js 'require("v8").startupSnapshot.addDeserializeCallback(function () {' \
        '    var js = require.extensions[".js"];' \
        '    require.extensions[".js"] = function (m, name) { console.log("mine"); js(m, name); }; });' \
        'function words() { return process.argv.slice(1).join(); }'
    file app.js 'console.log(words() === process.argv.slice(1).join(), words())'
    for lib in lib patched late; do
        expect 0 gen_snapshot $lib.js
    done
    expect 0 jsrun --snapshot lib.bin app.js a b
    out_is "true $PWD/app.js,a,b"
    expect 0 jsrun --snapshot patched.bin ./app.js
    out_is "true $PWD/app.js"
    expect 0 jsrun --snapshot late.bin app.js a
    out_is $'mine\n'"true $PWD/app.js,a"
}

@test "a program that is no plain file is left to JavaScript" {
    mkdir pack
    file pack/package.json '{ "main": "start.js" }'
    file pack/start.js 'console.log("pack")'
    both pack
    both pack/
    file noext 'console.log("no extension")'
    both noext
    file data.json '{ "a": 1 }'
    both data.json
    mkfifo pipe
    printf 'console.log("from a pipe")\n' >pipe &
    expect 0 jsrun pipe
    out_is 'from a pipe'
    expect 1 jsrun missing.js
    err_has "Cannot find module"
    expect 0 jsrun <(printf 'console.log("substituted")')
    out_is substituted
}

@test "a snapshot whose program has changed how modules load is asked" {
    file hook.js 'var load = require("module")._extensions[".js"];' \
        'require("module")._extensions[".js"] = function (m, name) { console.log("hooked"); load(m, name); };'
    file app.js 'console.log("app")'
    expect 0 gen_snapshot -o hook.bin hook.js
    expect 0 jsrun --snapshot hook.bin app.js
    out_is $'hooked\napp'
    file foo.js 'require("module")._extensions[".foo.js"] = function () { console.log("foo"); };'
    file app.foo.js 'console.log("a double extension")'
    expect 0 gen_snapshot -o foo.bin foo.js
    expect 0 jsrun --snapshot foo.bin app.foo.js
    out_is foo
    expect 0 jsrun app.foo.js
    out_is 'a double extension'
}

@test "an error of a listener of uncaughtException: exit status 7" {
    expect 7 jsrun -e 'process.on("uncaughtException", function () { throw new Error("worse"); }); throw new Error("first")'
    err_has 'Uncaught Error: worse'
    expect 7 jsrun -e 'process.on("exit", function (code) { print(code); }); process.on("uncaughtException", function () { null.x; }); throw 1'
    out_is ''
    expect 7 jsrun -e 'process.on("exit", function () { throw new Error("first"); }); process.on("uncaughtException", function () { throw new Error("worse"); })'
    err_has 'Uncaught Error: worse'
}

@test "an error of a listener of 'exit' is told, whatever the exit status; after another one it is not" {
    expect 0 jsrun -e 'process.exitCode = 0; process.on("exit", function () { throw new Error("late"); })'
    err_has 'Uncaught Error: late'
    expect 1 jsrun -e 'process.on("exit", function () { throw new RangeError("late"); }); throw new Error("first")'
    err_has 'Uncaught Error: first'
    err_lacks 'Uncaught RangeError'
}

@test "a quantifier that takes as little as it can needs no more stack than others" {
    not_sanitized 'sanitizers need more stack'
    file deep.js 'print(new RegExp(new Array(9990).join("a??") + "b").exec("b").length)'
    expect 0 bash -c 'ulimit -s 2048; exec jsrun deep.js'
    out_is 1
}

# ends_with SIGNAL LINES JSRUN-ARGUMENTS..: a busy program that is ended has written its lines.
ends_with() {
    local signal=$1 lines=$2 status=0
    shift 2
    rm -f busy
    # In a job of its own: background jobs of a script ignore SIGINT.
    env --default-signal=INT,QUIT jsrun "$@" >printed &
    wait_for busy
    kill -"$signal" $!
    wait $! || status=$?
    [ $status = $((128 + $(kill -l "$signal"))) ]
    [ "$(cat printed)" = "$lines" ]
}

@test "what a busy program has printed is written when a signal ends it" {
    ulimit -c 0
    file busy.js 'function busy() { require("fs").writeFileSync("busy", "x"); for (;;); }'
    for signal in INT TERM HUP QUIT; do
        ends_with $signal one -e "$(cat busy.js) print('one'); busy();"
        ends_with $signal $'one\ntwo' -e "$(cat busy.js) console.log('one'); print('two'); busy();"
        ends_with $signal tick -e "$(cat busy.js) process.nextTick(busy); print('tick');"
        ends_with $signal timer -e "$(cat busy.js) setTimeout(function () { print('timer'); busy(); }, 1);"
        ends_with $signal $'one\ntwo' -e "$(cat busy.js) print('one');
            process.on('SIGINT', busy).on('SIGTERM', busy).on('SIGHUP', busy).on('SIGQUIT', busy).removeAllListeners();
            print('two'); busy();"
        ends_with $signal one -e "$(cat busy.js) print('one');
            process.on('SIGUSR2', busy); busy();"
        ends_with $signal one -e "$(cat busy.js) print('one');
            process.on('SIGUSR2', busy).removeAllListeners(); busy();"
    done
}

@test "a signal ends a program whose reader has stopped reading, with what the pipe takes" {
    mkfifo pipe
    for code in 'for (;;) print("0123456789");' \
        'process.stdout.write(new Array(60001).join("x")); print(new Array(10001).join("x")); for (;;);'; do
        : >err
        env --default-signal=INT jsrun -e "console.error('running'); $code" >pipe 2>err &
        exec 7<pipe
        wait_for err
        sleep 0.2
        kill -INT $!
        status=0
        wait $! || status=$?
        [ $status = 130 ]
        [ "$(wc -c <&7)" -gt 60000 ]
        exec 7<&-
    done
}

@test "what is printed does not get into a file that took the place of closed standard output" {
    file a.js 'var fs = require("fs"), fd = fs.openSync("data", "w"); console.log("out"); console.error("err");' \
        'fs.writeSync(fd, "data");'
    for closed in '>&-' '<&- >&-' '>&- 2>&-' '<&- >&- 2>&-'; do
        expect 1 bash -c "jsrun a.js $closed"
        [ "$(cat data)" = data ]
    done
    # One that the program closes it may open anew.
    expect 0 jsrun -e 'fs = require("fs"); fs.closeSync(1); fs.openSync("log", "w"); console.log("logged")'
    [ "$(cat log)" = logged ]
}

@test "pipes of children and what hears signals do not take the place of closed standard streams" {
    file a.js 'var child = require("child_process").spawn("cat", [], { stdio: ["pipe", fd, "ignore"] });' \
        'console.log("out"); console.error("err"); setTimeout(function () { child.stdin.end("told"); }, 50);'
    sed -i '1i var fs = require("fs"), fd = fs.openSync("got", "w");' a.js
    for closed in '>&-' '<&- >&-' '>&- 2>&-' '<&- >&- 2>&-'; do
        expect 1 bash -c "jsrun a.js $closed"
        [ "$(cat got)" = told ]
    done
    file b.js 'process.on("SIGUSR1", function () {}); var code = 0;' \
        'try { require("fs").readFileSync(0); } catch (err) { code = err.code; } print(code); process.exit();'
    expect 0 bash -c 'jsrun b.js <&-'
    out_is EBADF
}

@test "a signal that is ignored stays so: what was printed is not written before its time" {
    file a.js 'console.log("one"); require("fs").writeFileSync("busy", "x");' \
        'while (!require("fs").existsSync("go")); console.log("two");'
    for signal in INT TERM HUP QUIT; do
        rm -f busy go
        (trap '' $signal && exec jsrun a.js >printed) &
        wait_for busy
        kill -$signal $!
        sleep 0.1
        [ ! -s printed ]
        : >go
        wait $!
        [ "$(cat printed)" = $'one\ntwo' ]
    done
}

# In the moment in which a handler is there before it is known that it must not be.
@test "a signal that is ignored is lost at each moment of a run" {
    trap '' HUP
    for run in {1..40}; do
        jsrun -p 1 >printed &
        for _ in {1..60}; do kill -HUP $! 2>/dev/null || break; done
        wait $!
        [ "$(cat printed)" = 1 ] || show "run $run"
    done
    trap - HUP
}

@test "out of memory names no file of the runtime" {
    for code in 'Buffer.alloc(1e9)' 'new Uint8Array(1e9)' 'setTimeout(function () { Buffer.alloc(1e9); }, 1)'; do
        expect 1 jsrun --memory-limit 30M -e "$code"
        err_is 'jsrun: out of memory'
    done
}
