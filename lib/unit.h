/* SPDX-License-Identifier: MIT
 * unit.h - the one place that makes functions of source texts that are to run: compiled, or from
 * the code cache.  Neighbours: duktape.h, code_entry.h. */
#ifndef JSB_UNIT_H
#define JSB_UNIT_H

#include "code_entry.h"

struct jsb_vm;

/** A source text. */
struct jsb__unit {
    const char *text; /* NULL: it is in `fd` */
    size_t len;
    enum jsb__unit_kind kind;
    int is_cached;      /* may be in a code cache: the text of a file, not one made on the fly */
    int is_engine_form; /* a module's text is as the engine has it, not as a file has it */
    int fd;             /* without a text: an open file that has it */
    char *read;         /* receives the text if it was needed, for jsb__startup_free(), also where
                           an error is thrown */
};

/** Whether the text of a file need not be read before it is known that it is to be compiled. */
int jsb__unit_may_wait(const struct jsb_vm *vm, int fd);

/** [file name] -> [function]: from the VM's code cache, or compiled and put there.  Throws. */
void jsb__unit_push(duk_context *ctx, struct jsb__unit *unit);

/** The same without a code cache; there is a text. */
void jsb__unit_compile(duk_context *ctx, const struct jsb__unit *unit);

/** [file name] -> [file name]: read the text if it is not there yet.  Throws. */
void jsb__unit_read(duk_context *ctx, struct jsb__unit *unit);

/**
 * [file name] -> [function]: from an entry of a code cache that the caller keeps; its bytes are
 * copied.  Throws if there is no memory.
 *
 * @return NULL; what is wrong with the entry, then nothing has happened to the value stack
 */
const char *jsb__unit_push_entry(duk_context *ctx, const struct jsb__code_source *source,
                                 const void *entry, size_t len);

/** The same of an entry from malloc() or jsb__startup_alloc(), which is taken, also when it throws. */
const char *jsb__unit_take_entry(duk_context *ctx, const struct jsb__code_source *source,
                                 void *entry, size_t len);

/** Free what functions of the VM's heap, which is gone, came from. */
void jsb__units_free(struct jsb_vm *vm);

#endif
