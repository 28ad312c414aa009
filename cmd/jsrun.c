/* SPDX-License-Identifier: MIT
 * jsrun.c - run a script, on top of a snapshot if one is given. */
#include "cli.h"
#include "exe_run.h"
#include "explain.h"
#include "guard.h"
#include "run_options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct jsb_error error CLI_COLD; /* large: not on the stack */

/* Reading the clock faults its pages in: only if somebody wants to know. */
static void mark(struct run *run, int step)
{
    if (run->trace)
        run->times[step] = cli_now_us();
}

/* ----------------------------------------------------------------------- boot */

static void close_blob(struct run *run)
{
    guard_blob(NULL);
    snap_close(run->blob);
    run->blob = NULL;
}

/* A program's own file is opened by a name that says nothing. */
static int report_blob(const struct run *run)
{
    if (run->snapshot != NULL && strcmp(error.file, run->snapshot) == 0)
        snprintf(error.file, sizeof(error.file), "%s", run->name);
    return cli_refuse(&error, run->name);
}

/* What `error` says of the snapshot ends the run, or the run goes on without it.  A context that
 * is not there ends it always: the blob can be used, the command line names what it lacks. */
static int refuse_snapshot(struct run *run)
{
    close_blob(run);
    if (run->snapshot == NULL)
        return cli_report(&error); /* the runtime's own image */
    report_blob(run);
    if (run->mode != MODE_AUTO || error.code == JSB_E_CONTEXT)
        return CLI_REFUSED;
    cli_message("starting without the snapshot");
    run->snapshot = NULL;
    return 0;
}

static int open_context(const char *name, struct snap_blob **blob)
{
    struct snap_blob *whole = *blob;
    int rc = snap_open_context(whole, name, blob, &error);
    snap_close(whole);
    return rc;
}

static int open_snapshot(struct run *run)
{
    int rc;
    guard_start(run->name);
    rc = snap_open_with(run->snapshot, &run->open, &run->blob, &error);
    if (rc == JSB_OK && run->context != NULL)
        rc = open_context(run->context, &run->blob);
    if (rc == JSB_OK && run->verify == VERIFY_FULL)
        rc = snap_check_sums(run->blob, &error);
    if (rc != JSB_OK)
        return refuse_snapshot(run);
    guard_blob(run->blob);
    return 0;
}

/* What JavaScript sees as process.argv: [executable, entry, arguments...]. */
static int make_argv(struct run *run)
{
    int has_script = run->code == NULL && !run->has_main && run->word_count > 0;
    int first = has_script ? 1 : 0;
    static char *few[16]; /* no allocation for the usual command line */
    size_t count = (size_t)(run->word_count - first) + 2;
    char **argv = count < sizeof(few) / sizeof(few[0]) ? few : calloc(count + 1, sizeof(*argv));
    if (argv == NULL)
        return cli_message("out of memory"), CLI_FAILED;
    run->entry = run->code ? "[eval]" : run->has_main ? run->name : "-";
    if (has_script && run->words[0][0] == '\0')
        return cli_usage("the name of the script is empty");
    if (has_script)
        run->entry = run->words[0];
    else if (strcmp(run->entry, "-") == 0 && !run->interactive && isatty(STDIN_FILENO))
        run->interactive = 1;
    if (run->interactive && (run->bare || run->check))
        return cli_usage(run->check ? "no script given" : "a session needs the runtime; give a script");
    argv[0] = (char *)(uintptr_t)run->vm.argv0;
    argv[1] = (char *)(uintptr_t)run->entry;
    for (int i = first; i < run->word_count; i++)
        argv[i - first + 2] = run->words[i];
    run->vm.argv = argv;
    run->vm.argc = (int)count;
    return 0;
}

static int create_bare(struct run *run)
{
    int rc = make_argv(run);
    mark(run, 1);
    if (rc == 0 && jsb_create(&run->vm, &run->js) != JSB_OK)
        rc = (cli_message("out of memory"), CLI_FAILED);
    return rc;
}

/* What is in a blob cannot be left out at boot. */
static int refuse_runtime(struct run *run)
{
    close_blob(run);
    if (run->mode != MODE_AUTO)
        return cli_usage("--bare: %s holds the runtime; make it with gen_snapshot --bare",
                         run->snapshot);
    cli_message("%s holds the runtime, and --bare was given", run->snapshot);
    cli_message("starting without the snapshot");
    run->snapshot = NULL;
    return create_bare(run);
}

/* A program's words are no scripts, and its standard input is none. */
static int refuse_program(struct run *run)
{
    close_blob(run);
    cli_message("%s: its blob has no main function: make the program again", run->name);
    return CLI_REFUSED;
}

static int boot(struct run *run);

static int boot_blob(struct run *run)
{
    int bare = run->bare;
    struct snap_info info;
    int rc;
    snap_get_info(run->blob, &info);
    if (bare && info.has_runtime && run->snapshot != NULL)
        return refuse_runtime(run);
    if (!info.has_main && exe_has_blob())
        return refuse_program(run);
    run->has_main = info.has_main && run->code == NULL && !run->check && !run->interactive;
    run->bare = !info.has_runtime;
    rc = make_argv(run);
    if (rc != 0)
        return rc;
    rc = snap_boot(run->blob, &run->vm, &run->js, &error);
    if (rc == JSB_OK)
        return 0;
    if (rc == JSB_E_SCRIPT || rc == JSB_E_EXIT)
        return cli_report(&error);
    run->bare = bare;
    run->has_main = 0;
    rc = refuse_snapshot(run);
    return rc == 0 ? boot(run) : rc;
}

