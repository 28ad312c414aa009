#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Many processes at once: the memory of each, and how many short ones are done in a second.
# Then, many VMs in one process. Called by `make bench-many`; from the environment:
#
#   BUILD      folder with gen_snapshot, jsrun, floor-musl, many, vms
#   DUK        stock Duktape
#   INPUTS     the node_modules folder that scripts/setup.sh filled
#   LARGE      the workload whose blob is the large one (w3)
#   PROCESSES  how many are alive at once (100)
#   ROUNDS     how often each rate is taken (9)
#   SLICE      milliseconds that each of these takes (500)
#   JSON, MARKDOWN, PEERS, GATE  as for run.sh; they are about processes only

# shellcheck disable=SC2154 # common.sh and what it offers set some variables
set -euo pipefail
# shellcheck source=test/bench/common.sh disable=SC1091
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
begin gen_snapshot jsrun floor-musl many vms

large=${LARGE:-w3}
processes=${PROCESSES:-100}
# Engines that share nothing need as much whether they are few or many.
few=$((processes < 10 ? processes : 10))

# add_blobs WORKLOAD: makes both.
add_blobs() {
    find_startup "$1"
    find_full "$1"
    "$build/gen_snapshot" -q -o "$work/$1.bin" --bare "${startup[@]}"
    "$build/gen_snapshot" -q -o "$work/$1.full.bin" "${full[@]}"
}

# The goal is for the whole of a process, the shared pages in proportion: among a hundred, these
# are hardly anything.
add_memory() {
    local main=$here/$large/main.js kind
    plan title "$processes" "Memory of one of $processes processes. $(title_of "$large")"
    find_expected "$large"
    for kind in '' .full; do
        local label="blob${kind:+ + runtime}"
        must_print "$large, $label" "$build/jsrun" --snapshot "$work/$large$kind.bin" "$main"
        plan run "$processes" "$label" "$build/jsrun" --snapshot "$work/$large$kind.bin" "$main"
        [ "$processes" -lt 100 ] || plan goal "memory, $label" "$processes/$label" pss_kib 1536
    done
}

# For comparison.
add_cold_memory() {
    [ "$few" = "$processes" ] || plan title "$few" "The same without a blob, $few processes"
    plan cold "$few" 'duk, cold' "$duk" "${startup[@]}" "$here/$large/main.js"
    add_peers "$few" "$large"
}

# What a short script costs, whatever it starts from.
add_rates() {
    local main=$here/w0/main.js w kind
    plan title rate 'Short runs: print one line'
    find_startup w0
    find_expected w0
    plan cold rate 'duk, cold' "$duk" "${startup[@]}" "$main"
    for w in w0 "$large"; do
        for kind in '' .full; do
            plan run rate "$w blob${kind:+ + runtime}" "$build/jsrun" --snapshot "$work/$w$kind.bin" "$main"
        done
    done
    plan run rate 'jsrun, no snapshot' "$build/jsrun" "$main"
    add_peers rate w0
    find_startup "$large"
    plan run rate "duk, cold, with all of ${large^}" "$duk" "${startup[@]}" "$main"
}

plan floor floor "$build/floor-musl"
add_blobs w0
add_blobs "$large"
add_memory
add_cold_memory
add_rates
status=0
drive many -n "${ROUNDS:-9}" -t "${SLICE:-500}" || status=$?
printf '\n'
"$build/vms" "$((${ROUNDS:-9} * 5))" "$work"/w?*.bin
exit $status
