/* SPDX-License-Identifier: MIT
 * config.c - options from a file: an object in JSON whose members are long options.
 *
 * Each becomes a word of the command line, so that there is one parser for both.  Its entries do
 * not: with POSIXLY_CORRECT in the environment the first one would end the options. */
#include "config.h"

#include "cli.h"
#include "io.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONFIG_WORDS_MAX = 1024, CONFIG_MAX = 16 << 20 };

/* The file, and the words for the command line that it makes. */
static struct config {
    const char *path;
    const struct option *options;
    char *words[CONFIG_WORDS_MAX];
    int count;
    char *entries[CONFIG_WORDS_MAX];
    int entry_count;
    char **line; /* these and the command line's: used to the end */
} the_config;

static int too_many(const struct config *c)
{
    return cli_usage("%s: more than %d words", c->path, CONFIG_WORDS_MAX);
}

static int add(struct config *c, const char *option, const char *value)
{
    char *word = NULL;
    int n = value == NULL ? asprintf(&word, "--%s", option)
                          : asprintf(&word, "--%s=%s", option, value);
    if (c->count == CONFIG_WORDS_MAX)
        return too_many(c);
    if (n < 0)
        return cli_message("out of memory"), CLI_FAILED;
    c->words[c->count++] = word;
    return 0;
}

static int add_entry(struct config *c, const char *name)
{
    if (name[0] == '-' && name[1] != '\0')
        return cli_usage("%s: write the entry '%s' with ./ before it", c->path, name);
    if (c->entry_count == CONFIG_WORDS_MAX)
        return too_many(c);
    c->entries[c->entry_count] = strdup(name);
    if (c->entries[c->entry_count++] == NULL)
        return cli_message("out of memory"), CLI_FAILED;
    return 0;
}

static const struct option *find(const struct config *c, const char *name)
{
    for (const struct option *o = c->options; o->name != NULL; o++)
        if (strcmp(o->name, name) == 0)
            return o;
    return NULL;
}

static int unknown(const struct config *c, const char *key)
{
    const char *nearest = cli_nearest(key, c->options);
    if (nearest != NULL)
        return cli_usage("%s: unknown key '%s'; did you mean '%s'?", c->path, key, nearest);
    return cli_usage("%s: unknown key '%s'", c->path, key);
}

static int add_value(struct config *c, const struct option *option, struct json_object *value)
{
    int is_flag = option->has_arg == no_argument;
    switch (json_object_get_type(value)) {
    case json_type_boolean:
        if (!is_flag)
            return cli_usage("%s: '%s' needs a text or a number", c->path, option->name);
        return json_object_get_boolean(value) ? add(c, option->name, NULL) : 0;
    case json_type_string:
    case json_type_int:
    case json_type_double:
        if (is_flag)
            return cli_usage("%s: '%s' is true or false", c->path, option->name);
        if (strlen(json_object_get_string(value)) != (size_t)json_object_get_string_len(value) &&
            json_object_is_type(value, json_type_string))
            return cli_usage("%s: '%s' has a zero byte in it", c->path, option->name);
        return add(c, option->name, json_object_get_string(value));
    default:
        return cli_usage("%s: '%s' is neither a text, a number, true nor false", c->path,
                         option->name);
    }
}

/* A list is an option that is repeated. */
static int add_option(struct config *c, const char *key, struct json_object *value)
{
    const struct option *option = find(c, key);
    int rc = 0;
    if (option == NULL || strcmp(key, "config") == 0)
        return unknown(c, key);
    if (!json_object_is_type(value, json_type_array))
        return add_value(c, option, value);
    for (size_t i = 0; i < json_object_array_length(value) && rc == 0; i++)
        rc = add_value(c, option, json_object_array_get_idx(value, i));
    return rc;
}

