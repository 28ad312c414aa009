/* SPDX-License-Identifier: MIT
 * natives.c - the native list as tables: index to function, function to index. */
#include "natives.h"

#define NATIVE(name, nargs) duk_ret_t jsb__sys_##name(duk_context *ctx);
#include "natives.def"
#undef NATIVE

const duk_c_function jsb__native_funcs[] = {
#define NATIVE(name, nargs) jsb__sys_##name,
#include "natives.def"
#undef NATIVE
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
