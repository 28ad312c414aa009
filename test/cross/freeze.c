/* SPDX-License-Identifier: MIT
 * freeze.c - `gen_snapshot --bare` in small, for machines and C libraries that gen_snapshot's
 * own libraries are not there for: run scripts in a bare VM, freeze it. */
#include <snapshot.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const struct jsb_error *err)
{
    fprintf(stderr, "freeze: %s%s%s\n%s\n", err->file, err->file[0] ? ": " : "", err->message,
            err->stack);
    return 1;
}

static int run_all(struct jsb_vm *vm, char **scripts)
{
    for (; *scripts != NULL; scripts++)
        if (jsb_run_script(vm, *scripts) != JSB_OK)
            return fail(jsb_last_error(vm));
    return jsb_flush(vm) == JSB_OK ? 0 : fail(jsb_last_error(vm));
}

static int freeze(struct jsb_vm *vm, const char *path)
{
    static struct jsb_error err;
    const struct snap_options opt = {.generator = "freeze"};
    void *blob;
    size_t size;
    int rc = snap_create(vm, &opt, &blob, &size, &err);
    if (rc == JSB_OK)
        rc = snap_save(path, blob, size, &err);
    snap_free(blob);
    return rc == JSB_OK ? 0 : fail(&err);
}

int main(int argc, char **argv)
{
    const struct jsb_options opt = {.building = 1};
    struct jsb_vm *vm;
    int status;
    if (argc < 3)
        return fprintf(stderr, "usage: freeze blob script...\n"), 9;
    if (jsb_create(&opt, &vm) != JSB_OK)
        return fprintf(stderr, "freeze: out of memory\n"), 1;
    status = run_all(vm, argv + 2);
    if (status == 0)
        status = freeze(vm, argv[1]);
    return status; /* the VM goes with the process: its finalizers are for after the boot */
}
