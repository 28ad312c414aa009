/* SPDX-License-Identifier: MIT
 * look_dump.c - gen_snapshot --dump=json and --info --json. */
#include "cli.h"
#include "look.h"

#include <json-c/json.h>
#include <stdio.h>

static void on_ref(void *user, size_t to, const char *label)
{
    int *count = user;
    printf("%s[%zu,", (*count)++ ? "," : "", to);
    look_put_text(label);
    putchar(']');
}

static void put_node(const struct snap_graph *graph, size_t index)
{
    char text[1024];
    struct snap_node node;
    int count = 0;
    snap_graph_node(graph, index, &node);
    printf("{\"id\":%zu,\"kind\":\"%s\",\"bytes\":%llu,\"retained\":%llu,\"holder\":%zu,"
           "\"offset\":%llu,\"class\":", index, node.kind, (unsigned long long)node.bytes,
           (unsigned long long)node.retained, node.holder, (unsigned long long)node.offset);
    snap_graph_class(graph, index, text, sizeof(text));
    look_put_text(text);
    snap_graph_path(graph, index, text, sizeof(text));
    fputs(",\"path\":", stdout);
    look_put_text(text);
    fputs(",\"refs\":[", stdout);
    snap_graph_refs(graph, index, on_ref, &count);
    fputs("]}", stdout);
}

int look_dump(const struct snap_graph *graph, const char *name)
{
    fputs("{\"schema\":1,\"blob\":", stdout);
    look_put_text(name);
    fputs(",\"nodes\":[\n", stdout);
    for (size_t i = 0; i < snap_graph_count(graph) && !ferror(stdout); i++) {
        if (i > 0)
            fputs(",\n", stdout);
        put_node(graph, i);
    }
    fputs("\n]}\n", stdout);
    return cli_flush();
}

/* ------------------------------------------------------------------------- --info */

static void put(struct json_object *object, const char *name, struct json_object *value)
{
    json_object_object_add(object, name, value);
}

static struct json_object *sections_of(const struct snap_blob *blob)
{
    struct json_object *object = json_object_new_object();
    const char *name;
    uint64_t len, count;
    for (unsigned i = 0; snap_section(blob, i, &name, &len, &count); i++) {
        struct json_object *section = json_object_new_object();
        put(section, "bytes", json_object_new_uint64(len));
        put(section, "count", json_object_new_uint64(count));
        put(object, name, section);
    }
    return object;
}

static struct json_object *metadata_of(const struct snap_blob *blob)
{
    size_t len;
    const char *text = snap_metadata(blob, &len);
    struct json_tokener *tokener = text ? json_tokener_new() : NULL;
    struct json_object *meta = tokener ? json_tokener_parse_ex(tokener, text, (int)len) : NULL;
    if (tokener != NULL)
        json_tokener_free(tokener);
    return meta;
}

static struct json_object *contexts_of(const struct snap_blob *blob)
{
    struct json_object *list = json_object_new_array();
    const char *name;
    for (unsigned i = 0; (name = snap_context_name(blob, i)) != NULL; i++)
        json_object_array_add(list, json_object_new_string(name));
    return list;
}

int look_info(const struct snap_blob *blob, const char *name)
{
    struct json_object *root = json_object_new_object();
    struct snap_info info;
    snap_get_info(blob, &info);
    put(root, "schema", json_object_new_int(1));
    put(root, "blob", json_object_new_string(name));
    put(root, "format", json_object_new_int((int)info.format));
    put(root, "fingerprint", json_object_new_string(info.fingerprint));
    put(root, "runtime", json_object_new_boolean(info.has_runtime));
    put(root, "main", json_object_new_boolean(info.has_main));
    put(root, "bytes", json_object_new_uint64(info.file_len));
    put(root, "mapped", json_object_new_uint64(info.image_len));
    put(root, "base", json_object_new_uint64(info.base));
    put(root, "objects", json_object_new_uint64(info.object_count));
    put(root, "relocations", json_object_new_uint64(info.relocation_count));
    put(root, "sections", sections_of(blob));
    put(root, "contexts", contexts_of(blob));
    put(root, "metadata", metadata_of(blob));
    puts(json_object_to_json_string_ext(root, JSON_C_TO_STRING_PRETTY |
                                                  JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put(root);
    return cli_flush();
}
