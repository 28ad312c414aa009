#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Split tests. A case is a program in two halves: startup.js runs before the
# snapshot, main.js after it, and together they must print what stock Duktape
# prints when it runs both in one VM in one go. A case that passes under a
# snapshot that loses something proves nothing, so main.js examines, changes,
# extends and collects what startup.js built.

set -euo pipefail

usage() {
    cat <<'END'
usage: test/split.sh [--regen] [case ..]

Runs the cases of test/split, or those named. Each is generated once and booted
twice, and stock Duktape must still agree.

  --regen   write expected.txt anew from what stock Duktape prints

environment:
  GEN, JSRUN               the two commands (default: build/main/...);
                           several words run a wrapper, as in JSRUN='valgrind -q build/main/jsrun'
  GEN_FLAGS, JSRUN_FLAGS   further options for them
  DUK                      stock Duktape 2.7.0 (default: duk)
  INPUTS                   the node_modules folder that scripts/setup.sh fills
  JOBS                     cases at a time (default: 2)
  CASE_TIMEOUT             seconds for one command (default: 120)
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
corpus=$root/test/split
cache=${JSBOOT_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/jsboot}
inputs=${INPUTS:-$cache/inputs/node_modules}
jobs=${JOBS:-2}
limit=${CASE_TIMEOUT:-120}
scratch=''
gen=() jsrun=() duk=() gen_flags=() jsrun_flags=() libs=()
export LC_ALL=C

# Splits a setting into words; those that name a file become absolute, because
# every case runs in a folder of its own.
words() {
    local -n into=$1
    local i
    read -ra into <<<"$2"
    for i in "${!into[@]}"; do
        if [[ ${into[i]} == */* && -e ${into[i]} ]]; then
            into[i]=$(realpath -- "${into[i]}")
        fi
    done
}

need() {
    local program
    for program in "$@"; do
        command -v "$program" >/dev/null || { printf 'split: cannot run %s\n' "$program" >&2; exit 1; }
    done
}

# --- one case ----------------------------------------------------------------

complain() { printf '%s: %s\n' "$name" "$*"; }

# Runs one command in the case's folder, its output in FILE: step WHAT FILE COMMAND..
step() {
    local what=$1 file=$2 status=0
    shift 2
    timeout "$limit" "$@" >"$file" 2>"$file.err" </dev/null || status=$?
    [ $status -ne 0 ] || return 0
    complain "$what: exit status $status"
    tail -n 20 "$file.err"
    return 1
}

# same WHAT FILE: is FILE what the case expects?
same() {
    local difference
    difference=$(diff -a -u --label expected --label "$1" "$dir/expected.txt" "$2") && return 0
    complain "$1: output differs"
    head -n 20 <<<"$difference"
    return 1
}

# A library is a path below node_modules or, with a leading ./, a file of the case.
read_libs() {
    local line
    libs=()
    [ -f "$dir/libs" ] || return 0
    while read -r line; do
        case $line in
        '' | '#'*) continue ;;
        ./*) libs+=("$dir/${line#./}") ;;
        *) libs+=("$inputs/$line") ;;
        esac
        [ -f "${libs[-1]}" ] || { complain "no library ${libs[-1]}"; return 1; }
    done <"$dir/libs"
}

# Sets up a folder with the two halves in it, under the names that every
# command gets: file names show up in stack traces.
enter_case() {
    name=$1
    dir=$corpus/$name
    out=$scratch/$name.out
    if [ ! -f "$dir/startup.js" ] || [ ! -f "$dir/main.js" ]; then
        complain 'no such case'
        return 1
    fi
    read_libs && mkdir "$scratch/$name.d" "$out" && cd "$scratch/$name.d" && cp "$dir/startup.js" "$dir/main.js" .
}

# boot N SETTING..: boots the blob with these environment settings. The blob is
# mapped, not read: a boot that writes to the file would spoil the next one.
boot() {
    local n=$1
    shift
    step "boot $n" "$out/boot$n" env "$@" \
        "${jsrun[@]}" "${jsrun_flags[@]}" --snapshot t.bin main.js || return 1
    cat "$out/gen" "$out/boot$n" >"$out/total$n"
    same "boot $n" "$out/total$n" || return 1
    [ "$(sha256sum <t.bin)" = "$sum" ] || { complain "boot $n changed the blob"; return 1; }
}

check_case() {
    local sum
    enter_case "$1" || return 1
    [ -f "$dir/expected.txt" ] || { complain 'no expected.txt; use --regen'; return 1; }
    step 'stock duk' "$out/duk" "${duk[@]}" "${libs[@]}" startup.js main.js || return 1
    same 'stock duk' "$out/duk" || return 1
    step gen_snapshot "$out/gen" "${gen[@]}" --timeout=0 "${gen_flags[@]}" --bare -q -o t.bin "${libs[@]}" startup.js || return 1
    # What the blob needs from here on it must hold itself.
    rm startup.js
    [ "$(ls -A)" = $'main.js\nt.bin' ] || { complain "gen_snapshot left:" ./*; return 1; }
    step validate "$out/validate" "${gen[@]}" --validate t.bin || return 1
    sum=$(sha256sum <t.bin)
    boot 1 TZ=UTC && boot 2 TZ=Asia/Tokyo MALLOC_PERTURB_=85
}

# A case must not depend on addresses or the time zone: stock Duktape runs it
# three times before its output is believed.
regen_case() {
    enter_case "$1" || return 1
    step 'stock duk' "$out/1" env TZ=UTC "${duk[@]}" "${libs[@]}" startup.js main.js || return 1
    step 'stock duk' "$out/2" env TZ=Asia/Tokyo "${duk[@]}" "${libs[@]}" startup.js main.js || return 1
    step 'stock duk' "$out/3" setarch -R "${duk[@]}" "${libs[@]}" startup.js main.js || return 1
    if ! cmp -s "$out/1" "$out/2" || ! cmp -s "$out/1" "$out/3"; then
        complain 'differs from run to run'
        diff -a "$out/1" "$out/2" || diff -a "$out/1" "$out/3" || true
        return 1
    fi
    cmp -s "$out/1" "$dir/expected.txt" || cp "$out/1" "$dir/expected.txt"
}

# --- all of them -------------------------------------------------------------

# Each case leaves NAME.log; NAME.ok says that it passed.
run_cases() {
    local what=$1 one
    shift
    for one in "$@"; do
        while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do
            wait -n || true
        done
        { "$what" "$one" && : >"$scratch/$one.ok"; } >"$scratch/$one.log" 2>&1 &
    done
    wait
}

# Prints the failures in the order of the cases, then the closing line.
report() {
    local one passed=0 failed=0
    for one in "$@"; do
        if [ -e "$scratch/$one.ok" ]; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            printf 'FAIL '
            cat "$scratch/$one.log"
        fi
    done
    printf '%d passed, %d failed\n' $passed $failed
    [ $failed -eq 0 ] && [ $passed -gt 0 ]
}

main() {
    local what=check_case path
    local -a cases=()
    case ${1:-} in
    -h | --help) usage; return ;;
    --regen) what=regen_case; shift ;;
    -*) usage >&2; return 2 ;;
    esac
    words gen "${GEN:-$root/build/main/gen_snapshot}"
    words jsrun "${JSRUN:-$root/build/main/jsrun}"
    words duk "${DUK:-duk}"
    words gen_flags "${GEN_FLAGS:-}"
    words jsrun_flags "${JSRUN_FLAGS:-}"
    [ "$what" = regen_case ] || need "${gen[0]}" "${jsrun[0]}"
    need "${duk[0]}"
    for path in "$corpus"/*/; do
        cases+=("$(basename "$path")")
    done
    [ $# -eq 0 ] || cases=("${@%/}")
    [ ! -d "$inputs" ] || inputs=$(cd "$inputs" && pwd)

    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    run_cases "$what" "${cases[@]}"
    report "${cases[@]}"
}

main "$@"
