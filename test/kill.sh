#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# gen_snapshot is killed at random moments: the blob is the old one or the new one, never
# anything else, and after SIGINT, SIGTERM and SIGHUP no temporary file is left.
#
# usage: test/kill.sh [times]     GEN: the command; SEED: of the moments

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Whoever kills children has no trap of his own: one that has not become gen_snapshot yet would
# come by it.
if [ "${1:-}" != --here ]; then
    GEN=$(realpath -- "${GEN:-$root/build/main/gen_snapshot}")
    export GEN
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    cd "$scratch"
    "$BASH" "$root/test/kill.sh" --here "$@"
    exit
fi

gen=$GEN
times=${2:-500}
RANDOM=${SEED:-1}
signals=(KILL INT TERM HUP)
killed=0 finished=0 left=0

die() {
    printf 'kill: %s\n' "$*"
    ls -la
    cmp app.bin blob.0 || true
    cmp app.bin blob.1 || true
    exit 1
}

make_blob() { # N FILE: one of two blobs that are large enough to take a while to write
    exec env --default-signal "$gen" --bare -q -o "$2" -e "var n = $1; var b = new Uint8Array(4e6); for (var i = 0; i < 4e6; i += 1000) b[i] = i + n;"
}

# Longer than most runs take: some get to their end.
measure() {
    local start=${EPOCHREALTIME/./}
    (make_blob 0 blob.0)
    (make_blob 1 blob.1)
    limit_us=$(((${EPOCHREALTIME/./} - start) * 6 / 10))
}

# After a kill that cannot be caught the temporary file stays; it must not get in the way.
check_folder() {
    local extra
    extra=$(find . -name '.tmp*' | wc -l)
    [ "$1" = KILL ] || [ "$extra" = 0 ] || die "SIG$1 left a temporary file"
    [ "$extra" = 0 ] || left=$((left + 1))
    rm -f .tmp*
    cmp -s app.bin blob.0 || cmp -s app.bin blob.1 || die "after SIG$1 the blob is neither the old nor the new one"
}

measure
cp blob.0 app.bin
for ((i = 0; i < times; i++)); do
    signal=${signals[i % 4]}
    wait_us=$(((RANDOM * 32768 + RANDOM) % limit_us))
    status=0
    {
        make_blob $((i % 2)) app.bin &
        child=$!
        sleep "$((wait_us / 1000000)).$(printf '%06d' $((wait_us % 1000000)))"
        kill -"$signal" $child 2>/dev/null || true
        wait $child || status=$?
    } 2>/dev/null
    case $status in
    0) finished=$((finished + 1)) ;;
    129 | 130 | 137 | 143) killed=$((killed + 1)) ;;
    *) die "exit status $status after SIG$signal" ;;
    esac
    check_folder "$signal"
done
[ $killed -gt 0 ] || die 'no run was killed'
printf 'kill: %d runs, %d killed, %d ended before; %d temporary files, all of SIGKILL\n' \
    "$times" $killed $finished $left
