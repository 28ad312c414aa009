/* SPDX-License-Identifier: MIT
 * guard.h - what happens to the process when a blob's file is damaged while it is in use.
 * Neighbours: snapshot.h. */
#ifndef GUARD_H
#define GUARD_H

#include <snapshot.h>

/** From now on a fault in the mapping of a blob's file ends the process with a message and
 *  CLI_REFUSED.  `path` is kept. */
void guard_start(const char *path);

/** Called before such an end, if it is set: it may do what a signal handler may. */
extern void (*guard_at_end)(void);

/** The blob that runs, kept, or NULL: other faults are blamed on its file if it was written
 *  to in the meantime. */
void guard_blob(const struct snap_blob *blob);

#endif
