/* SPDX-License-Identifier: MIT
 * format.h - a blob, byte by byte.  All numbers are little-endian.
 *
 *   offset  what
 *        0  header page, struct snap__page
 *     4096  heap segments, each page-aligned, in the order of enum snap__section_type:
 *           they are mapped with the header page, as they are, at `base`
 *           natives: the names of our native functions, each followed by NUL
 *           externals: the names of the embedding program's native functions that the heap
 *           refers to, sorted, each followed by NUL
 *           metadata: JSON text
 *           relocations: deltas of pointer slots
 *           files: struct snap__file for each source and asset that travels along, sorted by the
 *           bytes of their names; behind them the names, each followed by NUL
 *           file data: the content of these files, one after the other
 *           contexts: struct snap__context for each context; behind them the contexts, each a
 *           whole blob that starts at a multiple of 64 KiB
 *           chunks: one XXH3-64 for each 64 KiB of what lies between header and chunks
 *
 * A pointer slot holds `base` + offset of its target from the start of the file; NULL is 0.
 * A native function slot holds an index: see natives.h.  A relocation is the distance to
 * the next pointer slot in 8-byte words, as a LEB128 number; the first counts from 0.
 *
 * Man page: snapshot.5.  A change here needs version.h and the man page. */
#ifndef SNAP_FORMAT_H
#define SNAP_FORMAT_H

#include "version.h"

#include <stdint.h>

#define SNAP__PAGE 4096u
#define SNAP__CHUNK 65536u
#define SNAP__PROTECT_ALIGN 65536u /* where read-only segments start: pages of any machine */
#define SNAP__MAGIC "\x89JSB\r\n\x1a\n"
#define SNAP__MAGIC_LEN 8u
#define SNAP__UNFINISHED '!' /* in place of the first byte while a blob is written */

/* Where images are written for.  64 GiB fits every 64-bit address space that Linux gives,
 * 39 bits of aarch64 included; so do the contexts above.  The base image of the runtime lives below,
 * so that it can be mapped while an application's image is: between the variables of jsrun and its
 * code, which shares a huge page with the read-only segments. */
#define SNAP__BASE 0x1000000000u
#define SNAP__RUNTIME_READ_ONLY 0x02200000u
#define SNAP__CONTEXT_ALIGN 65536u       /* pages of any machine */
#define SNAP__CONTEXT_DISTANCE 0x40000000u /* from base to base: several can be in place */
#define SNAP__BASE_MIN 0x10000u /* lower addresses cannot be mapped */
#define SNAP__BASE_MAX 0x400000000000u

enum snap__flag {
    SNAP__FLAG_RUNTIME = 1, /* the heap holds the JavaScript runtime */
    SNAP__FLAG_MAIN = 2,    /* a deserialize main function is set */
    SNAP__FLAG_REFRESH = 4, /* JavaScript must run at boot before anything else */
    SNAP__FLAG_FINISH = 8,  /* JavaScript is to be asked at the end of the program */
    SNAP__FLAG_ARGV = 16,   /* the program holds process.argv, which is to be filled */
    SNAP__FLAG_ASSETS = 32, /* some of the files are there for the program */
    SNAP__FLAG_ALL = 63
};

enum snap__section_type {
    SNAP__SECTION_HEAP, /* heap struct, coroutines and their stacks, objects that each start uses */
    SNAP__SECTION_OBJECTS,
    SNAP__SECTION_PROPS,
    SNAP__SECTION_DATA,    /* buffers of the program */
    SNAP__SECTION_STRTAB,  /* with strings and code that each start reads; this one and all behind it
                              are mapped read-only */
    SNAP__SECTION_STRINGS,
    SNAP__SECTION_CODE,
    SNAP__SECTION_NATIVES,
    SNAP__SECTION_EXTERNALS,
    SNAP__SECTION_META,
    SNAP__SECTION_RELOC,
    SNAP__SECTION_FILES,
    SNAP__SECTION_FILE_DATA,
    SNAP__SECTION_CONTEXTS,
    SNAP__SECTION_CHUNKS,
    SNAP__SECTION_COUNT,
    SNAP__SEGMENT_COUNT = SNAP__SECTION_NATIVES, /* those before it are heap segments */
    SNAP__SEGMENT_READ_ONLY = SNAP__SECTION_STRTAB
};

struct snap__section {
    uint64_t off;      /* bytes from the start of the file */
    uint64_t len;      /* bytes */
    uint64_t count;    /* blocks, names, relocations, files, contexts or chunks */
    uint64_t checksum; /* XXH3-64; 0 for heap segments and file data, which the chunks cover */
};

#define SNAP__ABI_MAX 512u

struct snap__header {
    uint8_t magic[SNAP__MAGIC_LEN]; /*   0 */
    uint32_t format;                /*   8: SNAP__FORMAT_VERSION */
    uint32_t flags;                 /*  12: enum snap__flag */
    uint64_t checksum;              /*  16: XXH3-64 of bytes 24.. of this page, seeded with
                                             that of bytes 0..15 */
    uint64_t file_len;              /*  24: bytes of the whole blob */
    uint64_t base;                  /*  32: address that pointers are written for */
    uint64_t image_len;             /*  40: bytes of header and heap segments, whole pages */
    uint64_t heap_off;              /*  48: where the heap struct is */
    uint64_t natives_hash;          /*  56: XXH3-64 of section natives */
    uint32_t native_count;          /*  64: names in section natives */
    uint32_t abi_count;             /*  68: values in abi */
    uint64_t often_end;             /*  72: end of the objects, the first of their segment,
                                             that short scripts use often */
    uint64_t most_end;              /*  80: end of those of them that most such scripts use, or
                                             the program of a training run; they are the first */
    uint64_t reserved[5];           /*  88: 0 */
    struct snap__section sections[SNAP__SECTION_COUNT]; /* 128 */
};

struct snap__page {
    struct snap__header header;  /*    0 */
    uint64_t reserved2[52];      /*  608: 0 */
    uint32_t abi[SNAP__ABI_MAX]; /* 1024: sizes and options of the engine, see abi.h */
    uint8_t reserved[1024];      /* 3072: 0 */
};

/* A file.  Names and contents stand in the order of the files, with no room between them. */
enum snap__file_flag { SNAP__FILE_SOURCE = 1, SNAP__FILE_ASSET = 2, SNAP__FILE_ALL = 3 };
struct snap__file {
    uint64_t off;   /* of its content, bytes from the start of the file data */
    uint64_t len;   /* bytes of its content */
    uint32_t name;  /* bytes from the start of section files */
    uint32_t flags; /* enum snap__file_flag, at least one */
};

/* A context: a blob inside of the blob, with an image, tables and checksums of its own, but
 * without contexts.  Its offsets count from its own start. */
#define SNAP__CONTEXT_NAME 48u
#define SNAP__CONTEXTS_MAX 255u
struct snap__context {
    uint64_t off;                  /* bytes from the start of the file, whole pages */
    uint64_t len;                  /* bytes */
    char name[SNAP__CONTEXT_NAME]; /* zeros behind it, at least one */
};

_Static_assert(sizeof(struct snap__context) == 64, "context size");
_Static_assert(sizeof(struct snap__file) == 24, "file size");
_Static_assert(sizeof(struct snap__section) == 32, "section size");
_Static_assert(sizeof(struct snap__header) == 608, "header size");
_Static_assert(sizeof(struct snap__page) == SNAP__PAGE, "header page is one page");

#endif
