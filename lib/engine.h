/* SPDX-License-Identifier: MIT
 * engine.h - the engine's heap as a graph of memory blocks, and how to adopt one.
 *
 * Everything that knows the engine's structs is behind this header, in engine.c.  A
 * block is one allocation: a cell (string, object, buffer) or a side allocation that a
 * cell owns (property table, value stack).  Neighbours: duktape.h, bytecode.h. */
#ifndef JSB_ENGINE_H
#define JSB_ENGINE_H

#include <stddef.h>
#include <stdint.h>

#include <duktape.h>

#include "bytecode.h"

enum jsb__kind {
#define KIND(name, text) JSB__KIND_##name,
#include "kinds.def"
#undef KIND
    JSB__KIND_COUNT
};

/** Name of a kind for people, such as "bound function". */
const char *jsb__kind_name(int kind);

/** What is done with a block, the more the later: some short scripts read it, or most of them or the
 *  program that a training run knows, or such write to it; the start of each reads it or writes to it. */
enum jsb__use {
    JSB__USE_NONE,
    JSB__USE_OFTEN,
    JSB__USE_MOST,
    JSB__USE_CHANGE,
    JSB__USE_READ,
    JSB__USE_WRITE
};

#define JSB__BLOCK_MAX ((UINT64_C(1) << 48) - 1)

/* Small: a freeze has one for each block of the heap. */
struct jsb__block {
    const void *ptr;
    const void *owner; /* cell that tells a side allocation's extent, else NULL */
    uint64_t size : 48; /* bytes as they go into an image */
    uint64_t kind : 8;
    uint64_t use : 8; /* enum jsb__use, for the census to say */
};

enum jsb__slot {
    JSB__SLOT_REF,    /* pointer to `target`, `delta` bytes in */
    JSB__SLOT_NATIVE, /* native function: `native` */
    JSB__SLOT_BAD     /* cannot be frozen: `reason` */
};

/** One slot of a block that is not plain bytes. */
struct jsb__ref {
    enum jsb__slot slot;
    size_t off; /* bytes from the start of the block */
    struct jsb__block target; /* its size may be 0: see jsb__block_complete() */
    size_t delta;
    duk_c_function native;
    const char *reason;
    const char *remedy;
};

/** Called for each slot; non-zero stops the walk and is returned. */
typedef int (*jsb__ref_fn)(void *user, const struct jsb__ref *ref);

/** Call fn for each slot of a block that holds a pointer, in a fixed order. */
int jsb__block_refs(const struct jsb__block *block, jsb__ref_fn fn, void *user);

/** Find out what a slot does not say of its target: size, and the kind of an object. */
void jsb__block_complete(struct jsb__block *block);

/** True if the slot counts as a reference to a cell.  The slots of a code buffer count once
 *  for each function that shares it. */
int jsb__ref_is_counted(const struct jsb__block *block, const struct jsb__ref *ref);

/** The block of an image's string table has two: of the strings that short scripts use, and of the
 *  others.  Each is open-addressed, and has a tag for each slot, 0 for a free one, then the slots:
 *  where the string is, in words of 8 bytes from the start of the image.  A string is in the first
 *  free slot from where its hash leads on, going round.  A look-up of what a table does not hold
 *  reads tags only, a few that lie together. */
struct jsb__string_sizes {
    uint32_t near, far; /* slots, multiples of 8 */
};

/** Bytes of a table with so many slots. */
#define JSB__STRING_TABLE_LEN(slots) ((uint64_t)(slots) * (sizeof(uint8_t) + sizeof(uint32_t)))

/** Where a hash leads.  Its high bits, those of a sum, are alike in many strings: they are mixed. */
static inline uint32_t jsb__string_slot(uint32_t hash, uint32_t slots)
{
    return (uint32_t)((uint64_t)(uint32_t)(hash * 0x9e3779b1u) * slots >> 32);
}

