/* SPDX-License-Identifier: MIT
 * jsrun.c - run a script, on top of a snapshot if one is given. */
#include "cli.h"
#include "compile_cache.h"
#include "exe_run.h"
#include "explain.h"
#include "guard.h"
#include "trust.h"

#include <errno.h>
#include <snapshot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* With less not even an error can be shown. */
enum { STACK_LEAST = 16384 };

enum mode { MODE_UNSET, MODE_ON, MODE_AUTO, MODE_OFF };
enum verify { VERIFY_UNSET, VERIFY_HEADER, VERIFY_FULL };

struct run {
    const char *snapshot;
    const char *name; /* of the snapshot, for the program */
    const char *context; /* of the snapshot, NULL for the common one */
    enum mode mode;
    enum verify verify;
    int bare, print, check, trace, interactive;
    const char *code;
    size_t require_count;
    struct snap_open_options open;
    struct snap_trust trust;
    struct jsb_options vm;
    struct compile_cache cache;
    struct snap_blob *blob; /* open until the end, when it is asked whether it changed */
    struct jsb_vm *js;      /* NULL until it is there */
    double times[4]; /* microseconds: start, blob open, VM there, script done */
    int has_main;
    char **words; /* what follows the options */
    int word_count;
    const char *entry; /* script, "-", "[eval]" or the blob that has a main function */
};

static struct jsb_error error CLI_COLD; /* large: not on the stack */
static const char *preloads[32] CLI_COLD; /* of --require */

static const char usage_text[] =
    "usage: jsrun [options] [script.js | -] [arguments]\n"
    "       jsrun [options] -e code | -p code [arguments]\n"
    "\n"
    "  --snapshot FILE        boot from a blob made by gen_snapshot\n"
    "  --snapshot-blob FILE   the same\n"
    "  --context NAME         boot the blob's context NAME\n"
    "  --snapshot-mode MODE   on: a blob that cannot be used is an error; auto: warn and\n"
    "                         start without it; off: use none\n"
    "  --verify LEVEL         what of a blob to check before it runs: header or full\n"
    "  --trusted-key KEY      the blob must be signed with this minisign key; a file or the key\n"
    "  --signature FILE       where its signature is, without this option in BLOB.minisig\n"
    "  --allow-unsafe-owner   also a blob that other users could have written\n"
    "  --bare                 without a snapshot: the engine and print only\n"
    "  -e, --eval CODE        run CODE as a script\n"
    "  -p, --print CODE       run CODE as a script and print its value\n"
    "  -c, --check            check the syntax of the script, do not run it\n"
    "  -i, --interactive      then read lines, run them and print their values\n"
    "  -r, --require MODULE   load MODULE first; may be repeated\n"
    "  --compile-cache[=DIR|URL]  keep what is compiled of files in a folder, and take it from\n"
    "                         there; with an address other machines share it\n"
    "  --compile-cache-wait MS  most that a run waits for that address, in all; default 100\n"
    "  --no-compile-cache     do not, whatever the environment and the script say\n"
    "  --compile-cache-size SIZE  most bytes in the folder, with suffix k, M or G; default 256M\n"
    "  --compile-cache-stats  print how much is in the folder\n"
    "  --clear-compile-cache  empty it\n"
    "  --memory-limit SIZE    most memory for JavaScript, with suffix k, M or G\n"
    "  --stack-size SIZE      most C stack for JavaScript, with suffix k, M or G\n"
    "  --seed N               seed of Math.random, to repeat a run; without it each differs\n"
    "  --startup-trace        say on standard error how long each step took\n"
    "  -h, --help             print this help\n"
    "  -v, --version          print the version\n"
    "\n"
    "Options end at the script's name.  Environment: JSRUN_SNAPSHOT names a blob to use if\n"
    "it fits, JSRUN_VERIFY and JSRUN_TRUSTED_KEY are as the options, JSRUN_COMPILE_CACHE is\n"
    "a folder, an address, 1 or 0.  Exit status: 0; 1 uncaught error; 9 usage; 14 snapshot refused; or\n"
    "what the script gives to process.exit().\n";

enum {
    OPT_SNAPSHOT = 256,
    OPT_CONTEXT,
    OPT_MODE,
    OPT_VERIFY,
    OPT_TRUSTED_KEY,
    OPT_SIGNATURE,
    OPT_UNSAFE_OWNER,
    OPT_BARE,
    OPT_MEMORY,
    OPT_STACK,
    OPT_SEED,
    OPT_TRACE
};

