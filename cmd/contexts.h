/* SPDX-License-Identifier: MIT
 * contexts.h - the contexts of a blob: heaps that go on from a common one.
 * Neighbours: snapshot.h. */
#ifndef CONTEXTS_H
#define CONTEXTS_H

#include <snapshot.h>

enum { CONTEXT_SCRIPTS_MAX = 256 };

/** What --context was given, in order: "name=script", where a name may come several times; or
 *  a name to look at. */
struct contexts {
    const char *words[CONTEXT_SCRIPTS_MAX];
    size_t count;
    char current[64]; /**< the context that is being made, "" if none is */
};

/** Add a word.  @return 0, or CLI_USAGE after a message */
int contexts_add(struct contexts *contexts, const char *word);

/** Check that all words are names and scripts.  @return 0, or CLI_USAGE after a message */
int contexts_check(const struct contexts *contexts);

/** Open a blob to look at it, or that of a program made with --exe: anyone's, as nothing of it
 *  runs.  If a context was named, that one.
 *  @param label  receives what it is called */
int contexts_look(const struct contexts *contexts, const char *path, struct snap_blob **blob,
                  char *label, size_t size, struct jsb_error *err);

/** How gen_snapshot runs a script and freezes a VM; each returns 0, or an exit code after a
 *  message. */
struct context_steps {
    int (*run)(void *user, struct jsb_vm *vm, const char *script);
    int (*freeze)(void *user, struct jsb_vm *vm, void **blob, size_t *size);
    void *user;
};

/**
 * Make the contexts: for each name boot a VM from the common blob, run its scripts, freeze it.
 * A message names the one that fails.
 *
 * @param vm    options of the VMs; each gets random numbers of its own
 * @param blob  the common blob; what has the contexts too takes its place
 * @return 0, or an exit code after a message
 */
int contexts_make(struct contexts *contexts, const struct context_steps *steps,
                  const struct jsb_options *vm, void **blob, size_t *size);

/** Print a line for each context of a blob. */
void contexts_print(const struct snap_blob *blob);

#endif
