# The drivers and what `make bench` and `make bench-many` print: that it is there and counted
# right, never how fast it was.
# shellcheck shell=bash disable=SC2154
load ../cli/helpers

here=$BATS_TEST_DIRNAME

# plan LINE..: each with tabs for its bars; into the file `plan`.
plan() { printf '%s\n' "$@" | tr '|' '\t' >plan; }

# json EXPRESSION: of the results `r` in the file `json`, and row(NAME), true or not.
json() {
    expect 0 node -e '
        const r = JSON.parse(require("fs").readFileSync("json", "utf8"));
        const row = (name) => r.rows.find((one) => `${one.group}/${one.label}` === name);
        if (!('"$1"')) { console.log(JSON.stringify(r, null, 1)); process.exit(1); }'
}

@test "a table, a page and JSON of a short run" {
    mkdir bin
    printf '#!/bin/sh\nexec %s "$@"\n' "$DUK" >bin/qjs
    printf '#!/bin/sh\necho no\n' >bin/xst
    chmod +x bin/*
    PATH=$PWD/bin:$PATH PEERS='qjs xst none' ROUNDS=3 WORKLOADS='w0 w1' JSON=$PWD/json MARKDOWN=$PWD/page \
        expect 0 "$here/run.sh"
    out_has 'W1: lodash'
    out_has 'Boot, then print: these alone'
    out_has 'kernel: Linux'
    out_has 'Each command ran 3 times'
    out_has 'xst, cold does not print what the cold run prints'
    out_has 'left out: none.'
    [[ $output =~ blob\ \+\ runtime( +[0-9.-]+){10} ]] || show 'a blob has ten figures'
    [[ $output =~ goal\ +'<='[0-9.]+!?\ +'<='20!?\ +'<='[0-9]+ ]] || show 'goals stand below figures'
    grep -qE '^\| \*\*W0: .*\*\* \|' page
    awk -F'|' '/^\|/ { if (n && NF != n) exit 1; n = NF }' page
    json 'r.version === 2 && r.rounds === 3 && r.about.kernel && r.goals.length > 3'
    json '["w0/blob", "w0/blob + runtime", "w1/blob", "w1/blob, trained", "w1/blob + runtime", "w0/jsrun, no snapshot"].every(
        (name) => ["time_us", "minor_faults", "peak_kib", "pages_boot", "pages_main", "pages_collect"].every(
            (figure) => row(name).figures[figure] > 0))'
    json 'row("boot/w0 blob, script").x_floor > 0 && row("boot/jsrun, no snapshot").x_floor > 0 && !row("boot/w1 blob, script")'
    json 'r.rows.every((one) => one.samples.length === (one.group === "boot" ? 24 : 3))'
    json 'r.rows.every((one) => one.q1 <= one.figures.time_us && one.figures.time_us <= one.q3)'
    json 'row("w1/qjs, cold").kind === "peer" && row("w1/blob").x_best_peer > 0 && row("w1/floor").kind === "floor"'
    json 'Math.abs(row("w1/blob").x_cold - row("w1/blob").figures.time_us / row("w1/duk, cold").figures.time_us) < 1e-6'
    expect 0 "$here/../../scripts/bench-compare" json json
}

@test "a table, a page and JSON of programs that keep the processor busy" {
    ROUNDS=1 ONLY='code-load|richards' OTHERS="again=$BUILD/jsrun" JSON=$PWD/json MARKDOWN=$PWD/page \
        expect 0 node "$here/cpu.js"
    [[ $output =~ richards( +[0-9]+)( +[0-9]+ +[0-9]\.[0-9]{3}){2} ]] || show 'a program has five figures'
    [[ $output =~ geometric\ mean( +[0-9]\.[0-9]{3}){2} ]] || show 'means'
    [ "$(grep -c '^|' page)" = 5 ] || show "$(cat page)"
    awk -F'|' '/^\|/ { if (n && NF != n) exit 1; n = NF }' page
    json 'r.results.length === 2 && r.results.every(({ rows }) => rows.length === 3 && rows.every(({ ms }) => ms > 0))'
    ONLY=none expect 1 node "$here/cpu.js"
    err_has "no program's name fits"
}

@test "node is measured along, cold and from its snapshot" {
    PEERS=node RUNTIME=0 WORKLOADS=w0 ROUNDS=1 JSON=$PWD/json expect 0 "$here/run.sh"
    json 'row("w0/node, cold").kind === "peer" && row("w0/node, snapshot").figures.peak_kib > 1000'
}

@test "base images and a shell script are compared" {
    WORKLOADS='base sh' ROUNDS=2 JSON=$PWD/json expect 0 "$here/run.sh"
    out_has "Base images: the runtime's core, "
    json 'row("base/core runtime").samples.length === 16 && row("base/full runtime").samples.length === 16'
    json 'row("sh/jsrun").samples.length === 2 && row("sh/node").kind === "cold"'
    json 'r.goals.length === 2'
    PEERS='' WORKLOADS=sh ROUNDS=1 JSON=$PWD/json expect 0 "$here/run.sh"
    json 'r.rows.length === 2 && r.goals.length === 0'
    # What a program does not do is not measured.
    mkdir -p other/core bin
    ln -s "$BUILD"/* other/ 2>/dev/null || true
    rm -rf other/core && mkdir other/core
    cp "$BUILD/jsrun" other/core/jsrun
    cp "$BUILD/base.bin" other/core/
    BUILD=$PWD/other WORKLOADS=base ROUNDS=1 expect 1 "$here/run.sh"
    err_has 'core/jsrun holds the full runtime'
    printf '#!/bin/sh\necho other\n' >bin/node
    chmod +x bin/node
    PATH=$PWD/bin:$PATH WORKLOADS=sh ROUNDS=1 expect 1 "$here/run.sh"
    err_has 'the shell script does not print'
}

@test "scripts with the code cache, without it, and when it is empty" {
    PEERS=node WORKLOADS=cache CACHED='short w1' ROUNDS=1 JSON=$PWD/json expect 0 "$here/run.sh"
    out_has 'Code cache. A script of 20 lines'
    [[ $output =~ Entries\ of\ w1\ over\ Duktape\'s\ own\ dump:\ 0?[0-9.]+\ \(goal ]] || show 'sizes are compared'
    [ "$(node -p 'process.versions.node.split(".")[0] < 22')" = false ] || out_has 'has no compile cache'
    json '["short", "w1"].every((w) => ["duk, cold", "no cache", "miss", "cached", "node, cold"].every(
        (label) => row(`cache-${w}/${label}`).figures.time_us > 0))'
    json 'row("cache-w1/cached").figures.time_us < row("cache-w1/no cache").figures.time_us'
    json 'row("boot/script of 20 lines, cached").x_floor > 0'
}

@test "what is run before a command is not timed, and runs each time" {
    plan 'run|w|x|rmdir|folder' 'before|w/x|sh|-c|sleep 0.2; mkdir folder; echo >>log'
    expect 0 bench -n 3 -j json plan
    json 'row("w/x").figures.time_us < 150000'
    [ "$(wc -l <log)" = 6 ] || show "$(cat log)" # two rounds to warm up, one for the memory
    plan 'run|w|x|true' 'before|w/y|true'
    expect 1 bench plan
    err_has "'w/y' is no GROUP/LABEL of the plan"
    plan 'run|w|x|true' 'before|w/x|false'
    expect 1 bench -n 1 plan
    err_has 'exit status 1'
}

@test "a table and JSON of a few processes" {
    LARGE=w1 ROUNDS=2 SLICE=50 PROCESSES=4 PEERS= JSON=$PWD/json expect 0 "$here/many.sh"
    out_has 'PSS KiB'
    out_has 'w1 blob'
    out_has 'VMs/s'
    json 'row("4/blob").samples.length === 4 && row("4/blob").figures.private_kib <= row("4/blob").figures.pss_kib'
    json 'row("4/blob").figures.pss_kib < row("4/duk, cold").figures.pss_kib'
    json 'row("rate/w1 blob").figures.runs_per_s > 0 && row("rate/w1 blob").samples.length === 2'
    expect 0 "$here/../../scripts/bench-compare" json json
}

@test "pages that are written to are counted, by file and by address" {
    expect 0 gen_snapshot --bare -q -o b -e 'var b = new Uint8Array(1048576); b[7] = 7;'
    echo 'for (var i = 0; i < 1048576; i += 4096) b[i] = 1;' >main.js
    plan 'run|w|blob|jsrun|--snapshot|b|main.js' \
        'pages|w/blob|pages_boot|b|jsrun|--snapshot|b|-e|' \
        'pages|w/blob|pages_main|b|jsrun|--snapshot|b|main.js' \
        "pages|w/blob|pages_collect|$BUILD/jsrun@2000000-2100000|jsrun|-e|"
    expect 0 bench -n 1 -j json plan
    page=$(($(getconf PAGESIZE) / 1024))
    json "row('w/blob').figures.pages_boot < 64 && row('w/blob').figures.pages_main * $page >= 1024"
    json "row('w/blob').figures.pages_main * $page < 1536"
    json 'row("w/blob").figures.pages_collect < 256'
    plan 'run|w|blob|jsrun|-e|' 'pages|w/blob|pages_boot|b|jsrun|-e|'
    expect 1 bench -n 1 plan
    err_has "'b' is not mapped when the process ends"
}

@test "memory that a process does not share is counted" {
    echo 'b = new Uint8Array(8388608); for (var i = 0; i < b.length; i += 4096) b[i] = 1;' >main.js
    plan 'run|3|little|jsrun|-e|' 'run|3|much|jsrun|main.js' 'goal|memory|3/much|private_kib|1000'
    expect 0 many -j json plan
    out_has '<=1000!'
    json 'row("3/much").figures.private_kib - row("3/little").figures.private_kib >= 8192'
    json 'row("3/much").figures.private_kib - row("3/little").figures.private_kib < 10240'
    json 'row("3/much").figures.pss_kib >= row("3/much").figures.private_kib'
    expect 3 many -g plan
}

@test "goals are met or missed" {
    plan 'floor|floor|true' 'run|w|slow|sleep|0.05' 'goal|fast|w/slow|time_us|1|w/floor|time_us'
    expect 0 bench -n 1 -j json plan
    out_has '0 of 1 goals met; missed:'
    out_has '- fast: time_us is'
    json 'r.goals[0].met === false'
    expect 3 bench -g -n 1 plan
    plan 'floor|floor|true' 'run|w|slow|sleep|0.05' 'goal|slow|w/slow|minor_faults|1e9'
    expect 0 bench -g -n 1 plan
    out_has '1 of 1 goals met.'
    # What was not measured is missed.
    plan 'run|w|slow|true' 'goal|pages|w/slow|pages_main|20'
    expect 3 bench -g -n 1 plan
}

@test "a wrong plan is refused by its line, a command that fails by its name" {
    plan '# fine' 'run|w|x|true' 'walk|w|x|true'
    expect 1 bench plan
    err_is 'bench: plan:3: this is no line of a plan'
    plan 'run|w|x|true' 'goal|text|w/x|speed|1'
    expect 1 bench plan
    err_is 'bench: plan:2: there is no such figure'
    plan 'run|w|x|true' 'goal|text|w/y|time_us|1'
    expect 1 bench plan
    err_is "bench: 'w/y' is no GROUP/LABEL of the plan"
    plan '# nothing'
    expect 1 bench plan
    plan 'run|w|x|false'
    expect 1 bench plan
    err_has 'x: exit status 1'
    plan 'run|w|x|./none'
    expect 1 bench plan
    err_has "cannot start './none'"
    expect 9 bench
    expect 9 many
    plan 'run|w|x|true'
    expect 1 many plan
    err_has "'w' is not a number"
    expect 1 bench -n 1 -j none/json plan
    err_has "cannot create 'none/json'"
    expect 1 bench -n 1 -j /dev/full plan
    err_has "cannot write '/dev/full'"
    WORKLOADS=w9 expect 1 "$here/run.sh"
    err_has "there is no workload 'w9'"
}

@test "a table is put into README.md, between its marks" {
    readme=$here/../../scripts/bench-readme
    printf '%s\n' before '<!-- bench -->' old '<!-- end of bench -->' after >page
    printf '| a |\n' >table
    expect 0 "$readme" bench table page
    expect 0 "$readme" bench table page
    [ "$(cat page)" = "$(printf '%s\n' before '<!-- bench -->' '' '| a |' '' '<!-- end of bench -->' after)" ] ||
        show "$(cat page)"
    expect 1 "$readme" bench-many table page
    err_has 'has no line <!-- bench-many -->'
    expect 1 "$readme" bench none page
    expect 9 "$readme" walk table page
    # The marks are in the real one.
    cp "$here/../../README.md" page
    expect 0 "$readme" bench table page
    expect 0 "$readme" bench-many table page
    expect 0 "$readme" bench-cpu table page
}
