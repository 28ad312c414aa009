#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# jsrun --compile-cache=URL: what is compiled is shared by way of a server.

load helpers
load cached
load servers

# functions NAME COUNT: a module with that many; a hundred are some 10 KB.
functions() {
    awk -v name="$1" -v count="$2" 'BEGIN {
        for (i = 0; i < count; i++)
            printf "exports.f%d = function (a, b) { var x = a + b * %d; return x > %d ? [x, a, \"%s %d\"].join() : x - b; };\n", i, i, i, name, i
    }' >"$1.js"
}

# large: a program whose second file is asked for by itself.
large() {
    unset JSRUN_COMPILE_CACHE
    functions big 2400
    file main.js 'var big = require("./big"); print(big.f7(1, 2));'
}

# many COUNT: a program of many small files.
many() {
    local i
    unset JSRUN_COMPILE_CACHE
    for ((i = 0; i < $1; i++)); do
        functions "m$i" 75
        echo "require('./m$i');"
    done >main.js
    echo 'print("many");' >>main.js
}

# on MACHINE: from here on, one that has a folder of its own.
on() { export XDG_CACHE_HOME=$PWD/$1; }

# How long it may take is what some tests are about; the others want the answer.
patient() {
    local want=$1
    shift
    # shellcheck disable=SC2086
    units $want --compile-cache="$url" --compile-cache-wait 60000 "$@"
}

# kept COUNT: waits until the server has that many entries.
kept() {
    for _ in {1..200}; do
        [ "$(find web -path '*/ac/*' -type f | wc -l)" != "$1" ] || return 0
        sleep 0.05
    done
    show "the server has not $1 entries: $(find web -type f)"
}

# has_two FOLDER: entries.
has_two() {
    expect 0 jsrun --compile-cache="$1" --compile-cache-stats
    out_has 'entries: 2'
}

# requests VERB: how many the server has had.
requests() { grep -c "\"$1 " access; }

@test "a fresh machine takes from nginx what another one has made" {
    nginx_on
    large
    on one
    patient '2 0 0' main.js
    out_is '15,1,big 7'
    err_has "startup: asked $url: it is not there in "
    kept 1
    [ "$(find web -type f | grep -cE '^web/blobs/(ac|cas)/[0-9a-f]{64}$')" = 2 ]
    patient '0 2 0' main.js
    on two
    patient '1 1 0' main.js
    out_is '15,1,big 7'
    err_like "startup: asked $url: 1 entry in [0-9]+ us"
    [ -z "$(find two -perm /077)" ]
    on three
    expect 0 jsrun --compile-cache="$url/" --compile-cache-wait 60000 main.js
    out_is '15,1,big 7'
    err_is ''
    # Where it has been checked out is of no importance.
    mkdir elsewhere
    cp big.js main.js elsewhere
    on four
    patient '1 1 0' elsewhere/main.js
    out_is '15,1,big 7'
    # Who has it asks no more.
    kill "$server"
    on two
    patient '0 2 0' main.js
    err_lacks asked
    [ "$(requests GET)" = 7 ]
    [ "$(requests PUT)" = 2 ]
}

# certificate NAME: of this machine, signed by itself, in NAME.pem.
certificate() {
    command -v openssl >/dev/null || skip 'no openssl here'
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" \
        -addext 'subjectAltName=IP:127.0.0.1' -keyout "$1.key" -out "$1.pem" 2>/dev/null
}

