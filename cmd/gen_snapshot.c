/* SPDX-License-Identifier: MIT
 * gen_snapshot.c - run startup scripts, freeze the heap, write the blob. */
#include "cli.h"
#include "contexts.h"
#include "inputs.h"

#include <errno.h>
#include <signal.h>
#include <snapshot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WORDS_MAX = 256 };

struct words {
    const char *list[WORDS_MAX];
    size_t count;
};

struct gen {
    const char *output;
    int bare, module, keep_paths, quiet, verbose;
    const char *inspect; /* blob of --info or --validate */
    int validate;
    struct words code, require, entries;
    struct contexts contexts;
    struct jsb_options vm;
    struct inputs inputs;
    size_t common_inputs; /* those of them that every context has */
    int saved_stdout; /* with -o -, what JavaScript prints goes to standard error */
};

static struct jsb_error error; /* large: not on the stack */

static const char usage_text[] =
    "usage: gen_snapshot [options] [-o blob] [--] entry.js ...\n"
    "       gen_snapshot --info blob | --validate blob [--context name]\n"
    "\n"
    "  -o, --output FILE     where the blob goes, - for standard output; without it, the\n"
    "                        first entry's name with .bin in the current folder\n"
    "  -e, --eval CODE       run CODE before the entries; may be repeated\n"
    "  -r, --require MODULE  load MODULE before anything else; may be repeated\n"
    "  --context NAME=SCRIPT run SCRIPT on a copy of what the entries leave behind, to be\n"
    "                        booted by NAME; may be repeated\n"
    "  --context NAME        with --info and --validate: look at one context\n"
    "  --module              run the entries as CommonJS modules, not as scripts\n"
    "  --bare                the engine and print only, no runtime\n"
    "  --keep-paths          scripts see real paths, not /snapshot/...\n"
    "  --seed N              seed of Math.random while the blob is made\n"
    "  --memory-limit SIZE   most memory for JavaScript, with suffix k, M or G\n"
    "  --info BLOB           say what is in a blob\n"
    "  --validate BLOB       check every byte of a blob\n"
    "  -q, --quiet           no progress\n"
    "  --verbose             progress also when standard error is no terminal\n"
    "  -h, --help            print this help\n"
    "  -v, --version         print the version\n"
    "\n"
    "Entries run in order in one global scope, in a virtual clock that starts at\n"
    "SOURCE_DATE_EPOCH or 1970, in UTC, with an empty environment.  Exit status: 0; 1 a\n"
    "script failed or something cannot be frozen or written; 9 usage; 14 --info or\n"
    "--validate refused a blob; or what a script gave to process.exit().\n";

enum {
    OPT_CONTEXT = 256,
    OPT_MODULE,
    OPT_BARE,
    OPT_KEEP_PATHS,
    OPT_SEED,
    OPT_MEMORY,
    OPT_INFO,
    OPT_VALIDATE,
    OPT_VERBOSE
};

static const struct option options[] = {
    {"output", required_argument, NULL, 'o'},
    {"eval", required_argument, NULL, 'e'},
    {"require", required_argument, NULL, 'r'},
    {"context", required_argument, NULL, OPT_CONTEXT},
    {"module", no_argument, NULL, OPT_MODULE},
    {"bare", no_argument, NULL, OPT_BARE},
    {"keep-paths", no_argument, NULL, OPT_KEEP_PATHS},
    {"seed", required_argument, NULL, OPT_SEED},
    {"memory-limit", required_argument, NULL, OPT_MEMORY},
    {"info", required_argument, NULL, OPT_INFO},
    {"validate", required_argument, NULL, OPT_VALIDATE},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, OPT_VERBOSE},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'v'},
    {NULL, 0, NULL, 0},
};

/* -------------------------------------------------------------------- options */

static int add_word(struct words *words, const char *word)
{
    if (words->count == WORDS_MAX)
        return cli_usage("more than %d of '%s' and its like", WORDS_MAX, word);
    words->list[words->count++] = word;
    return 0;
}

static int inspect_blob(struct gen *gen, int validate)
{
    gen->inspect = optarg;
    gen->validate = validate;
    return 0;
}

