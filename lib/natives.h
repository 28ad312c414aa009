/* SPDX-License-Identifier: MIT
 * natives.h - our native functions and their stable indexes.
 *
 * A blob refers to a native by index, never by address.  Indexes 1.. are the
 * engine's own built-ins in the order of its table; from JSB__NATIVE_OWN they are
 * the entries of natives.def, to which one may only append; from JSB__NATIVE_EXTERNAL
 * the natives of the embedding program, see externals.h. */
#ifndef JSB_NATIVES_H
#define JSB_NATIVES_H

#include <duktape.h>

#define JSB__NATIVE_OWN 0x1000u   /* index of the first entry of natives.def */
#define JSB__NATIVE_EXTERNAL 0x2000u /* index of the first external reference */
#define JSB__NATIVE_LIMIT 0x10000u /* indexes are below, addresses are not */

struct jsb__native {
    const char *name;
    int nargs; /* DUK_VARARGS or a count */
};

extern const duk_c_function jsb__native_funcs[];
extern const struct jsb__native jsb__native_info[];
extern const unsigned jsb__native_count;

/** All names, each followed by NUL, in index order: what a blob's list is compared with. */
extern const char jsb__native_names[];
extern const size_t jsb__native_names_len;

/** Index of one of our natives, 0 if it is not listed. */
unsigned jsb__native_index(duk_c_function func);

/** Push an object with every native of natives.def as a property: the runtime's
 *  way to the system. */
void jsb__push_natives(duk_context *ctx);

#endif
