/* SPDX-License-Identifier: MIT
 * check_externals.c - external references: natives of the embedding program, by name. */
#include "unit.h"

#include "../../lib/engine.h"
#include "../../lib/externals.h"
#include "../../lib/hash.h"
#include "../../lib/natives.h"
#include "../../snapshot/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int hello(struct duk_hthread *ctx)
{
    duk_push_string(ctx, "Hello world!");
    return 1;
}

static int add(struct duk_hthread *ctx)
{
    duk_push_number(ctx, duk_require_number(ctx, 0) + duk_require_number(ctx, 1));
    return 1;
}

static int count(struct duk_hthread *ctx)
{
    duk_push_int(ctx, duk_get_top(ctx));
    return 1;
}

static int tell(struct duk_hthread *ctx)
{
    const char *data = jsb_native_data(ctx);
    duk_push_string(ctx, data ? data : "nothing");
    return 1;
}

static char old_first[] = "old first", old_second[] = "old second";
static char new_first[] = "new first", new_second[] = "new second";

static const struct jsb_native table[] = {
    {"hello", hello, 0, NULL},           {"add", add, 2, NULL},
    {"count", count, JSB_VARARGS, NULL}, {"first", tell, 0, old_first},
    {"second", tell, 0, old_second},     {"unused", hello, 0, NULL},
};

/* The same names elsewhere, another function behind one of them, more names. */
static const struct jsb_native other_table[] = {
    {"zero", hello, 0, NULL},
    {"second", tell, 0, new_second},
    {"aardvark", hello, 0, NULL},
    {"first", tell, 0, new_first},
    {"add", add, 2, NULL},
    {"hello", hello, 0, NULL},
    {"count", count, JSB_VARARGS, NULL},
};

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static struct jsb_options options_with(const struct jsb_native *natives, size_t n)
{
    struct jsb_options opt = {
        .building = 1, .seed = 1, .epoch_ms = 1e12, .natives = natives, .native_count = n};
    return opt;
}

static struct jsb_vm *vm_with(const struct jsb_native *natives, size_t n)
{
    struct jsb_options opt = options_with(natives, n);
    struct jsb_vm *vm;
    ck_assert_int_eq(jsb_create(&opt, &vm), JSB_OK);
    return vm;
}

static void set_globals(struct jsb_vm *vm)
{
    for (size_t i = 0; i < 5; i++)
        ck_assert_int_eq(jsb_set_global_native(vm, table[i].name, table[i].name), JSB_OK);
}

static struct unit_blob blob_with_natives(void)
{
    struct jsb_vm *vm = vm_with(table, LENGTH(table));
    struct unit_blob blob;
    set_globals(vm);
    unit_run(vm, "var both = [first, second], bound = add.bind(null, 40), o = { get x() { "
                 "return hello(); } };");
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    return blob;
}

static int boot_with(const struct unit_blob *blob, const struct jsb_native *natives, size_t n,
                     struct jsb_vm **vm, struct jsb_error *err)
{
    struct jsb_options opt = options_with(natives, n);
    struct snap_blob *open;
    int rc;
    ck_assert_int_eq(snap_open_memory(blob->data, blob->len, &open, NULL), JSB_OK);
    rc = snap_boot(open, &opt, vm, err);
    snap_close(open);
    return rc;
}