@test "over TLS: a certificate that is trusted, and some that are not" {
    certificate ours
    certificate other
    port=$(free_port)
    nginx_on "listen 127.0.0.1:$port ssl;" "ssl_certificate $PWD/ours.pem;" "ssl_certificate_key $PWD/ours.key;"
    url=https://127.0.0.1:$port/blobs
    large
    on one
    SSL_CERT_FILE=$PWD/ours.pem patient '2 0 0' main.js
    out_is '15,1,big 7'
    err_has "startup: asked $url: it is not there in "
    kept 1
    on two
    SSL_CERT_FILE=$PWD/ours.pem patient '1 1 0' main.js
    out_is '15,1,big 7'
    err_like "startup: asked $url: 1 entry in [0-9]+ us"
    on three
    for trusted in '' "$PWD/other.pem"; do
        SSL_CERT_FILE=$trusted patient '2 0 0' main.js
        out_is '15,1,big 7'
        err_like "startup: asked $url: SSL certificate problem: self-signed certificate in [0-9]+ us"
        rm -r three
    done
    SSL_CERT_FILE=$PWD/none.pem patient '2 0 0' main.js
    err_has "startup: asked $url: error setting certificate file: $PWD/none.pem in "
    rm -r three
    # Who does not ask is told nothing.
    expect 0 jsrun --compile-cache="$url" --compile-cache-wait 60000 main.js
    out_is '15,1,big 7'
    err_is ''
    [ "$(requests PUT)" = 2 ]
    app x
    SSL_CERT_FILE=$PWD/ours.pem made "$url"
    SSL_CERT_FILE=$PWD/ours.pem taken "$url"
    run --separate-stderr gen_snapshot -q --cache "$url" app.js
    out_is running
    err_has 'SSL certificate problem: self-signed certificate'
}

@test "blobs of gen_snapshot lie beside it" {
    nginx_on
    large
    app x
    made "$url"
    on one
    patient '2 0 0' main.js
    kept 3
    taken "$url"
    on two
    JSRUN_COMPILE_CACHE=$url units 1 1 0 --compile-cache-wait 60000 main.js
}

@test "many small modules are one question, and the server has what all runs had" {
    nginx_on
    many 60
    echo 'if (process.argv[2]) require(process.argv[2]);' >>main.js
    functions more 60
    on one
    patient '61 0 0' main.js
    kept 1
    [ "$(requests GET)$(requests PUT)" = 12 ]
    on two
    expect 0 jsrun --startup-trace --compile-cache="$url" --compile-cache-wait 60000 main.js ./more
    out_is many
    err_like "startup: asked $url: 61 entries in "
    [ "$(grep -c '^startup: compiled' <<<"$stderr")" -lt 45 ]
    [ "$(requests GET)" = 3 ]
    for _ in {1..200}; do
        [ "$(requests PUT)" != 4 ] || break
        sleep 0.05
    done
    on three
    expect 0 jsrun --startup-trace --compile-cache="$url" --compile-cache-wait 60000 main.js ./more
    err_like "startup: asked $url: 62 entries in "
    err_like 'startup: cached [^ ]*/more.js'
    # Nothing new, nothing sent.
    sleep 0.3
    [ "$(requests PUT)" = 4 ]
}

@test "small programs ask nobody" {
    on one
    many 5
    mkdir bin
    cp "$BUILD/jsrun" bin
    # The helper is missing there.
    expect 0 bin/jsrun --startup-trace --compile-cache=http://127.0.0.1:9/x main.js
    out_is many
    err_lacks jsboot-transfer
    large
    expect 0 bin/jsrun --compile-cache=http://127.0.0.1:9/x main.js
    out_is '15,1,big 7'
    err_is "jsrun: compile cache: jsboot-transfer is not where jsrun's installation has it: beside jsrun or in ../libexec/jsboot"
}

@test "a server that is down, or has no such folder, costs nothing else" {
    nginx_on
    large
    on one
    units 2 0 0 --compile-cache="http://127.0.0.1:$(free_port)/x" --compile-cache-wait 60000 main.js
    out_is '15,1,big 7'
    err_like 'startup: asked http://127.0.0.1:[0-9]+/x: .*[Cc]onnect.* in [0-9]+ us'
    on two
    expect 0 jsrun --compile-cache="http://127.0.0.1:$(free_port)/x" --compile-cache-wait 60000 main.js
    out_is '15,1,big 7'
    err_is ''
    on three
    file web/blobs ''
    patient '2 0 0' main.js
    err_like "startup: asked $url: .*status [0-9]+|it is not there"
    units 2 0 0 --compile-cache=http://nowhere.invalid --compile-cache-wait 3000 --compile-cache=c main.js
}

