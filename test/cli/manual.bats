#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The manual pages and README.md say what is there, and their examples do what they show.

load helpers

root=$BATS_TEST_DIRNAME/../..

# What a reader sees of a page, without tabs and overstriking.
page() { mandoc -T ascii -O width=100 "$root/man/$1" | col -bx; }

# One section of a page.
section() { page "$1" | awk -v title="$2" '/^[A-Z]/ { on = $0 == title } on'; }

# same WHAT FILE FILE: sorted lists that must be equal.
same() {
    diff <(sort -u "$2") <(sort -u "$3") || { printf '%s: < %s only, > %s only\n' "$@"; return 1; }
}

@test "mandoc has nothing to warn about" {
    expect 0 mandoc -T lint -W warning "$root"/man/*.[135]
    out_is ''
}

@test "the options in --help are those in the page, for both commands" {
    for command in jsrun gen_snapshot; do
        "$command" --help | grep -E '^  -' | grep -oE '(^|[ ,])--?[a-z][a-z-]*' | tr -d ' ,' >help
        section $command.1 DESCRIPTION | grep -E '^     -' | grep -oE '(^|[ ,])--?[a-z][a-z-]*' | tr -d ' ,' >page
        [ "$(wc -l <help)" -gt 15 ]
        same "$command" help page
    done
}

@test "what --help says of the synopsis is in the page" {
    for command in jsrun gen_snapshot; do
        "$command" --help | awk '/^$/ { exit } { sub(/^usage:/, ""); gsub(/\| gen_snapshot/, "\ngen_snapshot"); print }' |
            tr -s ' \n[]|' '\n' | grep . >help
        section $command.1 SYNOPSIS | tr -s ' \n[]|' '\n' | grep . | grep -v SYNOPSIS >page
        same "$command" help page
    done
}

@test "environment variables and exit statuses are in the pages" {
    # shellcheck disable=SC2013 # words
    for name in $(grep -ohE 'getenv\("[A-Z_]+"\)' "$root"/cmd/*.c | grep -oE '[A-Z_]+'); do
        { section jsrun.1 ENVIRONMENT; section gen_snapshot.1 ENVIRONMENT; } | grep -qw "$name" ||
            { echo "$name is in no page"; return 1; }
    done
    # shellcheck disable=SC2013
    for status in $(sed -nE 's/^ *CLI_[A-Z]+ = ([0-9]+),.*/\1/p' "$root/cmd/cli.h"); do
        section jsrun.1 'EXIT STATUS' | grep -qE "^ +$status +[A-Z-]"
        section gen_snapshot.1 'EXIT STATUS' | grep -qE "^ +$status +[A-Z-]"
    done
}

@test "functions and error codes of the headers are those of jsboot.3" {
    grep -ohE '^[a-z].*\b(jsb|snap)_[a-z0-9_]+\(' "$root/lib/jsboot.h" "$root/snapshot/snapshot.h" |
        grep -oE '(jsb|snap)_[a-z0-9_]+\($' | tr -d '(' >header
    section jsboot.3 SYNOPSIS | grep -oE '^ +(jsb|snap)_[a-z0-9_]+\(' | tr -d ' (' >synopsis
    section jsboot.3 NAME | grep -oE '(jsb|snap)_[a-z0-9_]+' >name
    section jsboot.3 DESCRIPTION | cat - <(section jsboot.3 ERRORS) <(section jsboot.3 'RETURN VALUES') |
        grep -oE '\b(jsb|snap)_[a-z0-9_]+\(' | tr -d '(' >described
    [ "$(wc -l <header)" -gt 25 ]
    same functions header synopsis
    same functions header name
    same functions <(grep -v jsb_version header) described
    grep -oE '^JSB_ERROR\([-0-9]+, [A-Z_]+' "$root/lib/errors.def" | sed 's/.* /JSB_E_/' >codes
    section jsboot.3 ERRORS | grep -oE '\[JSB_E_[A-Z_]+\]' | tr -d '[]' >errors
    same codes codes errors
    # Those for refused blobs have numbers below -19 and are in jsrun.1 too.
    { echo JSB_E_IO; sed -nE 's/^JSB_ERROR\(-[2-9][0-9], ([A-Z_]+),.*/JSB_E_\1/p' "$root/lib/errors.def"; } >refusals
    section jsrun.1 DIAGNOSTICS | grep -oE 'JSB_E_[A-Z_]+' >diagnostics
    same refusals refusals diagnostics
}

