/* SPDX-License-Identifier: MIT
 * text_file.c - a small file that is there as a whole or not at all. */
#include "text_file.h"

#include "cli.h"

#include <snapshot.h>
#include <stdlib.h>

static struct jsb_error error; /* large: not on the stack */

FILE *text_file_open(struct text_file *file, const char *path)
{
    *file = (struct text_file){.path = path};
    file->out = open_memstream(&file->text, &file->len);
    if (file->out == NULL)
        cli_message("out of memory");
    return file->out;
}

int text_file_close(struct text_file *file)
{
    int failed = ferror(file->out), code = 0;
    if (fclose(file->out) != 0 || failed)
        code = (cli_message("out of memory"), CLI_FAILED);
    else if (snap_save(file->path, file->text, file->len, &error) != JSB_OK)
        code = cli_report(&error);
    free(file->text);
    return code;
}
