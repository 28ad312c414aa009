/* SPDX-License-Identifier: MIT
 * fuzz_code.c - libFuzzer harness: any bytes as the functions of a code cache's entry, with
 * a header and a checksum that are right.  What passes the checks is read and run. */
#include "../../lib/code_format.h"
#include "../../lib/engine.h"
#include "../../lib/flat.h"
#include "../../lib/vm.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

enum { RUN_US = 20000, MEMORY = 8 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile size_t *interrupt; /* of the thread that runs programs; libFuzzer has others */

static void stop(int signal_number)
{
    (void)signal_number;
    *interrupt = SIZE_MAX;
}

static void set_timer(long us)
{
    struct itimerval timer = {{0, us}, {0, us}};
    if (setitimer(ITIMER_VIRTUAL, &timer, NULL) != 0)
        abort();
}

/* The sizes of all parts but the texts, which are last, in the order of the format. */
static size_t fixed_size(const struct jsb__flat_head *h)
{
    return sizeof(*h) + sizeof(double) * h->numbers +
           sizeof(struct jsb__flat_func) * ((size_t)h->funcs + 1) +
           sizeof(uint32_t) * ((size_t)h->values + h->formals + h->instrs + h->strings) +
           sizeof(struct jsb__flat_variable) * h->variables + (((size_t)h->lines + 3) & ~(size_t)3);
}

/* What says the same twice: else next to nothing of what the fuzzer makes passes the checks. */
static void repair(char *data, size_t size)
{
    struct jsb__flat_head *h = (void *)data;
    struct jsb__flat_func *end;
    uint32_t *strings;
    size_t fixed;
    if (size < sizeof(*h) || (fixed = fixed_size(h)) > size)
        return;
    h->texts = (uint32_t)(size - fixed);
    end = (struct jsb__flat_func *)(void *)(data + sizeof(*h) + sizeof(double) * h->numbers) +
          h->funcs;
    *end = (struct jsb__flat_func){
        h->instrs, h->values, h->funcs, h->variables, h->formals, h->lines, 0, 0, 0, 0};
    strings = (uint32_t *)(void *)(data + fixed) - h->strings;
    for (uint32_t i = 0; i < h->strings; i++)
        if (strings[i] > h->texts)
            strings[i] = h->texts;
}

static const char *const arguments[] = {"({ n: 1, f: function (f) { return f; } })", "'text'",
                                        "1.5"};

/* Called as a body is, read as it runs; then all that has not run. */
static duk_ret_t run_functions(duk_context *ctx, void *user)
{
    duk_push_string(ctx, "fuzz.js");
    jsb__flat_push(ctx, user, 1);
    for (int nargs = 0; nargs < 4; nargs++) {
        duk_dup(ctx, 0);
        for (int i = 0; i < nargs; i++)
            duk_eval_string(ctx, arguments[i]);
        (void)duk_pcall(ctx, nargs);
        duk_pop(ctx);
    }
    jsb__flat_read_all(ctx, 0);
    duk_dump_function(ctx);
    return 0;
}

static void run(void *flat)
{
    struct jsb_options opt = {.memory_limit = MEMORY};
    struct jsb_vm *vm;
    if (jsb_create(&opt, &vm) != JSB_OK)
        abort();
    set_timer(RUN_US);
    (void)jsb__protect(vm, run_functions, flat, 0);
    jsb_destroy(vm);
    set_timer(0);
    *interrupt = 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *copy = malloc(size + 1);
    if (copy == NULL)
        abort();
    if (interrupt == NULL) {
        interrupt = &jsb__interrupt;
        jsb__interruptible = 1;
        (void)signal(SIGVTALRM, stop);
    }
    memcpy(copy, data, size);
    repair(copy, size);
    if (jsb__flat_check(copy, size) == NULL)
        run(copy);
    free(copy);
    return 0;
}
