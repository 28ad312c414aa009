#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Flips bits of blobs of several kinds under right checksums, see mutate.c; prints what of
# the flips a full check noticed, by kind of block. From the environment:
#
#   BUILD   absolute folder with gen_snapshot and mutate
#   INPUTS  the node_modules folder that scripts/setup.sh fills
#   FLIPS   how many in each blob (4000)

set -euo pipefail

: "${BUILD:?must name the build folder}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C
cd "$scratch"

# freeze NAME ARGUMENTS..
freeze() {
    local name=$1
    shift
    "$BUILD/gen_snapshot" -q -o "$name.bin" "$@"
}

freeze objects --bare "$here/identity/rich.js"
freeze lodash --bare "${INPUTS:?}/lodash/lodash.js"
freeze runtime -e 'var t = 1'
for name in coroutine-nested-calls coroutine-in-try; do
    (cd "$here/split/$name" && "$BUILD/gen_snapshot" --bare -q -o "$scratch/$name.bin" startup.js >"$scratch/out")
done
"$BUILD/mutate" -v "${FLIPS:-4000}" ./*.bin
