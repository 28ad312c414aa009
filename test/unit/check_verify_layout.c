/* SPDX-License-Identifier: MIT
 * check_verify_layout.c - what the full check says of blobs that were laid out otherwise. */
#include "unit.h"

#include "../../snapshot/census.h"
#include "../../snapshot/write.h"

#include <stdlib.h>
#include <string.h>

#define K(name) JSB__KIND_##name

/* What a blob of a list of blocks and of a layout is told, each NULL or a change of it. */
static struct jsb_error check_changed(void (*list)(struct snap__census *),
                                      void (*lay_out)(const struct snap__census *,
                                                      struct snap__layout *))
{
    struct jsb_vm *vm = unit_rich_vm();
    struct snap__census census;
    struct snap__layout layout;
    struct snap__blob blob = {0};
    struct snap__extras extras = {.meta = "{}", .meta_len = 2};
    struct jsb_error last = {0};
    struct snap_blob *opened;
    uint8_t *slots;
    jsb__heap_settle(jsb_context(vm));
    ck_assert_int_eq(snap__census_take(&census, jsb_context(vm), &last), JSB_OK);
    if (list != NULL)
        list(&census);
    ck_assert_int_eq(snap__layout_make(&layout, &census, SNAP__DENSE, &last), JSB_OK);
    if (lay_out != NULL)
        lay_out(&census, &layout);
    ck_assert_int_eq(snap__write_image(&census, &layout, SNAP__BASE, &blob, &slots, &last), JSB_OK);
    ck_assert_int_eq(snap__write_tables(&census, &layout, slots, SNAP__BASE, 0, &extras, &blob,
                                        &last), JSB_OK);
    ck_assert_int_eq(snap_open_memory(blob.data, blob.len, &opened, &last), JSB_OK);
    ck_assert_int_eq(snap_validate(opened, &last), last.code);
    snap_close(opened);
    free(blob.data);
    free(slots);
    snap__layout_free(&layout);
    snap__census_free(&census);
    jsb_destroy(vm);
    return last;
}

static void expect(struct jsb_error last, const char *words)
{
    ck_assert_int_eq(last.code, JSB_E_CORRUPT);
    ck_assert_ptr_nonnull(strstr(last.message, words));
}

START_TEST(verify_accepts_a_layout)
{
    struct jsb_error last = check_changed(NULL, NULL);
    UNIT_ASSERT(last.code == JSB_OK, "%s", last.message);
}
END_TEST

/* The first of the busiest objects and the block before it change places. */
static void put_object_forward(const struct snap__census *c, struct snap__layout *layout)
{
    size_t object = SIZE_MAX, before = c->heap_index;
    for (size_t i = 0; i < c->count; i++)
        if (snap__off_of(layout, i) == layout->behind)
            object = i;
    for (size_t i = 0; i < c->count; i++)
        if (layout->words[i] < layout->words[object] && layout->words[i] > layout->words[before])
            before = i;
    layout->words[object] =
        layout->words[before] - (jsb__kind_is_resizable(c->blocks[before].kind) ? 1 : 0);
    layout->words[before] += (uint32_t)(c->blocks[object].size / 8);
}

START_TEST(verify_wants_busy_objects_last)
{
    expect(check_changed(NULL, put_object_forward), "object of a table among the busiest");
}
END_TEST

/* A table, and not its object, goes to the heap's segment. */
static void part_table(struct snap__census *c)
{
    size_t i = 0;
    while (c->blocks[i].kind != K(PROPS) || c->blocks[i].use != JSB__USE_NONE)
        i++;
    c->blocks[i].use = JSB__USE_WRITE;
}

START_TEST(verify_wants_tables_with_their_objects)
{
    expect(check_changed(part_table, NULL), "object of a table among the busiest");
}
END_TEST

Suite *suite_verify_layout(void)
{
    Suite *suite = suite_create("verify_layout");
    const TTest *core[] = {verify_accepts_a_layout};
    const TTest *errors[] = {verify_wants_busy_objects_last, verify_wants_tables_with_their_objects};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
