#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The examples do what their pages say, with the packages that set-up has fetched.

load helpers

examples=$BATS_TEST_DIRNAME/../../examples

# example NAME MODULES: a copy of its folder, made.
example() {
    cp -R "$examples/$1" . && cd "$1" || return
    expect 0 make NODE_MODULES="$2" GEN_SNAPSHOT="$BUILD/gen_snapshot" JSRUN="$BUILD/jsrun"
}

@test "examples/modern: TypeScript and ES2022 become a blob" {
    file text 'The quick fox and the lazy dog. The fox ran; a fox slept.' 'Dog!'
    example modern "$MODERN"
    local words=$'fox     ###\ndog     ##\nlazy    #\n{ files: 1, last: \'dog\', fox: 3 }'
    expect 0 jsrun --snapshot app.bin ../text
    out_is "$words"
    expect 0 jsrun app.js ../text
    out_is "$words"
    expect 1 jsrun --snapshot app.bin
    err_has 'NoWords: no words in nothing'
}

@test "examples/tsc: the TypeScript compiler runs from a blob" {
    example tsc "$INPUTS"
    expect 0 jsrun hello.js
    out_is $'Hello, whole world\nHELLO, WHOLE WORLD'
    mkdir out
    file b.ts 'export const x: number = 5;'
    expect 0 jsrun --snapshot tsc.bin -- -o out b.ts hello.ts
    cmp out/hello.js hello.js
    expect 0 jsrun -p 'require("./out/b").x'
    out_is 5
    file bad.ts 'let a: = 5;'
    expect 1 jsrun --snapshot tsc.bin bad.ts
    err_is 'bad.ts:1:8: TS1110: Type expected.'
    expect 9 jsrun --snapshot tsc.bin
}

@test "the example's compiler is the one that the tests have" {
    local version
    version=$(sed -n 's/.*"typescript": "\(.*\)".*/\1/p' "$examples/tsc/package.json")
    grep -q "\"version\": \"$version\"" "$INPUTS/typescript/package.json"
}
