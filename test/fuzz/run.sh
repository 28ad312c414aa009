#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Runs the libFuzzer harnesses, one after the other, each from a corpus that is made
# here; says at the end of each what it did. From the environment:
#
#   BUILD         absolute folder with gen_snapshot, whose blobs are the seeds
#   FUZZ          folder with the harnesses; corpus and findings are kept there
#   FUZZ_SECONDS  how long each harness runs (60)
#
# Exit status 1 if a harness found something.

set -euo pipefail

: "${BUILD:?must name the build folder}" "${FUZZ:?must name the folder of the harnesses}"
seconds=${FUZZ_SECONDS:-60}
export LC_ALL=C
failed=0

# Blobs as users make them, the smallest first: the fuzzer does more of the small ones.
make_blob_seeds() {
    local to=$FUZZ/corpus/blob
    mkdir -p "$to"
    "$BUILD/gen_snapshot" -q --bare -o "$to/bare" -e 'var x = 1'
    "$BUILD/gen_snapshot" -q --bare -o "$to/objects" \
        -e 'var o = { a: [1, "two", /three/g, new Date(4)], f: function () { return o; } }' \
        -e 'var b = new Uint8Array(5000), p = new Proxy(o, {}), s = Symbol("s"); o[s] = b.buffer;'
    "$FUZZ/seeds" "$to/bare" "$to" >"$FUZZ/dictionary"
}

make_meta_seeds() {
    local to=$FUZZ/corpus/meta
    mkdir -p "$to"
    printf 'app.js\0lib/"x"\\y.js' >"$to/plain"
    printf '\303\244\360\237\230\200\0\377\355\240\200\302' >"$to/bytes"
    printf '\033[31m\302\205\177\001\0\n\r\t' >"$to/controls"
}

# The functions of entries: what follows the header of 56 bytes.
make_code_seeds() {
    local to=$FUZZ/corpus/code cache=$FUZZ/cache source i=0
    mkdir -p "$to" "$cache"
    chmod 700 "$cache"
    for source in 'var x = 1' 'function f(a, b) { return a + b + "t"; } f(1.5, 2)' \
        'var a = [{ b: 1, c: 2 }, [1, , 3]]; l: for (var k in a) with (a) switch (k) { case 1: continue l; default: delete a[k]; }' \
        'exports.o = { get x() { try { return /a+/g; } catch (e) { for (;;) arguments[0]++; } } };' \
        '"use strict"; (function g(n) { var v = n; return function () { return v + eval("v"); }; })(1);'; do
        rm -f "$cache"/*
        printf '%s\n' "$source" >"$FUZZ/s$i.js"
        # Where there is little room, small entries have files of their own too.
        "$BUILD/jsrun" --compile-cache="$cache" --compile-cache-size=1M "$FUZZ/s$i.js" || true
        tail -c +57 "$cache"/*.jsc >"$to/s$i"
        i=$((i + 1))
    done
}

# fuzz NAME MAX_LEN: the closing line has what libFuzzer counted.
fuzz() {
    local name=$1 max_len=$2 log=$FUZZ/$1.log status=0
    local executions coverage
    mkdir -p "$FUZZ/found"
    "$FUZZ/fuzz_$name" "$FUZZ/corpus/$name" -dict="$FUZZ/dictionary" -max_len="$max_len" \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -artifact_prefix="$FUZZ/found/$name-" \
        -print_final_stats=1 >"$log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    coverage=$(grep -oE 'cov: [0-9]+' "$log" | tail -n 1) || true
    [ $status = 0 ] || failed=$((failed + 1))
    [ $status = 0 ] || grep -aE '^(==|SUMMARY|.*(runtime error|Test unit written))' "$log" | head -n 20
    printf 'fuzz %s: %s executions in %s s, coverage %s edges, %s\n' "$name" "${executions:-0}" "$seconds" \
        "${coverage#cov: }" "$([ $status = 0 ] && echo 0 || echo 1) crashes"
}

make_blob_seeds
make_meta_seeds
make_code_seeds
fuzz blob 262144
fuzz meta 1024
fuzz code 4096
[ $failed = 0 ] || echo "fuzz: what was found is in $FUZZ/found; the logs are in $FUZZ"
[ $failed = 0 ]
