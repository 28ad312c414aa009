#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Byte identity: the same inputs give the same blob, whatever the machine does
# around them - addresses, allocator, zone, environment, folder, and the compiler
# that gen_snapshot itself was built with. Differing inputs give differing blobs.

set -euo pipefail

usage() {
    cat <<'END'
usage: test/identity.sh

Generates blobs of three inputs under many circumstances and compares them, and the base
images of the builds.

environment:
  GEN          the command (default: build/main/gen_snapshot)
  GEN_OTHERS   further builds of it, separated by spaces (-O0, another compiler ..)
  GEN_FLAGS    options for all of them (default: --bare)
  INPUTS       the node_modules folder that scripts/setup.sh fills
END
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${JSBOOT_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/jsboot}
inputs=${INPUTS:-$cache/inputs/node_modules}
gen=${GEN:-$root/build/main/gen_snapshot}
read -ra flags <<<"${GEN_FLAGS---bare}"
read -ra others <<<"${GEN_OTHERS:-}"
scratch=''
sources=()
passed=0 failed=0
export LC_ALL=C

fail() {
    printf 'FAIL %s: %s\n' "$1" "$2"
    failed=$((failed + 1))
}

# The sources of an input, below a folder's root, in the order of loading.
sources_of() {
    case $1 in
    rich) sources=(rich.js) ;;
    libraries) sources=(lodash/lodash.js handlebars/dist/handlebars.js moment/moment.js libraries.js) ;;
    typescript) sources=(typescript/lib/typescript.js typescript.js) ;;
    esac
}

# copy_sources FOLDER: a blob knows inputs by the names it was given, so every
# folder gets the same tree and every command the same relative names.
copy_sources() {
    local file from
    for file in "${sources[@]}"; do
        from=$inputs/$file
        [[ $file == */* ]] || from=$root/test/identity/$file
        mkdir -p "$1/$(dirname "$file")"
        cp "$from" "$1/$file"
    done
}

# blob OUTPUT COMMAND..: the sum of the blob that COMMAND makes here.
blob() {
    local output=$1
    shift
    "$@" "${flags[@]}" -q -o "$output" "${sources[@]}" </dev/null >"$scratch/out" 2>"$scratch/err" || return 1
    sha256sum <"$output"
    rm "$output"
}

# expect same|other WHAT COMMAND..: one comparison with the first blob.
expect() {
    local relation=$1 what=$2 sum verdict=same
    shift 2
    if ! sum=$(blob out.bin "$@"); then
        fail "$input, $what" 'gen_snapshot failed'
        tail -n 5 "$scratch/err"
        return
    fi
    [ "$sum" = "$first" ] || verdict=other
    if [ $verdict = "$relation" ]; then
        passed=$((passed + 1))
    elif [ "$relation" = same ]; then
        fail "$input, $what" 'the blob differs'
    else
        fail "$input, $what" 'the blob is the same'
    fi
}

try_circumstances() {
    local tunables=glibc.malloc.tcache_count=0:glibc.malloc.mmap_threshold=65536:glibc.malloc.top_pad=1048576
    local other
    expect same 'once more' "$gen"
    expect same 'without ASLR' setarch -R "$gen"
    expect same 'MALLOC_PERTURB_=85' env MALLOC_PERTURB_=85 "$gen"
    expect same 'MALLOC_PERTURB_=170, one arena' env MALLOC_PERTURB_=170 MALLOC_ARENA_MAX=1 "$gen"
    expect same 'other malloc tunables' env GLIBC_TUNABLES=$tunables "$gen"
    expect same 'TZ=UTC' env TZ=UTC "$gen"
    expect same 'TZ=Asia/Tokyo' env TZ=Asia/Tokyo "$gen"
    expect same 'TZ=America/St_Johns' env TZ=America/St_Johns "$gen"
    expect same 'an empty environment' env -i PATH="$PATH" "$gen"
    expect same 'a large environment' env "PADDING=$(printf '%032000d' 0)" LANG=ja_JP.UTF-8 "$gen"
    for other in "${others[@]}"; do
        expect same "$other" "$other"
    done
}

try_places() {
    local far="$scratch/$input in another/folder, with/a much longer name"
    mkdir -p "$far"
    copy_sources "$far"
    cd "$far"
    expect same 'another folder' "$gen"
    (umask 077 && blob "another name.blob" "$gen" >"$scratch/sum") || true
    if [ "$(cat "$scratch/sum")" = "$first" ]; then
        passed=$((passed + 1))
    else
        fail "$input, another umask and output name" 'the blob differs or was not made'
    fi
    # The comparisons above mean nothing if they cannot fail.
    printf '\nvar oneMore = 1;\n' >>"${sources[-1]}"
    expect other 'another input' "$gen"
}

check_input() {
    input=$1
    sources_of "$input"
    mkdir "$scratch/$input"
    copy_sources "$scratch/$input"
    cd "$scratch/$input"
    if ! first=$(blob first.bin "$gen"); then
        fail "$input" 'gen_snapshot failed'
        tail -n 5 "$scratch/err"
        return
    fi
    try_circumstances
    try_places
}

# same_file WHAT FILE FILE
same_file() {
    if cmp -s "$2" "$3"; then
        passed=$((passed + 1))
    else
        fail 'base image' "$1 makes another"
    fi
}

# Its order is learnt from a script that runs.
check_base() {
    local build other
    build=$(dirname "$gen")
    for other in "${others[@]}"; do
        same_file "$other" "$build/base.bin" "$(dirname "$other")/base.bin"
    done
    (cd "$scratch" && env -i LANG=ja_JP.UTF-8 nice "$build/bootstrap" again.bin \
        "$root/lib/training/main.js $root/lib/training/first.js" "$root"/lib/runtime/*.js "$build/library.js" </dev/null) || true
    same_file 'another folder and environment' "$build/base.bin" "$scratch/again.bin"
}

main() {
    local i
    case ${1:-} in
    '') ;;
    -h | --help) usage; return ;;
    *) usage >&2; return 2 ;;
    esac
    gen=$(realpath -- "$gen")
    for i in "${!others[@]}"; do
        others[i]=$(realpath -- "${others[i]}")
    done
    inputs=$(realpath -- "$inputs")
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    check_base
    for i in rich libraries typescript; do
        check_input "$i"
    done
    printf '%d passed, %d failed\n' $passed $failed
    [ $failed -eq 0 ] && [ $passed -gt 0 ]
}

main "$@"
