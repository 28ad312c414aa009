#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Two builds. Copies of the source with one change each - a native function more, another
# engine option, the next format version - are built; their blobs and ours are given to each
# other's jsrun. Only the newer build with more natives may take what is not its own.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${BUILD:-$root/build/main}
read -ra make <<<"${MAKE:-make}"
scratch=''
passed=0 failed=0
export LC_ALL=C

fail() {
    printf 'FAIL %s\n' "$*"
    failed=$((failed + 1))
}

# build_copy NAME FILE SED-SCRIPT ..: a tree of its own with each FILE changed.
build_copy() {
    local tree=$scratch/$1
    shift
    mkdir "$tree"
    cp -R "$root/cmd" "$root/lib" "$root/snapshot" "$root/scripts" "$root/Makefile" "$tree"
    mkdir "$tree/test"
    cp "$root/test/test.mk" "$tree/test"
    while [ $# -gt 0 ]; do
        sed -i "$2" "$tree/$1"
        ! cmp -s "$root/$1" "$tree/$1" || { echo "versions: the change of $1 does nothing" >&2; exit 1; }
        shift 2
    done
    # Neither the outer make's options nor its variables are for this tree.
    env -u MAKEFLAGS -u MFLAGS -u BUILD "${make[@]}" -s -j"$(nproc)" -C "$tree" OPT=-O0 \
        build/main/jsrun build/main/gen_snapshot >"$tree/log" 2>&1 || { tail "$tree/log" >&2; exit 1; }
    ln -s "$tree/build/main" "$scratch/build-${tree##*/}"
}

# boots MAKER RUNNER: the blob of one build runs in the other.
boots() {
    local out
    if out=$("$scratch/build-$2/jsrun" --snapshot "$scratch/$1.bin" -p 'hello()' 2>&1) && [ "$out" = 'hello from startup' ]; then
        passed=$((passed + 1))
    else
        fail "the blob of $1 does not run in $2: $out"
    fi
}

# refused MAKER RUNNER TEXT: exit 14, TEXT in the one line on standard error.
refused() {
    local out status=0
    out=$("$scratch/build-$2/jsrun" --snapshot "$scratch/$1.bin" -p 'hello()' 2>&1) || status=$?
    if [ $status = 14 ] && [[ $out == *"$1.bin: "*"$3"* ]] && [ "$(wc -l <<<"$out")" = 1 ]; then
        passed=$((passed + 1))
    else
        fail "the blob of $1 in $2: exit $status, $out"
    fi
}

main() {
    local name format
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    ln -s "$build" "$scratch/build-ours"
    format=$(sed -n 's/^#define SNAP__FORMAT_VERSION \([0-9]*\)u$/\1/p' "$root/snapshot/version.h")
    build_copy newer lib/natives.def "\$a NATIVE(oneMore, 0)" lib/touches.def "\$a FREE(oneMore)" \
        lib/natives.c "\$a duk_ret_t jsb__sys_oneMore(duk_context *ctx) { (void)ctx; return 0; }"
    build_copy option lib/engine/config.h 's|^#ifdef JSB_ASSERTIONS|#undef DUK_USE_STRTAB_MINSIZE\n#define DUK_USE_STRTAB_MINSIZE 2048\n&|'
    build_copy format snapshot/version.h "s|${format}u\$|$((format + 1))u|"
    printf 'function hello() { return "hello from startup"; }\n' >"$scratch/app.js"
    for name in ours newer option format; do
        (cd "$scratch" && "build-$name/gen_snapshot" -q -o "$name.bin" app.js)
        boots $name $name
    done
    boots ours newer
    refused newer ours 'native functions, this build has'
    refused option ours 'string table minimum is 2048 in the blob, 64 here'
    refused ours option 'string table minimum is 64 in the blob, 2048 here'
    refused format ours "blob format is $((format + 1)), this build reads $format"
    refused ours format "blob format is $format, this build reads $((format + 1))"
    printf 'versions: %d passed, %d failed\n' $passed $failed
    [ $failed -eq 0 ]
}

main "$@"
