/* SPDX-License-Identifier: MIT
 * verify.c - what the compiler makes must pass. */
#include "bytecode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tally {
    duk_context *ctx;
    const char *name;
    unsigned long functions, instructions, failed, compiled, not_compiled;
};

static void complain(struct tally *t, const struct jsb__code_fault *fault)
{
    t->failed++;
    printf("%s: pc %zu opcode %u: %s\n", t->name, fault->pc, fault->opcode, fault->what);
}

static void verify_cell(void *user, const struct jsb__block *cell)
{
    struct tally *t = user;
    struct jsb__code_fault fault;
    struct jsb__compiled compiled;
    if (cell->kind != JSB__KIND_COMPFUNC)
        return;
    jsb__compiled_describe(t->ctx, cell, &compiled);
    t->functions++;
    t->instructions += compiled.code.instruction_count;
    if (jsb__compiled_verify(t->ctx, cell, &fault) != JSB_OK)
        complain(t, &fault);
}

/* Arguments: source, file name.  Left: a function, and with it all inner functions. */
static duk_ret_t compile(duk_context *ctx, void *flags)
{
    duk_compile(ctx, *(const unsigned *)flags);
    return 1;
}

static int compile_as(struct jsb_vm *vm, const struct program *p, const char *before,
                      const char *after, unsigned flags)
{
    duk_context *ctx = jsb_context(vm);
    int done;
    duk_push_string(ctx, before);
    duk_push_lstring(ctx, p->source, p->len);
    duk_push_string(ctx, after);
    duk_concat(ctx, 3);
    duk_push_string(ctx, p->name);
    done = jsb__protect(vm, compile, &flags, 2);
    if (!done)
        duk_pop(ctx);
    return done;
}

/* As a script, then as a module's body, which lives in a function; some files of the
 * inputs are for newer engines or are no programs at all. */
static void verify_file(struct tally *t, const char *path)
{
    struct program p = program_read(path);
    struct jsb_vm *vm = new_vm();
    int script = compile_as(vm, &p, "", "", 0);
    int module =
        compile_as(vm, &p, "function (module, exports, require) {", "\n}", DUK_COMPILE_FUNCTION);
    t->ctx = jsb_context(vm);
    t->name = path;
    if (script || module) {
        t->compiled++;
        jsb__heap_list(t->ctx, verify_cell, t);
    } else {
        t->not_compiled++;
    }
    jsb_destroy(vm);
    free(p.source);
}

int verify_files(int count, char **paths)
{
    struct tally t = {.functions = 0};
    for (int i = 0; i < count; i++)
        verify_file(&t, paths[i]);
    printf("bytecode: %lu files (%lu are no ES5 programs), %lu functions, %lu instructions, "
           "%lu failed\n",
           t.compiled, t.not_compiled, t.functions, t.instructions, t.failed);
    return t.failed != 0 || t.compiled == 0;
}
