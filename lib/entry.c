/* SPDX-License-Identifier: MIT
 * entry.c - the module that C starts by itself.
 *
 * Most runs start with a file of the name that the command line has.  JavaScript, which knows
 * of extensions, packages and the files in a snapshot, would need a quarter of a millisecond
 * to come to the same result: it is asked in all other cases, and when it wants to know. */
#include "entry.h"

#include "os.h"
#include "runtime.h"
#include "startup.h"
#include "sys.h"
#include "utf8.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Paths are resolved as text in JavaScript: "a/../b" is "b" even if a is a link.  Other
 * extensions than ".js" may stand for something. */
static int is_plain(const char *given)
{
    const char *slash = strrchr(given, '/');
    const char *dot = strchr(slash ? slash + 1 : given, '.');
    return given[0] != '\0' && strstr(given, "..") == NULL &&
           (dot == NULL || strcmp(dot, ".js") == 0);
}

/* A pipe is not even opened: whoever writes to it would see its reader go. */
static int open_file(const char *given)
{
    struct stat st;
    return stat(given, &st) == 0 && S_ISREG(st.st_mode) ? open(given, O_RDONLY | O_CLOEXEC) : -1;
}

/* The absolute name of an open file, without links: the kernel knows it; where it does not
 * tell, the C library walks the path. */
static int find_name(int fd, const char *given, char *name)
{
    char link[] = "/proc/self/fd/?";
    ssize_t len;
    link[sizeof(link) - 2] = (char)('0' + fd);
    len = fd < 10 ? readlink(link, name, PATH_MAX - 1) : -1;
    if (len > 0 && name[0] == '/' && len < PATH_MAX - 1) {
        name[len] = '\0';
        return 1;
    }
    return realpath(given, name) != NULL;
}

/* Below this folder a snapshot may have files of its own. */
static int may_be_frozen(const char *path)
{
    return strncmp(path, "/snapshot/", 10) == 0;
}

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *to = jsb__startup_alloc(size);
    return to ? memcpy(to, text, size) : NULL;
}

_Static_assert(PATH_MAX <= JSB__OUT_SIZE, "a path fits the buffer for output");

/* Puts the file's names in their places; false if it is not for C to run.  The buffer for
 * output, which is still empty, serves for the moment: a large array on the stack would be a
 * page of its own. */
static int remember(struct jsb_vm *vm, const char *given, int fd)
{
    char *name = vm->texts->out_buf;
    if (!find_name(fd, given, name) || may_be_frozen(name) || !is_plain(name))
        return 0;
    vm->host.entry_fd = fd;
    vm->host.entry_given = copy(given);
    vm->host.entry_path = copy(name);
    return vm->host.entry_given != NULL && vm->host.entry_path != NULL;
}

int jsb__entry_find(struct jsb_vm *vm, const char *given)
{
    struct jsb__host *host = &vm->host;
    int fd;
    if (!vm->has_runtime || vm->hooks_ran || host->opt.building || host->entry_path != NULL ||
        host->out_len > 0 || !is_plain(given))
        return 0;
    fd = open_file(given);
    if (fd >= 0 && remember(vm, given, fd))
        return 1;
    if (fd >= 0 && host->entry_path == NULL)
        close(fd);
    jsb__entry_free(vm);
    return 0;
}

static void close_entry(struct jsb__host *host)
{
    if (host->entry_path != NULL && host->entry_fd >= 0)
        close(host->entry_fd);
    host->entry_fd = -1;
}

void jsb__entry_free(struct jsb_vm *vm)
{
    close_entry(&vm->host);
    jsb__startup_free(vm->host.entry_given);
    jsb__startup_free(vm->host.entry_path);
    vm->host.entry_given = vm->host.entry_path = NULL;
}

/* ------------------------------------------------------------------------- module */

static const char HEAD[] = "(function (exports, require, module, __filename, __dirname) {";
static const char TAIL[] = "\n})";
static const char BOM[] = "\xef\xbb\xbf";

struct module {
    const char *path;
    const char *source;
    size_t len;
};

static void put(char **at, const void *data, size_t len)
{
    memcpy(*at, data, len);
    *at += len;
}

/* [] -> [function]: the source in its wrapper, which keeps lines as they are in the file. */
static void compile(duk_context *ctx, const struct module *m)
{
    int is_same, has_shebang = m->len > 1 && memcmp(m->source, "#!", 2) == 0;
    size_t body = jsb__cesu8_len(m->source, m->len, &is_same);
    size_t size = sizeof(HEAD) - 1 + 2 + body + sizeof(TAIL) - 1;
    char *text = duk_push_fixed_buffer(ctx, size), *at = text;
    put(&at, HEAD, sizeof(HEAD) - 1);
    if (has_shebang)
        put(&at, "//", 2);
    if (is_same)
        put(&at, m->source, m->len);
    else
        jsb__cesu8_from_utf8((at += body) - body, m->source, m->len);
    put(&at, TAIL, sizeof(TAIL) - 1);
    duk_push_string(ctx, m->path);
    duk_compile_lstring_filename(ctx, DUK_COMPILE_EVAL, text, (size_t)(at - text));
    duk_call(ctx, 0);
    duk_remove(ctx, -2);
}

/* Runs protected: [] -> [undefined]. */
static duk_ret_t run_module(duk_context *ctx, void *arg)
{
    const struct module *m = arg;
    const char *slash = strrchr(m->path, '/');
    size_t folder = slash == m->path ? 1 : (size_t)(slash - m->path);
    duk_push_heap_stash(ctx);
    duk_get_prop_string(ctx, -1, "jsboot");
    duk_get_prop_string(ctx, -1, "startModule");
    compile(ctx, m);
    jsb__push_text(ctx, m->path, strlen(m->path));
    jsb__push_text(ctx, m->path, folder);
    duk_call(ctx, 3);
    return 1;
}

static int run(struct jsb_vm *vm, struct module *m)
{
    int rc = jsb__protect(vm, run_module, m, 0) ? jsb__unless_exiting(vm) : jsb__uncaught(vm);
    if (rc == JSB_OK)
        duk_pop(vm->ctx);
    return rc;
}

int jsb__entry_run(struct jsb_vm *vm)
{
    struct module m = {vm->host.entry_path, NULL, 0};
    char *file;
    size_t skipped;
    int rc = jsb__read_descriptor(vm->host.entry_fd, m.path, &file, &m.len, NULL);
    close_entry(&vm->host);
    if (rc != JSB_OK)
        return JSB_E_IO;
    skipped = m.len >= 3 && memcmp(file, BOM, 3) == 0 ? 3 : 0;
    m.source = file + skipped;
    m.len -= skipped;
    rc = run(vm, &m);
    jsb__startup_free(file);
    return rc;
}

/* ------------------------------------------------------- what JavaScript may ask */

static duk_ret_t push(duk_context *ctx, const char *path)
{
    if (path == NULL)
        return 0;
    jsb__push_text(ctx, path, strlen(path));
    return 1;
}

/** entryGiven(): the script that C has started, as it was named; undefined if there is none. */
duk_ret_t jsb__sys_entryGiven(duk_context *ctx)
{
    return push(ctx, jsb__vm(ctx)->host.entry_given);
}

/** entryPath(): the absolute name of that script. */
duk_ret_t jsb__sys_entryPath(duk_context *ctx)
{
    return push(ctx, jsb__vm(ctx)->host.entry_path);
}
