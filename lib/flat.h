/* SPDX-License-Identifier: MIT
 * flat.h - compiled functions as flat bytes, and back.
 *
 * The flat form of a function holds it and all functions inside of it: instructions, constants,
 * names, line tables.  It holds no addresses and no reference counts and may lie in read-only
 * memory.  A function that is made of it is not read before it is first called: until then its
 * code is one instruction which does that.  Neighbours: duktape.h. */
#ifndef JSB_FLAT_H
#define JSB_FLAT_H

#include <duktape.h>

#include <stddef.h>
#include <stdint.h>

/** Bytes in memory of the caller's, or from malloc() where that has no room for them. */
struct jsb__flat {
    char *data; /* NULL if they could not be made */
    size_t len;
    void *space; /* of the caller's, at a multiple of 8, or NULL */
    size_t space_size;
};

void jsb__flat_free(struct jsb__flat *flat);

/**
 * Make the flat form of a function on the value stack, as duk_compile() or jsb__compile_body()
 * left it.  No JavaScript runs, and nothing throws.
 *
 * @param room  bytes to leave free in front of it, a multiple of 8
 * @param out   its space is the caller's; receives room and flat form, for jsb__flat_free()
 * @return 0; JSB_E_NOMEM; JSB_E_INVALID if the function has been given something that the
 *         compiler does not make, or has not been read itself
 */
int jsb__flat_make(duk_context *ctx, duk_idx_t func_idx, size_t room, struct jsb__flat *out);

/** Bytes of a flat form whose functions are all checked before it is used. */
#define JSB__FLAT_SMALL 8192u

/** Check a small one as a whole, and of others what does not need a look into each function; those
 *  are checked when they are first called.  `data` is at a multiple of 8.
 *  @return NULL, or what is wrong with it */
const char *jsb__flat_check(const void *data, size_t len);

/**
 * [file name] -> [function]: a function of the global scope from its flat form, which has passed
 * jsb__flat_check(), and which is to stay as it is as long as the heap is there, or until
 * jsb__flat_is_used() says no.  Throws.
 *
 * @param is_body  jsb__compile_body() has made it, not duk_compile()
 */
void jsb__flat_push(duk_context *ctx, const void *data, int is_body);

/** Read a function and all functions inside of it, which jsb__flat_make() asks for.  Throws. */
void jsb__flat_read_all(duk_context *ctx, duk_idx_t func_idx);

/** Whether functions are left in the heap that have not been read yet. */
int jsb__flat_is_used(duk_context *ctx, const void *data);

/** Read all functions at once that are made of flat forms from now on: for measurements and
 *  tests.  */
void jsb__flat_be_eager(duk_context *ctx, int eager);

#endif
