#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The command line of both commands: help, version, what is wrong with it.

load helpers

@test "jsrun: help on standard output" {
    expect 0 jsrun --help
    out_has 'usage: jsrun [options]'
    err_is ''
    long=$output
    expect 0 jsrun -h
    out_is "$long"
}

@test "gen_snapshot: help on standard output" {
    expect 0 gen_snapshot --help
    out_has 'usage: gen_snapshot [options]'
    err_is ''
    long=$output
    expect 0 gen_snapshot -h
    out_is "$long"
}

@test "help fits 100 columns" {
    for command in jsrun gen_snapshot; do
        [ "$("$command" --help | awk 'length > 100' | wc -l)" = 0 ]
    done
}

@test "version on standard output, the same in both commands" {
    expect 0 jsrun --version
    [[ $output =~ ^jsrun\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || show 'no version'
    version=${output#* }
    err_is ''
    expect 0 jsrun -v
    out_is "jsrun $version"
    expect 0 gen_snapshot --version
    out_is "gen_snapshot $version"
    err_is ''
    expect 0 gen_snapshot -v
    out_is "gen_snapshot $version"
    expect 0 jsrun -e 'print(process.version)'
    out_is "v$version"
}

@test "help and version that cannot be written are failures" {
    for command in jsrun gen_snapshot; do
        for option in --help --version; do
            expect 1 bash -c "$command $option >/dev/full"
        done
    done
}

@test "help asks nothing else of the command line" {
    expect 0 jsrun --snapshot missing.bin --help
    expect 0 gen_snapshot -o missing/folder/x.bin --help
}

@test "gen_snapshot: no arguments" {
    expect 9 gen_snapshot
    out_is ''
    err_is $'gen_snapshot: no entry script given\nTry \'gen_snapshot --help\' for the options.'
    expect 9 gen_snapshot --bare -o x.bin
    folder_is
}

@test "jsrun: no arguments at a terminal" {
    command -v script >/dev/null || skip 'no script command'
    run script -qec "$BUILD/jsrun --check" /dev/null </dev/null
    [ "$status" = 9 ] || show 'expected a usage error'
    [[ $output == *'jsrun: no script given'* ]] || show 'expected a message'
}

@test "an unknown option is named" {
    expect 9 jsrun --qqqq
    err_has "jsrun: unknown option '--qqqq'"
    err_lacks 'did you mean'
    err_has "Try 'jsrun --help' for the options."
    out_is ''
    expect 9 jsrun -Z
    err_has "jsrun: unknown option '-Z'"
    expect 9 jsrun -cZ
    err_has "jsrun: unknown option '-Z'"
    expect 9 gen_snapshot --qqqq x.js
    err_has "gen_snapshot: unknown option '--qqqq'"
    expect 9 gen_snapshot -qZ x.js
    err_has "gen_snapshot: unknown option '-Z'"
}

@test "a misspelt option names the nearest one" {
    while read -r command wrong right; do
        expect 9 "$command" "$wrong" x
        err_has "$command: unknown option '${wrong%%=*}'; did you mean '--$right'?"
    done <<'END'
jsrun        --snapshto        snapshot
jsrun        --snapsot=x       snapshot
jsrun        --snap            snapshot
jsrun        --snapshot-mdoe   snapshot-mode
jsrun        --snapshot-blog   snapshot-blob
jsrun        --verfiy          verify
jsrun        --evl             eval
jsrun        --pritn           print
jsrun        --chekc           check
jsrun        --startup-tarce   startup-trace
jsrun        --versoin         version
gen_snapshot --ouptut          output
gen_snapshot --requrie         require
gen_snapshot --modul3          module
gen_snapshot --validaet        validate
gen_snapshot --memory-limti=3  memory-limit
gen_snapshot --verbos3         verbose
END
}

@test "an option without its argument" {
    for option in --snapshot --snapshot-mode --verify -e --eval -p --print -pe -r --require \
        --memory-limit --stack-size --seed; do
        expect 9 jsrun "$option"
        err_has "jsrun: option '$option' needs an argument"
    done
    for option in -o --output -e --eval -r --require --seed --memory-limit --info --validate; do
        expect 9 gen_snapshot "$option"
        err_has "gen_snapshot: option '$option' needs an argument"
    done
}

@test "an option with an argument that takes none" {
    for option in --bare --check --startup-trace --help --version; do
        expect 9 jsrun "$option=1"
        err_has "jsrun: option '$option' takes no argument"
    done
    for option in --module --bare --keep-paths --quiet --verbose --help --version; do
        expect 9 gen_snapshot "$option=1" x.js
        err_has "gen_snapshot: option '$option' takes no argument"
    done
}

@test "an option with a wrong argument" {
    expect 9 jsrun --snapshot-mode=maybe -e ''
    err_has "--snapshot-mode is on, auto or off, not 'maybe'"
    expect 9 jsrun --verify=all -e ''
    err_has "--verify is header or full, not 'all'"
    for size in '' x -1 1.5 1kk k 1T 99999999999999999999 18446744073709551615k ' 1'; do
        for option in --memory-limit --stack-size; do
            expect 9 jsrun "$option=$size" -e ''
            err_has "$option is a number of bytes with k, M or G, not '$size'"
        done
        expect 9 gen_snapshot --memory-limit="$size" -e ''
        err_has "--memory-limit is a number of bytes with k, M or G, not '$size'"
    done
    for number in '' x -1 1.5 1k 18446744073709551616; do
        for command in gen_snapshot jsrun; do
            expect 9 $command --seed="$number" -e ''
            err_has "--seed is a whole number, not '$number'"
        done
    done
    SOURCE_DATE_EPOCH=yesterday expect 9 gen_snapshot -e ''
    err_has "SOURCE_DATE_EPOCH is a number of seconds, not 'yesterday'"
    for epoch in 8639999913601 99999999999999999; do
        SOURCE_DATE_EPOCH=$epoch expect 9 gen_snapshot -e ''
        err_has "SOURCE_DATE_EPOCH is at most 8639999913600 seconds, not '$epoch'"
    done
    SOURCE_DATE_EPOCH=8639999913600 expect 0 gen_snapshot -q -o epoch.bin \
        -e 'print(new Date().getFullYear(), isNaN(new Date()))'
    out_is '275760 false'
    rm epoch.bin
    folder_is
}

@test "gen_snapshot: --bare has no modules" {
    expect 9 gen_snapshot --bare --module x.js
    err_has 'gen_snapshot: --bare has no modules'
    expect 9 gen_snapshot --bare -r ./x -e ''
    err_has 'gen_snapshot: --bare has no modules'
    folder_is
}

@test "gen_snapshot: options and entries in any order, -- ends the options" {
    file a.js 'var a = 1;'
    file ./-b.js 'var b = 2;'
    expect 0 gen_snapshot a.js -q -o x.bin -- -b.js
    expect 0 jsrun --snapshot x.bin -e 'print(a + b)'
    out_is 3
}

@test "jsrun: options end at the script's name, -- before it too" {
    file a.js 'print(process.argv.slice(2).join());'
    file ./-b.js 'print("minus");'
    expect 0 jsrun a.js -e --snapshot x
    out_is '-e,--snapshot,x'
    expect 0 jsrun -- a.js -v
    out_is -v
    expect 0 jsrun -- -b.js
    out_is minus
    expect 0 jsrun -e 'print(process.argv.slice(2).join())' -- -v --snapshot x
    out_is '-v,--snapshot,x'
}
