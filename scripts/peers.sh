#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Fetches other engines for the benchmarks, which look for them in DIR/bin before PATH:
# QuickJS, which is built from its source, Hermes and bun as their makers built them.
# When they are there it touches no network.  DIR is theirs alone: it is made anew.
#
# usage: scripts/peers.sh DIR

set -euo pipefail

dir=$(realpath -m -- "${1:?must name the folder}")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
pins=$root/scripts/peers.sha256
scratch=''

die() {
    printf 'peers: %s\n' "$@" >&2
    exit 1
}

# What a tool has to say is of interest only when it fails.
quietly() {
    "$@" >"$scratch/log" 2>&1 </dev/null || {
        tail -n 40 "$scratch/log" >&2
        return 1
    }
}

# fetch NAME HASH: unpacked into $scratch/NAME/package.
fetch() {
    local name=$1 want=$2 to=$scratch/$1 found
    mkdir -p "$to"
    printf 'peers: fetching %s with npm\n' "$name"
    (cd "$to" && quietly npm pack "$name") || die "npm cannot fetch $name (see above)"
    found=$(sha256sum "$to"/*.tgz)
    [ "${found%% *}" = "$want" ] || die "$name is not the pinned package" "  expected $want" "  found    ${found%% *}"
    tar -xzf "$to"/*.tgz -C "$to" --no-same-owner
}

build_quickjs() {
    local source
    source=$(echo "$1"/deps/quickjs_*)
    echo 'peers: building QuickJS'
    quietly make -C "$source" prefix="$dir" qjs qjsc libquickjs.a libquickjs.lto.a || die 'QuickJS does not build (see above)'
    mkdir -p "$new/bin" "$new/lib/quickjs" "$new/include/quickjs"
    cp "$source/qjs" "$source/qjsc" "$new/bin"
    cp "$source"/libquickjs*.a "$new/lib/quickjs"
    cp "$source/quickjs.h" "$source/quickjs-libc.h" "$new/include/quickjs"
}

add() {
    local name=$1 package=$scratch/$1/package
    case $name in
    qjsc@*) build_quickjs "$package" ;;
    hermes-engine-cli@*) install -m 755 "$package/linux64-bin/hermes" "$new/bin/hermes" ;;
    @oven/bun-*) install -m 755 "$package/bin/bun" "$new/bin/bun" ;;
    esac
}

key() { sha256sum <"$pins"; }

is_there() {
    [ -f "$dir/.stamp" ] && [ "$(cat "$dir/.stamp")" = "$(key)" ]
}

get_all() {
    local new=$scratch/new hash name machine
    mkdir -p "$new"
    while read -r hash name machine; do
        [ "${machine:-$(uname -m)}" = "$(uname -m)" ] || continue
        fetch "$name" "$hash"
        add "$name"
    done < <(grep -v '^#' "$pins")
    key >"$new/.stamp"
    rm -rf "$dir"
    mv "$new" "$dir"
}

if [ -e "$dir" ] && ! [ -f "$dir/.stamp" ]; then
    die "$dir is there and not of this script's making: name another, or remove it"
fi
mkdir -p "$(dirname "$dir")"
scratch=$(mktemp -d "$(dirname "$dir")/.peers.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
is_there || get_all
printf 'peers: ready in %s\n' "$dir/bin"
