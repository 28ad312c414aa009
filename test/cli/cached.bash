# SPDX-License-Identifier: MIT
# cached.bash - what the tests of caches share.
# shellcheck shell=bash

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
