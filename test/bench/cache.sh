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

# Bytes of all entries over those of Duktape's dumps of the same files.
size_ratio() {
    local script=$1 entries=$2 file sum=0 others=0
    for file in "$script" $(grep -o '"/[^"]*"' "$script" | tr -d '"'); do
        "$duk" -c "$work/dump" "$file" >/dev/null
        others=$((others + $(stat -c %s "$work/dump")))
    done
    for file in "$entries"/*.jsc; do
        sum=$((sum + $(stat -c %s "$file")))
    done
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

# add_cached WORKLOAD: a miss finds an empty folder; what empties it goes before the other row too.
add_cached() {
    local w=$1 group=cache-$1 script=$work/$1.script.js full=$work/full.$1 empty=$work/empty.$1
    find_startup "$w"
    find_expected "$w"
    write_script "$w" "$script"
    plan title "$group" "Code cache. $(title_of "$w")"
    must_print "$w, no cache" "$build/jsrun" --no-compile-cache "$script"
    must_print "$w, miss" "$build/jsrun" --compile-cache="$full" "$script"
    must_print "$w, cached" "$build/jsrun" --compile-cache="$full" "$script"
    plan cold "$group" 'duk, cold' "$duk" "${startup[@]}" "$here/$w/main.js"
    plan run "$group" 'no cache' "$build/jsrun" --no-compile-cache "$script"
    plan run "$group" miss "$build/jsrun" --compile-cache="$empty" "$script"
    plan run "$group" cached "$build/jsrun" --compile-cache="$full" "$script"
    plan before "$group/no cache" rm -rf "$empty"
    plan before "$group/miss" rm -rf "$empty"
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
