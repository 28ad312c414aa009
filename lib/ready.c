/* SPDX-License-Identifier: MIT
 * ready.c - functions of source texts that were compiled before the heap was frozen. */
#include "ready.h"

#include "engine.h"
#include "vm.h"

#include <stdio.h>

int jsb__ready_push_key(duk_context *ctx, struct jsb__unit *unit)
{
    const struct jsb__code_source *source = &unit->source;
    char key[56];
    if (!jsb__unit_describe(unit))
        return 0;
    snprintf(key, sizeof(key), "%llx-%016llx%016llx", (unsigned long long)source->len,
             (unsigned long long)source->digest[1], (unsigned long long)source->digest[0]);
    duk_push_string(ctx, key);
    return 1;
}

void jsb__ready_tell(duk_context *ctx, duk_idx_t function, double start)
{
    if (jsb__vm(ctx)->host.opt.on_unit == NULL)
        return;
    duk_get_prop_string(ctx, function, "fileName");
    jsb__unit_tell(ctx, -1, JSB_UNIT_PRECOMPILED, NULL, start);
    duk_pop(ctx);
}

/* [name key function] -> [name key function copy]: a file of another name has functions of its own,
 * as those of the function may be running, or be needed under their own name. */
static int push_copy(duk_context *ctx, const struct jsb__unit *unit)
{
    struct jsb__flat copy = {.space = NULL};
    duk_dup(ctx, -3);
    if (jsb__code_make(ctx, -2, &unit->source, &copy) == JSB_OK &&
        jsb__unit_take_entry(ctx, &unit->source, copy.data, copy.len) == NULL)
        return 1;
    duk_pop(ctx);
    return 0;
}

/* [name key function] -> [function], or [name] */
static int take(duk_context *ctx, const struct jsb__unit *unit)
{
    int is_same, is_taken = 1;
    duk_get_prop_string(ctx, -1, "fileName");
    is_same = duk_strict_equals(ctx, -1, -4) != 0;
    duk_pop(ctx);
    if (is_same)
        duk_dup_top(ctx);
    else
        is_taken = push_copy(ctx, unit);
    if (is_taken)
        duk_replace(ctx, -4);
    duk_pop_2(ctx);
    return is_taken;
}

/* [name] -> [function], or [name] */
static int find(duk_context *ctx, duk_idx_t table, struct jsb__unit *unit)
{
    if (!jsb__ready_push_key(ctx, unit))
        return 0;
    duk_dup_top(ctx);
    duk_get_prop(ctx, table);
    if (duk_is_ecmascript_function(ctx, -1))
        return take(ctx, unit);
    duk_pop_2(ctx);
    return 0;
}

int jsb__ready_push(duk_context *ctx, duk_idx_t table, struct jsb__unit *unit)
{
    double start;
    if (!duk_is_object(ctx, table))
        return 0;
    start = jsb__unit_clock(ctx);
    if (!find(ctx, table, unit))
        return 0;
    jsb__ready_tell(ctx, -1, start);
    return 1;
}
