# SPDX-License-Identifier: MIT
#
# Gives the lines of the patched engine the numbers that they have upstream, because a trace shows
# the line of the C source that threw.  Reads what
#
#     diff --unchanged-group-format='#stock %df%c'\''\012'\''%=' --changed-group-format='%>' \
#         --old-group-format= --new-group-format='%>' UPSTREAM PATCHED
#
# writes: the patched file, with the line of the upstream file before each part that is in both.
# A directive stands at the next place where one may: neither in a macro nor in a statement.

/^#stock [0-9]+$/ { at = $2; next }
numbered && number != base + at && last ~ /(^|[;{}]|\*\/)[ \t]*$/ {
    number = base + at
    print "#line " number
}
{
    print
    last = $0
    number++
}
/^#line [0-9]+ / {
    numbered = 1
    number = $2
    base = $2 - at - 1
}
{ at++ }
