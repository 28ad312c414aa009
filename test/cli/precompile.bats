#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot --main and --precompile: what is compiled when the blob is made and runs after boot.

load helpers

# program: cli.js with a module, a package, data, and a file that the engine cannot parse.
program() {
    mkdir -p lib node_modules/pkg/dist
    file startup.js 'var ready = { n: 42 };'
    file cli.js '#!/usr/bin/env jsrun' 'var a = require("./lib/a"), pkg = require("pkg");' \
        'console.log(process.argv.slice(1).join(), __filename, __dirname, module.id, require.main === module);' \
        'console.log(a.name(), pkg, require("./lib/data.json").k, require("./lib/a") === a, ready.n);' \
        'if (process.argv[2] === "fail") a.fail();' \
        'if (process.argv[2] === "exit") process.exit(7);' \
        'if (process.argv[2] === "es6") require("./lib/es6");' \
        'if (process.argv[2] === "none") require("./lib/" + "none");'
    file lib/a.js 'exports.name = function name() { return __filename; };' \
        'exports.fail = function fail() {' '    var o;' '    return   o.missing();' '};'
    file lib/data.json '{"k": "data"}'
    file lib/es6.js 'let x = () => 1;'
    file node_modules/pkg/package.json '{"name": "pkg", "main": "dist/main"}'
    file node_modules/pkg/dist/main.js 'module.exports = "pkg" + require("./more");'
    file node_modules/pkg/dist/more.js 'module.exports = 5;'
}

@test "--main: the blob runs the script, with all that it requires, in any folder" {
    program
    expect 0 gen_snapshot -q -o app.bin --main cli.js startup.js
    mkdir away
    mv app.bin away
    rm -r cli.js lib node_modules startup.js
    cd away
    expect 0 jsrun --snapshot app.bin x y
    out_is "/snapshot/cli.js,x,y /snapshot/cli.js /snapshot . true
/snapshot/lib/a.js pkg5 data true 42"
    expect 7 jsrun --snapshot app.bin exit
    expect 0 jsrun --snapshot app.bin -p 'ready.n'
    out_is 42
}

@test "--main: errors have the place that they have in the script" {
    program
    expect 0 gen_snapshot -q -o app.bin --main cli.js startup.js
    rm -r cli.js lib
    expect 1 jsrun --snapshot app.bin fail
    err_is "lib/a.js:4:16: Uncaught TypeError: cannot read property 'missing' of undefined
    return   o.missing();
               ^
    at fail (lib/a.js:4)
    at [anon] (cli.js:5)"
    expect 1 jsrun --snapshot app.bin es6
    err_like '^lib/es6.js:1:5: Uncaught SyntaxError'
    expect 1 jsrun --snapshot app.bin none
    err_has "Cannot find module './lib/none': it was not loaded when the snapshot was made"
}

@test "--main: the text is not needed, and not looked at" {
    program
    expect 0 gen_snapshot -q --strip-source -o app.bin --main cli.js startup.js
    echo 'broken(' >cli.js
    expect 0 jsrun --snapshot app.bin
    out_has pkg5
    ! grep -q 'o.missing()' app.bin
    expect 1 gen_snapshot --extract app.bin -C out
}

@test "a module that a program has put in the place of process.mainModule stays" {
    file startup.js 'Object.defineProperty(process, "mainModule", { value: 4 });'
    file main.js 'print(process.mainModule);'
    expect 0 gen_snapshot -q -o app.bin startup.js
    expect 0 jsrun --snapshot app.bin main.js
    out_is 4
}

@test "--main: standard input is no script that is there after boot" {
    expect 9 gen_snapshot --main - -o app.bin <<<'1'
    err_has '--main needs the name of a script, in a file'
}

@test "--main alone is enough, names the blob, and makes a program" {
    file hello.js 'console.log("hello", process.argv.length, typeof __dirname);'
    expect 0 gen_snapshot -q --main hello.js
    folder_is hello.bin hello.js
    expect 0 jsrun --snapshot hello.bin a
    out_is 'hello 3 string'
    expect 0 gen_snapshot -q --exe hello --main hello.js
    expect 0 ./hello a b
    out_is 'hello 4 string'
    rm hello
    expect 0 gen_snapshot -q --main hello
    expect 0 jsrun --snapshot hello.bin
    out_is 'hello 2 string'
    echo '{"main": "hello.js", "output": "c.bin", "precompile": ["hello.js"]}' >build.json
    expect 0 gen_snapshot -q --config=build.json
    expect 0 jsrun --snapshot c.bin
    out_is 'hello 2 string'
}

