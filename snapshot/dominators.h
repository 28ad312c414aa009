/* SPDX-License-Identifier: MIT
 * dominators.h - which node of a graph all paths to another one go through.  Neighbours: none. */
#ifndef SNAP_DOMINATORS_H
#define SNAP_DOMINATORS_H

#include <stddef.h>
#include <stdint.h>

/** A graph: node i leads to targets[first[i]] up to targets[first[i + 1]]; node `root` leads to
 *  all others. */
struct snap__edges {
    const uint32_t *targets;
    const size_t *first;
    size_t count;
    size_t root;
};

/**
 * The immediate dominator of each node, that of the root is itself; UINT32_MAX for what cannot be
 * reached.
 *
 * @param order  receives the nodes that are reached, each behind its dominator
 * @return how many are reached, 0 if there is no memory
 */
size_t snap__dominators(const struct snap__edges *edges, uint32_t *dominators, uint32_t *order);

#endif
