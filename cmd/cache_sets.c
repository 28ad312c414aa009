/* SPDX-License-Identifier: MIT
 * cache_sets.c - which files builds of a command have asked for, and keys from what these are
 * now.
 *
 * A key has all that a build has asked for, names with answers.  Were two builds with the same
 * key different, one would have asked something that the other has not, without a reason.  So a
 * list of names of any earlier build may be tried: if it is not what today's program would ask
 * for, no build has stored anything under the key that it gives. */
#include "cache_sets.h"

#include "digest.h"

#include <json-c/json.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct json_object json;

/* --------------------------------------------------------------- what files are now */

void cache_now_free(struct cache_now *now)
{
    json_object_put(now->memo);
    *now = (struct cache_now){0};
}

/* What the question's answer was the first time, else NULL. */
static const char *recall(struct cache_now *now, const char *question)
{
    json *value;
    if (now->memo == NULL)
        now->memo = json_object_new_object();
    return json_object_object_get_ex(now->memo, question, &value) ? json_object_get_string(value)
                                                                  : NULL;
}

static const char *keep(struct cache_now *now, const char *question, const char *answer)
{
    json *value = json_object_new_string(answer);
    json_object_object_add(now->memo, question, value);
    return json_object_get_string(value);
}

/* Relative names are those of files in the archive, if there is one. */
static int digest_of(const struct gen *gen, const char *path, char hex[INPUTS_HEX_SIZE],
                     uint64_t *len)
{
    const struct jsb_file *file;
    if (gen->package.kind != PACKAGE_ARCHIVE || path[0] == '/')
        return digest_file(path, hex, len);
    file = tree_find(&gen->package.tree, path);
    if (file == NULL)
        return -1;
    *len = file->len;
    digest_bytes(file->data, file->len, hex);
    return 0;
}

/* Digest and length of a file, "" if it cannot be read. */
static const char *content_now(const struct gen *gen, struct cache_now *now, const char *path)
{
    char question[PATH_MAX + 8], text[INPUTS_HEX_SIZE + 32] = "";
    const char *known;
    uint64_t len;
    snprintf(question, sizeof(question), "=%s", path);
    known = recall(now, question);
    if (known != NULL)
        return known;
    if (digest_of(gen, path, text, &len) == 0)
        snprintf(text + INPUTS_HEX_SIZE - 1, 32, " %llu", (unsigned long long)len);
    else
        text[0] = '\0';
    return keep(now, question, text);
}

static const char *look_now(const struct gen *gen, struct cache_now *now, const char *path,
                            int for_module)
{
    char question[PATH_MAX + 8], observed[POLICY_OBSERVED_SIZE];
    const char *known;
    snprintf(question, sizeof(question), "%c%s", for_module ? '?' : '!', path);
    known = recall(now, question);
    if (known != NULL)
        return known;
    policy_observe(&gen->build.policy, path, for_module, observed);
    return keep(now, question, observed);
}

/* -------------------------------------------------------------------- sets of names */

/* Modules are looked for in the folders above too, which have other names elsewhere. */
static void name_of_look(const struct policy *policy, const struct policy_entry *e,
                         char name[PATH_MAX])
{
    char above[PATH_MAX], up[PATH_MAX] = "";
    size_t used = 0;
    const char *path = policy_short_name(policy, e->what);
    char *slash;
    snprintf(name, PATH_MAX, "%s", path);
    if (!e->for_module || path[0] != '/' || policy->root == NULL)
        return;
    snprintf(above, sizeof(above), "%s", policy->root);
    while ((slash = strrchr(above, '/')) != NULL && used + 4 < sizeof(up)) {
        *slash = '\0';
        used += (size_t)snprintf(up + used, sizeof(up) - used, "../");
        if (strncmp(path, above, strlen(above)) != 0 || path[strlen(above)] != '/')
            continue;
        if (strncmp(path + strlen(above), "/node_modules/", 14) == 0)
            snprintf(name, PATH_MAX, "%s%s", up, path + strlen(above) + 1);
        return;
    }
}

static int by_text(const void *a, const void *b)
{
    const char *one = json_object_get_string(*(json *const *)(uintptr_t)a);
    const char *other = json_object_get_string(*(json *const *)(uintptr_t)b);
    return strcmp(one, other);
}

/* Code of the command line is in the command's key. */
static int is_file(const char *path)
{
    return strcmp(path, "[eval]") != 0;
}

static json *inputs_of(const struct gen *gen, struct cache_now *now)
{
    const struct inputs *all = &gen->build.all;
    json *list = json_object_new_array();
    for (size_t i = 0; i < all->count; i++) {
        const char *answer;
        if (!is_file(all->list[i].path))
            continue;
        answer = content_now(gen, now, all->list[i].path);
        if (strncmp(answer, all->list[i].sha256, INPUTS_HEX_SIZE - 1) != 0) {
            json_object_put(list);
            return NULL;
        }
        json_object_array_add(list, json_object_new_string(all->list[i].path));
    }
    return list;
}

/* All of an archive is in the command's key. */
static int is_archived(const struct gen *gen, const char *path)
{
    return gen->package.kind == PACKAGE_ARCHIVE && strncmp(path, "/snapshot", 9) == 0;
}

