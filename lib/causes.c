/* SPDX-License-Identifier: MIT
 * causes.c - what the runtime knows to be open or under way, from JavaScript to C.
 *
 * Hook "detach" answers { causes: [...], and what hook "attach" needs }.  In between it is
 * kept in the heap stash, where no property path of the program's leads. */
#include "causes.h"

#include "runtime.h"

struct each {
    jsb__cause_fn fn;
    void *user;
};

/* [cause] -> [cause text] */
static const char *push_text(duk_context *ctx, duk_idx_t cause, const char *name)
{
    const char *text;
    duk_get_prop_string(ctx, cause, name);
    text = duk_get_string(ctx, -1);
    return text ? text : "";
}

/* [cause] -> [] */
static void tell(duk_context *ctx, const struct each *each)
{
    duk_idx_t index = duk_get_top_index(ctx);
    struct jsb__cause cause;
    duk_get_prop_string(ctx, index, "object");
    cause.object = duk_get_heapptr(ctx, -1);
    duk_get_prop_string(ctx, index, "number");
    cause.number = duk_get_number(ctx, -1);
    cause.what = push_text(ctx, index, "what");
    cause.remedy = push_text(ctx, index, "remedy");
    cause.stack = push_text(ctx, index, "stack");
    each->fn(each->user, &cause);
    duk_set_top(ctx, index);
}

/* Runs protected: [state] -> [undefined]. */
static duk_ret_t keep_and_tell(duk_context *ctx, void *arg)
{
    duk_size_t count;
    duk_push_heap_stash(ctx);
    duk_dup(ctx, -2);
    duk_put_prop_string(ctx, -2, "detached");
    duk_get_prop_string(ctx, -2, "causes");
    count = duk_get_length(ctx, -1);
    for (duk_uarridx_t i = 0; i < count; i++) {
        duk_get_prop_index(ctx, -1, i);
        tell(ctx, arg);
    }
    return 0;
}

int jsb__detach(struct jsb_vm *vm, jsb__cause_fn fn, void *user)
{
    struct each each = {fn, user};
    int rc = jsb__hook(vm, "detach", 0);
    if (rc == JSB_OK && !jsb__protect(vm, keep_and_tell, &each, 1))
        rc = jsb__take_error(vm);
    else if (rc == JSB_OK)
        duk_pop(vm->ctx);
    return rc;
}

/* Runs protected: [] -> [state]. */
static duk_ret_t take_back(duk_context *ctx, void *arg)
{
    (void)arg;
    duk_push_heap_stash(ctx);
    duk_get_prop_string(ctx, -1, "detached");
    duk_del_prop_string(ctx, -2, "detached");
    return 1;
}

int jsb__attach(struct jsb_vm *vm)
{
    int rc = JSB_OK;
    if (!jsb__protect(vm, take_back, NULL, 0))
        return jsb__take_error(vm);
    if (!duk_is_undefined(vm->ctx, -1))
        rc = jsb__hook(vm, "attach", 1);
    if (rc == JSB_OK)
        duk_pop(vm->ctx);
    return rc;
}
