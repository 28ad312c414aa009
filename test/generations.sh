#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Generations: a blob is booted, run further and frozen again, ten times over, and must
# behave as if nothing had been frozen in between; a blob that is frozen again without
# running anything must come out byte for byte.

set -euo pipefail

usage() {
    cat <<'END'
usage: test/generations.sh [case ..]

Runs ten generations of the programs in test/generations, then freezes the startup of
each case of test/split, or those named, again and again.

environment:
  GEN, JSRUN      the two commands (default: build/main/...)
  DUK             stock Duktape 2.7.0 (default: duk)
  GENERATIONS     how many (default: 10)
  JOBS            cases at a time (default: 2)
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
gen=${GEN:-$root/build/main/gen_snapshot}
jsrun=${JSRUN:-$root/build/main/jsrun}
duk=${DUK:-duk}
generations=${GENERATIONS:-10}
jobs=${JOBS:-2}
scratch=''
export LC_ALL=C

complain() {
    printf '%s: %s\n' "$name" "$*"
    return 1
}

# again BLOB: freezing what is in BLOB, as it is, gives the bytes of BLOB.
again() {
    "$gen" --base "$1" -o again.bin || { complain "cannot freeze $1 again"; return 1; }
    cmp "$1" again.bin || { complain "$1 frozen again differs"; return 1; }
    rm again.bin
}

same() {
    cmp -s "$1" "$2" || { diff -a -u "$1" "$2" | head -n 20; complain "$1 and $2 differ"; return 1; }
}

# ten OPTION..: start.js in the first generation, turn.js in each, end.js after the last.
# The same work in one process, and in one build, must print the same.
ten() {
    local i turns=()
    for ((i = 1; i < generations; i++)); do
        turns+=(turn.js)
    done
    {
        "$gen" "$@" -q -o 1.bin start.js turn.js
        for ((i = 1; i < generations; i++)); do
            again "$i.bin" >&2
            "$gen" -q --base "$i.bin" -o $((i + 1)).bin turn.js
        done
        "$jsrun" --snapshot "$generations.bin" end.js || echo "status $?"
    } >cut.out
    {
        "$gen" "$@" -q -o one.bin start.js turn.js "${turns[@]}"
        "$jsrun" --snapshot one.bin end.js || echo "status $?"
    } >one.out
    [ "$(wc -l <cut.out)" -gt "$generations" ]
    same one.out cut.out
}

bare() {
    local i scripts=(start.js)
    for ((i = 0; i < generations; i++)); do
        scripts+=(turn.js)
    done
    ten --bare
    "$duk" "${scripts[@]}" end.js >stock.out
    same stock.out cut.out
}

runtime() {
    ten
}

# Three generations of a startup that nothing is added to, then the other half.
idle() {
    local dir=$root/test/split/$name
    cp "$dir/startup.js" "$dir/main.js" .
    "$gen" --bare -q -o 1.bin startup.js >out
    again 1.bin
    "$gen" --base 1.bin -o 2.bin
    "$jsrun" --snapshot 2.bin main.js >>out
    cmp out "$dir/expected.txt"
}

# Each case leaves NAME.log; NAME.ok says that it passed.
run_case() {
    name=$1
    mkdir "$scratch/$name.d"
    cd "$scratch/$name.d"
    if [ -d "$root/test/generations/$name" ]; then
        cp "$root/test/generations/$name"/*.js .
        set -e
        "$name"
    else
        set -e
        idle
    fi
    : >"$scratch/$name.ok"
}

main() {
    local path one failed=0
    local -a cases=(bare runtime)
    case ${1:-} in
    -h | --help) usage; return ;;
    -*) usage >&2; return 2 ;;
    esac
    for path in "$root"/test/split/*/; do
        [ -f "$path/libs" ] || cases+=("$(basename "$path")")
    done
    [ $# -eq 0 ] || cases=("$@")
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    for one in "${cases[@]}"; do
        while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do
            wait -n || true
        done
        (run_case "$one") >"$scratch/$one.log" 2>&1 </dev/null &
    done
    wait
    for one in "${cases[@]}"; do
        [ ! -e "$scratch/$one.ok" ] || continue
        failed=$((failed + 1))
        printf 'FAIL %s\n' "$one"
        cat "$scratch/$one.log"
    done
    printf '%d passed, %d failed\n' $((${#cases[@]} - failed)) $failed
    [ $failed -eq 0 ]
}

main "$@"
