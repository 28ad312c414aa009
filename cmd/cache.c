/* SPDX-License-Identifier: MIT
 * cache.c - blobs of earlier builds.
 *
 * In two steps, as only a run shows which files a program asks for: the key of the command names
 * lists of files that its builds have asked for, and what these files are now makes the key of
 * the build, which names the blob and its report. */
#include "cache.h"

#include "address.h"
#include "cache_entry.h"
#include "cache_place.h"
#include "cache_sets.h"
#include "cli.h"
#include "digest.h"
#include "key.h"
#include "report.h"
#include "timeout.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_TIMEOUT_S = 30 };
#define DEFAULT_SIZE ((size_t)1 << 30)

/* -------------------------------------------------------------------------- options */

void cache_start(struct cache *cache)
{
    cache->size = DEFAULT_SIZE;
    cache->timeout = DEFAULT_TIMEOUT_S;
}

static int set_place(struct cache *cache, const char *word)
{
    const char *problem = address_is(word) ? address_problem(word) : NULL;
    if (word[0] == '\0' || strchr(word, '\n') != NULL)
        return cli_usage("--cache is a folder or an address such as http://host/path");
    if (problem != NULL)
        return cli_usage("--cache: %s", problem);
    cache->place = word;
    return 0;
}

int cache_option(struct cache *cache, int option, const char *word)
{
    switch (option) {
    case CACHE_OPT_PLACE:
        return set_place(cache, word);
    case CACHE_OPT_SIZE:
        cache->needy = "--cache-size";
        return cli_parse_size(word, &cache->size) == 0
                   ? 0
                   : cli_usage("--cache-size is a number of bytes, with suffix k, M or G, not '%s'",
                               word);
    case CACHE_OPT_TIMEOUT:
        cache->needy = "--cache-timeout";
        return timeout_parse(word, &cache->timeout) == 0 && cache->timeout >= 0.001
                   ? 0
                   : cli_usage("--cache-timeout is a number of seconds, not '%s'", word);
    default:
        return -1;
    }
}

int cache_check(const struct cache *cache)
{
    return cache->place == NULL && cache->needy != NULL
               ? cli_usage("%s needs --cache", cache->needy)
               : 0;
}

const char **cache_folder(struct cache *cache)
{
    return cache->place == NULL || address_is(cache->place) ? NULL : &cache->place;
}

static void set_name(struct cache *cache)
{
    if (address_is(cache->place))
        address_name(cache->place, cache->name, sizeof(cache->name));
    else
        snprintf(cache->name, sizeof(cache->name), "%s", cache->place);
}

int cache_prepare(struct cache *cache)
{
    extern char **environ;
    size_t count = 0;
    if (cache->place == NULL)
        return 0;
    set_name(cache);
    while (environ != NULL && environ[count] != NULL)
        count++;
    cache->environment = calloc(count + 1, sizeof(char *));
    if (cache->environment == NULL)
        return cli_message("out of memory"), CLI_FAILED;
    if (count > 0)
        memcpy(cache->environment, environ, count * sizeof(char *));
    return 0;
}

void cache_free(struct cache *cache)
{
    free(cache->environment);
    free(cache->report);
    cache->environment = NULL;
    cache->report = NULL;
}

/* --------------------------------------------------------------------------- places */

static void warn(struct cache *cache, const char *what, const char *why)
{
    if (!cache->off)
        cli_message("%s: %s: %s", cache->name, what, why);
    cache->off = 1;
}

static int open_place(struct cache_place *place, const struct cache *cache, int writes)
{
    *place = (struct cache_place){.cache = cache, .fd = -1, .data = -1};
    return address_is(cache->place) ? cache_server_open(place) : cache_folder_open(place, writes);
}

static void close_place(struct cache_place *place)
{
    if (address_is(place->cache->place))
        cache_server_close(place);
    else
        cache_folder_close(place);
}

static int get(struct cache_place *place, const char *path, size_t most, struct cache_bytes *out)
{
    return address_is(place->cache->place) ? cache_server_get(place, path, most, out)
                                           : cache_folder_get(place, path, most, out);
}

static int put(struct cache_place *place, const char *kind, const char *key, const void *data,
               size_t len)
{
    char path[80];
    snprintf(path, sizeof(path), "%s/%s", kind, key);
    return address_is(place->cache->place) ? cache_server_put(place, path, data, len)
                                           : cache_folder_put(place, path, data, len);
}

/* What is damaged makes room for what is good. */
static int refuse(struct cache_place *place, const char *path, const char *why)
{
    place->refused = 1;
    if (!address_is(place->cache->place))
        cache_folder_drop(place, path);
    return cache_place_fail(place, "%s: %s", path, why);
}

