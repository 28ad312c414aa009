#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Checks the direction of includes: cmd -> snapshot -> lib -> engine, never upward.

set -eu
cd "$(dirname "$0")/.."
failed=0

# forbid FOLDER PATTERN WHY: no file of FOLDER includes what matches PATTERN.
forbid() {
    if grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$2" "$1"/*.[ch] /dev/null; then
        echo "includes: $3" >&2
        failed=1
    fi
}

forbid lib '(\.\./)*(snapshot|cmd)/' 'lib/ does not know that images exist'
forbid lib 'snapshot\.h' 'lib/ does not know that images exist'
forbid snapshot '(\.\./)*cmd/' 'snapshot/ does not know the commands'
forbid snapshot 'duktape\.c' 'only lib/engine.c sees the engine inside'

# The engine's file and its parts are below the VM: what they may include.
allowed='engine/[a-z_]*|bytecode|code_format|date|engine|externals|flat|hash|jsboot|natives|os_pages'
if grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' lib/engine.c lib/engine/*.h /dev/null |
    grep -vE "include[[:space:]]*\"($allowed)\\.h\"" | grep -vE '"(duktape.c|kinds.def)"'; then
    echo 'includes: the engine does not know of VMs' >&2
    failed=1
fi

# The commands use the public headers only; bootstrap.c is a part of the build.
for file in cmd/*.[ch]; do
    [ "$file" != cmd/bootstrap.c ] || continue
    if grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"(\.\./|lib/|snapshot/)|duktape\.h' "$file" /dev/null; then
        echo 'includes: cmd/ uses the public API only' >&2
        failed=1
    fi
done

# One file includes the engine's source, one the checksum's.
for rule in 'duktape\.c lib/engine.c' 'xxhash\.h lib/hash.c'; do
    name=${rule% *}
    where=$(grep -lE "^#[[:space:]]*include[[:space:]]*[<\"]$name" lib/*.[ch] snapshot/*.[ch] cmd/*.[ch])
    if [ "$where" != "${rule#* }" ]; then
        echo "includes: $name is included by: $where" >&2
        failed=1
    fi
done
exit $failed
