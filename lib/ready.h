/* SPDX-License-Identifier: MIT
 * ready.h - functions of source texts that were compiled before the heap was frozen.
 * Neighbours: duktape.h, unit.h. */
#ifndef JSB_READY_H
#define JSB_READY_H

#include "unit.h"

/** [file name] -> [file name key]: by which the function of a text is found; nothing happens and
 *  false is returned if its file cannot be read.  Throws. */
int jsb__ready_push_key(duk_context *ctx, struct jsb__unit *unit);

/** Tell of a function that is about to run, if somebody listens. */
void jsb__ready_tell(duk_context *ctx, duk_idx_t function, double start);

/**
 * [file name] -> [function], or nothing happens: a module that was compiled before.  Throws if
 * there is no memory.
 *
 * @param table  where the value stack has the functions by the keys of their texts; none if no
 *               object is there
 * @return whether there was one
 */
int jsb__ready_push(duk_context *ctx, duk_idx_t table, struct jsb__unit *unit);

#endif
