/* SPDX-License-Identifier: MIT
 * object.h - what the runtime asks of objects and the engine's API does not offer. */

int jsb__is_proxy(duk_context *ctx, duk_idx_t idx)
{
    duk_hobject *obj = duk_get_hobject(ctx, idx);
    return obj != NULL && DUK_HOBJECT_IS_PROXY(obj);
}

/* The counts of an immortal cell are not kept. */
int jsb__is_last_plain_array(duk_context *ctx, duk_idx_t list_idx)
{
    duk_hobject *list = duk_require_hobject(ctx, list_idx), *obj;
    duk_get_prop_index(ctx, list_idx, 0);
    obj = duk_get_hobject(ctx, -1);
    duk_pop(ctx);
    return obj != NULL && obj != list && DUK_HEAPHDR_NEEDS_REFCOUNT_UPDATE((duk_heaphdr *)obj) &&
           DUK_HEAPHDR_GET_REFCOUNT((duk_heaphdr *)obj) == 1 && DUK_HOBJECT_HAS_ARRAY_PART(obj) &&
           DUK_HOBJECT_GET_ENEXT(obj) == 0 &&
           DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, obj) == ctx->builtins[DUK_BIDX_ARRAY_PROTOTYPE];
}

duk_ret_t jsb__stock_reflect_get(duk_context *ctx)
{
    return duk_bi_reflect_object_get(ctx);
}

duk_ret_t jsb__stock_reflect_set(duk_context *ctx)
{
    return duk_bi_reflect_object_set(ctx);
}