static int add_options(struct config *c, struct json_object *root)
{
    json_object_object_foreach(root, key, value)
    {
        int rc = strcmp(key, "entries") == 0 ? 0 : add_option(c, key, value);
        if (rc != 0)
            return rc;
    }
    return 0;
}

static int add_entries(struct config *c, struct json_object *root)
{
    struct json_object *list;
    int rc = 0;
    if (!json_object_object_get_ex(root, "entries", &list))
        return 0;
    if (!json_object_is_type(list, json_type_array))
        return cli_usage("%s: 'entries' is a list of scripts", c->path);
    for (size_t i = 0; i < json_object_array_length(list) && rc == 0; i++) {
        struct json_object *entry = json_object_array_get_idx(list, i);
        if (!json_object_is_type(entry, json_type_string))
            return cli_usage("%s: 'entries' is a list of scripts", c->path);
        rc = add_entry(c, json_object_get_string(entry));
    }
    return rc;
}

static int has_more(const char *text, size_t len, size_t end)
{
    return end < len && end + strspn(text + end, " \t\r\n") < len;
}

static int parse(struct config *c, const char *text, size_t len)
{
    struct json_tokener *tokener = json_tokener_new();
    struct json_object *root = tokener ? json_tokener_parse_ex(tokener, text, (int)len + 1) : NULL;
    int rc = 0;
    if (!json_object_is_type(root, json_type_object)) {
        size_t at = tokener ? json_tokener_get_parse_end(tokener) : 0, line = 1;
        for (size_t i = 0; i < at && i < len; i++)
            line += text[i] == '\n';
        rc = root != NULL || tokener == NULL
                 ? cli_usage("%s: is no object in JSON", c->path)
                 : cli_usage("%s:%zu: is no JSON: %s", c->path, line,
                             json_tokener_error_desc(json_tokener_get_error(tokener)));
    }
    if (rc == 0 && has_more(text, len, json_tokener_get_parse_end(tokener)))
        rc = cli_usage("%s: there is more than one object in JSON", c->path);
    if (rc == 0)
        rc = add_options(c, root);
    if (rc == 0)
        rc = add_entries(c, root);
    json_object_put(root);
    if (tokener != NULL)
        json_tokener_free(tokener);
    return rc;
}

static int read_config(struct config *c)
{
    size_t len;
    char *text = io_read_file(c->path, 1, CONFIG_MAX, &len);
    int rc;
    if (text == NULL)
        return cli_message("%s: cannot read: %s", c->path[0] ? c->path : "''", strerror(errno)),
               CLI_FAILED;
    rc = parse(c, text, len);
    free(text);
    return rc;
}

/* The file's name: options end at "--". */
static const char *find_option(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--config=", 9) == 0)
            return argv[i] + 9;
        if (strcmp(argv[i], "--config") == 0 && i + 1 < argc)
            return argv[i + 1];
    }
    return NULL;
}

int config_expand(int *argc, char ***argv, const struct option *options)
{
    struct config *c = &the_config;
    char **words;
    int rc, n = 0;
    c->path = find_option(*argc, *argv);
    c->options = options;
    if (c->path == NULL)
        return 0;
    rc = read_config(c);
    words = rc == 0 ? calloc((size_t)(*argc + c->count) + 1, sizeof(*words)) : NULL;
    if (rc != 0 || words == NULL)
        return rc ? rc : (cli_message("out of memory"), CLI_FAILED);
    words[n++] = (*argv)[0];
    for (int i = 0; i < c->count; i++)
        words[n++] = c->words[i];
    for (int i = 1; i < *argc; i++)
        words[n++] = (*argv)[i];
    *argc = n;
    *argv = c->line = words;
    return 0;
}

const char *config_path(void)
{
    return the_config.path;
}

const char *config_entry(size_t i)
{
    return i < (size_t)the_config.entry_count ? the_config.entries[i] : NULL;
}

int config_is_read(const char *path)
{
    return the_config.path != NULL && strcmp(the_config.path, path) == 0;
}
