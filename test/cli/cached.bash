# SPDX-License-Identifier: MIT
# cached.bash - what the tests of caches share.
# shellcheck shell=bash disable=SC2154 # bats sets stderr

# app TEXT: a program of two files.
app() {
    file app.js 'print("running"); var dep = require("./dep");'
    file dep.js "exports.a = '$1';"
}
# made CACHE OPTION..: the blob was made by running; taken CACHE OPTION..: it was not.
made() {
    expect 0 gen_snapshot -q --cache "$@" app.js
    out_is running
}
taken() {
    expect 0 gen_snapshot -q --cache "$@" app.js
    out_is ''
    err_is ''
}

# json FILE EXPRESSION: of the report r.
json() { node -p "var r = JSON.parse(require('fs').readFileSync('$1', 'utf8')); $2"; }

# units COMPILED CACHED REJECTED OPTION..: how many of each a run of jsrun tells of.
units() {
    local want="$1 $2 $3"
    shift 3
    expect 0 jsrun --startup-trace "$@"
    is=$(awk '/^startup: [a-z]+ [^0-9]/ { n[$2]++ } END { print n["compiled"] + 0, n["cached"] + 0, n["rejected"] + 0 }' \
        <<<"$stderr")
    # shellcheck disable=SC2053 # a number may be a pattern
    [[ $is == $want ]] || show "expected units: $want, found: $is"
}