@test "--main: with --keep-paths the script has its real name" {
    program
    expect 0 gen_snapshot -q --keep-paths -o app.bin --main ./cli.js startup.js
    cd /
    expect 0 jsrun --snapshot "$OLDPWD/app.bin"
    out_has "$OLDPWD/cli.js $OLDPWD/cli.js $OLDPWD . true"
}

@test "--main: a link stands for the file that it leads to" {
    program
    mkdir bin
    ln -s ../cli.js bin/tool
    expect 0 gen_snapshot -q -o app.bin --main bin/tool startup.js
    expect 0 jsrun --snapshot app.bin
    out_has '/snapshot/cli.js /snapshot/cli.js'
}

@test "--main: a main function beside it is refused by name, in a later build it is not" {
    file cli.js 'console.log("script");'
    file fn.js 'require("v8").startupSnapshot.setDeserializeMainFunction(function () { console.log("function"); });'
    expect 1 gen_snapshot -o app.bin --main cli.js fn.js
    err_like '^fn.js:1:31: Uncaught Error \[ERR_DUPLICATE_STARTUP_SNAPSHOT_MAIN_FUNCTION\]: Deserialize main function is already configured'
    folder_is cli.js fn.js
    expect 0 gen_snapshot -q -o base.bin --main cli.js
    expect 0 gen_snapshot -q --base base.bin -o fn.bin fn.js
    expect 0 jsrun --snapshot fn.bin
    out_is function
    expect 0 gen_snapshot -q --base fn.bin -o again.bin --main cli.js
    expect 0 jsrun --snapshot again.bin
    out_is script
    expect 0 gen_snapshot -q --base again.bin -o on.bin -e 'var more = 1'
    expect 0 jsrun --snapshot on.bin
    out_is script
}

@test "--main: contexts, callbacks, patched loaders and process.argv in the program's hands" {
    file cli.js 'console.log(name, process.argv.length, process.argv[1], seen);'
    file common.js 'var name = "common", seen = []; var args = process.argv;' \
        'require("v8").startupSnapshot.addDeserializeCallback(function () { seen.push("back"); });'
    file a.js 'name = "a";'
    expect 0 gen_snapshot -q -o app.bin --main cli.js --context a=a.js common.js
    expect 0 jsrun --snapshot app.bin x
    out_is "common 3 /snapshot/cli.js [ 'back' ]"
    expect 0 jsrun --snapshot app.bin --context a
    out_is "a 2 /snapshot/cli.js [ 'back', 'back' ]"
    file patch.js 'var seen = [], name = "p", M = require("module"), old = M.prototype._compile;' \
        'M.prototype._compile = function (text, file) { seen.push(file); return old.call(this, text, file); };'
    expect 0 gen_snapshot -q -o app.bin --main cli.js patch.js
    expect 0 jsrun --snapshot app.bin
    out_is 'p 2 /snapshot/cli.js []'
}

@test "--precompile: a file that is there counts by its text, and keeps its name" {
    program
    file use.js 'var a = require("./lib/a");' 'console.log(a.name());' 'a.fail();'
    expect 0 gen_snapshot -q -o p.bin --precompile lib/a --precompile use.js startup.js
    cp p.bin twice.bin
    expect 1 jsrun --snapshot p.bin use.js
    out_is "$PWD/lib/a.js"
    err_has "at fail ($PWD/lib/a.js:4)
    at [anon] ($PWD/use.js:3)"
    sed -i '1i // one more line' lib/a.js
    expect 1 jsrun --snapshot p.bin use.js
    err_like "^$PWD/lib/a.js:5:16: "
    cmp p.bin twice.bin
}

@test "--precompile: two files of one text are two modules of two names" {
    file a.js 'exports.where = function () { return new Error("x").stack.split("\n")[1]; };'
    cp a.js b.js
    expect 0 gen_snapshot -q -o p.bin --precompile a.js --precompile b.js -e 1
    expect 0 jsrun --snapshot p.bin -p 'var a = require("./a"), b = require("./b"); a.where() + b.where()'
    out_has "$PWD/a.js:1"
    out_has "$PWD/b.js:1"
}

