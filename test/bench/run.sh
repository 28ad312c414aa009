#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Builds the blobs of the four workloads, checks that they print what a cold run
# prints, and times them. Called by `make bench`; from the environment:
#
#   BUILD    folder with gen_snapshot, jsrun, floor-musl, floor-glibc, stock/duk, bench, vms
#   INPUTS   the node_modules folder that scripts/setup.sh filled
#   ROUNDS   how often each command is run (41)
#   JSON     also write the results to this file
#   RUNTIME  0: leave out the blobs that hold the runtime
#   GATE     1: exit with status 3 if a goal is missed

set -euo pipefail

die() {
    printf 'bench: %s\n' "$@" >&2
    exit 1
}

: "${BUILD:?must name the build folder}" "${INPUTS:?must name the node_modules folder}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "$BUILD" && pwd)
inputs=$(cd "$INPUTS" && pwd)
workloads='w0 w1 w2 w3'

for program in gen_snapshot jsrun floor-musl floor-glibc stock/duk bench vms; do
    [ -x "$build/$program" ] || die "there is no $build/$program; run make bench"
done
work=$(mktemp -d "$build/bench-work.XXXXXX")
trap 'rm -rf "$work"' EXIT
plan=$work/plan

# One line of the plan: its fields, separated by tabs.
plan() {
    local IFS=$'\t'
    printf '%s\n' "$*" >>"$plan"
}

# Sets `startup` to all that runs before a workload's main.js.
find_startup() {
    local file
    startup=()
    while read -r file; do
        [[ -z $file || $file = '#'* ]] || startup+=("$inputs/$file")
    done <"$here/$1/libs"
    startup+=("$here/$1/startup.js")
    for file in "${startup[@]}"; do
        [ -f "$file" ] || die "there is no $file; run scripts/setup.sh"
    done
}

# A blob that does not do what the cold run does is not worth timing.
must_print() {
    local name=$1
    shift
    "$@" >"$work/found" </dev/null || die "$name failed with status $?: $*"
    cmp -s "$work/expected" "$work/found" || {
        diff "$work/expected" "$work/found" >&2 || true
        die "$name does not print what the cold run prints: $*"
    }
}

add_blob() {
    local w=$1 label=$2 blob=$3 main=$here/$1/main.js
    shift 3
    "$build/gen_snapshot" "$@" -q -o "$blob" "${startup[@]}" || die "$w: gen_snapshot $* failed"
    must_print "$w, $label" "$build/jsrun" --snapshot "$blob" "$main"
    plan run boot "$w $label" "$build/jsrun" --snapshot "$blob" -e ''
    plan goal "boot alone, $w $label" "boot/$w $label" 1.6 'boot/floor musl'
    plan run "$w" "$label" "$build/jsrun" --snapshot "$blob" "$main"
}

# Another engine, the same code in one file. One that cannot is only left out.
add_peer() {
    local w=$1 peer=$2
    shift 2
    command -v "$peer" >/dev/null || return 0
    if "$@" >"$work/found" 2>/dev/null </dev/null && cmp -s "$work/expected" "$work/found"; then
        plan run "$w" "$peer" "$@"
    else
        printf 'bench: %s does not print what the cold run prints; left out of %s\n' "$peer" "$w"
    fi
}

add_peers() {
    local w=$1 file all=$work/$1.js
    # The semicolon: a file may end in an expression that the next would call.
    for file in "${startup[@]}" "$here/$w/main.js"; do
        cat "$file"
        printf '\n;\n'
    done >"$all"
    add_peer "$w" node node "$here/peer.js" "$all"
    add_peer "$w" bun bun "$here/peer.js" "$all"
    add_peer "$w" qjs qjs "$all"
}

add_workload() {
    local w=$1
    find_startup "$w"
    "$build/stock/duk" "${startup[@]}" "$here/$w/main.js" >"$work/expected" </dev/null ||
        die "$w: the cold run failed"
    plan run "$w" 'duk cold' "$build/stock/duk" "${startup[@]}" "$here/$w/main.js"
    add_blob "$w" 'blob' "$work/$w.bin" --bare
    [ "${RUNTIME:-1}" = 0 ] || add_blob "$w" 'blob + runtime' "$work/$w.full.bin"
    add_peers "$w"
}

plan floor 'floor musl' "$build/floor-musl"
plan floor 'floor glibc' "$build/floor-glibc"
plan run boot 'no snapshot' "$build/jsrun" -e ''
for w in $workloads; do
    add_workload "$w"
done
plan goal 'w3 from a blob' 'w3/blob' 0.0433 'w3/duk cold'

find_startup w3
plan run gen 'w3 duk cold startup' "$build/stock/duk" "${startup[@]}"
plan run gen 'w3 gen_snapshot' "$build/gen_snapshot" --bare -q -o "$work/gen.bin" "${startup[@]}"
plan goal 'gen_snapshot of w3' 'gen/w3 gen_snapshot' 1.5 'gen/w3 duk cold startup'

options=(-n "${ROUNDS:-41}")
[ -z "${JSON:-}" ] || options+=(-j "$JSON")
[ "${GATE:-0}" = 0 ] || options+=(-g)
status=0
"$build/bench" "${options[@]}" "$plan" || status=$?

# Several VMs of one blob in one process, in place, moved, and in all threads.
"$build/vms" "${ROUNDS:-41}" "$work"/w?*.bin
exit $status
