/* SPDX-License-Identifier: MIT
 * vm.h - the VM as lib/ and snapshot/ see it: engine context, memory, host state.
 * Neighbours: duktape.h, jsboot.h. */
#ifndef JSB_VM_H
#define JSB_VM_H

#include "jsboot.h"

#include <duktape.h>

/** Memory of one VM.  Blocks inside [image_start, image_end) belong to a mapped
 *  image: they are never handed to free(). */
struct jsb__memory {
    size_t limit; /* bytes, 0 = none */
    size_t used;  /* bytes outside the image */
    char *image_start;
    char *image_end;
};

/** What a run has and a blob never holds: output, clock, random numbers, words of
 *  the command line. */
struct jsb__host {
    struct jsb_options opt;
    uint64_t random[2];
    int random_ready;
    double build_now_ms; /* next value of the deterministic clock */
    int exiting;         /* process.exit was called, `exit_code` holds its code */
    int exit_code;
    size_t out_len; /* bytes waiting in out_buf */
    int out_terminal; /* 0 not asked yet, 1 yes, -1 no */
    int out_error;  /* errno of the first failed write to stdout, 0 if none */
    char out_buf[16384];
};

struct jsb_vm {
    duk_context *ctx;
    struct jsb__memory memory;
    int has_runtime;
    void (*release)(void *arg); /* frees what the heap lies in, NULL if nothing */
    void *release_arg;
    struct jsb__host host;
    struct jsb_error error;
};

/** The VM that a context belongs to. */
struct jsb_vm *jsb__vm(duk_context *ctx);

/** Allocate a VM without a heap; `opt` as in jsb_create(). */
struct jsb_vm *jsb__vm_new(const struct jsb_options *opt);

/** Compile and run a program inside a protected call; on success its completion value is
 *  left on the value stack.  `flags` are DUK_COMPILE_*. */
int jsb__run_source(struct jsb_vm *vm, const char *source, size_t len, const char *file_name,
                    unsigned flags);

/** Turn the error value on top of the value stack into vm->error and pop it.
 *  @return its code */
int jsb__take_error(struct jsb_vm *vm);

/** Write to standard output through the VM's buffer, or to standard error at once. */
void jsb__write_out(struct jsb_vm *vm, const void *data, size_t len);
void jsb__write_err(struct jsb_vm *vm, const void *data, size_t len);

#endif