static int set_flag(struct gen *gen, int option, char **argv)
{
    switch (option) {
    case OPT_MODULE:
        gen->module = 1;
        return 0;
    case OPT_BARE:
        gen->bare = 1;
        return 0;
    case OPT_KEEP_PATHS:
        gen->keep_paths = 1;
        return 0;
    case OPT_VERBOSE:
        gen->verbose = 1;
        return 0;
    case 'q':
        gen->quiet = 1;
        return 0;
    case 'h':
        return cli_print_and_leave(usage_text);
    case 'v':
        return cli_print_and_leave("gen_snapshot " JSB_VERSION_STRING "\n");
    default:
        return cli_bad_option(option, argv, options);
    }
}

static int set_option(struct gen *gen, int option, char **argv)
{
    switch (option) {
    case 'o':
        gen->output = optarg;
        return 0;
    case 'e':
        return add_word(&gen->code, optarg);
    case 'r':
        return add_word(&gen->require, optarg);
    case OPT_CONTEXT:
        return contexts_add(&gen->contexts, optarg);
    case OPT_SEED:
        if (cli_parse_number(optarg, &gen->vm.seed) != 0)
            return cli_usage("--seed is a whole number, not '%s'", optarg);
        return 0;
    case OPT_MEMORY:
        if (cli_parse_size(optarg, &gen->vm.memory_limit) != 0)
            return cli_usage("--memory-limit is a number of bytes with k, M or G, not '%s'",
                             optarg);
        return 0;
    case OPT_INFO:
        return inspect_blob(gen, 0);
    case OPT_VALIDATE:
        return inspect_blob(gen, 1);
    default:
        return set_flag(gen, option, argv);
    }
}

/* "lib/app.js" makes "app.bin"; NULL if that would be no good name. */
static const char *default_output(const struct gen *gen)
{
    static char name[256];
    const char *entry = gen->entries.count ? gen->entries.list[0] : "snapshot";
    const char *slash = strrchr(entry, '/');
    const char *file = slash ? slash + 1 : strcmp(entry, "-") == 0 ? "snapshot" : entry;
    const char *dot = strrchr(file, '.');
    int len = snprintf(name, sizeof(name), "%.*s.bin",
                       (int)(dot ? dot - file : (long)strlen(file)), file);
    return (size_t)len < sizeof(name) && strcmp(name, file) != 0 ? name : NULL;
}

static int parse_options(struct gen *gen, int argc, char **argv)
{
    int option, rc = 0;
    opterr = 0;
    while (rc == 0 && (option = getopt_long(argc, argv, ":o:e:r:qhv", options, NULL)) != -1)
        rc = set_option(gen, option, argv);
    for (; rc == 0 && optind < argc; optind++)
        rc = add_word(&gen->entries, argv[optind]);
    if (rc == 0 && gen->inspect != NULL && gen->entries.count > 0)
        return cli_usage("--info and --validate take one blob, not also '%s'",
                         gen->entries.list[0]);
    if (rc == 0 && gen->inspect != NULL && gen->contexts.count > 1)
        return cli_usage("--info and --validate take one --context");
    if (rc == 0 && gen->inspect == NULL)
        rc = contexts_check(&gen->contexts);
    if (rc != 0 || gen->inspect != NULL)
        return rc;
    if (gen->entries.count + gen->code.count + gen->require.count + gen->contexts.count == 0)
        return cli_usage("no entry script given");
    if (gen->bare && (gen->module || gen->require.count > 0))
        return cli_usage("--bare has no modules: leave out --module and --require");
    if (gen->output == NULL)
        gen->output = default_output(gen);
    if (gen->output == NULL)
        return cli_usage("name the blob with --output");
    return 0;
}

/* ----------------------------------------------------------------- inspection */

static int refuse(struct snap_blob *blob, const char *path)
{
    if (error.file[0] == '\0')
        snprintf(error.file, sizeof(error.file), "%s", path);
    cli_report(&error);
    snap_close(blob);
    return CLI_REFUSED;
}

static void print_sections(const struct snap_blob *blob)
{
    const char *name;
    uint64_t len, count;
    for (unsigned i = 0; snap_section(blob, i, &name, &len, &count); i++)
        printf("  %-14s %12llu bytes %10llu\n", name, (unsigned long long)len,
               (unsigned long long)count);
}

static void print_info(const struct snap_blob *blob, const char *path)
{
    struct snap_info info;
    size_t len;
    const char *meta = snap_metadata(blob, &len);
    snap_get_info(blob, &info);
    printf("%s: %llu bytes, %llu mapped at 0x%llx\n", path, (unsigned long long)info.file_len,
           (unsigned long long)info.image_len, (unsigned long long)info.base);
    printf("format %u, engine fingerprint %s, %s%s\n", info.format, info.fingerprint,
           info.has_runtime ? "with the runtime" : "bare",
           info.has_main ? ", has a main function" : "");
    print_sections(blob);
    contexts_print(blob);
    if (meta != NULL)
        printf("metadata: %.*s\n", (int)len, meta);
    else
        printf("metadata: damaged\n");
}

