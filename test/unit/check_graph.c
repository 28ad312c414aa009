/* SPDX-License-Identifier: MIT
 * check_graph.c - the heap of a blob as a graph; what holds what. */
#include "unit.h"

#include "../../snapshot/dominators.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------- dominators */

/* 5 -> 3, 4; 4 -> 1, 2; 3 -> 0; 2 -> 1; 1 -> 0, 2; 0 -> 1: it takes more than one round.
 * Nothing leads to 6. */
START_TEST(graph_dominators)
{
    static const uint32_t edges[] = {1, 0, 2, 1, 0, 1, 2, 3, 4};
    static const size_t first[] = {0, 1, 3, 4, 5, 7, 9, 9};
    struct snap__edges graph = {edges, first, 7, 5};
    uint32_t dominators[7], order[7];
    ck_assert_uint_eq(snap__dominators(&graph, dominators, order), 6);
    ck_assert_uint_eq(order[0], 5);
    for (uint32_t i = 0; i < 5; i++)
        ck_assert_uint_eq(dominators[i], 5);
    ck_assert_uint_eq(dominators[6], UINT32_MAX);
}
END_TEST

START_TEST(graph_dominators_of_a_chain)
{
    /* 3 -> 2 -> 1 -> 0, 3 -> 1 */
    static const uint32_t edges[] = {0, 1, 2, 1};
    static const size_t first[] = {0, 0, 1, 2, 4};
    struct snap__edges graph = {edges, first, 4, 3};
    uint32_t dominators[4], order[4];
    ck_assert_uint_eq(snap__dominators(&graph, dominators, order), 4);
    ck_assert_uint_eq(dominators[0], 1);
    ck_assert_uint_eq(dominators[1], 3);
    ck_assert_uint_eq(dominators[2], 3);
    ck_assert_uint_eq(dominators[3], 3);
}
END_TEST

/* Marks what can be reached without going through `without`. */
static void mark(const struct snap__edges *g, size_t node, size_t without, char *marks)
{
    if (node == without || marks[node])
        return;
    marks[node] = 1;
    for (size_t i = g->first[node]; i < g->first[node + 1]; i++)
        mark(g, g->targets[i], without, marks);
}

enum { SMALL = 9 };

/* By definition: all paths go through it, and through no other such node after it. */
static void expect_dominators(const struct snap__edges *g, const uint32_t *dominators)
{
    char marks[SMALL + 1][SMALL] = {{0}}; /* without each node, and with all */
    for (size_t i = 0; i <= g->count; i++)
        mark(g, g->root, i < g->count ? i : SIZE_MAX, marks[i]);
    for (size_t node = 0; node < g->count; node++) {
        uint32_t found = dominators[node];
        ck_assert_int_eq(found != UINT32_MAX, marks[g->count][node]);
        if (found == UINT32_MAX || node == g->root)
            continue;
        ck_assert_uint_ne(found, node);
        ck_assert_int_eq(marks[found][node], 0);
        for (size_t i = 0; i < g->count; i++)
            if (i != node && i != found && !marks[i][node])
                ck_assert_int_eq(marks[i][found], 0);
    }
}

START_TEST(graph_dominators_of_small_graphs)
{
    uint32_t seed = 1, targets[3 * SMALL], dominators[SMALL], order[SMALL];
    size_t first[SMALL + 1];
    for (int round = 0; round < 20000; round++) {
        struct snap__edges graph = {targets, first, SMALL, (size_t)round % SMALL};
        first[0] = 0;
        for (size_t i = 0; i < SMALL; i++) {
            seed = seed * 1664525 + 1013904223;
            first[i + 1] = first[i] + (seed >> 24) % 4;
            for (size_t k = first[i]; k < first[i + 1]; k++)
                targets[k] = (seed >> (4 * (k - first[i]))) % SMALL;
        }
        ck_assert_uint_gt(snap__dominators(&graph, dominators, order), 0);
        expect_dominators(&graph, dominators);
    }
}
END_TEST

/* Each node of a list leads to the next one, and to what all have in common.  A method that
 * goes back along the list from each of them does not end in time. */
START_TEST(graph_dominators_of_a_long_list)
{
    enum { LONG = 400000 };
    uint32_t *targets = malloc(2 * LONG * sizeof(*targets));
    uint32_t *dominators = malloc((LONG + 1) * sizeof(*dominators));
    uint32_t *order = malloc((LONG + 1) * sizeof(*order));
    size_t *first = malloc((LONG + 2) * sizeof(*first));
    struct snap__edges graph = {targets, first, LONG + 1, 0};
    for (uint32_t i = 0; i < LONG; i++) {
        first[i] = 2 * i;
        targets[2 * i] = i + 1;
        targets[2 * i + 1] = LONG;
    }
    first[LONG] = first[LONG + 1] = 2 * LONG;
    ck_assert_uint_eq(snap__dominators(&graph, dominators, order), LONG + 1);
    for (uint32_t i = 1; i < LONG; i++)
        ck_assert_uint_eq(dominators[i], i - 1);
    ck_assert_uint_eq(dominators[LONG], 0);
    free(targets);
    free(dominators);
    free(order);
    free(first);
}
END_TEST

/* ------------------------------------------------------------------------- a heap */

