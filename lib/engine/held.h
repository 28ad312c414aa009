/* SPDX-License-Identifier: MIT
 * held.h - properties that an object keeps for the runtime: of its own, also if it is frozen or
 * a proxy, which the engine's own access would pass on to the target. */

void jsb__hold(duk_context *ctx, duk_idx_t obj_idx, duk_idx_t key_idx)
{
    duk_hobject *obj = duk_require_hobject(ctx, obj_idx);
    duk_hstring *key = duk_require_hstring(ctx, key_idx);
    duk_hobject_define_property_internal(ctx, obj, key, DUK_PROPDESC_FLAGS_NONE); /* frozen stays frozen */
}

void jsb__push_held(duk_context *ctx, duk_idx_t obj_idx, duk_idx_t key_idx)
{
    duk_hobject *obj = duk_get_hobject(ctx, obj_idx);
    duk_hstring *key = duk_require_hstring(ctx, key_idx);
    duk_tval *held = obj ? duk_hobject_find_entry_tval_ptr(ctx->heap, obj, key) : NULL;
    if (held == NULL)
        duk_push_undefined(ctx);
    else
        duk_push_tval(ctx, held);
}

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
