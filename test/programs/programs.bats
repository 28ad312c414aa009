#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Are programs made at random the same each time, and is a difference noticed, shrunk and kept?

setup() {
    cd "$BATS_TEST_TMPDIR" || exit
    programs=$BATS_TEST_DIRNAME/torture_programs.js
    export KEEP=$BATS_TEST_TMPDIR/kept COUNT=3 JOBS=1 LIMIT=60
    unset SEED SIZE ONLY WAYS TRIES VERBOSE LEARN
}

# A runner whose arrays cannot be reversed; with an argument, only when it has that option.
broken_runner() {
    cat >runner <<END
#!/bin/sh
for file; do :; done
case " \$* " in
*" ${1:-}"*)
    { printf 'Array.prototype.reverse = function () { return this; };'; cat "\$file"; } >broken
    mv broken "\$file" ;;
esac
exec $JSRUN "\$@"
END
    chmod +x runner
    export JSRUN=$PWD/runner
}

@test "a number gives the same program each time, another one another" {
    SEED=7 node "$programs" --print >first
    SEED=7 COUNT=9 node "$programs" --print >second
    SEED=8 node "$programs" --print >third
    cmp first second
    ! cmp -s first third
    [ "$(wc -l <first)" -gt 80 ]
}

@test "programs print the same in all ways, and twice" {
    run node "$programs"
    [ "$status" -eq 0 ]
    [ "${lines[-2]}" = 'programs: 3 from seed 1, 0 skipped, 0 differ' ]
    [ "${lines[-1]}" = '9 passed, 0 failed' ]
    [ ! -e kept ]
}

@test "a program of each topic ends, and prints what it is about" {
    local topic
    for topic in $(node -p "Object.keys(require('$BATS_TEST_DIRNAME/generate.js').TOPICS).join(' ')"); do
        SIZE=6 ONLY="^$topic\$" node "$programs" --print >"$topic.js"
        timeout 60 "$DUK" "$topic.js" >"$topic.out"
        grep -q "^# $topic\$" "$topic.out"
        grep -q '^end ' "$topic.out"
    done
}

@test "a difference is shrunk to its cause and kept" {
    broken_runner
    run env COUNT=1 ONLY='^arrays$' WAYS=plain SIZE=20 TRIES=600 node "$programs"
    [ "$status" -eq 1 ]
    [[ ${lines[0]} =~ ^'DIFFERS seed '([0-9]+)', plain: see ' ]]
    cd "kept/${BASH_REMATCH[1]}-plain"
    grep -q reverse program.js
    [ "$(wc -c <program.js)" -lt 2000 ]
    [ "$(wc -c <whole.js)" -gt 5000 ]
    ! cmp -s expected found
}

@test "a difference of blobs alone, or of the compile cache alone, is noticed too" {
    broken_runner --snapshot
    run env COUNT=8 ONLY='^arrays$' SIZE=8 TRIES=1 node "$programs"
    [ "$status" -eq 1 ]
    [[ $output == *', frozen: see '* ]]
    [[ $output != *', plain: see '* && $output != *', cached: see '* ]]
    JSRUN=$(sed -n 's/^exec \([^ ]*\).*/\1/p' runner)
    broken_runner --bare\ --compile-cache
    run env COUNT=8 ONLY='^arrays$' SIZE=8 TRIES=1 node "$programs"
    [ "$status" -eq 1 ]
    [[ $output == *', cached: see '* && $output != *', plain: see '* ]]
}

@test "a program that does not end in time, but does in stock Duktape, is a difference" {
    printf '#!/bin/sh\nexec sleep 9\n' >runner
    chmod +x runner
    run env JSRUN="$PWD/runner" COUNT=1 WAYS=plain LIMIT=2 TRIES=1 SIZE=1 node "$programs"
    [ "$status" -eq 1 ]
}

@test "wrong settings are said" {
    run env COUNT=many node "$programs"
    [ "$status" -eq 2 ]
    [ "$output" = "programs: COUNT is a whole number, not 'many'" ]
    run env WAYS=plain,odd node "$programs"
    [ "$output" = "programs: WAYS: there is no way 'odd'" ]
    run env ONLY=nothing node "$programs"
    [ "$output" = "programs: ONLY: no topic matches 'nothing'" ]
    run node "$programs" --wrong
    [ "$status" -eq 2 ]
    [[ $output == usage:* ]]
    run node "$programs" --help
    [ "$status" -eq 0 ]
}