@test "members of public structs are in jsboot.3" {
    cat <(section jsboot.3 DESCRIPTION) <(section jsboot.3 ERRORS) >text
    for struct in 'jsb_options {' 'jsb_touch {' 'jsb_error {' 'jsb_native {' 'jsb_file {' 'jsb_code_cache_stats {' 'jsb_code_event {' 'jsb_unit_event {' 'snap_file {' 'snap_options {' 'snap_context {' \
        'snap_info {' 'snap_open_options {' 'snap_trust {' 'snap_signer {' 'snap_node {'; do
        # shellcheck disable=SC2013
        for member in $(sed -n "/^struct $struct/,/^};/p" "$root/lib/jsboot.h" "$root/snapshot/snapshot.h" |
            sed -E 's,/\*.*,,' | grep -oE '[a-z_0-9]+(\[[0-9]+\]|\)\([^)]*\))?;' | sed 's/[][);].*//'); do
            grep -qw "$member" text || { echo "no $member"; return 1; }
        done
    done
}

@test "the modules that jsrun has, and the functions of jsrun:sh, are in its page" {
    section jsrun.1 DESCRIPTION >text
    jsrun -p 'require("module").builtinModules.join("\n")' | tr -d "'" >modules
    [ "$(wc -l <modules)" -gt 20 ]
    while read -r module; do
        grep -qE "(^|[ ,])$module([ ,.]|$)" text || { echo "no $module"; return 1; }
    done <modules
    jsrun -p 'Object.keys(require("jsrun:sh")).join("\n")' >functions
    grep -oE '^ +sh\.[a-zA-Z]+' text | sed 's/.*\.//' >described
    same jsrun:sh functions described
}

