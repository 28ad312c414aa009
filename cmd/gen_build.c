/* SPDX-License-Identifier: MIT
 * gen_build.c - gen_snapshot's options for builds. */
#include "gen_build.h"

#include "cli.h"
#include "config.h"
#include "timeout.h"

#include <string.h>

enum { DEFAULT_TIMEOUT_S = 60 };

void gen_build_start(struct gen_build *build)
{
    build->timeout = DEFAULT_TIMEOUT_S;
    cache_start(&build->cache);
}

int gen_build_matters(const char *name)
{
    /* They say where things go, what is told, or whether there is a blob at all. */
    static const char *const others[] = {
        "output", "exe", "compress", "config",    "depfile",            "report",
        "quiet",  "verbose", "print-key", "verify-reproducible", "timeout",
        "sign",   "sign-password-file", "verity", "memory-limit", "allow-unsafe-owner",
        "cache", "cache-size", "cache-timeout"};
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        if (strcmp(name, others[i]) == 0)
            return 0;
    return 1;
}

int gen_build_note(struct gen_build *build, const char *name, const char *value)
{
    if (build->given_count == GIVEN_MAX)
        return cli_usage("more than %d options", GIVEN_MAX);
    build->given[build->given_count++] = (struct given){name, value};
    return 0;
}

static int set_look(struct look *look, enum look_mode mode, const char *word)
{
    if (look->mode != LOOK_NONE)
        return cli_usage("--dump, --diff and --why: one of them");
    look->mode = mode;
    look->word = word;
    if (mode == LOOK_DUMP && strcmp(word, "json") != 0)
        return cli_usage("--dump is json, not '%s'", word);
    return 0;
}

int gen_build_option(struct gen_build *build, int option, const char *word)
{
    switch (option) {
    case GEN_OPT_IO:
        return policy_set_mode(&build->policy, word);
    case GEN_OPT_ALLOW_READ:
        return policy_allow_read(&build->policy, word);
    case GEN_OPT_ALLOW_ENV:
        return policy_allow_env(&build->policy, word);
    case GEN_OPT_TIMEOUT:
        return timeout_parse(word, &build->timeout) == 0
                   ? 0
                   : cli_usage("--timeout is a number of seconds, not '%s'", word);
    case GEN_OPT_DEPFILE:
        build->depfile = word;
        return word[0] ? 0 : cli_usage("--depfile needs a name");
    case GEN_OPT_REPORT:
        build->report = word;
        return word[0] ? 0 : cli_usage("--report needs a name");
    case GEN_OPT_PRINT_KEY:
        build->print_key = 1;
        return 0;
    case GEN_OPT_VERIFY_REPRODUCIBLE:
        build->verify_reproducible = 1;
        return 0;
    case GEN_OPT_DUMP:
        return set_look(&build->look, LOOK_DUMP, word);
    case GEN_OPT_DIFF:
        return set_look(&build->look, LOOK_DIFF, word);
    case GEN_OPT_WHY:
        return set_look(&build->look, LOOK_WHY, word);
    case GEN_OPT_JSON:
        build->look.json = 1;
        return 0;
    case GEN_OPT_EXE:
        build->exe = word;
        return word[0] ? 0 : cli_usage("--exe needs a name");
    case GEN_OPT_COMPRESS:
        build->compress = strcmp(word, "zstd") == 0;
        return build->compress || strcmp(word, "none") == 0
                   ? 0
                   : cli_usage("--compress is none or zstd, not '%s'", word);
    case GEN_OPT_CONFIG:
        return config_is_read(word) ? 0 : cli_usage("--config: once, and written in full");
    default:
        return cache_option(&build->cache, option, word);
    }
}
