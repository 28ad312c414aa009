/* SPDX-License-Identifier: MIT
 * code_entry.h - an entry of a code cache: what a source compiles to, and for which source and
 * engine it stands.  man/jsboot-code-cache.5 describes the bytes.  Neighbours: duktape.h, flat.h. */
#ifndef JSB_CODE_ENTRY_H
#define JSB_CODE_ENTRY_H

#include "flat.h"

#include <stddef.h>
#include <stdint.h>

/** How a source is compiled. */
enum jsb__unit_kind {
    JSB__UNIT_PROGRAM, /* a script in the global scope */
    JSB__UNIT_EVAL,    /* the same, and its last value is its result */
    JSB__UNIT_MODULE   /* the body of a CommonJS module */
};

/** What an entry is for: found once, for all that is done with a source.  Where the source lies is
 *  no part of it, so that machines and folders share what is the same. */
struct jsb__code_source {
    uint64_t digest[2]; /* XXH3-128 of the text */
    uint64_t len;       /* bytes of the text */
    enum jsb__unit_kind kind;
};

/** Describe a source. */
void jsb__code_source(const char *text, size_t len, enum jsb__unit_kind kind,
                      struct jsb__code_source *out);

/** The name that the entry of a source has in a store. */
void jsb__code_key(const struct jsb__code_source *source, uint8_t key[16]);

/**
 * Make the entry of a function that has just been compiled.
 *
 * @param out  its space is the caller's; receives the bytes, for jsb__flat_free()
 * @return 0; JSB_E_NOMEM; JSB_E_INVALID if the function cannot be kept
 */
int jsb__code_make(duk_context *ctx, duk_idx_t func_idx, const struct jsb__code_source *source,
                   struct jsb__flat *out);

/**
 * Check all bytes of an entry but the code of its functions, which is checked when they are first
 * called.
 *
 * @param data  at a multiple of 8
 * @param why   NULL, or receives what is wrong, for people; static text
 * @return the functions, for jsb__flat_push(); NULL if the entry is not to be used
 */
const void *jsb__code_check(const void *data, size_t len, const struct jsb__code_source *source,
                            const char **why);

/**
 * Find out under which name an entry belongs into a store of this engine, whatever its source.
 *
 * @param data  at a multiple of 8
 * @return NULL; what is wrong with it: header, engine or checksum; its functions are not looked at
 */
const char *jsb__code_identify(const void *data, size_t len, uint8_t key[16]);

#endif
