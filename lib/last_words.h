/* SPDX-License-Identifier: MIT
 * last_words.h - what a program has printed when a signal ends it.
 * Neighbours: vm.h, os.h. */
#ifndef JSB_LAST_WORDS_H
#define JSB_LAST_WORDS_H

#include "vm.h"

/** From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT write what waits in the buffer before they end the
 *  process, if they come to this thread; they are left alone if they are ignored or have a handler.
 *  One VM of a process at a time; to be called again when somebody has set what the signals do. */
void jsb__last_words_hear(struct jsb_vm *vm);

/** The VM has said all. */
void jsb__last_words_forget(const struct jsb_vm *vm);

/** Whether jsb__last_words_hear() was called for this VM, in this thread, and still holds. */
int jsb__last_words_heard(const struct jsb_vm *vm);

/** Empty the buffer and write `len` bytes, which may lie in it.  A signal that comes meanwhile
 *  ends the process when it is known how much was written.  @return 0 or an errno value */
int jsb__last_words_write(struct jsb_vm *vm, const char *data, size_t len);

#endif
