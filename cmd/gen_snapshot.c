/* SPDX-License-Identifier: MIT
 * gen_snapshot.c - run startup scripts, freeze the heap, write the blob. */
#include "base_blob.h"
#include "cli.h"
#include "contexts.h"
#include "guard.h"
#include "inputs.h"
#include "sign.h"
#include "verity.h"

#include <errno.h>
#include <signal.h>
#include <snapshot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WORDS_MAX = 256 };

struct words {
    const char *list[WORDS_MAX];
    size_t count;
};

struct gen {
    const char *output;
    const char *base; /* blob to go on from, NULL for the runtime alone */
    struct base_blob base_blob;
    int bare, module, keep_paths, quiet, verbose;
    const char *inspect; /* blob of --info or --validate */
    int validate;
    struct words code, require, entries;
    struct contexts contexts;
    struct jsb_options vm;
    struct inputs inputs;
    struct sign sign;
    int verity;
    size_t common_inputs; /* those of them that every context has */
    int saved_stdout; /* with -o -, what JavaScript prints goes to standard error */
};

static struct jsb_error error; /* large: not on the stack */

static const char usage_text[] =
    "usage: gen_snapshot [options] [-o blob] [--] entry.js ...\n"
    "       gen_snapshot --base blob [options] [-o blob] [--] [entry.js ...]\n"
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
    "  --base BLOB           go on from what is in BLOB\n"
    "  --bare                the engine and print only, no runtime\n"
    "  --keep-paths          scripts see real paths, not /snapshot/...\n"
    "  --seed N              seed of Math.random while the blob is made\n"
    "  --memory-limit SIZE   most memory for JavaScript, with suffix k, M or G\n"
    "  --sign KEY            sign the blob with a minisign secret key, in FILE.minisig\n"
    "  --sign-password-file FILE\n"
    "                        the key's password; without it, the terminal is asked\n"
    "  --verity              have the file system protect the blob with fs-verity\n"
    "  --info BLOB           say what is in a blob\n"
    "  --validate BLOB       check every byte of a blob\n"
    "  -q, --quiet           no progress\n"
    "  --verbose             progress also when standard error is no terminal\n"
    "  -h, --help            print this help\n"
    "  -v, --version         print the version\n"
    "\n"
    "Entries run in order in one global scope, in a virtual clock that starts at\n"
    "SOURCE_DATE_EPOCH or 1970, in UTC, with an empty environment.  Exit status: 0; 1 a\n"
    "script failed or something cannot be frozen or written; 9 usage; 14 --base,\n"
    "--info or --validate refused a blob; or what a script gave to process.exit().\n";

enum {
    OPT_CONTEXT = 256,
    OPT_MODULE,
    OPT_BARE,
    OPT_BASE,
    OPT_KEEP_PATHS,
    OPT_SEED,
    OPT_MEMORY,
    OPT_SIGN,
    OPT_SIGN_PASSWORD,
    OPT_VERITY,
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
    {"base", required_argument, NULL, OPT_BASE},
    {"keep-paths", no_argument, NULL, OPT_KEEP_PATHS},
    {"seed", required_argument, NULL, OPT_SEED},
    {"memory-limit", required_argument, NULL, OPT_MEMORY},
    {"sign", required_argument, NULL, OPT_SIGN},
    {"sign-password-file", required_argument, NULL, OPT_SIGN_PASSWORD},
    {"verity", no_argument, NULL, OPT_VERITY},
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
    case OPT_VERITY:
        gen->verity = 1;
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
    case OPT_BASE:
        gen->base = optarg;
        return 0;
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
    case OPT_SIGN:
        gen->sign.key = optarg;
        return 0;
    case OPT_SIGN_PASSWORD:
        gen->sign.password_file = optarg;
        return 0;
    case OPT_INFO:
        return inspect_blob(gen, 0);
    case OPT_VALIDATE:
        return inspect_blob(gen, 1);
    default:
        return set_flag(gen, option, argv);
    }
}

static int has_sources(const struct gen *gen)
{
    return gen->entries.count + gen->code.count + gen->require.count > 0;
}

