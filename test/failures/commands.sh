#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The Nth call of a function of the C library fails in a run of gen_snapshot or jsboot-verify,
# for every N up to the last one: exit status 1 and a message, or 0 and all is done; the blob is
# the old one or the new one, and no temporary file is left.  jsrun is static: nothing can be
# preloaded there.
#
# usage: test/failures/commands.sh [stride]     BUILD: where the commands are

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(realpath -- "${BUILD:-$root/build/main}")
stride=${1:-1}
calls=(open mkostemp fstat read pread write mmap fsync close rename)
memory=(malloc calloc realloc)
messages=../err # where a command says what is wrong
runs=0 failed=0 bad=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/here"
cd "$scratch/here"
ulimit -c 0
ulimit -t 20 # a run that does not end
export LC_ALL=C
unset JSRUN_SNAPSHOT SOURCE_DATE_EPOCH TZ

prepare() {
    "${CC:-cc}" -shared -fPIC -O2 -Wall -Wextra -Werror -o ../preload.so "$root/test/failures/preload.c" -ldl
    minisign -G -W -f -p key.pub -s key.sec >/dev/null
    echo 'var n = require("./lib").n, list = []; for (var i = 0; i < 500; i++) list.push({ i: i });' >app.js
    echo 'exports.n = 7;' >lib.js
    echo 'n = 8;' >a.js
    "$build/gen_snapshot" -q -o app.bin --sign key.sec -e 'var old = 1;'
    "$build/gen_snapshot" -q -o base.bin -e 'function base() { return 1; }'
    mv app.bin ../old.bin
    mv app.bin.minisig ../old.sig
}

restore() {
    cp ../old.bin app.bin
    cp ../old.sig app.bin.minisig
}

report() { # WHAT: the run that went before is not as it should be
    bad=$((bad + 1))
    printf 'commands: %s: %s number %s fails: %s\n' "$title" "$call" "$nth" "$1"
    sed 's/^/    /' "$messages"
}

is() { cmp -s app.bin "../$1.bin" && cmp -s app.bin.minisig "../$1.sig"; }

# After a failure the new blob may be there with the old signature, but not the other way round.
judge() { # STATUS ALLOWED
    if [ "$1" = 0 ]; then
        is "$result" || report 'status 0, and the blob or its signature is not the new one'
        [ ! -s ../err ] || report 'status 0 and a message'
    else
        failed=$((failed + 1))
        [[ " $2 " == *" $1 "* ]] || report "exit status $1"
        [ -s "$messages" ] || report "exit status $1 without a message"
        is old || is "$result" || { cmp -s app.bin "../$result.bin" && cmp -s app.bin.minisig ../old.sig; } ||
            report 'neither the old blob nor the new one'
    fi
    [ "$(echo .* *)" = "$listing" ] || report "files: $(echo .* *)"
}

# each STEP ALLOWED COMMAND..: with each call that fails, every STEPth of its kind.
each() {
    local step=$1 allowed=$2 status
    shift 2
    for call in "${kinds[@]}"; do
        for ((nth = 1; ; nth += step)); do
            is old || restore
            rm -f ../mark
            status=0
            FAIL_CALL=$call FAIL_NTH=$nth FAIL_MARK=$scratch/mark LD_PRELOAD=$scratch/preload.so \
                "$@" >../out 2>../err <app.bin || status=$?
            [ -e ../mark ] || break
            runs=$((runs + 1))
            judge "$status" "$allowed"
            [ "$bad" -lt 20 ] || exit 1
        done
    done
}

# try TITLE RESULT ALLOWED COMMAND..: RESULT is "new" if the command writes a blob.
try() {
    title=$1 result=$2
    shift 2
    restore
    listing=$(echo .* *)
    if [ "$result" = new ]; then
        "${@:2}" >../out 2>../err
        cp app.bin ../new.bin
        cp app.bin.minisig ../new.sig
    fi
    kinds=("${calls[@]}")
    each 1 "$@"
    kinds=("${memory[@]}")
    each "$stride" "$@"
}

prepare
try 'a blob with a context, signed' new 1 \
    "$build/gen_snapshot" -q -o app.bin --sign key.sec --context a=a.js app.js
try 'a blob on top of another' new '1 14' \
    "$build/gen_snapshot" -q -o app.bin --sign key.sec --base base.bin a.js
try 'metadata' old '1 14' "$build/gen_snapshot" --info base.bin
try 'the full check' old '1 14' "$build/gen_snapshot" --validate base.bin
messages=../out
try 'a signature' old '1 14' "$build/jsboot-verify" key.pub app.bin.minisig
echo "commands: $runs runs with a call that fails, $failed ended with an error, $bad bad"
[ "$bad" = 0 ]
