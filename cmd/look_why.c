/* SPDX-License-Identifier: MIT
 * look_why.c - gen_snapshot --why: what keeps a part of a blob's heap alive, and how much hangs
 * on it. */
#include "cli.h"
#include "look.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_SIZE = 1024, STEPS_MAX = 256, REFS_MAX = 10 };

static void describe(const struct snap_graph *graph, size_t index, char *out, size_t size)
{
    char name[256];
    struct snap_node node;
    snap_graph_node(graph, index, &node);
    snap_graph_class(graph, index, name, sizeof(name));
    snprintf(out, size, "%s%s%s", node.kind, name[0] ? " " : "", name);
}

/* As much of a path as there is, for the message. */
static int refuse(const struct snap_graph *graph, const char *name, const char *path)
{
    char part[TEXT_SIZE];
    size_t index, len = strlen(path) < sizeof(part) ? strlen(path) : sizeof(part) - 1;
    snprintf(part, sizeof(part), "%s", path);
    while (len > 0) {
        do
            len--;
        while (len > 0 && part[len] != '.' && part[len] != '[');
        part[len] = '\0';
        if (len > 0 && snap_graph_find(graph, part, &index) == JSB_OK) {
            cli_message("%s: there is no %s: %s has no '%s'", name, path, part, path + len);
            return CLI_FAILED;
        }
    }
    cli_message("%s: there is no %s: paths start at the global object, as in app.cache[0]", name,
                path);
    return CLI_FAILED;
}

/* -------------------------------------------------------------------- the way to it */

/* Objects on a shortest way from a root, the root first; what belongs to them is left out. */
static size_t list_steps(const struct snap_graph *graph, size_t index, size_t *steps)
{
    struct snap_node node;
    size_t count = 0;
    for (;;) {
        snap_graph_node(graph, index, &node);
        if ((node.is_cell || node.parent == index) && count < STEPS_MAX)
            steps[count++] = index;
        if (node.parent == index)
            break;
        index = node.parent;
    }
    for (size_t i = 0; i < count / 2; i++) {
        size_t other = steps[i];
        steps[i] = steps[count - 1 - i];
        steps[count - 1 - i] = other;
    }
    return count;
}

/* Whether every way to a node goes through another. */
static int holds(const struct snap_graph *graph, size_t holder, size_t index)
{
    struct snap_node node;
    for (;;) {
        if (index == holder)
            return 1;
        snap_graph_node(graph, index, &node);
        if (node.holder == index)
            return 0;
        index = node.holder;
    }
}

static void print_step(const struct snap_graph *graph, size_t step, size_t index, int json)
{
    char path[TEXT_SIZE], kind[TEXT_SIZE];
    struct snap_node node;
    snap_graph_node(graph, step, &node);
    snap_graph_path(graph, step, path, sizeof(path));
    describe(graph, step, kind, sizeof(kind));
    if (!json) {
        printf("  %s %12llu  %s (%s)\n", holds(graph, step, index) ? "*" : " ",
               (unsigned long long)node.retained, path, kind);
        return;
    }
    fputs("{\"path\":", stdout);
    look_put_text(path);
    printf(",\"retained\":%llu,\"every_way\":%s}", (unsigned long long)node.retained,
           holds(graph, step, index) ? "true" : "false");
}

static void print_steps(const struct snap_graph *graph, size_t index, int json)
{
    size_t steps[STEPS_MAX], count = list_steps(graph, index, steps);
    for (size_t i = 0; i < count; i++) {
        if (json && i > 0)
            putchar(',');
        print_step(graph, steps[i], index, json);
    }
}

/* ------------------------------------------------------------------ who refers to it */

struct referrers {
    const struct snap_graph *graph;
    size_t index, from; /* what is looked for, who is looked at */
    size_t count;
    int json;
};

static void on_ref(void *user, size_t to, const char *label)
{
    struct referrers *r = user;
    char path[TEXT_SIZE], text[TEXT_SIZE + 128];
    if (to != r->index || r->count++ >= REFS_MAX)
        return;
    snap_graph_path(r->graph, r->from, path, sizeof(path));
    snprintf(text, sizeof(text), "%s%s", path, label);
    if (!r->json) {
        printf("    %s\n", text);
        return;
    }
    if (r->count > 1)
        putchar(',');
    look_put_text(text);
}

static size_t print_referrers(const struct snap_graph *graph, size_t index, int json)
{
    struct referrers r = {graph, index, 0, 0, json};
    struct snap_node node;
    for (; r.from < snap_graph_count(graph); r.from++) {
        snap_graph_node(graph, r.from, &node);
        if (strstr(node.kind, "string table") == NULL) /* it keeps none of its strings */
            snap_graph_refs(graph, r.from, on_ref, &r);
    }
    if (!json && r.count > REFS_MAX)
        printf("    ... and %zu more\n", r.count - REFS_MAX);
    return r.count;
}

static void print_json(const struct snap_graph *graph, const char *name, size_t index)
{
    char path[TEXT_SIZE], kind[TEXT_SIZE];
    struct snap_node node;
    snap_graph_node(graph, index, &node);
    snap_graph_path(graph, index, path, sizeof(path));
    snap_graph_class(graph, index, kind, sizeof(kind));
    fputs("{\"schema\":1,\"blob\":", stdout);
    look_put_text(name);
    fputs(",\"path\":", stdout);
    look_put_text(path);
    printf(",\"kind\":\"%s\",\"class\":", node.kind);
    look_put_text(kind);
    printf(",\"bytes\":%llu,\"retained\":%llu,\"way\":[", (unsigned long long)node.bytes,
           (unsigned long long)node.retained);
    print_steps(graph, index, 1);
    fputs("],\"references\":[", stdout);
    print_referrers(graph, index, 1);
    puts("]}");
}

static void print_text(const struct snap_graph *graph, const char *name, const char *asked,
                       size_t index)
{
    char kind[TEXT_SIZE];
    struct snap_node node;
    snap_graph_node(graph, index, &node);
    describe(graph, index, kind, sizeof(kind));
    printf("%s: %s: %s, %llu bytes, %llu with all that only it keeps\n", name, asked, kind,
           (unsigned long long)node.bytes, (unsigned long long)node.retained);
    printf("a shortest way to it, and the bytes that each step keeps; every way goes through *:\n");
    print_steps(graph, index, 0);
    printf("referred to by:\n");
    print_referrers(graph, index, 0);
}

int look_why(const struct snap_graph *graph, const char *name, const char *path, int json)
{
    size_t index;
    if (snap_graph_find(graph, path, &index) != JSB_OK)
        return refuse(graph, name, path);
    if (json)
        print_json(graph, name, index);
    else
        print_text(graph, name, path, index);
    return cli_flush();
}
