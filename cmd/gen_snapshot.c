/* SPDX-License-Identifier: MIT
 * gen_snapshot.c - run startup scripts, freeze the heap, write the blob. */
#include "again.h"
#include "assets.h"
#include "cli.h"
#include "depfile.h"
#include "ending.h"
#include "gen_names.h"
#include "gen_options.h"
#include "gen_precompile.h"
#include "gen_result.h"
#include "gen_train.h"
#include "guard.h"
#include "inspect.h"
#include "key.h"
#include "outside.h"
#include "report.h"
#include "targets.h"
#include "timeout.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <snapshot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct jsb_error error; /* large: not on the stack */

/* ----------------------------------------------------------------- generation */

/* A build without a blob is none that has succeeded, whatever the program says. */
static void on_exit_called(void *user, int code)
{
    const struct gen *gen = user;
    const char *context = gen->contexts.current;
    if (!gen->quiet && gen->build.policy.mode == POLICY_REPORT)
        policy_print(&gen->build.policy);
    if (context[0] != '\0')
        cli_message("process.exit(%d) was called in context '%s': no blob written", code, context);
    else
        cli_message("process.exit(%d) was called: no blob written", code);
    _exit(code != CLI_OK ? code : CLI_FAILED);
}

/* A program whose status tells of a failure has failed. */
static int check_exit_code(const struct gen *gen, const struct jsb_vm *vm)
{
    const char *context = gen->contexts.current;
    int code = jsb_exit_code(vm);
    if (code != 0 && context[0] != '\0')
        cli_message("process.exitCode is %d in context '%s': no blob written", code, context);
    else if (code != 0)
        cli_message("process.exitCode is %d: no blob written", code);
    return code;
}

static void on_input(void *user, const char *path, const void *data, size_t len)
{
    struct gen *gen = user;
    inputs_add(&gen->inputs, path, data, len);
    inputs_add(&gen->build.all, path, data, len);
    if (!gen->strip_source)
        files_add_source(&gen->files, path, data, len);
}

static const char *on_touch(void *user, const struct jsb_touch *touch)
{
    return policy_touch(&((struct gen *)user)->build.policy, touch);
}

/* What is in a blob can neither be left out nor put in. */
static int check_kind(struct gen *gen, const struct snap_blob *blob)
{
    struct snap_info info;
    snap_get_info(blob, &info);
    if (gen->bare && info.has_runtime)
        return cli_usage("--bare: %s holds the runtime; make it with --bare", gen->base);
    if (!info.has_runtime && (gen->module || gen->require.count > 0))
        return cli_usage("%s is bare and has no modules: leave out --module and --require",
                         gen->base);
    if (!info.has_runtime && (gen->main != NULL || gen->precompile.count > 0))
        return cli_usage("%s is bare and has no modules: leave out --main and --precompile",
                         gen->base);
    gen->bare = !info.has_runtime;
    return 0;
}

/* Modules of a base are not read again: a second package would start the first one. */
static int check_package(const struct gen *gen)
{
    const char *name;
    for (size_t i = 0; i < gen->inputs.count && gen->package.kind != PACKAGE_NONE; i++) {
        const char *path = gen->inputs.list[i].path;
        for (size_t j = 0; (name = package_main(j)) != NULL; j++)
            if (strcmp(path, name) == 0) {
                cli_message("%s: %s is in %s already and would not be read again; give the main "
                            "file as the entry, with --module, from the folder above it",
                            gen->package.name, name, gen->base);
                return CLI_FAILED;
            }
    }
    return 0;
}

/* A base that nothing is done to comes out as it is, which without its contexts it would not be. */
static int check_contexts(const struct gen *gen, const struct snap_blob *blob)
{
    int is_changed = gen_has_sources(gen) || gen->contexts.count > 0 || gen->assets.count > 0 ||
                     gen->train.script != NULL || gen->build.exe != NULL;
    if (is_changed || snap_context_count(blob) == 0)
        return 0;
    return cli_usage("%s has contexts, and --base goes on from its common part: give scripts to run, "
                     "or their scripts again with --context", gen->base);
}

