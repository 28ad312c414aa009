#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The event loop as the person at the shell sees it.

load helpers

@test "timers run after a script, after -e, -p and standard input" {
    file app.js 'setTimeout(print, 1, "timer"); print("main");'
    expect 0 jsrun app.js
    out_is $'main\ntimer'
    expect 0 jsrun -e "$(cat app.js)"
    out_is $'main\ntimer'
    expect 0 jsrun -p 'process.nextTick(print, "tick"); 5'
    out_is $'5\ntick'
    run --separate-stderr jsrun - <app.js
    out_is $'main\ntimer'
    file pre.js 'setImmediate(print, "of the preload"); process.nextTick(print, "tick");'
    expect 0 jsrun -r ./pre.js app.js
    [ "${lines[0]}${lines[1]}" = maintick ]
    out_has 'of the preload'
}

@test "an error in a callback: file, line and stack, exit 1" {
    file app.js '' 'function late() {' '    undefined.x;' '}' 'setTimeout(late, 1);'
    expect 1 jsrun app.js
    err_has 'app.js:3:15: Uncaught TypeError'
    err_has 'at late (' 
    err_lacks jsboot:
}

@test "-c runs no callback, a bare VM has no loop" {
    file app.js 'setTimeout(print, 1, "timer");'
    expect 0 jsrun -c app.js
    out_is ''
    expect 0 jsrun --bare -e 'print(typeof setTimeout, typeof queueMicrotask)'
    out_is 'undefined undefined'
}

@test "waiting costs no processor time, and what was printed is out before" {
    jsrun -e 'print("first"); setTimeout(print, 1500, "second")' >out &
    wait_for out
    [ "$(cat out)" = first ]
    wait $!
    [ "$(cat out)" = $'first\nsecond' ]
    ticks=$(bash -c 'jsrun -e "setTimeout(print, 500)" & wait; read -ra t </proc/self/stat; echo $((t[15] + t[16]))')
    [ "$ticks" -lt 20 ] || { echo "$ticks ticks"; return 1; }
}

@test "a signal ends a program that waits" {
    jsrun -e 'print("ready"); setInterval(print, 100000)' >out &
    wait_for out
    kill -TERM $!
    status=0
    wait $! || status=$?
    [ "$status" = 143 ]
}

@test "output that cannot be written while the loop runs: exit 1" {
    run --separate-stderr bash -c 'jsrun -e "setInterval(function () { print(1); if (++n > 2) process.exit(); }, 5); var n = 0" >/dev/full'
    [ "$status" = 1 ] || show 'exit 1'
}
