/* SPDX-License-Identifier: MIT
 * entry.c - the module that C starts by itself.
 *
 * Most runs start with a file of the name that the command line has.  JavaScript, which knows
 * of extensions, packages and the files in a snapshot, would need a quarter of a millisecond
 * to come to the same result: it is asked in all other cases, and when it wants to know. */
#include "entry.h"

#include "os.h"
#include "ready.h"
#include "runtime.h"
#include "startup.h"
#include "sys.h"
#include "unit.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Other extensions than ".js" may stand for something. */
static int is_plain(const char *given)
{
    const char *slash = strrchr(given, '/');
    const char *dot = strrchr(slash ? slash + 1 : given, '.');
    return given[0] != '\0' && (dot == NULL || strcmp(dot, ".js") == 0);
}

/* A pipe is not even opened: whoever writes to it would see its reader go. */
static int is_file(const char *given)
{
    struct stat st;
    return stat(given, &st) == 0 && S_ISREG(st.st_mode);
}

static int is_word(const char *text, size_t len, const char *word)
{
    return len == strlen(word) && memcmp(text, word, len) == 0;
}

/* The folder above that of `end` bytes. */
static size_t go_up(const char *name, size_t end)
{
    while (end > 0 && name[--end] != '/')
        ;
    return end;
}

/* The absolute name of a file that no link leads to: the parts of the current folder's and of its
 * own. */
static int join_name(const char *given, char *name)
{
    size_t end = 0;
    if (given[0] != '/' && getcwd(name, PATH_MAX) == NULL)
        return 0;
    if (given[0] != '/')
        end = name[1] == '\0' ? 0 : strlen(name);
    while (*(given += strspn(given, "/")) != '\0') {
        size_t len = strcspn(given, "/");
        if (end + len + 2 > PATH_MAX)
            return 0;
        if (is_word(given, len, "..")) {
            end = go_up(name, end);
        } else if (!is_word(given, len, ".")) {
            name[end++] = '/';
            memcpy(name + end, given, len);
            end += len;
        }
        given += len;
    }
    name[end] = '\0';
    return 1;
}

/* The absolute name of any open file, without links: the kernel knows it, but takes its time;
 * where it does not tell, the C library walks the path. */
static int ask_name(int fd, const char *given, char *name)
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

/* Opens a file and finds its name; -1 if there is none, and where links matter: paths are resolved
 * as text in JavaScript, "a/../b" is "b" even if a is a link. */