static int boot_base(struct gen *gen, struct jsb_vm **vm)
{
    struct snap_blob *blob;
    int rc;
    guard_start(gen->base);
    if (base_blob_open(gen->base, &gen->base_trust, &blob, &gen->base_blob, &gen->inputs, &error) !=
        JSB_OK)
        return cli_refuse(&error, gen->base);
    gen->base_open = blob;
    guard_blob(blob);
    if (files_add_blob(&gen->files, blob, !gen->strip_source, &error) != JSB_OK)
        return cli_refuse(&error, gen->base);
    rc = check_kind(gen, blob);
    if (rc == 0)
        rc = check_package(gen);
    if (rc == 0)
        rc = check_contexts(gen, blob);
    if (rc == 0 && snap_context_count(blob) > 0 && !gen->quiet)
        cli_message("%s: its contexts are left out: --base goes on from the common part",
                    gen->base);
    if (rc == 0)
        rc = snap_boot(blob, &gen->vm, vm, &error);
    if (rc < 0)
        rc = rc == JSB_E_SCRIPT || rc == JSB_E_EXIT ? cli_report(&error)
                                                    : cli_refuse(&error, gen->base);
    return rc;
}

static int create_vm(struct gen *gen, struct jsb_vm **vm)
{
    struct snap_blob *base;
    int rc;
    if (gen->base != NULL)
        return boot_base(gen, vm);
    if (gen->bare) {
        if (jsb_create(&gen->vm, vm) == JSB_OK)
            return 0;
        cli_message("out of memory");
        return CLI_FAILED;
    }
    if (snap_open_base(&base, &error) != JSB_OK)
        return cli_report(&error);
    rc = snap_boot(base, &gen->vm, vm, &error);
    snap_close(base);
    return rc == JSB_OK ? 0 : cli_report(&error);
}

/* A script is opened by its name as it stands; a module's may lack the extension. */
static int can_open(const struct gen *gen, const char *entry)
{
    return gen->module || gen->package.kind == PACKAGE_ARCHIVE || strcmp(entry, "-") == 0 ||
           access(entry, R_OK) == 0;
}

static int run_script(void *user, struct jsb_vm *vm, const char *entry)
{
    struct gen *gen = user;
    int rc;
    steps_begin(&gen->steps, "scripts");
    timeout_note(entry);
    if (gen_shows_progress(gen))
        cli_message("running %s",
                    gen->package.kind && strcmp(entry, ".") == 0 ? gen->package.name : entry);
    if (gen_check_script_name(gen, entry) != 0) {
        jsb_flush(vm);
        return CLI_FAILED;
    }
    if (!can_open(gen, entry)) {
        cli_message("%s: cannot open: %s", entry, strerror(errno));
        jsb_flush(vm);
        return CLI_FAILED;
    }
    rc = gen->module ? jsb_run_module(vm, entry) : jsb_run_script(vm, entry);
    if (rc == JSB_OK)
        rc = jsb_flush(vm);
    return rc == JSB_OK ? 0 : gen_report_failure(vm);
}

static int run_sources(struct gen *gen, struct jsb_vm *vm)
{
    int rc = JSB_OK, code = 0;
    steps_begin(&gen->steps, "scripts");
    for (size_t i = 0; i < gen->require.count && rc == JSB_OK; i++)
        rc = jsb_require(vm, gen->require.list[i]);
    for (size_t i = 0; i < gen->code.count && rc == JSB_OK; i++)
        rc = jsb_run_code(vm, gen->code.list[i], strlen(gen->code.list[i]), "[eval]", 0);
    if (rc != JSB_OK)
        return gen_report_failure(vm);
    for (size_t i = 0; i < gen->entries.count && code == 0; i++)
        code = run_script(gen, vm, gen->entries.list[i]);
    return code == 0 && jsb_flush(vm) != JSB_OK ? gen_report_failure(vm) : code;
}

