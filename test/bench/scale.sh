#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# How time and memory grow with the heap: objects, strings, depth, bytes of buffers, at n,
# 2n, 4n and 8n. Times are of the processor, so that a busy machine matters less. A long chain
# of prototypes is slow to free: the engine looks for a finalizer along it, for 10000 objects.

set -euo pipefail

help() {
    cat <<'END'
usage: test/bench/scale.sh [--check] [shape ..]

Prints for each shape and size what gen_snapshot, a boot, --validate, another generation
with --base and the collection of it all after boot take; then generation of 1, 10, 100 and
500 MB and a collection after boot.

  --check   smaller sizes; fail if eight times the heap takes more than twenty times the
            processor time or ten times the memory

environment:
  BUILD     the build folder (default: build/main)
  USAGE     test/bench/usage.c, built
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${BUILD:-$root/build/main}
usage=${USAGE:-$build/usage}
scratch=''
failed=0
sizes=(1 2 4 8)
export LC_ALL=C

# Shape, n of the first size, of the first size with --check, startup code that makes a
# heap `h` of n; what it takes apart afterwards is always h.
shapes() {
    cat <<'END'
objects     125000   15000 var h = []; for (var i = 0; i < n; i++) h.push({ a: i });
strings     125000   15000 var h = []; for (var i = 0; i < n; i++) h.push('string ' + i);
list        125000   15000 var h = null; for (var i = 0; i < n; i++) h = { next: h };
arrays      125000   15000 var h = []; for (var i = 0; i < n; i++) h = [h];
prototypes   12500    1500 var h = {}; for (var i = 0; i < n; i++) h = Object.create(h);
closures     25000    5000 var h = null; function wrap(o) { return function () { return o; }; } for (var i = 0; i < n; i++) h = wrap(h);
scopes       25000    5000 var h = null; function nest(o) { with ({ o: o }) return function () { return o; }; } for (var i = 0; i < n; i++) h = nest(h);
bound        25000    5000 var h = null; function f() {} for (var i = 0; i < n; i++) h = f.bind(h);
proxies     125000   15000 var h = {}; for (var i = 0; i < n; i++) h = new Proxy({ h: h }, {});
coroutines   12500    1000 var h = null; function body(o) { Duktape.Thread.yield(o); return o; } for (var i = 0; i < n; i++) { var t = new Duktape.Thread(body); Duktape.Thread.resume(t, h); h = t; }
keys        125000   15000 var h = {}; for (var i = 0; i < n; i++) h['key' + i] = i;
cycle       125000   15000 var h = {}, first = h; for (var i = 0; i < n; i++) { h = { next: h }; h.next.back = h; } first.next = h; first = null;
buffers    4194304  524288 var h = []; for (var i = 0; i < n; i += 65536) { var b = new Uint8Array(65536); for (var j = 0; j < 65536; j += 4096) b[j] = i; h.push(b); }
buffer    33554432 1048576 var h = new Uint8Array(n); h[n - 1] = 1;
END
}

# take COMMAND..: sets ms and kib.
take() {
    local answer
    if ! answer=$("$usage" "$@" 2>&1 >"$scratch/out" </dev/null | tail -n 1); then
        printf 'FAIL %s: %s\n' "$shape" "$*"
        failed=1
    fi
    read -r ms kib <<<"$answer"
}

measure() {
    local n=$1 code=$2 row blob=$scratch/blob
    take "$build/gen_snapshot" --bare -q -o "$blob" -e "var n = $n; $code"
    gen_ms=$ms gen_kib=$kib
    row=$(printf '%-11s %10d %10d %7d %8d' "$shape" "$n" "$(($(stat -c %s "$blob") / 1024))" "$ms" "$kib")
    take "$build/jsrun" --snapshot "$blob" -e ''
    row+=$(printf ' %7d %8d' "$ms" "$kib")
    take "$build/gen_snapshot" --validate "$blob"
    row+=$(printf ' %7d' "$ms")
    take "$build/gen_snapshot" --base "$blob" -q -o "$scratch/again"
    again_ms=$ms
    row+=$(printf ' %7d' "$ms")
    take "$build/jsrun" --snapshot "$blob" -e 'h = null; Duktape.gc(1); print("freed")'
    [ "$(cat "$scratch/out")" = freed ] || failed=1
    free_ms=$ms
    printf '%s %7d\n' "$row" "$ms"
}

# grew WHAT SMALL LARGE TIMES: times below 20 ms are noise.
grew() {
    local small=$2
    [ "$1" = memory ] || small=$(($2 < 20 ? 20 : $2))
    [ "$3" -gt $((small * $4)) ] || return 0
    printf 'FAIL %s: %s grows from %d to %d\n' "$shape" "$1" "$2" "$3"
    failed=1
}

run_shape() {
    local n=$1 code=$2 size first=() ms kib gen_ms gen_kib again_ms free_ms
    for size in "${sizes[@]}"; do
        measure $((n * size)) "$code"
        [ ${#first[@]} -gt 0 ] || first=("$gen_ms" "$gen_kib" "$again_ms" "$free_ms")
    done
    [ $check = yes ] || return 0
    grew 'time of gen_snapshot' "${first[0]}" "$gen_ms" 20
    grew memory "${first[1]}" "$gen_kib" 10
    grew 'time of --base' "${first[2]}" "$again_ms" 20
    grew 'time to free' "${first[3]}" "$free_ms" 20
}

# Milliseconds of one collection after boot, the mean of ten after a first: collection FLAGS.
collection() {
    "$build/jsrun" --snapshot "$scratch/blob" -e "var i, t; Duktape.gc($1); t = Date.now();
        for (i = 0; i < 10; i++) Duktape.gc($1); print(((Date.now() - t) / 10).toFixed(1));"
}

# Blobs of about so many megabytes; with each, times per megabyte, memory as a multiple of the
# blob, and a collection after boot: by the pages written, and of all.
run_megabytes() {
    local shape=megabytes mb ms kib len blob=$scratch/blob
    printf '\n%-11s %10s %10s %7s %8s %9s %11s %11s %8s\n' '' MB 'blob KiB' 'gen ms' 'KiB' \
        'ms per MB' 'peak / blob' 'collect ms' 'all ms'
    for mb in 1 10 100 500; do
        take "$build/gen_snapshot" --bare -q -o "$blob" \
            -e "var h = []; for (var i = 0; i < $mb * 4500; i++) h.push({ a: i, b: 's' + i });"
        len=$(($(stat -c %s "$blob") / 1024))
        printf '%-11s %10d %10d %7d %8d %9s %11s %11s %8s\n' "$shape" "$mb" "$len" "$ms" "$kib" \
            "$(awk -v a="$ms" -v b="$len" 'BEGIN { printf "%.1f", a * 1024 / b }')" \
            "$(awk -v a="$kib" -v b="$len" 'BEGIN { printf "%.2f", a / b }')" \
            "$(collection 0)" "$(collection 1)"
    done
}

main() {
    local check=no shape large small code
    case ${1:-} in
    -h | --help) help; return ;;
    --check) check=yes sizes=(1 8); shift ;;
    -*) help >&2; return 2 ;;
    esac
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    printf '%-11s %10s %10s %7s %8s %7s %8s %7s %7s %7s\n' shape n 'blob KiB' 'gen ms' 'KiB' \
        'boot ms' 'KiB' 'valid.' '--base' 'freed'
    while read -r shape large small code; do
        [ $# -eq 0 ] || [[ " $* " == *" $shape "* ]] || continue
        run_shape "$([ $check = yes ] && echo "$small" || echo "$large")" "$code"
    done < <(shapes)
    [ $check = yes ] || [ $# -gt 0 ] || run_megabytes
    return $failed
}

main "$@"