static int inspect(const struct gen *gen)
{
    struct snap_blob *blob;
    char name[4096];
    snprintf(name, sizeof(name), "%s", gen->inspect);
    if (snap_open(gen->inspect, &blob, &error) != JSB_OK ||
        contexts_open(&gen->contexts, &blob, name, sizeof(name), &error) != JSB_OK)
        return refuse(NULL, gen->inspect);
    if (gen->validate) {
        if (snap_validate(blob, &error) != JSB_OK)
            return refuse(blob, gen->inspect);
        printf("%s: ok\n", name);
    } else {
        print_info(blob, name);
    }
    snap_close(blob);
    return cli_flush();
}

/* ----------------------------------------------------------------- generation */

static int shows_progress(const struct gen *gen)
{
    return !gen->quiet && (gen->verbose || isatty(STDERR_FILENO));
}

static void on_exit_called(void *user, int code)
{
    const struct gen *gen = user;
    if (!gen->quiet)
        cli_message("process.exit(%d) was called: no blob written", code);
    _exit(code);
}

static void on_input(void *user, const char *path, const void *data, size_t len)
{
    inputs_add(&((struct gen *)user)->inputs, path, data, len);
}

static int create_vm(struct gen *gen, struct jsb_vm **vm)
{
    struct snap_blob *base;
    int rc;
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
static int run_entry(const struct gen *gen, struct jsb_vm *vm, const char *entry)
{
    if (gen->module)
        return jsb_run_module(vm, entry);
    if (strcmp(entry, "-") == 0 || access(entry, R_OK) == 0)
        return jsb_run_script(vm, entry);
    cli_message("%s: cannot open: %s", entry, strerror(errno));
    jsb_flush(vm);
    exit(CLI_FAILED);
}

static int report_failure(struct jsb_vm *vm)
{
    jsb_flush(vm);
    return cli_report(jsb_last_error(vm));
}

static int run_script(void *user, struct jsb_vm *vm, const char *entry)
{
    const struct gen *gen = user;
    int rc;
    if (shows_progress(gen))
        cli_message("running %s", entry);
    rc = run_entry(gen, vm, entry);
    if (rc == JSB_OK)
        rc = jsb_flush(vm);
    return rc == JSB_OK ? 0 : report_failure(vm);
}

static int run_sources(struct gen *gen, struct jsb_vm *vm)
{
    int rc = JSB_OK, code = 0;
    for (size_t i = 0; i < gen->require.count && rc == JSB_OK; i++)
        rc = jsb_require(vm, gen->require.list[i]);
    for (size_t i = 0; i < gen->code.count && rc == JSB_OK; i++)
        rc = jsb_run_code(vm, gen->code.list[i], strlen(gen->code.list[i]), "[eval]", 0);
    if (rc != JSB_OK)
        return report_failure(vm);
    for (size_t i = 0; i < gen->entries.count && code == 0; i++)
        code = run_script(gen, vm, gen->entries.list[i]);
    return code == 0 && jsb_flush(vm) != JSB_OK ? report_failure(vm) : code;
}

static int freeze(void *user, struct jsb_vm *vm, void **blob, size_t *size)
{
    const struct gen *gen = user;
    struct snap_options opt = {.generator = "gen_snapshot " JSB_VERSION_STRING};
    if (gen->inputs.failed)
        return cli_message("out of memory"), CLI_FAILED;
    opt.inputs = gen->inputs.list;
    opt.input_count = gen->inputs.count;
    if (snap_create(vm, &opt, blob, size, &error) != JSB_OK)
        return cli_report(&error);
    jsb_flush(vm); /* serialize callbacks may have printed */
    return 0;
}

/* A context's metadata name the common sources and its own. */
static int freeze_context(void *user, struct jsb_vm *vm, void **blob, size_t *size)
{
    struct gen *gen = user;
    int code = freeze(gen, vm, blob, size);
    inputs_cut(&gen->inputs, gen->common_inputs);
    return code;
}

static int make_contexts(struct gen *gen, struct jsb_vm *vm, void **blob, size_t *size)
{
    struct context_steps steps = {run_script, freeze_context, gen};
    struct jsb_options opt = gen->vm;
    opt.epoch_ms = jsb_build_clock(vm); /* time goes on */
    gen->common_inputs = gen->inputs.count;
    return contexts_make(&gen->contexts, &steps, &opt, blob, size);
}

static int save(const struct gen *gen, const void *blob, size_t size)
{
    if (gen->saved_stdout >= 0)
        dup2(gen->saved_stdout, STDOUT_FILENO);
    return snap_save(gen->output, blob, size, &error) == JSB_OK ? 0 : cli_report(&error);
}

static void print_summary(const struct gen *gen, const void *blob, size_t size, double run_us,
                          double freeze_us)
{
    struct snap_blob *open;
    struct snap_info info;
    char contexts[32] = "";
    if (!shows_progress(gen) || snap_open_memory(blob, size, &open, NULL) != JSB_OK)
        return;
    snap_get_info(open, &info);
    if (snap_context_count(open) > 0)
        snprintf(contexts, sizeof(contexts), " with %u contexts", snap_context_count(open));
    snap_close(open);
    cli_message("%s: %llu objects%s, %zu bytes, %.0f ms (scripts %.0f, freeze and write %.0f)",
                gen->output, (unsigned long long)info.object_count, contexts, size,
                (run_us + freeze_us) / 1e3, run_us / 1e3, freeze_us / 1e3);
}

static int generate(struct gen *gen)
{
    double start = cli_now_us(), scripts_done;
    struct jsb_vm *vm = NULL;
    void *blob = NULL;
    size_t size = 0;
    int code = create_vm(gen, &vm);
    if (code == 0)
        code = run_sources(gen, vm);
    scripts_done = cli_now_us();
    if (code == 0)
        code = freeze(gen, vm, &blob, &size);
    if (code == 0 && gen->contexts.count > 0)
        code = make_contexts(gen, vm, &blob, &size);
    if (code == 0)
        code = save(gen, blob, size);
    if (code == 0)
        print_summary(gen, blob, size, scripts_done - start, cli_now_us() - scripts_done);
    snap_free(blob);
    return code; /* the VM goes with the process */
}

/* ----------------------------------------------------------------------- main */

static void on_signal(int signal_number)
{
    snap_abandon();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* A signal that the caller has us ignore, as nohup does, stays ignored. */
static void catch_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        if (signal(signals[i], SIG_IGN) != SIG_IGN)
            signal(signals[i], on_signal);
}

static int prepare(struct gen *gen, char **argv)
{
    static char root[4096];
    static char *words[3];
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds = 0;
    if (epoch != NULL && epoch[0] != '\0' && cli_parse_number(epoch, &seconds) != 0)
        return cli_usage("SOURCE_DATE_EPOCH is a number of seconds, not '%s'", epoch);
    gen->vm.building = 1;
    gen->vm.epoch_ms = (double)seconds * 1e3;
    gen->vm.user = gen;
    gen->vm.on_input = on_input;
    gen->vm.on_exit = on_exit_called;
    if (!gen->keep_paths && getcwd(root, sizeof(root)) == NULL)
        return cli_message("cannot tell the current folder: %s; use --keep-paths",
                           strerror(errno)),
               CLI_FAILED;
    gen->vm.root = gen->keep_paths ? NULL : root;
    words[0] = argv[0];
    words[1] = (char *)(uintptr_t)(gen->entries.count ? gen->entries.list[0] : "[eval]");
    gen->vm.argv = words;
    gen->vm.argc = 2;
    setenv("TZ", "UTC0", 1); /* no zone of the build machine in the heap */
    tzset();
    gen->saved_stdout = -1;
    if (strcmp(gen->output, "-") == 0) {
        gen->saved_stdout = dup(STDOUT_FILENO);
        if (gen->saved_stdout < 0)
            return cli_message("standard output: cannot write: %s", strerror(errno)), CLI_FAILED;
        dup2(STDERR_FILENO, STDOUT_FILENO);
    }
    return 0;
}

int main(int argc, char **argv)
{
    static struct gen gen;
    int rc;
    cli_name = "gen_snapshot";
    rc = parse_options(&gen, argc, argv);
    if (rc != 0)
        return rc;
    if (gen.inspect != NULL)
        return inspect(&gen);
    catch_signals();
    rc = prepare(&gen, argv);
    if (rc == 0)
        rc = generate(&gen);
    inputs_free(&gen.inputs);
    return rc;
}
