#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What a run has of its own and no blob ever holds: arguments, environment, folder,
# process number, time zone, clock, random numbers.

load helpers

@test "random numbers differ from boot to boot" {
    for bare in '' --bare; do
        # A script that has drawn some already.
        # shellcheck disable=SC2086
        blob a.bin 'for (var i = 0; i < 10; i++) Math.random();' $bare
        for _ in {1..6}; do
            jsrun --snapshot a.bin -e 'print(Math.random(), Math.random())'
        done >numbers
        [ "$(tr ' ' '\n' <numbers | sort -u | wc -l)" = 12 ]
    done
}

@test "the time zone is that of the run" {
    file app.js 'var epoch = new Date(0), seen = epoch.getHours() + " " + epoch.getTimezoneOffset();'
    TZ=America/New_York gen_snapshot app.js
    cp app.bin first.bin
    TZ=UTC gen_snapshot app.js
    cmp first.bin app.bin
    [ -e /usr/share/zoneinfo/Asia/Tokyo ] && tokyo=Asia/Tokyo || tokyo=JST-9
    TZ=$tokyo expect 0 jsrun --snapshot app.bin -e 'print(seen, "-", epoch.getHours(), epoch.getTimezoneOffset(), new Date(1970, 0, 1, 9).getTime())'
    out_is '0 0 - 9 -540 0'
    TZ=UTC expect 0 jsrun --snapshot app.bin -e 'print(epoch.getHours(), epoch.getTimezoneOffset())'
    out_is '0 0'
}

@test "the clock is that of the run" {
    file app.js 'var built = Date.now(), up = process.uptime(), hr = process.hrtime();'
    gen_snapshot app.js
    before=$(date +%s)
    expect 0 jsrun --snapshot app.bin -e 'print(Math.floor(Date.now() / 1000), built < 1e6, process.uptime() < 60, up < 60)'
    read -r now rest <<<"$output"
    [ "$rest" = 'true true true' ] || show 'clock'
    [ "$now" -ge "$before" ] && [ "$now" -le "$(date +%s)" ]
}

@test "arguments are those of the run, in an array that was kept too" {
    file app.js 'var argv = process.argv, seen = argv.length, args = argv.slice(2);'
    gen_snapshot app.js
    file main.js 'print(argv === process.argv, argv.slice(2).join(), args.length, argv[1] === __filename);'
    expect 0 jsrun --snapshot app.bin main.js one two
    out_is 'true one,two 0 true'
    expect 0 jsrun --snapshot app.bin -e 'print(argv.slice(1).join(), process.execPath)' three
    out_is "[eval],three $(realpath "$BUILD")/jsrun"
}

@test "arguments that were looked at and not kept are not in the blob, and no boot fills them" {
    arrays() {
        gen_snapshot -o app.bin -e "$1"
        gen_snapshot --info app.bin | grep -o '"array":{"count":[0-9]*'
    }
    none=$(arrays '"none"')
    [ "$(arrays 'process.argv.slice(1); process.argv.pop()')" = "$none" ]
    expect 0 jsrun --snapshot app.bin -e 'print(process.argv.slice(1).join())' one two
    out_is '[eval],one,two'
    for kept in 'var a = process.argv' 'process.argv.mark = 1' 'Object.setPrototypeOf(process.argv, { mark: 2 })' \
        'a = { a: [process.argv] }'; do
        [ "$(arrays "$kept")" != "$none" ] || show "$kept"
    done
    gen_snapshot -o app.bin -e 'process.argv.mark = 1'
    expect 0 jsrun --snapshot app.bin -e 'print(process.argv.mark, process.argv.slice(1).join())' one
    out_is '1 [eval],one'
    gen_snapshot -o app.bin -e 'var frozen = Object.freeze(process.argv)'
    expect 0 jsrun --snapshot app.bin -e 'print(process.argv.slice(1).join(), frozen.slice(1).join())' one
    out_is '[eval],one [eval]'
    for locked in '"0", { configurable: false }' '"length", { writable: false }'; do
        gen_snapshot -o app.bin -e "var locked = Object.defineProperty(process.argv, $locked)"
        expect 0 jsrun --snapshot app.bin -e 'print(process.argv.slice(1).join(), locked === process.argv)' one
        out_is '[eval],one false'
        # What it was when it was locked: its last element too.
        expect 0 jsrun --snapshot app.bin -e 'print(locked.length, locked[1])' one
        out_is '2 [eval]'
    done
    gen_snapshot -o app.bin -e 'var marked = Object.defineProperty(process.argv, "mark", { value: 3 })'
    expect 0 jsrun --snapshot app.bin -e 'print(marked === process.argv, marked.mark, marked.slice(1).join())' one
    out_is 'true 3 [eval],one'
}

