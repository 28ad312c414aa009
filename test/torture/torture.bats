#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
#
# Does the generator see what a snapshot loses?  Small programs, and a runner that is broken.

setup() {
    cd "$BATS_TEST_TMPDIR" || exit
    torture=$BATS_TEST_DIRNAME/torture.js
    export KEEP=$BATS_TEST_TMPDIR/kept CUTS=12 JOBS=1
    unset SEED ONLY LIMIT VERBOSE
    mkdir suite
    cat >suite/sums.js <<'END'
var total = 0;
function add(list) {
    var i, sum = 0;
    for (i = 0; i < list.length; i++)
        sum += list[i];
    return sum;
}
total = add([1, 2, 3]);
print('first', total);
total += add([4, 5]);
print('second', total);
END
}

# A runner that answers wrongly, but only from a snapshot.
broken_runner() {
    # shellcheck disable=SC2016 # the runner expands them
    printf '#!/bin/sh\ncase $1 in\n--snapshot) echo lost ;;\n*) exec %s "$@" ;;\nesac\n' "$JSRUN" >runner
    chmod +x runner
    export JSRUN=$PWD/runner
}

@test "what prints the same passes, and the closing line counts each kind of cut" {
    run node "$torture" suite
    [ "$status" -eq 0 ]
    [[ ${lines[0]} =~ ^'torture: 1 programs, 12 cuts (top-level '[1-9]', in functions '[1-9]', in coroutines '[1-9]'), 0 skipped, 0 differ'$ ]]
    [ "${lines[1]}" = '12 passed, 0 failed' ]
    [ ! -e kept ]
}

@test "the same seed makes the same cuts, another one others" {
    broken_runner
    node "$torture" suite >first || true
    node "$torture" suite >second || true
    SEED=2 node "$torture" suite >third || true
    cmp first second
    ! cmp -s first third
}

@test "each difference is kept with a script that shows it" {
    broken_runner
    run node "$torture" suite
    [ "$status" -eq 1 ]
    [[ ${lines[-2]} == *', 12 differ' ]]
    [ "${lines[-1]}" = '0 passed, 12 failed' ]
    [[ ${lines[0]} == 'DIFFERS sums.js: '*': see '*/kept/sums.js-1 ]]
    run sh kept/sums.js-1/run.sh
    [ "$status" -eq 1 ]
    [[ $output == *'> lost'* ]]
    [[ $output == *'< second 15'* ]]
}

@test "a cut that is not made does not count" {
    # All that a coroutine could yield through is native.
    echo '[1, 2].forEach(function (x) { print(x); });' >suite/sums.js
    run node "$torture" suite
    [[ ${lines[-2]} == 'torture: 1 programs, '[1-9]*' cuts (top-level 0, '* ]]
    echo 'print(1);' >suite/sums.js
    CUTS=1 ONLY=nothing run node "$torture" suite
    [ "$status" -eq 1 ]
    [ "${lines[-1]}" = '0 passed, 0 failed' ]
}

@test "programs that prove nothing are skipped with the reason" {
    echo 'print(Math.random());' >suite/random.js
    echo 'while (true);' >suite/endless.js
    echo 'var = 1;' >suite/wrong.js
    echo 'print(typeof alert);' >suite/alert.js
    LIMIT=2 VERBOSE=1 run node "$torture" suite
    [ "$status" -eq 0 ]
    [[ $output == *'skip random.js: program prints something else each time'* ]]
    [[ $output == *'skip endless.js: program takes too long'* ]]
    [[ $output == *'skip wrong.js: program is not for the parser'* ]]
    [[ $output == *'skip alert.js: program needs more than the engine and print'* ]]
    [[ ${lines[-2]} == 'torture: 1 programs, 12 cuts '*', 4 skipped, 0 differ' ]]
}

@test "the tests of Duktape get the files that they include" {
    mkdir -p suite/tests/ecmascript/bi-x
    rm suite/sums.js
    echo 'function helper() { return "helped"; } // yes' >suite/tests/ecmascript/util-base.js
    printf '/*@include util-base.js@*/\nprint(helper());\nprint(2);\n' >suite/tests/ecmascript/bi-x/test-it.js
    run node "$torture" suite
    [ "$status" -eq 0 ]
    [[ ${lines[-2]} == 'torture: 1 programs, 12 cuts '* ]]
}

@test "the tests of test262 get the harness of their edition" {
    rm suite/sums.js
    mkdir -p old/test/harness old/test/suite new/harness new/test
    echo 'function runTestCase(f) { print(f()); }' | tee old/test/harness/sta.js >/dev/null
    echo 'runTestCase(function () { return true; });' >old/test/suite/1.js
    run node "$torture" old
    [ "$status" -eq 0 ]
    [[ ${lines[-2]} == 'torture: 1 programs, 12 cuts '* ]]

    echo 'var assert = { same: function (a) { print(a); } };' >new/harness/assert.js
    echo 'print("sta");' >new/harness/sta.js
    echo 'function more() { return 1; }' >new/harness/more.js
    printf '/*---\nes5id: 15.1\nincludes: [more.js]\n---*/\nassert.same(more());\n' >new/test/1.js
    printf '/*---\nesid: sec-x\n---*/\nprint(1);\n' >new/test/2.js
    run node "$torture" new
    [ "$status" -eq 0 ]
    [[ ${lines[-2]} == 'torture: 1 programs, '* ]]
}

@test "a wrong folder or option is said" {
    run node "$torture" nowhere
    [ "$status" -eq 1 ]
    [[ $output == "torture: nowhere: cannot read this folder"* ]]
    run node "$torture" --wrong
    [ "$status" -eq 2 ]
    [[ $output == usage:* ]]
    run node "$torture" --help
    [ "$status" -eq 0 ]
    CUTS=many run node "$torture" suite
    [ "$status" -eq 2 ]
    [[ $output == 'torture: CUTS is a whole number'* ]]
}