static struct snap_graph *graph_of(const char *code)
{
    struct jsb_options opt = {.building = 1};
    struct snap_graph *graph;
    struct snap_blob *blob;
    struct jsb_vm *vm;
    static void *image;
    size_t size;
    snap_free(image);
    ck_assert_int_eq(jsb_create(&opt, &vm), JSB_OK);
    ck_assert_int_eq(jsb_eval(vm, code, strlen(code), "a.js"), JSB_OK);
    ck_assert_int_eq(snap_create(vm, NULL, &image, &size, NULL), JSB_OK);
    jsb_destroy(vm);
    ck_assert_int_eq(snap_open_memory(image, size, &blob, NULL), JSB_OK);
    ck_assert_int_eq(snap_graph_open(blob, &graph, NULL), JSB_OK);
    snap_close(blob);
    return graph;
}

static size_t find(const struct snap_graph *graph, const char *path)
{
    size_t index = 0;
    ck_assert_msg(snap_graph_find(graph, path, &index) == JSB_OK, "no %s", path);
    return index;
}

static uint64_t retained(const struct snap_graph *graph, const char *path)
{
    struct snap_node node;
    snap_graph_node(graph, find(graph, path), &node);
    return node.retained;
}

START_TEST(graph_finds_and_names)
{
    struct snap_graph *g = graph_of("function Shop() { this.items = [{ name: 'x' }]; }"
                                    "var app = { shop: new Shop(), 'odd key': { n: {} } };");
    static const char *const paths[] = {"app", "globalThis.app.shop.items[0]", ".app[\"odd key\"].n",
                                        "Shop"};
    char text[256];
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct snap_node node;
        snap_graph_node(g, find(g, paths[i]), &node);
        ck_assert(node.is_cell && node.bytes > 0 && node.retained >= node.bytes);
        snap_graph_path(g, find(g, paths[i]), text, sizeof(text));
        ck_assert_msg(strstr(text, paths[i]) != NULL, "%s is %s", paths[i], text);
    }
    snap_graph_class(g, find(g, "app.shop"), text, sizeof(text));
    ck_assert_str_eq(text, "Shop");
    snap_graph_class(g, find(g, "app.shop.items"), text, sizeof(text));
    ck_assert_str_eq(text, "Array");
    snap_graph_class(g, find(g, "Shop"), text, sizeof(text));
    ck_assert_str_eq(text, "Shop");
    snap_graph_file(g, find(g, "Shop"), text, sizeof(text));
    ck_assert_str_eq(text, "a.js");
    snap_graph_close(g);
}
END_TEST

START_TEST(graph_retains_what_only_it_holds)
{
    struct snap_graph *g = graph_of("var own = { data: new Uint8Array(100000) };"
                                    "var one = { data: new Uint8Array(200000) }; var other = one.data;"
                                    "var text = { t: new Array(5000).join('ab') };");
    struct snap_node node;
    ck_assert_uint_gt(retained(g, "own"), 100000);
    ck_assert_uint_lt(retained(g, "own"), 101000);
    ck_assert_uint_lt(retained(g, "one"), 1000);
    ck_assert_uint_gt(retained(g, "other"), 200000);
    ck_assert_uint_gt(retained(g, "text"), 9000); /* the string table does not hold it */
    snap_graph_node(g, find(g, "own.data"), &node);
    ck_assert_uint_ne(node.holder, find(g, "own.data"));
    ck_assert_uint_ge(retained(g, "own"), node.retained);
    snap_graph_close(g);
}
END_TEST

START_TEST(graph_all_adds_up)
{
    struct snap_graph *g = graph_of("var x = { y: [1, 2, { z: function () { } }] };");
    struct snap_node node;
    uint64_t bytes = 0, roots = 0;
    for (size_t i = 0; i < snap_graph_count(g); i++) {
        snap_graph_node(g, i, &node);
        bytes += node.bytes;
        roots += node.holder == i ? node.retained : 0;
        ck_assert_uint_ge(node.retained, node.bytes);
    }
    ck_assert_uint_eq(bytes, roots);
    snap_graph_close(g);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(graph_of_no_path)
{
    struct snap_graph *g = graph_of("var a = { b: 1 };");
    static const char *const paths[] = {"", "b", "a.b", "a.", "a.c", "a[0]", "aa"};
    size_t index;
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
        UNIT_ASSERT(snap_graph_find(g, paths[i], &index) == JSB_E_INVALID, "found '%s'", paths[i]);
    snap_graph_close(g);
}
END_TEST

START_TEST(graph_describes_bytes)
{
    struct jsb_options opt = {.building = 1};
    struct jsb_vm *vm;
    void *image;
    size_t size;
    char text[512];
    ck_assert_int_eq(jsb_create(&opt, &vm), JSB_OK);
    ck_assert_int_eq(snap_create(vm, NULL, &image, &size, NULL), JSB_OK);
    jsb_destroy(vm);
    snap_describe(image, size, 100, text, sizeof(text));
    ck_assert_str_eq(text, "in the header");
    snap_describe(image, size, 4096 + 64, text, sizeof(text));
    ck_assert_ptr_nonnull(strstr(text, "in section heap: "));
    snap_describe(image, size, size - 1, text, sizeof(text));
    ck_assert_str_eq(text, "in section chunks");
    snap_describe("junk", 4, 0, text, sizeof(text));
    ck_assert_str_eq(text, "in what is no blob");
    snap_free(image);
}
END_TEST

Suite *suite_graph(void)
{
    const TTest *const core[] = {graph_dominators, graph_dominators_of_a_chain,
                                 graph_dominators_of_small_graphs, graph_dominators_of_a_long_list,
                                 graph_finds_and_names, graph_retains_what_only_it_holds,
                                 graph_all_adds_up};
    const TTest *const errors[] = {graph_of_no_path, graph_describes_bytes};
    Suite *suite = suite_create("graph");
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
