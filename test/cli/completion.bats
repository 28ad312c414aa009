#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Completion of both commands in bash, asked as bash asks it, and in zsh, on a terminal.

load helpers
load terminal

# complete_words WORD..: what bash offers for the last word of a command line.
complete_words() {
    # shellcheck disable=SC2016 # for the other bash
    bash -c 'set -e; . "$BUILD/completion/$1"
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
        command=$(complete -p "$1"); [[ $command == *" -F _$1 $1" ]]
        "_$1" || true
        printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
export -f complete_words
# offers WORDS.. -- EXPECTED
offers() {
    local -a words=()
    while [ "$1" != : ]; do words+=("$1"); shift; done
    shift
    [ "$(complete_words "${words[@]}" | sort | tr '\n' ' ')" = "${1:-} " ] || {
        echo "for: ${words[*]}"; complete_words "${words[@]}"; return 1
    }
}

@test "options: all of --help and no others, and each is one that the command knows" {
    for command in gen_snapshot jsrun; do
        "$command" --help | grep -E '^  -' | grep -oE '(^|[ ,])--?[a-zA-Z][a-z-]*' | tr -d ' ,' | sort -u >help
        # --json's text begins with names of options too.
        { complete_words "$command" -- -; complete_words "$command" -; } | grep -E '^-' | sort -u >offered
        diff help offered
        [ "$(wc -l <offered)" -gt 15 ]
    done
}

@test "options that begin with what is there" {
    offers gen_snapshot --ver : '--verbose --verify-reproducible --verity --version'
    offers jsrun --snap : '--snapshot --snapshot-blob --snapshot-mode'
}

@test "words that an option takes are offered, with = and without, and are taken" {
    offers gen_snapshot --io '' : 'allow report strict'
    offers gen_snapshot --io = : 'allow report strict'
    offers gen_snapshot --io = st : strict
    offers gen_snapshot --dump = '' : json
    offers jsrun --snapshot-mode a : auto
    offers jsrun --verify = '' : 'full header'
    for mode in $(complete_words gen_snapshot --io ''); do
        expect 0 gen_snapshot -q --io="$mode" -o a.bin -e 'var x'
    done
    for word in $(complete_words gen_snapshot --dump ''); do
        expect 0 gen_snapshot --dump="$word" a.bin
    done
    for word in $(complete_words jsrun --snapshot-mode ''); do
        expect 0 jsrun --snapshot a.bin --snapshot-mode "$word" -e 0
    done
    for word in $(complete_words jsrun --verify ''); do
        expect 0 jsrun --snapshot a.bin --verify "$word" -e 0
    done
    # No other words would be taken: the list is whole.
    expect 9 gen_snapshot --io=other -e 0
    err_has 'strict, report or allow'
}

@test "files and folders; nothing where a word is the user's own" {
    mkdir folder
    touch 'a file.js' b.js
    offers gen_snapshot '' : 'a file.js b.js folder'
    offers gen_snapshot -o b : b.js
    offers gen_snapshot --base = b : b.js
    offers gen_snapshot --allow-read '' : folder
    offers gen_snapshot --seed '' : ''
    offers jsrun -e '' : ''
    # What comes behind an option that can do without a word is the script.
    offers jsrun --compile-cache '' : 'a file.js b.js folder'
    offers jsrun --compile-cache = : folder
    offers jsrun --compile-cache = f : folder
    offers gen_snapshot --cache f : folder
    offers jsrun --compile-cache-wait '' : ''
    offers jsrun --snapshot 'a f' : 'a file.js'
}

@test "the files for bash and zsh are whole" {
    for command in gen_snapshot jsrun; do
        bash -n "$BUILD/completion/$command"
        ! command -v shellcheck >/dev/null || shellcheck -s bash "$BUILD/completion/$command"
        zsh -n "$BUILD/completion/_$command"
        head -1 "$BUILD/completion/_$command" | grep -qx "#compdef $command"
        "$command" --help | grep -E '^  -' | grep -oE '(^|[ ,])--?[a-zA-Z][a-z-]*' | tr -d ' ,' | sort -u >help
        grep -oE "^  '\*-[a-zA-Z-]+" "$BUILD/completion/_$command" | sed "s/.*\*//" | sort -u | diff help -
        # Each option has its text.
        ! grep -F '[]' "$BUILD/completion/_$command"
    done
}

@test "zsh completes options, their words, and files" {
    touch 'app one.js'
    # shellcheck disable=SC2016 # for zsh
    file .zshrc 'PS1="> "; setopt list_rows_first' 'fpath=("$BUILD/completion" $fpath)' \
        'autoload -Uz compinit && compinit -u -D' 'print rea""dy'
    HOME=$PWD ZDOTDIR=$PWD TERM=xterm terminal 'zsh -d -i'
    sees ready
    keys 'gen_snapshot --io=\t'
    sees 'strict'
    keys 's\t'
    sees 'trict'
    keys '\x15jsrun --snapshot-mode=a\t'
    sees 'auto'
    keys '\x15jsrun --startup\t'
    sees 'trace'
    keys '\x15gen_snapshot --veri\t'
    sees 'make the blob twice in different'
    keys '\x15jsrun --snapshot=app\t'
    sees 'one.js'
    keys '\x15exit\r'
    leaves 0
}
