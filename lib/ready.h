/* SPDX-License-Identifier: MIT
 * ready.h - functions of source texts that were compiled before the heap was frozen.
 * Neighbours: duktape.h, unit.h. */
#ifndef JSB_READY_H
#define JSB_READY_H

#include "unit.h"

/** [] -> [key]: by which the function of a text, in the engine's form, is found.  Throws. */
void jsb__ready_push_key(duk_context *ctx, const char *text, size_t len);

/**
 * [file name] -> [function], or nothing happens: a module that was compiled before.  Throws if
 * there is no memory, or if a text that is still to be read cannot be.
 *
 * @param table  where the value stack has the functions by the keys of their texts; none if no
 *               object is there
 * @return whether there was one
 */
int jsb__ready_push(duk_context *ctx, duk_idx_t table, struct jsb__unit *unit);

#endif
