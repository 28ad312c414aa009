#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# What an uncaught error looks like on a terminal.

load helpers

@test "an error shows file, line, column, the source line, a caret and the user's frames" {
    file app.js 'function inner(x) {' $'\treturn x.y.z;' '}' 'inner({});'
    expect 1 jsrun app.js
    err_is "$PWD/app.js:2:13: Uncaught TypeError: cannot read property 'z' of undefined
	return x.y.z;
	           ^
    at inner ($PWD/app.js:2)
    at [anon] ($PWD/app.js:4)"
}

@test "an error that the runtime throws is shown where the program asked for it" {
    file app.js '// one' 'require("fs").readFileSync("/nowhere");'
    expect 1 jsrun app.js
    err_is "$PWD/app.js:2:15: Uncaught Error: ENOENT: no such file or directory, open '/nowhere'
require(\"fs\").readFileSync(\"/nowhere\");
              ^
    at [anon] ($PWD/app.js:2)"
}

@test "-e, standard input and modules show their source too" {
    expect 1 jsrun -e 'var a = 1; a.b.c'
    err_has $'[eval]:1:16: Uncaught TypeError: cannot read property \'c\' of undefined\nvar a = 1; a.b.c\n               ^\n'
    expect 1 jsrun - <<<'var a = = 2;'
    err_has $'[stdin]:1:11: Uncaught SyntaxError'
    err_has $'\nvar a = = 2;\n          ^'
    file mod.js 'exports.f = function () {' '    undefined.x;' '};'
    expect 1 jsrun -e 'require("./mod").f()'
    err_has "$PWD/mod.js:2:15: Uncaught"
    expect 1 jsrun -r ./mod -e 'require("./mod").f()'
    err_has "$PWD/mod.js:2:15: Uncaught"
}

@test "what -e and standard input leave behind shows its source when it fails later" {
    expect 1 jsrun -e 'setTimeout(function () { null.x; }, 1);'
    err_has $'[eval]:1:31: Uncaught TypeError: cannot read property \'x\' of null\nsetTimeout(function () { null.x; }, 1);\n'
    expect 1 jsrun -p 'process.nextTick(function () { a.b; }); 1'
    err_has '[eval]:1:32: Uncaught ReferenceError'
    printf '%s\n' '// one' 'var a = 1;' ' a.b.c;' >script
    expect 1 jsrun - <script
    err_has $'[stdin]:3:6: Uncaught TypeError: cannot read property \'c\' of undefined\n a.b.c;\n     ^\n'
    printf '%s\n' 'process.on("exit", function () {' '  undefined.x;' '});' >script
    expect 1 jsrun - <script
    err_has $'[stdin]:2:13: Uncaught TypeError: cannot read property \'x\' of undefined\n  undefined.x;\n'
}

@test "an error is shown with its cause and what the program gave it, and what is no error as it is" {
    file app.js 'var inner = new Error("inner");' 'inner.code = "EIN";' \
        'throw Object.assign(new TypeError("outer", { cause: inner }), { at: { line: 7 } });'
    expect 1 jsrun app.js
    err_has "$PWD/app.js:3:21: Uncaught TypeError: outer"
    err_has $'\n{\n  at: { line: 7 },\n  [cause]: Error: inner\n'
    err_has "    code: 'EIN'"
    expect 1 jsrun -e 'throw new AggregateError([1, "two"], "many")'
    err_has "{ [errors]: [ 1, 'two' ] }"
    expect 1 jsrun -e 'throw { a: 1, b: [2] }'
    err_is 'Uncaught { a: 1, b: [ 2 ] }'
    expect 1 jsrun -e 'throw "text"'
    err_is 'Uncaught text'
    expect 1 jsrun -e 'require("fs").readFileSync("/nowhere")'
    err_lacks errno
    expect 1 jsrun -e 'var err = new Error("odd"); Object.defineProperty(err, "x", { enumerable: true, get: function () { throw 1; } }); throw err'
    err_has 'Uncaught Error: odd'
}

@test "a syntax error in a module shows that module" {
    file mod.js 'var a = 1;' 'var b = [1, 2' 'var c;'
    file app.js 'require("./mod");'
    expect 1 jsrun app.js
    err_has "$PWD/mod.js:3:1: Uncaught SyntaxError"
    err_has $'\nvar c;\n^'
}

@test "a function of a blob shows its source, which the blob has, or else the file while it is as it was" {
    file app.js 'function f() {' '    null.x;' '}'
    expect 0 gen_snapshot -o whole.bin app.js
    expect 0 gen_snapshot --strip-source -o app.bin app.js
    file main.js 'f();'
    expect 1 jsrun --snapshot app.bin main.js
    err_has $'app.js:2:10: Uncaught TypeError: cannot read property \'x\' of null\n    null.x;\n         ^\n'
    file app.js 'function f() {' '    other.x;' '}'
    expect 1 jsrun --snapshot app.bin main.js
    err_has 'app.js:2: Uncaught TypeError'
    err_lacks '^'
    expect 1 jsrun --snapshot whole.bin main.js
    err_has $'app.js:2:10: Uncaught TypeError: cannot read property \'x\' of null\n    null.x;\n         ^\n'
    rm app.js
    expect 1 jsrun --snapshot app.bin main.js
    err_has 'app.js:2: Uncaught TypeError'
    err_lacks '^'
}

@test "a method that is not there is blamed on its own line" {
    file app.js 'var o = {};' '' 'o.' '    nothing(1,' '    2);'
    expect 1 jsrun app.js
    err_has "$PWD/app.js:4:5: Uncaught TypeError: undefined not callable"
    expect 0 jsrun -p 'var o = {};
try { o.nothing(); } catch (e) { e.lineNumber }'
    out_is 2
}

@test "what is no script is told so: nothing, folders, blobs, other binary files" {
    expect 1 jsrun nothing.js
    err_has "Uncaught Error: Cannot find module '$PWD/nothing.js'"
    err_has $'\njsrun: nothing.js: cannot open: No such file or directory'
    mkdir folder
    expect 1 jsrun folder
    err_has 'jsrun: folder: there is neither package.json nor index.js in this folder: name a script'
    expect 0 gen_snapshot -o app.bin -e 1
    expect 1 jsrun app.bin
    err_has "app.bin: this is a blob; boot it with 'jsrun --snapshot'"
    printf '\x01\x02`\x03=>' >junk.js
    expect 1 jsrun junk.js
    err_has 'junk.js: this is no text, and so no script; scripts are UTF-8'
    err_lacks 'unsupported'
    expect 1 gen_snapshot -o junk.bin junk.js
    err_has 'gen_snapshot: junk.js: this is no text'
    expect 1 jsrun -e 'require("./nothing")'
    err_lacks 'cannot open'
}

@test "a name of --require, --main or --precompile that is not UTF-8 is refused by that reason" {
    local name=$'a\xff.js' folder=$'d\xff' option
    echo 'exports.x = 7;' >"$name"
    mkdir "$folder"
    cp "$name" "$folder/b.js"
    expect 1 jsrun -r "./$name" -p 1
    err_is "jsrun: ./$name: this name is not UTF-8, which modules are named by; rename it"
    for option in require main precompile; do
        expect 1 gen_snapshot -q -o a.bin "--$option=$name" -e 'print("startup code")'
        [ "${stderr%%$'\n'*}" = "gen_snapshot: $name: this name is not UTF-8, which modules are named by; rename it" ] ||
            show "$option"
        out_is ''
        [ ! -e a.bin ]
    done
    echo 'exports.y = 1;' >ok.js
    cd "$folder"
    expect 1 jsrun -r ./b.js -p 1
    err_is "jsrun: ./b.js: the name of its folder is not UTF-8, which modules are named by; rename it"
    expect 0 jsrun -r fs -r "${PWD%/*}/ok.js" -p 1
    for option in require main precompile; do
        expect 1 gen_snapshot -q -o a.bin "--$option=./b.js"
        err_has "gen_snapshot: ./b.js: the name of its folder is not UTF-8" || return
    done
    # A main function has no file.
    expect 0 gen_snapshot -q -o a.bin --train . \
        -e 'require("v8").startupSnapshot.setDeserializeMainFunction(function () { print("main"); });'
    expect 0 jsrun --snapshot a.bin
    out_is main
    cd ..
    expect 1 gen_snapshot -q -o a.bin --train "$name" -e 'print("startup code")'
    err_is "gen_snapshot: $name: this name is not UTF-8, which modules are named by; rename it, or use --bare"
    out_is ''
}

@test "an empty name, of a variable that is not set, is told" {
    echo 'print("index")' >index.js
    for command in jsrun 'gen_snapshot -q -o a.bin' 'gen_snapshot -q --module -o a.bin' 'jsrun --check'; do
        # shellcheck disable=SC2086 # words
        expect 9 $command ''
        err_has ': the name of the script is empty'
        out_is ''
    done
    for command in 'jsrun -r' 'gen_snapshot -q -o a.bin -r'; do
        # shellcheck disable=SC2086 # words
        expect 9 $command '' index.js
        err_has ': --require needs the name of a module'
    done
    expect 14 jsrun --snapshot '' index.js
    err_is "jsrun: '': cannot open: No such file or directory"
    expect 14 gen_snapshot --base '' -o a.bin -e 1
    err_is "gen_snapshot: '': cannot open: No such file or directory"
    expect 1 gen_snapshot --config ''
    err_is "gen_snapshot: '': cannot read: No such file or directory"
    expect 0 jsrun -p 'process.argv[3]' a ''
    out_is ''
}

@test "--main and --train say why their script cannot be run" {
    mkdir folder
    for option in main train; do
        expect 1 gen_snapshot -q -o a.bin --$option nothere.js -e ''
        err_has 'gen_snapshot: nothere.js: cannot open: No such file or directory'
        expect 1 gen_snapshot -q -o a.bin --$option folder -e ''
        err_has 'gen_snapshot: folder: there is neither package.json nor index.js in this folder: name a script'
        err_has "gen_snapshot: --$option=folder: no blob written"
    done
}

@test "a folder whose package.json names no file is not told to have none" {
    mkdir pkg
    echo '{"main": "nothere.js"}' >pkg/package.json
    expect 1 jsrun pkg
    err_has 'Please verify that the package.json has a valid "main" entry'
    err_lacks neither
}

@test "a script whose name is not UTF-8 is refused by that reason, but for --bare" {
    local name=$'a\xff.js' folder=$'d\xff'
    echo 'var x = 7;' >"$name"
    mkdir "$folder"
    cp "$name" "$folder/b.js"
    expect 1 gen_snapshot -o a.bin "$name"
    err_has ".js: this name is not UTF-8, which modules are named by; rename it, or use --bare"
    expect 1 gen_snapshot -o a.bin --module "./$name"
    err_has 'this name is not UTF-8'
    expect 1 gen_snapshot -o a.bin --context "c=$name" -e ''
    err_has 'this name is not UTF-8'
    expect 1 gen_snapshot -o a.bin --train "$name" -e 'print("startup code")'
    out_is ''
    err_is "gen_snapshot: $name: this name is not UTF-8, which modules are named by; rename it, or use --bare"
    expect 0 gen_snapshot --bare -o a.bin "$name"
    expect 0 jsrun --bare --snapshot a.bin -p x
    out_is 7
    cd "$folder"
    expect 1 gen_snapshot -o b.bin b.js
    err_has "gen_snapshot: b.js: the name of its folder is not UTF-8"
    expect 0 gen_snapshot -q -o b.bin - <b.js
    cp b.js ../c.js
    expect 0 gen_snapshot -q -o b.bin ../c.js
    cd ..
    cp "$name" $'\xef\xbf\xbd.js'
    expect 0 gen_snapshot -q -o c.bin $'\xef\xbf\xbd.js'
}

@test "a script that came through a pipe is not read again" {
    mkfifo script
    echo 'class A {}' >script &
    expect 1 timeout 20 jsrun script
    err_has 'SyntaxError'
}
