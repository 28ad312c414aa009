/* SPDX-License-Identifier: MIT
 * text_file.h - a small file that is there as a whole or not at all.  Neighbours: none. */
#ifndef TEXT_FILE_H
#define TEXT_FILE_H

#include <stdio.h>

struct text_file {
    const char *path; /* borrowed */
    FILE *out;
    char *text;
    size_t len;
};

/** Start a text.  @return where to write it, NULL after a message */
FILE *text_file_open(struct text_file *file, const char *path);

/** Write it to its file, "-" is standard output.  @return 0, or an exit code after a message */
int text_file_close(struct text_file *file);

#endif
