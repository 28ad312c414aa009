/* SPDX-License-Identifier: MIT
 * check_meta.c - what a blob tells of itself: header, sections, metadata. */
#include "recount.h"
#include "unit.h"

#include "../../snapshot/format.h"

#include <string.h>

static const struct snap__header *header_of(const struct unit_blob *blob)
{
    return (const void *)blob->data;
}

static struct snap_blob *open_blob(const struct unit_blob *blob)
{
    struct snap_blob *open;
    ck_assert_int_eq(snap_open_memory(blob->data, blob->len, &open, NULL), JSB_OK);
    return open;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(meta_info)
{
    struct unit_blob blob = unit_freeze_program("var x");
    struct snap_blob *open = open_blob(&blob);
    struct snap_info info;
    const char *name;
    uint64_t len, count, blocks = 0;
    char fingerprint[17];
    snap_get_info(open, &info);
    snap_fingerprint(fingerprint);
    ck_assert_uint_eq(info.format, 9);
    ck_assert_uint_eq(info.file_len, blob.len);
    ck_assert_uint_eq(info.base, SNAP__BASE);
    ck_assert(!info.has_runtime && !info.has_main);
    ck_assert_str_eq(info.fingerprint, fingerprint);
    ck_assert_uint_eq(strspn(fingerprint, "0123456789abcdef"), 16);
    for (unsigned i = 0; i < SNAP__SECTION_COUNT; i++) {
        ck_assert(snap_section(open, i, &name, &len, &count));
        ck_assert_uint_eq(len, header_of(&blob)->sections[i].len);
        blocks += i < SNAP__SEGMENT_COUNT ? count : 0;
    }
    ck_assert_uint_eq(info.object_count, blocks);
    ck_assert(!snap_section(open, SNAP__SECTION_COUNT, &name, &len, &count));
    snap_close(open);
    snap_close(NULL);
    snap_free(NULL);
    unit_free(&blob);
}
END_TEST

/* Makes a blob with the given inputs and its metadata a global string of another VM. */
static struct jsb_vm *vm_with_metadata(const struct snap_options *opt)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    struct snap_blob *open;
    const char *text;
    void *data;
    size_t len;
    ck_assert_int_eq(snap_create(vm, opt, &data, &blob.len, NULL), JSB_OK);
    blob.data = data;
    open = open_blob(&blob);
    text = snap_metadata(open, &len);
    ck_assert_ptr_nonnull(text);
    duk_push_lstring(jsb_context(vm), text, len);
    duk_put_global_string(jsb_context(vm), "text");
    unit_run(vm, "var meta = JSON.parse(text)");
    snap_close(open);
    unit_free(&blob);
    return vm;
}

/* A file's name may be any bytes; the text is UTF-8 and says nothing to a terminal. */
START_TEST(meta_names_of_any_bytes)
{
    struct snap_input inputs[] = {
        {"\xff-\xed\xa0\x80-\xc3", 1, "0"},
        {"\xef\xbf\xbd \xf0\x9f\x98\x80", 1, "0"},
        {"\x1b[31m\x7f\xc2\x9b", 1, "0"},
    };
    struct snap_options opt = {.inputs = inputs, .input_count = 3};
    struct jsb_vm *vm = vm_with_metadata(&opt);
    unit_expect(vm, "meta.inputs[0].path", "\xef\xbf\xbd-\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd-\xef\xbf\xbd");
    unit_expect(vm, "meta.inputs[1].path", "\xef\xbf\xbd \xf0\x9f\x98\x80");
    unit_expect(vm, "meta.inputs[2].path", "\x1b[31m\x7f\xc2\x9b");
    unit_expect(vm, "/[\\u0000-\\u001f\\u007f-\\u009f]/.test(text)", "false");
    jsb_destroy(vm);
}
END_TEST

START_TEST(meta_text)
{
    struct snap_input inputs[] = {
        {"lib/a.js", 123, "00ff"},
        {"odd \"name\" \\ \n\t\x01 caf\xc3\xa9.js", UINT64_MAX / 4096, "11"}};
    struct snap_options opt = {.inputs = inputs, .input_count = 2, .generator = "unit \"1\""};
    struct jsb_vm *vm = vm_with_metadata(&opt);
    unit_expect(vm, "meta.generator", "unit \"1\"");
    unit_expect(vm, "meta.format + meta.engine", "9duktape 2.7.0");
    unit_expect(vm, "[meta.runtime, meta.main].join()", "false,false");
    unit_expect(vm, "meta.inputs.length + meta.inputs[0].path + meta.inputs[0].bytes",
                "2lib/a.js123");
    unit_expect(vm, "meta.inputs[0].sha256", "00ff");
    unit_expect(vm, "meta.inputs[1].path", "odd \"name\" \\ \n\t\x01 caf\xc3\xa9.js");
    ck_assert_double_eq(unit_number(vm, "meta.kinds.heap.bytes"),
                        (double)unit_abi("sizeof duk_heap"));
    unit_expect(vm, "meta.kinds.string.count > 300", "true");
    unit_expect(vm, "Object.keys(meta.kinds).length > 8", "true");
    jsb_destroy(vm);
    vm = vm_with_metadata(NULL);
    unit_expect(vm, "meta.inputs.length + meta.generator.split(' ')[0]", "0libjsboot");
    jsb_destroy(vm);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(meta_damaged)
{
    struct unit_blob blob = unit_freeze_program("");
    struct snap_blob *open = open_blob(&blob);
    size_t len = 5;
    blob.data[header_of(&blob)->sections[SNAP__SECTION_META].off] ^= 1;
    ck_assert_ptr_null(snap_metadata(open, &len));
    ck_assert_uint_eq(len, 0);
    snap_close(open);
    unit_free(&blob);
}
END_TEST

Suite *suite_meta(void)
{
    Suite *suite = suite_create("meta");
    const TTest *core[] = {meta_info, meta_text, meta_names_of_any_bytes};
    const TTest *errors[] = {meta_damaged};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
