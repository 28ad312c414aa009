#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Rules of the house that a machine can check: includes, sizes, man pages, what is in git.

set -eu
cd "$(dirname "$0")/.."
failed=0
passed=0

# rule NAME FUNCTION: the function prints offences; none is a pass.
rule() {
    found=$($2 2>&1 || true)
    if [ -n "$found" ]; then
        printf 'lint: %s:\n%s\n' "$1" "$found" >&2
        failed=$((failed + 1))
    else
        passed=$((passed + 1))
    fi
}

# Files of the project that match one of the patterns, in which * matches a / too; also where
# there is no git, or one that does not know these files: a release, say.
listed() {
    if git ls-files --error-unmatch scripts/lint.sh >/dev/null 2>&1; then
        git ls-files -- "$@"
        return
    fi
    [ $# -gt 0 ] || set -- '*'
    for pattern; do
        find . \( -path ./build -o -path ./.git \) -prune -o ! -type d -path "./$pattern" -print
    done | sed 's|^\./||' | sort -u
}
tracked() { listed "$@" | while read -r f; do [ ! -e "$f" ] || echo "$f"; done; }
ours() { tracked "$@" | grep -vE '^test/(split|bench/w|runtime)' || true; }

long_files() {
    ours '*.c' '*.h' '*.js' '*.sh' Makefile '*.mk' | xargs wc -l |
        awk '$2 != "total" && $1 > 700 { print $2 " has " $1 " lines" }'
}
long_functions() {
    tracked 'cmd/*.c' 'lib/*.c' 'lib/engine/*.h' 'snapshot/*.c' 'test/*.c' | xargs awk '
        FNR == 1 { start = 0 }
        /^\{/ { start = FNR }
        /^\}/ { if (start && FNR - start > 60) print FILENAME ":" start ": " FNR - start " lines"; start = 0 }'
}
no_licence() {
    ours '*.c' '*.h' '*.S' '*.def' '*.sh' 'lib/*.js' Makefile '*.mk' | xargs grep -L 'SPDX-License-Identifier'
}
left_open() {
    tracked 'cmd/*' 'lib/*.[ch]' 'lib/runtime/*' 'snapshot/*' 'scripts/*' '*.sh' Makefile |
        grep -v '^scripts/lint' | xargs grep -nE '\b(TODO|FIXME|XXX|HACK)\b'
}
banned_calls() {
    tracked 'cmd/*.c' 'lib/*.c' 'snapshot/*.c' |
        xargs grep -nE '\b(strcat|sprintf|gets|strtok|atoi|system|popen)\('
}
binary_files() {
    tracked | while read -r f; do
        [ ! -s "$f" ] || grep -qI '' "$f" || echo "$f"
    done
}
man_pages() { mandoc -T lint -W warning man/*.[135]; }
shell_scripts() { tracked '*.sh' .ci/run | xargs shellcheck -f gcc; }

rule 'direction of includes' scripts/includes.sh
rule 'files of at most 700 lines' long_files
rule 'functions of at most 60 lines' long_functions
rule 'SPDX line' no_licence
rule 'nothing left open' left_open
rule 'banned calls' banned_calls
rule 'no binary files' binary_files
rule 'man pages' man_pages
rule 'shellcheck' shell_scripts
echo "lint: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
