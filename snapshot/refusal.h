/* SPDX-License-Identifier: MIT
 * refusal.h - the message by which a heap is refused: all causes, each with the property path
 * that leads to it.  Neighbours: census.h, causes.h. */
#ifndef SNAP_REFUSAL_H
#define SNAP_REFUSAL_H

#include "../lib/causes.h"
#include "../lib/engine.h"
#include "../lib/err.h"

struct snap__census;

/** What the runtime has told of, in memory of our own: the census may not run JavaScript. */
struct snap__causes {
    struct jsb__cause *list;
    size_t count;
    int failed; /* memory ran out */
};

/** Add a copy of a cause; a jsb__cause_fn. */
void snap__causes_add(void *causes, const struct jsb__cause *cause);
void snap__causes_free(struct snap__causes *causes);

/** The causes so far; those that `err` has no room for are counted only. */
struct snap__refusal {
    struct jsb_error *err; /* may be NULL */
    unsigned count, hidden;
};

/** Refuse a slot of block `index`. */
void snap__refuse_slot(struct snap__census *c, size_t index, size_t off, const char *what,
                       const char *remedy);

/** Refuse what the runtime told of, after the census, and end the message.
 *  @return 0, or JSB_E_UNFREEZABLE if there was any cause */
int snap__refuse_causes(struct snap__census *c, const struct snap__causes *causes);

#endif
