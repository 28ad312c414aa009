/* SPDX-License-Identifier: MIT
 * key.c - names of builds: equal keys, equal blobs.
 *
 * Which files a program loads shows when it runs: a name may be computed.  So a key is made in
 * two parts, as compiler caches do it.  The command's part needs no run.  A build then notes all
 * that it asked the outside and what the answer was.  As long as the answers are the same, the
 * same program would ask the same questions again, as it has nothing else to decide by: its key
 * is that of the earlier build, and is read from the earlier build's report. */
#include "key.h"

#include "cli.h"
#include "digest.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct jsb_error error; /* large: not on the stack */

/* A word with its length before it: no two lists of words are the same text. */
static void put(FILE *out, const char *name, const char *value)
{
    if (value != NULL)
        fprintf(out, "%s %zu %s\n", name, strlen(value), value);
}

/* An option that this file does not know has its part in the key: a build too many does no harm,
 * one too few does. */
static void put_options(FILE *out, const struct gen_build *build)
{
    for (size_t i = 0; i < build->given_count; i++) {
        const struct given *option = &build->given[i];
        if (!gen_build_matters(option->name))
            continue;
        put(out, "option", option->name);
        put(out, "value", option->value);
    }
    for (size_t i = 0; i < build->policy.name_count; i++)
        put(out, build->policy.names[i], getenv(build->policy.names[i]));
}

static void put_content(FILE *out, const char *path, const void *data, size_t len)
{
    char hex[INPUTS_HEX_SIZE];
    digest_bytes(data ? data : "", len, hex);
    put(out, "file", path);
    put(out, "sha256", hex);
}

/* What is known before anything runs: all of an archive, and the files that a pattern finds, of
 * which there may be more the next time. */
static void put_files(FILE *out, const struct gen *gen)
{
    const struct tree *tree = &gen->package.tree;
    for (size_t i = 0; i < tree->count; i++) {
        const struct jsb_file *file = &tree->list[i];
        put_content(out, file->path, file->data, file->len);
        put(out, "link", file->link);
    }
    for (size_t i = 0; i < gen->asset_files.count; i++) {
        const struct snap_file *file = &gen->asset_files.list[i];
        put(out, "asset", "");
        put_content(out, file->path, file->data, (size_t)file->len);
    }
}

static void put_command(FILE *out, const struct gen *gen, const char *build_id)
{
    put(out, "jsboot-key-1", "gen_snapshot " JSB_VERSION_STRING);
    put(out, "build-id", build_id);
    fprintf(out, "epoch %.17g\n", gen->vm.epoch_ms);
    put(out, "folder", gen->keep_paths ? gen->start : NULL);
    put_options(out, &gen->build);
    for (size_t i = 0; i < gen->entries.count; i++)
        put(out, "entry", gen->entries.list[i]);
    put_files(out, gen);
}

/* Texts that are put together and digested. */
struct text {
    FILE *out;
    char *data;
    size_t len;
};

static int start(struct text *text)
{
    *text = (struct text){0};
    text->out = open_memstream(&text->data, &text->len);
    return text->out != NULL;
}

static int end(struct text *text, char hex[INPUTS_HEX_SIZE])
{
    int failed = ferror(text->out) | fclose(text->out);
    if (!failed)
        digest_bytes(text->data, text->len, hex);
    free(text->data);
    return !failed;
}

int key_of_command(const struct gen *gen, char hex[INPUTS_HEX_SIZE])
{
    struct text text;
    char id[17], base[INPUTS_HEX_SIZE];
    uint64_t len;
    if (snap_build_id(id, &error) != JSB_OK)
        return cli_report(&error);
    if (gen->base != NULL && digest_file(gen->base, base, &len) != 0) {
        cli_message("%s: cannot read", gen->base);
        return CLI_FAILED;
    }
    if (!start(&text))
        return cli_message("out of memory"), CLI_FAILED;
    put_command(text.out, gen, id);
    put(text.out, "base", gen->base ? base : NULL);
    return end(&text, hex) ? 0 : (cli_message("out of memory"), CLI_FAILED);
}

/* ------------------------------------------------------------------ after a build */

static int by_path(const void *a, const void *b)
{
    const struct snap_input *const *one = a, *const *other = b;
    return strcmp((*one)->path, (*other)->path);
}