/** The tag of a slot that is taken. */
static inline uint8_t jsb__string_tag(uint32_t hash)
{
    return (uint8_t)((hash & 255) + ((hash & 255) == 0));
}

/** What an image has instead of the live heap's values. */
struct jsb__seal {
    void *heap;           /* live heap that is being frozen */
    uint32_t hash_seed;   /* seed of every string hash in the image */
    struct jsb__string_sizes strings; /* slots of the image's string tables */
    uint32_t cell_count, immortal_count;
    uint32_t ahead, behind; /* where the busiest objects are, in words: see remember.h */
    int mortal_objects;      /* the program can see objects die: it has finalizers */
};

/** True if the cell is to be immortal: on a list of such, its references not counted. */
int jsb__seal_immortal(const struct jsb__seal *seal, int kind);

/**
 * Copy a block's plain bytes to dst (block->size zeroed bytes), with transient state left
 * out, string hashes and property hash parts renewed for seal->hash_seed.  Slots that
 * jsb__block_refs() reports stay zero: the caller writes them.
 */
void jsb__block_copy(const struct jsb__block *block, void *dst, const struct jsb__seal *seal);

/** Text of a string block, as the engine has it.
 *  @param len  receives its length in bytes, without the NUL that ends it */
const char *jsb__string_text(const struct jsb__block *block, size_t *len);

/** Write a label for the slot at `off`, such as ".name" or "[3]"; "" for a slot that
 *  only leads on to a side allocation.  @return out */
const char *jsb__slot_label(const struct jsb__block *block, size_t off, char *out, size_t size);

/** Offset of the first property of a property table whose value is this number, SIZE_MAX if
 *  there is none or the block is no property table. */
size_t jsb__find_number(const struct jsb__block *block, double number);

int jsb__kind_is_object(int kind);

/** True for strings, objects and buffers, not for what these own. */
int jsb__kind_is_cell(int kind);

/** True if the engine may pass the block to realloc: in an image the block's size in
 *  bytes precedes it as a 64-bit integer. */
int jsb__kind_is_resizable(int kind);

/** The heap's own block, and the block of its global object. */
struct jsb__block jsb__heap_block(duk_context *ctx);
struct jsb__block jsb__global_block(duk_context *ctx);

typedef void (*jsb__cell_fn)(void *user, const struct jsb__block *cell);

/** Call fn for each cell on the heap's list of objects and buffers, in list order. */
void jsb__heap_list(duk_context *ctx, jsb__cell_fn fn, void *user);

/** The same for the immortal ones of the image that the heap was booted from, objects first;
 *  some may be garbage. */
void jsb__image_list(duk_context *ctx, jsb__cell_fn fn, void *user);

/** Offsets of the links that the writer sets itself, the lists of cells and their heads in the
 *  heap block, and of what it needs to know of cells. */
struct jsb__links {
    size_t list_head_off, objects_head_off, buffers_head_off, next_off, prev_off;
    size_t string_hash_off;
    size_t count_off, count_len; /* reference count of a cell, bytes */
};
struct jsb__links jsb__links(void);

/** No more garbage collections in this heap; cells that nothing refers to are still freed. */
void jsb__heap_keep_garbage(duk_context *ctx);

/** Whether jsb__heap_keep_garbage() was called for this heap. */
int jsb__heap_keeps_garbage(duk_context *ctx);

/** Collect garbage until the heap is dense and empty the engine's caches. */
void jsb__heap_settle(duk_context *ctx);

/** Why the heap cannot be frozen now, or NULL if no JavaScript is running. */
const char *jsb__not_at_rest(duk_context *ctx);

/** A live compiled function as the verifiers of bytecode.h see it. */
struct jsb__compiled {
    struct jsb__code code;
    const uint8_t *pc2line; /* line table, or NULL */
    size_t pc2line_length;
};

/** Describe a block of kind COMPFUNC; what *out points to lives as long as the function. */
void jsb__compiled_describe(duk_context *ctx, const struct jsb__block *func,
                            struct jsb__compiled *out);

