/* SPDX-License-Identifier: MIT
 * gen_train.c - the run that a blob is laid out by: the script of --train, on a copy of the heap.
 *
 * It may touch what startup code may, and leaves nothing behind: neither output nor another current
 * folder. */
#include "gen_train.h"

#include "cli.h"
#include "explain.h"
#include "gen_names.h"
#include "timeout.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_folder(void)
{
    int low = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    int fd = low < 0 ? -1 : fcntl(low, F_DUPFD_CLOEXEC, 3);
    if (low >= 0)
        close(low);
    return fd;
}

/* Standard input or output that was closed may be what is opened first. */
static int keep(struct gen_kept *kept)
{
    int nowhere;
    kept->in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    kept->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    kept->folder = open_folder();
    kept->mask = umask(0);
    umask(kept->mask);
    nowhere = open("/dev/null", O_RDWR);
    if (nowhere < 0)
        return -1;
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    if (nowhere > STDOUT_FILENO)
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

static int give_back(const struct gen_kept *kept)
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

int gen_train_check_name(const struct gen *gen)
{
    return gen->train.script == NULL || is_main(gen) ? 0
                                                     : gen_check_script_name(gen, gen->train.script);
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
    return rc;
}

static void end(struct gen *gen)
{
    if (gen->train.is_apart && give_back(&gen->train.kept) != 0)
        gen->train.problem = "the current folder cannot be entered again: no blob written";
    gen->train.is_apart = 0;
}

static int on_train(void *user, struct jsb_vm *vm)
{
    struct gen *gen = user;
    int rc;
    if (gen->train.problem != NULL)
        return JSB_E_IO;
    timeout_note(gen->train.script);
    if (gen_shows_progress(gen))
        cli_message("training with %s", gen->train.script);
    rc = run(gen, vm);
    if (jsb_flush(vm) != JSB_OK && rc == JSB_OK)
        rc = JSB_E_IO;
    gen->train.failed = rc != JSB_OK;
    end(gen);
    return gen->train.problem ? JSB_E_IO : rc;
}

/* The boot of the copy calls functions of startup code already. */
void gen_train_step(struct gen *gen, const char *step)
{
    if (gen->train.script == NULL || strcmp(step, "train") != 0)
        return;
    gen->train.is_apart = 1;
    if (keep(&gen->train.kept) != 0)
        gen->train.problem = "/dev/null cannot be opened: no blob written";
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
    gen->train.exit_code = gen->train.failed = 0;
    *options = gen->vm;
    options->epoch_ms = jsb_build_clock(vm); /* time goes on */
    options->elapsed_ms = options->epoch_ms - gen->vm.epoch_ms;
    options->on_input = on_input;
    options->on_exit = on_exit_called;
    set_words(gen, options);
    opt->on_train = on_train;
    opt->train_options = options;
}

int gen_train_report(struct gen *gen, const struct jsb_error *err)
{
    int is_exit = err->code == JSB_OK || err->code == JSB_E_EXIT;
    int says_all = is_exit || gen->train.problem != NULL;
    int code = says_all ? gen->train.exit_code : cli_report(err);
    const char *script = gen->train.script;
    end(gen);
    if (!says_all && gen->package.kind != PACKAGE_ARCHIVE)
        explain_missing(err, script);
    if (gen->train.problem != NULL)
        cli_message("--train=%s: %s", script, gen->train.problem);
    else if (is_exit && gen->train.failed)
        cli_message("--train=%s: it ended with exit status %d: no blob written", script,
                    gen->train.exit_code);
    else if (is_exit)
        cli_message("--train=%s: it ended with exit status %d before it began: no blob written",
                    script, gen->train.exit_code);
    else if (gen->train.failed)
        cli_message("--train=%s: no blob written", script);
    return code ? code : CLI_FAILED;
}
