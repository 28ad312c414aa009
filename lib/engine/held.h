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
