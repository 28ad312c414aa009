/* SPDX-License-Identifier: MIT
 * look_diff.c - gen_snapshot --diff: what grew from one blob to another, by kind of memory, by
 * constructor, and by the file that the code or the module comes from. */
#include "cli.h"
#include "look.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 256, LINES_MAX = 20 };

/* What there is of one name in each of both blobs. */
struct tally {
    char name[NAME_SIZE];
    long long count[2], bytes[2];
};

/* Tallies by name; the JSON library's table finds them. */
struct tallies {
    struct tally *list;
    size_t count, capacity;
    struct json_object *places;
    int failed; /* out of memory */
};

static struct tally *tally_of(struct tallies *t, const char *name)
{
    struct json_object *place;
    if (t->places == NULL)
        t->places = json_object_new_object();
    if (json_object_object_get_ex(t->places, name, &place))
        return &t->list[json_object_get_int64(place)];
    if (t->count == t->capacity) {
        size_t capacity = t->capacity ? t->capacity * 2 : 64;
        struct tally *list = realloc(t->list, capacity * sizeof(*list));
        if (list == NULL)
            return NULL;
        t->list = list;
        t->capacity = capacity;
    }
    t->list[t->count] = (struct tally){0};
    snprintf(t->list[t->count].name, NAME_SIZE, "%s", name);
    json_object_object_add(t->places, name, json_object_new_int64((int64_t)t->count));
    return &t->list[t->count++];
}

static void add(struct tallies *t, const char *name, int side, uint64_t bytes)
{
    struct tally *tally = tally_of(t, name);
    if (tally == NULL) {
        t->failed = 1;
        return;
    }
    tally->count[side]++;
    tally->bytes[side] += (long long)bytes;
}

static void free_tallies(struct tallies *t)
{
    free(t->list);
    json_object_put(t->places);
}

enum view { BY_KIND, BY_CONSTRUCTOR, BY_MODULE, VIEW_COUNT };

static const char *const views[] = {"kind", "constructor", "module"};

/* ------------------------------------------------------------------------ counting */

/* The object that a node is, or belongs to: memory has no constructor of its own. */
static size_t owner_of(const struct snap_graph *graph, size_t index)
{
    struct snap_node node;
    snap_graph_node(graph, index, &node);
    while (!node.is_cell && node.parent != index) {
        index = node.parent;
        snap_graph_node(graph, index, &node);
    }
    return index;
}

enum { NOT_ASKED = 0, NO_FILE = 1, FIRST = 2 };

/* The node whose file counts for a node: the function or module that holds it.  A memo has it for
 * nodes that were asked about, as a large object is the holder of many. */
static size_t source_of(const struct snap_graph *graph, size_t *memo, size_t index)
{
    char text[NAME_SIZE];
    struct snap_node node;
    size_t at = index, found;
    while (memo[at] == NOT_ASKED) {
        snap_graph_node(graph, at, &node);
        snap_graph_file(graph, at, text, sizeof(text));
        if (text[0] != '\0' || node.holder == at)
            memo[at] = text[0] != '\0' ? at + FIRST : NO_FILE;
        else
            at = node.holder;
    }
    found = memo[at];
    for (; index != at; index = node.holder) {
        snap_graph_node(graph, index, &node);
        memo[index] = found;
    }
    return found;
}

static void module_of(const struct snap_graph *graph, size_t *memo, size_t index, char *out,
                      size_t size)
{
    size_t source = source_of(graph, memo, index);
    snprintf(out, size, "(shared)");
    if (source != NO_FILE)
        snap_graph_file(graph, source - FIRST, out, size);
}