static struct jsb_vm *booted_with(const struct unit_blob *blob, const struct jsb_native *natives,
                                  size_t n)
{
    struct jsb_error err;
    struct jsb_vm *vm;
    int rc = boot_with(blob, natives, n, &vm, &err);
    ck_assert_msg(rc == JSB_OK, "%d %s", rc, rc ? err.message : "");
    return vm;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(externals_in_the_vm_itself)
{
    struct jsb_vm *vm = vm_with(table, LENGTH(table));
    set_globals(vm);
    unit_expect(vm, "hello()", "Hello world!");
    unit_expect(vm, "add(40, 2)", "42");
    unit_expect(vm, "count(1, 2, 3) + count()", "3");
    unit_expect(vm, "first() + ', ' + second()", "old first, old second");
    unit_expect(vm, "[hello.name, hello.length, add.length].join()", "hello,0,2");
    unit_run_fails(vm, "add(40)", JSB_E_SCRIPT);
    jsb_destroy(vm);
}
END_TEST

START_TEST(externals_are_found_by_name)
{
    struct unit_blob blob = blob_with_natives();
    struct jsb_vm *vm = booted_with(&blob, other_table, LENGTH(other_table));
    unit_expect(vm, "hello() + o.x", "Hello world!Hello world!");
    unit_expect(vm, "add(40, 2) + bound(2)", "84");
    unit_expect(vm, "first() + ', ' + second()", "new first, new second");
    unit_expect(vm, "both[0] === first && both[1] === second && first !== second", "true");
    unit_expect(vm, "count.call(null, 1, 2)", "2");
    duk_get_global_string(jsb_context(vm), "hello");
    ck_assert(duk_get_c_function(jsb_context(vm), -1) == hello);
    duk_pop(jsb_context(vm));
    ck_assert_int_eq(jsb_set_global_native(vm, "late", "zero"), JSB_OK);
    unit_expect(vm, "late()", "Hello world!");
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

/* What a program has pushed through the engine's own interface is known by its address. */
START_TEST(externals_pushed_by_address)
{
    struct jsb_vm *vm = vm_with(table, LENGTH(table));
    struct unit_blob blob;
    duk_push_c_function(jsb_context(vm), hello, 0);
    duk_put_global_string(jsb_context(vm), "greet");
    duk_push_c_function(jsb_context(vm), tell, 0);
    duk_put_global_string(jsb_context(vm), "who");
    unit_expect(vm, "greet() + who()", "Hello world!old first");
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    vm = booted_with(&blob, other_table, LENGTH(other_table));
    unit_expect(vm, "greet() + who()", "Hello world!new first");
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

START_TEST(externals_listed_are_those_in_use)
{
    struct unit_blob blob = blob_with_natives();
    const struct snap__header *h = (const void *)blob.data;
    const struct snap__section *s = &h->sections[SNAP__SECTION_EXTERNALS];
    static const char names[] = "add\0count\0first\0hello\0second";
    struct snap_blob *open;
    ck_assert_uint_eq(s->count, 5);
    ck_assert_uint_eq(s->len, sizeof(names));
    ck_assert_mem_eq(blob.data + s->off, names, sizeof(names));
    ck_assert_int_eq(snap_open_memory(blob.data, blob.len, &open, NULL), JSB_OK);
    ck_assert_int_eq(snap_validate(open, NULL), JSB_OK);
    snap_close(open);
    unit_free(&blob);
}
END_TEST

START_TEST(externals_order_of_the_table_is_not_in_the_blob)
{
    struct jsb_native reversed[LENGTH(table)];
    struct unit_blob one, two;
    struct jsb_vm *vm;
    for (size_t i = 0; i < LENGTH(table); i++)
        reversed[i] = table[LENGTH(table) - 1 - i];
    vm = vm_with(table, LENGTH(table));
    set_globals(vm);
    one = unit_freeze(vm);
    jsb_destroy(vm);
    vm = vm_with(reversed, LENGTH(table));
    set_globals(vm);
    two = unit_freeze(vm);
    jsb_destroy(vm);
    ck_assert(unit_equal(&one, &two));
    unit_free(&one);
    unit_free(&two);
}
END_TEST

/* A blob of a VM that came from a blob names what its heap uses now, old and new. */
START_TEST(externals_of_a_second_freeze)
{
    struct unit_blob one = blob_with_natives(), two;
    const struct snap__section *s;
    struct jsb_vm *vm = booted_with(&one, other_table, LENGTH(other_table));
    ck_assert_int_eq(jsb_set_global_native(vm, "animal", "aardvark"), JSB_OK);
    ck_assert_int_eq(jsb_set_global_native(vm, "again", "first"), JSB_OK);
    unit_run(vm, "delete count; delete add; bound = null");
    two = unit_freeze(vm);
    jsb_destroy(vm);
    s = &((const struct snap__header *)(const void *)two.data)->sections[SNAP__SECTION_EXTERNALS];
    ck_assert_uint_eq(s->count, 4);
    ck_assert_str_eq(two.data + s->off, "aardvark");
    vm = booted_with(&two, other_table, LENGTH(other_table));
    unit_expect(vm, "animal() + again() + first() + second()",
                "Hello world!new firstnew firstnew second");
    jsb_destroy(vm);
    unit_free(&one);
    unit_free(&two);
}
END_TEST

START_TEST(externals_are_in_the_metadata)
{
    struct unit_blob blob = blob_with_natives();
    struct snap_blob *open;
    size_t len;
    ck_assert_int_eq(snap_open_memory(blob.data, blob.len, &open, NULL), JSB_OK);
    ck_assert_ptr_nonnull(strstr(snap_metadata(open, &len), "\"externals\":[\"add\",\"count\","
                                                            "\"first\",\"hello\",\"second\"]"));
    snap_close(open);
    unit_free(&blob);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

START_TEST(externals_missing_at_boot)
{
    static const struct jsb_native half[] = {
        {"add", add, 2, NULL}, {"first", tell, 0, NULL}, {"count", count, JSB_VARARGS, NULL}};
    struct unit_blob blob = blob_with_natives();
    struct jsb_error err;
    struct jsb_vm *vm;
    ck_assert_int_eq(boot_with(&blob, half, LENGTH(half), &vm, &err), JSB_E_EXTERNALS);
    ck_assert_ptr_null(vm);
    ck_assert_str_eq(err.message,
                     "needs the external reference 'hello', which the VM was not given: add it to "
                     "the table of natives that the VM is booted with\n"
                     "needs the external reference 'second', which the VM was not given: add it "
                     "to the table of natives that the VM is booted with");
    ck_assert_int_eq(boot_with(&blob, NULL, 0, &vm, NULL), JSB_E_EXTERNALS);
    unit_free(&blob);
}
END_TEST

static void expect_bad_table(const struct jsb_native *natives, size_t n, const char *message)
{
    struct jsb_options opt = options_with(natives, n);
    struct unit_blob blob = unit_freeze_program("");
    struct jsb_error err;
    struct jsb_vm *vm;
    ck_assert_int_eq(jsb_check_natives(natives, n, &err), JSB_E_INVALID);
    ck_assert_str_eq(err.message, message);
    ck_assert_int_eq(jsb_create(&opt, &vm), JSB_E_INVALID);
    ck_assert_ptr_null(vm);
    ck_assert_int_eq(boot_with(&blob, natives, n, &vm, &err), JSB_E_INVALID);
    ck_assert_str_eq(err.message, message);
    unit_free(&blob);
}

START_TEST(externals_bad_tables)
{
    static const struct jsb_native doubled[] = {
        {"b", hello, 0, NULL}, {"a", add, 0, NULL}, {"b", count, 0, NULL}};
    static const struct jsb_native nameless[] = {{"b", hello, 0, NULL}, {NULL, add, 0, NULL}};
    static const struct jsb_native empty[] = {{"", hello, 0, NULL}};
    static const struct jsb_native hollow[] = {{"a", NULL, 0, NULL}};
    static const struct jsb_native few[] = {{"a", hello, -2, NULL}};
    static const struct jsb_native many[] = {{"a", hello, 256, NULL}};
    expect_bad_table(doubled, 3, "native 'b' is listed twice");
    expect_bad_table(nameless, 2, "native 1 of the table has no name");
    expect_bad_table(empty, 1, "native 0 of the table has no name");
    expect_bad_table(hollow, 1, "native 'a' has no function");
    expect_bad_table(few, 1, "native 'a' takes -2 arguments: JSB_VARARGS or 0 to 255");
    expect_bad_table(many, 1, "native 'a' takes 256 arguments: JSB_VARARGS or 0 to 255");
    ck_assert_int_eq(jsb_check_natives(doubled, 2, NULL), JSB_OK);
    ck_assert_int_eq(jsb_check_natives(NULL, 0, NULL), JSB_OK);
}
END_TEST

START_TEST(externals_unknown_names)
{
    struct jsb_vm *vm = vm_with(table, LENGTH(table));
    ck_assert_int_eq(jsb_set_global_native(vm, "f", "helo"), JSB_E_INVALID);
    ck_assert_str_eq(jsb_last_error(vm)->message,
                     "there is no native 'helo' in the table that the VM was made with");
    unit_expect(vm, "typeof f", "undefined");
    ck_assert_int_eq(jsb_push_native(jsb_context(vm), ""), JSB_E_INVALID);
    ck_assert_int_eq((int)duk_get_top(jsb_context(vm)), 0);
    jsb_destroy(vm);
    vm = unit_vm();
    ck_assert_int_eq(jsb_set_global_native(vm, "f", "hello"), JSB_E_INVALID);
    ck_assert_ptr_null(jsb_native_data(jsb_context(vm)));
    jsb_destroy(vm);
}
END_TEST

/* As many as a table may have, each of them in the heap; one more is refused. */
START_TEST(externals_most)
{
    enum { MOST = JSB__EXTERNALS_MAX };
    struct jsb_native *natives = calloc(MOST + 1, sizeof(*natives));
    char(*names)[8] = calloc(MOST + 1, sizeof(*names));
    struct unit_blob blob;
    struct jsb_vm *vm;
    struct jsb_error err;
    for (unsigned i = 0; i <= MOST; i++) {
        snprintf(names[i], sizeof(names[i]), "f%05u", i);
        natives[i] = (struct jsb_native){names[i], tell, 0, names[i]};
    }
    ck_assert_int_eq(jsb_check_natives(natives, MOST + 1, &err), JSB_E_INVALID);
    ck_assert_str_eq(err.message, "28673 natives in the table, the most is 28672");
    vm = vm_with(natives, MOST);
    for (unsigned i = 0; i < MOST; i++)
        UNIT_ASSERT(jsb_set_global_native(vm, names[i], names[i]) == JSB_OK, "%s", names[i]);
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    vm = booted_with(&blob, natives, MOST);
    unit_expect(vm, "f00000() + f14000() + f28671()", "f00000f14000f28671");
    jsb_destroy(vm);
    unit_free(&blob);
    free(natives);
    free(names);
}
END_TEST

static void expect_damage(const struct unit_blob *blob, const char *words)
{
    struct jsb_error err;
    struct jsb_vm *vm;
    ck_assert_int_eq(boot_with(blob, table, LENGTH(table), &vm, &err), JSB_E_CORRUPT);
    ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
}

/* Makes the list's checksum and the header's right again. */
static void seal(struct unit_blob *blob, struct snap__section *s)
{
    struct snap__page *page = (void *)blob->data;
    s->checksum = jsb__hash64(blob->data + s->off, (size_t)s->len, 0);
    page->header.checksum = snap__page_sum(page);
}

START_TEST(externals_damaged_list)
{
    struct unit_blob blob = blob_with_natives();
    struct snap__header *h = (void *)blob.data;
    struct snap__section *s = &h->sections[SNAP__SECTION_EXTERNALS];
    blob.data[s->off] ^= 1;
    expect_damage(&blob, "the externals of the blob are damaged: checksum found");
    blob.data[s->off] = 'z'; /* out of order */
    seal(&blob, s);
    expect_damage(&blob, "the list of external references is damaged: name 2 of 5");
    blob.data[s->off] = 'a';
    s->count = 4;
    seal(&blob, s);
    expect_damage(&blob, "the list of external references is damaged: name 5 of 4");
    s->count = UINT64_MAX;
    seal(&blob, s);
    expect_damage(&blob, "the list of external references is damaged: name 6 of");
    s->count = 5;
    s->len -= 1; /* no NUL at the end */
    seal(&blob, s);
    expect_damage(&blob, "the list of external references is damaged: name 5 of 5");
    s->len = 0;
    seal(&blob, s);
    expect_damage(&blob, "the list of external references is damaged: name 1 of 5");
    unit_free(&blob);
}
END_TEST

/* Validation finds what a boot would find. */
START_TEST(externals_damaged_list_is_not_valid)
{
    struct unit_blob blob = blob_with_natives();
    struct snap__header *h = (void *)blob.data;
    struct snap__section *s = &h->sections[SNAP__SECTION_EXTERNALS];
    struct snap_blob *open;
    struct jsb_error err;
    s->count--;
    seal(&blob, s);
    ck_assert_int_eq(snap_open_memory(blob.data, blob.len, &open, &err), JSB_OK);
    ck_assert_int_eq(snap_validate(open, &err), JSB_E_CORRUPT);
    ck_assert_msg(strstr(err.message, "the list of external references is damaged") != NULL, "%s",
                  err.message);
    snap_close(open);
    unit_free(&blob);
}
END_TEST

Suite *suite_externals(void)
{
    Suite *suite = suite_create("externals");
    const TTest *core[] = {externals_in_the_vm_itself,
                           externals_are_found_by_name,
                           externals_pushed_by_address,
                           externals_listed_are_those_in_use,
                           externals_order_of_the_table_is_not_in_the_blob,
                           externals_of_a_second_freeze,
                           externals_are_in_the_metadata};
    const TTest *limits[] = {externals_missing_at_boot, externals_bad_tables,
                             externals_unknown_names, externals_most, externals_damaged_list,
                             externals_damaged_list_is_not_valid};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    return suite;
}
