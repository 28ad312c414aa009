#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Builds the blobs of the workloads, checks that they print what a cold run prints, and
# times them. Called by `make bench`; from the environment:
#
#   BUILD      folder with gen_snapshot, jsrun, core/jsrun, floor-musl, floor-glibc, bench
#   DUK        stock Duktape
#   INPUTS     the node_modules folder that scripts/setup.sh filled
#   ROUNDS     how often each command is run (41)
#   WORKLOADS  some of "w0 w1 w2 w3 base sh heap gen cache" (all)
#   CACHED     some of "short w1 w2 w3", for the workload "cache" (all)
#   JSON       also write the results to this file
#   MARKDOWN   also write the table to this file, for a page of documentation
#   RUNTIME    0: leave out the blobs that hold the runtime
#   PEERS      other engines to look for ("node bun qjs qjsc mqjs hermes xst")
#   GATE       1: exit with status 3 if a goal is missed

# shellcheck disable=SC2154 # common.sh and what it offers set some variables
set -euo pipefail
# shellcheck source=test/bench/common.sh disable=SC1091
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=test/bench/cache.sh disable=SC1091
. "$here/cache.sh"
begin gen_snapshot jsrun floor-musl floor-glibc bench

# Times that the whole process may take, as parts of the cold run's, are those of the machine
# on which that took 46, 49 and 302 ms.
goals_of() {
    local w=$1 label=$2 of
    of="$1/$2"
    case $w in
    w1)
        plan goal "$w $label" "$of" time_us "$(ratio 1.6 46)" "$w/duk, cold" time_us
        plan goal "pages dirtied, $w $label" "$of" pages_main 20
        ;;
    w2) plan goal "$w $label" "$of" time_us "$(ratio 0.4 49)" "$w/duk, cold" time_us ;;
    w3)
        plan goal "$w $label" "$of" time_us "$(ratio 8 302)" "$w/duk, cold" time_us
        plan goal "pages dirtied, $w $label" "$of" pages_main 25
        ;;
    esac
    plan goal "a collection dirties no page, $w $label" "$of" pages_collect 1 "$of" pages_main
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.5f", a / b }'; }

# add_pages ROW MAPPING MAIN COLLECT COMMAND..: the pages after boot alone, after MAIN, after
# COLLECT, each the last argument of the command.
add_pages() {
    local row=$1 mapping=$2 main=$3 collect=$4
    shift 4
    plan pages "$row" pages_boot "$mapping" "$@" -e ''
    plan pages "$row" pages_main "$mapping" "$@" "$main"
    plan pages "$row" pages_collect "$mapping" "$@" "$collect"
}

# Commands that boot and print, for a group of their own: in a workload's each may follow a program
# that has filled the processor's caches with something else.
boots=()

# boot_too GOAL LABEL COMMAND..; no goal is `-`.
boot_too() {
    local IFS=$'\t'
    boots+=("$*")
}

