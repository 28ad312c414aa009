# scripts/bench-compare, with results that are made by hand.
# shellcheck shell=bash disable=SC2154
load ../cli/helpers

PATH=$BATS_TEST_DIRNAME/../../scripts:$PATH

# row KIND LABEL FIGURES SAMPLE..: of group w; the samples are times.
row() {
    local kind=$1 label=$2 figures=$3 IFS=,
    shift 3
    printf '{"group": "w", "label": "%s", "kind": "%s", "figures": {"time_us": %s%s},' \
        "$label" "$kind" "$1" "${figures:+, $figures}"
    printf '"sampled": "time_us", "samples": [%s]}' "$*"
}

# results FILE ROW..
results() {
    local file=$1 IFS=,
    shift
    printf '{"version": 2, "about": {"kernel": "%s"}, "rows": [%s]}\n' "${kernel:-6.1}" "$*" >"$file"
}

fast=(100 101 102 103 104 105 106 107 108 109)
slow=(120 121 122 123 124 125 126 127 128 129)

@test "the same file twice: all is noise" {
    results a "$(row run blob '"minor_faults": 20' "${fast[@]}")"
    expect 0 bench-compare a a
    out_has 'w/blob'
    out_has '0 better, 0 worse, 2 noise'
}

@test "slower in every sample is worse, the other way round better" {
    results a "$(row run blob '' "${fast[@]}")"
    results b "$(row run blob '' "${slow[@]}")"
    expect 1 bench-compare a b
    out_has '19.1 %'
    out_has WORSE
    expect 0 bench-compare b a
    out_has '1 better, 0 worse, 0 noise'
}

@test "medians apart with samples that overlap are noise" {
    results a "$(row run blob '' 100 101 102 103 104 105 150 151 152 153)"
    results b "$(row run blob '' 100 101 102 103 140 150 151 152 153 154)"
    expect 0 bench-compare a b
    out_has '38.8 %'
    out_has '0 better, 0 worse, 1 noise'
}

@test "what is clear but small is noise, and --least says what is small" {
    results a "$(row run blob '' 1000 1001 1002 1003 1004 1005 1006 1007)"
    results b "$(row run blob '' 1020 1021 1022 1023 1024 1025 1026 1027)"
    expect 0 bench-compare a b
    expect 1 bench-compare --least 1 a b
}

@test "the p value is that of the Mann-Whitney test" {
    # As computed by hand: U = 4 of 25, two-sided, continuity correction: z = 1.6712
    results a "$(row run blob '' 1 2 3 5 8)"
    results b "$(row run blob '' 4 6 7 9 10)"
    expect 0 bench-compare a b
    out_has 0.0947
    # With ties: ranks 1.5 1.5 3.5 5.5 7.5 and 3.5 5.5 7.5 9.5 9.5: U = 4.5, z = 1.5910
    results a "$(row run blob '' 1 1 2 3 4)"
    results b "$(row run blob '' 2 3 4 5 5)"
    expect 0 bench-compare a b
    out_has 0.1116
}

@test "too few samples are noise" {
    results a "$(row run blob '' 100 101 102 103)"
    results b "$(row run blob '' 200 201 202 203)"
    expect 0 bench-compare a b
    out_has 'too few'
}

@test "page faults, pages and memory have limits of their own" {
    results a "$(row run blob '"minor_faults": 20, "pages_main": 20, "peak_kib": 1000' "${fast[@]}")"
    results b "$(row run blob '"minor_faults": 21, "pages_main": 21, "peak_kib": 1030' "${fast[@]}")"
    expect 0 bench-compare a b
    [[ $output != *pages* ]] || show 'noise without samples is shown without --all'
    expect 0 bench-compare --all a b
    out_has 'pages, main'
    results b "$(row run blob '"minor_faults": 18, "pages_main": 23, "peak_kib": 1040' "${fast[@]}")"
    expect 1 bench-compare a b
    out_has '1 better, 2 worse, 1 noise'
}

@test "more runs a second are better" {
    results a "$(row run blob '' "${fast[@]}" | sed 's/time_us/runs_per_s/g')"
    results b "$(row run blob '' "${slow[@]}" | sed 's/time_us/runs_per_s/g')"
    expect 0 bench-compare a b
    out_has better
    expect 1 bench-compare b a
}

@test "a slower machine is told from a slower jsboot" {
    results a "$(row floor floor '' "${fast[@]}")" "$(row run blob '' "${fast[@]}")"
    kernel=6.2 results b "$(row floor floor '' "${slow[@]}")" "$(row run blob '' "${slow[@]}")"
    expect 1 bench-compare a b
    out_has machine
    out_has 'kernel: 6.1; now 6.2'
    out_has '0 better, 1 worse'
    expect 0 bench-compare --by floor a b
    out_has '0 better, 0 worse, 1 noise'
    results b "$(row floor floor '' "${slow[@]}")"
    expect 0 bench-compare a b
}

@test "commands that are in one file only are named" {
    results a "$(row run both '' "${fast[@]}")" "$(row run before '' "${fast[@]}")"
    results b "$(row run both '' "${fast[@]}")" "$(row run after '' "${fast[@]}")"
    expect 0 bench-compare a b
    out_has 'only in the old file: w/before'
    out_has 'only in the new file: w/after'
    results b "$(row run after '' "${fast[@]}")"
    expect 2 bench-compare a b
    err_has 'no command in common'
}

@test "wrong usage and wrong files" {
    results a "$(row run blob '' "${fast[@]}")"
    echo '{"version": 1, "rows": []}' >old
    echo '{' >broken
    expect 9 bench-compare a
    err_has usage:
    expect 9 bench-compare --by peer a a
    expect 9 bench-compare --least x a a
    expect 2 bench-compare a none
    err_has "cannot read 'none'"
    expect 2 bench-compare a broken
    expect 2 bench-compare old a
    err_has 'measure again'
    expect 0 bench-compare --help
    out_has usage:
}
