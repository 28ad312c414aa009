/* SPDX-License-Identifier: MIT
 * report.c - the JSON report of a build.
 *
 * json-c, because the metadata of a base is read with it already: a second library for the same
 * would be one more to update. */
#include "report.h"

#include "cli.h"
#include "config.h"
#include "digest.h"
#include "key.h"
#include "text_file.h"

#include <json-c/json.h>
#include <string.h>

typedef struct json_object json;

static json *text(const char *value)
{
    return value ? json_object_new_string(value) : NULL;
}

static json *number(uint64_t value)
{
    return json_object_new_uint64(value);
}

static void put(json *object, const char *name, json *value)
{
    json_object_object_add(object, name, value);
}

static json *place_of(const struct policy_entry *e)
{
    char place[4200];
    snprintf(place, sizeof(place), e->line > 0 ? "%s:%d" : "%s", e->file, e->line);
    return text(place);
}

static json *inputs_of(const struct inputs *inputs)
{
    json *list = json_object_new_array();
    for (size_t i = 0; i < inputs->count; i++) {
        json *entry = json_object_new_object();
        put(entry, "path", text(inputs->list[i].path));
        put(entry, "bytes", number(inputs->list[i].len));
        put(entry, "sha256", text(inputs->list[i].sha256));
        json_object_array_add(list, entry);
    }
    return list;
}

/* Names that somebody looked for, and what was there. */
static json *looks_of(const struct policy *policy)
{
    json *list = json_object_new_array();
    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_entry *e = &policy->list[i];
        json *entry;
        if (e->kind != JSB_TOUCH_LOOK || e->refused)
            continue;
        entry = json_object_new_object();
        put(entry, "path", text(policy_short_name(policy, e->what)));
        put(entry, "seen", text(e->observed));
        put(entry, "by", text(e->for_module ? "require" : "program"));
        json_object_array_add(list, entry);
    }
    return list;
}

/* What is told of whatever was touched. */
static void add_touch(json *list, json *entry, const struct policy_entry *e)
{
    put(entry, "at", place_of(e));
    put(entry, "count", number(e->count));
    put(entry, "allowed", json_object_new_boolean(!e->refused));
    json_object_array_add(list, entry);
}

static json *environment_of(const struct policy *policy)
{
    json *list = json_object_new_array();
    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_entry *e = &policy->list[i];
        json *entry;
        if (e->kind != JSB_TOUCH_VARIABLE)
            continue;
        entry = json_object_new_object();
        put(entry, "name", text(e->what));
        add_touch(list, entry, e);
    }
    return list;
}

static json *touches_of(const struct policy *policy)
{
    json *list = json_object_new_array();
    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_entry *e = &policy->list[i];
        json *entry;
        if (e->for_module || e->kind == JSB_TOUCH_VARIABLE)
            continue;
        entry = json_object_new_object();
        put(entry, "kind", text(policy_kind_name(e->kind)));
        put(entry, "path", text(policy_short_name(policy, e->what)));
        put(entry, "native", text(e->native));
        add_touch(list, entry, e);
    }
    return list;
}

/* Native functions through which something outside was touched, each once. */
static json *natives_of(const struct policy *policy)
{
    json *list = json_object_new_array();
    for (size_t i = 0; i < policy->count; i++) {
        size_t before = 0;
        while (strcmp(policy->list[before].native, policy->list[i].native) != 0)
            before++;
        if (before == i)
            json_object_array_add(list, text(policy->list[i].native));
    }
    return list;
}

static json *times_of(struct steps *steps)
{
    json *object = json_object_new_object();
    steps_begin(steps, "report");
    for (size_t i = 0; i < steps->count; i++)
        put(object, steps->list[i].name, json_object_new_double(steps->list[i].us / 1e3));
    return object;
}

/* Sections, and what the metadata say of kinds and externals. */
static void put_content(json *root, const void *bytes, size_t size)
{
    struct snap_blob *blob;
    json *sections = json_object_new_object(), *meta, *value;
    const char *name, *meta_text;
    uint64_t len, count;
    size_t meta_len;
    put(root, "sections", sections);
    if (snap_open_memory(bytes, size, &blob, NULL) != JSB_OK)
        return;
    for (unsigned i = 0; snap_section(blob, i, &name, &len, &count); i++)
        put(sections, name, number(len));
    meta_text = snap_metadata(blob, &meta_len);
    meta = NULL;
    if (meta_text != NULL) {
        struct json_tokener *tokener = json_tokener_new();
        meta = tokener ? json_tokener_parse_ex(tokener, meta_text, (int)meta_len) : NULL;
        if (tokener != NULL)
            json_tokener_free(tokener);
    }
    if (json_object_object_get_ex(meta, "kinds", &value))
        put(root, "kinds", json_object_get(value));
    if (json_object_object_get_ex(meta, "externals", &value))
        put(root, "externals", json_object_get(value));
    json_object_put(meta);
    snap_close(blob);
}

