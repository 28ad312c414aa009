/* SPDX-License-Identifier: MIT
 * verify.c - jsboot-verify: is the blob on standard input signed?
 *
 * jsrun starts it when a trusted key is given, with a copy of the blob that no one can change.
 * Exit status 0: it is; else one line on standard output says why not. */
#include "cli.h"

#include <snapshot.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static struct jsb_error error;
    struct snap_trust trust;
    struct stat st;
    cli_name = "jsboot-verify";
    if (argc != 3) {
        fputs("usage: jsboot-verify key signature < blob\n", stderr);
        return CLI_USAGE;
    }
    if (fstat(STDIN_FILENO, &st) != 0 || !S_ISREG(st.st_mode)) {
        puts("standard input is no regular file");
        return CLI_FAILED;
    }
    trust = (struct snap_trust){argv[1], argv[2]};
    if (snap_verify_signature(&trust, "", STDIN_FILENO, (uint64_t)st.st_size, &error) == JSB_OK)
        return CLI_OK;
    puts(error.message);
    return cli_flush() == CLI_OK ? CLI_REFUSED : CLI_FAILED;
}
