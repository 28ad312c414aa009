#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Damaged blobs: each must be refused with exit status 14 and one line that names
# the file, the cause and the remedy; none may crash the process. From the
# environment:
#
#   BUILD   absolute folder with gen_snapshot, jsrun, mutate and engine/xxhash.h
#   CC      C compiler for the driver (cc)
#   STRIDE  look at every STRIDE-th byte and length only (1), for slow builds

set -euo pipefail

: "${BUILD:?must name the build folder}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
stride=${STRIDE:-1}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C
unset JSRUN_SNAPSHOT
passed=0 failed=0

# count TEXT: adds up a closing line "N passed, N failed".
count() {
    local p f _
    read -r p _ f _ <<<"$1"
    passed=$((passed + p)) failed=$((failed + f))
}

# group NAME ARGUMENTS..: one group of the driver; what it prints before its
# closing line are failures.
group() {
    local kind=$1 name=$2 output
    output=$("$scratch/damage" "$name" "$BUILD/jsrun" "$scratch/$kind.bin" "$3") || true
    [[ ${output##*$'\n'} == *' passed, '*' failed' ]] || output+=$'\n0 passed, 1 failed'
    [ "$(wc -l <<<"$output")" = 1 ] || printf '%s, %s:\n%s\n' "$kind" "$name" "$output"
    count "${output##*$'\n'}"
}

# refused NAME FILE WORDS: what is no blob at all, and lies where no driver can
# make it.
refused() {
    local name=$1 file=$2 words=$3 status=0 found
    found=$("$BUILD/jsrun" --snapshot "$file" -e '' 2>&1) || status=$?
    if [ $status = 14 ] && [[ $found == "jsrun: $file: "*"$words"* ]]; then
        count '1 passed, 0 failed'
    else
        printf 'FAIL %s: exit status %d, not 14; wanted: %s; found: %s\n' "$name" $status "$words" "$found"
        count '0 passed, 1 failed'
    fi
}

flags=(-std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion -Werror)
"${CC:-cc}" "${flags[@]}" -I"$BUILD/engine" -o "$scratch/damage" "$here/damage.c"
printf '%s\n' 'var list = [1, 2, 3]; function sum() { return list[0] + list[1] + list[2]; }' >"$scratch/app.js"
(cd "$scratch" && "$BUILD/gen_snapshot" --bare -q -o bare.bin app.js && "$BUILD/gen_snapshot" -q -o runtime.bin app.js)

for kind in bare runtime; do
    group $kind header "$stride"
    group $kind cuts "$stride"
    group $kind body $((300 / stride))
    group $kind recipes "$here/bad/recipes.txt"
done

# With right checksums it is the full check that has to notice.
output=$("$BUILD/mutate" $((3000 / stride)) "$scratch/bare.bin" "$scratch/runtime.bin") || true
[[ ${output##*$'\n'} == *' passed, '*' failed' ]] || output+=$'\n0 passed, 1 failed'
[ "$(wc -l <<<"$output")" = 1 ] || printf '%s\n' "$output"
count "${output##*$'\n'}"

mkdir "$scratch/folder"
refused 'missing file' "$scratch/missing" 'No such file or directory'
refused 'folder' "$scratch/folder" 'Is a directory'
refused 'below a file' "$scratch/app.js/blob" 'Not a directory'
refused 'device' /dev/null 'not a regular file; save the blob to a file first'
refused 'script' "$scratch/app.js" 'not a snapshot blob'

printf '%d passed, %d failed\n' $passed $failed
[ $failed -eq 0 ]
