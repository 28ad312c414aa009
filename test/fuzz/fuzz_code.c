/* SPDX-License-Identifier: MIT
 * fuzz_code.c - libFuzzer harness: any bytes as the functions of a code cache's entry, with
 * a header and a checksum that are right.  What passes the checks is run. */
#include "../../lib/engine.h"
#include "../../lib/flat.h"
#include "../../lib/vm.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A loop that does not end is no finding: no function that jumps is called.  Reading it is what
 * is tried. */
static duk_ret_t read_functions(duk_context *ctx, void *user)
{
    duk_push_string(ctx, "fuzz.js");
    jsb__flat_push(ctx, user, 1);
    jsb__flat_read_all(ctx, -1);
    duk_dump_function(ctx);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jsb_vm *vm;
    void *copy = malloc(size);
    if (copy == NULL || jsb_create(NULL, &vm) != JSB_OK)
        abort();
    memcpy(copy, data, size);
    if (jsb__flat_check(copy, size) == NULL)
        (void)jsb__protect(vm, read_functions, copy, 0);
    jsb_destroy(vm);
    free(copy);
    return 0;
}
