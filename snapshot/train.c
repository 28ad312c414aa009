/* SPDX-License-Identifier: MIT
 * train.c - learns from a script which objects short scripts use.
 *
 * The script runs on a copy of the heap in which each block has pages of its own, all closed.  An
 * access to a closed page is a signal; its handler notes the access and opens the page, to be read
 * first.  Which objects a script uses depends on the heap and the script alone: builds by other
 * compilers and for other machines learn the same. */
#include "train.h"

#include "../lib/vm.h"
#include "write.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the two processes share. */
struct notes {
    struct jsb_error err;
    uint8_t uses[]; /* enum jsb__use of each page */
};

static struct {
    char *start;
    size_t page, count;
    struct notes *notes;
} watched;

/* Opens a page further.  What is no access to a closed page happens again, without us. */
static void on_access(int number, siginfo_t *info, void *context)
{
    size_t i = ((uintptr_t)info->si_addr - (uintptr_t)watched.start) / watched.page;
    (void)context;
    if (i >= watched.count || watched.notes->uses[i] == JSB__USE_CHANGE) {
        signal(number, SIG_DFL);
        return;
    }
    int is_first = watched.notes->uses[i] == JSB__USE_NONE;
    watched.notes->uses[i] = is_first ? JSB__USE_OFTEN : JSB__USE_CHANGE;
    mprotect(watched.start + i * watched.page, watched.page,
             is_first ? PROT_READ : PROT_READ | PROT_WRITE);
}

static int close_pages(const struct jsb_vm *vm)
{
    struct sigaction action = {.sa_sigaction = on_access, .sa_flags = SA_SIGINFO};
    watched.start = vm->memory.image_start;
    if (sigaction(SIGSEGV, &action, NULL) != 0 ||
        mprotect(watched.start, watched.count * watched.page, PROT_NONE) != 0)
        return JSB_E_IO;
    return JSB_OK;
}

static int run(const struct snap__blob *blob, char *script, struct jsb_error *err)
{
    char *words[] = {script, script, NULL};
    struct jsb_options options = {.argc = 2, .argv = words};
    struct snap_blob *open;
    struct jsb_vm *vm;
    int rc = snap_open_memory(blob->data, blob->len, &open, err);
    if (rc == JSB_OK)
        rc = snap_boot(open, &options, &vm, err);
    if (rc != JSB_OK)
        return rc;
    vm->host.is_own_clock = 1;
    rc = close_pages(vm);
    if (rc == JSB_OK)
        rc = jsb_run_module(vm, script);
    if (rc == JSB_OK)
        rc = jsb_loop(vm);
    if (rc != JSB_OK)
        *err = *jsb_last_error(vm);
    return rc == JSB_OK ? -jsb_finish(vm, 0) : rc;
}

/* The script's process: nothing of where it runs is to be seen. */
static void run_apart(const struct snap__blob *blob, char *script)
{
    int nowhere = open("/dev/null", O_RDWR);
    clearenv();
    if (nowhere < 0 || dup2(nowhere, 0) < 0 || dup2(nowhere, 1) < 0)
        _exit(1);
    _exit(run(blob, script, &watched.notes->err) != JSB_OK);
}

static int watch(const struct snap__blob *blob, char *script, struct jsb_error *err)
{
    int status;
    pid_t pid = fork();
    if (pid == 0)
        run_apart(blob, script);
    if (pid < 0 || waitpid(pid, &status, 0) != pid)
        return jsb__fail(err, JSB_E_IO, "cannot run %s", script);
    if (status == 0)
        return JSB_OK;
    *err = watched.notes->err;
    return err->code != JSB_OK ? err->code
                               : jsb__fail(err, JSB_E_SCRIPT, "%s ended with status %x", script,
                                           (unsigned)status);
}

/* What owns a table is used as the table is.  Code comes with the objects, and so do strings; but
 * scripts have strings of their own that are among those of the heap. */
static void take_notes(struct snap__census *c, const struct snap__layout *layout)
{
    for (size_t i = 0; i < c->count; i++) {
        const struct jsb__block *block = &c->blocks[i];
        size_t owner = block->owner != NULL ? snap__census_find(c, block->owner) : i;
        enum jsb__use use = watched.notes->uses[snap__off_of(layout, i) / watched.page];
        if (jsb__kind_is_object(c->blocks[owner].kind) || block->kind == JSB__KIND_STRING)
            snap__census_mark(c, owner, use);
    }
}

static int learn(struct snap__census *c, const struct snap__layout *layout,
                 const struct snap__blob *blob, char *script, struct jsb_error *err)
{
    size_t size;
    int rc;
    watched.count = (size_t)layout->image_len / watched.page;
    size = sizeof(*watched.notes) + watched.count;
    watched.notes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (watched.notes == MAP_FAILED)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory for what a script uses");
    rc = watch(blob, script, err);
    if (rc == JSB_OK && snap__census_map(c) != JSB_OK)
        rc = jsb__fail(err, JSB_E_NOMEM, "out of memory for what a script uses");
    if (rc == JSB_OK)
        take_notes(c, layout);
    munmap(watched.notes, size);
    return rc;
}

static int train(struct snap__census *c, const struct snap_options *opt, unsigned flags, void *user,
                 struct jsb_error *err)
{
    struct snap__layout layout = {0};
    struct snap__blob blob = {0};
    int rc;
    watched.page = (size_t)sysconf(_SC_PAGESIZE);
    rc = snap__layout_make(&layout, c, watched.page, err);
    if (rc == JSB_OK)
        rc = snap__write_blob(c, &layout, opt, flags, &blob, err);
    if (rc == JSB_OK)
        rc = learn(c, &layout, &blob, user, err);
    free(blob.data);
    snap__layout_free(&layout);
    return rc;
}

int snap__create_trained(struct jsb_vm *vm, const struct snap_options *opt, const char *script,
                         void **blob, size_t *size, struct jsb_error *err)
{
    char *name = strdup(script);
    struct snap__trainer trainer = {train, name};
    struct snap__blob out = {0};
    int rc = name ? snap__create(vm, opt, &trainer, NULL, &out, err)
                  : jsb__fail(err, JSB_E_NOMEM, "out of memory");
    free(name);
    *blob = out.data;
    *size = out.len;
    return rc;
}
