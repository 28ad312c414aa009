/* SPDX-License-Identifier: MIT
 * vm.h - the VM as lib/ and snapshot/ see it: engine context, memory, host state.
 * Neighbours: duktape.h, jsboot.h, alloc.h, externals.h, files.h. */
#ifndef JSB_VM_H
#define JSB_VM_H

#include "alloc.h"
#include "externals.h"
#include "files.h"
#include "jsboot.h"
#include "unit.h"

#include <duktape.h>
#include <setjmp.h>

#define JSB__OUT_SIZE 16384u

/** All ones while the program of this thread is to be stopped at its next loop or call, else 0. */
extern _Thread_local volatile size_t jsb__interrupt;

/** Whether what this thread compiles can be stopped in a loop too.  Such code is for this process
 *  only: no check of code takes it. */
extern _Thread_local int jsb__interruptible;

/** JavaScript that C has called, which may call natives that call JavaScript again: each ends by
 *  its own process.exit. */
struct jsb__level {
    struct jsb__level *outer;
    int exiting, exit_code;
};

/** What a run has and a blob never holds: output, clock, random numbers, words of
 *  the command line. */
struct jsb__host {
    struct jsb_options opt;
    uint64_t random[2];
    int random_ready;
    int is_own_clock;    /* not the machine's: it repeats */
    double build_now_ms; /* next value of that clock */
    struct jsb__level *level; /* the innermost, NULL while no JavaScript runs */
    int exiting;         /* the level that was left called process.exit with `exit_code` */
    int exit_code;       /* else what process.exitCode says, if has_exit_code */
    int has_exit_code;
    volatile size_t out_len; /* bytes waiting in out_buf; a signal handler reads it */
    int out_terminal; /* 0 not asked yet, 1 yes, -1 no */
    int out_error;  /* errno of the first failed write to stdout, 0 if none */
    unsigned closed; /* bits of the standard streams that the program itself has closed */
    char *entry_given, *entry_path; /* see entry.h; NULL if JavaScript has found the script */
    int entry_fd; /* open if there is an entry_path */
};

/** The large texts of a VM.  They are apart, and not cleared, as few runs touch more of them
 *  than the start of what they print, which lies behind the VM in memory. */
struct jsb__texts {
    char out_buf[JSB__OUT_SIZE];
    struct jsb_error error;
};

/** The program that C runs; its text is NULL if there is none, or if it is gone. */
struct jsb__running {
    const char *text;
    size_t len;
    const char *file_name;
};

/** A text that no file has, kept for the messages of errors that its functions throw later. */
struct jsb__kept {
    struct jsb__kept *next;
    size_t len;
    char file_name[64];
    char text[];
};

struct jsb_vm {
    duk_context *ctx;
    int has_runtime;
    int hooks_ran;   /* JavaScript of the runtime has been asked for something */
    int want_finish; /* hook "finish" has something to do at the end */
    int want_loop;   /* hook "loop" has something to do */
    void (*release)(void *start, size_t len); /* unmaps the image, NULL if there is none */
    void *release_start;
    size_t release_len;
    struct jsb__memory memory;
    struct jsb__externals externals;
    struct jsb__host host;
    int out_of_memory; /* the engine was refused memory since the last error or settling */
    jmp_buf *creation; /* where to go when memory ends while the heap is made, else NULL */
    struct jsb__running running;
    struct jsb__kept *kept; /* the last one first */
    int has_error; /* texts->error has been set */
    struct jsb__texts *texts;
    struct jsb__files files;
    struct jsb__code_store *code_store; /* NULL: no code cache */
    struct jsb__held_entry *entries; /* of a code cache, that functions come from */
    size_t entry_count, entry_limit; /* ... how many, and how many there may be: see unit.c */
    unsigned script_count; /* that were compiled by jsb_compile() */
    /* A source that came along with the heap, NULL if none does.   false: not there */
    int (*find_source)(const struct jsb_vm *vm, const char *name, struct jsb_file *out);
};

/** The record of the last error, for a function that is about to fill it. */
struct jsb_error *jsb__error(struct jsb_vm *vm);

/** As jsb__read_file(), with the VM's error record. */
int jsb__vm_read_file(struct jsb_vm *vm, const char *path, char **data, size_t *len);

/** The VM that a context belongs to. */
struct jsb_vm *jsb__vm(duk_context *ctx);

/** Allocate a VM without a heap; `opt` as in jsb_create(). */
struct jsb_vm *jsb__vm_new(const struct jsb_options *opt);

/** The engine's callbacks for a heap of this VM; see engine.h. */
struct jsb__callbacks jsb__vm_callbacks(struct jsb_vm *vm);

/** What a garbage collection asks for, with the engine's user data: bytes that the engine has
 *  allocated; a block that the limit for memory does not count, as it is needed most when there
 *  is no more, or NULL; freeing such a block, or NULL. */
size_t jsb__memory_in_use(void *vm);
void *jsb__collection_alloc(void *vm, size_t size);
void jsb__collection_free(void *vm, void *block);

/** Run the finalizers of all objects, if any object has one.  The VM has no heap then. */
void jsb__end_heap(struct jsb_vm *vm);

/** A value as text, which takes its place: what String(value) is, or the text of the error that
 *  this throws.  To be called inside a protected entry. */
const char *jsb__text_of(duk_context *ctx, duk_idx_t index, size_t *len);

/** Call a function inside the one protected entry: `nargs` values on the value stack are its
 *  arguments, its result or the error value takes their place.  @return true on success */
int jsb__protect(struct jsb_vm *vm, duk_safe_call_function function, void *arg, int nargs);

/** After a successful call: an exception of process.exit may have been swallowed by the
 *  program.  @return 0, or JSB_E_EXIT with the value on top of the value stack popped */
int jsb__unless_exiting(struct jsb_vm *vm);

/** Compile and run a program inside a protected call; on success its completion value is
 *  left on the value stack. */
int jsb__run_source(struct jsb_vm *vm, const char *source, size_t len, const char *file_name,
                    enum jsb__unit_kind kind);

/** The same, for a text that jsb__startup_free() frees: it is freed before the program runs, or
 *  when it does not compile; `is_cached` as in unit.h. */
int jsb__run_own_source(struct jsb_vm *vm, char *source, size_t len, const char *file_name,
                        int is_cached);

/** Keep a copy of a text under its name; without memory, or if it is very long,
 *  nothing is kept. */
void jsb__keep_text(struct jsb_vm *vm, const char *text, size_t len, const char *file_name);

/** Keep the completion value on top of the value stack, which is popped, for jsb_result(). */
int jsb__keep_result(struct jsb_vm *vm);

/** Turn the error value on top of the value stack into vm->error and pop it.
 *  @return its code */
int jsb__take_error(struct jsb_vm *vm);

/** Write to standard output through the VM's buffer, or to standard error at once. */
void jsb__write_out(struct jsb_vm *vm, const void *data, size_t len);
void jsb__write_err(struct jsb_vm *vm, const void *data, size_t len);

#endif
