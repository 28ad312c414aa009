/* SPDX-License-Identifier: MIT
 * check_code_space.c - entries of the code cache that are made in memory of the caller's. */
#include "unit.h"

#include "../../lib/code_entry.h"
#include "../../lib/flat.h"
#include "../../lib/vm.h"

#include <stdlib.h>
#include <string.h>

enum { GUARD = 64 };

/* [] -> [function]: it and `count` functions inside of it, each with strings of its own. */
static void push_function(duk_context *ctx, int count)
{
    char *text;
    size_t len;
    FILE *f = open_memstream(&text, &len);
    for (int i = 0; i < count; i++)
        fprintf(f, "function f%d(p%d) { var v%d = 'one of %d', w = %d.5; return v%d + w; }\n", i, i,
                i, i, i, i);
    fclose(f);
    duk_push_string(ctx, "app.js");
    ck_assert_int_eq(duk_pcompile_lstring_filename(ctx, 0, text, len), 0);
    free(text);
}

static struct jsb__flat make(duk_context *ctx, void *space, size_t size)
{
    const struct jsb__code_source source = {.len = 1};
    struct jsb__flat out = {.space = space, .space_size = size};
    ck_assert_int_eq(jsb__code_make(ctx, -1, &source, &out), JSB_OK);
    return out;
}

/* Nothing is written behind the space. */
static void check_space(duk_context *ctx, const struct jsb__flat *expected, size_t size)
{
    char *space = malloc(size + GUARD);
    struct jsb__flat found;
    memset(space, 0x5a, size + GUARD);
    found = make(ctx, space, size);
    ck_assert_uint_eq(found.len, expected->len);
    ck_assert_mem_eq(found.data, expected->data, found.len);
    UNIT_ASSERT(size < 2 * found.len || found.data == space, "%zu bytes are not used", size);
    for (size_t i = 0; i < GUARD; i++)
        ck_assert_int_eq(space[size + i], 0x5a);
    jsb__flat_free(&found);
    ck_assert_ptr_null(found.data);
    free(space);
}

/* An entry is the same wherever it is made, also where it has no room for its last part, or for
 * what its maker notes meanwhile. */
static void check_spaces(int count)
{
    struct jsb_vm *vm;
    struct jsb__flat expected;
    ck_assert_int_eq(jsb_create(NULL, &vm), JSB_OK);
    push_function(vm->ctx, count);
    expected = make(vm->ctx, NULL, 0);
    for (size_t i = 0; i <= 48; i++)
        check_space(vm->ctx, &expected, expected.len * i / 16 + i % 8);
    for (size_t i = 0; i < 40; i++)
        check_space(vm->ctx, &expected, expected.len - 20 + i);
    jsb__flat_free(&expected);
    jsb_destroy(vm);
}

START_TEST(space_changes_no_entry)
{
    check_spaces(0);
    check_spaces(3);
    check_spaces(40);
    check_spaces(1500);
}
END_TEST

Suite *suite_code_space(void)
{
    Suite *suite = suite_create("code_space");
    const TTest *limits[] = {space_changes_no_entry};
    UNIT_CASE(suite, "Limits", limits);
    return suite;
}