static int get_entry(struct cache_place *place, const char *key, struct cache_entry *entry)
{
    struct cache_bytes data = {0};
    char path[80];
    int rc;
    snprintf(path, sizeof(path), "ac/%s", key);
    rc = get(place, path, CACHE_ENTRY_MAX, &data);
    if (rc == 1 && cache_entry_read(entry, data.bytes, data.len) != 0)
        rc = refuse(place, path, "this is no entry of a cache");
    free(data.bytes);
    return rc;
}

/* One file of an entry, by the end of its name: what was stored under another key has another
 * name.  The text is terminated. */
static int get_file(struct cache_place *place, const struct cache_entry *entry, const char *key,
                    const char *suffix, size_t most, struct cache_bytes *out)
{
    char name[CACHE_NAME_SIZE], path[80], hex[INPUTS_HEX_SIZE];
    const struct cache_file *file;
    int rc;
    *out = (struct cache_bytes){0};
    snprintf(name, sizeof(name), "%s%s", key, suffix);
    file = cache_entry_find(entry, name);
    snprintf(path, sizeof(path), "ac/%s", key);
    if (file == NULL || file->size > most)
        return refuse(place, path, "the entry is of another key");
    snprintf(path, sizeof(path), "cas/%s", file->sha256);
    rc = get(place, path, (size_t)file->size, out);
    if (rc != 1)
        return rc;
    digest_bytes(out->bytes, out->len, hex);
    if (out->len != file->size)
        return refuse(place, path, "the length is not that of the entry");
    if (strcmp(hex, file->sha256) != 0)
        return refuse(place, path, "the digest is not that of the entry");
    out->bytes[out->len] = '\0';
    return 1;
}

/* --------------------------------------------------------------------------- finding */

/* The lists of files of a command. */
static int get_sets(struct cache_place *place, const char *key, struct json_object **sets)
{
    struct cache_entry entry;
    struct cache_bytes data = {0};
    int rc = get_entry(place, key, &entry);
    if (rc == 1)
        rc = get_file(place, &entry, key, ".sets", CACHE_SETS_MAX, &data);
    *sets = rc == 1 ? cache_sets_read(data.bytes, data.len) : NULL;
    free(data.bytes);
    return rc;
}

/* The key under which lists are kept is not one that --print-key prints. */
static int sets_key(const struct gen *gen, char command[INPUTS_HEX_SIZE],
                    char key[INPUTS_HEX_SIZE])
{
    char text[INPUTS_HEX_SIZE + 32];
    if (key_of_command(gen, command) != 0)
        return 0;
    snprintf(text, sizeof(text), "jsboot-sets-1 %s", command);
    digest_bytes(text, strlen(text), key);
    return 1;
}

/* Not more than the header is looked at: the digest is right, and so was what had it. */
static int check_blob(struct cache_place *place, const char *key, const struct cache_bytes *blob)
{
    static struct jsb_error error; /* large: not on the stack */
    struct snap_blob *open;
    char path[80];
    snprintf(path, sizeof(path), "ac/%s", key);
    if (snap_open_memory(blob->bytes, blob->len, &open, &error) != JSB_OK)
        return refuse(place, path, error.message);
    snap_close(open);
    return 1;
}

/* The blob last, as its time is that of use: what goes first must be what leads to it. */
static int get_blob(struct gen *gen, struct cache_place *place, const char *key,
                    struct cache_bytes *blob)
{
    struct cache_entry entry;
    struct cache_bytes report = {0};
    int rc = get_entry(place, key, &entry);
    if (rc == 1 && (gen->build.report != NULL || gen->build.print_key))
        rc = get_file(place, &entry, key, ".json", CACHE_SETS_MAX, &report);
    if (rc == 1 && !gen->build.print_key)
        rc = get_file(place, &entry, key, ".bin", SIZE_MAX / 4, blob);
    if (rc == 1 && !gen->build.print_key)
        rc = check_blob(place, key, blob);
    if (rc == 1) {
        gen->build.cache.report = report.bytes;
        return 1;
    }
    free(report.bytes);
    free(blob->bytes);
    *blob = (struct cache_bytes){0};
    return rc;
}

static int try_sets(struct gen *gen, struct cache_place *place, struct json_object *sets,
                    struct cache_bytes *blob)
{
    struct cache_now now = {0};
    struct cache *cache = &gen->build.cache;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < json_object_array_length(sets); i++) {
        struct json_object *set = json_object_array_get_idx(sets, i);
        if (!cache_set_key(gen, cache->command, set, &now, cache->entry))
            continue;
        rc = get_blob(gen, place, cache->entry, blob);
        if (rc == 1)
            cache_set_take(gen, set, &now);
    }
    if (rc != 1)
        cache->entry[0] = '\0';
    cache_now_free(&now);
    return rc;
}

/* A build that is to be looked at is made. */
static int may_find(const struct gen *gen)
{
    return !gen->build.verify_reproducible && gen->build.policy.mode != POLICY_REPORT;
}

