/* SPDX-License-Identifier: MIT
 * ready.c - functions of source texts that were compiled before the heap was frozen. */
#include "ready.h"

#include "engine.h"
#include "hash.h"
#include "utf8.h"

#include <stdio.h>

void jsb__ready_push_key(duk_context *ctx, const char *text, size_t len)
{
    char key[40];
    snprintf(key, sizeof(key), "%zx-%016llx", len,
             (unsigned long long)jsb__hash64(text, len, 0));
    duk_push_string(ctx, key);
}

/* [] -> [key]: of a text as its file has it. */
static void push_file_key(duk_context *ctx, const char *utf8, size_t len)
{
    size_t mark = jsb__utf8_mark_len(utf8, len), size;
    int is_same;
    size = jsb__cesu8_len(utf8 + mark, len - mark, &is_same);
    if (is_same) {
        jsb__ready_push_key(ctx, utf8 + mark, len - mark);
    } else {
        char *text = duk_push_fixed_buffer(ctx, size);
        jsb__cesu8_from_utf8(text, utf8 + mark, len - mark);
        jsb__ready_push_key(ctx, text, size);
        duk_remove(ctx, -2);
    }
}

/* [name key function] -> [function]: for a file of another name.  Whoever comes next with the same
 * text has a file of his own. */
static void take(duk_context *ctx, duk_idx_t table)
{
    duk_get_prop_string(ctx, -1, "fileName");
    if (!duk_strict_equals(ctx, -1, -4)) {
        duk_dup(ctx, -3);
        duk_del_prop(ctx, table);
        duk_dup(ctx, -4);
        jsb__rename_code(ctx, -3);
    }
    duk_pop(ctx);
    duk_insert(ctx, -3);
    duk_pop_2(ctx);
}

int jsb__ready_push(duk_context *ctx, duk_idx_t table, struct jsb__unit *unit)
{
    if (!duk_is_object(ctx, table))
        return 0;
    jsb__unit_read(ctx, unit);
    if (unit->is_engine_form)
        jsb__ready_push_key(ctx, unit->text, unit->len);
    else
        push_file_key(ctx, unit->text, unit->len);
    duk_dup_top(ctx);
    duk_get_prop(ctx, table);
    if (duk_is_ecmascript_function(ctx, -1)) {
        take(ctx, table);
        return 1;
    }
    duk_pop_2(ctx);
    return 0;
}
