/* SPDX-License-Identifier: MIT
 * unit_store.h - a folder of the code cache for the tests of those that write to it. */
#ifndef JSB_UNIT_STORE_H
#define JSB_UNIT_STORE_H

#include "unit.h"

#include "../../lib/code_format.h"
#include "../../lib/code_pack.h"
#include "../../lib/code_store.h"

enum { STORE_LARGE = 40000 }; /* an entry of that size has a file of its own */

/** The test's own folder, and the cache's in it, which is not there at first. */
extern char store_base[64], store_folder[96];

/** What `store_options` were told, and how often. */
extern char store_told[4096];
extern int store_told_kind, store_told_times;

extern struct jsb_options store_options;

/** For unit_fixture(). */
void store_setup(void);
void store_teardown(void);

struct jsb__code_store *store_new(void);

/** Numbers that are the same modulo JSB__PACK_SETS have one set of the pack. */
const uint8_t *store_key(unsigned number);

/** Where the cache has a file; good until the next call. */
const char *store_path(const char *name);
const char *store_entry_path(unsigned number);
const char *store_pack_path(void);

/** Keep an entry whose bytes are those of its number.  @return 1 if it was kept */
int store_put(struct jsb__code_store *store, unsigned number, size_t size);

/** Its size, 0 if it is not there; all bytes are as store_put() has them. */
size_t store_found(struct jsb__code_store *store, unsigned number);

#endif
