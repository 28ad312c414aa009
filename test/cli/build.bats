#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot: what build tools and caches read and ask: --depfile, --report, --print-key,
# --verify-reproducible.

load helpers

# app: a program with a dependency, a file that it reads, and names that are hard to write down.
app() {
    mkdir -p lib 'odd $x #y'
    file app.js 'var dep = require("./lib/dep"), odd = require("./odd $x #y/m:1\\2");' \
        'var text = require("fs").readFileSync("lib/data.txt", "utf8"), home = process.env.HOME;'
    file lib/dep.js 'exports.a = 1;'
    # shellcheck disable=SC2016 # the name
    file 'odd $x #y/m:1\2.js' 'exports.b = 2;'
    file lib/data.txt hello
}
# json FILE EXPRESSION: of the report r.
json() { node -p "var r = JSON.parse(require('fs').readFileSync('$1', 'utf8')); $2"; }

@test "--depfile: make builds again when an input changes, and only then" {
    app
    printf 'app.bin: app.js\n\tgen_snapshot -q --allow-read=lib --depfile app.d -o $@ app.js\n-include app.d\n' >Makefile
    expect 0 make
    out_has gen_snapshot
    expect 0 make
    out_has 'up to date'
    for input in app.js lib/dep.js lib/data.txt 'odd $x #y/m:1\2.js'; do
        touch -d '+2 seconds' "$input"
        expect 0 make
        out_has 'gen_snapshot' || return
        touch -d '-1 minute' "$input"
        touch app.bin
        expect 0 make
        out_has 'up to date'
    done
    # A file that is gone is no error if nothing needs it any more.
    file app.js 'var x = 1;'
    rm -r lib/dep.js
    touch -d '+2 seconds' app.js
    expect 0 make
}

@test "--depfile: ninja builds again when an input changes, and only then" {
    command -v ninja >/dev/null || skip 'no ninja here'
    app
    printf 'rule gen\n  command = gen_snapshot -q --allow-read=lib --depfile $out.d -o $out app.js\n  depfile = $out.d\n  deps = gcc\nbuild app.bin: gen app.js\n' >build.ninja
    expect 0 ninja
    expect 0 ninja
    out_has 'no work to do'
    for input in lib/dep.js lib/data.txt 'odd $x #y/m:1\2.js'; do
        touch -d '+2 seconds' "$input"
        expect 0 ninja
        out_has gen_snapshot
        touch -d '-1 minute' "$input"
        expect 0 ninja
    done
}

