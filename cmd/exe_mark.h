/* SPDX-License-Identifier: MIT
 * exe_mark.h - how jsrun knows that it is a program with a blob of its own.  Neighbours: none. */
#ifndef EXE_MARK_H
#define EXE_MARK_H

#include <jsboot.h>
#include <stdint.h>

/** In each jsrun once; gen_snapshot --exe looks for the text and sets what follows it. */
#define EXE_MARK_TEXT "\x89jsboot-exe " JSB_VERSION_STRING

/** Where the blob is holds as long as the section headers are where they were: they are behind it,
 *  and whoever moves it moves them. */
struct exe_mark {
    char text[32];
    uint64_t headers, off, size; /* in the file; 0 without a blob */
};

/** Section that holds the blob. */
#define EXE_SECTION ".jsboot.blob"

/** Where its content starts: whole pages, of any machine. */
#define EXE_ALIGN 65536u

#endif
