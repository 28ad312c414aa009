/* SPDX-License-Identifier: MIT
 * causes.h - what the runtime knows to be open or under way, by which a freeze is refused:
 * files, folders, timers.  Neighbours: vm.h. */
#ifndef JSB_CAUSES_H
#define JSB_CAUSES_H

#include "vm.h"

/** One thing that belongs to the process, not to the heap.  Texts are in the engine's form. */
struct jsb__cause {
    const void *object; /* what the program holds, NULL if that is a number ... */
    double number;      /* ... namely this one, NaN if it is none */
    const char *what;   /* "a pending timer" */
    const char *remedy; /* "clear it before the snapshot" */
    const char *stack;  /* where it was made: lines without an end, "" if unknown */
};

/** Called for each cause, whose texts are valid during the call.  It must not throw. */
typedef void (*jsb__cause_fn)(void *user, const struct jsb__cause *cause);

/**
 * Take from the runtime's tables what is open or under way, so that a walk over the heap
 * meets it only where the program holds it, and tell each.  jsb__attach() puts it back,
 * and does nothing if nothing was taken.
 *
 * @return 0 or the code of an error, with vm->error set
 */
int jsb__detach(struct jsb_vm *vm, jsb__cause_fn fn, void *user);
int jsb__attach(struct jsb_vm *vm);

#endif
