/* SPDX-License-Identifier: MIT
 * unit.h - the one place that makes functions of source texts that are to run: compiled, or from
 * the code cache.  Neighbours: duktape.h, code_entry.h. */
#ifndef JSB_UNIT_H
#define JSB_UNIT_H

#include "code_entry.h"

struct jsb_vm;

/** A text of a file that is longer is read when it is known that it is to be compiled. */
#define JSB__UNIT_READ_MOST ((size_t)65536)

/** A source text. */
struct jsb__unit {
    const char *text; /* NULL: it is in `fd` */
    size_t len;
    enum jsb__unit_kind kind;
    int is_cached;      /* may be in a code cache: the text of a file, not one made on the fly */
    int is_engine_form; /* the text is as the engine has it, not as a file has it */
    int fd;             /* without a text: an open file that has it, at its start */
    /** Without a text: [file name] -> [file name], finds `text` and `len`; throws. */
    void (*read)(duk_context *ctx, struct jsb__unit *unit);
    char *owned;        /* memory of the text that `read` leaves to who made the unit, or NULL */
    char *spare;        /* NULL, or memory of the text that nobody needs once it is compiled */
    int is_unexpected;  /* jsb__unit_is_expected() has said so */
    uint8_t note[16];   /* the key of what is noted of the file */
    int is_described;
    struct jsb__code_source source; /* what jsb__unit_describe() found */
};

/** Find `source`, without keeping a large text in memory.
 *  @return false if the file cannot be read, or is none */
int jsb__unit_describe(struct jsb__unit *unit);

/**
 * Whether the VM's code cache, there is one, may well have a large file, so that its text is to be
 * hashed and not read.  Where what was looked for last was not there, only a file of which a note
 * says so is expected: one is made of others when they have an entry.
 */
int jsb__unit_is_expected(duk_context *ctx, struct jsb__unit *unit);

/** [file name] -> [function]: from the VM's code cache, or compiled and put there.  Throws. */
void jsb__unit_push(duk_context *ctx, struct jsb__unit *unit);

/** When a unit's event begins, 0 if nobody listens. */
double jsb__unit_clock(duk_context *ctx);

/** [file name ..] -> [file name ..]: tell of what has happened to a unit, if somebody listens. */
void jsb__unit_tell(duk_context *ctx, duk_idx_t name, int state, const char *why, double start);

/** The same without a code cache; there is a text. */
void jsb__unit_compile(duk_context *ctx, const struct jsb__unit *unit);

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