/* A build that runs nothing passes its base on as it is. */
static const struct snap_input *origin_of(const struct gen *gen)
{
    const struct base_blob *base = &gen->base_blob;
    if (gen->base == NULL)
        return NULL;
    if (gen_has_sources(gen) || gen->contexts.count > 0)
        return &base->self;
    return base->has_origin ? &base->origin : NULL;
}

static void on_step(void *user, const char *step)
{
    steps_begin(&((struct gen *)user)->steps, step);
    gen_train_step(user, step);
}

/* What the scripts have scheduled runs first. */
static int prepare_freeze(struct gen *gen, struct jsb_vm *vm, struct snap_options *opt)
{
    struct snap_file *files;
    size_t count;
    if (jsb_loop(vm) != JSB_OK || jsb_flush(vm) != JSB_OK)
        return gen_report_failure(vm);
    if (gen_keep_names(gen) != 0)
        return CLI_FAILED;
    files = files_merge(&gen->files, &count);
    if (gen->inputs.failed || gen->files.failed || files == NULL)
        return cli_message("out of memory"), CLI_FAILED;
    if (files_check(files, count, gen->base) != 0)
        return free(files), CLI_FAILED;
    *opt = (struct snap_options){.generator = "gen_snapshot " JSB_VERSION_STRING};
    opt->inputs = gen->inputs.list;
    opt->input_count = gen->inputs.count;
    opt->files = files;
    opt->file_count = count;
    opt->origin = origin_of(gen);
    opt->on_step = on_step;
    opt->user = gen;
    gen_train_prepare(gen, vm, opt);
    return 0;
}

/* Startup code, of which serialize callbacks are the last, may have printed, or failed by
 * process.exitCode. */
static int end_freeze(const struct gen *gen, struct jsb_vm *vm)
{
    return jsb_flush(vm) == JSB_OK ? check_exit_code(gen, vm) : cli_report(jsb_last_error(vm));
}

/* A blob that is joined with others is made in memory. */
static int freeze(void *user, struct jsb_vm *vm, void **blob, size_t *size)
{
    struct snap_options opt = {0};
    int code = prepare_freeze(user, vm, &opt);
    if (code == 0 && snap_create(vm, &opt, blob, size, &error) != JSB_OK)
        code = gen_train_report(user, &error);
    free((void *)(uintptr_t)opt.files);
    return code ? code : end_freeze(user, vm);
}

static int freeze_draft(struct gen *gen, struct jsb_vm *vm, struct snap_draft **draft)
{
    struct snap_options opt = {0};
    int code = prepare_freeze(gen, vm, &opt);
    if (code == 0 && snap_create_draft(vm, &opt, gen->output, draft, &error) != JSB_OK)
        code = gen_train_report(gen, &error);
    free((void *)(uintptr_t)opt.files);
    return code ? code : end_freeze(gen, vm);
}

/* A context's metadata name the common sources and its own. */
static int freeze_context(void *user, struct jsb_vm *vm, void **blob, size_t *size)
{
    struct gen *gen = user;
    int code = freeze(gen, vm, blob, size);
    inputs_cut(&gen->inputs, gen->common_inputs);
    files_cut(&gen->files, gen->common_files);
    return code;
}

static int make_contexts(struct gen *gen, struct jsb_vm *vm, void **blob, size_t *size)
{
    struct context_steps steps = {run_script, freeze_context, gen};
    struct jsb_options opt = gen->vm;
    int code = freeze(gen, vm, blob, size);
    if (code != 0)
        return code;
    opt.epoch_ms = jsb_build_clock(vm); /* time goes on */
    opt.elapsed_ms = opt.epoch_ms - gen->vm.epoch_ms;
    gen->common_inputs = gen->inputs.count;
    gen->common_files = gen->files.count;
    return contexts_make(&gen->contexts, &steps, &opt, blob, size);
}