static int boot(struct run *run)
{
    int rc;
    if (run->snapshot != NULL) {
        rc = open_snapshot(run);
        if (rc != 0)
            return rc;
    }
    if (run->blob == NULL && run->bare)
        return create_bare(run);
    if (run->blob == NULL && snap_open_base(&run->blob, &error) != JSB_OK)
        return cli_report(&error);
    mark(run, 1);
    return boot_blob(run);
}

/* ------------------------------------------------------------------------ run */

static int run_preloads(const struct run *run, struct jsb_vm *vm)
{
    int rc = JSB_OK;
    for (size_t i = 0; i < run->require_count && rc == JSB_OK; i++)
        rc = jsb_require(vm, run->preloads[i]);
    return rc;
}

/* What the words after the options mean. */
static int run_program(const struct run *run, struct jsb_vm *vm)
{
    int rc = run_preloads(run, vm);
    if (rc == JSB_OK && run->interactive)
        rc = jsb_start_session(vm);
    if (rc != JSB_OK || (run->interactive && run->code == NULL && strcmp(run->entry, "-") == 0))
        return rc;
    if (run->code != NULL)
        return jsb_run_code(vm, run->code, strlen(run->code), "[eval]", run->print);
    if (run->check)
        return jsb_check(vm, run->entry);
    if (run->has_main)
        return snap_run_main(vm);
    if (run->bare || strcmp(run->entry, "-") == 0)
        return jsb_run_script(vm, run->entry);
    return jsb_run_module(vm, run->entry);
}

static void print_trace(const struct run *run)
{
    const double *t = run->times;
    fprintf(stderr, "startup: open %.0f us, boot %.0f us, script %.0f us, total %.0f us\n",
            t[1] - t[0], t[2] - t[1], t[3] - t[2], t[3] - t[0]);
}

/* Last words: what went wrong at the very end, whether the blob is still what it was, and
 * the times.  Returns the exit code. */
static int finish_report(struct run *run, int code)
{
    const struct jsb_error *last = jsb_last_error(run->js);
    if (last->code != JSB_OK && last->code != JSB_E_EXIT)
        cli_report(last);
    if (run->blob != NULL && snap_check_unchanged(run->blob, &error) != JSB_OK)
        code = report_blob(run);
    mark(run, 3);
    if (run->trace)
        print_trace(run);
    return code;
}

static void on_exit_called(void *user, int code)
{
    struct run *run = user;
    if (run->js != NULL)
        code = finish_report(run, code);
    _exit(code);
}

static void on_code_cache(void *user, int kind, const char *text)
{
    compile_cache_tell(kind, text, ((struct run *)user)->trace);
}

static void on_unit(void *user, const struct jsb_unit_event *event)
{
    (void)user;
    compile_cache_trace(event);
}

static int run_vm(struct run *run)
{
    int code = boot(run);
    if (code != 0)
        return code;
    mark(run, 2);
    if (run_program(run, run->js) != JSB_OK || jsb_loop(run->js) != JSB_OK) {
        explain_code = run->code;
        jsb_flush(run->js);
        code = cli_report(jsb_last_error(run->js));
        if (run->code == NULL && run->word_count > 0)
            explain_missing(jsb_last_error(run->js), run->words[0]);
    }
    code = jsb_finish(run->js, code);
    return finish_report(run, code); /* the VM goes with the process */
}

/* A program with a blob of its own has no options: all words are the program's. */
static int prepare_program(struct run *run)
{
    optind = 1;
    run->open.allow_unsafe_owner = 1; /* who could write to it could write to us */
    run->snapshot = EXE_SELF;
    run->mode = MODE_ON;
    run->name = exe_name();
    if (program_invocation_short_name[0] != '\0')
        cli_name = program_invocation_short_name;
    if (exe_find_blob(&run->open) == 0)
        return 0;
    cli_message("%s: its blob is gone, the section .jsboot.blob: make the program again",
                run->name);
    return CLI_REFUSED;
}

static int prepare(struct run *run, int argc, char **argv)
{
    int rc;
    if (exe_has_blob())
        return prepare_program(run);
    rc = run_parse_options(run, argc, argv);
    run->name = run->snapshot;
    return rc;
}

/* What is asked of the compile cache, in place of a run. */
static int answer_request(const struct run *run, int argc)
{
    if (optind < argc || run->code != NULL || run->interactive)
        return cli_usage("--compile-cache-stats and --clear-compile-cache run nothing");
    return compile_cache_request(&run->cache, &run->vm);
}

int main(int argc, char **argv)
{
    static struct run run;
    int rc;
    cli_name = "jsrun";
    rc = prepare(&run, argc, argv);
    if (rc != 0)
        return rc;
    if (run.cache.stats || run.cache.clear)
        return answer_request(&run, argc);
    mark(&run, 0);
    run.words = argv + optind;
    run.word_count = argc - optind;
    run.vm.argv0 = argv[0];
    run.vm.user = &run;
    run.vm.on_exit = on_exit_called;
    run.vm.on_code_cache = on_code_cache;
    run.vm.on_unit = run.trace ? on_unit : NULL;
    run.vm.flush_on_signals = 1;
    run.vm.locate_errors = 1;
    _exit(run_vm(&run));
}
