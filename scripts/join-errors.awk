# SPDX-License-Identifier: MIT
#
# Puts each of the engine's error macros that spans several lines on its first line.
#
# Errors carry the line of the C source that threw them.  For a macro's arguments gcc takes
# the first line of the invocation, clang the last: the same program would give different
# blobs.  Line numbers of everything else stay, empty lines follow in place of the joined.

joining {
    sub(/^[ \t]+/, "")
    line = line " " $0
    skipped++
    if ($0 ~ /;[ \t]*$/)
        flush_joined()
    next
}
/^[ \t]+(return )?DUK_(DC)?ERROR[A-Z0-9_]*\(/ && !/;[ \t]*$/ && !/\\$/ {
    joining = 1
    line = $0
    skipped = 0
    next
}
{ print }

function flush_joined() {
    print line
    while (skipped-- > 0)
        print ""
    joining = 0
}