/* What was read from a base that somebody writes to is not to go into another blob. */
static int check_base(const struct gen *gen)
{
    if (gen->base_open == NULL || snap_check_unchanged(gen->base_open, &error) == JSB_OK)
        return 0;
    return cli_refuse(&error, gen->base);
}

static int print_key(const char *key)
{
    printf("%s\n", key);
    return cli_flush();
}

/* A program starts with its main function. */
static int check_main(const struct gen *gen, const struct gen_result *result)
{
    struct snap_blob *open;
    struct snap_info info;
    if (gen->build.exe == NULL ||
        snap_open_memory(result->blob, result->size, &open, NULL) != JSB_OK)
        return 0;
    snap_get_info(open, &info);
    snap_close(open);
    if (info.has_main)
        return 0;
    cli_message("--exe: the program has no main function: set one with "
                "require('v8').startupSnapshot.setDeserializeMainFunction()");
    return CLI_FAILED;
}

/* What other tools are told of the build, before the blob has its name. */
static int tell(struct gen *gen, const struct gen_result *result)
{
    struct gen_build *build = &gen->build;
    size_t size = 0;
    const void *blob =
        build->report || build->verify_reproducible ? gen_result_bytes(result, &size) : "";
    int code = 0;
    if (blob == NULL)
        return cli_message("out of memory"), CLI_FAILED;
    if (build->verify_reproducible) {
        timeout_stop(); /* the second build has a time of its own */
        code = again_verify(gen, blob, size);
    }
    if (code == 0 && build->depfile != NULL)
        code = depfile_write(gen, build->depfile);
    if (code == 0 && build->report != NULL)
        code = report_write(gen, build->report, build->print_key ? NULL : blob, size);
    return code;
}

static int keep_in_cache(struct gen *gen, const struct gen_result *result)
{
    size_t size;
    const void *blob;
    if (gen->build.cache.place == NULL)
        return 0;
    blob = gen_result_bytes(result, &size);
    if (blob == NULL)
        return cli_message("out of memory"), CLI_FAILED;
    timeout_stop(); /* the cache has limits of its own */
    cache_store(gen, blob, size);
    return 0;
}

static int finish_key(struct gen *gen)
{
    char key[INPUTS_HEX_SIZE];
    if (!key_of_build(gen, key)) {
        cli_message("no key: startup code has changed something outside, or read what cannot be "
                    "read again; --io=report says what");
        return CLI_FAILED;
    }
    dup2(gen->saved_stdout, STDOUT_FILENO);
    return print_key(key);
}

static int finish(struct gen *gen, const struct gen_result *result, double start,
                  double scripts_done)
{
    struct gen_summary summary;
    int code = check_base(gen);
    if (code == 0)
        code = targets_check(gen);
    if (code == 0)
        code = check_main(gen, result);
    if (code == 0)
        code = tell(gen, result);
    if (gen->build.print_key)
        return code ? code : finish_key(gen);
    gen_summary_take(gen, result, &summary);
    if (code == 0)
        code = keep_in_cache(gen, result);
    if (code == 0)
        code = gen_result_save(gen, result);
    if (code == 0)
        gen_summary_print(gen, &summary, scripts_done - start, cli_now_us() - scripts_done);
    return code;
}

/* What --asset asks for is in the blob, whoever reads it. */
static void note_assets(struct gen *gen)
{
    for (size_t i = 0; i < gen->asset_files.count; i++) {
        const struct snap_file *file = &gen->asset_files.list[i];
        files_add(&gen->files, file->path, file->data, (size_t)file->len, file->kind);
        inputs_add(&gen->inputs, file->path, file->data, (size_t)file->len);
        inputs_add(&gen->build.all, file->path, file->data, (size_t)file->len);
    }
}

