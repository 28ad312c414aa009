/* SPDX-License-Identifier: MIT
 * sys_packed.c - natives on the files that a VM has of its own.
 *
 * A script opens a copy in memory: descriptors then do all that those of real files do. */
#include "os.h"
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The list, which is made when it is first asked for; NULL if the VM has none. */
static struct jsb__files *files_of(duk_context *ctx, duk_idx_t idx, const char *syscall)
{
    struct jsb__files *files = &jsb__vm(ctx)->files;
    int rc = files->load != NULL ? files->load(files) : JSB_OK;
    if (rc != JSB_OK)
        jsb__throw_errno(ctx, rc == JSB_E_NOMEM ? ENOMEM : EIO, syscall, idx, JSB__NO_PATH);
    return files->list != NULL ? files : NULL;
}

/* Most paths of most programs end here. */
static int may_be_ours(duk_context *ctx, duk_idx_t idx)
{
    const struct jsb__files *files = &jsb__vm(ctx)->files;
    (void)duk_require_string(ctx, idx);
    return files->load != NULL || files->list != NULL;
}

int jsb__find_file(duk_context *ctx, duk_idx_t idx, const char *syscall, struct jsb__found *found)
{
    const struct jsb__files *files;
    const char *path;
    int is_relative, error;
    found->is_ours = 0;
    if (!may_be_ours(ctx, idx))
        return 0;
    is_relative = jsb__vm(ctx)->host.opt.building && jsb__vm(ctx)->files.is_whole;
    path = jsb__script_path(ctx, idx);
    found->name = duk_push_fixed_buffer(ctx, PATH_MAX);
    if (!jsb__files_name(path, is_relative, found->name, PATH_MAX))
        return 0;
    files = files_of(ctx, idx, syscall);
    if (files == NULL)
        return 0;
    error = jsb__files_follow(files, found->name, PATH_MAX);
    if (error != 0)
        jsb__throw_errno(ctx, error, syscall, idx, JSB__NO_PATH);
    found->kind = jsb__files_find(files, found->name, &found->file);
    found->is_ours = files->is_whole || found->kind == JSB__FILE_PLAIN;
    return found->is_ours;
}

int jsb__need_file(duk_context *ctx, duk_idx_t idx, const char *syscall, struct jsb__found *found)
{
    if (jsb__find_file(ctx, idx, syscall, found) && found->kind == JSB__FILE_NONE)
        jsb__throw_errno(ctx, ENOENT, syscall, idx, JSB__NO_PATH);
    return found->is_ours;
}

void jsb__refuse_change(duk_context *ctx, const char *syscall, duk_idx_t path, duk_idx_t dest)
{
    struct jsb__found found;
    if (jsb__find_file(ctx, path, syscall, &found) ||
        (dest != JSB__NO_PATH && jsb__find_file(ctx, dest, syscall, &found)))
        jsb__throw_errno(ctx, EROFS, syscall, path, dest);
}

/** hasFiles(): whether all that is below /snapshot is the VM's own. */
duk_ret_t jsb__sys_hasFiles(duk_context *ctx)
{
    duk_push_boolean(ctx, jsb__vm(ctx)->files.is_whole != 0);
    return 1;
}

/* ------------------------------------------------------------------------ open */

/* A descriptor at the start of a copy that nobody can write to; -1 and errno on failure. */
static int open_copy(const struct jsb_file *file)
{
    int error, fd = memfd_create("jsboot", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return -1;
    error = jsb__write_fully(fd, file->data, file->len);
    if (error == 0 && (lseek(fd, 0, SEEK_SET) != 0 || fchmod(fd, 0444) != 0 ||
                       fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK) != 0))
        error = errno;
    if (error == 0)
        return fd;
    close(fd);
    errno = error;
    return -1;
}

int jsb__open_packed(duk_context *ctx, const struct jsb__found *found, int flags)
{
    int fd, error = 0;
    if ((flags & O_ACCMODE) != O_RDONLY || (flags & (O_TRUNC | O_CREAT)) != 0)
        error = EROFS;
    else if (found->kind == JSB__FILE_NONE)
        error = ENOENT;
    else if (found->kind == JSB__FILE_FOLDER)
        error = EISDIR;
    if (error != 0)
        jsb__throw_errno(ctx, error, "open", 0, JSB__NO_PATH);
    fd = open_copy(found->file);
    if (fd < 0)
        jsb__throw_errno(ctx, errno, "open", 0, JSB__NO_PATH);
    return fd;
}

/* -------------------------------------------------------------------- attributes */

/* In the order of fsStat's numbers.  All are of 1970, whenever the blob was made. */
void jsb__push_packed_stat(duk_context *ctx, const struct jsb__found *found)
{
    const struct jsb__files *files = &jsb__vm(ctx)->files;
    int is_file = found->kind == JSB__FILE_PLAIN;
    double len = is_file ? (double)found->file->len : 0;
    double number = is_file ? (double)(found->file - files->list) + 2 : 1;
    const double values[] = {0,   is_file ? 0100444 : 040555,          1, 0, 0, 0, 4096, number,
                             len, (double)((size_t)(len + 511) / 512), 0, 0, 0, 0};

    duk_push_array(ctx);
    for (duk_uarridx_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        duk_push_number(ctx, values[i]);
        duk_put_prop_index(ctx, -2, i);
    }
}

void jsb__push_packed_path(duk_context *ctx, const struct jsb__found *found)
{
    duk_push_string(ctx, found->name[0] != '\0' ? "/snapshot/" : "/snapshot");
    jsb__push_text(ctx, found->name, strlen(found->name));
    duk_concat(ctx, 2);
}

/* ----------------------------------------------------------------------- folders */

static const char *type_of(const struct jsb_file *file, size_t part, const char *below)
{
    return below[part] == '/' ? "d" : file->link != NULL ? "l" : "f";
}

/* Files of one folder inside stand together. */
void jsb__push_packed_names(duk_context *ctx, const struct jsb__found *found)
{
    const struct jsb__files *files = &jsb__vm(ctx)->files;
    const char *last = "", *below;
    size_t last_len = 0;
    duk_uarridx_t count = 0;
    duk_push_array(ctx);
    for (size_t at = jsb__files_first(files, found->name);
         (below = jsb__files_below(files, at, found->name)) != NULL; at++) {
        size_t part = strcspn(below, "/");
        if (part == last_len && strncmp(last, below, part) == 0)
            continue;
        jsb__push_text(ctx, below, part);
        duk_put_prop_index(ctx, -2, count++);
        duk_push_string(ctx, type_of(&files->list[at], part, below));
        duk_put_prop_index(ctx, -2, count++);
        last = below;
        last_len = part;
    }
}