static const struct option options[] = {
    {"snapshot", required_argument, NULL, OPT_SNAPSHOT},
    {"snapshot-blob", required_argument, NULL, OPT_SNAPSHOT},
    {"context", required_argument, NULL, OPT_CONTEXT},
    {"snapshot-mode", required_argument, NULL, OPT_MODE},
    {"verify", required_argument, NULL, OPT_VERIFY},
    {"trusted-key", required_argument, NULL, OPT_TRUSTED_KEY},
    {"signature", required_argument, NULL, OPT_SIGNATURE},
    {"allow-unsafe-owner", no_argument, NULL, OPT_UNSAFE_OWNER},
    {"bare", no_argument, NULL, OPT_BARE},
    {"eval", required_argument, NULL, 'e'},
    {"print", required_argument, NULL, 'p'},
    {"check", no_argument, NULL, 'c'},
    {"interactive", no_argument, NULL, 'i'},
    {"require", required_argument, NULL, 'r'},
    {"compile-cache", optional_argument, NULL, CACHE_OPT_ON},
    {"no-compile-cache", no_argument, NULL, CACHE_OPT_OFF},
    {"compile-cache-wait", required_argument, NULL, CACHE_OPT_WAIT},
    {"compile-cache-size", required_argument, NULL, CACHE_OPT_SIZE},
    {"compile-cache-stats", no_argument, NULL, CACHE_OPT_STATS},
    {"clear-compile-cache", no_argument, NULL, CACHE_OPT_CLEAR},
    {"memory-limit", required_argument, NULL, OPT_MEMORY},
    {"stack-size", required_argument, NULL, OPT_STACK},
    {"seed", required_argument, NULL, OPT_SEED},
    {"startup-trace", no_argument, NULL, OPT_TRACE},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'v'},
    {NULL, 0, NULL, 0},
};

/* -------------------------------------------------------------------- options */

static int set_mode(struct run *run, const char *text)
{
    if (strcmp(text, "on") == 0)
        run->mode = MODE_ON;
    else if (strcmp(text, "auto") == 0)
        run->mode = MODE_AUTO;
    else if (strcmp(text, "off") == 0)
        run->mode = MODE_OFF;
    else
        return cli_usage("--snapshot-mode is on, auto or off, not '%s'", text);
    return 0;
}

static int set_verify(struct run *run, const char *name, const char *text)
{
    if (strcmp(text, "header") == 0)
        run->verify = VERIFY_HEADER;
    else if (strcmp(text, "full") == 0)
        run->verify = VERIFY_FULL;
    else
        return cli_usage("%s is header or full, not '%s'", name, text);
    return 0;
}

static int set_seed(struct run *run, const char *text)
{
    run->vm.seeded = 1;
    return cli_parse_number(text, &run->vm.seed) == 0
               ? 0 : cli_usage("--seed is a whole number, not '%s'", text);
}

static int set_size(size_t *size, const char *option, const char *text)
{
    if (cli_parse_size(text, size) != 0)
        return cli_usage("%s is a number of bytes with k, M or G, not '%s'", option, text);
    return 0;
}

static int add_require(struct run *run)
{
    if (run->require_count == sizeof(preloads) / sizeof(preloads[0]))
        return cli_usage("too many --require");
    preloads[run->require_count++] = optarg;
    return 0;
}

/* node users type -pe; to getopt that is -p with the argument "e". */
static int set_print(struct run *run, char **argv)
{
    if (strcmp(argv[optind - 1], "-pe") == 0 && optarg == argv[optind - 1] + 2) {
        if (argv[optind] == NULL)
            return cli_usage("option '-pe' needs an argument");
        optarg = argv[optind++];
    }
    run->print = 1;
    run->code = optarg;
    return 0;
}

static int set_trust(struct run *run, int option)
{
    if (option == OPT_TRUSTED_KEY)
        run->trust.trusted_key = optarg;
    else if (option == OPT_SIGNATURE)
        run->trust.signature = optarg;
    else
        run->open.allow_unsafe_owner = 1;
    return 0;
}

/* What set_option() does not know. */
static int set_other(struct run *run, int option, char **argv)
{
    int rc = compile_cache_option(&run->cache, option, optarg);
    return rc == -1 ? cli_bad_option(option, argv, options) : rc;
}

static int set_option(struct run *run, int option, char **argv)
{
    switch (option) {
    case OPT_SNAPSHOT:
        run->snapshot = optarg;
        return 0;
    case OPT_CONTEXT:
        run->context = optarg;
        return 0;
    case OPT_MODE:
        return set_mode(run, optarg);
    case OPT_VERIFY:
        return set_verify(run, "--verify", optarg);
    case OPT_TRUSTED_KEY:
    case OPT_SIGNATURE:
    case OPT_UNSAFE_OWNER:
        return set_trust(run, option);
    case OPT_BARE:
        run->bare = 1;
        return 0;
    case 'p':
        return set_print(run, argv);
    case 'e':
        run->code = optarg;
        return 0;
    case 'c':
        run->check = 1;
        return 0;
    case 'i':
        run->interactive = 1;
        return 0;
    case 'r':
        return add_require(run);
    case OPT_MEMORY:
        return set_size(&run->vm.memory_limit, "--memory-limit", optarg);
    case OPT_STACK:
        if (set_size(&run->vm.stack_limit, "--stack-size", optarg) != 0)
            return CLI_USAGE;
        return run->vm.stack_limit == 0 || run->vm.stack_limit >= STACK_LEAST
                   ? 0
                   : cli_usage("--stack-size is at least 16k, not '%s'", optarg);
    case OPT_SEED:
        return set_seed(run, optarg);
    case OPT_TRACE:
        run->trace = 1;
        return 0;
    case 'h':
        return cli_print_and_leave(usage_text);
    case 'v':
        return cli_print_and_leave("jsrun " JSB_VERSION_STRING "\n");
    default:
        return set_other(run, option, argv);
    }
}