@test "messages in DIAGNOSTICS are those of the program" {
    # N, X and words in capitals stand for what varies.
    cat "$root"/cmd/*.c "$root"/snapshot/*.c "$root"/lib/*.[ch] "$root"/lib/*/*.[hj]* |
        tr '\n' ' ' | sed -E 's/"[ ]+"//g; s/" REMEDY/make the blob again with this version'"'"'s gen_snapshot"/g; s/: %s"/: "/g' >sources
    for command in jsrun gen_snapshot; do
        section $command.1 DIAGNOSTICS | sed -nE 's/^     ([^ ].*)/\1/p' >lines
        grep -oE '^\.It "[^"]+"' "$root/man/$command.1" | cut -d'"' -f2 |
            sed -E "s/\b(N|X|PATH|REASON|NAME|WORD|FIELD|SECTION|PROPERTY|BLOB)\b/\n/g" | sed 's/^[ ,:;]*//; s/[ ,:;]*$//' |
            awk 'length > 8' >parts
        [ "$(wc -l <parts)" -gt 8 ]
        while read -r part; do
            part=${part#is } part=${part%, which cannot be frozen*} part=${part##*which cannot be frozen: }
            grep -qF -- "$part" sources || { printf 'no message has: %s\n' "$part"; return 1; }
        done <parts
    done
}

@test "tables of snapshot.5 are those of format.h" {
    page snapshot.5 >text
    {
        printf '#include <stddef.h>\n#include "%s/snapshot/format.h"\n' "$root"
        # Rows without a gap, from 0 to 4096: then none is missing.
        awk '/^   The header page/ { on = 1 } /magic bytes are/ { on = 0 }
            on && $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ {
                if ($1 != end) printf "#error gap before %s\n", $3
                end = $1 + $2
                type = $1 < 544 ? "struct snap__header" : "struct snap__page"
                printf "_Static_assert(offsetof(%s, %s) == %d && sizeof(((%s *)0)->%s) == %d, \"%s\");\n",
                    type, $3, $1, type, $3, $2, $3
            }
            END { if (end != 4096) print "#error header page" }' text
        awk '/^   The section table/ { on = 1 } /first seven are/ { on = 0 }
            on && $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ {
                printf "_Static_assert(SNAP__SECTION_%s == %d && offsetof(struct snap__header, sections) + %d * sizeof(struct snap__section) == %d, \"%s\");\n", $3, $2, $2, $1, $3
                rows++
            }
            END { printf "_Static_assert(SNAP__SECTION_COUNT == %d, \"sections\");\n", rows }' text
        awk '/An entry is$/ { on = 1 } /metadata count as one/ { on = 0 }
            on && $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ {
                printf "_Static_assert(offsetof(struct snap__section, %s) == %d && sizeof(((struct snap__section *)0)->%s) == %d, \"%s\");\n", $3, $1, $3, $2, $3
                end = $1 + $2
            }
            END { printf "_Static_assert(sizeof(struct snap__section) == %d, \"entry\");\n", end }' text
        awk '/bits of flags:/ { on = 1 } /^ *abi lists/ { on = 0 }
            on && $1 ~ /^[0-9]+$/ {
                printf "_Static_assert(SNAP__FLAG_%s == %d, \"%s\");\n", $2, $1, $2
                all += $1
            }
            END { printf "_Static_assert(SNAP__FLAG_ALL == %d, \"flags\");\n", all }' text
        sed -nE 's/.*format version ([0-9]+)\..*/_Static_assert(SNAP__FORMAT_VERSION == \1, "format version");/p' text
        printf 'static const unsigned char magic[] = {%s};\n' "$(sed -nE 's/^ +0 +8 +magic +//p' text | sed 's/ /,0x/g; s/^/0x/')"
        printf 'int main(void)\n{\n    for (int i = 0; i < 8; i++)\n        if (magic[i] != (unsigned char)SNAP__MAGIC[i])\n            return 1;\n    return sizeof(magic) != SNAP__MAGIC_LEN;\n}\n'
    } >check.c
    [ "$(grep -c Static_assert check.c)" -ge 38 ] || { cat check.c; return 1; }
    "${CC:-cc}" -std=c11 -o check check.c
    ./check
}

@test "a blob's header has the fields where snapshot.5 says" {
    blob app.bin ''
    number() { od -An -tu"$2" -j "$1" -N "$2" app.bin | tr -d ' '; }
    [ "$(number 24 8)" = "$(stat -c %s app.bin)" ]
    [ "$(number 8 4)" = 9 ]
    [ $(($(number 12 4) & 1)) = 1 ]
    expect 0 gen_snapshot --info app.bin
    out_has ", $(number 40 8) mapped at $(printf '0x%x' "$(number 32 8)")"
    [ "$(dd if=app.bin bs=1 skip="$(number 416 8)" count="$(number 424 8)" status=none)" = "$(sed -n 's/^metadata: //p' <<<"$output")" ]
    [ "$(dd if=app.bin bs=1 skip="$(number 352 8)" count="$(number 360 8)" status=none | tr '\0' '\n' | wc -l)" = "$(number 64 4)" ]
    [ "$(number 1024 4)" = 20700 ]
}

# examples TEXT: runs each line that starts with "$ " in a bash of its own and
# compares what it prints with the lines below it.
examples() {
    sed -E 's/^ *\$ /$ /; s/^ +//' >session
    [ "$(grep -c '^\$ ' session)" -ge 3 ]
    sed -n 's/^\$ //p' session >commands
    status=0
    while IFS= read -r command; do
        printf '$ %s\n' "$command"
        [ "$command" != 'echo $?' ] || { echo $status; continue; }
        status=0
        bash -c "$command" 2>&1 </dev/null || status=$?
    done <commands | sed -E 's/^ +//' >transcript
    diff session transcript
}

@test "tables of jsboot-code-cache.5 are those of code_format.h" {
    page jsboot-code-cache.5 >text
    {
        printf '#include "%s/lib/code_format.h"\n' "$root"
        awk '/^   The header/ { struct = "jsb__code_head" }
            /begin with a head/ { struct = "jsb__flat_head" }
            /record says where/ { struct = "jsb__flat_func" }
            /^   The file of small/ { struct = "jsb__pack_place" }
            /behind a head/ { struct = "jsb__pack_head" }
            $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ {
                if ($1 == 0) at = 0
                if ($1 != at) printf "#error gap before %s\n", $3
                at = $1 + $2
                rows++
                printf "_Static_assert(offsetof(struct %s, %s) == %d && sizeof(((struct %s *)0)->%s) == %d, \"%s\");\n",
                    struct, $3, $1, struct, $3, $2, $3
            }
            END { if (rows != 33) print "#error rows" }' text
        grep -oE 'format version [0-9]+\.' text | sed -E 's/.* ([0-9]+)\./_Static_assert(JSB__CODE_FORMAT == \1, "format");/'
    } >table.c
    expect 0 "${CC:-cc}" -std=c11 -fsyntax-only table.c
}

@test "the examples of jsrun.1 and gen_snapshot.1" {
    for command in jsrun gen_snapshot; do
        section $command.1 EXAMPLES | awk '/^           /' >text
        examples <text
    done
}

@test "the example of README.md" {
    awk '/^```console/ { on = 1; next } /^```/ { on = 0 } on' "$root/README.md" | grep -vE '^\$ make' >text
    examples <text
}
