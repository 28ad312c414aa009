#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Blobs across builds: makers of several C libraries and machines make the same bytes, and
# the blob of one boots in the runners of all. The cases are those of the split tests.

set -euo pipefail

usage() {
    cat <<'END'
usage: test/cross.sh [case ..]

Runs the cases of test/split that load no library, or those named.

environment:
  MAKERS    builds with a `freeze`, the first is compared with (default: main musl)
  RUNNERS   builds with a `jsrun` (default: main harden glibc-run)
  EVERY     only each EVERY-th of these cases (default: 1)
  EMULATOR  command that runs the programs of build/aarch64
  INPUTS    the node_modules folder that scripts/setup.sh fills
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${JSBOOT_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/jsboot}
inputs=${INPUTS:-$cache/inputs/node_modules}
read -ra makers <<<"${MAKERS:-main musl}"
read -ra runners <<<"${RUNNERS:-main harden glibc-run}"
scratch=''
passed=0 failed=0
export LC_ALL=C TZ=UTC

fail() {
    printf 'FAIL %s: %s\n' "$1" "$2"
    failed=$((failed + 1))
}

# command_of BUILD PROGRAM: the words that run it, in the array `command`.
command_of() {
    command=("$root/build/$1/$2")
    case $1 in
    aarch64) read -ra command <<<"${EMULATOR:-qemu-aarch64 -L /usr/aarch64-linux-gnu} ${command[0]}" ;;
    esac
}

libraries_of() {
    local line
    libraries=()
    [ -f "$1/libs" ] || return 0
    while read -r line; do
        case $line in
        '' | '#'*) ;;
        ./*) libraries+=("$1/${line#./}") ;;
        *) libraries+=("$inputs/$line") ;;
        esac
    done <"$1/libs"
}

make_blob() {
    command_of "$1" freeze
    timeout 300 "${command[@]}" "$1.bin" "${libraries[@]}" startup.js >"$1.out" 2>"$1.err" </dev/null
}

# A not-a-number has the sign that the machine's arithmetic gives it, and keeps it; the
# emulated build has no musl, so the last digits of its sines are those of another library.
may_differ() {
    [ "$1" = aarch64 ] && { [ "$name" = math-tables ] || grep -qw -e NaN -e '0 / 0' startup.js; }
}

check_maker() {
    if ! make_blob "$1"; then
        fail "$name" "the maker of $1 failed: $(tail -n 3 "$1.err")"
    elif may_differ "$1" || cmp -s "${makers[0]}.bin" "$1.bin"; then
        passed=$((passed + 1))
    else
        fail "$name" "the maker of $1 makes other bytes: $(cmp "${makers[0]}.bin" "$1.bin")"
    fi
}

check_runner() {
    local maker=$1 runner=$2
    command_of "$runner" jsrun
    timeout 300 "${command[@]}" --snapshot "$maker.bin" main.js >boot.out 2>boot.err </dev/null || true
    if cat "$maker.out" boot.out | cmp -s - "$dir/expected.txt"; then
        passed=$((passed + 1))
    else
        fail "$name" "the blob of $maker runs otherwise in $runner: $(tail -n 3 boot.err)"
    fi
}

check_case() {
    local maker runner
    name=$1
    dir=$root/test/split/$name
    mkdir "$scratch/$name"
    cd "$scratch/$name"
    cp "$dir/startup.js" "$dir/main.js" .
    libraries_of "$dir"
    for maker in "${makers[@]}"; do
        check_maker "$maker"
    done
    for runner in "${runners[@]}"; do
        check_runner "${makers[0]}" "$runner"
    done
    # The other way round: what the last maker made, in the first runner.
    check_runner "${makers[-1]}" "${runners[0]}"
}

# The runtime's own image is frozen once in each build.
check_base() {
    local build
    for build in "${makers[@]}"; do
        if cmp "$root/build/${makers[0]}/base.bin" "$root/build/$build/base.bin"; then
            passed=$((passed + 1))
        else
            fail "the runtime's image" "differs in build $build"
        fi
    done
}

cases_without_libraries() {
    local dir count=0
    for dir in "$root"/test/split/*/; do
        [ -e "$dir/libs" ] || [ $((count++ % ${EVERY:-1})) -ne 0 ] || basename "$dir"
    done
}

main() {
    local one
    local -a cases=()
    case ${1:-} in
    -h | --help) usage; return ;;
    -*) usage >&2; return 2 ;;
    esac
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    [ $# -gt 0 ] || mapfile -t cases < <(cases_without_libraries)
    check_base
    for one in "${cases[@]}" "$@"; do
        check_case "$one"
    done
    printf '%s -> %s: %d passed, %d failed\n' "${makers[*]}" "${runners[*]}" $passed $failed
    [ $failed -eq 0 ] && [ $passed -gt 0 ]
}

main "$@"
