/* SPDX-License-Identifier: MIT
 * bytecode.h - verifiers of the engine's compiled code.
 *
 * The engine runs compiled functions, regular expressions and line tables without looking
 * at their operands.  Code that did not come out of its own compiler just now, such as
 * that of a blob or of a cache, has to pass here first.
 *
 * A pass means: whatever values the registers hold, running the function reads and writes
 * nothing but its registers, constants and inner functions, never leaves its code, and
 * pops no catcher that it has not pushed.  It does not mean that the function ends, or
 * that it does what its source says.  What the caller has to know by other means: the
 * three areas are in memory, inner functions are compiled functions that pass as well,
 * and objects have the type that their headers claim.
 *
 * Nothing here needs a heap or keeps state, and nothing recurses.  Neighbours: none. */
#ifndef JSB_BYTECODE_H
#define JSB_BYTECODE_H

#include <stddef.h>
#include <stdint.h>

enum jsb__constant_type { JSB__CONSTANT_NUMBER, JSB__CONSTANT_STRING, JSB__CONSTANT_OTHER };

struct jsb__constant {
    enum jsb__constant_type type;
    const uint8_t *text; /* of a string; two constants are one string if this is equal */
    size_t length;       /* bytes of text */
};

struct jsb__code_fault;

/** A compiled function as a description: where it is does not matter. */
struct jsb__code {
    const uint32_t *instructions;
    size_t instruction_count;
    size_t constant_count;
    int has_plain_constants; /* they are known to be numbers, and strings that are no symbols */
    size_t func_count;       /* inner functions */
    unsigned nregs;
    unsigned nargs;
    /** Tell about constant `index`, which is less than constant_count. */
    void (*constant)(const struct jsb__code *code, size_t index, struct jsb__constant *out);
    /** Verify a constant that is used as a compiled regular expression, as
     *  jsb__regexp_verify() does; may remember those that passed. */
    int (*regexp)(const struct jsb__code *code, const struct jsb__constant *compiled,
                  struct jsb__code_fault *fault);
    const void *user; /* for both */
    void *scratch;    /* NULL, or memory that may be used, at a multiple of 4 */
    size_t scratch_size;
};

/** What is wrong, and where. */
struct jsb__code_fault {
    size_t pc;        /* index of an instruction, byte of a regular expression, else 0 */
    unsigned opcode;  /* of the instruction at pc */
    const char *what; /* static text */
};

/** @return JSB_OK, JSB_E_CORRUPT with *fault filled, or JSB_E_NOMEM.  Takes 9 bytes of
 *  memory, of scratch if that is large enough, and one visit for each instruction. */
int jsb__code_verify(const struct jsb__code *code, struct jsb__code_fault *fault);

/** One entry of a suspended call's list of catchers, innermost first. */
struct jsb__code_catcher {
    size_t pc_base;   /* index of the instruction that pc_base points to */
    size_t reg;       /* idx_base less the call's own bottom; 0 for a label */
    uint32_t flags;   /* as the engine has them */
    const void *name; /* text of h_varname, else NULL */
};

/** Verify a call of the function that waits in a coroutine, its next instruction being
 *  `pc`.  *scopes is how often the catchers will replace lex_env by its prototype: the
 *  chain must be longer than that.  The code itself must have passed.
 *  @return as jsb__code_verify() */
int jsb__call_verify(const struct jsb__code *code, size_t pc,
                     const struct jsb__code_catcher *catchers, size_t count, size_t *scopes,
                     struct jsb__code_fault *fault);

/** Verify a compiled regular expression: the text of its hidden property Bytecode. */
int jsb__regexp_verify(const uint8_t *text, size_t length, struct jsb__code_fault *fault);

/** Verify a line table: the content of a function's hidden property Pc2line, which must
 *  be a fixed buffer.  `data` need not be aligned. */
int jsb__pc2line_verify(const uint8_t *data, size_t length, size_t instruction_count,
                        struct jsb__code_fault *fault);

/** True if `value`, from a function's hidden property Varmap, is one of its registers.
 *  The engine trusts that all values of a Varmap are numbers for which this holds, that
 *  it has no accessor and no deleted entry, and for an open scope that nregs are those of
 *  the call whose registers the scope refers to. */
int jsb__varmap_verify(double value, unsigned nregs);

#endif
