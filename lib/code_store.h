/* SPDX-License-Identifier: MIT
 * code_store.h - entries of the code cache by their keys, in a folder.
 * Neighbours: code_folder.h, code_stored.h, jsboot.h. */
#ifndef JSB_CODE_STORE_H
#define JSB_CODE_STORE_H

#include "code_folder.h"
#include "code_stored.h"

#include <stddef.h>
#include <stdint.h>

struct jsb__code_store;
struct jsb_options;

/**
 * A store for one VM; touches nothing on the disk.
 *
 * @param folder  relative to the current folder of now
 * @param opt     limit and callback of the VM, which must live as long
 * @param space   PATH_MAX bytes, for the moment
 * @return NULL without memory, or if there is no current folder
 */
struct jsb__code_store *jsb__code_store_new(const char *folder, const struct jsb_options *opt,
                                            char *space);
void jsb__code_store_free(struct jsb__code_store *store);

/** Absolute name of its folder. */
const char *jsb__code_store_folder(const struct jsb__code_store *store);

/** Make the folder, if it is not there, and see whether it can be used.
 *  @param why  text if it cannot, JSB__CODE_WHY_SIZE bytes
 *  @return true if it can */
int jsb__code_store_prepare(struct jsb__code_store *store, char *why);

/**
 * Look for an entry; whatever was written under that name is found, checked by nobody.
 *
 * @param memory  the heap's, where a small entry takes no page of its own, or NULL; an entry of it
 *                is to be released before it is dropped
 * @return 1 if there is one, to be released
 */
int jsb__code_store_find(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE],
                         struct jsb__memory *memory, struct jsb__stored *out);

/** Whether what was looked for last was not there. */
int jsb__code_store_missed(const struct jsb__code_store *store);

/** Note that something, a file, has an entry, of whatever key; see whether that was noted.  Both take
 *  the file of small entries as it is: what cannot be noted was not. */
void jsb__code_store_note(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE]);
int jsb__code_store_is_noted(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE]);

/** Keep an entry, as a whole or not at all; one that is there is replaced.  Costs nothing but
 *  time if it fails.
 *  @return 1 if it was kept; 0 without a word to opt->on_code_cache if it is larger than all
 *          entries may be, or something was told before */
int jsb__code_store_put(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE],
                        const void *data, size_t size);

/** Ask opt->on_code_missing, if there is such a function, for an entry that was not found.
 *  @param source_len  bytes of the source that it is of
 *  @return 1 if it may be there now */
int jsb__code_store_ask(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE],
                        uint64_t source_len);

/** Tell opt->on_code_kept, if there is such a function, of an entry that was kept. */
void jsb__code_store_tell(const struct jsb__code_store *store,
                          const uint8_t key[JSB__CODE_KEY_SIZE], uint64_t source_len);

/** Remove an entry that was found to be of no use. */
void jsb__code_store_drop(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE]);

#endif
