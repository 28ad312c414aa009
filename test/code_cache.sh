#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The code cache makes no difference but in time: each program of test/split, in one piece, of
# test/runtime, of test/code_cache and of the test libraries runs without it, with an empty one and
# with a full one, and prints the same each time. From the environment: JSRUN, INPUTS as the other
# suites have them. The arguments: programs to be run instead of all.

set -euo pipefail

: "${JSRUN:?must name jsrun}" "${INPUTS:?must name the folder of the test libraries}"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/cache"
export LC_ALL=C TZ=UTC
cd "$scratch"
programs=0 differences=0

# What varies from run to run by itself: numbers of processes, times, random numbers.
run() {
    local to=$1 status=0
    shift
    timeout 120 "$JSRUN" --seed=1 "$@" >"$to" 2>&1 </dev/null || status=$?
    echo "status $status" >>"$to"
}

# Whoever prints something else each time is left out.
try() {
    local file=$1
    run plain "$file"
    run again "$file"
    cmp -s plain again || return 0
    run miss --compile-cache="$scratch/cache" "$file"
    run hit --compile-cache="$scratch/cache" "$file"
    programs=$((programs + 1))
    if ! cmp -s plain miss || ! cmp -s plain hit; then
        differences=$((differences + 1))
        echo "code cache: $file prints something else"
        diff plain hit | head -n 5 || true
    fi
}

try_all() {
    local folder file name
    for folder in "$root"/split/*/; do
        name=$(basename "$folder")
        cat "$folder/startup.js" "$folder/main.js" >"$scratch/$name.js"
        try "$scratch/$name.js"
    done
    for file in "$root"/runtime/*.node.js "$root"/code_cache/*.js "$scratch/libraries.js"; do
        try "$file"
    done
}

cat >libraries.js <<END
['lodash', 'handlebars', 'moment', 'acorn', 'jshint', 'core-js-bundle', 'typescript'].forEach(function (name) {
    var library = require('$INPUTS/' + name);
    console.log(name, typeof library, Object.keys(library).length);
    if (name === 'typescript')
        console.log(library.transpileModule('class A<T> { x: number = 1 }', {}).outputText);
    if (name === 'handlebars')
        console.log(library.compile('{{#each a}}{{this}},{{/each}}')({ a: [1, 2] }));
});
END
least=$#
if [ $# = 0 ]; then
    least=200
    try_all
fi
for program; do
    try "$program"
done
entries=$("$JSRUN" --compile-cache="$scratch/cache" --compile-cache-stats | sed -n 's/^entries: //p')
[ "$entries" -ge $((programs / 2)) ] || { echo "code cache: $entries entries are too few"; exit 1; }
printf 'code cache: %d programs, %d entries, %d differences\n' "$programs" "$entries" "$differences"
[ "$differences" = 0 ] && [ "$programs" -ge "$least" ]
