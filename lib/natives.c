/* SPDX-License-Identifier: MIT
 * natives.c - the native list as tables: index to function, function to index. */
#include "natives.h"

#include "touch.h"

#define NATIVE(name, nargs) duk_ret_t jsb__sys_##name(duk_context *ctx);
#include "natives.def"
#undef NATIVE

enum {
#define NATIVE(name, nargs) PLACE_##name,
#include "natives.def"
#undef NATIVE
    PLACE_COUNT
};

/* How many lines touches.def has: a native without one, and one twice, do not compile. */
enum {
#define FREE(name) TOUCH_OF_##name,
#define TOUCH(name, how) TOUCH_OF_##name,
#include "touches.def"
#undef FREE
#undef TOUCH
    TOUCH_COUNT
};
_Static_assert((int)TOUCH_COUNT == (int)PLACE_COUNT,
               "each native of natives.def needs its line in touches.def");

/* A native that touches what is outside of the heap stands behind a gate. */
#define FREE(name)
#define TOUCH(name, how)                                                                 \
    static duk_ret_t gate_##name(duk_context *ctx)                                       \
    {                                                                                    \
        return jsb__touch(ctx, JSB__TOUCH_##how, #name) ? jsb__sys_##name(ctx) : 0;      \
    }
#include "touches.def"
#undef FREE
#undef TOUCH

const duk_c_function jsb__native_funcs[] = {
#define FREE(name) [PLACE_##name] = jsb__sys_##name,
#define TOUCH(name, how) [PLACE_##name] = gate_##name,
#include "touches.def"
#undef FREE
#undef TOUCH
};

const struct jsb__native jsb__native_info[] = {
#define NATIVE(name, nargs) {#name, nargs},
#include "natives.def"
#undef NATIVE
};

const char jsb__native_names[] =
#define NATIVE(name, nargs) #name "\0"
#include "natives.def"
#undef NATIVE
    ;

const size_t jsb__native_names_len = sizeof(jsb__native_names) - 1;
const unsigned jsb__native_count = sizeof(jsb__native_funcs) / sizeof(jsb__native_funcs[0]);

unsigned jsb__native_index(duk_c_function func)
{
    for (unsigned i = 0; i < jsb__native_count; i++)
        if (jsb__native_funcs[i] == func)
            return JSB__NATIVE_OWN + i;
    return 0;
}

void jsb__push_natives(duk_context *ctx)
{
    duk_push_object(ctx);
    for (unsigned i = 0; i < jsb__native_count; i++) {
        duk_push_c_function(ctx, jsb__native_funcs[i], jsb__native_info[i].nargs);
        duk_put_prop_string(ctx, -2, jsb__native_info[i].name);
    }
}