@test "a server that hangs is waited for no longer than is said, once" {
    large
    functions big2 2400
    echo 'require("./big2");' >>main.js
    mkdir web
    liar_on
    on one
    for wait in 100 0; do
        rm -rf one
        expect 0 timeout 8 jsrun --compile-cache-wait $wait --startup-trace --compile-cache="$url/hang-all" main.js
        out_is '15,1,big 7'
        [ "$(grep -c 'startup: asked .*: no answer in' <<<"$stderr")" = $((wait > 0)) ]
        [ "$(grep -c 'startup: compiled' <<<"$stderr")" = 3 ]
    done
    # It says that it has an entry, and then hangs.
    liar=$server
    nginx_on
    on two
    patient '3 0 0' main.js
    kept 2
    kill "$liar"
    mv web/blobs/* web
    rm port
    kill "$server"
    liar_on
    on three
    expect 0 timeout 8 jsrun --startup-trace --compile-cache="$url/hang" main.js
    out_is '15,1,big 7'
    err_like 'startup: asked .*: no answer in'
}

@test "nobody waits for the helper: pipes, terminal, parent, signals" {
    large
    mkdir web
    liar_on
    on one
    # It lives longer than this.
    # shellcheck disable=SC2016
    expect 0 timeout 8 bash -c 'echo "$(jsrun --compile-cache="$1" "$2" 5>&1)" 5>&2 | cat' - "$url/hang-all" main.js
    out_is '15,1,big 7'
    rm -rf one
    file wait.js 'require("./big"); print("there");' 'setTimeout(function () {}, 60000);'
    env --default-signal=INT jsrun --compile-cache="$url/hang-all" wait.js >out 3>&- &
    program=$!
    wait_for out
    [ -z "$(pgrep -P $program)" ]
    helper=$(pgrep -f "^jsboot-transfer code" -n)
    [ "$(ps -o sid= -p "$helper" | tr -d ' ')" != "$(ps -o sid= -p $program | tr -d ' ')" ]
    [ "$(readlink "/proc/$helper/fd/1" "/proc/$helper/fd/2" "/proc/$helper/cwd" | sort -u | tr '\n' ' ')" = '/ /dev/null ' ]
    [ -z "$(find "/proc/$helper/fd" -lname '*/bats*')" ]
    kill -INT $program
    ended=0
    wait $program || ended=$?
    [ $ended = 130 ]
    kill "$helper"
}

@test "however a program ends, the server gets what it made" {
    nginx_on
    functions big 2400
    file exit.js 'require("./big"); process.exit(3);'
    file throw.js 'require("./big"); throw new Error("end");'
    file kill.js 'require("./big"); process.kill(process.pid, "SIGKILL");'
    for name in exit throw kill; do
        on $name
        run jsrun --compile-cache="$url" $name.js
        [ "$status" != 0 ]
        kept 1
        rm -r web/blobs
    done
    [ "$(requests PUT)" = 6 ]
}

