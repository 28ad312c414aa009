#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# core.sh FOLDER: writes the start of a runtime into FOLDER, boot.js, that is the core only:
# console, process, require, fs and path with what these need, and no library. Prints the names
# of its files, for a base image that the full one's boot is compared with.
set -euo pipefail
runtime=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/lib/runtime
folder=$1

# What is left out of boot.js: lines that load these.
without='library|collections|url|text_decoder|repl'

# The files that a file cannot do without, those that it requires as it starts. The modules that
# module.js has for programs are required when one asks.
needs() {
    grep -v '^builtins' "$1" | grep '^[^ ]' | grep -oE "(require|load)\('[a-z0-9_]+'\)" | cut -d "'" -f 2
}

mkdir -p "$folder"
grep -vE "load\\('($without)'\\)" "$runtime/boot.js" >"$folder/boot.js"
printf '%s\n' "$folder/boot.js"
names=' '
read -ra queue <<<"console process module fs path $(needs "$folder/boot.js" | tr '\n' ' ')"
while [ ${#queue[@]} != 0 ]; do
    name=${queue[0]}
    queue=("${queue[@]:1}")
    [[ $names != *" $name "* ]] || continue
    names+="$name "
    printf '%s\n' "$runtime/$name.js"
    read -ra more <<<"$(needs "$runtime/$name.js" | tr '\n' ' ')" || true
    queue+=("${more[@]}")
done