static void count_graph(const struct snap_graph *graph, int side, struct tallies *t)
{
    char name[NAME_SIZE];
    struct snap_node node, owner;
    size_t *memo = calloc(snap_graph_count(graph), sizeof(*memo));
    t[BY_KIND].failed |= memo == NULL;
    for (size_t i = 0; memo != NULL && i < snap_graph_count(graph); i++) {
        size_t own = owner_of(graph, i);
        snap_graph_node(graph, i, &node);
        snap_graph_node(graph, own, &owner);
        add(&t[BY_KIND], node.kind, side, node.bytes);
        snap_graph_class(graph, own, name, sizeof(name));
        if (strcmp(owner.kind, "function") == 0 || strcmp(owner.kind, "native function") == 0)
            snprintf(name, sizeof(name), "Function");
        if (name[0] == '\0')
            snprintf(name, sizeof(name), "(%s)", owner.kind);
        add(&t[BY_CONSTRUCTOR], name, side, node.bytes);
        module_of(graph, memo, own, name, sizeof(name));
        add(&t[BY_MODULE], name, side, node.bytes);
    }
    free(memo);
}

/* ------------------------------------------------------------------------ printing */

static long long growth(const struct tally *t)
{
    return t->bytes[1] - t->bytes[0];
}

/* What changed most comes first; names decide between equals. */
static int by_change(const void *a, const void *b)
{
    const struct tally *one = a, *other = b;
    long long x = llabs(growth(one)), y = llabs(growth(other));
    return x != y ? (x < y) - (x > y) : strcmp(one->name, other->name);
}

static void print_view(struct tallies *t, const char *title)
{
    size_t shown = 0;
    printf("by %s:\n", title);
    for (size_t i = 0; i < t->count && shown < LINES_MAX; i++) {
        const struct tally *one = &t->list[i];
        if (growth(one) == 0 && one->count[0] == one->count[1])
            continue;
        printf("  %+12lld bytes %+9lld  %s\n", growth(one), one->count[1] - one->count[0],
               one->name);
        shown++;
    }
    if (shown == 0)
        printf("  no difference\n");
}

static void put_view(const struct tallies *t, const char *title)
{
    int first = 1;
    printf(",\n\"%s\":{", title);
    for (size_t i = 0; i < t->count; i++) {
        const struct tally *one = &t->list[i];
        if (growth(one) == 0 && one->count[0] == one->count[1])
            continue;
        fputs(first ? "\n" : ",\n", stdout);
        first = 0;
        look_put_text(one->name);
        printf(":{\"bytes\":[%lld,%lld],\"count\":[%lld,%lld]}", one->bytes[0], one->bytes[1],
               one->count[0], one->count[1]);
    }
    putchar('}');
}

static long long total(const struct tallies *t, int side)
{
    long long sum = 0;
    for (size_t i = 0; i < t->count; i++)
        sum += t->list[i].bytes[side];
    return sum;
}

static void print(struct tallies *t, const char *const names[2], int json)
{
    for (int view = 0; view < VIEW_COUNT; view++)
        if (t[view].count > 0)
            qsort(t[view].list, t[view].count, sizeof(*t[view].list), by_change);
    if (json) {
        fputs("{\"schema\":1,\"blobs\":[", stdout);
        look_put_text(names[0]);
        putchar(',');
        look_put_text(names[1]);
        printf("],\"bytes\":[%lld,%lld]", total(&t[BY_KIND], 0), total(&t[BY_KIND], 1));
    } else {
        printf("%s: %lld bytes of heap, %s: %lld, %+lld\n", names[0], total(&t[BY_KIND], 0),
               names[1], total(&t[BY_KIND], 1), total(&t[BY_KIND], 1) - total(&t[BY_KIND], 0));
    }
    for (int view = 0; view < VIEW_COUNT; view++) {
        if (json)
            put_view(&t[view], views[view]);
        else
            print_view(&t[view], views[view]);
    }
    if (json)
        puts("}");
}

int look_diff(const struct snap_graph *const graphs[2], const char *const names[2], int json)
{
    struct tallies t[VIEW_COUNT] = {{0}};
    int failed = 0;
    count_graph(graphs[0], 0, t);
    count_graph(graphs[1], 1, t);
    for (int view = 0; view < VIEW_COUNT; view++)
        failed |= t[view].failed;
    if (!failed)
        print(t, names, json);
    for (int view = 0; view < VIEW_COUNT; view++)
        free_tallies(&t[view]);
    return failed ? (cli_message("out of memory"), CLI_FAILED) : cli_flush();
}