/* By the first letter: who asks decides how exactly. */
static json *looks_of(const struct gen *gen, struct cache_now *now)
{
    const struct policy *policy = &gen->build.policy;
    json *list = json_object_new_array();
    char text[PATH_MAX + 1];
    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_entry *e = &policy->list[i];
        if (e->kind != JSB_TOUCH_LOOK || e->refused || is_archived(gen, e->what))
            continue;
        text[0] = e->for_module ? '?' : '!';
        name_of_look(policy, e, text + 1);
        if (strcmp(look_now(gen, now, text + 1, e->for_module), e->observed) != 0) {
            json_object_put(list);
            return NULL;
        }
        json_object_array_add(list, json_object_new_string(text));
    }
    json_object_array_sort(list, by_text);
    return list;
}

json *cache_set_of_build(const struct gen *gen, struct cache_now *now)
{
    json *set = json_object_new_object(), *inputs = inputs_of(gen, now);
    json *looks = inputs ? looks_of(gen, now) : NULL;
    if (inputs != NULL)
        json_object_object_add(set, "inputs", inputs);
    if (looks != NULL)
        json_object_object_add(set, "looks", looks);
    if (looks != NULL)
        return set;
    json_object_put(set);
    return NULL;
}

/* --------------------------------------------------------------------------- keys */

static json *list_of(json *set, const char *name)
{
    json *list;
    return json_object_object_get_ex(set, name, &list) &&
                   json_object_is_type(list, json_type_array)
               ? list
               : NULL;
}

static void put(FILE *out, const char *name, const char *value)
{
    fprintf(out, "%s %zu %s\n", name, strlen(value), value);
}

static int put_inputs(FILE *out, const struct gen *gen, json *list, struct cache_now *now)
{
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        const char *path = json_object_get_string(json_object_array_get_idx(list, i));
        const char *answer = path ? content_now(gen, now, path) : "";
        if (answer[0] == '\0')
            return 0;
        put(out, "input", path);
        put(out, "content", answer);
    }
    return 1;
}

static int put_looks(FILE *out, const struct gen *gen, json *list, struct cache_now *now)
{
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        const char *text = json_object_get_string(json_object_array_get_idx(list, i));
        if (text == NULL || text[0] == '\0' || strlen(text) > PATH_MAX)
            return 0;
        put(out, "look", text);
        put(out, "seen", look_now(gen, now, text + 1, text[0] == '?'));
    }
    return 1;
}

int cache_set_key(const struct gen *gen, const char *command, json *set, struct cache_now *now,
                  char hex[INPUTS_HEX_SIZE])
{
    json *inputs = list_of(set, "inputs"), *looks = list_of(set, "looks");
    char *text = NULL;
    size_t len = 0;
    FILE *out = inputs && looks ? open_memstream(&text, &len) : NULL;
    int whole;
    if (out == NULL)
        return 0;
    put(out, "jsboot-entry-1", command);
    whole = put_inputs(out, gen, inputs, now) && put_looks(out, gen, looks, now);
    whole = !ferror(out) && whole;
    if (fclose(out) == 0 && whole)
        digest_bytes(text, len, hex);
    else
        whole = 0;
    free(text);
    return whole;
}

void cache_set_take(struct gen *gen, json *set, struct cache_now *now)
{
    json *list = list_of(set, "inputs");
    for (size_t i = 0; i < json_object_array_length(list); i++) {
        const char *path = json_object_get_string(json_object_array_get_idx(list, i));
        const char *answer = content_now(gen, now, path);
        char hex[INPUTS_HEX_SIZE];
        snprintf(hex, sizeof(hex), "%s", answer);
        inputs_add_digest(&gen->build.all, path, strtoull(answer + INPUTS_HEX_SIZE, NULL, 10), hex);
    }
}

/* --------------------------------------------------------------------- lists of sets */

json *cache_sets_read(const char *text, size_t len)
{
    struct json_tokener *tokener = json_tokener_new();
    json *root = tokener && len < INT_MAX ? json_tokener_parse_ex(tokener, text, (int)len) : NULL;
    json *sets = NULL;
    if (json_object_object_get_ex(root, "sets", &sets) &&
        json_object_is_type(sets, json_type_array))
        json_object_get(sets);
    else
        sets = json_object_new_array();
    json_object_put(root);
    if (tokener != NULL)
        json_tokener_free(tokener);
    return sets;
}

int cache_sets_add(json *sets, json *set)
{
    size_t count = json_object_array_length(sets);
    for (size_t i = 0; i < count; i++)
        if (json_object_equal(json_object_array_get_idx(sets, i), set))
            return 0;
    json_object_array_add(sets, NULL);
    for (size_t i = count; i > 0; i--)
        json_object_array_put_idx(sets, i, json_object_get(json_object_array_get_idx(sets, i - 1)));
    json_object_array_put_idx(sets, 0, json_object_get(set));
    if (count >= CACHE_SETS_KEPT)
        json_object_array_del_idx(sets, CACHE_SETS_KEPT, count + 1 - CACHE_SETS_KEPT);
    return 1;
}
