#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot --cache: blobs of earlier builds, behind HTTP.

load helpers
load cached
load servers

# lacks REGEXP FILE..
lacks() { expect 1 grep -E "$@"; }

# good_cache: web has the entry of app.js as x, good.bin is its blob.
good_cache() {
    app x
    gen_snapshot -q --cache web app.js >/dev/null
    mv app.bin good.bin
}

@test "--cache: nginx keeps blobs, and gives them back" {
    nginx_on
    app x
    made "$url" --report r1.json
    err_is ''
    mv app.bin first.bin
    taken "$url/" --report r2.json --depfile d
    cmp app.bin first.bin
    [ "$(json r2.json 'r.cache.found + r.cache.at')" = "true$url/" ]
    [ "$(json r1.json r.blob.sha256)" = "$(json r2.json r.blob.sha256)" ]
    # The layout of remote caches.
    [ "$(find web -type f | grep -cE '^web/blobs/(ac|cas)/[0-9a-f]{64}$')" = "$(find web -type f | wc -l)" ]
    cmp first.bin "web/blobs/cas/$(sha256sum <first.bin | cut -d' ' -f1)"
    app y
    made "$url"
    app x
    expect 0 gen_snapshot --verbose --cache "$url" app.js
    err_like "^gen_snapshot: app.bin: found in $url, [0-9]+ bytes as [0-9a-f]{64}\$"
    taken "$url"
    lacks 'crit|alert|emerg' errors
    # A folder of the same layout is a cache too, and the other way round.
    expect 0 gen_snapshot -q --cache web/blobs app.js
    out_is ''
}

@test "--cache: nginx and many builders at once" {
    nginx_on
    app x
    for n in {1..10}; do
        gen_snapshot -q --cache "$url" -o "$n.bin" app.js >/dev/null 2>"$n.err" &
    done
    mapfile -t builders < <(jobs -p | grep -vx "$server")
    wait "${builders[@]}"
    [ -z "$(cat ./*.err)" ]
    [ "$(sha256sum ./*.bin | cut -d' ' -f1 | sort -u | wc -l)" = 1 ]
    taken "$url"
    cmp app.bin 1.bin
}

@test "--cache: names and passwords are sent and never shown" {
    nginx_on '    auth_basic x;' "    auth_basic_user_file $PWD/users;"
    printf 'me:{PLAIN}secret%%word\n' >users
    app x
    made "$url"
    err_is "gen_snapshot: $url: the blob is made without this cache: the server answers GET with status 401"
    made "${url/'//'///me:secret%25word@}" --report r.json
    err_is ''
    taken "${url/'//'///me:secret%25word@}" --report r.json --verbose
    lacks secret r.json access errors
    made "${url/'//'///me:se@cr:et%2Fsecret@}" --verbose
    err_has "gen_snapshot: $url: the blob is made without this cache: "
    err_lacks secret
    err_lacks 'me:'
    made "${url/'//'///me:secretwrong@}" --verbose
    err_has "gen_snapshot: $url: the blob is made without this cache: the server answers GET with status 401"
    err_lacks secret
    file .netrc 'machine 127.0.0.1' 'login me' 'password secret%word'
    HOME=$PWD taken "$url"
    kill "$server"
    made "${url/'//'///me:secret%25word@}"
    err_has "gen_snapshot: $url: the blob is made without this cache: "
    err_lacks secret
}

@test "--cache: a server that only reads, and one without this folder" {
    nginx_on '    location /closed { limit_except GET { deny all; } }'
    app x
    made "${url/blobs/closed}"
    err_is "gen_snapshot: ${url/blobs/closed}: the blob is not kept in this cache: the server answers PUT with status 403"
    file web/blobs ''
    made "$url"
    err_like 'the blob is (not kept in|made without) this cache: .*status [0-9]+$'
    [ -e app.bin ]
}

@test "--cache: a dead server costs a warning" {
    app x
    made "http://127.0.0.1:$(free_port)/x"
    err_like '^gen_snapshot: http://127.0.0.1:[0-9]+/x: the blob is made without this cache: .*[Cc]onnect'
    [ "$(wc -l <<<"$stderr")" = 1 ]
    made http://nowhere.invalid --cache-timeout 3
    err_like '^gen_snapshot: http://nowhere.invalid: the blob is made without this cache: '
    expect 0 jsrun --snapshot app.bin -e 'print(dep.a)'
    out_is x
}

