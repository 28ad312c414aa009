/* SPDX-License-Identifier: MIT
 * dominators.c - which node of a graph all paths to another one go through.
 *
 * The method of Lengauer and Tarjan (1979), in its simple form.  Heaps have long lists, each node
 * of which leads to one object, such as a prototype: methods that go back step by step take the
 * square of their length. */
#include "dominators.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

/* But for the lists of sources, nodes are known by their numbers in the order of the search; that
 * of the root is 0. */
struct work {
    const struct snap__edges *edges;
    uint32_t *order;  /* node of each number */
    uint32_t *number; /* of each node, NONE: not reached */
    size_t *next;     /* of each node on the stack: the edge that is to be taken next */
    uint32_t *stack;
    uint32_t *sources; /* who leads to a node: sources[at[i]] up to at[i + 1] */
    size_t *at;
    uint32_t *parent; /* from which the search came */
    uint32_t *semi;   /* its semidominator */
    uint32_t *forest; /* what is above it in the forest of nodes that are done, NONE: nothing */
    uint32_t *best;   /* the one with the least semidominator on the way to there */
    uint32_t *bucket; /* the first of the nodes whose semidominator it is, NONE: none */
    uint32_t *other;  /* the next one in the same bucket */
    uint32_t *found;  /* its dominator */
    size_t reached;
};

static void free_work(struct work *w)
{
    free(w->number);
    free(w->next);
    free(w->sources);
    free(w->at);
    free(w->stack);
}

/* All lists of numbers are in one block, that of the stack. */
static int make_work(struct work *w)
{
    size_t n = w->edges->count, edges = w->edges->first[n];
    uint32_t **const lists[] = {&w->stack, &w->parent, &w->semi,  &w->forest,
                                &w->best,  &w->bucket, &w->other, &w->found};
    uint32_t *room = malloc(8 * n * sizeof(*room));
    for (size_t i = 0; i < 8; i++)
        *lists[i] = room == NULL ? NULL : room + i * n;
    w->number = malloc(n * sizeof(*w->number));
    w->next = malloc(n * sizeof(*w->next));
    w->sources = malloc((edges + 1) * sizeof(*w->sources));
    w->at = calloc(n + 2, sizeof(*w->at));
    return room && w->number && w->next && w->sources && w->at;
}

static void reach(struct work *w, uint32_t node, uint32_t parent)
{
    w->parent[w->reached] = parent;
    w->order[w->reached] = node;
    w->number[node] = (uint32_t)w->reached++;
    w->next[node] = w->edges->first[node];
}

/* Depth first, without recursion. */
static void number_nodes(struct work *w)
{
    const struct snap__edges *e = w->edges;
    size_t depth = 1;
    memset(w->number, 0xff, e->count * sizeof(*w->number));
    w->stack[0] = (uint32_t)e->root;
    reach(w, w->stack[0], 0);
    while (depth > 0) {
        uint32_t node = w->stack[depth - 1], to;
        if (w->next[node] == e->first[node + 1]) {
            depth--;
            continue;
        }
        to = e->targets[w->next[node]++];
        if (w->number[to] != NONE)
            continue;
        reach(w, to, w->number[node]);
        w->stack[depth++] = to;
    }
}

/* Turns the edges round, by counting. */
static void list_sources(struct work *w)
{
    const struct snap__edges *e = w->edges;
    for (size_t i = 0; i < e->first[e->count]; i++)
        w->at[e->targets[i] + 2]++;
    for (size_t i = 2; i < e->count + 2; i++)
        w->at[i] += w->at[i - 1];
    for (size_t node = 0; node < e->count; node++)
        for (size_t i = e->first[node]; i < e->first[node + 1]; i++)
            w->sources[w->at[e->targets[i] + 1]++] = (uint32_t)node;
}

/* The best node from `v` up to below the top of its tree; the way there is made short. */
static uint32_t best_above(struct work *w, uint32_t v)
{
    size_t depth = 0;
    if (w->forest[v] == NONE)
        return v;
    for (uint32_t u = v; w->forest[w->forest[u]] != NONE; u = w->forest[u])
        w->stack[depth++] = u;
    while (depth > 0) {
        uint32_t u = w->stack[--depth], above = w->forest[u];
        if (w->semi[w->best[above]] < w->semi[w->best[u]])
            w->best[u] = w->best[above];
        w->forest[u] = w->forest[above];
    }
    return w->best[v];
}

static void find_semi(struct work *w, uint32_t v)
{
    uint32_t node = w->order[v];
    for (size_t i = w->at[node]; i < w->at[node + 1]; i++) {
        uint32_t source = w->number[w->sources[i]];
        if (source == NONE)
            continue;
        source = w->semi[best_above(w, source)];
        if (source < w->semi[v])
            w->semi[v] = source;
    }
    w->other[v] = w->bucket[w->semi[v]];
    w->bucket[w->semi[v]] = v;
}

/* Where a better node is on the way, its dominator is the one, which is not known yet. */
static void empty_bucket(struct work *w, uint32_t top)
{
    for (uint32_t v = w->bucket[top]; v != NONE; v = w->other[v]) {
        uint32_t best = best_above(w, v);
        w->found[v] = w->semi[best] < w->semi[v] ? best : top;
    }
    w->bucket[top] = NONE;
}

static void find(struct work *w)
{
    for (size_t i = 0; i < w->reached; i++) {
        w->semi[i] = w->best[i] = (uint32_t)i;
        w->forest[i] = w->bucket[i] = NONE;
    }
    for (uint32_t v = (uint32_t)w->reached - 1; v > 0; v--) {
        find_semi(w, v);
        w->forest[v] = w->parent[v];
        empty_bucket(w, w->parent[v]);
    }
    w->found[0] = 0;
    for (size_t i = 1; i < w->reached; i++)
        if (w->found[i] != w->semi[i])
            w->found[i] = w->found[w->found[i]];
}

size_t snap__dominators(const struct snap__edges *edges, uint32_t *dominators, uint32_t *order)
{
    struct work w = {.edges = edges, .order = order};
    if (make_work(&w)) {
        number_nodes(&w);
        list_sources(&w);
        find(&w);
        memset(dominators, 0xff, edges->count * sizeof(*dominators));
        for (size_t i = 0; i < w.reached; i++)
            dominators[order[i]] = order[w.found[i]];
    }
    free_work(&w);
    return w.reached;
}
