/* SPDX-License-Identifier: MIT
 * gen_options.c - gen_snapshot's command line. */
#include "gen_options.h"

#include "assets.h"
#include "cli.h"
#include "config.h"
#include "exe_write.h"
#include "ship.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage_text[] =
    "usage: gen_snapshot [options] [-o blob] [--] entry.js ...\n"
    "       gen_snapshot [options] [-o blob] [--] folder|archive\n"
    "       gen_snapshot --base blob [options] [-o blob] [--] [entry.js ...]\n"
    "       gen_snapshot --info blob | --validate blob [--context name]\n"
    "       gen_snapshot --extract blob -C folder [--force] [--context name]\n"
    "       gen_snapshot --dump=json blob | --diff blob blob | --why path blob\n"
    "\n"
    "  -o, --output FILE     where the blob goes, - for standard output; without it, the\n"
    "                        first entry's name with .bin in the current folder\n"
    "  -e, --eval CODE       run CODE before the entries; may be repeated\n"
    "  -r, --require MODULE  load MODULE before anything else; may be repeated\n"
    "  --context NAME=SCRIPT run SCRIPT on a copy of what the entries leave behind, to be\n"
    "                        booted by NAME; may be repeated\n"
    "  --context NAME        with --info, --validate and --extract: look at one context\n"
    "  --module              run the entries as CommonJS modules, not as scripts\n"
    "  --asset GLOB          put files into the blob that fs finds below /snapshot; may be\n"
    "                        repeated\n"
    "  --main SCRIPT         compile SCRIPT and what it requires: the blob runs it after boot\n"
    "  --precompile MODULE   compile MODULE and what it requires, to be required after boot;\n"
    "                        may be repeated\n"
    "  --train SCRIPT        lay out the blob by what SCRIPT uses: it runs once on a copy of the\n"
    "                        heap, as jsrun would run it, and prints nothing; . is the blob's\n"
    "                        main function\n"
    "  --train-arg WORD      a word for the process.argv of --train; may be repeated\n"
    "  --strip-source        leave the text of the sources out of the blob\n"
    "  --max-archive-size SIZE\n"
    "                        most bytes that an archive may unpack to (512M)\n"
    "  --max-archive-files N most entries that an archive may have (100000)\n"
    "  --max-archive-ratio N most bytes out of one byte of an archive (200)\n"
    "  --base BLOB           go on from what is in BLOB\n"
    "  --allow-unsafe-owner  also from a blob that other users could have written\n"
    "  --bare                the engine and print only, no runtime\n"
    "  --keep-paths          scripts see real paths, not /snapshot/...\n"
    "  --io=MODE             what scripts may touch outside of the blob: strict (nothing), the\n"
    "                        default, report or allow\n"
    "  --allow-read=DIR      strict: they may read below DIR; may be repeated\n"
    "  --allow-env=A,B       they see these variables of the environment\n"
    "  --timeout SEC         longest time a build may take; 60 if it is not given, 0 for ever\n"
    "  --seed N              seed of Math.random while the blob is made\n"
    "  --memory-limit SIZE   most memory for JavaScript, with suffix k, M or G\n"
    "  --compress=none|zstd  pack the blob for shipping: it is unpacked before it boots\n"
    "  --exe FILE            make one executable program of jsrun and the blob\n"
    "  --config FILE         options from a file in JSON: {\"option\": value ..}\n"
    "  --depfile FILE        write what the blob was made of, for make and ninja\n"
    "  --report FILE         write a report of the build in JSON\n"
    "  --print-key           print the key of the build and make no blob; nothing runs if the\n"
    "                        report of an earlier build, named by --report, still holds\n"
    "  --cache DIR|URL       take the blob from there if it was made before, else keep it there\n"
    "  --cache-size SIZE     most bytes in DIR, 1G if it is not given, 0 for any number\n"
    "  --cache-timeout SEC   longest time for a request to URL; 30 if it is not given\n"
    "  --verify-reproducible make the blob twice in different surroundings and compare\n"
    "  --sign KEY            sign the blob with a minisign secret key, in FILE.minisig\n"
    "  --sign-password-file FILE\n"
    "                        the key's password; without it, the terminal is asked\n"
    "  --verity              have the file system protect the blob with fs-verity\n"
    "  --info BLOB           say what is in a blob\n"
    "  --validate BLOB       check every byte of a blob\n"
    "  --extract BLOB        write the sources and assets that are in a blob to files\n"
    "  -C, --directory FOLDER\n"
    "                        with --extract: where they go\n"
    "  --force               with --extract: replace files that are there\n"
    "  --dump=json BLOB      print each block of its heap, with sizes and references\n"
    "  --diff BLOB BLOB      say what grew from one to the other\n"
    "  --why PATH BLOB       say what keeps PATH, such as app.cache, and how much it keeps\n"
    "  --json                --info, --diff and --why in JSON\n"
    "  -q, --quiet           no progress\n"
    "  --verbose             progress also when standard error is no terminal\n"
    "  -h, --help            print this help\n"
    "  -v, --version         print the version\n"
    "\n"
    "An archive is tar, plain or packed with gzip or Zstandard, or zip; - reads it, or a\n"
    "script, from standard input.  Folders and archives start as packages do, by \"main\"\n"
    "of package.json.\n"
    "\n"
    "Entries run in order in one global scope, in a virtual clock that starts at\n"
    "SOURCE_DATE_EPOCH or 1970, in UTC, and see no variables.  Exit status: 0; 1 a\n"
    "script failed or something cannot be frozen or written; 9 usage; 14 --base,\n"
    "--info, --validate or --extract refused a blob; or what a script gave to process.exit().\n";

