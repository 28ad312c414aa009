/* SPDX-License-Identifier: MIT
 * code_format.h - the bytes of a code cache's entry, which man/jsboot-code-cache.5 describes.
 *
 * An entry is a header and the flat form of the functions: its head, and the lists that are
 * counted there, in that order, without gaps.  No file name is in it: functions get that of the
 * file which they are loaded for.
 * Small entries share a file.  All numbers are little-endian.  Neighbours: none. */
#ifndef JSB_CODE_FORMAT_H
#define JSB_CODE_FORMAT_H

#include <stddef.h>
#include <stdint.h>

/** Changes with any byte's meaning. */
#define JSB__CODE_FORMAT 3u

struct jsb__code_head {
    char magic[8];
    uint64_t checksum; /* XXH3-64 of all that follows it */
    uint32_t format;
    uint32_t kind;       /* enum jsb__unit_kind */
    uint64_t engine;     /* fingerprint */
    uint64_t digest[2];  /* XXH3-128 of the source */
    uint64_t source_len; /* bytes */
};

/** Counts of what follows, in this order. */
struct jsb__flat_head {
    uint32_t numbers;   /* double */
    uint32_t funcs;     /* struct jsb__flat_func; one less than there are */
    uint32_t values;    /* uint32_t: constants, JSB__FLAT_NUMBER | number or string */
    uint32_t variables; /* struct jsb__flat_variable */
    uint32_t formals;   /* uint32_t: names of parameters */
    uint32_t instrs;    /* uint32_t: instructions */
    uint32_t lines;     /* bytes: line tables; then zeros up to a multiple of 4 */
    uint32_t strings;   /* uint32_t: end of each in the texts */
    uint32_t texts;     /* bytes: strings in the engine's form */
    uint32_t zero;
};

/** Functions are listed breadth first, the outermost is 0, so that the inner ones of each follow
 *  one another.  Each has its part of the other lists, which ends where that of the next begins. */
struct jsb__flat_func {
    uint32_t instr, value, inner, variable, formal, line; /* where its parts begin */
    uint16_t nregs, nargs;
    uint32_t flags; /* JSB__FLAT_* */
    uint32_t name;  /* a string, or JSB__FLAT_NONE */
};

struct jsb__flat_variable {
    uint32_t name, reg;
};

/** The file of small entries: a list of places, then entries, each behind a head.  A place of no
 * size is free; no number of a place is to be trusted but that the head is there. */
struct jsb__pack_place {
    uint64_t tag;  /* second half of the key */
    uint32_t at;   /* bytes from the start of the file: the head */
    uint32_t size; /* bytes of the entry */
};

struct jsb__pack_head {
    uint8_t key[16]; /* what a file of its own would have in its name */
    uint32_t size;
    uint32_t zero;
};

enum { JSB__PACK_SETS = 1024, JSB__PACK_WAYS = 16 };

/** The places of keys that are the same modulo the number of sets, by their first four bytes. */
struct jsb__pack_set {
    struct jsb__pack_place places[JSB__PACK_WAYS];
};

#define JSB__PACK_LIST (JSB__PACK_SETS * sizeof(struct jsb__pack_set))

#define JSB__FLAT_NONE   UINT32_MAX
#define JSB__FLAT_NUMBER 0x80000000u

/** What differs from function to function. */
enum {
    JSB__FLAT_STRICT = 1,
    JSB__FLAT_NOTAIL = 2,
    JSB__FLAT_NEWENV = 4,
    JSB__FLAT_NAMEBINDING = 8,
    JSB__FLAT_CREATEARGS = 16,
    JSB__FLAT_CONSTRUCTABLE = 32,
    JSB__FLAT_FLAGS = 63
};

_Static_assert(sizeof(struct jsb__code_head) == 56, "an entry's header");
_Static_assert(sizeof(struct jsb__pack_head) == 24 && sizeof(struct jsb__pack_set) == 256,
               "file of small entries");
_Static_assert(sizeof(struct jsb__flat_head) == 40 && sizeof(struct jsb__flat_func) == 36 &&
                   sizeof(struct jsb__flat_variable) == 8,
               "flat form");

#endif