@test "--cache: a lying server costs a warning, never a wrong blob" {
    good_cache
    liar_on
    taken "$url/good"
    taken "$url/moved"
    cmp app.bin good.bin
    # Each way with the blob alone, and with all that is asked for.
    while read -r way words; do
        for form in "$way" "$way-all"; do
            rm -f app.bin
            made "$url/$form"
            err_like "^gen_snapshot: $url/$form: the blob is made without this cache: .*($words)" || return
            [ "$(grep -c 'made without' <<<"$stderr")" = 1 ]
            cmp app.bin good.bin
        done
    done <<'END'
bytes the digest is not that of the entry|no entry of a cache|of another key|longer
half the length is not that of the entry|no entry of a cache
more longer than it may be|no entry of a cache
truncated closed|bytes remaining|Recv|reset
error the server answers GET with status 500
junk the length is not that of the entry|no entry of a cache
loop redirect
END
    made "$url/other-all"
    err_has 'the entry is of another key'
    cmp app.bin good.bin
    for form in missing missing-all; do
        made "$url/$form"
        err_is "gen_snapshot: $url/$form: the blob is not kept in this cache: the server answers PUT with status 403"
        cmp app.bin good.bin
    done
}

@test "--cache: a server that hangs is waited for as long as --cache-timeout says" {
    good_cache
    liar_on
    for form in hang hang-all; do
        start=$EPOCHREALTIME
        made "$url/$form" --cache-timeout 0.5
        err_like "the blob is made without this cache: .*(timed out|Timeout)"
        cmp app.bin good.bin
        [ "$(((${EPOCHREALTIME/./} - ${start/./}) / 1000000))" -lt 4 ]
    done
    # Who has enough of it leaves nothing behind.
    rm app.bin
    gen_snapshot -q --cache "$url/hang-all" app.js 3>&- &
    builder=$!
    for _ in {1..100}; do
        ! pgrep -P $builder >helper || break
        sleep 0.05
    done
    kill -TERM $builder
    wait $builder || [ $? = 143 ]
    sleep 0.2
    [ -s helper ]
    # Nobody may have asked yet how it ended.
    [[ $(ps -o stat= -p "$(cat helper)") =~ ^(Z.*)?$ ]]
    [ ! -e app.bin ]
}

@test "a blob in a registry of containers, by its key, as the manual has it" {
    registry=$(find_server docker-registry) || skip 'no docker-registry here'
    port=$(free_port)
    printf '%s\n' 'version: 0.1' 'log: {level: error}' "storage: {filesystem: {rootdirectory: $PWD/registry}}" \
        "http: {addr: 127.0.0.1:$port}" >registry.yml
    "$registry" serve registry.yml >log 2>&1 3>&- &
    server=$!
    for _ in {1..100}; do
        ! curl -sf "http://127.0.0.1:$port/v2/" >/dev/null || break
        sleep 0.05
    done
    app x
    # The page's own lines, with this server.
    mandoc -T ascii -O width=200 "$BATS_TEST_DIRNAME/../../man/gen_snapshot.1" | col -bx |
        sed -n '/^           registry=/,/sha256sum -c/p' | sed "s,registry=http.*,registry=http://127.0.0.1:$port/v2/app,; /^   [A-Z]/d; /^     [^ ]/d" >recipe
    [ "$(wc -l <recipe)" -gt 8 ]
    expect 0 bash -euo pipefail recipe
    key=$(gen_snapshot -q --print-key app.js)
    expect 0 jsrun --snapshot app.bin -e 'print(dep.a)'
    out_is x
    curl -sf "http://127.0.0.1:$port/v2/app/tags/list" >tags
    [ "$(json tags 'r.tags.join()')" = "$key" ]
}

@test "--cache: without the helper program a blob is made" {
    app x
    mkdir bin
    cp "$BUILD/gen_snapshot" bin
    expect 0 bin/gen_snapshot -q --cache http://127.0.0.1:9/x app.js
    out_is running
    err_has "jsboot-transfer is not where gen_snapshot's installation has it: beside gen_snapshot or in ../libexec/jsboot"
    expect 9 "$BUILD/jsboot-transfer" </dev/null
    err_is 'jsboot-transfer is started by gen_snapshot --cache and jsrun --compile-cache'
}
