/* SPDX-License-Identifier: MIT
 * trust.c - run 0: may this file's content be run at all?
 *
 * What is judged is the open descriptor, never the name: a name can be given to another file
 * between two looks at it. */
#include "trust.h"

#include <sys/stat.h>
#include <unistd.h>

/* A user's private group has the user's number.  With an access list the group's permissions
 * are those of everybody whom it names. */
static int is_private_group(const struct jsb__file *file)
{
    return (file->gid == 0 || file->gid == file->uid) && !jsb__has_acl(file);
}

static int check_owner(const struct jsb__file *file, struct jsb_error *err)
{
    if (file->uid != 0 && !jsb__is_own_user(file->uid))
        return jsb__fail(err, JSB_E_OWNER,
                         "owned by user %u, expected root or user %u: chown it or make a copy of "
                         "your own, or use --allow-unsafe-owner",
                         file->uid, (unsigned)geteuid());
    if ((file->mode & S_IWOTH) != 0)
        return jsb__fail(err, JSB_E_OWNER,
                         "everybody may write to it, its mode is %04o: use chmod o-w, or "
                         "--allow-unsafe-owner",
                         file->mode & 07777);
    if ((file->mode & S_IWGRP) != 0 && !is_private_group(file))
        return jsb__fail(err, JSB_E_OWNER,
                         "group %u may write to it, its mode is %04o: use chmod g-w, or "
                         "--allow-unsafe-owner",
                         file->gid, file->mode & 07777);
    return JSB_OK;
}

int snap__trust_file(struct jsb__file *file, const char *path, const struct snap_open_options *opt,
                     struct jsb_error *err)
{
    int rc = opt != NULL && opt->allow_unsafe_owner ? JSB_OK : check_owner(file, err);
    if (rc != JSB_OK || opt == NULL || opt->verify == NULL)
        return rc;
    rc = jsb__seal(file, path, err);
    return rc == JSB_OK ? opt->verify(opt->user, path, file->fd, file->size, err) : rc;
}