static int open_file(const char *given, char *name)
{
    int fd;
    if (!is_file(given))
        return -1;
    fd = jsb__open_unlinked(given);
    if (fd >= 0 && join_name(given, name))
        return fd;
    if (fd < 0 && strstr(given, "..") == NULL)
        fd = open(given, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || ask_name(fd, given, name))
        return fd;
    close(fd);
    return -1;
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

/* Puts the file's names in their places; false if it is not for C to run. */
static int remember(struct jsb_vm *vm, const char *given, int fd, const char *name)
{
    if (may_be_frozen(name) || !is_plain(name))
        return 0;
    vm->host.entry_fd = fd;
    vm->host.entry_given = copy(given);
    vm->host.entry_path = copy(name);
    return vm->host.entry_given != NULL && vm->host.entry_path != NULL;
}

/* The buffer for output, which is still empty, serves for the moment: a large array on the
 * stack would be a page of its own. */
int jsb__entry_find(struct jsb_vm *vm, const char *given)
{
    struct jsb__host *host = &vm->host;
    char *name = vm->texts->out_buf;
    int fd;
    if (!vm->has_runtime || host->opt.building || host->entry_path != NULL || host->out_len > 0 ||
        !is_plain(given))
        return 0;
    fd = open_file(given, name);
    if (fd >= 0 && remember(vm, given, fd, name))
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

/* What the runtime has ready for the module, in the order of its list `entry`, what each start
 * writes to first: see runtime.h. */
enum part {
    MODULE,
    CACHE,
    ARGV,
    REQUIRE,
    PROCESS,
    EXPORTS,
    CHILDREN,
    READY,
    MAIN_NAME,
    MAIN_CODE = JSB__USED_CALLED,
    MAIN_FUNCTION,
    MAIN_DATA = JSB__USED_CALLED_END
};

struct start {
    const char *path;
    struct jsb__unit unit;
    int is_first; /* no JavaScript of the runtime has run */
    duk_idx_t parts, name; /* on the value stack: that list, the path as a string */
};

/* [] -> [parts] */
static void push_parts(duk_context *ctx, struct start *s)
{
    duk_require_stack(ctx, 24);
    duk_push_heap_stash(ctx);
    duk_get_prop_string(ctx, -1, "jsboot");
    duk_get_prop_string(ctx, -1, "entry");
    s->parts = duk_get_top_index(ctx);
}

/* [] -> [parts name] */
static void push_start(duk_context *ctx, struct start *s)
{
    push_parts(ctx, s);
    jsb__push_text(ctx, s->path, strlen(s->path));
    s->name = duk_get_top_index(ctx);
}

static void push_part(duk_context *ctx, const struct start *s, enum part part)
{
    duk_get_prop_index(ctx, s->parts, (duk_uarridx_t)part);
}

/* [] -> [module or undefined]: what the program knows of the file. */
static void push_known(duk_context *ctx, const struct start *s)
{
    push_part(ctx, s, CACHE);
    duk_dup(ctx, s->name);
    duk_get_prop(ctx, -2);
    duk_remove(ctx, -2);
}

/* [value] -> [] */
static void set(duk_context *ctx, const struct start *s, enum part part, const char *key)
{
    push_part(ctx, s, part);
    duk_insert(ctx, -2);
    duk_put_prop_string(ctx, -2, key);
    duk_pop(ctx);
}

/* In process.argv, if the program of a blob holds it, the script is there as it was given. */
static void name_script(duk_context *ctx, const struct start *s)
{
    const struct jsb__host *host = &jsb__vm(ctx)->host;
    push_part(ctx, s, ARGV);
    if (duk_is_object(ctx, -1) && host->opt.argc > 1 &&
        strcmp(host->opt.argv[1], host->entry_given) == 0) {
        duk_dup(ctx, s->name);
        duk_put_prop_index(ctx, -2, 1);
    }
    duk_pop(ctx);
}

/* As process.mainModule, unless that tells by itself. */
static void name_main(duk_context *ctx, const struct start *s)
{
    push_part(ctx, s, PROCESS);
    if (duk_is_object(ctx, -1)) {
        push_part(ctx, s, MODULE);
        duk_put_prop_string(ctx, -2, "mainModule");
    }
    duk_pop(ctx);
}

/* From here on the program sees the module as its main one. */
static void enlist(duk_context *ctx, const struct start *s)
{
    push_part(ctx, s, CACHE);
    duk_dup(ctx, s->name);
    push_part(ctx, s, MODULE);
    duk_put_prop(ctx, -3);
    duk_pop(ctx);
    name_main(ctx, s);
    duk_dup(ctx, s->name);
    set(ctx, s, MODULE, "filename");
    if (s->is_first)
        name_script(ctx, s);
}

/* The tail of a longer text elsewhere in the program would be a page of its own. */
static const char path_key[] = "path";

static void push_folder(duk_context *ctx, const char *path)
{
    const char *slash = strrchr(path, '/');
    jsb__push_text(ctx, path, slash == path ? 1 : (size_t)(slash - path));
}

/* [function] -> [result] */
static void call(duk_context *ctx, const struct start *s)
{
    push_part(ctx, s, MODULE);
    duk_get_prop_string(ctx, -1, "exports");
    duk_remove(ctx, -2);
    duk_dup_top(ctx);
    push_part(ctx, s, REQUIRE);
    push_part(ctx, s, MODULE);
    duk_dup(ctx, s->name);
    push_folder(ctx, s->path);
    duk_dup_top(ctx);
    set(ctx, s, MODULE, path_key);
    duk_call_method(ctx, 5);
}

/* [function] -> [result] */
static void start_module(duk_context *ctx, const struct start *s)
{
    enlist(ctx, s);
    call(ctx, s);
    duk_push_true(ctx);
    set(ctx, s, MODULE, "loaded");
}

/* Runs protected: [] -> [undefined].  What the program has loaded already is not run again. */
static duk_ret_t run_module(duk_context *ctx, void *arg)
{
    struct start *s = arg;
    push_start(ctx, s);
    push_known(ctx, s);
    if (!duk_is_undefined(ctx, -1))
        return 0;
    push_part(ctx, s, READY);
    duk_dup(ctx, s->name);
    if (!jsb__ready_push(ctx, duk_get_top(ctx) - 2, &s->unit))
        jsb__unit_push(ctx, &s->unit);
    close_entry(&jsb__vm(ctx)->host);
    start_module(ctx, s);
    return 0;
}

/* Runs protected: [] -> [undefined].  The script that was compiled when the blob was made runs even
 * if startup code has run it too. */
static duk_ret_t run_main(duk_context *ctx, void *arg)
{
    struct start *s = arg;
    push_start(ctx, s);
    push_part(ctx, s, MAIN_CODE);
    jsb__ready_tell(ctx, -1, jsb__unit_clock(ctx));
    start_module(ctx, s);
    return 0;
}

/* Runs protected: [] -> [undefined].  A module that threw can be tried again. */
static duk_ret_t delist(duk_context *ctx, void *arg)
{
    struct start *s = arg;
    push_start(ctx, s);
    push_known(ctx, s);
    push_part(ctx, s, MODULE);
    if (!duk_strict_equals(ctx, -1, -2))
        return 0;
    push_part(ctx, s, CACHE);
    duk_dup(ctx, s->name);
    duk_del_prop(ctx, -2);
    return 0;
}

/* [error] */
static int fail(struct jsb_vm *vm, struct start *s)
{
    (void)jsb__protect(vm, delist, s, 0);
    duk_pop(vm->ctx);
    return jsb__uncaught(vm);
}

static int run(struct jsb_vm *vm, duk_safe_call_function start, struct start *s)
{
    int rc = jsb__protect(vm, start, s, 0) ? jsb__unless_exiting(vm) : fail(vm, s);
    if (rc == JSB_OK)
        duk_pop(vm->ctx);
    return rc;
}

/* Where JavaScript has run, it may have its own way of loading files, and words of the command
 * line in its hands. */
static int may_start(struct jsb_vm *vm)
{
    int may = 0;
    if (!vm->hooks_ran)
        return 1;
    if (jsb__hook(vm, "startEntry", 0) == JSB_OK) {
        may = duk_to_boolean(vm->ctx, -1) != 0;
        duk_pop(vm->ctx);
    }
    return may;
}

/* Of a large file, where it has turned out that its text is needed. */
static void read_late(duk_context *ctx, struct jsb__unit *unit)
{
    struct jsb_vm *vm = jsb__vm(ctx);
    struct jsb_error *err = &vm->texts->error;
    if (jsb__read_descriptor(unit->fd, SIZE_MAX, vm->host.entry_path, &unit->owned, &unit->len,
                             err) != JSB_OK)
        (void)duk_error(ctx, DUK_ERR_ERROR, "%s", err->message);
    unit->text = unit->spare = unit->owned;
}

/* The program finds the descriptor closed. */
static int read_entry(struct jsb_vm *vm, struct start *s)
{
    size_t most = vm->code_store != NULL ? JSB__UNIT_READ_MOST : SIZE_MAX;
    struct jsb__unit *unit = &s->unit;
    int rc;
    *unit = (struct jsb__unit){
        .kind = JSB__UNIT_MODULE, .is_cached = 1, .fd = vm->host.entry_fd, .read = read_late};
    rc = jsb__read_descriptor(unit->fd, most, s->path, &unit->owned, &unit->len, NULL);
    if (rc == JSB_OK && unit->owned == NULL)
        return JSB_OK; /* it is looked up by its hash first */
    close_entry(&vm->host);
    unit->text = unit->spare = unit->owned;
    return rc == JSB_OK ? JSB_OK : JSB_E_IO;
}

int jsb__entry_run(struct jsb_vm *vm)
{
    struct start s = {.path = vm->host.entry_path, .is_first = !vm->hooks_ran};
    int rc = may_start(vm) ? read_entry(vm, &s) : JSB_E_IO;
    if (rc == JSB_OK)
        rc = run(vm, run_module, &s);
    close_entry(&vm->host);
    jsb__startup_free(s.unit.owned);
    return rc;
}

/* Notes the script that the blob starts with, if C can. */
static void find_main(duk_context *ctx, const struct start *s)
{
    struct jsb__host *host = &jsb__vm(ctx)->host;
    push_part(ctx, s, MAIN_NAME);
    push_part(ctx, s, MAIN_CODE);
    if (!duk_is_ecmascript_function(ctx, -1) || host->opt.argc < 2)
        return;
    host->entry_fd = -1;
    host->entry_given = copy(host->opt.argv[1]);
    host->entry_path = copy(duk_require_string(ctx, -2));
}

/* Runs protected: [] -> [result or undefined].  *is_called: the program has a main function. */
static duk_ret_t call_main(duk_context *ctx, void *arg)
{
    int *is_called = arg;
    struct start s;
    push_parts(ctx, &s);
    if (!duk_is_object(ctx, s.parts))
        return 0; /* a runtime without modules */
    push_part(ctx, &s, MAIN_FUNCTION);
    *is_called = duk_is_callable(ctx, -1) != 0;
    if (!*is_called) {
        find_main(ctx, &s);
        return 0;
    }
    jsb__vm(ctx)->hooks_ran = 1;
    push_part(ctx, &s, MAIN_DATA);
    duk_call(ctx, 1);
    return 1;
}

static int run_main_script(struct jsb_vm *vm)
{
    struct start s = {.path = vm->host.entry_path, .is_first = !vm->hooks_ran};
    if (vm->host.entry_given != NULL && s.path != NULL && may_start(vm))
        return run(vm, run_main, &s);
    jsb__entry_free(vm);
    return JSB_E_IO;
}

int jsb__entry_run_main(struct jsb_vm *vm)
{
    int is_called = 0, rc;
    if (!vm->has_runtime || vm->host.opt.building || vm->host.entry_path != NULL)
        return JSB_E_IO; /* what is ready for C is of the last freeze */
    rc = jsb__protect(vm, call_main, &is_called, 0) ? jsb__unless_exiting(vm) : jsb__uncaught(vm);
    if (rc == JSB_OK)
        duk_pop(vm->ctx);
    return rc != JSB_OK || is_called ? rc : run_main_script(vm);
}

/* Runs protected: [] -> [undefined]. */
static duk_ret_t fill_argv(duk_context *ctx, void *arg)
{
    struct start s;
    (void)arg;
    push_parts(ctx, &s);
    push_part(ctx, &s, ARGV);
    jsb__fill_argv(ctx);
    return 0;
}

int jsb__entry_fill_argv(struct jsb_vm *vm)
{
    if (!jsb__protect(vm, fill_argv, NULL, 0))
        return jsb__take_error(vm);
    duk_pop(vm->ctx);
    return JSB_OK;
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