static int generate(struct gen *gen)
{
    double start = cli_now_us(), scripts_done;
    struct jsb_vm *vm = NULL;
    struct gen_result result = {0};
    int code;
    steps_begin(&gen->steps, "start");
    code = create_vm(gen, &vm);
    note_assets(gen);
    if (code == 0)
        code = gen_precompile(gen, vm);
    if (code == 0)
        code = gen_train_check_name(gen);
    if (code == 0)
        code = run_sources(gen, vm);
    scripts_done = cli_now_us();
    if (code == 0 && gen->contexts.count > 0)
        code = make_contexts(gen, vm, &result.blob, &result.size);
    else if (code == 0 && (gen->build.print_key || gen->build.exe != NULL || gen->build.compress))
        code = freeze(gen, vm, &result.blob, &result.size);
    else if (code == 0)
        code = freeze_draft(gen, vm, &result.draft);
    steps_begin(&gen->steps, "save");
    if (code == 0)
        code = finish(gen, &result, start, scripts_done);
    snap_free_draft(result.draft);
    snap_free(result.blob);
    return code; /* the VM goes with the process */
}

/* A key that an earlier build has left, or a blob: nothing runs.  Returns -1 if there is none. */
static int reuse(struct gen *gen)
{
    struct gen_build *build = &gen->build;
    struct gen_result result = {0};
    char key[INPUTS_HEX_SIZE], *found_key = NULL;
    int code = 0;
    if (build->print_key && build->report != NULL && key_from_report(gen, build->report, key)) {
        dup2(gen->saved_stdout, STDOUT_FILENO);
        return print_key(key);
    }
    if (build->cache.place != NULL)
        steps_begin(&gen->steps, "cache");
    if (!cache_find(gen, &result.blob, &result.size))
        return -1;
    if (build->print_key && (found_key = report_found_key(gen)) == NULL)
        return -1;
    if (!build->print_key && gen_shows_progress(gen))
        cli_message("%s: found in %s, %zu bytes%s%s", gen->output, build->cache.name, result.size,
                    gen->verbose ? " as " : "", gen->verbose ? build->cache.entry : "");
    code = check_main(gen, &result);
    if (code == 0)
        code = targets_check(gen);
    if (code == 0 && build->depfile != NULL)
        code = depfile_write(gen, build->depfile);
    if (code == 0 && build->report != NULL)
        code = report_write_found(gen, build->report);
    if (code == 0 && build->print_key)
        dup2(gen->saved_stdout, STDOUT_FILENO);
    if (code == 0)
        code = build->print_key ? print_key(found_key) : gen_result_save(gen, &result);
    free(found_key);
    free(result.blob);
    return code;
}

/* ----------------------------------------------------------------------- main */

static int enter_package(struct gen *gen)
{
    struct package *package = &gen->package;
    int rc = package_open(package, gen->entries.list, gen->entries.count);
    if (rc != 0 || package->kind == PACKAGE_NONE)
        return rc;
    if (gen->bare)
        return cli_usage("--bare has no modules: %s cannot be the entry", package->name);
    if (gen->keep_paths && package->kind == PACKAGE_ARCHIVE)
        return cli_usage("--keep-paths: what is in an archive has no real paths");
    if (package->kind == PACKAGE_FOLDER)
        rc = gen_enter_package(gen);
    gen->module = 1;
    gen->entries.list[0] = ".";
    return rc == 0 ? package_check_main(package) : rc;
}

/* What Date can tell, but for a last day: the clock goes on at each look. */
#define EPOCH_MAX (UINT64_C(8640000000000) - 86400)

static int read_epoch(struct gen *gen)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds = 0;
    if (epoch != NULL && epoch[0] != '\0' && cli_parse_number(epoch, &seconds) != 0)
        return cli_usage("SOURCE_DATE_EPOCH is a number of seconds, not '%s'", epoch);
    if (seconds > EPOCH_MAX)
        return cli_usage("SOURCE_DATE_EPOCH is at most %llu seconds, not '%s'",
                         (unsigned long long)EPOCH_MAX, epoch);
    gen->vm.epoch_ms = (double)seconds * 1e3;
    return 0;
}

