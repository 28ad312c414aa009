/* SPDX-License-Identifier: MIT
 * compile_cache.c - options of jsrun about the code cache. */
#include "compile_cache.h"

#include "address.h"
#include "cli.h"
#include "code_server.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* A byte takes about as long to compile as is waited for it. */
enum { WAIT_MS = 100, WAIT_MOST_MS = 60000 };
#define WAIT_US_A_BYTE 0.05

static struct jsb_error error CLI_COLD; /* large: not on the stack */
static char default_folder[4096] CLI_COLD;

static int set_place(struct compile_cache *cache, const char *word)
{
    const char *problem = NULL;
    cache->mode = CACHE_ON;
    if (word == NULL || word[0] == '\0')
        cache->folder = NULL;
    else if (!address_is(word))
        cache->folder = word;
    else if ((problem = address_problem(word)) == NULL)
        cache->url = word;
    return problem == NULL ? 0 : cli_usage("--compile-cache: %s", problem);
}

static int set_wait(struct compile_cache *cache, const char *word)
{
    if (cli_parse_number(word, &cache->wait_ms) != 0 || cache->wait_ms > WAIT_MOST_MS)
        return cli_usage("--compile-cache-wait is a number of milliseconds up to %d, not '%s'",
                         WAIT_MOST_MS, word);
    cache->has_wait = 1;
    return 0;
}

static int set_size(struct compile_cache *cache, const char *word)
{
    if (cli_parse_size(word, &cache->size) != 0)
        return cli_usage("--compile-cache-size is a number of bytes with k, M or G, not '%s'", word);
    cache->has_size = 1;
    return 0;
}

int compile_cache_option(struct compile_cache *cache, int option, const char *word)
{
    cache->is_given = 1;
    switch (option) {
    case CACHE_OPT_ON:
        return set_place(cache, word);
    case CACHE_OPT_OFF:
        cache->mode = CACHE_OFF;
        return 0;
    case CACHE_OPT_SIZE:
        return set_size(cache, word);
    case CACHE_OPT_WAIT:
        return set_wait(cache, word);
    case CACHE_OPT_STATS:
        cache->stats = 1;
        return 0;
    case CACHE_OPT_CLEAR:
        cache->clear = 1;
        return 0;
    default:
        return -1;
    }
}

static void read_address(struct compile_cache *cache, const char *value)
{
    const char *problem = address_problem(value);
    if (cache->mode == CACHE_OFF || cache->folder != NULL || cache->url != NULL)
        return;
    if (problem != NULL)
        cli_message("JSRUN_COMPILE_CACHE: %s; no server is asked", problem);
    else
        cache->url = value;
}

/* The variable is a folder or an address, or says yes or no.  Options come first, but for the
 * folder that they do not name; with a folder of theirs nobody else is asked. */
static void read_variable(struct compile_cache *cache, const char *value)
{
    int is_off = strcmp(value, "0") == 0;
    if (cache->mode == CACHE_UNSET)
        cache->mode = is_off ? CACHE_OFF : CACHE_ON;
    if (address_is(value))
        read_address(cache, value);
    else if (cache->folder == NULL && !is_off && strcmp(value, "1") != 0)
        cache->folder = value;
}

static const char *find_folder(const struct compile_cache *cache)
{
    if (cache->folder != NULL)
        return cache->folder;
    if (jsb_code_cache_folder(default_folder, sizeof(default_folder)) == JSB_OK)
        return default_folder;
    cli_message("no folder for the compile cache: neither XDG_CACHE_HOME nor HOME is an absolute "
                "path; use --compile-cache=DIR");
    return NULL;
}

void compile_cache_apply(struct compile_cache *cache, const char *value, int trace,
                         struct jsb_options *vm)
{
    uint64_t wait_ms = cache->has_wait ? cache->wait_ms : WAIT_MS;
    if (value != NULL)
        read_variable(cache, value);
    if (cache->has_size)
        vm->code_cache_limit = cache->size != 0 ? cache->size : UINT64_MAX;
    vm->code_cache_off = cache->mode == CACHE_OFF;
    if (cache->mode == CACHE_ON && !cache->stats && !cache->clear)
        vm->code_cache = find_folder(cache);
    if (vm->code_cache != NULL && cache->url != NULL)
        code_server_use(cache->url, (double)wait_ms * 1e3, cache->has_wait ? 0 : WAIT_US_A_BYTE,
                        trace, vm);
}

static void print_size(const struct jsb_code_cache_stats *stats, uint64_t limit)
{
    printf("entries: %" PRIu64 "\nbytes: %" PRIu64, stats->entries, stats->bytes);
    if (limit == UINT64_MAX)
        puts(" of any number");
    else
        printf(" of at most %" PRIu64 "\n", limit != 0 ? limit : JSB_CODE_CACHE_LIMIT);
}

static int print_stats(const char *folder, uint64_t limit)
{
    struct jsb_code_cache_stats stats;
    char day[16] = "";
    struct tm utc;
    time_t when;
    if (jsb_code_cache_count(folder, &stats, &error) != JSB_OK)
        return cli_report(&error);
    printf("folder: %s\n", folder);
    print_size(&stats, limit);
    when = stats.oldest_use;
    if (stats.entries > 0 && gmtime_r(&when, &utc) != NULL &&
        strftime(day, sizeof(day), "%Y-%m-%d", &utc) > 0)
        printf("least recent use: %s\n", day);
    return CLI_OK;
}

static int clear_folder(const char *folder)
{
    uint64_t removed;
    if (jsb_code_cache_clear(folder, &removed, &error) != JSB_OK)
        return cli_report(&error);
    printf("%s: %" PRIu64 " %s removed\n", folder, removed, removed == 1 ? "entry" : "entries");
    return CLI_OK;
}

int compile_cache_request(const struct compile_cache *cache, const struct jsb_options *vm)
{
    const char *folder = find_folder(cache);
    int code = folder != NULL ? CLI_OK : CLI_FAILED;
    if (code == CLI_OK && cache->clear)
        code = clear_folder(folder);
    if (code == CLI_OK && cache->stats)
        code = print_stats(folder, vm->code_cache_limit);
    return code == CLI_OK ? cli_flush() : code;
}

void compile_cache_tell(int kind, const char *text, int trace)
{
    if (kind == JSB_CODE_CACHE_UNSAFE || kind == JSB_CODE_CACHE_NO_FOLDER)
        cli_message("not used as compile cache: %s", text);
    else if (trace)
        cli_message("compile cache: %s", text);
}

void compile_cache_trace(const struct jsb_unit_event *unit)
{
    static const char *const words[] = {[JSB_UNIT_COMPILED] = "compiled",
                                        [JSB_UNIT_CACHED] = "cached",
                                        [JSB_UNIT_PRECOMPILED] = "precompiled"};
    fputs("startup: ", stderr);
    if (unit->state == JSB_UNIT_REJECTED)
        fprintf(stderr, "rejected %s: %s; compiled", unit->name, unit->why);
    else
        fprintf(stderr, "%s %s", words[unit->state], unit->name);
    fprintf(stderr, " in %.0f us\n", unit->us);
}
