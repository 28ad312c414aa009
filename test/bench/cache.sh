# SPDX-License-Identifier: MIT
# cache.sh - a part of run.sh: scripts with the code cache, without it, and when it has nothing yet.
# shellcheck shell=bash disable=SC2154

# Goals that no row of the table stands for, and whether all are met, which run.sh asks.
# shellcheck disable=SC2034
missed=0
# note_goal TEXT VALUE LIMIT: the value is to be that much at most.
note_goal() {
    local met=met
    awk -v a="$2" -v b="$3" 'BEGIN { exit !(a <= b) }' || met='missed!' missed=1
    plan note "$1: $2 (goal: at most $3, $met)."
}

# The words by which a workload's script knows what it requires, in the order of its libraries.
words_of() {
    case $1 in
    w1) echo '_ Handlebars moment' ;;
    w2) echo 'library' ;;
    w3) echo 'ts' ;;
    esac
}

# write_script WORKLOAD FILE: the workload as a script that requires its libraries.
write_script() {
    local w=$1 file=$2 i=0 word
    : >"$file"
    for word in $(words_of "$w"); do
        printf 'var %s = require("%s");\n' "$word" "${startup[i++]}" >>"$file"
    done
    cat "$here/$w/startup.js" "$here/$w/main.js" >>"$file"
}

# forget FOLDER: writes a program that makes a code cache forget all entries and stay as it is else:
# the list of small entries and the files of others.
forget() {
    printf '#!/bin/sh\nrm -f "%s"/*.jsc\ndd if=/dev/zero of="%s/pack" bs=262144 count=1 conv=notrunc status=none\n' \
        "$1" "$1" >"$1.forget"
    chmod +x "$1.forget"
}

# Bytes of all entries over those of Duktape's dumps of the same files; those of small ones follow a
# list of 256 KiB.
size_ratio() {
    local script=$1 entries=$2 file sum=0 others=0
    for file in "$script" $(grep -o '"/[^"]*"' "$script" | tr -d '"'); do
        "$duk" -c "$work/dump" "$file" >/dev/null
        others=$((others + $(stat -c %s "$work/dump")))
    done
    for file in "$entries"/*; do
        sum=$((sum + $(stat -c %s "$file")))
    done
    [ ! -e "$entries/pack" ] || sum=$((sum - 262144)) # its list
    awk -v a="$sum" -v b="$others" 'BEGIN { printf "%.2f", a / b }'
}

# trace_us WORD COMMAND..: microseconds of all source texts in the best of five runs; each has to be
# what the word says, compiled or cached.
trace_us() {
    local word=$1
    shift
    for _ in 1 2 3 4 5; do
        { "$@" >/dev/null; } 2>&1 | awk -v word="$word" '
            /^startup: [a-z]+ .* in [0-9]+ us$/ { if ($2 != word) exit 1; sum += $(NF - 1) }
            END { print sum }'
    done | sort -n | head -n 1
}

# How long the library's functions take to be there, a part of what the compiler takes.
load_ratio() {
    local script=$1 entries=$2 compiled cached
    compiled=$(trace_us compiled "$build/jsrun" --no-compile-cache --startup-trace "$script")
    cached=$(trace_us cached "$build/jsrun" --compile-cache="$entries" --startup-trace "$script")
    awk -v a="${cached:-0}" -v b="${compiled:-0}" 'BEGIN { if (a * b == 0) print "unknown"; else printf "%.4f", a / b }'
}

# add_cached WORKLOAD: a miss is one of a cache in use, which does not have the script; the first run
# finds no folder. What prepares a run goes before the one without a cache too.
add_cached() {
    local w=$1 group=cache-$1 script=$work/$1.script.js full=$work/full.$1 used=$work/used.$1 empty=$work/empty.$1
    local run="$build/jsrun"
    find_startup "$w"
    find_expected "$w"
    write_script "$w" "$script"
    plan title "$group" "Code cache. $(title_of "$w")"
    [ "$w" = w3 ] || plan often "$group" 3 # three per cent are not seen in a few rounds
    must_print "$w, no cache" "$run" --no-compile-cache "$script"
    must_print "$w, miss" "$run" --compile-cache="$full" "$script"
    must_print "$w, cached" "$run" --compile-cache="$full" "$script"
    must_print "$w, miss" "$run" --compile-cache="$used" "$script"
    forget "$used"
    plan cold "$group" 'duk, cold' "$duk" "${startup[@]}" "$here/$w/main.js"
    plan run "$group" 'no cache' "$run" --no-compile-cache "$script"
    plan run "$group" miss "$run" --compile-cache="$used" "$script"
    plan run "$group" 'first run' "$run" --compile-cache="$empty" "$script"
    plan run "$group" cached "$run" --compile-cache="$full" "$script"
    plan before "$group/no cache" "$used.forget"
    plan before "$group/miss" "$used.forget"
    plan before "$group/first run" rm -rf "$empty"
    plan goal "a miss, $w" "$group/miss" time_us 1.03 "$group/no cache" time_us
    note_goal "Entries of $w over Duktape's own dump" "$(size_ratio "$script" "$full")" 1.3
    add_peers "$group" "$w"
}

add_cache() {
    local w
    for w in short w1 w2 w3; do
        [[ " ${CACHED:-short w1 w2 w3} " = *" $w "* ]] && add_cached "$w"
    done
    [[ " ${CACHED:-short} " != *' short '* ]] ||
        boot_too 1.6 'script of 20 lines, cached' "$build/jsrun" --compile-cache="$work/full.short" "$work/short.script.js"
    [[ " ${CACHED:-w3} " = *' w3 '* ]] || return 0
    plan goal 'w3, cached' cache-w3/cached time_us "$(ratio 16 302)" 'cache-w3/duk, cold' time_us
    note_goal 'TypeScript: time of the cached load over that of the compiler' \
        "$(load_ratio "$work/w3.script.js" "$work/full.w3")" 0.04
}
