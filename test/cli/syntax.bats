#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What is said of a source in a newer edition of the language.

load helpers

# says WHAT COLUMN CODE
says() {
    file a.js 'var first = 1;' "$3"
    expect 1 jsrun a.js
    err_has "a.js:2:$2: unsupported syntax: $1 (the engine knows ECMAScript 5.1)"
    err_has $'\n'"$3"$'\n'
    err_has 'jsrun: compile such source to ES5 first: README.md says how, examples/modern does it'
}

@test "each syntax that the engine lacks is named with its place" {
    says let 1 'let b = 2;'
    says 'arrow functions' 11 'var f = x => x;'
    says 'arrow functions' 16 'var f = (a, b) => a;'
    says classes 1 'class A {}'
    says 'template literals' 9 'var a = `x`;'
    says destructuring 5 'var {a} = b;'
    says destructuring 5 'var [a] = b;'
    says destructuring 12 'function f({a, b: [c]}) {}'
    says destructuring 15 'function f(a, [b] = []) {}'
    says destructuring 12 'function f({a = function () { return 1; }}) {}'
    says 'default parameters' 17 'function f(a, b = 1) {}'
    says 'rest parameters' 12 'function f(...a) {}'
    says spread 3 'f(...a);'
    says spread 11 'var o = { ...a };'
    says 'for .. of' 12 'for (var a of b);'
    says generators 1 'function* g() {}'
    says 'async functions' 1 'async function f() {}'
    says 'import and export' 1 'import x from "y";'
    says 'import and export' 1 'export default 1;'
    says 'optional chaining' 2 'a?.b;'
    says 'the operator ??' 3 'a ?? b;'
    says 'logical assignment' 3 'a ||= b;'
    says 'BigInt numbers' 9 'var a = 10n;'
    says 'these flags of regular expressions' 1 '/a/s;'
    says 'named groups of regular expressions' 1 '/(?<x>a)/;'
    says 'regular expressions that look behind' 1 '/(?<=a)/;'
    says 'catch without a parameter' 9 'try { } catch { }'
}

@test "syntax of standard input is named too" {
    for command in 'jsrun' 'jsrun -' 'jsrun --check -' 'gen_snapshot -o x.bin -'; do
        # shellcheck disable=SC2086 # words
        expect 1 $command < <(printf 'var a;\n  let x = 1;\n')
        err_has '[stdin]:2:3: unsupported syntax: let'
        err_has $'\n  let x = 1;\n  ^\n'
        # shellcheck disable=SC2086 # words
        expect 1 $command < <(printf 'var a;\nvar = 1;\n')
        err_has $'[stdin]:2:5: Uncaught SyntaxError: invalid variable declaration (line 2)\nvar = 1;\n    ^'
    done
}

@test "a brace where the parenthesis was forgotten is no destructuring" {
    local code
    for code in 'function f( {' 'function f( { return 1; }' 'function f(a, { a(); [b]; } f();' 'var g = function ( { return [1]; };'; do
        file a.js 'var first = 1;' "$code" '}'
        expect 1 jsrun a.js
        err_has 'Uncaught SyntaxError'
        err_lacks unsupported || return
    done
}

@test "the mark stands below the place, behind tabs and letters of several bytes" {
    file a.js $'\tvar s = "\xc3\xa4"; f(...s);'
    expect 1 jsrun a.js
    err_has $'\n\tvar s = "\xc3\xa4"; f(...s);\n\t                ^\n' ||
        err_has $'\n\tvar s = "\xc3\xa4"; f(...s);\n\t               ^\n'
}

@test "modules, code of the command line and gen_snapshot get the same words" {
    file m.js 'let a;'
    file a.js 'require("./m");'
    expect 1 jsrun a.js
    err_has '/m.js:1:1: unsupported syntax: let'
    expect 1 jsrun -e 'let a;'
    err_has '[eval]:1:1: unsupported syntax: let'
    expect 1 gen_snapshot -o x.bin m.js
    err_has 'm.js:1:1: unsupported syntax: let'
    err_has 'gen_snapshot: compile such source to ES5 first'
}

@test "nothing is said where newer syntax is not to blame" {
    file a.js '// let it be => `here` ...' 'var text = "x => y", a = { class: 1, of: 2 };' 'var x = ;'
    expect 1 jsrun a.js
    err_lacks unsupported
    file a.js 'JSON.parse("a => b"); // x => y'
    expect 1 jsrun a.js
    err_lacks unsupported
    file a.js 'var a = (1'
    expect 1 jsrun a.js
    err_lacks unsupported
}

@test "a very long line is shown around the place" {
    { printf 'var a = 1;%.0s' {1..2000}; echo 'let b;'; } >a.js
    expect 1 jsrun a.js
    err_has 'a.js:1:20001: unsupported syntax: let'
    [ "${#stderr}" -lt 1000 ]
}
