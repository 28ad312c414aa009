# SPDX-License-Identifier: MIT
# helpers.bash - what all command tests share.  BUILD is the absolute folder of the commands.
# shellcheck shell=bash disable=SC2154 # bats sets status, output, stderr
bats_require_minimum_version 1.5.0

: "${BUILD:?must name the build folder}"
PATH=$BUILD:$PATH
export LC_ALL=C
unset JSRUN_SNAPSHOT JSRUN_COMPILE_CACHE SOURCE_DATE_EPOCH TZ POSIXLY_CORRECT

# Each test runs in a fresh folder; bats removes it.
setup() {
    cd "$(mktemp -d "$BATS_TEST_TMPDIR/test.XXXXXX")" || return
}

# not_sanitized WHY: the test is not for a build with sanitizers.
not_sanitized() { [[ $BUILD != */san* ]] || skip "$1"; }

# What failed, for whoever reads the log.
show() {
    printf '%s\n' "$*"
    printf 'exit status: %s\n--- stdout\n%s\n--- stderr\n%s\n---\n' "$status" "$output" "$stderr"
    return 1
}

# expect STATUS COMMAND..: runs it; sets output and stderr.
expect() {
    local want=$1
    shift
    run --separate-stderr "$@"
    [ "$status" = "$want" ] || show "expected exit status $want from: $*"
}

out_is() { [ "$output" = "$1" ] || show "expected on stdout: $1"; }
err_is() { [ "$stderr" = "$1" ] || show "expected on stderr: $1"; }
out_has() { [[ $output == *"$1"* ]] || show "expected in stdout: $1"; }
err_has() { [[ $stderr == *"$1"* ]] || show "expected in stderr: $1"; }
err_lacks() { [[ $stderr != *"$1"* ]] || show "not expected in stderr: $1"; }
err_like() { [[ $stderr =~ $1 ]] || show "expected stderr like: $1"; }

# folder_is NAME..: the current folder holds these files and no others, hidden
# ones included; so no temporary file was left.
folder_is() {
    [ "$(find . -mindepth 1 -printf '%P\n' | sort)" = "$(printf '%s\n' "$@" | sort)" ] || {
        printf 'the folder holds:\n'
        find . -mindepth 1
        return 1
    }
}

# file NAME LINE..: writes a text file.
file() {
    local name=$1
    shift
    printf '%s\n' "$@" >"$name"
}

# blob NAME CODE [OPTION..]: makes a blob of a startup script.
blob() {
    local name=$1 code=$2
    shift 2
    gen_snapshot -q -o "$name" "$@" -e "$code"
}

# wait_for FILE: until a process in the background has written to it.
wait_for() {
    for _ in {1..200}; do
        [ ! -s "$1" ] || return 0
        sleep 0.05
    done
    printf 'nothing came into %s\n' "$1"
    return 1
}
