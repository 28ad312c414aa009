#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Sessions: lines from a pipe, and lines that somebody types on a terminal.

load helpers
load terminal

# In the tests' folder, so that nobody's history is touched.
export HOME=. TERM=xterm
unset NO_COLOR XDG_STATE_HOME JSRUN_HISTORY

banner=$'Welcome to jsrun v0.1.0.\nType ".help" for more information.'

# says LINE.. -- TEXT: what a session prints that reads these lines from a pipe.
says() {
    local lines=()
    while [ "$1" != -- ]; do
        lines+=("$1")
        shift
    done
    run --separate-stderr jsrun -i < <(printf '%s\n' "${lines[@]}")
    [ "$status" = 0 ] || show 'expected exit status 0'
    out_is "$banner"$'\n'"$2"$'\n> '
    err_is ''
}

@test "values are shown as util.inspect does, and kept in _" {
    says '1+1' '_ * 2' '{a: [1, "x"]}' '{a: 1};' '"use"' 'function f() {}' 'f' ' ' 'if (0) 1' -- \
        $'> 2\n> 4\n> { a: [ 1, \'x\' ] }\n> 1\n> \'use\'\n> undefined\n> [Function: f]\n> > undefined'
    says '_ = 3' '4' '_' -- $'> Expression assignment to _ now disabled.\n3\n> 4\n> 3'
    says 'this === globalThis' 'path.basename(module.paths[0])' 'require("fs") === fs' 'typeof __filename' -- \
        $'> true\n> \'node_modules\'\n> true\n> \'undefined\''
}

@test "errors do not end it, and are kept in _error" {
    says 'foo' '_error.name' 'throw 5' '(function f() { throw new Error("q"); })()' \
        'throw Object.assign(new RangeError("m"), {code: "E"})' 'throw {a: 1}' 'throw undefined' '7' -- \
        $'> Uncaught ReferenceError: identifier \'foo\' undefined\n> \'ReferenceError\'\n> Uncaught 5\n> Uncaught Error: q\n    at f (REPL4:1)\n> Uncaught [RangeError: m] { code: \'E\' }\n> Uncaught { a: 1 }\n> Uncaught undefined\n> 7'
    says 'Object.freeze(new Error("ice")), throw_' 'new Proxy({}, {get: function () { throw 3; }}), 8' \
        '({get x() { throw 1; }})' 'Object.create(null)' -- \
        $'> Uncaught ReferenceError: identifier \'throw_\' undefined\n> 8\n> { x: [Getter] }\n> [Object: null prototype] {}'
}

@test "stacks of errors are shown without the frames of the session" {
    says 'function f() { return new Error("q"); }' 'f()' '[f(), 1]' 'Promise.reject(f())' 'process.on("unhandledRejection", print), 1' 'new Error("at top")' -- \
        $'> undefined\n> Error: q\n    at f (REPL1:1)\n    at eval (REPL2:1)\n> [\n  Error: q\n      at f (REPL1:1)\n      at eval (REPL3:1),\n  1\n]\n> Promise {\n  <rejected> Error: q\n      at f (REPL1:1)\n      at eval (REPL4:1)\n}\n> Uncaught Error: q\n    at f (REPL1:1)\n> 1\n> Error: at top\n    at eval (REPL6:1)'
    says 'require("./nothere")' 'fs.readFileSync("/x/y")' '[1].map(function (x) { return null.x; })' -- \
        $'> Uncaught Error: Cannot find module \'./nothere\'\nRequire stack:\n- '"$PWD"$'/[eval] {\n  code: \'MODULE_NOT_FOUND\',\n  requireStack: [ \''"$PWD"$'/[eval]\' ]\n}\n> Uncaught Error: ENOENT: no such file or directory, open \'/x/y\' {\n  errno: -2,\n  code: \'ENOENT\',\n  syscall: \'open\',\n  path: \'/x/y\'\n}\n> Uncaught TypeError: cannot read property \'x\' of null\n    at map ()'
}