@test "--precompile: a file of the same text takes no name from the blob's own" {
    file a.js 'exports.where = function () {' \
        '    return function inner() { return new Error("x").stack.split("\n")[1].trim(); }; };'
    file m.js 'var a = require("./a"), copy = require(process.argv[2]);' \
        'console.log(a.where()()); console.log(copy.where()());'
    cp a.js copy.js
    expect 0 gen_snapshot -q -o p.bin --main m.js
    expect 0 jsrun --snapshot p.bin "$PWD/copy.js"
    out_is "at inner (a.js:2)
at inner ($PWD/copy.js:2)"
    expect 0 gen_snapshot -q --keep-paths -o p.bin --precompile ./copy --precompile ./a -e 1
    expect 0 jsrun --snapshot p.bin m.js ./copy.js
    out_is "at inner ($PWD/a.js:2)
at inner ($PWD/copy.js:2)"
}

@test "--precompile: below /snapshot and in node_modules the blob's own are found" {
    program
    expect 0 gen_snapshot -q -o p.bin --precompile pkg --precompile ./lib/a startup.js
    rm -r lib node_modules
    expect 0 jsrun --snapshot p.bin -p 'require("pkg") + require("/snapshot/lib/a").name()'
    out_is 'pkg5/snapshot/lib/a.js'
    expect 1 jsrun --snapshot p.bin -p 'require("./lib/a")'
    err_has "Cannot find module './lib/a'"
}

@test "--precompile: with --keep-paths the blob stands in for a file that is gone" {
    program
    expect 0 gen_snapshot -q --keep-paths -o p.bin --precompile lib/a startup.js
    rm -r lib
    expect 0 jsrun --snapshot p.bin -p 'require("./lib/a").name()'
    out_is "$PWD/lib/a.js"
    mkdir lib
    echo 'exports.name = function () { return "new"; };' >lib/a.js
    expect 0 jsrun --snapshot p.bin -p 'require("./lib/a").name()'
    out_is new
}

@test "--precompile and --main take modules of a folder and of an archive" {
    mkdir app
    (cd app && program && file package.json '{"name": "app", "main": "startup.js"}' &&
        file startup.js 'global.ready = { n: 1 };')
    tar czf app.tgz app
    for entry in app app.tgz; do
        expect 0 gen_snapshot -q -o app.bin --main cli.js --precompile lib/data.json "$entry"
        expect 0 jsrun --snapshot app.bin x
        out_is "/snapshot/cli.js,x /snapshot/cli.js /snapshot . true
/snapshot/lib/a.js pkg5 data true 1"
    done
}

@test "--precompile: what startup code loads is loaded once, and stays as it is" {
    file m.js 'exports.n = (global.runs = (global.runs || 0) + 1);'
    file s.js 'require("./m").n = 9;'
    expect 0 gen_snapshot -q -o p.bin --precompile m.js s.js
    expect 0 jsrun --snapshot p.bin -p 'require("/snapshot/m.js").n + " " + runs'
    out_is '9 1'
}

@test "--main and --precompile: inputs are known, and the bytes are the same each time" {
    program
    expect 0 gen_snapshot -q --verify-reproducible --depfile app.d --report r.json -o app.bin \
        --main cli.js --precompile lib/a startup.js
    for name in cli.js lib/a.js lib/data.json lib/es6.js node_modules/pkg/package.json \
        node_modules/pkg/dist/main.js node_modules/pkg/dist/more.js; do
        grep -q "^  $name " app.d
        grep -q "\"path\":\"$name\"" r.json
    done
    expect 0 gen_snapshot --info app.bin
    out_has '{"path":"node_modules/pkg/dist/more.js"'
    out_has ', has a main function'
    expect 0 gen_snapshot -q -o twice.bin --main cli.js --precompile lib/a startup.js
    cmp app.bin twice.bin
    one=$(gen_snapshot --print-key --main cli.js startup.js)
    [ "$one" = "$(gen_snapshot --print-key --main cli.js startup.js)" ]
    [ "$one" != "$(gen_snapshot --print-key --precompile cli.js startup.js)" ]
    echo '//' >>node_modules/pkg/dist/more.js
    [ "$one" != "$(gen_snapshot --print-key --main cli.js startup.js)" ]
}

