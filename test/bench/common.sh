# SPDX-License-Identifier: MIT
# common.sh - what run.sh and many.sh share: the plan that they write for a driver, workloads,
# other engines, the machine. BUILD, DUK and INPUTS are described there.
# shellcheck shell=bash

: "${BUILD:?must name the build folder}" "${INPUTS:?must name the node_modules folder}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "$BUILD" && pwd)
inputs=$(cd "$INPUTS" && pwd)
duk=${DUK:?must name stock Duktape}
peers=${PEERS-node bun qjs qjsc mqjs hermes xst}

die() {
    printf 'bench: %s\n' "$@" >&2
    exit 1
}

# begin PROGRAM..: these have been built; `work` is an empty folder until we end.
begin() {
    local program
    for program; do
        [ -x "$build/$program" ] || die "there is no $build/$program; run make bench"
    done
    work=$(mktemp -d "$build/bench-work.XXXXXX")
    trap 'rm -rf "$work"' EXIT
}

# drive DRIVER OPTION..: carries out the plan; the status is the driver's.
drive() {
    local driver=$1
    shift
    [ -z "${JSON:-}" ] || set -- "$@" -j "$JSON"
    [ -z "${MARKDOWN:-}" ] || set -- "$@" -m "$MARKDOWN"
    [ "${GATE:-0}" = 0 ] || set -- "$@" -g
    describe_machine
    note_absent_peers
    "$build/$driver" "$@" "$work/plan"
}

# One line of the plan: its fields, separated by tabs.
plan() {
    local IFS=$'\t'
    printf '%s\n' "$*" >>"$work/plan"
}

title_of() {
    case $1 in
    w0) echo 'W0: nothing, then print' ;;
    w1) echo 'W1: lodash, handlebars, moment, then compile and render a template' ;;
    w2) echo 'W2: core-js, then print' ;;
    w3) echo 'W3: TypeScript 3.9, then translate a line' ;;
    short) echo 'A script of 20 lines' ;;
    esac
}

# Sets `startup` to all that runs before a workload's main.js.
find_startup() {
    local file
    startup=()
    while read -r file; do
        [[ -z $file || $file = '#'* ]] || startup+=("$inputs/$file")
    done <"$here/$1/libs"
    startup+=("$here/$1/startup.js")
    for file in "${startup[@]}"; do
        [ -f "$file" ] || die "there is no $file; run scripts/setup.sh"
    done
}

# The same for a blob with the runtime, in `full`. TypeScript takes the runtime for node and
# wants to be a module.
# shellcheck disable=SC2034 # the caller uses it
find_full() {
    full=("${startup[@]}")
    [ "$1" != w3 ] || full=(-e "var ts = require('$inputs/typescript/lib/typescript.js');")
}

# What a workload prints when stock Duktape runs all of it.
find_expected() {
    "$duk" "${startup[@]}" "$here/$1/main.js" >"$work/expected" </dev/null ||
        die "$1: the cold run failed"
}

# A blob that does not do what the cold run does is not worth timing.
must_print() {
    local name=$1
    shift
    "$@" >"$work/found" </dev/null || die "$name failed with status $?: $*"
    cmp -s "$work/expected" "$work/found" || {
        diff "$work/expected" "$work/found" >&2 || true
        die "$name does not print what the cold run prints: $*"
    }
}

# join FILE..: one script of several. The semicolon: a file may end in an expression that
# the next would call.
join() {
    local file
    for file; do
        cat "$file"
        printf '\n;\n'
    done
}

# add_peer GROUP LABEL COMMAND..: another engine, the same code. One that cannot is only left out.
add_peer() {
    local group=$1 label=$2
    shift 2
    # An engine may be killed: of that, bash itself would speak.
    if { "$@" >"$work/found" </dev/null; } 2>/dev/null && cmp -s "$work/expected" "$work/found"; then
        plan peer "$group" "$label" "$@"
    else
        plan note "$label does not print what the cold run prints, and is left out of $group."
    fi
}

# add_peers GROUP WORKLOAD: with `startup` set, every engine that is on PATH, in every way in
# which it can prepare code.
add_peers() {
    local group=$1 main=$here/$2/main.js before=$work/$2.startup.js all=$work/$2.all.js made=$work/$2
    join "${startup[@]}" >"$before"
    join "${startup[@]}" "$main" >"$all"
    ! has node || add_peer "$group" 'node, cold' node "$here/peer.js" "$all"
    ! prepared node node --snapshot-blob "$made.node" --build-snapshot "$here/peer_snapshot.js" "$before" ||
        add_peer "$group" 'node, snapshot' node --snapshot-blob "$made.node" "$main"
    add_node_cache "$group" "$all"
    ! has bun || add_peer "$group" 'bun, cold' bun "$here/peer.js" "$all"
    ! has qjs || add_peer "$group" 'qjs, cold' qjs "$all"
    ! prepared qjsc qjsc -o "$made.qjsc" "$all" || add_peer "$group" 'qjsc, bytecode' "$made.qjsc"
    ! has mqjs || add_peer "$group" 'mqjs, cold' mqjs "$all"
    ! prepared hermes hermes -emit-binary -out "$made.hbc" "$all" ||
        add_peer "$group" 'hermes, bytecode' hermes "$made.hbc"
    ! has xst || add_peer "$group" 'xst, cold' xst -s "$all"
}

# add_node_cache GROUP SCRIPT: its cache of compiled code came with version 22.
add_node_cache() {
    local major
    has node || return 0
    major=$(node -p 'process.versions.node.split(".")[0]')
    if [ "$major" -lt 22 ]; then
        note_once "node $major has no compile cache, and what it would run is left out."
        return 0
    fi
    NODE_COMPILE_CACHE=$work/node.cache node "$here/peer.js" "$2" >/dev/null 2>&1 || true
    add_peer "$1" 'node, compile cache' env NODE_COMPILE_CACHE="$work/node.cache" node "$here/peer.js" "$2"
}

note_once() { grep -qsF "$1" "$work/plan" || plan note "$1"; }

has() { [[ " $peers " == *" $1 "* ]] && command -v "$1" >/dev/null; }

# prepared PROGRAM COMMAND..: it is there and the command made what it should.
prepared() {
    local program=$1
    shift
    has "$program" || return
    "$@" >/dev/null 2>&1 </dev/null || {
        plan note "$program cannot prepare the code of $group, and what it would run is left out."
        return 1
    }
}

note_absent_peers() {
    local program absent=()
    for program in $peers; do
        has "$program" || absent+=("$program")
    done
    [ ${#absent[@]} = 0 ] || plan note "Not on PATH and so left out: ${absent[*]}."
}

# What the figures depend on.
describe_machine() {
    local cpu libc musl cc
    read -ra cc <<<"${CC:-gcc}"
    cpu=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)
    musl=$(sed -n 's/^Version //p' <<<"$({ "${MUSL_LOADER:-/lib/ld-musl-$(uname -m).so.1}"; } 2>&1)")
    libc=$(getconf GNU_LIBC_VERSION 2>/dev/null || true)
    plan about machine "${cpu:-$(uname -m)}, $(nproc) CPUs, load $(cut -d ' ' -f 1 /proc/loadavg) at the start"
    plan about jsboot "$(git -C "$here" describe --always --dirty 2>/dev/null || echo 'of no commit')"
    plan about kernel "$(uname -sr)"
    plan about libc "musl ${musl:-?} for jsrun and the floor, ${libc:-glibc} for the rest"
    plan about compiler "$("${cc[@]}" --version | head -n 1)"
    ! has node || plan about node "$(node --version)"
}