/* What came of --cache until the report is written. */
static json *cache_of(const struct cache *cache)
{
    json *object;
    if (cache->place == NULL)
        return NULL;
    object = json_object_new_object();
    put(object, "at", text(cache->name));
    put(object, "found", json_object_new_boolean(cache->found));
    put(object, "entry", text(cache->found ? cache->entry : NULL));
    return object;
}

static json *blob_of(const void *blob, size_t size)
{
    char hex[INPUTS_HEX_SIZE];
    json *object;
    if (blob == NULL)
        return NULL;
    object = json_object_new_object();
    digest_bytes(blob, size, hex);
    put(object, "path", NULL);
    put(object, "bytes", number(size));
    put(object, "sha256", text(hex));
    return object;
}

static json *report_of(struct gen *gen, const void *blob, size_t size)
{
    const struct policy *policy = &gen->build.policy;
    char key[INPUTS_HEX_SIZE], command[INPUTS_HEX_SIZE];
    json *root = json_object_new_object();
    put(root, "schema", number(1));
    put(root, "generator", text("gen_snapshot " JSB_VERSION_STRING));
    put(root, "blob", blob_of(blob, size));
    put(root, "key", text(key_of_build(gen, key) ? key : NULL));
    put(root, "command_key", text(key_of_command(gen, command) == 0 ? command : NULL));
    put(root, "base", NULL);
    put(root, "config", NULL);
    put(root, "inputs", inputs_of(&gen->build.all));
    put(root, "looks", looks_of(policy));
    put(root, "environment", environment_of(policy));
    put(root, "touches", touches_of(policy));
    put(root, "natives", natives_of(policy));
    if (blob != NULL)
        put_content(root, blob, size);
    return root;
}

/* What is of this run only. */
static void put_run(json *root, struct gen *gen)
{
    json *blob;
    if (gen->build.print_key)
        put(root, "blob", NULL);
    else if (json_object_object_get_ex(root, "blob", &blob) && blob != NULL)
        put(blob, "path", text(gen->output));
    put(root, "base", text(gen->base));
    put(root, "config", text(config_path()));
    put(root, "cache", cache_of(&gen->build.cache));
    put(root, "times_ms", times_of(&gen->steps));
}

static int write_and_free(json *root, const char *path)
{
    struct text_file file;
    FILE *out = text_file_open(&file, path);
    if (out != NULL)
        fprintf(out, "%s\n",
                json_object_to_json_string_ext(root, JSON_C_TO_STRING_PRETTY |
                                                         JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put(root);
    return out ? text_file_close(&file) : CLI_FAILED;
}

int report_write(struct gen *gen, const char *path, const void *blob, size_t size)
{
    json *root = report_of(gen, blob, size);
    put_run(root, gen);
    return write_and_free(root, path);
}

/* ------------------------------------------------------------------------ in a cache */

char *report_for_cache(struct gen *gen, const void *blob, size_t size)
{
    json *root = report_of(gen, blob, size);
    char *copy = strdup(json_object_to_json_string_ext(root, JSON_C_TO_STRING_PLAIN |
                                                                 JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put(root);
    return copy;
}

int report_write_found(struct gen *gen, const char *path)
{
    json *root = json_tokener_parse(gen->build.cache.report);
    if (!json_object_is_type(root, json_type_object)) {
        json_object_put(root);
        root = json_object_new_object();
    }
    put_run(root, gen);
    return write_and_free(root, path);
}

char *report_found_key(const struct gen *gen)
{
    json *root = json_tokener_parse(gen->build.cache.report), *key;
    char *copy = NULL;
    if (json_object_object_get_ex(root, "key", &key) && json_object_is_type(key, json_type_string))
        copy = strdup(json_object_get_string(key));
    json_object_put(root);
    return copy;
}