@test "--main and --precompile: wrong words" {
    file s.js 'var s;'
    file es6.js 'let x = () => 1;'
    expect 1 gen_snapshot -o x.bin --main none.js s.js
    err_is "Uncaught Error: Cannot find module 'none.js'
{ code: 'MODULE_NOT_FOUND', requireStack: [] }
gen_snapshot: none.js: cannot open: No such file or directory
gen_snapshot: --main=none.js: no blob written"
    expect 1 gen_snapshot -o x.bin --precompile none s.js
    err_is "Uncaught Error: Cannot find module 'none'
{ code: 'MODULE_NOT_FOUND', requireStack: [] }
gen_snapshot: --precompile=none: no blob written"
    expect 1 gen_snapshot -o x.bin --main es6.js s.js
    err_like '^es6.js:1:5: Uncaught SyntaxError'
    err_has 'gen_snapshot: --main=es6.js: no blob written'
    expect 9 gen_snapshot -o x.bin --main= s.js
    expect 9 gen_snapshot -o x.bin --precompile= s.js
    expect 9 gen_snapshot -o x.bin --bare --main s.js
    err_has 'gen_snapshot: --bare has no modules: leave out --main and --precompile'
    expect 9 gen_snapshot -o s.js --main s.js
    err_has "gen_snapshot: --output: the blob would replace the script 's.js'"
    expect 0 gen_snapshot -q -o bare.bin --bare s.js
    expect 9 gen_snapshot -o x.bin --base bare.bin --precompile s.js
    err_has 'gen_snapshot: bare.bin is bare and has no modules: leave out --main and --precompile'
    folder_is bare.bin es6.js s.js
}

# told WORD..: the words by which --startup-trace told of source texts, in their order.
told() {
    is=$(awk '/^startup: [a-z]+ [^0-9]/ { print $2, $3 }' <<<"$stderr" | tr '\n' ' ')
    [ "$is" = "$* " ] || show "expected: $*, found: $is"
}

@test "--startup-trace tells of what was compiled in advance" {
    program
    expect 0 gen_snapshot -q -o app.bin --main cli.js startup.js
    expect 0 jsrun --startup-trace --snapshot app.bin
    told precompiled cli.js precompiled lib/a.js precompiled node_modules/pkg/dist/main.js \
        precompiled node_modules/pkg/dist/more.js
    expect 0 gen_snapshot -q -o p.bin --precompile lib/a --precompile pkg startup.js
    file use.js 'require("./lib/a"); require("./lib/es6none");'
    file lib/es6none.js 'var x;'
    cp lib/a.js lib/copy.js
    expect 0 jsrun --startup-trace --snapshot p.bin use.js
    told compiled "$PWD/use.js" precompiled "$PWD/lib/a.js" compiled "$PWD/lib/es6none.js"
    err_like "startup: precompiled $PWD/lib/a.js in [0-9]+ us"
    expect 0 jsrun --startup-trace --compile-cache=c --snapshot p.bin use.js
    expect 0 jsrun --startup-trace --compile-cache=c --snapshot p.bin use.js
    told cached "$PWD/use.js" precompiled "$PWD/lib/a.js" cached "$PWD/lib/es6none.js"
    expect 0 jsrun --startup-trace --snapshot p.bin lib/a.js
    told precompiled "$PWD/lib/a.js"
    expect 0 jsrun --startup-trace --snapshot p.bin -r ./lib/copy lib/a.js
    told precompiled "$PWD/lib/copy.js" precompiled "$PWD/lib/a.js"
}

@test "--precompile: odd texts are found by what their files have" {
    unset LC_ALL
    printf '\357\273\277var s = "\303\244\360\237\230\200"; exports.f = function () { return s; };\n' >marked.js
    printf 'var s = "\344"; exports.f = function () { return escape(s); };\n' >latin1.js
    head -c 12000000 /dev/zero | tr '\0' '/' >big.js
    printf '\n// \303\244\nexports.f = function () { return /VmHWM:\\s*(\\d+)/.exec(require("fs").readFileSync("/proc/self/status", "latin1"))[1]; };\n' >>big.js
    expect 0 gen_snapshot -q -o p.bin --precompile ./marked --precompile ./latin1 --precompile ./big -e 1
    file use.js 'print(require("./marked").f(), require("./latin1").f()); print(require("./big").f());'
    expect 0 jsrun --startup-trace --snapshot p.bin use.js
    told compiled "$PWD/use.js" precompiled "$PWD/marked.js" precompiled "$PWD/latin1.js" \
        precompiled "$PWD/big.js"
    [ "${output%%$'\n'*}" = 'ä😀 %uFFFD' ]
    # The text was not in memory; sanitizers need more.
    [[ $BUILD == */san* ]] || [ "${output##*$'\n'}" -lt 8000 ]
}
