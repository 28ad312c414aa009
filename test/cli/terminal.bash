# SPDX-License-Identifier: MIT
# terminal.bash - what is typed on a terminal, and what comes there.
# shellcheck shell=bash disable=SC2154

# What a test that fails leaves behind.
teardown() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
}
pid=

# terminal COMMAND: starts it on a terminal of its own; what it prints comes into `log`.
terminal() {
    mkfifo keys
    : >log
    # A shell's job in the background would ignore Ctrl-C.
    SHELL=/bin/sh env --default-signal timeout 60 script -qfec "$1" log <keys >/dev/null 2>&1 3>&- &
    pid=$!
    exec 9>keys
}

# sees TEXT: waits until it was printed since the last time.
sees() {
    local log
    for _ in {1..200}; do
        log=$(tail -c +"$((seen + 1))" log | tr -d '\r' | sed 's/\x1b\[[0-9;?]*[A-Za-z]//g')
        if [[ $log == *"$1"* ]]; then
            seen=$(stat -c %s log)
            return 0
        fi
        sleep 0.05
    done
    printf 'expected on the terminal: %s\nfound: %s\n' "$1" "$log"
    return 1
}
seen=0

keys() { printf '%b' "$1" >&9; }

# leaves STATUS: the command has ended so.
leaves() {
    local status=0
    exec 9>&-
    wait "$pid" || status=$?
    pid=
    [ "$status" = "$1" ] || { echo "exit status $status"; cat -v log; return 1; }
}