int cache_find(struct gen *gen, void **blob, size_t *size)
{
    struct cache *cache = &gen->build.cache;
    struct cache_place place;
    struct cache_bytes data = {0};
    struct json_object *sets = NULL;
    char key[INPUTS_HEX_SIZE];
    int rc;
    if (cache->place == NULL || !sets_key(gen, cache->command, key) || !may_find(gen))
        return 0;
    rc = open_place(&place, cache, 0);
    if (rc == 1)
        rc = get_sets(&place, key, &sets);
    if (rc == 1)
        rc = try_sets(gen, &place, sets, &data);
    if (rc < 0)
        warn(cache, "the blob is made without this cache", place.error);
    if (place.refused)
        cache->off = 0;
    close_place(&place);
    json_object_put(sets);
    cache->found = rc == 1;
    *blob = data.bytes;
    *size = data.len;
    return cache->found;
}

/* --------------------------------------------------------------------------- keeping */

static int put_entry(struct cache_place *place, const char *key, const struct cache_entry *entry)
{
    unsigned char bytes[1024];
    return put(place, "ac", key, bytes, cache_entry_write(entry, bytes));
}

/* What an entry names is there before the entry is. */
static int put_blob(struct cache_place *place, const char *key, const char *report,
                    const void *blob, size_t size)
{
    struct cache_entry entry = {0};
    char name[CACHE_NAME_SIZE];
    snprintf(name, sizeof(name), "%s.bin", key);
    cache_entry_add(&entry, name, blob, size);
    snprintf(name, sizeof(name), "%s.json", key);
    cache_entry_add(&entry, name, report, strlen(report));
    if (put(place, "cas", entry.files[0].sha256, blob, size) != 0 ||
        put(place, "cas", entry.files[1].sha256, report, strlen(report)) != 0)
        return -1;
    return put_entry(place, key, &entry);
}

/* Of two builders at once with different lists one may lose its list: it builds once more. */
static int put_set(struct cache_place *place, const char *key, struct json_object *set)
{
    struct cache_entry entry = {0};
    struct json_object *root = json_object_new_object(), *sets = NULL;
    char name[CACHE_NAME_SIZE];
    const char *text;
    int rc = get_sets(place, key, &sets);
    if (rc != 1)
        sets = json_object_new_array(); /* a damaged one is replaced */
    rc = 0;
    json_object_object_add(root, "sets", sets);
    if (cache_sets_add(sets, set)) {
        text = json_object_to_json_string_ext(root, JSON_C_TO_STRING_PLAIN);
        snprintf(name, sizeof(name), "%s.sets", key);
        cache_entry_add(&entry, name, text, strlen(text));
        rc = put(place, "cas", entry.files[0].sha256, text, strlen(text));
        if (rc == 0)
            rc = put_entry(place, key, &entry);
    }
    json_object_put(root);
    return rc;
}

static void keep(struct gen *gen, struct json_object *set, const char *sets_at, const void *blob,
                 size_t size)
{
    struct cache *cache = &gen->build.cache;
    struct cache_place place;
    char *report = report_for_cache(gen, blob, size);
    int rc = report ? open_place(&place, cache, 1) : -2;
    if (rc == 1)
        rc = put_blob(&place, cache->entry, report, blob, size);
    if (rc == 0)
        rc = put_set(&place, sets_at, set);
    if (rc == 0 && !address_is(cache->place))
        cache_folder_trim(&place);
    if (rc == -1)
        warn(cache, "the blob is not kept in this cache", place.error);
    if (report != NULL)
        close_place(&place);
    if (rc == 0 && gen->verbose && !gen->quiet)
        cli_message("%s: kept in %s as %s", gen->output, cache->name, cache->entry);
    free(report);
}

static void say_not_kept(const struct gen *gen, const char *why)
{
    if (gen->verbose && !gen->quiet)
        cli_message("%s: not kept in %s: %s", gen->output, gen->build.cache.name, why);
}

void cache_store(struct gen *gen, const void *blob, size_t size)
{
    struct cache *cache = &gen->build.cache;
    struct cache_now now = {0};
    char command[INPUTS_HEX_SIZE], sets_at[INPUTS_HEX_SIZE], key[INPUTS_HEX_SIZE];
    struct json_object *set = NULL;
    if (cache->place == NULL || cache->off || !sets_key(gen, command, sets_at))
        return;
    if (!address_is(cache->place) && cache->size > 0 && size > cache->size) {
        say_not_kept(gen, "it is larger than --cache-size");
        return;
    }
    /* A base that was replaced, or a variable that was set, would be in a key from now on. */
    if (strcmp(command, cache->command) == 0 && key_of_build(gen, key))
        set = cache_set_of_build(gen, &now);
    if (set == NULL || !cache_set_key(gen, command, set, &now, cache->entry))
        say_not_kept(gen, "startup code has changed something outside, or what it has read "
                          "cannot be read again or is another now");
    else
        keep(gen, set, sets_at, blob, size);
    json_object_put(set);
    cache_now_free(&now);
}