@test "what a server says that lies is not used, and not kept" {
    nginx_on
    large
    many 40
    echo 'require("./big");' >>main.js
    on good
    patient '42 0 0' main.js
    kept 2
    kill "$server"
    mv web/blobs/* web
    liar_on
    for way in good moved bytes half more truncated error junk loop missing other; do
        on "$way"
        expect 0 jsrun --compile-cache="$url/$way-all" --compile-cache-wait 60000 main.js
        out_is many
        err_is ''
        units 0 42 0 --compile-cache="$url/$way-all" main.js
        err_lacks asked
    done
    for way in bytes half; do
        on "$way-blob"
        # The list is right, and what it names is not.
        expect 0 jsrun --startup-trace --compile-cache="$url/$way" --compile-cache-wait 60000 main.js
        err_like "startup: asked $url/$way: .* in "
        err_lacks rejected
        units 0 42 0 --compile-cache="$url/$way-all" main.js
    done
}

@test "entries of another engine, and damaged ones, make room for good ones" {
    nginx_on
    large
    on one
    patient '2 0 0' main.js
    kept 1
    pack=$(find web/blobs/cas -type f)
    cp "$pack" good
    for offset in 32 1000 0; do # the engine, functions, the length
        printf '\377\377' | dd of="$pack" bs=1 seek=$offset conv=notrunc status=none
        on "bad$offset"
        patient '2 0 0' main.js
        out_is '15,1,big 7'
        [ "$offset" != 32 ] || err_has "startup: asked $url: it is of another engine build in "
        for _ in {1..200}; do
            ! cmp -s good "$pack" || break
            sleep 0.05
        done
        on "good$offset"
        patient '1 1 0' main.js
    done
}

@test "passwords are sent and never shown; a server that only reads is read" {
    nginx_on '    auth_basic x;' "    auth_basic_user_file $PWD/users;" '    location /closed { alias web/blobs; limit_except GET { deny all; } }'
    printf 'me:{PLAIN}secret%%word\n' >users
    large
    on one
    patient '2 0 0' main.js
    err_has "startup: asked $url: the server answers GET with status 401 in "
    with=${url/'//'///me:secret%25word@}
    on two
    url=$with patient '2 0 0' main.js
    err_lacks secret
    kept 1
    on three
    url=$with patient '1 1 0' main.js
    file .netrc 'machine 127.0.0.1' 'login me' 'password secret%word'
    on four
    HOME=$PWD patient '1 1 0' main.js
    # One that only reads.
    on five
    echo '// changed' >>big.js
    url=${with/blobs/closed} expect 0 jsrun --compile-cache="${with/blobs/closed}" --compile-cache-wait 60000 main.js
    out_is '15,1,big 7'
    err_is ''
    on six
    HOME=$PWD patient '2 0 0' main.js
    run grep -r secret access errors
    [ "$status" = 1 ]
}

@test "addresses in option and variable, right and wrong" {
    nginx_on
    large
    for word in http:/x https://  ftp://x/y 'http://x/?y' 'http://x/#y' 'http://x y/' 'http://u:p/q@x/'; do
        expect 9 jsrun --compile-cache="$word" main.js
        err_like '^jsrun: --compile-cache: an address '
        on one
        JSRUN_COMPILE_CACHE=$word expect 0 jsrun main.js
        out_is '15,1,big 7'
        err_like '^jsrun: JSRUN_COMPILE_CACHE: an address [^;]*; no server is asked$'
        has_two one/jsboot/code
        JSRUN_COMPILE_CACHE=$word expect 0 jsrun --no-compile-cache main.js
        err_is ''
    done
    for word in many 60001 -1 ''; do
        expect 9 jsrun --compile-cache-wait "$word" main.js
        err_has "--compile-cache-wait is a number of milliseconds up to 60000, not '$word'"
    done
    on two
    JSRUN_COMPILE_CACHE=$url units 2 0 0 --compile-cache --compile-cache-wait 60000 main.js
    err_has "asked $url"
    kept 1
    # A folder of the option's, and nobody else; with an address, both.
    JSRUN_COMPILE_CACHE=$url units 2 0 0 --compile-cache=c main.js
    err_lacks asked
    JSRUN_COMPILE_CACHE=d patient '1 1 0' main.js
    has_two d
    patient '1 1 0' --compile-cache=e main.js
    has_two e
    JSRUN_COMPILE_CACHE=$url expect 0 jsrun --compile-cache-stats
    out_has "folder: $PWD/two/jsboot/code"
}

@test "where the folder cannot be written nobody is asked" {
    large
    mkdir bin
    cp "$BUILD/jsrun" bin
    expect 0 bin/jsrun --compile-cache=/proc/none --compile-cache=http://127.0.0.1:9/x main.js
    out_is '15,1,big 7'
    err_is ''
}