static int prepare(struct gen *gen, char **argv)
{
    static char *words[3];
    int rc = read_epoch(gen);
    gen->here = getcwd(NULL, 0);
    if (rc == 0)
        rc = enter_package(gen);
    if (rc != 0)
        return rc;
    gen->start = getcwd(NULL, 0);
    if (!gen->keep_paths && gen->start == NULL)
        return cli_message("cannot tell the current folder: %s; use --keep-paths", strerror(errno)),
               CLI_FAILED;
    gen->vm.building = 1;
    gen->vm.locate_errors = 1;
    gen->vm.flush_on_signals = 1;
    gen->vm.user = gen;
    gen->vm.on_input = on_input;
    gen->vm.on_touch = on_touch;
    gen->vm.on_exit = on_exit_called;
    gen->vm.root = gen->keep_paths ? NULL : gen->start;
    if (gen->package.kind == PACKAGE_ARCHIVE) {
        gen->vm.root = "/snapshot";
        gen->vm.files = gen->package.tree.list;
        gen->vm.file_count = gen->package.tree.count;
    }
    words[0] = argv[0];
    words[1] = (char *)(uintptr_t)(gen->entries.count ? gen->entries.list[0] : "[eval]");
    gen->vm.argv = words;
    gen->vm.argc = 2;
    gen->build.policy.root = gen->vm.root;
    gen->build.policy.inputs = &gen->inputs;
    gen->build.policy.all = &gen->build.all;
    gen->build.policy.is_package = gen->package.kind == PACKAGE_FOLDER;
    /* A package that is a folder is an input as a whole. */
    if (gen->package.kind == PACKAGE_FOLDER && policy_allow_read(&gen->build.policy, ".") != 0)
        return CLI_USAGE;
    policy_scrub(&gen->build.policy);
    setenv("TZ", "UTC0", 1); /* no zone of the build machine in the heap */
    tzset();
    gen->saved_stdout = -1;
    return strcmp(gen->output, "-") == 0 || gen->build.print_key ? gen_result_save_stdout(gen) : 0;
}

int main(int argc, char **argv)
{
    static struct gen gen;
    int rc;
    cli_name = "gen_snapshot";
    /* Else the C library keeps large blocks when they are freed, once one was as large as a
     * large script: peak memory would be that of the heap, the script and the blob. */
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    rc = gen_parse_options(&gen, argc, argv);
    if (rc != 0)
        return rc;
    if (gen.build.look.mode != LOOK_NONE)
        return look_run(&gen.build.look, gen.inspect, &gen.contexts);
    if (gen.inspect != NULL)
        return inspect(gen.inspect, &gen.contexts, gen.validate);
    ending_catch_signals();
    if (gen.build.policy.mode == POLICY_STRICT)
        outside_close(argv);
    if (gen.extract.blob != NULL)
        return extract(&gen.extract, &gen.contexts);
    rc = cache_prepare(&gen.build.cache);
    if (rc == 0)
        rc = prepare(&gen, argv);
    if (rc == 0)
        rc = assets_collect(gen.assets.list, gen.assets.count, &gen.package, &gen.asset_files);
    if (rc == 0)
        rc = targets_check_folders(&gen);
    if (rc == 0)
        rc = reuse(&gen);
    if (rc < 0) {
        timeout_start(gen.build.timeout, ending_at_timeout);
        rc = generate(&gen);
    }
    timeout_stop();
    if (!gen.quiet && (rc == 0 || gen.build.policy.mode == POLICY_REPORT))
        policy_print(&gen.build.policy);
    policy_free(&gen.build.policy);
    cache_free(&gen.build.cache);
    inputs_free(&gen.inputs);
    inputs_free(&gen.build.all);
    return rc;
}
