/* SPDX-License-Identifier: MIT
 * compact.h - property tables lose their slack.
 *
 * A part of engine.c: includes nothing, is included there once.  The engine calls it in each
 * emergency collection, through patch 0005, and for new functions, through patch 0016.
 *
 * Compaction makes a smaller table and frees the old one.  Where nothing would change it is
 * left out.  Where there was no memory for a table there is none for larger ones either, until
 * a table that could be made has given some back: a heap whose memory is used up is not
 * searched object by object, each time with an error thrown and caught. */

/* What compaction would make of an object's properties. */
struct compact_plan {
    duk_size_t size; /* of the new table, bytes */
    int is_needed;
    int needs_strings; /* array indexes become keys */
};

static struct compact_plan compact_plan(duk_hthread *thr, duk_hobject *obj)
{
    duk_uint32_t entries = duk__count_used_e_keys(thr, obj), used, array, hash;
    struct compact_plan plan = {0};
    duk__compute_a_stats(thr, obj, &used, &array);
    if (duk__abandon_array_density_check(used, array)) {
        plan.needs_strings = 1;
        entries += used;
        array = 0;
    }
    hash = entries >= DUK_USE_HOBJECT_HASH_PROP_LIMIT ? duk__get_default_h_size(entries) : 0;
    plan.size = DUK_HOBJECT_P_COMPUTE_SIZE(entries, array, hash);
    plan.is_needed = plan.needs_strings || entries != DUK_HOBJECT_GET_ENEXT(obj) ||
                     entries != DUK_HOBJECT_GET_ESIZE(obj) ||
                     array != DUK_HOBJECT_GET_ASIZE(obj) || hash != DUK_HOBJECT_GET_HSIZE(obj);
    return plan;
}

/* *refused is the size of the last table that there was no memory for; DUK_SIZE_MAX at first. */
DUK_LOCAL void jsb__compact(duk_hthread *thr, duk_hobject *obj, duk_size_t *refused)
{
    struct compact_plan plan = compact_plan(thr, obj);
    if (!plan.is_needed || plan.size >= *refused)
        return;
    duk_push_hobject(thr, obj);
    if (duk_safe_call(thr, duk__protected_compact_object, NULL, 1, 0) == DUK_EXEC_SUCCESS)
        *refused = DUK_SIZE_MAX;
    else if (!plan.needs_strings)
        *refused = plan.size;
}

/* A table that was made in its size has no slack: then there is nothing to do. */
DUK_LOCAL void jsb__trim(duk_hthread *thr, duk_idx_t index)
{
    duk_hobject *obj = duk_known_hobject(thr, index);
    if (DUK_HOBJECT_GET_ESIZE(obj) != DUK_HOBJECT_GET_ENEXT(obj))
        duk_compact(thr, index);
}