/* Whether a file that is to be written is the one of --base. */
static int is_base(const struct gen *gen, const char *path)
{
    struct stat a, b;
    return gen->base != NULL && stat(gen->base, &a) == 0 &&
           stat(path, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
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
    if ((size_t)len >= sizeof(name) || strcmp(name, file) == 0 || is_base(gen, name))
        return NULL;
    return name;
}

/* A signature lies beside its blob, and a file system protects files only. */
static int check_protection(const struct gen *gen)
{
    struct stat st;
    const char *option = gen->sign.key ? "--sign" : gen->verity ? "--verity" : NULL;
    int is_file = strcmp(gen->output, "-") != 0 &&
                  (stat(gen->output, &st) != 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
    if (option != NULL && !is_file)
        return cli_usage("%s needs a blob in a file: name one with --output", option);
    return sign_prepare(&gen->sign, gen->output);
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
    if (!has_sources(gen) && gen->contexts.count == 0 && gen->base == NULL)
        return cli_usage("no entry script given");
    if (gen->bare && (gen->module || gen->require.count > 0))
        return cli_usage("--bare has no modules: leave out --module and --require");
    if (gen->output == NULL)
        gen->output = default_output(gen);
    if (gen->output == NULL)
        return cli_usage("name the blob with --output");
    return check_protection(gen);
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

/* A blob that was made on purpose has no say on the terminal: neither by control characters
 * of ASCII nor by those from U+0080 on. */
static void print_metadata(const char *text, size_t len)
{
    fputs("metadata: ", stdout);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        unsigned char next = i + 1 < len ? (unsigned char)text[i + 1] : 0;
        int is_control = c < 0x20 || c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0);
        putchar(is_control ? '?' : c);
        i += c == 0xc2 && is_control;
    }
    putchar('\n');
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
    printf("fs-verity %s\n", verity_is_on(path) ? "on" : "off");
    print_sections(blob);
    contexts_print(blob);
    if (meta != NULL)
        print_metadata(meta, len);
    else
        printf("metadata: damaged\n");
}

static int inspect(const struct gen *gen)
{
    static const struct snap_open_options anyones = {.allow_unsafe_owner = 1}; /* nothing runs */
    struct snap_blob *blob;
    char name[4096];
    guard_start(gen->inspect);
    snprintf(name, sizeof(name), "%s", gen->inspect);
    if (snap_open_with(gen->inspect, &anyones, &blob, &error) != JSB_OK ||
        contexts_open(&gen->contexts, &blob, name, sizeof(name), &error) != JSB_OK)
        return refuse(NULL, gen->inspect);
    if (gen->validate) {
        if (snap_validate(blob, &error) != JSB_OK || snap_check_unchanged(blob, &error) != JSB_OK)
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

/* What is in a blob can neither be left out nor put in. */
static int check_kind(const struct gen *gen, const struct snap_blob *blob)
{
    struct snap_info info;
    snap_get_info(blob, &info);
    if (gen->bare && info.has_runtime)
        return cli_usage("--bare: %s holds the runtime; make it with --bare", gen->base);
    if (!info.has_runtime && (gen->module || gen->require.count > 0))
        return cli_usage("%s is bare and has no modules: leave out --module and --require",
                         gen->base);
    return 0;
}

static int boot_base(struct gen *gen, struct jsb_vm **vm)
{
    struct snap_blob *blob;
    int rc;
    if (base_blob_open(gen->base, &blob, &gen->base_blob, &gen->inputs, &error) != JSB_OK)
        return refuse(NULL, gen->base);
    rc = check_kind(gen, blob);
    if (rc == 0)
        rc = snap_boot(blob, &gen->vm, vm, &error);
    if (rc < 0)
        rc = rc == JSB_E_SCRIPT || rc == JSB_E_EXIT ? cli_report(&error) : refuse(NULL, gen->base);
    snap_close(blob);
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

/* A build that runs nothing passes its base on as it is. */
static const struct snap_input *origin_of(const struct gen *gen)
{
    const struct base_blob *base = &gen->base_blob;
    if (gen->base == NULL)
        return NULL;
    if (has_sources(gen))
        return &base->self;
    return base->has_origin ? &base->origin : NULL;
}

/* What the scripts have scheduled runs first. */
static int freeze(void *user, struct jsb_vm *vm, void **blob, size_t *size)
{
    const struct gen *gen = user;
    struct snap_options opt = {.generator = "gen_snapshot " JSB_VERSION_STRING};
    if (jsb_loop(vm) != JSB_OK || jsb_flush(vm) != JSB_OK)
        return report_failure(vm);
    if (gen->inputs.failed)
        return cli_message("out of memory"), CLI_FAILED;
    opt.inputs = gen->inputs.list;
    opt.input_count = gen->inputs.count;
    opt.origin = origin_of(gen);
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

/* The signature is made first, so that a wrong password leaves all as it was.  Of the two files
 * the blob is written first: with the old signature it is refused. */
static int save(struct gen *gen, const void *blob, size_t size)
{
    int rc = sign_blob(&gen->sign, gen->output, blob, size);
    if (gen->saved_stdout >= 0)
        dup2(gen->saved_stdout, STDOUT_FILENO);
    if (rc == 0 && snap_save(gen->output, blob, size, &error) != JSB_OK)
        rc = cli_report(&error);
    if (rc == 0)
        rc = sign_save(&gen->sign, gen->output);
    return rc == 0 && gen->verity ? verity_enable(gen->output) : rc;
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
    sign_abandon();
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
