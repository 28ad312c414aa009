#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# examples/ci: the build files do what they say, the workflow's steps run.

load helpers

# example: a copy of the folder to build in.
example() { cp -r "$BATS_TEST_DIRNAME/../../examples/ci/." .; }

# step NAME: the commands of a step of the workflow.
step() {
    awk -v name="$1" '/^      - / { on = 0 } $0 ~ "- name: " name "$" { on = 1 }
        on && /^        run: / { body = 1; next } !on || !/^          / { body = 0 } body { sub(/^          /, ""); print }' workflow.yml
}

@test "Makefile: builds, checks, builds again when the data change" {
    example
    expect 0 make check
    expect 0 make all
    out_has 'Nothing to be done'
    echo cranberry >>app/data/words.txt
    touch -d '+2 seconds' app/data/words.txt
    expect 0 make all
    out_has '--depfile app.bin.d'
    out_has '--depfile words.d'
    expect 0 ./words c
    out_is 'c: cherry cranberry'
    expect 0 make reproducible
    expect 0 make clean
    [ ! -e app.bin ] && [ ! -e words ]
}

@test "workflow: a key, a build on a miss, none on a hit, another key when a source changes" {
    example
    export GITHUB_OUTPUT=$PWD/output
    expect 0 bash -e -c "$(step 'Key of the blob')"
    key=$(sed -n 's/^key=//p' output)
    [ "${#key}" = 64 ]
    expect 0 bash -e -c "$(step Build)"
    expect 0 bash -e -c "$(step Test)"
    # The cache has the blob with its report: the same key, and nothing to build.
    expect 0 bash -e -c "$(step 'Key of the blob')"
    [ "$(tail -1 output)" = "key=$key" ]
    expect 0 make app.bin
    out_has 'up to date'
    echo '/* changed */' >>app/lib/index.js
    expect 0 bash -e -c "$(step 'Key of the blob')"
    [ "$(tail -1 output)" != "key=$key" ]
    [ -n "$(step 'Install jsboot')" ]
}

@test "build.ninja and CMakeLists.txt" {
    example
    command -v ninja >/dev/null || skip 'no ninja here'
    expect 0 ninja
    expect 0 ./words a
    out_is 'a: apple avocado'
    expect 0 ninja
    out_has 'no work to do'
    touch -d '+2 seconds' app/data/words.txt
    expect 0 ninja -n
    out_has 'FREEZE app.bin'
    touch -d '-1 minute' app/data/words.txt
    command -v cmake >/dev/null || skip 'no cmake here'
    expect 0 cmake -G Ninja -S . -B out
    expect 0 cmake --build out
    expect 0 jsrun --snapshot out/words.bin b
    out_is 'b: banana blackberry blueberry'
    expect 0 cmake --build out
    out_has 'no work to do'
    touch -d '+4 seconds' app/lib/index.js
    expect 0 cmake --build out
    out_has 'Freezing words.bin'
}

@test "what the README of the example says of --io=report" {
    example
    expect 0 bash -c "$(grep -o 'gen_snapshot --config .*/dev/null' README.md)"
    err_is 'gen_snapshot: app/main.js:6: reads app/data/words.txt'
}