@test "the program's path is where it is, however it was started" {
    gen_snapshot -o app.bin -e 'var argv = process.argv;'
    mkdir .bin
    cp "$(realpath "$BUILD")/jsrun" .bin/own
    ln -s own .bin/link
    ln -s .bin dir
    own=$(realpath .bin/own)
    start() {
        expect 0 bash -c "$1"
        out_is "$own $own"
    }
    tell="--snapshot app.bin -e 'print(argv[0], process.execPath)'"
    start "PATH=$PWD/.bin own $tell"
    start "PATH=$PWD/.bin link $tell"
    start "PATH=$PWD/dir own $tell"
    start "PATH=$PWD/./.bin own $tell"
    start "PATH=$PWD/.bin/../.bin own $tell"
    start "PATH=$PWD//.bin own $tell"
    start "PATH=.bin own $tell"
    start ".bin/own $tell"
    start "$own $tell"
    start "$PWD/.bin/link $tell"
    start "$PWD/dir/own $tell"
    start "exec -a odd $own $tell"
    start "exec -a /bin/ls $own $tell"
    start "exec -a $own .bin/link $tell"
    expect 0 bash -c "exec -a /bin/ls $own -p process.argv0"
    out_is /bin/ls
    # The name that the kernel was given is that of the script here.
    { echo "#!.bin/own" && echo 'print(process.argv[0], process.execPath)'; } >script
    chmod +x script
    start ./script
    start "$PWD/script"
}

@test "the environment is that of the run, in an object that was kept too" {
    file app.js 'var env = process.env, seen = [env.HOME, env.SECRET, Object.keys(env).length].join();' \
        'env.BUILT = "at build";'
    SECRET=abracadabra gen_snapshot app.js
    file main.js 'print(seen, env.SECRET, process.env.SECRET, env.BUILT, "SECRET" in env);'
    SECRET=open_sesame expect 0 jsrun --snapshot app.bin main.js
    out_is ',,0 open_sesame open_sesame undefined true'
    expect 0 jsrun --snapshot app.bin main.js
    out_is ',,0 undefined undefined undefined false'
}

@test "folder and process number are those of the run" {
    file app.js 'var pid = process.pid, ppid = process.ppid, cwd = process.cwd();'
    gen_snapshot app.js
    mkdir other
    file main.js 'var parts = [process.pid !== pid || pid === 0, process.pid > 1, process.cwd(), cwd]; print(parts.join());'
    cd other
    expect 0 jsrun --snapshot ../app.bin ../main.js
    out_is "true,true,$(pwd -P),/snapshot"
    expect 0 bash -c 'jsrun --snapshot ../app.bin -e "print(process.pid)" & echo $!; wait'
    [ "${lines[0]}" = "${lines[1]}" ] || show 'the process number is wrong'
}

@test "output goes to the streams of the run" {
    file app.js 'var out = process.stdout, c = console; out.write("at build\n");'
    gen_snapshot app.js >build.txt
    [ "$(cat build.txt)" = 'at build' ]
    expect 0 jsrun --snapshot app.bin -e 'out.write("out\n"); c.log("log"); process.stderr.write("err\n")'
    out_is $'out\nlog'
    err_is err
}

