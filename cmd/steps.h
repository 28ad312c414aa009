/* SPDX-License-Identifier: MIT
 * steps.h - where the time of a generation goes.  Neighbours: none. */
#ifndef STEPS_H
#define STEPS_H

#include <stddef.h>

enum { STEPS_MAX = 16 };

/** Zero it at first. */
struct steps {
    struct {
        const char *name; /* borrowed */
        double us;
    } list[STEPS_MAX];
    size_t count;
    size_t current; /* that is under way, if `since` is set */
    double since;   /* microseconds, 0 if none is under way */
};

/** A step begins: the one before it ends.  Steps of one name are added up. */
void steps_begin(struct steps *steps, const char *name);

/** The last step ends; say on standard error, in one line, how long each took. */
void steps_print(struct steps *steps, const char *subject);

#endif
