#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot --exe: one program of jsrun and a blob; --config: options from a file.

load helpers

# program: app.js with a main function that prints its arguments.
program() {
    file app.js 'var greeting = "hello";' \
        'require("v8").startupSnapshot.setDeserializeMainFunction(function () {' \
        '    console.log([greeting].concat(process.argv.slice(2)).join(" "));' \
        '    if (process.argv[2] === "exit") process.exit(7);' '    if (process.argv[2] === "throw") lost();' '});'
}

@test "--exe makes a program that needs nothing beside it and takes all words for itself" {
    program
    expect 0 gen_snapshot --exe app app.js
    folder_is app app.js
    [ -x app ]
    mkdir away
    mv app away/app
    cd away
    expect 0 ./app a --version -e --snapshot x
    out_is 'hello a --version -e --snapshot x'
    expect 7 ./app exit
    expect 1 ./app throw
    err_like "^app.js:5:38: Uncaught ReferenceError: identifier 'lost' undefined"
    expect 0 env JSRUN_SNAPSHOT=/nowhere JSRUN_VERIFY=nothing ./app
    out_is hello
    expect 0 bash -c './app | cat'
    expect 0 env PATH="$PWD:$PATH" bash -c 'cd /; app x'
    out_is 'hello x'
}

@test "--exe: process.argv is [execPath, entry, ...args], as for all programs" {
    file app.js 'require("v8").startupSnapshot.setDeserializeMainFunction(function () { print(process.argv.join("|"), process.execPath); });'
    expect 0 gen_snapshot --exe app app.js
    expect 0 ./app one
    out_is "$PWD/app|$PWD/app|one $PWD/app"
}

@test "--exe: strip and objcopy leave the blob where the program finds it" {
    command -v strip >/dev/null || skip 'no binutils here'
    program
    expect 0 gen_snapshot --exe app app.js
    strip -o stripped app
    [ "$(stat -c %s stripped)" -lt "$(stat -c %s app)" ]
    expect 0 ./stripped x
    out_is 'hello x'
    objcopy --dump-section .jsboot.blob=blob.bin app
    expect 0 jsrun --snapshot blob.bin y
    out_is 'hello y'
    blob other.bin 'var x = 5; require("v8").startupSnapshot.setDeserializeMainFunction(function () { print(x); });'
    for name in app stripped; do
        objcopy --update-section .jsboot.blob=other.bin "$name" "$name.other"
        expect 0 "./$name.other"
        out_is 5
        objcopy --update-section .jsboot.blob=blob.bin "$name.other" "$name.back"
        expect 0 "./$name.back" z
        out_is 'hello z'
    done
    objcopy --remove-section .jsboot.blob app gone
    expect 14 ./gone
    err_is "gone: $PWD/gone: its blob is gone, the section .jsboot.blob: make the program again"
}

@test "--exe: what a program has to say begins with the name that it was called by" {
    program
    expect 0 gen_snapshot --exe app app.js
    said='standard output: cannot write: No space left on device'
    expect 1 bash -c './app >/dev/full'
    err_is "app: $said"
    expect 1 bash -c "$PWD/app >/dev/full"
    err_is "app: $said"
    ln -s app link
    expect 1 bash -c 'PATH=$PWD; link >/dev/full'
    err_is "link: $said"
    expect 1 bash -c 'exec -a some/other ./app >/dev/full'
    err_is "other: $said"
    expect 1 bash -c 'jsrun -p 1 >/dev/full'
    err_is "jsrun: $said"
}

@test "--exe: a program whose blob was put there without a main function" {
    command -v objcopy >/dev/null || skip 'no binutils here'
    program
    expect 0 gen_snapshot --exe app app.js
    blob none.bin 'var x = 5'
    objcopy --update-section .jsboot.blob=none.bin app
    for words in '' other.js "''"; do
        expect 14 bash -c "echo 'print(1)' | ./app $words"
        err_is "app: $PWD/app: its blob has no main function: make the program again"
    done
}

@test "--exe: a program as it was made does not look for its blob" {
    program
    expect 0 gen_snapshot --exe app app.js
    LC_ALL=C sed 's/\.jsboot\.blob/.jsboot.none/g' app >renamed
    chmod +x renamed
    expect 0 ./renamed x
    out_is 'hello x'
    expect 14 gen_snapshot --info renamed
}