add_boots() {
    local boot goal label rest
    [ ${#boots[@]} != 0 ] || return 0
    plan title boot 'Boot, then print: these alone, in turns'
    plan often boot 8
    for boot in "${boots[@]}"; do
        IFS=$'\t' read -r goal label rest <<<"$boot"
        plan run boot "$label" "$rest"
        [ "$goal" = - ] || plan goal "boot and print, $label" "boot/$label" time_us "$goal" boot/floor time_us
    done
    plan note 'Goals of booting are for these alone; between heavy programs, as in a workload, caches are cold.'
    plan note 'Boot and print is a main function, which lies in the blob; the other rows of a blob compile a script after boot.'
    plan note 'Groups of nothing but short runs have eight times as many, those of the cache three times, but for w3.'
}

# add_blob WORKLOAD LABEL BLOB ARG..: gen_snapshot makes it of these.
add_blob() {
    local w=$1 label=$2 blob=$3 main=$here/$1/main.js
    shift 3
    "$build/gen_snapshot" -q -o "$blob" "$@" || die "$w: gen_snapshot failed: $*"
    must_print "$w, $label" "$build/jsrun" --snapshot "$blob" "$main"
    must_print "$w, $label" "$build/jsrun" --snapshot "$blob" "$work/$w.collect.js"
    plan run "$w" "$label" "$build/jsrun" --snapshot "$blob" "$main"
    add_pages "$w/$label" "$blob" "$main" "$work/$w.collect.js" "$build/jsrun" --snapshot "$blob"
    [ "$w" = w0 ] || plan run "$w" "$label, print" "$build/jsrun" --snapshot "$blob" "$here/w0/main.js"
    [[ $w = w[12] ]] || boot_too - "$w $label, script" "$build/jsrun" --snapshot "$blob" "$here/w0/main.js"
    goals_of "$w" "$label"
}

# The runtime that is linked into jsrun.
add_base() {
    local main=$here/w0/main.js address size
    must_print 'no snapshot' "$build/jsrun" "$main"
    plan run w0 'jsrun, no snapshot' "$build/jsrun" "$main"
    boot_too 1.5 'jsrun, no snapshot' "$build/jsrun" "$main"
    # What of it can be written to has a section of its own.
    read -r address size < <(readelf -SW "$build/jsrun" |
        sed -nE 's/.* \.jsbbase +[A-Z]+ +([0-9a-f]+) +[0-9a-f]+ +([0-9a-f]+) .*/\1 \2/p') || true
    [ -z "$address" ] || add_pages 'w0/jsrun, no snapshot' "$build/jsrun@$address-$(printf %x $((0x$address + 0x$size)))" "$main" \
        "$work/w0.collect.js" "$build/jsrun"
}

# The workload's libraries with a main function that prints, as an application is shipped: the blob has
# all of it.
add_main_function() {
    local w=$1 blob=$work/$1.main.bin
    { echo 'require("v8").startupSnapshot.setDeserializeMainFunction(function () {' &&
        cat "$here/w0/main.js" && echo '});'; } >"$work/main.js"
    "$build/gen_snapshot" -q -o "$blob" "${full[@]}" "$work/main.js" || die "$w: gen_snapshot failed: a main function"
    "$duk" "$here/w0/main.js" >"$work/expected"
    must_print "$w, main function" "$build/jsrun" --snapshot "$blob"
    boot_too 1.35 "$w main function" "$build/jsrun" --snapshot "$blob"
}

add_workload() {
    local w=$1
    plan title "$w" "$(title_of "$w")"
    find_startup "$w"
    find_expected "$w"
    join "$here/$w/main.js" >"$work/$w.collect.js"
    printf 'Duktape.gc();\n' >>"$work/$w.collect.js"
    plan cold "$w" 'duk, cold' "$duk" "${startup[@]}" "$here/$w/main.js"
    add_blob "$w" 'blob' "$work/$w.bin" --bare "${startup[@]}"
    [ ! -f "$here/$w/train.js" ] || add_blob "$w" 'blob, trained' "$work/$w.trained.bin" --bare \
        --train "$here/$w/train.js" "${startup[@]}"
    find_full "$w"
    [ "${RUNTIME:-1}" = 0 ] || add_blob "$w" 'blob + runtime' "$work/$w.full.bin" "${full[@]}"
    [ "$w" != w0 ] || add_base
    [ "$w" != w0 ] || plan run w0 'empty, static glibc' "$build/floor-glibc"
    add_peers "$w" "$w"
    [[ "${RUNTIME:-1}" = 0 || $w = w[12] ]] || add_main_function "$w"
}

# The size of the heap must not matter.
add_heap() {
    local mb
    plan title heap 'A large heap: boot, then print'
    plan often heap 8
    for mb in 1 100; do
        "$build/gen_snapshot" --bare -q -o "$work/heap$mb.bin" \
            -e "var h = []; for (var i = 0; i < $mb * 4500; i++) h.push({ a: i, b: 's' + i });"
        plan run heap "$mb MB" "$build/jsrun" --snapshot "$work/heap$mb.bin" "$here/w0/main.js"
    done
    plan goal 'boot of 100 MB' 'heap/100 MB' time_us 1.05 'heap/1 MB' time_us
}

# What a base image with all modules and the library costs those that need none of it: the same
# program, linked with an image that has the modules of a short script only.
add_runtimes() {
    local core=$build/core/jsrun whole=$build/jsrun main=$here/w0/main.js
    [ -x "$core" ] || die "there is no $core; run make bench"
    startup=()
    find_expected w0
    must_print 'core runtime' "$core" "$main"
    must_print 'full runtime' "$whole" "$main"
    [ "$("$core" -p 'typeof Promise + typeof URL') $("$whole" -p 'typeof Promise + typeof URL')" = \
        'undefinedundefined functionfunction' ] || die "$core holds the full runtime, or $whole does not"
    plan title base "Base images: the runtime's core, $(kib "$build/core/base.bin") KiB, all of it, $(kib "$build/base.bin") KiB; print"
    plan often base 8
    plan run base 'core runtime' "$core" "$main"
    plan run base 'full runtime' "$whole" "$main"
    plan goal 'the full runtime in the base image' 'base/full runtime' time_us 1.03 'base/core runtime' time_us
}
kib() { echo $(($(stat -c %s "$1") / 1024)); }

# The same script under node, with the same output.
add_shell_script() {
    local script=$here/sh/script.js
    mkdir -p "$work/sh.jsrun" "$work/sh.node"
    plan title sh 'A shell script: read a file, run a program, parse JSON, write a file'
    plan run sh 'jsrun' "$build/jsrun" "$script" "$work/sh.jsrun"
    has node || return 0
    node "$script" "$work/sh.node" >"$work/expected"
    must_print 'the shell script' "$build/jsrun" "$script" "$work/sh.jsrun"
    cmp "$work/sh.node/out.json" "$work/sh.jsrun/out.json" || die 'the shell script writes another file than under node'
    plan cold sh 'node' node "$script" "$work/sh.node"
    plan goal 'a shell script, 20 times faster than node' sh/jsrun time_us 0.05 sh/node time_us
}

# From lines of --verbose: census, layout and write together, in the best run.
freeze_ms() {
    sed -E 's/.*, list ([0-9.]+), lay out ([0-9.]+), copy ([0-9.]+), write tables ([0-9.]+),.*/\1 \2 \3 \4/' |
        awk '{ sum = $1 + $2 + $3 + $4 } NR == 1 || sum < least { least = sum } END { printf "%.1f", least }'
}

# best_us ROUNDS COMMAND..: microseconds of its fastest run.
best_us() {
    local rounds=$1 least='' start took i
    shift
    for ((i = 0; i < rounds; i++)); do
        start=${EPOCHREALTIME/[.,]/}
        "$@" >/dev/null </dev/null
        took=$((${EPOCHREALTIME/[.,]/} - start))
        [ -n "$least" ] && [ "$least" -le $took ] || least=$took
    done
    echo "$least"
}

# gen_snapshot says itself how long its steps take; 60 ms on the machine of goals_of().
add_steps() {
    local i lines=() steps
    for ((i = 0; i < ${ROUNDS:-41} && i < 9; i++)); do
        lines+=("$("$build/gen_snapshot" --bare --verbose -o "$work/gen.bin" "${startup[@]}" 2>&1 |
            tail -n 1)")
    done
    steps=$(printf '%s\n' "${lines[@]}" | freeze_ms)
    note_goal "gen_snapshot of w3: census, layout and write, $steps ms, over the cold run, best of ${#lines[@]} each" \
        "$(ratio "$steps" "$(best_us ${#lines[@]} "$duk" "${startup[@]}" | awk '{ print $1 / 1000 }')")" "$(ratio 60 302)"
}

add_generation() {
    local limit
    plan title gen 'Making the blob of w3'
    find_startup w3
    plan cold gen 'duk, cold' "$duk" "${startup[@]}"
    plan run gen 'gen_snapshot' "$build/gen_snapshot" --bare -q -o "$work/gen.bin" "${startup[@]}"
    plan goal 'gen_snapshot of w3' gen/gen_snapshot time_us 1.15 'gen/duk, cold' time_us
    "$build/gen_snapshot" --bare -q -o "$work/gen.bin" "${startup[@]}"
    limit=$(stat -c %s "$work/gen.bin" | awk '{ print $1 / 1024 * 2.2 }')
    plan goal 'memory of gen_snapshot' gen/gen_snapshot peak_kib "$limit"
    add_steps
}

# Starts depend on it: the page cache gives such a page when the file is written, or it does not.
note_code_page() {
    local huge='no huge page: the page cache has jsrun in smaller parts, a start takes more faults'
    ! "$build/jsrun" -p 'require("fs").readFileSync("/proc/self/smaps", "latin1")' |
        grep -q '^FilePmdMapped: *[1-9]' || huge='a huge page'
    plan note "jsrun's code is mapped by $huge."
}

plan floor floor "$build/floor-musl"
note_code_page
for w in ${WORKLOADS:-w0 w1 w2 w3 base sh heap gen cache}; do
    case $w in
    base) add_runtimes ;;
    sh) add_shell_script ;;
    heap) add_heap ;;
    gen) add_generation ;;
    cache) add_cache ;;
    w[0-3]) add_workload "$w" ;;
    *) die "there is no workload '$w'" ;;
    esac
done
add_boots
drive bench -n "${ROUNDS:-41}"
[ "$missed" = 0 ] || [ "${GATE:-0}" = 0 ] || exit 3
