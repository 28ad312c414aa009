#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Freezes three real libraries with a small application, runs a script on top of the
# blob, and times it beside a run that loads everything anew. `make demo` calls it
# with, in the environment:
#
#   BUILD    folder with gen_snapshot, jsrun and, if it is built, bench
#   INPUTS   the node_modules folder that scripts/setup.sh filled
#   ROUNDS   how often each command is timed (21)

set -euo pipefail

: "${BUILD:?must name the build folder}" "${INPUTS:?must name the node_modules folder}"
build=$(cd "$BUILD" && pwd)
rounds=${ROUNDS:-21}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C
unset JSRUN_SNAPSHOT
bold='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    bold=$'\033[1m' plain=$'\033[0m'
fi

die() {
    printf 'demo: %s\n' "$@" >&2
    exit 1
}

say() { printf '\n%s\n\n' "$*"; }

# Shows a command as it would be typed, and runs it.
typed() {
    printf '%s$ %s%s\n' "$bold" "$*" "$plain"
    PATH=$build:$PATH "$@" 2>&1 || die "exit status $?: $*"
}

fill_folder() {
    local library
    for library in lodash/lodash.js handlebars/dist/handlebars.js moment/moment.js; do
        [ -f "$INPUTS/$library" ] || die "there is no $INPUTS/$library; run scripts/setup.sh"
        cp "$INPUTS/$library" "$scratch"
    done
    cat >"$scratch/startup.js" <<'END'
Handlebars.registerHelper('day', function (time) {
    return moment.utc(time).format('dddd, MMMM Do YYYY');
});
Handlebars.registerHelper('title', _.startCase);
var page = Handlebars.compile('{{title name}}:{{#each days}}\n  {{day this}}{{/each}}');
END
    cat >"$scratch/main.js" <<'END'
console.log(page({ name: 'three days of interest', days: _.range(0, 3e11, 1e11) }));
END
    {
        printf "%s\n" "var _ = require('./lodash'), moment = require('./moment');" \
            "var Handlebars = require('./handlebars');"
        cat "$scratch/startup.js" "$scratch/main.js"
    } >"$scratch/cold.js"
}

# Sets cold_us and snapshot_us: medians of whole processes that take turns.
measure_with_driver() {
    local plan=$scratch/plan medians
    printf 'run\tdemo\t%s\t%s\n' cold "$build/jsrun"$'\t'cold.js \
        snapshot "$build/jsrun"$'\t--snapshot\tapp.bin\tmain.js' >"$plan"
    "$build/bench" -n "$rounds" -j "$scratch/json" "$plan" >"$scratch/log" 2>&1 || {
        cat "$scratch/log" >&2
        die 'the measurement failed'
    }
    medians=$(sed -nE 's/.*"time_us": ([0-9]+).*/\1/p' "$scratch/json")
    read -r cold_us snapshot_us <<<"$(xargs <<<"$medians")"
}

# The same without the driver: the shell's own work is in the figures.
time_one() {
    local start=${EPOCHREALTIME/./}
    "$build/jsrun" "${@:2}" >/dev/null
    printf '%d\n' $((${EPOCHREALTIME/./} - start)) >>"$1"
}
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
measure_with_shell() {
    local i
    for ((i = 0; i < rounds; i++)); do
        time_one cold.times cold.js
        time_one snapshot.times --snapshot app.bin main.js
    done
    cold_us=$(median cold.times)
    snapshot_us=$(median snapshot.times)
}

# bar LABEL MICROSECONDS
bar() {
    awk -v label="$1" -v us="$2" -v most="$cold_us" 'BEGIN {
        n = int(us * 48 / most + 0.5)
        line = "#"
        while (length(line) < n) line = line "#"
        printf "  %-14s %8.2f ms  %s\n", label, us / 1000, line
    }'
}

fill_folder
inputs=$(cd "$INPUTS" && pwd)
cd "$scratch"
say 'Three libraries and the set-up of an application, frozen into a blob:'
typed cat startup.js
typed gen_snapshot --verbose -o app.bin lodash.js handlebars.js moment.js startup.js
say 'A script that starts where they have ended:'
typed cat main.js
typed jsrun --snapshot app.bin main.js
say 'The same without a snapshot loads and sets up everything anew:'
typed head -n 2 cold.js
typed jsrun cold.js
[ "$("$build/jsrun" cold.js)" = "$("$build/jsrun" --snapshot app.bin main.js)" ] ||
    die 'the snapshot does not print what the cold run prints'

say 'A package, frozen from the archive that npm makes of it:'
typed npm pack --silent --offline "$inputs/lodash"
typed gen_snapshot --verbose lodash-*.tgz
typed jsrun --snapshot lodash-*.bin -p "require('/snapshot').chunk([1, 2, 3, 4], 2)"

if [ -x "$build/bench" ]; then
    measure_with_driver
else
    measure_with_shell
fi
say "Whole process, median of $rounds runs each, in turns:"
bar 'cold' "$cold_us"
bar 'from snapshot' "$snapshot_us"
awk -v cold="$cold_us" -v snapshot="$snapshot_us" \
    'BEGIN { printf "\n  %.1f times as fast.\n", cold / snapshot }'