@test "--exe: a program that is cut short" {
    program
    expect 0 gen_snapshot --exe app app.js
    read -r off size < <(readelf -SW app | sed -nE 's/.* \.jsboot\.blob +PROGBITS +0+ +([0-9a-f]+) +([0-9a-f]+) .*/\1 \2/p')
    # part of the blob, of its header, none of it
    for len in $((0x$off + 0x$size / 2)) $((0x$off + 1000)) $((0x$off)) $((0x$off - 70000)); do
        head -c "$len" app >cut
        chmod +x cut
        expect 14 ./cut
        err_like "^cut: $PWD/cut: "'(the blob is cut short: |the blob has [0-9]* bytes, its header says |nothing of a blob is there: )'
    done
    # Where strip has moved the sections, their list is looked for, which is at the end.
    command -v strip >/dev/null || skip 'no binutils here'
    strip -o stripped app
    for less in 1 $((0x$size / 2)) $((0x$size + 100)); do
        head -c -"$less" stripped >cut
        expect 14 ./cut
        err_is "cut: $PWD/cut: its blob is gone, the section .jsboot.blob: make the program again"
    done
}

@test "--exe: damage is told of the program's file, not of /proc/self/exe" {
    program
    expect 0 gen_snapshot --exe app app.js
    off=$(readelf -SW app | sed -nE 's/.* \.jsboot\.blob +PROGBITS +0+ +([0-9a-f]+) .*/\1/p')
    printf '\377' | dd of=app bs=1 seek=$((0x$off + 40)) conv=notrunc status=none
    mkdir sub && cd sub && ln -s ../app link
    expect 14 ./link
    err_like "^link: ${PWD%/sub}/app: "
    err_lacks /proc/
}

@test "--exe works on a base, with contexts, and is reproducible" {
    program
    blob lib.bin 'var lib = 1;'
    expect 0 gen_snapshot --base lib.bin --verify-reproducible --exe app app.js
    expect 0 gen_snapshot --base lib.bin --exe again app.js
    cmp app again
    expect 0 ./app x
    out_is 'hello x'
    file c.js 'greeting = "bye";'
    expect 0 gen_snapshot --exe app --context c=c.js --depfile app.d app.js
    expect 0 ./app
    out_is hello
    expect 0 head -1 app.d
    out_is 'app: \'
}

@test "--exe: what cannot be a program" {
    expect 1 gen_snapshot --exe app -e 'var x'
    err_is "gen_snapshot: --exe: the program has no main function: set one with require('v8').startupSnapshot.setDeserializeMainFunction()"
    for words in '-o x' '--bare' '--verity'; do
        # shellcheck disable=SC2086
        expect 9 gen_snapshot --exe app $words -e 'var x'
    done
    [ ! -e app ] && [ ! -e x ]
    mkdir bin
    cp "$BUILD/gen_snapshot" bin
    expect 1 bin/gen_snapshot --exe app -e 'var x'
    err_is "gen_snapshot: --exe: jsrun is not where gen_snapshot's installation has it: beside gen_snapshot or in ../libexec/jsboot"
    echo junk >bin/jsrun
    expect 1 bin/gen_snapshot --exe app -e 'var x'
    err_like 'bin/jsrun is no jsrun of version .*: install both commands together'
    rm bin/jsrun
    mkdir -p libexec/jsboot
    cp "$BUILD/jsrun" libexec/jsboot
    program
    expect 0 bin/gen_snapshot --exe app app.js
    expect 1 gen_snapshot --exe /dev/full app.js
    err_is 'gen_snapshot: /dev/full: cannot write: No space left on device'
}

@test "--config: options from a file, those of the command line decide" {
    file app.js 'var seen = typeof module + Math.random();'
    file jsboot.json '{' '  "output": "a.bin",' '  "module": false,' '  "seed": 5,' '  "eval": ["var one = 1;", "var two = 2;"],' \
        '  "io": "report",' '  "entries": ["app.js"]' '}'
    expect 0 gen_snapshot --config jsboot.json
    expect 0 gen_snapshot --seed=5 -o b.bin -e 'var one = 1;' -e 'var two = 2;' --io=report app.js
    cmp a.bin b.bin
    expect 0 gen_snapshot --config=jsboot.json --output c.bin --seed 6
    [ -e c.bin ]
    ! cmp -s a.bin c.bin
}