@test "no path and nothing of the environment is in a blob" {
    mkdir -p secret-folder/app
    cd secret-folder/app
    file dep.js 'exports.where = [__filename, __dirname, module.paths.join()];'
    file app.js 'var dep = require("./dep"), keep = [process.cwd(), process.argv, process.env, require.resolve("./dep"), new Error("e").stack, Duktape.env];'
    export HOME=/home/secret-home USER=secret-user SECRET=secret-value
    for option in --quiet --module --bare; do
        [ $option != --bare ] || echo 'var keep = [new Error("e").stack, Duktape.env];' >app.js
        gen_snapshot "$option" -o app.bin app.js
        for word in secret-folder secret-home secret-user secret-value "$BUILD" "$BATS_TEST_TMPDIR"; do
            ! grep -aqF -- "$word" app.bin || { echo "the blob has '$word'"; return 1; }
        done
    done
}

@test "the same bytes in another folder, environment, time zone and by another path" {
    mkdir -p one two/three
    file one/app.js 'var dep = require("./dep"), keep = [__filename === undefined, require.resolve("./dep")];'
    sed -i 's/__filename === undefined/typeof __filename/' one/app.js
    file one/dep.js 'module.exports = { name: __filename, e: new Error("x").stack, t: new Date(), r: Math.random() };'
    cp one/*.js two/three
    (cd one && gen_snapshot app.js)
    (cd two/three && env -i TZ=Asia/Tokyo LANG=de_DE.UTF-8 MALLOC_PERTURB_=99 A=b "$BUILD/gen_snapshot" -q -o ../../other.bin app.js)
    cmp one/app.bin other.bin
    (cd one && setarch -R "$BUILD/gen_snapshot" -o ../third.bin app.js)
    cmp one/app.bin third.bin
}

@test "what a build tells its scripts about process and machine is the same everywhere" {
    mkdir here there
    cp "$BUILD/gen_snapshot" here
    cp "$BUILD/gen_snapshot" there/other-name
    for value in 'process.argv.slice()' process.execPath process.argv0 process.title process.pid process.ppid \
        'process.uptime()' 'process.hrtime()' 'process.memoryUsage()' 'require("os").uptime()' \
        'require("os").homedir()' 'require("os").tmpdir()' 'Object.keys(process.env)'; do
        HOME=/home/a TMPDIR=/tmp/a here/gen_snapshot -q -o a.bin -e "var x = JSON.stringify($value)"
        HOME=/home/b TMPDIR=/tmp/b there/other-name -q -o b.bin -e "var x = JSON.stringify($value)"
        cmp a.bin b.bin || { printf '%s differs\n' "$value"; failed=yes; }
    done
    [ -z "${failed:-}" ]
}

@test "what cannot be a script, and what cannot be written, is told before anything runs" {
    for command in jsrun 'gen_snapshot -o x.bin'; do
        read -ra words <<<"$command"
        expect 1 timeout 60 "${words[@]}" /dev/zero
        err_has "EFBIG: file too large, read '/dev/zero'"
    done
    blob app.bin 'var x'
    expect 9 gen_snapshot app.bin
    err_has "name the blob with --output: 'app.bin' gives it no name of its own"
    expect 9 jsrun --stack-size 1 -e 1
    err_has "--stack-size is at least 16k, not '1'"
    expect 0 jsrun --stack-size 16k -p 1
    expect 9 jsrun --bare -r path -e 1
    err_has '--bare has no modules: leave out --require'
    for words in '--info app.bin --info app.bin' '--info app.bin --validate app.bin'; do
        read -ra list <<<"$words"
        expect 9 gen_snapshot "${list[@]}"
        err_has '--info and --validate: one of them, and one blob'
    done
    for size in 1k 4k; do
        expect 1 gen_snapshot -o x.bin --memory-limit $size -e 'var x'
        err_has 'out of memory'
    done
    file app.js 'print("runs");'
    for option in -o --exe --depfile --report; do
        expect 1 gen_snapshot $option none/x app.js
        err_is 'gen_snapshot: none/x: cannot write: No such file or directory'
        out_is ''
        expect 1 gen_snapshot $option app.js/x app.js
        err_is 'gen_snapshot: app.js/x: cannot write: Not a directory'
    done
    folder_is app.bin app.js
}
