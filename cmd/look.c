/* SPDX-License-Identifier: MIT
 * look.c - what is in blobs, read from their heaps without running them. */
#include "look.h"

#include "cli.h"

#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

static struct jsb_error error; /* large: not on the stack */

size_t look_blob_count(const struct look *look)
{
    return look->mode == LOOK_NONE || look->mode == LOOK_INFO ? 0 : 1;
}

/* Length of a character in UTF-8; 0 if it is none, as where a long name was cut. */
static size_t char_len(const unsigned char *at)
{
    size_t len = at[0] < 0x80 ? 1 : at[0] < 0xC2 ? 0 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < len; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return at[0] < 0xF5 ? len : 0;
}

/* The engine writes each half of a character beyond 16 bits as if it were one. */
void look_put_text(const char *text)
{
    struct json_object *value = json_object_new_string(text);
    const char *json = json_object_to_json_string_ext(value, JSON_C_TO_STRING_NOSLASHESCAPE);
    for (const unsigned char *at = (const void *)json; *at != '\0';) {
        size_t len = char_len(at);
        if (len == 3 && at[0] == 0xED && at[1] >= 0xA0)
            printf("\\ud%x%02x", (at[1] >> 2) & 0xFu, (at[1] & 3u) << 6 | (at[2] & 0x3Fu));
        else if (len > 0)
            fwrite(at, 1, len, stdout);
        else
            fputs("\\ufffd", stdout);
        at += len ? len : 1;
    }
    json_object_put(value);
}

static int open_blob(const char *path, const struct contexts *contexts, char *name, size_t size,
                     struct snap_blob **blob)
{
    return contexts_look(contexts, path, blob, name, size, &error) == JSB_OK
               ? 0
               : cli_refuse(&error, path);
}

static int open_graph(const char *path, const struct contexts *contexts, char *name, size_t size,
                      struct snap_graph **graph)
{
    struct snap_blob *blob;
    int code = open_blob(path, contexts, name, size, &blob);
    *graph = NULL;
    if (code != 0)
        return code;
    if (snap_graph_open(blob, graph, &error) != JSB_OK)
        code = cli_refuse(&error, path);
    snap_close(blob);
    return code;
}

static int run_info(const char *path, const struct contexts *contexts)
{
    char name[4096];
    struct snap_blob *blob;
    int code = open_blob(path, contexts, name, sizeof(name), &blob);
    if (code != 0)
        return code;
    code = look_info(blob, name);
    snap_close(blob);
    return code;
}

static int run_diff(const struct look *look, const char *blob, const struct contexts *contexts)
{
    char first[4096], second[4096];
    const char *names[2] = {first, second};
    struct snap_graph *graphs[2] = {NULL, NULL};
    int code = open_graph(look->word, contexts, first, sizeof(first), &graphs[0]);
    if (code == 0)
        code = open_graph(blob, contexts, second, sizeof(second), &graphs[1]);
    if (code == 0)
        code = look_diff((const struct snap_graph *const *)graphs, names, look->json);
    snap_graph_close(graphs[0]);
    snap_graph_close(graphs[1]);
    return code;
}

int look_run(const struct look *look, const char *blob, const struct contexts *contexts)
{
    char name[4096];
    struct snap_graph *graph;
    int code;
    if (look->mode == LOOK_INFO)
        return run_info(blob, contexts);
    if (look->mode == LOOK_DIFF)
        return run_diff(look, blob, contexts);
    code = open_graph(blob, contexts, name, sizeof(name), &graph);
    if (code == 0)
        code = look->mode == LOOK_DUMP ? look_dump(graph, name)
                                       : look_why(graph, name, look->word, look->json);
    snap_graph_close(graph);
    return code;
}