@test "--config: a pipe will do" {
    expect 0 gen_snapshot --config <(echo '{"output": "piped.bin", "eval": "var x = 3"}')
    expect 0 jsrun --snapshot piped.bin -p x
    out_is 3
}

@test "--config: what is wrong is named with the file" {
    bad() {
        printf '%s\n' "$1" >c.json
        expect 9 gen_snapshot --config c.json
        err_has "$2"
    }
    bad '{"outptu": "x"}' "c.json: unknown key 'outptu'; did you mean 'output'?"
    bad '{"zzzzzzzz": 1}' "c.json: unknown key 'zzzzzzzz'"
    bad '{"module": "yes"}' "c.json: 'module' is true or false"
    bad '{"output": true}' "c.json: 'output' needs a text or a number"
    bad '{"output": {}}' "c.json: 'output' is neither a text, a number, true nor false"
    bad '{"entries": "app.js"}' "c.json: 'entries' is a list of scripts"
    bad '{"entries": ["--bare"]}' "c.json: write the entry '--bare' with ./ before it"
    bad '[]' 'c.json: is no object in JSON'
    bad '{"eval": "1"} {"eval": "2"}' 'c.json: there is more than one object in JSON'
    bad '{"eval": "1\u0000 2"}' "c.json: 'eval' has a zero byte in it"
    bad '{"a":' 'c.json:'
    bad $'{\n"output": x}' 'c.json:2: is no JSON: '
    bad '{"config": "c.json"}' "c.json: unknown key 'config'"
    truncate -s 17M c.json
    expect 1 gen_snapshot --config c.json
    err_is 'gen_snapshot: c.json: cannot read: File too large'
    expect 1 gen_snapshot --config .
    err_is 'gen_snapshot: .: cannot read: Is a directory'
    expect 1 gen_snapshot --config nowhere.json
    err_is 'gen_snapshot: nowhere.json: cannot read: No such file or directory'
    expect 9 gen_snapshot --conf=c.json -e 1
    err_has '--config: once, and written in full'
}

@test "--exe: what looks at blobs looks at programs too" {
    program
    expect 0 gen_snapshot --exe tool1 app.js
    objcopy --dump-section .jsboot.blob=blob.bin tool1
    strip -o tool2 tool1
    for name in tool1 tool2; do
        for option in --info --validate '--info --json' --dump=json '--why greeting'; do
            read -ra words <<<"$option"
            [ "$option" != '--info --json' ] || words=(--json --info)
            expect 0 gen_snapshot "${words[@]}" "$name"
            found=${output//$name/NAME}
            expect 0 gen_snapshot "${words[@]}" blob.bin
            [ "$found" = "${output//blob.bin/NAME}" ] || show "$option: $found"
        done
        mkdir "$name.d"
        expect 0 gen_snapshot --extract "$name" -C "$name.d"
        cmp app.js "$name.d/app.js"
        expect 0 gen_snapshot --diff "$name" blob.bin
        out_has 'no difference'
    done
    expect 14 gen_snapshot --info "$BUILD/jsrun"
    err_has 'not a snapshot blob'
}

@test "--config is an input for make, and says so in the report" {
    program
    echo '{"entries": ["app.js"], "quiet": true, "output": "a.bin"}' >c.json
    expect 0 gen_snapshot --config c.json --depfile d --report r
    [ "$(cat d)" = $'a.bin: \\\n  app.js \\\n  c.json\n\napp.js:\n\nc.json:' ] || show "$(cat d)"
    grep -q '"config":"c.json"' r
    expect 0 gen_snapshot -q app.js -o b.bin --report r
    grep -q '"config":null' r
    for option in --depfile --report --output; do
        expect 9 gen_snapshot --config c.json $option c.json
        err_has "$option: it would replace 'c.json', which is an input"
    done
    # Its entries do not end the options.
    POSIXLY_CORRECT=1 expect 0 gen_snapshot --config c.json -o p.bin
    [ -s p.bin ]
}