@test "errors of timers and promises are shown, and it goes on" {
    run --separate-stderr jsrun -i < <(printf '%s\n' 'setTimeout(function () { throw new Error("late"); }, 0), 1' \
        'Promise.reject(new Error("lost")), 2' 3; sleep 0.2; printf '%s\n' '_error.message.length' \
        'process.on("uncaughtException", function (e) { print("taken", e.message); }), 4' \
        'process.nextTick(function () { throw new Error("x"); }), 5' 6)
    [ "$status" = 0 ]
    [[ $output == *'Uncaught Error: late'* ]] || show late
    [[ $output == *$'2\n'*'Uncaught Error: lost'*$'3\n> '*$'4\n> '* ]] || show lost
    [[ $output == *$'5\n'*$'taken x\n'*$'6\n'* ]] || show taken
}

@test "an input that ends too early goes on in the next line" {
    for open in 'function f() {' 'f(' '[1,' '1 +' 'var x = {' 'if (1)' '(function () {' 'x =' '/* a' '"a\' 'a ?' \
        'switch (1) {' 'do f()' 'try {' 'f("}", /[)]/,' '{a: 1,'; do
        says "$open" .break 5 -- $'> ... > 5'
    done
    for wrong in '"abc' '/abc' 'a b' '}' 'f(]' ')' 'return' 'break' 'f(a b' '[1 2' 'a = )'; do
        says "$wrong" 5 -- "$(printf '> Uncaught SyntaxError: %s' "$(jsrun -p "try { (0, eval)($(jsrun -p "JSON.stringify(process.argv[2])" "$wrong")) } catch (e) { e.message }")")"$'\n> 5'
    done
    says 'var x = {' 'a: 1' '}' 'x' '[1, 2]' '  .length' -- $'> ... ... undefined\n> { a: 1 }\n> [ 1, 2 ]\n> Invalid REPL keyword'
    says '/* a' 'b */ 9' '"a\' 'b"' '(function () {' '' 'return 4 })()' -- $'> ... 9\n> ... \'ab\'\n> ... ... 4'
}

@test "syntax that the engine lacks is named" {
    for line in 'let x = 1' 'class A { f() {} }' 'f(() => 1)' '`a`' 'import x from "y"' 'for (var a of b) c' 'f(...x)' 'a?.b'; do
        run jsrun -i <<<"$line"
        [[ $output == *'> Uncaught SyntaxError'*$'\njsrun runs ES5.1 with some of ES2015 and has no '* ]] || show "$line"
    done
}

@test "commands" {
    says 'var a = 1' 'function f() {' 'return a; }' 'nothing' '.save all.js' '.foo' '[a,' '.break' '.save' '.load none' '.load' -- \
        $'> undefined\n> ... undefined\n> Uncaught ReferenceError: identifier \'nothing\' undefined\n> Session saved to: all.js\n> Invalid REPL keyword\n> ... > Failed to save: .save needs a file name\n> Failed to load: ENOENT: no such file or directory, open \'none\'\n> Failed to load: .load needs a file name'
    [ "$(cat all.js)" = $'var a = 1\nfunction f() {\nreturn a; }' ]
    says '.load all.js' 'f()' '.save /dev/full' -- $'> undefined\n> 1\n> Failed to save: ENOSPC: no space left on device, write'
    file part.js '#!/usr/bin/env jsrun' 'if (1) {'
    says '.load part.js' 2 -- $'> Failed to load: part.js ends too early\n> 2'
    run jsrun -i <<<.help
    for command in break clear exit help load save; do
        out_has ".$command "
        grep -qF ".$command" "$BATS_TEST_DIRNAME/../../man/jsrun.1"
    done
    run jsrun -i < <(printf '%s\n' 'process.on("exit", function (c) { print("left", c); }); process.exitCode = 3' .exit 5)
    [ "$status" = 3 ]
    out_has '> left 3'
    [[ $output != *5* ]] || show 'nothing after .exit'
}

@test "standard input that cannot be read ends the session with an error" {
    # The number that is free is not one of ours: the blob's lines would be run.
    blob app.bin 'var x = 1'
    for words in -i '-i -e 1' '--snapshot app.bin -i'; do
        expect 1 bash -c "jsrun $words <&-"
        out_is "$banner"$'\n> '
        err_is 'jsrun: standard input: cannot read: bad file descriptor'
    done
    expect 1 bash -c 'jsrun -i <.'
    err_is 'jsrun: standard input: cannot read: illegal operation on a directory'
    expect 0 bash -c 'jsrun -i </dev/null'
    err_is ''
}

@test "timers run while a line is waited for" {
    run jsrun -i < <(echo 'setTimeout(print, 10, "ten"), 1'; sleep 0.3; echo 2)
    out_is "$banner"$'\n> 1\n> ten\n2\n> '
}

@test "-i with a script, code, modules and a blob" {
    file app.js 'x = process.argv.slice(2); throw new Error("of the script");'
    file pre.js 'y = 6;'
    run --separate-stderr jsrun -i app.js a b <<<x
    out_is "$banner"$'\nUncaught Error: of the script\n    at [anon] ('"$PWD"$'/app.js:1)\n> [ \'a\', \'b\' ]\n> ' ||
        [[ $output == *'Uncaught Error: of the script'*"app.js:1"*$'\n> [ \'a\', \'b\' ]\n> ' ]]
    run --separate-stderr jsrun -r ./pre.js -i -e 'var z = 7' <<<'y + z'
    out_is "$banner"$'\n> 13\n> '
    run --separate-stderr jsrun -i -p '8' <<<'9'
    out_is "$banner"$'\n8\n> 9\n> '
    blob app.bin 'var _ = {version: 1}; require("v8").startupSnapshot.setDeserializeMainFunction(function () { print("main"); });'
    run --separate-stderr jsrun --snapshot app.bin -i < <(printf '%s\n' '2' '_.version')
    out_is "$banner"$'\n> 2\n> 1\n> '
    expect 0 jsrun --snapshot app.bin
    out_is main
    expect 9 jsrun --bare -i
    err_has 'a session needs the runtime'
    expect 9 jsrun -c -i app.js
    err_has '--check runs nothing'
}

# ------------------------------------------------------------------- on a terminal

@test "a terminal: completion, colours, history" {
    terminal jsrun
    sees '> '
    keys 'var abcdef = {zeta: 1, zeb: 2, get zzz() { print("loo" + "ked") }}\r'
    sees $'undefined\n> '
    keys 'abc\t.ze\t'
    sees $'zeb   zeta\n'
    keys 'ta\r'
    sees $'1\n> '
    grep -qF $'\x1b[33m1\x1b[39m' log
    keys 'abcdef.zzz.x\t\x15)\r'
    sees 'Uncaught SyntaxError'
    keys 'process.argv.le\t\r'
    sees $'.length\n2\n> '
    keys 'require("jsrun:\t").lin\t\x15.he\t\r'
    sees 'Press Ctrl+C'
    keys '"\xc3\xb6\xe2\x82\xac"\r'
    sees $'\'\xc3\xb6\xe2\x82\xac\'\n> '
    keys '\x04'
    leaves 0
    ! grep -q looked log
    [ "$(stat -c %a .local/state/jsrun/history)" = 600 ]
    [ "$(tail -n 1 .local/state/jsrun/history)" = $'"\xc3\xb6\xe2\x82\xac"' ]
    rm keys
    terminal 'NO_COLOR=1 jsrun -i'
    seen=0
    sees '> '
    keys '\x1b[A\x1b[A\x1b[A\r'
    sees $'process.argv.length\n2\n> '
    [ "$(grep -c $'\x1b\\[33m' log)" = 0 ]
    keys '.exit\r'
    leaves 0
}

@test "a terminal: Ctrl-C drops the line, twice leaves" {
    terminal 'sh -c '\''jsrun; echo status $?; stty -a'\'
    sees '> '
    keys 'function f() {\r'
    sees '... '
    keys 'half\x03'
    sees $'^C\n> '
    keys '\x03'
    sees 'To exit, press Ctrl+C again'
    keys '7\r'
    sees $'7\n> '
    keys '\x03'
    sees 'To exit, press Ctrl+C again'
    keys '\x03'
    leaves 0
    grep -q 'status 0' log
    grep -q ' icanon' log
}

@test "a terminal: Ctrl-C stops what never ends, and the session goes on" {
    file spin.js 'exports.fib = function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); };' \
        'exports.spin = function () { for (var i = 0; i < 1 / 0; i++); };'
    terminal 'trap : INT; jsrun; echo status $?'
    sees '> '
    keys 'var started = function () { print("star" + "ted"); }, m = require("./spin.js")\r'
    sees $'undefined\n> '
    for endless in 'while (true);' 'm.spin()' 'm.fib(60)' '(function f() { return f(); })()' \
        'for (;;) try { for (;;); } catch (e) {}' 'while (true) try { started(); } finally { continue; }' \
        'try { while (true); } catch (e) {} 5' '[1].map(function () { do ; while (true); })' \
        'Array.from({length: 1e9}, function () {})' 'execSync("sleep 50")' \
        'new Function("for (;;);")()' 'Duktape.Thread.resume(new Duktape.Thread(function () { for (;;); }))'; do
        keys "started(); var execSync = child_process.execSync; $endless\r"
        sees started
        sleep 0.1
        keys '\x03'
        sees $'ERR_SCRIPT_EXECUTION_INTERRUPTED\'\n}\n> '
    done
    keys 'm.fib(10)\r'
    sees $'55\n> '
    keys 'started(); /^(a+)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")\r'
    sees started
    sleep 0.1
    keys '\x03'
    sleep 0.1
    keys '\x03'
    leaves 0
    grep -q 'status 130' log
}

@test "a terminal without an editor: Ctrl-C drops the line, stops what never ends" {
    terminal 'trap : INT; TERM=dumb jsrun; echo status $?'
    sees '> '
    keys 'half\x03'
    sees 'To exit, press Ctrl+C again'
    keys 'while (true);\n'
    sleep 0.3
    keys '\x03'
    sees 'Script execution was interrupted by `SIGINT`'
    keys '6*7\n'
    sees $'42\n> '
    keys '\x03'
    sees 'To exit, press Ctrl+C again'
    keys '\x03'
    leaves 0
    grep -q 'status 0' log
}

@test "a terminal: prints and errors while a line is edited, process.exit()" {
    terminal 'sh -c '\''jsrun; echo status $?; stty -a'\'
    sees '> '
    keys 'setTimeout(function () { throw new Error("late"); }, 300), 1\r'
    sees $'1\n> '
    keys 'edited'
    sees $'Uncaught Error: late\n> edited'
    keys '.x, setTimeout(process.exit, 300, 4)\x15setTimeout(process.exit, 300, 4), 2\r'
    sees $'2\n> '
    keys 'half'
    leaves 0
    grep -q 'status 4' log
    grep -q ' icanon' log
}

@test "the history: bounded, elsewhere, none, in a place that cannot be written" {
    seq 1 1500 >many
    chmod 644 many
    terminal 'JSRUN_HISTORY=many jsrun'
    sees '> '
    keys '\x1b[A\r'
    sees $'1500\n> '
    keys '77\r.exit\r'
    leaves 0
    [ "$(wc -l <many) $(head -n 1 many) $(stat -c %a many)" = '1002 501 600' ]
    [ "$(tail -n 2 many)" = $'77\n.exit' ]
    rm keys
    terminal 'JSRUN_HISTORY= jsrun'
    seen=0
    sees '> '
    keys '1\r.exit\r'
    leaves 0
    [ ! -e .local ]
    rm keys
    terminal 'JSRUN_HISTORY=/proc/none/history jsrun'
    seen=0
    sees '> '
    keys '5\r'
    sees 'the history is not kept: ENOENT'
    keys '6\r'
    sees $'6\n> '
    keys '.exit\r'
    leaves 0
}

@test "without jsboot-line, or when it ends, lines are read as they are" {
    cp "$BUILD/jsrun" .
    terminal ./jsrun
    sees 'jsboot-line is not where it was installed'
    keys '6*7\n'
    sees $'42\n> '
    keys '\x04'
    leaves 0
    rm keys
    printf '#!/bin/sh\nexit 1\n' >jsboot-line
    chmod +x jsboot-line
    terminal ./jsrun
    seen=0
    sees 'jsboot-line has ended'
    keys '6*7\n'
    sees $'42\n> '
    keys '.exit\n'
    leaves 0
    run jsboot-line </dev/null
    [ "$status" = 1 ]
    out_has 'jsrun starts this program'
}
