#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# gen_snapshot --compress: a blob packed for shipping.

load helpers

@test "--compress=zstd packs the very blob, zstd unpacks it" {
    file app.js 'var x = "unpacked";'
    expect 0 gen_snapshot app.js
    mv app.bin plain.bin
    expect 0 gen_snapshot --compress=zstd app.js
    folder_is app.bin.zst app.js plain.bin
    [ "$(stat -c %s app.bin.zst)" -lt $(($(stat -c %s plain.bin) / 2)) ]
    zstd -tq app.bin.zst
    zstd -dq app.bin.zst
    cmp app.bin plain.bin
    expect 0 jsrun --snapshot app.bin -p x
    out_is unpacked
    gen_snapshot --compress=zstd -o - app.js | cmp - app.bin.zst
    expect 0 gen_snapshot --compress=none app.js
    cmp app.bin plain.bin
}

@test "a packed blob does not boot, and says what to do" {
    file app.js 'var x = "unpacked";'
    expect 0 gen_snapshot --compress=zstd app.js
    expect 14 jsrun --snapshot app.bin.zst -p x
    err_is "jsrun: app.bin.zst: packed with Zstandard for shipping: unpack it with 'zstd -d'"
    expect 14 gen_snapshot --info app.bin.zst
    err_has "unpack it with 'zstd -d'"
}

@test "--compress: what contradicts it" {
    file app.js 'var x = "unpacked";'
    expect 9 gen_snapshot --compress=gzip app.js
    err_has "--compress is none or zstd, not 'gzip'"
    expect 9 gen_snapshot --compress=zstd -o app.bin app.js
    err_has "--compress=zstd: name the file with .zst, so that zstd unpacks it, not 'app.bin'"
    expect 9 gen_snapshot --compress=zstd --exe app app.js
    err_has '--compress is for blobs: a program that is packed does not run'
    expect 9 gen_snapshot --compress=zstd --verity app.js
    err_has '--verity is for a blob that boots, not for --compress=zstd'
    folder_is app.js
}

@test "--compress: a full disk leaves what was there" {
    file app.js 'var x = "unpacked";'
    echo old >app.bin.zst
    expect 1 bash -c 'ulimit -f 8; gen_snapshot --compress=zstd app.js'
    [ "$(cat app.bin.zst)" = old ]
    folder_is app.bin.zst app.js
}