static int put_inputs(FILE *out, const struct inputs *inputs)
{
    const struct snap_input **list = calloc(inputs->count + 1, sizeof(*list));
    if (list == NULL)
        return 0;
    for (size_t i = 0; i < inputs->count; i++)
        list[i] = &inputs->list[i];
    qsort(list, inputs->count, sizeof(*list), by_path);
    for (size_t i = 0; i < inputs->count; i++) {
        put(out, "input", list[i]->path);
        put(out, "sha256", list[i]->sha256);
    }
    free(list);
    return 1;
}

/* What a program has done to others cannot be done by taking a blob from a cache; what came from
 * a pipe cannot be asked for again. */
static int has_key(const struct gen *gen)
{
    const struct policy *policy = &gen->build.policy;
    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_entry *e = &policy->list[i];
        int is_deed = e->kind == JSB_TOUCH_WRITE || e->kind == JSB_TOUCH_PROCESS;
        int is_unknown = e->kind == JSB_TOUCH_READ && !e->for_module && e->observed[0] == '\0';
        if (!e->refused && (is_deed || is_unknown) && strcmp(e->what, "/dev/null") != 0)
            return 0;
    }
    return !policy->failed && !gen->build.all.failed;
}

int key_of_build(const struct gen *gen, char hex[INPUTS_HEX_SIZE])
{
    const struct policy *policy = &gen->build.policy;
    struct text text;
    char head[INPUTS_HEX_SIZE];
    int whole;
    if (!has_key(gen) || key_of_command(gen, head) != 0 || !start(&text))
        return 0;
    put(text.out, "command", head);
    whole = put_inputs(text.out, &gen->build.all);
    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_entry *e = &policy->list[i];
        if (e->kind == JSB_TOUCH_LOOK && !e->for_module && !e->refused) {
            put(text.out, "look", policy_short_name(policy, e->what));
            put(text.out, "seen", e->observed);
        }
    }
    return end(&text, hex) && whole;
}

/* -------------------------------------------------------------- without a build */

static const char *string_of(struct json_object *object, const char *name)
{
    struct json_object *value;
    return json_object_object_get_ex(object, name, &value) &&
                   json_object_is_type(value, json_type_string)
               ? json_object_get_string(value)
               : NULL;
}

static int is_same_input(const struct gen *gen, struct json_object *entry)
{
    const char *path = string_of(entry, "path"), *sha256 = string_of(entry, "sha256");
    char hex[INPUTS_HEX_SIZE];
    uint64_t len;
    if (path != NULL && path[0] != '/' && gen->package.kind == PACKAGE_ARCHIVE)
        return 1; /* the command's key has the archive */
    return path != NULL && sha256 != NULL && digest_file(path, hex, &len) == 0 &&
           strcmp(hex, sha256) == 0;
}

static int is_same_look(const struct policy *policy, struct json_object *entry)
{
    const char *path = string_of(entry, "path"), *seen = string_of(entry, "seen");
    const char *by = string_of(entry, "by");
    char observed[POLICY_OBSERVED_SIZE];
    if (path == NULL || seen == NULL || by == NULL)
        return 0;
    policy_observe(policy, path, strcmp(by, "require") == 0, observed);
    return strcmp(observed, seen) == 0;
}

static int are_same(const struct gen *gen, struct json_object *report, const char *name)
{
    struct json_object *list;
    int is_input = strcmp(name, "inputs") == 0;
    if (!json_object_object_get_ex(report, name, &list) ||
        !json_object_is_type(list, json_type_array))
        return 0;
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        struct json_object *entry = json_object_array_get_idx(list, i);
        if (is_input ? !is_same_input(gen, entry) : !is_same_look(&gen->build.policy, entry))
            return 0;
    }
    return 1;
}

int key_from_report(const struct gen *gen, const char *report, char hex[INPUTS_HEX_SIZE])
{
    struct json_object *root = json_object_from_file(report);
    const char *key = string_of(root, "key"), *command = string_of(root, "command_key");
    char head[INPUTS_HEX_SIZE];
    int same = key != NULL && strlen(key) == INPUTS_HEX_SIZE - 1 && command != NULL &&
               key_of_command(gen, head) == 0 && strcmp(head, command) == 0 &&
               are_same(gen, root, "inputs") && are_same(gen, root, "looks");
    if (same)
        snprintf(hex, INPUTS_HEX_SIZE, "%s", key);
    json_object_put(root);
    return same;
}
