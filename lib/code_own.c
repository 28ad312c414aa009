/* SPDX-License-Identifier: MIT
 * code_own.c - whose the files of a code cache are. */
#include "code_own.h"

#include "os_trust.h"

#include <stdio.h>

/* With an access list the group's permissions are the most that anybody gets from it. */
int jsb__code_is_own(const struct stat *st, char *why)
{
    if (!jsb__is_own_user(st->st_uid)) {
        snprintf(why, JSB__CODE_WHY_SIZE,
                 "it belongs to another user (uid %u): use a folder of your own",
                 (unsigned)st->st_uid);
        return 0;
    }
    if (st->st_mode & (S_IWGRP | S_IWOTH)) {
        snprintf(why, JSB__CODE_WHY_SIZE, "other users can write to it (mode %04o): chmod go-w",
                 (unsigned)st->st_mode & 07777);
        return 0;
    }
    return 1;
}