# Each is read by the program as data/NAME: in a folder of its own, with make and with ninja.
@test "--depfile: names with all kinds of characters are read by make and ninja" {
    mkdir data
    # shellcheck disable=SC2016 # the name of the file
    file app.js 'var fs = require("fs"), n = 0;' \
        'fs.readdirSync("data").forEach(function (f) { n += fs.readFileSync("data/" + f, "utf8").length; });'
    printf 'app.bin: app.js\n\tgen_snapshot -q --allow-read=data --depfile app.d -o $@ app.js\n-include app.d\n' >Makefile
    printf 'rule gen\n  command = gen_snapshot -q --allow-read=data --depfile $out.d -o $out app.js\n  depfile = $out.d\n  deps = gcc\nbuild ninja.bin: gen app.js\n' >build.ninja
    # shellcheck disable=SC2016 # names
    local names=('a=b' '=c' 'x y=z' '50%' 'a%b' 'a:b' 'a#b' '$a' 'a$' 'a\b' 'a\ b' 'a b' '#' ':a' '~a' 'a~' 'a(1).b' '[id].js'
        'a,b' '{a}' '@a' '!a' 'ä' 'include a')
    for name in "${names[@]}"; do
        rm -rf data/* app.* ninja.* .ninja*
        file app.js 'var fs = require("fs"), n = 0;' \
            'fs.readdirSync("data").forEach(function (f) { n += fs.readFileSync("data/" + f, "utf8").length; });'
        echo 1 >"data/$name"
        expect 0 make
        expect 0 make
        out_has 'up to date' || return
        touch -d '+2 seconds' "data/$name"
        expect 0 make
        out_has gen_snapshot || return
        [[ $name == *=* || $name == *%* ]] || rm "data/$name"
        expect 0 make
        command -v ninja >/dev/null || continue
        echo 1 >"data/$name"
        expect 0 ninja
        expect 0 ninja -t deps
        [[ $output == *$'\n    data/'"$name"* ]] || show "$name"
        expect 0 ninja
        out_has 'no work to do' || return
    done
}

# The first word behind the target begins a variable for make, if it has a "=".
@test "--depfile: a script with a '=' in its name is an input for make" {
    file 'a=b.js' 'var a;'
    printf 'app.bin:\n\tgen_snapshot -q --depfile app.d -o $@ a=b.js\n-include app.d\n' >Makefile
    expect 0 make
    expect 0 make
    out_has 'up to date'
    touch -d '+2 seconds' 'a=b.js'
    expect 0 make
    out_has gen_snapshot
}

@test "--depfile: a name that make or ninja cannot read is refused" {
    local name
    for name in 'a;b' 'a|b' 'a*b' 'a<b' 'a>b' 'a^b' 'a`b' $'a\tb' $'a\001b' $'a\rb' $'a\177b' 'a\' 'a\#b' 'a\:b' 'a\$b' 'a\=b' 'a ' 'a:' 'a(b)' '~a' \
        '=a' '+=a' '[ij].js'; do
        rm -f ./*
        echo 'var a = 1;' | tee "$name" >i.js
        expect 1 gen_snapshot --depfile d -o a.bin -- "$name"
        err_has "--depfile: '$name': make or ninja cannot read a name " || return
        err_has '; rename the file, or leave out --depfile'
        [ ! -e d ] && [ ! -e a.bin ] || show "$name"
    done
    rm i.js
    expect 0 gen_snapshot -q --depfile d -o a.bin -- "$name"
    for name in 'a=b' 'a%b' 'a&'; do
        expect 1 gen_snapshot --depfile d -o "$name" -e 1
        err_is "gen_snapshot: --depfile: '$name': make cannot read a target with a '=' or a percent sign, or that ends with a '&'; rename it, or leave out --depfile"
    done
}

@test "--depfile: a name with a newline is refused, whichever file has it" {
    mkdir sub
    echo 'var a = 1;' >a.js
    cp a.js $'sub/b\nc.js'
    expect 1 gen_snapshot --depfile d -o a.bin $'sub/b\nc.js'
    err_has "--depfile: 'sub/b"
    err_has 'make or ninja cannot read a name with a newline; rename the file, or leave out --depfile'
    [ ! -e a.bin ] && [ ! -e d ]
    expect 1 gen_snapshot --depfile d -o $'a\n.bin' a.js
    err_has 'with a newline'
    expect 0 gen_snapshot -o $'base\n.bin' a.js
    expect 1 gen_snapshot --depfile d --base $'base\n.bin' -o a.bin -e ''
    err_has 'with a newline'
    expect 0 gen_snapshot --depfile $'d\n' -o a.bin a.js
    [ "$(head -2 $'d\n')" = $'a.bin: \\\n  a.js' ]
}

@test "--depfile names the base and the scripts of contexts" {
    blob base.bin 'var x = 1;'
    file a.js 'var a;'
    file b.js 'var b;'
    expect 0 gen_snapshot --base base.bin --context a=a.js --context b=b.js --depfile d -o app.bin
    [ "$(cat d)" = $'app.bin: \\\n  a.js \\\n  b.js \\\n  base.bin\n\na.js:\n\nb.js:\n\nbase.bin:' ]
    expect 0 gen_snapshot --keep-paths --depfile d -o "$PWD/app.bin" a.js
    [ "$(head -2 d)" = "$PWD/app.bin: \\"$'\n'"  $PWD/a.js" ]
    expect 0 gen_snapshot --keep-paths --depfile d -o app.bin a.js
    [ "$(head -2 d)" = $'app.bin: \\\n  a.js' ]
}

@test "--report says what went in and what came out" {
    app
    expect 0 env HOME=/x gen_snapshot --allow-read=lib --report r.json app.js
    [ "$(json r.json r.schema)" = 1 ]
    [ "$(json r.json r.blob.sha256)" = "$(sha256sum <app.bin | cut -d' ' -f1)" ]
    [ "$(json r.json r.blob.bytes)" = "$(stat -c %s app.bin)" ]
    [ "$(json r.json 'r.inputs.map(function (i) { return i.path; }).join()')" = 'app.js,lib/dep.js,odd $x #y/m:1\2.js,lib/data.txt' ]
    [ "$(json r.json 'r.inputs[1].sha256')" = "$(sha256sum <lib/dep.js | cut -d' ' -f1)" ]
    [ "$(json r.json 'JSON.stringify(r.environment)')" = '[{"name":"HOME","at":"app.js:2","count":1,"allowed":false}]' ]
    [ "$(json r.json 'JSON.stringify(r.touches)')" = '[{"kind":"read","path":"lib/data.txt","native":"fsOpen","at":"app.js:2","count":1,"allowed":true}]' ]
    [ "$(json r.json 'r.kinds.function.count > 100 && r.sections.objects > 1000 && r.times_ms.scripts > 0')" = true ]
    [ "$(json r.json 'r.natives.indexOf("getenv") >= 0')" = true ]
}

@test "--print-key: the same with a report, without one, and from the build" {
    app
    expect 0 gen_snapshot --allow-read=lib --report r.json app.js
    key=$(json r.json r.key)
    [ "${#key}" = 64 ]
    rm app.bin
    expect 0 gen_snapshot --allow-read=lib --print-key app.js
    out_is "$key"
    expect 0 gen_snapshot --allow-read=lib --print-key --report r.json app.js
    out_is "$key"
    [ ! -e app.bin ]
}

@test "--print-key runs nothing while the report holds, and what is printed is no part of it" {
    file app.js 'print("running"); var x = require("./dep");'
    file dep.js '1;'
    expect 0 gen_snapshot -q --report r.json app.js
    expect 0 gen_snapshot -q --print-key --report r.json app.js
    err_is ''
    key=$output
    expect 0 gen_snapshot -q --print-key app.js
    out_is "$key"
    err_is running
    # A file that now comes before the one that was loaded.
    mkdir dep.js.d
    file dep '2;'
    expect 0 gen_snapshot -q --print-key --report r.json app.js
    err_is running
    [ "$output" != "$key" ]
    # It wrote a new report.
    expect 0 gen_snapshot -q --print-key --report r.json app.js
    err_is ''
    rm dep
    touch dep.js
    expect 0 gen_snapshot -q --print-key --report r.json app.js
    out_is "$key"
}

@test "--print-key: what can change a blob changes the key, what cannot does not" {
    app
    key() { gen_snapshot -q --print-key --allow-read=lib "$@" app.js; }
    first=$(key)
    [ "$(key --timeout 100 --memory-limit 1G --verbose -o other.bin)" = "$first" ]
    [ "$(HOME=/y TZ=Asia/Tokyo key)" = "$first" ]
    [ "$(key --seed 1)" != "$first" ]
    [ "$(key -e 1)" != "$first" ]
    [ "$(SOURCE_DATE_EPOCH=5 key)" != "$first" ]
    [ "$(HOME=/x key --allow-env=HOME)" != "$(HOME=/y key --allow-env=HOME)" ]
    file lib/data.txt bye
    [ "$(key)" != "$first" ]
    # The folder does not matter.
    mkdir ../elsewhere.$$
    cp -r . ../elsewhere.$$
    second=$(key)
    cd ../elsewhere.$$
    [ "$(key)" = "$second" ]
    # There is none for a build that does something to others.
    expect 1 gen_snapshot --io=allow --print-key -e 'require("fs").writeFileSync("w", "")'
    err_has 'no key: startup code has changed something outside'
}

@test "--verify-reproducible: two builds are equal, or it says where they are not" {
    app
    expect 0 gen_snapshot --allow-read=lib --verify-reproducible --context a=app.js app.js
    [ -e app.bin ]
    expect 0 gen_snapshot -q --verify-reproducible --bare -o b.bin -e 'var x = Math.random() + Date.now()'
    expect 1 gen_snapshot -o c.bin --allow-read=/proc --verify-reproducible -e 'var app = { config: { id: require("fs").readlinkSync("/proc/self") } }'
    err_like 'c.bin: not reproducible: .* they differ first at byte [0-9]+, in section'
    [ ! -e c.bin ]
    expect 1 gen_snapshot -o c.bin --allow-read=/proc --verify-reproducible -e 'var app = { n: +require("fs").readlinkSync("/proc/self") / 7 }'
    err_like 'in section properties: property table of globalThis.app'
    [ -z "$(find /tmp -maxdepth 1 -name 'jsboot-again.*' -newer app.js)" ]
}

@test "a report or a list of dependencies that cannot be written is an error" {
    for option in --report --depfile; do
        expect 1 gen_snapshot -o a.bin $option /nowhere/x -e ''
        err_has '/nowhere/x'
        [ ! -e a.bin ]
        expect 1 gen_snapshot -o a.bin $option /dev/full -e ''
        err_has '/dev/full: cannot write: No space left on device'
    done
}

# pack: the package pkg and its archive app.tgz.
pack() {
    mkdir -p pkg/lib out
    file pkg/package.json '{"main": "lib/main.js"}'
    file pkg/lib/main.js "require('v8').startupSnapshot.setDeserializeMainFunction(function () {" \
        "console.log('$1'); });"
    tar czf app.tgz -C pkg .
}

@test "--depfile of an archive names the archive, that of a folder what it has read from there" {
    pack one
    file pkg/lib/main.js 'require("fs").readFileSync("../data/x")'
    mkdir data
    file data/x y
    expect 0 gen_snapshot --depfile out/d -o out/app.bin --report out/r --allow-read=data pkg
    [ "$(head -4 out/d)" = $'out/app.bin: \\\n  pkg/package.json \\\n  pkg/lib/main.js \\\n  data/x' ]
    expect 0 gen_snapshot --depfile out/d -o "$PWD/out/app.bin" --allow-read=data pkg
    [ "$(head -2 out/d)" = "$PWD/out/app.bin: \\"$'\n'"  $PWD/pkg/package.json \\" ]
    expect 0 gen_snapshot --depfile out/d -o out/app.bin app.tgz
    [ "$(cat out/d)" = $'out/app.bin: \\\n  app.tgz\n\napp.tgz:' ]
    expect 0 gen_snapshot --depfile out/d -o out/app.bin - <app.tgz
    [ "$(cat out/d)" = 'out/app.bin:' ]
    [ "$(find pkg -type f | wc -l)" = 2 ]
}

@test "--exe and --report of a folder count from the current folder" {
    pack one
    expect 0 gen_snapshot --exe out/app --report out/r pkg
    expect 0 out/app
    out_is one
    [ "$(json out/r 'r.inputs.length')" = 2 ]
}

@test "--print-key of an archive holds as long as its content does" {
    pack one
    expect 0 gen_snapshot --report r --print-key app.tgz
    key=$output
    # Files of these names beside the archive are not those in it.
    cp -r pkg/. .
    file lib/main.js 'console.log("not this one")'
    tar cf other.tar -C pkg .
    for archive in app.tgz other.tar; do
        expect 0 gen_snapshot --report r --print-key "$archive"
        out_is "$key"
    done
    cp -r pkg/. .
    pack two
    expect 0 gen_snapshot --report r --print-key app.tgz
    [ "$output" != "$key" ]
    pack one
    # What nobody has loaded can be looked for.
    file pkg/more.txt more
    tar czf app.tgz -C pkg .
    expect 0 gen_snapshot --print-key app.tgz
    [ "$output" != "$key" ]
}

@test "--print-key: a new file that fits --asset changes the key" {
    file a.js 'var a;'
    file a.txt a
    expect 0 gen_snapshot --report r --print-key --asset '*.txt' a.js
    key=$output
    expect 0 gen_snapshot --report r --print-key --asset '*.txt' a.js
    out_is "$key"
    file b.txt b
    expect 0 gen_snapshot --report r --print-key --asset '*.txt' a.js
    [ "$output" != "$key" ]
}

@test "a script that goes to another folder takes no name of the command line along" {
    mkdir sub out
    file sub/f.txt text
    file a.js 'process.chdir("sub"); var t = require("fs").readFileSync("f.txt", "utf8");' \
        'require("fs").existsSync("none");'
    expect 0 gen_snapshot -q --allow-read=sub --depfile out/d --report out/r -o out/a.bin a.js
    [ "$(head -3 out/d)" = $'out/a.bin: \\\n  a.js \\\n  sub/f.txt' ]
    [ "$(json out/r 'r.looks.filter(function (x) { return x.by == "program"; })[1].path')" = sub/none ]
    expect 0 jsrun --snapshot out/a.bin -p 't'
    out_is text
    expect 0 gen_snapshot -q --allow-read=sub --verify-reproducible -o out/a.bin a.js
    expect 0 gen_snapshot --allow-read=sub --print-key --report out/r a.js
    key=$output
    file none 'not this one'
    expect 0 gen_snapshot --allow-read=sub --print-key --report out/r a.js
    out_is "$key"
    file sub/none 'this one'
    expect 0 gen_snapshot --allow-read=sub --print-key --report out/r a.js
    [ "$output" != "$key" ]
}

@test "--verify-reproducible of packages, and of modules of another folder" {
    pack one
    mkdir sub
    file s.js 'exports.x = 1;'
    file sub/m.js 'require("../s.js").x;'
    expect 0 gen_snapshot -q --verify-reproducible --allow-read=out -o out/a.bin app.tgz
    expect 0 gen_snapshot -q --verify-reproducible --allow-read=out -o out/a.bin pkg
    cd sub
    expect 0 gen_snapshot -q --module --verify-reproducible --allow-read=. -o out.bin m.js
}

@test "nothing that is written replaces an input, or something else that is written" {
    pack one
    file a.js 'require("./b")'
    file b.js 'exports.b = 1;'
    for option in -o --exe --depfile --report; do
        expect 9 gen_snapshot "$option" pkg/lib/main.js pkg
        err_has "lib/main.js', which is an input"
        [ "$(wc -l <pkg/lib/main.js)" = 2 ]
    done
    for option in -o --depfile --report; do
        expect 9 gen_snapshot "$option" b.js a.js
        err_has "b.js', which is an input"
        expect 9 gen_snapshot "$option" app.tgz app.tgz
    done
    expect 9 gen_snapshot -q --depfile a.bin a.js
    err_has '--output and --depfile: both would write'
    expect 9 gen_snapshot -q --depfile d --report d a.js
    err_has '--depfile and --report: both would write'
    expect 0 gen_snapshot -q a.js
    expect 9 gen_snapshot -q --depfile a.bin --base a.bin -o c.bin -e 1
    err_has "would replace the base 'a.bin'"
    expect 0 gen_snapshot -q --base a.bin -o a.bin -e 1
    expect 0 tar tzf app.tgz
}

@test "a signal when a blob is made, but what is told of it is not: nothing is left" {
    file a.js 'var a;'
    mkfifo r
    for signal in INT TERM HUP; do
        env --default-signal gen_snapshot -q --depfile d --report r -o a.bin a.js &
        wait_for d
        [ "$(find . -name '.tmp*' | wc -l)" = 1 ]
        kill -$signal $!
        status=0
        wait $! || status=$?
        [ $status = $((128 + $(kill -l $signal))) ]
        folder_is a.js d r
        rm d
    done
}

@test "a signal during the second build of --verify-reproducible: nothing is left" {
    mkfifo fifo
    # The second build waits for somebody who writes.
    file a.js 'var fs = require("fs"); fs.readFileSync("fifo"); fs.readFileSync("gate");'
    mkfifo gate
    for signal in INT TERM HUP QUIT; do
        env --default-signal gen_snapshot -q --io=allow --verify-reproducible -o a.bin a.js 2>err &
        child=$!
        : >fifo
        : >gate
        : >fifo
        folder=$(tr '\0' '\n' <"/proc/$(pgrep -P $child)/cmdline" | sed -n 's/^--output=\(.*\)\/.blob$/\1/p')
        [ -d "$folder" ]
        kill -$signal $child
        status=0
        wait $child || status=$?
        [ $status = $((128 + $(kill -l $signal))) ]
        folder_is a.js err fifo gate
        [ ! -e "$folder" ]
    done
}

@test "each report fits the schema, and the schema the page" {
    schema=$BATS_TEST_DIRNAME/../../cmd/report.schema.json
    fits() { expect 0 node "$BATS_TEST_DIRNAME/schema.js" "$schema" "$1"; }
    mkdir -p pkg/lib
    file pkg/package.json '{"main": "main"}'
    file pkg/main.js 'require("./lib/a"); try { require("none"); } catch (e) {} var home = process.env.HOME, lang = process.env.LANG;' \
        'try { require("fs").readFileSync("/etc/hostname"); } catch (e) {}' 'require("v8").startupSnapshot.setDeserializeMainFunction(function () {});'
    file pkg/lib/a.js 'try { require("fs").writeFileSync("x", ""); } catch (e) {} require("fs").existsSync("lib/a.js");'
    tar czf pkg.tgz pkg
    echo '{"entries": ["pkg"], "output": "c.bin", "quiet": true}' >c.json
    blob base.bin 'var base;'
    for words in 'pkg -o a.bin' '--io=report pkg -o a.bin' '--allow-env=HOME --print-key pkg' '--exe app pkg' \
        'pkg.tgz -o a.bin' '--config c.json' '--base base.bin pkg -o a.bin' '--cache cache pkg -o a.bin' \
        '--cache cache pkg -o a.bin' '--bare -e 1 -o a.bin' '--io=allow --print-key pkg'; do
        read -ra list <<<"$words"
        rm -f r
        # The last one changes something outside: it has no key.
        run gen_snapshot --report r "${list[@]}"
        fits r
    done
    grep -q '"key":null' r
    # What does not fit is found.
    for wrong in 's/"schema":1/"schema":2/' 's/"generator"/"other"/' 's/"blob":{/"blob":[],"b":{/' 's/"by":"require"/"by":"me"/' \
        's/"bytes":[0-9]*/"bytes":-1/'; do
        gen_snapshot -q --report r pkg -o a.bin
        sed -i "$wrong" r
        expect 1 node "$BATS_TEST_DIRNAME/schema.js" "$schema" r
    done
    node -p 'Object.keys(JSON.parse(require("fs").readFileSync(process.argv[1])).properties).join("\n")' "$schema" | sort >members
    sed -n '/^\.Ss The report/,/^\.Ss/s/^\.It Va //p' "$BATS_TEST_DIRNAME/../../man/gen_snapshot.1" | tr -d ' ' | tr , '\n' | sort >page
    diff members page
}