/** Verify a live function: its code, with regular expressions, its line table, its map of
 *  variables to registers and its list of parameters; not its inner functions.
 *  @return as jsb__code_verify() */
int jsb__compiled_verify(duk_context *ctx, const struct jsb__block *func,
                         struct jsb__code_fault *fault);

/** One entry of the trace that an error has. */
struct jsb__frame {
    const void *func; /* a compiled function, NULL: one of C, or a place in a text itself */
    uint32_t pc;      /* instruction in func */
    const char *file; /* in the engine's form, NULL if there is none; lives as long as the error */
    int line;         /* from 1, 0 if unknown */
};

/** The entry `index` of the trace of an error object, the innermost is 0.  No JavaScript runs.
 *  @return true if there is one */
int jsb__error_frame(duk_context *ctx, const void *error, unsigned index, struct jsb__frame *out);

/** True if a program has given an error object a file name or a line of its own. */
int jsb__error_is_labelled(duk_context *ctx, const void *error);

/** A source text in the engine's form, and how it was compiled. */
struct jsb__text {
    const char *data;
    size_t len;
    const char *const *formals; /* as jsb__compile_body() has them, NULL: a program */
    unsigned flags;             /* DUK_COMPILE_EVAL or 0 */
};

/** Where in a text the instruction `pc` of a function comes from, which may belong to another
 *  heap: bytes from the start, SIZE_MAX if no function there is like it or several are.  Throws
 *  if the text does not compile. */
size_t jsb__compiled_locate(duk_context *ctx, const struct jsb__text *text,
                            const struct jsb__compiled *wanted, uint32_t pc);

/** Compile a text that does not: throws an error whose lineNumber is the byte, from 1, where
 *  the token begins that does not fit. */
void jsb__syntax_locate(duk_context *ctx, const struct jsb__text *text);

/** Allocation functions of a heap that is adopted; udata becomes the heap's. */
struct jsb__callbacks {
    duk_alloc_function alloc_func;
    duk_realloc_function realloc_func;
    duk_free_function free_func;
    duk_fatal_function fatal_func;
    void *udata;
};

/** Bytes of the heap struct. */
size_t jsb__heap_len(void);

/** Where an image lies in memory, and in it some of its segments: bytes from its start.  The
 *  first page of it is never written to.  See image.h for what stands in which order. */
struct jsb__place {
    char *start;
    size_t len;
    size_t heap_end; /* ... of the heap struct, coroutines and what these own */
    size_t objects_off, objects_end;
    size_t props_off, props_end;
};

/** Give a heap its allocation functions. */
void jsb__heap_bind(void *heap, const struct jsb__callbacks *callbacks);

/** Make the heap struct inside a mapped image a live heap.  @return its context */
duk_context *jsb__heap_adopt(void *heap, const struct jsb__place *place,
                             const struct jsb__callbacks *callbacks);

/** True if some object of the heap has, or had, a finalizer. */
int jsb__heap_has_finalizers(duk_context *ctx);

/** A block of a heap that lies in one piece and is of unknown origin. */
struct jsb__part {
    size_t off, size; /* bytes, `off` from the start of the piece */
    uint64_t refs;    /* references to a cell that were found */
    uint32_t owner;   /* index of the part that tells a side allocation's extent */
    uint32_t users;   /* code: functions that share it; the checks' own note on other kinds */
    uint32_t private_refs; /* references by what only the engine reads and writes */
    uint32_t mark;    /* last walk that came by; code: calls that wait in it, as a list */
    int kind;
};

/** What is wrong with such a heap. */
struct jsb__fault {
    int kind;      /* of the block */
    size_t at;     /* where the block is, bytes from the start of the piece */
    size_t off;    /* where in the block the fault is, bytes */
    const char *what;
    uint64_t found;
    const char *expected; /* text, or NULL: */
    uint64_t number;      /* ... the number that was expected */
};

/** A heap that lies in one piece and is of unknown origin, while it is verified.  Set the
 *  first seven members, zero the rest. */
