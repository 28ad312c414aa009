/* SPDX-License-Identifier: MIT
 * bootstrap.c - stage one of the build: load the runtime's JavaScript into a bare VM and
 * freeze it as the base image, in an order that scripts teach.  Not installed. */
#include "../lib/os.h"
#include "../lib/runtime.h"
#include "../lib/vm.h"
#include "../snapshot/format.h"
#include "../snapshot/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MODULES_MAX 256

static int fail(const struct jsb_error *err)
{
    fprintf(stderr, "bootstrap: %s%s%s\n%s\n", err->file, err->file[0] ? ": " : "", err->message,
            err->stack);
    return 1;
}

/* "lib/runtime/fs.js" is module "fs". */
static char *module_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    return strndup(name, strcspn(name, "."));
}

/* Its clock repeats, it sees no variables and prints to nowhere. */
static int run_script(void *user, struct jsb_vm *vm)
{
    int rc;
    vm->host.is_own_clock = 1;
    rc = jsb_run_module(vm, user);
    if (rc == JSB_OK)
        rc = jsb_loop(vm);
    return rc == JSB_OK ? -jsb_finish(vm, 0) : rc;
}

static int freeze_at(uint64_t base, struct jsb_vm *vm, char *script, void **blob, size_t *size,
                     struct jsb_error *err)
{
    char *words[] = {script, script, NULL};
    struct jsb_options options = {.argc = 2, .argv = words};
    struct snap_options opt = {.generator = "bootstrap", .base = base, .user = script};
    opt.on_train = script[0] != '\0' ? run_script : NULL;
    opt.train_options = &options;
    return snap_create(vm, &opt, blob, size, err);
}

/* The address decides nothing of the layout, which tells the address. */
static int freeze(struct jsb_vm *vm, const char *path, char *script, struct jsb_error *err)
{
    void *blob;
    size_t size;
    int rc = freeze_at(SNAP__BASE, vm, script, &blob, &size, err);
    if (rc == JSB_OK) {
        const struct snap__header *h = blob;
        uint64_t writable = h->sections[SNAP__SEGMENT_READ_ONLY].off;
        snap_free(blob);
        rc = freeze_at(SNAP__RUNTIME_READ_ONLY - writable, vm, script, &blob, &size, err);
    }
    if (rc == JSB_OK)
        rc = snap_save(path, blob, size, err);
    snap_free(blob);
    return rc;
}

/* A heap that has learnt from one script goes on to learn from the next one: what the last one uses
 * comes first. */
static int learn(struct jsb_vm **vm, char *script, struct jsb_error *err)
{
    struct jsb_options opt = {.building = 1};
    struct snap_blob *open;
    void *blob;
    size_t size;
    int rc = freeze_at(SNAP__BASE, *vm, script, &blob, &size, err);
    if (rc == JSB_OK)
        rc = snap_open_memory(blob, size, &open, err);
    if (rc == JSB_OK) {
        jsb_destroy(*vm);
        *vm = NULL;
        rc = snap_boot(open, &opt, vm, err);
        snap_close(open);
    }
    snap_free(blob);
    return rc;
}

/* `scripts` are names with blanks between them. */
static int train_and_freeze(struct jsb_vm **vm, const char *path, char *scripts, struct jsb_error *err)
{
    char *rest = scripts, *script = strsep(&rest, " ");
    int rc = JSB_OK;
    for (; rc == JSB_OK && rest != NULL; script = strsep(&rest, " "))
        rc = learn(vm, script, err);
    return rc == JSB_OK ? freeze(*vm, path, script, err) : rc;
}

int main(int argc, char **argv)
{
    static struct jsb__module modules[MODULES_MAX];
    static struct jsb_error err;
    struct jsb_options opt = {.building = 1};
    struct jsb_vm *vm;
    size_t count = 0;
    if (argc < 3 || argc - 3 > MODULES_MAX)
        return fprintf(stderr, "usage: bootstrap output 'training.js...' module.js...\n"), 9;
    for (int i = 3; i < argc; i++, count++) {
        modules[count].name = module_name(argv[i]);
        if (jsb__read_file(argv[i], (char **)&modules[count].source, &modules[count].len, &err))
            return fail(&err);
    }
    if (clearenv() != 0 || freopen("/dev/null", "r", stdin) == NULL ||
        freopen("/dev/null", "w", stdout) == NULL)
        return fprintf(stderr, "bootstrap: cannot open /dev/null\n"), 1;
    if (jsb_create(&opt, &vm) != JSB_OK)
        return fprintf(stderr, "bootstrap: out of memory\n"), 1;
    if (count > 0 && jsb__load_runtime(vm, modules, count) != JSB_OK)
        return fail(jsb_last_error(vm));
    if (train_and_freeze(&vm, argv[1], argv[2], &err) != JSB_OK)
        return fail(&err);
    jsb_destroy(vm);
    return 0;
}
