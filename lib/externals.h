/* SPDX-License-Identifier: MIT
 * externals.h - external references: natives of the embedding program, known by name.
 *
 * A function object of such a native holds an index instead of an address, in a live heap
 * as in an image; the VM has the list that the index counts in.  Neighbours: jsboot.h,
 * duktape.h, natives.h. */
#ifndef JSB_EXTERNALS_H
#define JSB_EXTERNALS_H

#include "jsboot.h"

#include <duktape.h>

/** Most names in a table, and in a blob: indexes of both fit below JSB__NATIVE_LIMIT. */
#define JSB__EXTERNALS_MAX 0x7000u

/** What the indexes from JSB__NATIVE_EXTERNAL on mean in one VM. */
struct jsb__externals {
    const struct jsb_native **list; /* first those that the VM's blob names, in its order,
                                       then the whole table, sorted by name */
    unsigned blob_count, table_count;
};

/**
 * Resolve the names of a blob in the table of a VM's options.
 *
 * @param names  `count` names, each followed by NUL; not kept
 * @return 0; JSB_E_INVALID, JSB_E_EXTERNALS with a line for each name that the table
 *         lacks, JSB_E_NOMEM
 */
int jsb__externals_open(struct jsb__externals *e, const struct jsb_options *opt, const char *names,
                        unsigned count, struct jsb_error *err);
void jsb__externals_close(struct jsb__externals *e);

/** The function behind an index; `vm` is the heap's udata. */
duk_c_function jsb__external_at(const void *vm, unsigned index);

/** Place in the VM's sorted table of the native that a function object's slot holds, an
 *  index or the address of a listed function; -1 if there is none.  An address that is
 *  listed under several names stands for the first of them. */
int jsb__external_place(duk_context *ctx, duk_c_function slot);

/** Natives in the VM's table, and the name of one. */
unsigned jsb__external_count(duk_context *ctx);
const char *jsb__external_name(duk_context *ctx, unsigned place);

#endif