struct jsb__verify {
    const char *bytes;     /* the piece, at a multiple of 8 */
    size_t start, len;     /* bytes; blocks lie in [start, len), multiples of 8 */
    uint64_t base;         /* address that its pointers are written for */
    size_t heap_off;       /* where the heap struct is; it lies in the piece as a whole */
    unsigned native_count; /* how many of our natives it may refer to */
    unsigned external_count; /* ... and of the embedding program's */
    duk_context *fresh;      /* a heap in which nothing has run: its natives are the measure */
    struct jsb__part *parts;
    size_t count, capacity;
    uint32_t *starts;      /* of each 8-byte word: index + 1 of the part that starts there */
    uint8_t *slots;        /* bitmap: words that are pointers */
    uint8_t *scratch;
    uint64_t main_thread;  /* where the heap struct says that the main coroutine is, */
    uint64_t ahead, behind; /* ... and the busiest objects, see remember.h */
    struct jsb__manner *manners; /* of the engine's native functions */
    size_t manner_count;
    struct jsb__fault fault; /* set with JSB_E_CORRUPT */
};

/**
 * Find all blocks: cells by the heap's list and its string table, the rest by their owners.
 *
 * Memory and time are linear in v->len whatever the bytes are, and nothing outside of the
 * piece is read.  Does not look at what lies between the blocks, nor whether they overlap.
 *
 * @return 0, JSB_E_NOMEM or JSB_E_CORRUPT.  Free with jsb__verify_free() in each case.
 */
int jsb__verify_find(struct jsb__verify *v);

/** Check the inside of all parts found: after it v->slots is the set of pointer slots.
 *  @return as jsb__verify_find() */
int jsb__verify_parts(struct jsb__verify *v);

void jsb__verify_free(struct jsb__verify *v);
/** [file name] -> [function]: the function whose body is `text`, in the engine's form, and whose
 *  parameters are `formals`, which ends with NULL; new makes no object of it.  A first line
 *  that begins with "#!" is a comment.  Throws. */
void jsb__compile_body(duk_context *ctx, const char *const *formals, const char *text,
                       size_t len);

/** The object that a property of the global object holds; NULL if it holds something else, or has
 *  a getter, which is not called. */
void *jsb__global_object(duk_context *ctx, const char *name);

/** What the function object of the running native holds, an index or an address; NULL if no
 *  native is running. */
duk_c_function jsb__running_native(duk_context *ctx);

/** [value] -> []: give an object a property of its own that no program can list, whose key is a
 *  hidden symbol; frozen objects and proxies take it too.  Throws. */
void jsb__hold(duk_context *ctx, duk_idx_t obj_idx, duk_idx_t key_idx);

/** [] -> [value]: what jsb__hold() gave to that very object, else undefined. */
void jsb__push_held(duk_context *ctx, duk_idx_t obj_idx, duk_idx_t key_idx);

int jsb__is_proxy(duk_context *ctx, duk_idx_t idx);

/** True if a list's first element is an array that nothing else refers to, and that another one with
 *  the same elements could stand for: none of its own properties is named. */
int jsb__is_last_plain_array(duk_context *ctx, duk_idx_t list_idx);

/** The engine's Reflect.get and Reflect.set, which know no receiver.  They throw. */
duk_ret_t jsb__stock_reflect_get(duk_context *ctx);
duk_ret_t jsb__stock_reflect_set(duk_context *ctx);

/** Index of a native function, engine's or ours; 0 if it is not listed. */
unsigned jsb__engine_native_index(duk_c_function func);

/** How many of the engine's own natives there are; their indexes start at 1. */
unsigned jsb__engine_native_count(void);

/** Sizes, offsets and options that an image depends on, with their names.  Two builds
 *  whose values are equal can exchange images. */
extern const uint32_t jsb__abi_values[];
extern const char *const jsb__abi_names[];
extern const unsigned jsb__abi_count;

#endif
