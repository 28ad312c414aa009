#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Tests of the JavaScript runtime: test/runtime/NAME.js must print NAME.out and end with
# the code in NAME.exit.  Standard error must be NAME.err, or contain the line in NAME.has,
# if there is such a file.
# Each runs twice: from the built-in image and from a blob of an empty program.
# NAME.node.js must print the same in node, where there is one.
# NAME.build.js is frozen, and NAME.js, if there is one, run from that blob; NAME.out
# holds what both print.
#
# rows/NAME.rows holds one comparison with node a line, see rows/run.js.
#
# usage: test/runtime.sh [name...]     JSRUN, GEN: the commands
set -u
cd "$(dirname "$0")/runtime" || exit 1
root=$(cd ../.. && pwd)
JSRUN=${JSRUN:-$root/build/main/jsrun}
GEN=${GEN:-$root/build/main/gen_snapshot}
INPUTS=${INPUTS:-${JSBOOT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/jsboot}/inputs/node_modules}
export LC_ALL=C.UTF-8 TZ=UTC INPUTS
unset NODE_OPTIONS NODE_PATH
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
here=$PWD
passed=0
failed=0
row_count=0

# run OUT ERR command...: with a fixed standard input; prints the exit code
run() {
    local out=$1 err=$2
    shift 2
    printf 'line 1\nline 2\n' | timeout 60 "$@" >"$out" 2>"$err"
    echo $?
}

# check NAME HOW CODE: compare what run left with the golden files
check() {
    local name=$1 how=$2 code=$3 want=0
    [ -e "$name.exit" ] && want=$(cat "$name.exit")
    if [ "$code" != "$want" ]; then
        echo "FAIL $name ($how): exit code $code, not $want"
        head -5 "$tmp/err"
    elif ! diff -u --text "$name.out" "$tmp/out" >"$tmp/diff"; then
        echo "FAIL $name ($how): other output"
        head -20 "$tmp/diff"
    elif [ -e "$name.err" ] && ! diff -u --text "$name.err" "$tmp/err" >"$tmp/diff"; then
        echo "FAIL $name ($how): other text on standard error"
        head -20 "$tmp/diff"
    elif [ -e "$name.has" ] && ! grep -qFf "$name.has" "$tmp/err"; then
        echo "FAIL $name ($how): not on standard error: $(cat "$name.has")"
        head -5 "$tmp/err"
    else
        passed=$((passed + 1))
        return
    fi
    failed=$((failed + 1))
}

# That we print what node prints is to be seen once: on a busy machine its own timers and pipes may
# come in another order.
as_node() {
    local name=$1 code
    for _ in 1 2 3 4 5; do
        code=$(run "$tmp/out" "$tmp/err" node "$name.js")
        ! cmp -s "$name.out" "$tmp/out" || break
    done
    check "$name" node "$code"
}

plain() {
    local name=$1
    check "$name" cold "$(run "$tmp/out" "$tmp/err" "$JSRUN" "$name.js")"
    check "$name" frozen "$(run "$tmp/out" "$tmp/err" "$JSRUN" --snapshot "$tmp/empty.bin" "$name.js")"
    case $name in
    *.node)
        ! command -v node >/dev/null || as_node "$name"
        ;;
    esac
}

frozen() {
    local name=$1 code
    code=$(run "$tmp/out1" "$tmp/err" "$GEN" -q --io=allow -o "$tmp/app.bin" "$name.build.js")
    : >"$tmp/out2"
    if [ "$code" = 0 ]; then
        if [ -e "$name.js" ]; then
            set -- "$name.js"
        else
            set --
        fi
        code=$(run "$tmp/out2" "$tmp/err" "$JSRUN" --snapshot "$tmp/app.bin" "$@")
    fi
    cat "$tmp/out1" "$tmp/out2" >"$tmp/out"
    check "$name" "build and run" "$code"
}

# The rows of a file, see rows/run.js, in node and here: the same words, the same end.
rows() {
    local name=$1 how
    for how in node jsrun; do
        rm -rf "$tmp/folder" && mkdir "$tmp/folder"
        (
            cd "$tmp/folder" || exit 1
            [ $how = node ] || set -- "$JSRUN"
            [ $how = jsrun ] || set -- node
            timeout 60 "$@" "$here/rows/run.js" "$here/rows/$name.rows" </dev/null 2>&1
            echo "exit $?"
        ) >"$tmp/$how"
    done
    if diff -U2 --text "$tmp/node" "$tmp/jsrun" >"$tmp/diff"; then
        passed=$((passed + 1))
        row_count=$((row_count + $(grep -cE '^[0-9]+  ' "$tmp/node")))
    else
        echo "FAIL rows/$name: node prints -, jsrun prints +"
        head -40 "$tmp/diff"
        failed=$((failed + 1))
    fi
}

echo >"$tmp/empty.js"
"$GEN" -q -o "$tmp/empty.bin" "$tmp/empty.js" || exit 1

[ $# -gt 0 ] || set -- *.out rows/*.rows
for out in "$@"; do
    name=${out%.out}
    if [ -e "rows/$(basename "$name" .rows).rows" ]; then
        rows "$(basename "$name" .rows)"
    elif [ -e "$name.build.js" ]; then
        frozen "$name"
    else
        plain "$name"
    fi
done
echo "$passed passed, $failed failed, $row_count rows as in node"
[ "$failed" = 0 ]
