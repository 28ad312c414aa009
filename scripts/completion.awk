# SPDX-License-Identifier: MIT
#
# Makes a shell's completion of a command from what its --help says, so that the two cannot differ:
#
#   jsrun --help | awk -v shell=bash -v command=jsrun -f scripts/completion.awk
#
# shell is bash or zsh.

BEGIN {
    # Words that an option takes; test/cli/completion.bats tries each of them.
    words["--io"] = "strict report allow"
    words["--dump"] = "json"
    words["--snapshot-mode"] = "on auto off"
    words["--verify"] = "header full"
    files = " FILE BLOB KEY SCRIPT MODULE "
}

/^  -/ {
    line = $0
    sub(/^  /, "", line)
    split(line, part, /   */)
    text[++count] = substr(line, length(part[1]) + 1)
    sub(/^ +/, "", text[count])
    names[count] = kind[count] = ""
    optional[count] = part[1] ~ /\[=/
    gsub(/[][]/, "", part[1])
    n = split(part[1], word, / +/)
    for (i = 1; i <= n && word[i] ~ /^-/; i++) {
        split(word[i], half, "=")
        sub(/,$/, "", half[1])
        names[count] = names[count] (i > 1 ? " " : "") half[1]
        kind[count] = half[2]
    }
    # Where an option is too long for its column, one space stands before the text.
    if (i <= n && word[i] ~ /^[A-Z]/)
        kind[count] = word[i++]
    sub(/=.*/, "", kind[count])
    for (; i <= n; i++)
        text[count] = text[count] (text[count] == "" ? "" : " ") word[i]
    if (names[count] in seen) {
        count--
        next
    }
    seen[names[count]] = 1
    next
}

function long_of(list,   n, w) {
    n = split(list, w, " ")
    return w[n]
}

function is_listed(i) { return long_of(names[i]) in words }

function print_bash(   i, all, list, option) {
    printf "# bash completion of %s, made from its --help\n", command
    printf "_%s()\n{\n", command
    print "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} joined="
    print "    COMPREPLY=()"
    print "    # \"--io=st\" comes as three words."
    print "    if [[ $cur == = ]]; then"
    print "        joined=1 cur="
    print "    elif [[ $prev == = ]]; then"
    print "        joined=1 prev=${COMP_WORDS[COMP_CWORD - 2]}"
    print "    fi"
    print "    # The word of an option that can do without is behind a \"=\"."
    print "    case $joined$prev in"
    for (i = 1; i <= count; i++)
        if (optional[i])
            printf "    %s) prev= ;;\n", names[i]
    print "    esac"
    print "    case $prev in"
    for (i = 1; i <= count; i++) {
        all = all " " names[i]
        if (kind[i] == "")
            continue
        list = names[i]
        gsub(/ /, " | ", list)
        if (is_listed(i))
            printf "    %s) mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$cur\"); return ;;\n", list, words[long_of(names[i])]
        else if (index(files, " " kind[i] " "))
            printf "    %s) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); return ;;\n", list
        else if (kind[i] ~ /^DIR/)
            printf "    %s) mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"); return ;;\n", list
        else
            printf "    %s) return ;;\n", list
    }
    print "    esac"
    print "    if [[ $cur == -* ]]; then"
    printf "        mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$cur\")\n", substr(all, 2)
    print "    else"
    print "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")"
    print "    fi"
    print "}"
    printf "complete -o filenames -F _%s %s\n", command, command
}

function action(i) {
    if (kind[i] == "")
        return ""
    if (is_listed(i))
        return ":" tolower(kind[i]) ":(" words[long_of(names[i])] ")"
    if (index(files, " " kind[i] " "))
        return ":" tolower(kind[i]) ":_files"
    return ":" tolower(kind[i]) ":" (kind[i] ~ /^DIR/ ? "_files -/" : "")
}

function quoted(s) {
    gsub(/'/, "'\\''", s)
    gsub(/\[|\]|:/, "\\\\&", s)
    return s
}

function print_zsh(   i, j, n, w) {
    printf "#compdef %s\n# zsh completion of %s, made from its --help\n", command, command
    print "_arguments -s -S \\"
    for (i = 1; i <= count; i++) {
        n = split(names[i], w, " ")
        for (j = 1; j <= n; j++)
            printf "  '*%s%s[%s]%s%s' \\\n", w[j], (kind[i] != "" && w[j] ~ /^--/ ? "=" (optional[i] ? "-" : "") : ""), quoted(text[i]), (optional[i] ? ":" : ""), action(i)
    }
    print "  '*:file:_files'"
}

END {
    if (shell == "zsh")
        print_zsh()
    else
        print_bash()
}
