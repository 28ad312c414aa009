#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Damaged blobs: each must be refused with exit status 14 and one line that names
# the file, the cause and the remedy; none may crash the process. From the
# environment:
#
#   BUILD   absolute folder with gen_snapshot, jsrun, mutate and damage, the driver
#   STRIDE  look at every STRIDE-th byte and length only (1), for slow builds
#   FLIPS   only flip so many bits, with and without --verify=full
#   SEED    of what is random (20)
#   ALL_MOVED  set if the usual address of an image is never free
#   FREE_BASE  set if jsrun is position-independent: no address is taken for sure

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

# group KIND NAME ARGUMENT: one group of the driver; what it prints before its
# closing line are failures, or figures.
group() {
    local kind=$1 name=$2 output
    output=$("$BUILD/damage" "$name" "$BUILD/jsrun" "$scratch/$kind.bin" "$3") || true
    [[ ${output##*$'\n'} == *' passed, '*' failed' ]] || output+=$'\n0 passed, 1 failed'
    [ "$(wc -l <<<"$output")" = 1 ] || sed '$d' <<<"$output" | sed "s/^/$kind, $name: /"
    count "${output##*$'\n'}"
}

# Each message of a refusal in the source must be one that a recipe led to.
each_message_has_a_recipe() {
    local messages=$1 sources=$here/../snapshot pattern count=0
    while read -r pattern; do
        count=$((count + 1))
        grep -qE -- "$pattern" "$messages" && continue
        printf 'FAIL no recipe leads to the message: %s\n' "$pattern"
        count '0 passed, 1 failed'
    done < <(cat "$sources"/{check,reloc,blob,map,info}.c | tr '\n' ' ' |
        sed -E 's/"[ ]+REMEDY/REMEDY"/g; s/"[ ]+"//g; s/REMEDY"/make the blob again with this version'"'"'s gen_snapshot"/g' |
        grep -oE '(REFUSE|jsb__fail)\(err, JSB_E_(NOT_BLOB|UNFINISHED|FORMAT|ENGINE|NATIVES|TRUNCATED|CORRUPT), *([a-z_0-9]+|offsetof\([^"]*)?[^"]*"[^"]+"' |
        sed -E 's/^[^"]*"//; s/"$//; s/[][().*?+|]/\\&/g; s/%(llu|u|s|016llx)/.*/g' | sort -u)
    if [ "$count" -gt 10 ]; then
        count '1 passed, 0 failed'
    else
        printf 'FAIL only %d messages found in the sources\n' "$count"
        count '0 passed, 1 failed'
    fi
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

# A program whose check() looks at much of its heap: the values of the program, and the names
# and simple values of all that can be reached from the global object.
cat >"$scratch/app.js" <<'END'
var list = [1, 2, 3], text = 'some text', matcher = /(\d+)-x/i, when = new Date(86400000);
var table = { deep: { deeper: { deepest: [0.5, -1, null, true, undefined] } } };
var bytes = new Uint8Array(300), bound = Math.max.bind(null, 7), log = [];
for (var i = 0; i < bytes.length; i++) bytes[i] = i * 7;
var counter = (function () { var n = 0; return function () { return ++n; }; })();
function sum() { return list[0] + list[1] + list[2] + counter() + bound(3); }
function walk(value, depth) {
    var names = Object.getOwnPropertyNames(value);
    for (var i = 0; i < names.length; i++) {
        var d = Object.getOwnPropertyDescriptor(value, names[i]), v = d.value;
        log.push(names[i], typeof v === 'object' || typeof v === 'function' ? typeof v : String(v));
        if (v && v !== log && v !== value && names[i] !== 'constructor' && depth < 2 && /^[of]/.test(typeof v))
            walk(v, depth + 1);
    }
}
function check() {
    walk(globalThis, 0);
    return [sum(), text.toUpperCase(), matcher.exec('a12-X')[1], when.getTime(), JSON.stringify(table),
        Array.prototype.join.call(bytes), log.length, log.join(' ')].join('\n');
}
END
(cd "$scratch" && "$BUILD/gen_snapshot" --bare -q -o bare.bin app.js && "$BUILD/gen_snapshot" -q -o runtime.bin app.js)

if [ -n "${FLIPS:-}" ]; then
    for kind in bare runtime; do
        CODE='print(check())' group $kind flips "$FLIPS"
    done
    printf '%d passed, %d failed\n' $passed $failed
    [ $failed -eq 0 ]
    exit
fi

for kind in bare runtime; do
    group $kind header "$stride"
    group $kind cuts "$stride"
    group $kind holes "$stride"
    group $kind body $((300 / stride))
    CODE='print(check())' group $kind flips $((300 / stride))
    CODE='print(sum(), JSON.stringify(table), walk.length)' group $kind use 1
    MESSAGES=$scratch/messages group $kind recipes "$here/bad/recipes.txt"
done
[ -n "${FREE_BASE:-}" ] || each_message_has_a_recipe "$scratch/messages"

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
