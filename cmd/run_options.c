/* SPDX-License-Identifier: MIT
 * run_options.c - the command line and the environment of jsrun. */
#include "run_options.h"

#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* With less not even an error can be shown. */
enum { STACK_LEAST = 16384 };

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
    if (optarg[0] == '\0')
        return cli_usage("--require needs the name of a module");
    run->preloads = preloads;
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

int run_parse_options(struct run *run, int argc, char **argv)
{
    int option, rc = 0;
    opterr = 0;
    while (rc == 0 && (option = getopt_long(argc, argv, "+:e:p:cir:hv", options, NULL)) != -1)
        rc = set_option(run, option, argv);
    if (rc == 0)
        rc = read_environment(run);
    return rc == 0 ? check_options(run) : rc;
}
