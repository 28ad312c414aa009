/* SPDX-License-Identifier: MIT
 * sys_path.c - paths between scripts and the file system.
 *
 * While a snapshot is built, scripts see the files below the project's folder under
 * /snapshot, so that no path of the build machine gets into the blob. */
#include "sys.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char VIRTUAL[] = "/snapshot";

const char *jsb__virtual_root(duk_context *ctx)
{
    const struct jsb_options *opt = &jsb__vm(ctx)->host.opt;
    return opt->building ? opt->root : NULL;
}

/* Length of `path` without the slashes at its end, so that "/" has length 0. */
static size_t folder_len(const char *path)
{
    size_t len = strlen(path);
    while (len > 0 && path[len - 1] == '/')
        len--;
    return len;
}

/* What follows the folder in a path that is the folder or below it, else NULL. */
static const char *below(const char *path, const char *folder, size_t len)
{
    if (strncmp(path, folder, len) != 0 || (path[len] != '\0' && path[len] != '/'))
        return NULL;
    return path + len;
}

const char *jsb__script_path(duk_context *ctx, duk_idx_t idx)
{
    size_t len;
    const char *path;

    (void)duk_require_string(ctx, idx);
    duk_dup(ctx, idx);
    path = jsb__bytes_arg(ctx, duk_get_top(ctx) - 1, &len);
    if (strlen(path) != len) {
        duk_push_error_object(ctx, DUK_ERR_TYPE_ERROR, "a path must not contain null bytes");
        duk_push_string(ctx, "ERR_INVALID_ARG_VALUE");
        duk_put_prop_string(ctx, -2, "code");
        (void)duk_throw(ctx);
    }
    return path;
}

const char *jsb__host_path(duk_context *ctx, duk_idx_t idx)
{
    const char *root = jsb__virtual_root(ctx);
    const char *path = jsb__script_path(ctx, idx);
    const char *rest = root == NULL ? NULL : below(path, VIRTUAL, sizeof(VIRTUAL) - 1);

    if (rest == NULL)
        return path;
    duk_push_lstring(ctx, root, folder_len(root));
    duk_push_string(ctx, *rest == '\0' && folder_len(root) == 0 ? "/" : rest);
    duk_concat(ctx, 2);
    duk_remove(ctx, -2);
    return duk_get_string(ctx, -1);
}

/* What follows the root in a path below it; the root may have been given by a name that
 * goes through symbolic links, while the path comes from getcwd or realpath. */
static const char *below_root(const char *path, const char *root)
{
    char real[PATH_MAX];
    const char *rest = below(path, root, folder_len(root));

    if (rest == NULL && realpath(root, real) != NULL)
        rest = below(path, real, folder_len(real));
    return rest;
}

void jsb__push_script_path(duk_context *ctx, const char *host_path)
{
    const char *root = jsb__virtual_root(ctx);
    const char *rest = root == NULL ? NULL : below_root(host_path, root);

    if (rest == NULL) {
        jsb__push_text(ctx, host_path, strlen(host_path));
        return;
    }
    duk_push_string(ctx, VIRTUAL);
    jsb__push_text(ctx, rest, folder_len(rest));
    duk_concat(ctx, 2);
}

/** hostPath(path): where the file really is. */
duk_ret_t jsb__sys_hostPath(duk_context *ctx)
{
    const char *path = jsb__host_path(ctx, 0);
    jsb__push_text(ctx, path, strlen(path));
    return 1;
}

/** scriptPath(path): a real path as scripts see it. */
duk_ret_t jsb__sys_scriptPath(duk_context *ctx)
{
    size_t len;
    jsb__push_script_path(ctx, jsb__bytes_arg(ctx, 0, &len));
    return 1;
}
