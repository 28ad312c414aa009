/* SPDX-License-Identifier: MIT
 * gen_train.c - the run that a blob is laid out by: the script of --train, on a copy of the heap.
 *
 * It may touch what startup code may, and leaves nothing behind: neither output nor another current
 * folder. */
#include "gen_train.h"

#include "cli.h"
#include "timeout.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is kept of the process, as descriptors, and its file mode mask. */
struct kept {
    int in, out, folder;
    mode_t mask;
};

static int keep(struct kept *kept)
{
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    kept->in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    kept->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    kept->folder = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    kept->mask = umask(0);
    umask(kept->mask);
    if (nowhere < 0)
        return -1;
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    close(nowhere);
    return 0;
}

/* One that was closed is closed again. */
static void put_back(int fd, int kept)
{
    if (kept < 0) {
        close(fd);
        return;
    }
    dup2(kept, fd);
    close(kept);
}

static int give_back(const struct kept *kept)
{
    int rc = kept->folder < 0 ? 0 : fchdir(kept->folder);
    put_back(STDIN_FILENO, kept->in);
    put_back(STDOUT_FILENO, kept->out);
    if (kept->folder >= 0)
        close(kept->folder);
    umask(kept->mask);
    return rc;
}

/* The script of --main is in the blob, compiled: it runs as it will. */
static int is_main(const struct gen *gen)
{
    return strcmp(gen->train.script, ".") == 0 ||
           (gen->main != NULL && strcmp(gen->main, gen->train.script) == 0);
}

static int start(const struct gen *gen, struct jsb_vm *vm)
{
    if (is_main(gen))
        return snap_run_main(vm);
    return gen->bare ? jsb_run_script(vm, gen->train.script)
                     : jsb_run_module(vm, gen->train.script);
}

static int run(struct gen *gen, struct jsb_vm *vm)
{
    int rc = start(gen, vm);
    if (rc == JSB_OK)
        rc = jsb_loop(vm);
    if (rc == JSB_OK) {
        gen->train.exit_code = jsb_finish(vm, 0);
        rc = jsb_last_error(vm)->code;
    }
    if (rc == JSB_OK || rc == JSB_E_EXIT)
        rc = gen->train.exit_code == 0 ? JSB_OK : JSB_E_EXIT;
    return rc == JSB_OK ? jsb_flush(vm) : rc;
}

static int on_train(void *user, struct jsb_vm *vm)
{
    struct gen *gen = user;
    struct kept kept;
    int rc;
    gen->train.exit_code = 0;
    timeout_note(gen->train.script);
    if (gen_shows_progress(gen))
        cli_message("training with %s", gen->train.script);
    if (keep(&kept) != 0)
        return JSB_E_IO;
    rc = run(gen, vm);
    if (give_back(&kept) != 0)
        rc = JSB_E_IO;
    gen->train.failed = rc != JSB_OK;
    return rc;
}

/* What is compiled for the run stays out of the blob, but the blob depends on it. */
static void on_input(void *user, const char *path, const void *data, size_t len)
{
    struct gen *gen = user;
    inputs_add(&gen->build.all, path, data, len);
}

static void on_exit_called(void *user, int code)
{
    struct gen *gen = user;
    gen->train.exit_code = code;
}

static void set_words(struct gen *gen, struct jsb_options *options)
{
    char **words = gen->train.argv;
    int count = 0;
    words[count++] = gen->vm.argv[0];
    words[count++] = is_main(gen) ? gen->vm.argv[1] : (char *)(uintptr_t)gen->train.script;
    for (size_t i = 0; i < gen->train.args.count; i++)
        words[count++] = (char *)(uintptr_t)gen->train.args.list[i];
    words[count] = NULL;
    options->argv = words;
    options->argc = count;
}

void gen_train_prepare(struct gen *gen, const struct jsb_vm *vm, struct snap_options *opt)
{
    struct jsb_options *options = &gen->train.vm;
    if (gen->train.script == NULL)
        return;
    *options = gen->vm;
    options->epoch_ms = jsb_build_clock(vm); /* time goes on */
    options->elapsed_ms = options->epoch_ms - gen->vm.epoch_ms;
    options->on_input = on_input;
    options->on_exit = on_exit_called;
    set_words(gen, options);
    opt->on_train = on_train;
    opt->train_options = options;
}

int gen_train_report(const struct gen *gen, const struct jsb_error *err)
{
    int is_exit = err->code == JSB_OK || err->code == JSB_E_EXIT;
    int code = is_exit ? gen->train.exit_code : cli_report(err);
    if (gen->train.failed && is_exit)
        cli_message("--train=%s: it ended with exit status %d: no blob written",
                    gen->train.script, gen->train.exit_code);
    else if (gen->train.failed)
        cli_message("--train=%s: no blob written", gen->train.script);
    return code;
}
