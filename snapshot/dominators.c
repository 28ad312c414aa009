/* SPDX-License-Identifier: MIT
 * dominators.c - which node of a graph all paths to another one go through.
 *
 * The iterative method of Cooper, Harvey and Kennedy (2001): for graphs such as heaps two or
 * three rounds, and no more than a few arrays. */
#include "dominators.h"

#include <stdlib.h>
#include <string.h>

struct work {
    const struct snap__edges *edges;
    uint32_t *order;    /* reverse postorder */
    uint32_t *number;   /* of each node in it, UINT32_MAX: not reached */
    uint32_t *sources;  /* who leads to a node: sources[at[i]] up to at[i + 1] */
    size_t *at;
    uint32_t *stack;
    size_t *next; /* of each node on the stack: the edge that is to be taken next */
    size_t reached;
};

static void free_work(struct work *w)
{
    free(w->number);
    free(w->sources);
    free(w->at);
    free(w->stack);
    free(w->next);
}

static int make_work(struct work *w)
{
    size_t n = w->edges->count, edges = w->edges->first[n];
    w->number = malloc(n * sizeof(*w->number));
    w->sources = malloc((edges + 1) * sizeof(*w->sources));
    w->at = calloc(n + 2, sizeof(*w->at));
    w->stack = malloc(n * sizeof(*w->stack));
    w->next = malloc(n * sizeof(*w->next));
    return w->number && w->sources && w->at && w->stack && w->next;
}

/* Depth first, without recursion: nodes are numbered from the end when they are left. */
static void number_nodes(struct work *w)
{
    const struct snap__edges *e = w->edges;
    size_t depth = 1, end = e->count;
    memset(w->number, 0xff, e->count * sizeof(*w->number));
    w->stack[0] = (uint32_t)e->root;
    w->next[e->root] = e->first[e->root];
    w->number[e->root] = 0;
    while (depth > 0) {
        uint32_t node = w->stack[depth - 1];
        if (w->next[node] == e->first[node + 1]) {
            w->order[--end] = node;
            depth--;
            continue;
        }
        node = e->targets[w->next[node]++];
        if (w->number[node] != UINT32_MAX)
            continue;
        w->number[node] = 0;
        w->next[node] = e->first[node];
        w->stack[depth++] = node;
    }
    w->reached = e->count - end;
    memmove(w->order, w->order + end, w->reached * sizeof(*w->order));
    for (size_t i = 0; i < w->reached; i++)
        w->number[w->order[i]] = (uint32_t)i;
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

static uint32_t meet(const struct work *w, const uint32_t *dominators, uint32_t a, uint32_t b)
{
    while (a != b) {
        while (w->number[a] > w->number[b])
            a = dominators[a];
        while (w->number[b] > w->number[a])
            b = dominators[b];
    }
    return a;
}

static uint32_t dominator_of(const struct work *w, const uint32_t *dominators, uint32_t node)
{
    uint32_t found = UINT32_MAX;
    for (size_t i = w->at[node]; i < w->at[node + 1]; i++) {
        uint32_t source = w->sources[i];
        if (dominators[source] == UINT32_MAX)
            continue;
        found = found == UINT32_MAX ? source : meet(w, dominators, source, found);
    }
    return found;
}

static void find(const struct work *w, uint32_t *dominators)
{
    uint32_t root = (uint32_t)w->edges->root;
    int changed = 1;
    memset(dominators, 0xff, w->edges->count * sizeof(*dominators));
    dominators[root] = root;
    while (changed) {
        changed = 0;
        for (size_t i = 1; i < w->reached; i++) {
            uint32_t node = w->order[i], found = dominator_of(w, dominators, node);
            changed |= dominators[node] != found;
            dominators[node] = found;
        }
    }
}

size_t snap__dominators(const struct snap__edges *edges, uint32_t *dominators, uint32_t *order)
{
    struct work w = {.edges = edges, .order = order};
    if (make_work(&w)) {
        number_nodes(&w);
        list_sources(&w);
        find(&w, dominators);
    }
    free_work(&w);
    return w.reached;
}