enum {
    OPT_CONTEXT = 256,
    OPT_MODULE,
    OPT_BARE,
    OPT_ASSET,
    OPT_MAIN,
    OPT_PRECOMPILE,
    OPT_TRAIN,
    OPT_TRAIN_ARG,
    OPT_STRIP_SOURCE,
    OPT_MAX_SIZE,
    OPT_MAX_FILES,
    OPT_MAX_RATIO,
    OPT_EXTRACT,
    OPT_FORCE,
    OPT_BASE,
    OPT_UNSAFE_OWNER,
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
    {"asset", required_argument, NULL, OPT_ASSET},
    {"main", required_argument, NULL, OPT_MAIN},
    {"precompile", required_argument, NULL, OPT_PRECOMPILE},
    {"train", required_argument, NULL, OPT_TRAIN},
    {"train-arg", required_argument, NULL, OPT_TRAIN_ARG},
    {"strip-source", no_argument, NULL, OPT_STRIP_SOURCE},
    {"max-archive-size", required_argument, NULL, OPT_MAX_SIZE},
    {"max-archive-files", required_argument, NULL, OPT_MAX_FILES},
    {"max-archive-ratio", required_argument, NULL, OPT_MAX_RATIO},
    {"extract", required_argument, NULL, OPT_EXTRACT},
    {"directory", required_argument, NULL, 'C'},
    {"force", no_argument, NULL, OPT_FORCE},
    {"base", required_argument, NULL, OPT_BASE},
    {"allow-unsafe-owner", no_argument, NULL, OPT_UNSAFE_OWNER},
    {"keep-paths", no_argument, NULL, OPT_KEEP_PATHS},
    {"io", required_argument, NULL, GEN_OPT_IO},
    {"allow-read", required_argument, NULL, GEN_OPT_ALLOW_READ},
    {"allow-env", required_argument, NULL, GEN_OPT_ALLOW_ENV},
    {"timeout", required_argument, NULL, GEN_OPT_TIMEOUT},
    {"dump", required_argument, NULL, GEN_OPT_DUMP},
    {"diff", required_argument, NULL, GEN_OPT_DIFF},
    {"why", required_argument, NULL, GEN_OPT_WHY},
    {"json", no_argument, NULL, GEN_OPT_JSON},
    {"exe", required_argument, NULL, GEN_OPT_EXE},
    {"compress", required_argument, NULL, GEN_OPT_COMPRESS},
    {"config", required_argument, NULL, GEN_OPT_CONFIG},
    {"depfile", required_argument, NULL, GEN_OPT_DEPFILE},
    {"report", required_argument, NULL, GEN_OPT_REPORT},
    {"print-key", no_argument, NULL, GEN_OPT_PRINT_KEY},
    {"cache", required_argument, NULL, CACHE_OPT_PLACE},
    {"cache-size", required_argument, NULL, CACHE_OPT_SIZE},
    {"cache-timeout", required_argument, NULL, CACHE_OPT_TIMEOUT},
    {"verify-reproducible", no_argument, NULL, GEN_OPT_VERIFY_REPRODUCIBLE},
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

static int set_inspect(struct gen *gen, int validate)
{
    if (gen->inspect != NULL)
        return cli_usage("--info and --validate: one of them, and one blob");
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
    case OPT_UNSAFE_OWNER:
        gen->base_trust.allow_unsafe_owner = 1;
        return 0;
    case OPT_STRIP_SOURCE:
        gen->strip_source = 1;
        return 0;
    case OPT_FORCE:
        gen->extract.force = 1;
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

static int set_limit(const char *name, uint64_t *limit)
{
    if (cli_parse_number(optarg, limit) == 0 && *limit > 0)
        return 0;
    return cli_usage("%s is a whole number above 0, not '%s'", name, optarg);
}

static int set_input(struct gen *gen, int option, char **argv)
{
    struct archive_limits *limits = &gen->package.limits;
    switch (option) {
    case OPT_ASSET:
        return assets_check(optarg) == 0 ? add_word(&gen->assets, optarg) : CLI_USAGE;
    case OPT_MAIN:
        gen->main = optarg;
        return optarg[0] && strcmp(optarg, "-") != 0
                   ? 0
                   : cli_usage("--main needs the name of a script, in a file");
    case OPT_PRECOMPILE:
        return optarg[0] ? add_word(&gen->precompile, optarg)
                         : cli_usage("--precompile needs the name of a module");
    case OPT_TRAIN:
        gen->train.script = optarg;
        return optarg[0] && strcmp(optarg, "-") != 0
                   ? 0
                   : cli_usage("--train needs the name of a script, in a file");
    case OPT_TRAIN_ARG:
        return add_word(&gen->train.args, optarg);
    case OPT_MAX_SIZE:
        if (cli_parse_size(optarg, &limits->size) != 0 || limits->size == 0)
            return cli_usage("--max-archive-size is a number of bytes with k, M or G, not '%s'",
                             optarg);
        return 0;
    case OPT_MAX_FILES:
        return set_limit("--max-archive-files", &limits->files);
    case OPT_MAX_RATIO:
        return set_limit("--max-archive-ratio", &limits->ratio);
    case OPT_EXTRACT:
        gen->extract.blob = optarg;
        return 0;
    case 'C':
        gen->extract.folder = optarg;
        return 0;
    default:
        return set_flag(gen, option, argv);
    }
}

static int set_option(struct gen *gen, int option, char **argv)
{
    int rc = gen_build_option(&gen->build, option, optarg);
    if (rc >= 0)
        return rc;
    switch (option) {
    case 'o':
        gen->output = optarg;
        return optarg[0] ? 0 : cli_usage("--output needs a name, or - for standard output");
    case 'e':
        return add_word(&gen->code, optarg);
    case 'r':
        return optarg[0] ? add_word(&gen->require, optarg)
                         : cli_usage("--require needs the name of a module");
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
        return set_inspect(gen, 0);
    case OPT_VALIDATE:
        return set_inspect(gen, 1);
    default:
        return set_input(gen, option, argv);
    }
}

int gen_shows_progress(const struct gen *gen)
{
    return !gen->quiet && (gen->verbose || isatty(STDERR_FILENO));
}

int gen_has_sources(const struct gen *gen)
{
    return gen->entries.count + gen->code.count + gen->require.count + gen->precompile.count > 0 ||
           gen->main != NULL;
}

static int is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

/* Whether a file that is to be written is the one of --base. */
static int is_base(const struct gen *gen, const char *path)
{
    return gen->base != NULL && is_same_file(gen->base, path);
}

/* A slip such as -o app.js app.js must not cost the source. */
static int check_output(const struct gen *gen)
{
    for (size_t i = 0; i < gen->entries.count; i++)
        if (strcmp(gen->output, "-") != 0 && is_same_file(gen->entries.list[i], gen->output))
            return cli_usage("--output: the blob would replace the entry '%s'",
                             gen->entries.list[i]);
    if (gen->main != NULL && strcmp(gen->output, "-") != 0 && is_same_file(gen->main, gen->output))
        return cli_usage("--output: the blob would replace the script '%s'", gen->main);
    return 0;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The name of a folder may be "." or end with a slash; NULL if the entry is none. */
static const char *folder_name(const char *entry)
{
    static char real[PATH_MAX];
    struct stat st;
    return stat(entry, &st) == 0 && S_ISDIR(st.st_mode) && realpath(entry, real) != NULL
               ? last_part(real)
               : NULL;
}

/* "lib/app.js" makes "app.bin"; NULL if that would be no good name. */
static const char *default_output(const struct gen *gen)
{
    static char name[256];
    const char *entry = gen->entries.count ? gen->entries.list[0] : gen->main ? gen->main : "-";
    const char *folder = folder_name(entry);
    const char *file = folder ? folder : strcmp(entry, "-") == 0 ? "snapshot" : last_part(entry);
    size_t stem = folder ? strlen(folder) : package_stem(file);
    int len = snprintf(name, sizeof(name), "%.*s.bin%s", (int)stem, file,
                       gen->build.compress ? ".zst" : "");
    if ((size_t)len >= sizeof(name) || stem == 0 || strcmp(name, file) == 0 || is_base(gen, name))
        return NULL;
    return name;
}

/* A signature lies beside its blob, and a file system protects files only. */
static int check_protection(const struct gen *gen)
{
    char name[PATH_MAX];
    struct stat st;
    const char *option = gen->sign.key ? "--sign" : gen->verity ? "--verity" : NULL;
    int is_file = strcmp(gen->output, "-") != 0 &&
                  (stat(gen->output, &st) != 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode));
    if (option != NULL && !is_file)
        return cli_usage("%s needs a blob in a file: name one with --output", option);
    if (gen->build.compress && gen->verity)
        return cli_usage("--verity is for a blob that boots, not for --compress=zstd");
    if (gen->build.compress && ship_check_name(gen->output) != 0)
        return CLI_USAGE;
    ship_unpacked_name(gen->output, name, sizeof(name));
    return sign_prepare(&gen->sign, name);
}

/* By its long name, whatever was written. */
static int set_and_note(struct gen *gen, int option, char **argv)
{
    int rc = set_option(gen, option, argv);
    const struct option *o = options;
    while (o->name != NULL && o->val != option)
        o++;
    if (rc != 0 || o->name == NULL)
        return rc;
    return gen_build_note(&gen->build, o->name, o->has_arg ? optarg : NULL);
}

/* An executable takes the place of the blob. */
static int check_exe(struct gen *gen)
{
    if (gen->build.exe == NULL)
        return 0;
    if (gen->output != NULL)
        return cli_usage("--exe: the blob goes into the program, leave out --output");
    if (gen->sign.key != NULL || gen->verity)
        return cli_usage("--sign and --verity are for blobs, not for --exe");
    if (gen->build.compress)
        return cli_usage("--compress is for blobs: a program that is packed does not run");
    if (gen->bare)
        return cli_usage("--exe: a main function needs the runtime, leave out --bare");
    gen->output = gen->build.exe;
    return exe_prepare();
}

/* The blob of --dump and its kin is the word that follows their argument. */
static int choose_look(struct gen *gen)
{
    struct look *look = &gen->build.look;
    if (look->json && look->mode == LOOK_NONE && gen->inspect != NULL && !gen->validate)
        look->mode = LOOK_INFO;
    if (look->json && (look->mode == LOOK_NONE || look->mode == LOOK_DUMP))
        return cli_usage("--json is for --info, --diff and --why");
    if (look_blob_count(look) == 0)
        return 0;
    if (gen->inspect != NULL)
        return cli_usage("--info and --validate: not with --dump, --diff or --why");
    if (gen->entries.count != 1)
        return cli_usage("--dump=json BLOB, --diff BLOB BLOB, --why PATH BLOB: %s",
                         gen->entries.count ? "there are too many words" : "the blob is missing");
    gen->inspect = gen->entries.list[--gen->entries.count];
    return 0;
}

/* Options of what looks at a blob and makes none. */
static int check_looking(const struct gen *gen)
{
    const struct extract *extract = &gen->extract;
    if (extract->blob == NULL && (extract->folder != NULL || extract->force))
        return cli_usage("%s needs --extract", extract->folder ? "-C" : "--force");
    if (extract->blob != NULL && extract->folder == NULL)
        return cli_usage("--extract needs -C and a folder for the files");
    if (extract->blob != NULL && gen->inspect != NULL)
        return cli_usage("--extract, --info and --validate: one of them at a time");
    if (gen_is_looking(gen) && gen->entries.count > 0)
        return cli_usage("--info, --validate and --extract take one blob, not also '%s'",
                         gen->entries.list[0]);
    if (gen_is_looking(gen) && gen->contexts.count > 1)
        return cli_usage("--info, --validate and --extract take one --context");
    return 0;
}

static int check_making(struct gen *gen)
{
    int rc = contexts_check(&gen->contexts);
    if (rc == 0)
        rc = cache_check(&gen->build.cache);
    if (rc != 0)
        return rc;
    if (!gen_has_sources(gen) && gen->contexts.count == 0 && gen->base == NULL)
        return cli_usage("no entry script given");
    if (gen->bare && (gen->module || gen->require.count > 0))
        return cli_usage("--bare has no modules: leave out --module and --require");
    if (gen->bare && (gen->main != NULL || gen->precompile.count > 0))
        return cli_usage("--bare has no modules: leave out --main and --precompile");
    if (gen->train.script == NULL && gen->train.args.count > 0)
        return cli_usage("--train-arg needs --train");
    if (gen->bare && gen->assets.count > 0)
        return cli_usage("--bare has no fs: leave out --asset");
    rc = check_exe(gen);
    if (rc != 0)
        return rc;
    if (gen->output == NULL)
        gen->output = default_output(gen);
    if (gen->output == NULL)
        return gen->entries.count > 0
                   ? cli_usage("name the blob with --output: '%s' gives it no name of its own",
                               gen->entries.list[0])
                   : cli_usage("name the blob with --output");
    gen->target = gen->output;
    for (size_t i = 0; i < gen->entries.count && gen->build.verify_reproducible; i++)
        if (strcmp(gen->entries.list[i], "-") == 0)
            return cli_usage("--verify-reproducible cannot read standard input twice");
    return check_output(gen) != 0 ? CLI_USAGE : check_protection(gen);
}

int gen_is_looking(const struct gen *gen)
{
    return gen->inspect != NULL || gen->extract.blob != NULL;
}

int gen_parse_options(struct gen *gen, int argc, char **argv)
{
    int option, rc = config_expand(&argc, &argv, options);
    opterr = 0;
    gen_build_start(&gen->build);
    gen->package.limits = (struct archive_limits){ARCHIVE_SIZE, ARCHIVE_FILES, ARCHIVE_RATIO};
    while (rc == 0 && (option = getopt_long(argc, argv, ":o:e:r:C:qhv", options, NULL)) != -1)
        rc = set_and_note(gen, option, argv);
    for (size_t i = 0; rc == 0 && config_entry(i) != NULL; i++)
        rc = add_word(&gen->entries, config_entry(i));
    for (; rc == 0 && optind < argc; optind++)
        rc = argv[optind][0] ? add_word(&gen->entries, argv[optind])
                             : cli_usage("the name of the script is empty");
    if (rc == 0)
        rc = choose_look(gen);
    if (rc == 0)
        rc = check_looking(gen);
    return rc != 0 || gen_is_looking(gen) ? rc : check_making(gen);
}