/* A variable that is empty is as good as none. */
static const char *set_variable(const char *value)
{
    return value != NULL && value[0] != '\0' ? value : NULL;
}

/* Few environments have any of our variables: one look is less than one for each. */
static int has_variables(void)
{
    for (char **at = environ; at != NULL && *at != NULL; at++)
        if ((*at)[0] == 'J' && strncmp(*at, "JSRUN_", 6) == 0)
            return 1;
    return 0;
}

/* Where this program has more rights than its caller, the caller's environment has no say. */
static int read_variables(struct run *run, const char **cache)
{
    const char *level = set_variable(secure_getenv("JSRUN_VERIFY"));
    *cache = set_variable(secure_getenv("JSRUN_COMPILE_CACHE"));
    if (run->snapshot == NULL && run->mode != MODE_OFF) {
        run->snapshot = set_variable(secure_getenv("JSRUN_SNAPSHOT"));
        if (run->snapshot != NULL && run->mode == MODE_UNSET)
            run->mode = MODE_AUTO;
    }
    if (run->snapshot != NULL && run->mode != MODE_OFF && run->trust.trusted_key == NULL)
        run->trust.trusted_key = secure_getenv("JSRUN_TRUSTED_KEY");
    if (run->verify == VERIFY_UNSET && level != NULL)
        return set_verify(run, "JSRUN_VERIFY", level);
    return 0;
}

/* What the options leave open, and what both mean. */
static int read_environment(struct run *run)
{
    const char *cache = NULL;
    int rc = has_variables() ? read_variables(run, &cache) : 0;
    if (run->mode == MODE_OFF)
        run->snapshot = NULL;
    if (run->trust.trusted_key != NULL) {
        run->open.verify = trust_verify;
        run->open.user = &run->trust;
    }
    if (run->cache.is_given || cache != NULL)
        compile_cache_apply(&run->cache, cache, run->trace, &run->vm);
    return rc;
}

/* Options that say what a blob has to be need one, or the word that there is to be none. */
static int check_blob_options(const struct run *run)
{
    if (run->snapshot == NULL && run->mode == MODE_OFF)
        return 0;
    if (run->snapshot == NULL && run->trust.trusted_key != NULL)
        return cli_usage("--trusted-key needs --snapshot: there is no blob to verify");
    if (run->snapshot == NULL && run->trust.signature != NULL)
        return cli_usage("--signature needs --snapshot: there is no blob to verify");
    if (run->trust.signature != NULL && run->trust.trusted_key == NULL)
        return cli_usage("--signature: say with --trusted-key whose it has to be");
    if (run->snapshot == NULL && run->context != NULL)
        return cli_usage("--context needs a snapshot");
    if (run->snapshot == NULL && run->mode == MODE_ON)
        return cli_usage("--snapshot-mode=on: no snapshot is given");
    return 0;
}

/* What the options, with the environment, contradict. */
static int check_options(const struct run *run)
{
    int rc = check_blob_options(run);
    if (rc == 0 && run->check && run->code != NULL)
        return cli_usage("--check takes a script, not --eval or --print");
    if (rc == 0 && run->check && run->interactive)
        return cli_usage("--check runs nothing, --interactive does");
    if (rc == 0 && run->bare && run->require_count > 0)
        return cli_usage("--bare has no modules: leave out --require");
    return rc;
}

static int parse_options(struct run *run, int argc, char **argv)
{
    int option, rc = 0;
    opterr = 0;
    while (rc == 0 && (option = getopt_long(argc, argv, "+:e:p:cir:hv", options, NULL)) != -1)
        rc = set_option(run, option, argv);
    if (rc == 0)
        rc = read_environment(run);
    return rc == 0 ? check_options(run) : rc;
}

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

static int boot(struct run *run);

static int boot_blob(struct run *run)
{
    int bare = run->bare;
    struct snap_info info;
    int rc;
    snap_get_info(run->blob, &info);
    if (bare && info.has_runtime && run->snapshot != NULL)
        return refuse_runtime(run);
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
        rc = jsb_require(vm, preloads[i]);
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
    rc = parse_options(run, argc, argv);
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
    run.vm.locate_errors = 1;
    _exit(run_vm(&run));
}
