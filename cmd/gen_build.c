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
        return 0;
    case GEN_OPT_REPORT:
        build->report = word;
        return 0;
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
    case GEN_OPT_CONFIG:
        return config_is_read(word) ? 0 : cli_usage("--config: once, and written in full");
    default:
        return -1;
    }
}
