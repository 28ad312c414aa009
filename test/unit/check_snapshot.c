/* SPDX-License-Identifier: MIT
 * check_snapshot.c - freezing: what goes into a blob, and the same bytes each time. */
#include "recount.h"
#include "unit.h"

#include "../../snapshot/format.h"

#include <stdlib.h>
#include <string.h>

static const struct snap__header *header_of(const struct unit_blob *blob)
{
    return (const void *)blob->data;
}

/* Where two blobs begin to differ, for the message of a failed test. */
static size_t first_difference(const struct unit_blob *a, const struct unit_blob *b)
{
    size_t i = 0;
    while (i < a->len && i < b->len && a->data[i] == b->data[i])
        i++;
    return i;
}

#define ASSERT_SAME(a, b)                                                                          \
 ck_assert_msg(unit_equal(a, b), "%zu and %zu bytes, different from %zu on", (a)->len, (b)->len,   \
               first_difference(a, b))

static struct snap_blob *open_blob(const struct unit_blob *blob)
{
    struct snap_blob *open;
    ck_assert_int_eq(snap_open_memory(blob->data, blob->len, &open, NULL), JSB_OK);
    return open;
}

/* Boots a blob and freezes what comes out, with nothing run in between. */
static struct unit_blob next_generation(const struct unit_blob *blob)
{
    struct jsb_vm *vm = unit_boot(blob);
    struct unit_blob next = unit_freeze(vm);
    jsb_destroy(vm);
    return next;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(snapshot_keeps_everything)
{
    struct jsb_vm *vm = unit_rich_vm(), *booted;
    struct unit_blob blob = unit_freeze(vm);
    booted = unit_boot(&blob);
    unit_rich_probe(booted);
    unit_rich_probe(vm); /* which goes on, too */
    jsb_destroy(vm);
    jsb_gc(booted);
    unit_expect(booted, "rich.named(6)", "720");
    jsb_destroy(booted);
    unit_free(&blob);
}
END_TEST

START_TEST(snapshot_outlives_its_vm)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct unit_blob blob = unit_freeze(vm);
    jsb_destroy(vm);
    vm = unit_boot(&blob);
    unit_free(&blob);
    unit_rich_probe(vm);
    jsb_destroy(vm);
}
END_TEST

/* Neither addresses nor what memory held before get into a blob. */
START_TEST(snapshot_does_not_depend_on_memory)
{
    struct unit_blob one, two;
    struct jsb_vm *vm = unit_rich_vm(), *others[5];
    one = unit_freeze(vm);
    jsb_destroy(vm);
    for (int i = 0; i < 5; i++) {
        others[i] = unit_vm();
        unit_run(others[i],
                 "var a = []; for (var i = 0; i < 20000; i++) a.push({ i: 'text' + i })");
    }
    jsb_destroy(others[1]);
    jsb_destroy(others[3]);
    vm = unit_rich_vm();
    two = unit_freeze(vm);
    ASSERT_SAME(&one, &two);
    jsb_destroy(vm);
    for (int i = 0; i < 5; i += 2)
        jsb_destroy(others[i]);
    unit_free(&one);
    unit_free(&two);
}
END_TEST

START_TEST(snapshot_twice_of_one_vm)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct unit_blob one = unit_freeze(vm), two = unit_freeze(vm);
    ASSERT_SAME(&one, &two);
    unit_run(vm, "rich.more = 1");
    unit_free(&two);
    two = unit_freeze(vm);
    ck_assert(!unit_equal(&one, &two));
    unit_free(&one);
    unit_free(&two);
    jsb_destroy(vm);
}
END_TEST

START_TEST(snapshot_of_ten_generations)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct unit_blob blob = unit_freeze(vm), second, next;
    jsb_destroy(vm);
    second = next_generation(&blob);
    unit_free(&blob);
    blob = next_generation(&second);
    for (int generation = 3; generation < 10; generation++) {
        ASSERT_SAME(&second, &blob);
        next = next_generation(&blob);
        unit_free(&blob);
        blob = next;
    }
    vm = unit_boot(&blob);
    unit_recount(vm);
    unit_rich_probe(vm);
    jsb_destroy(vm);
    unit_free(&blob);
    unit_free(&second);
}
END_TEST

START_TEST(snapshot_write_load_write)
{
    const char *path = unit_path("blob");
    struct unit_blob blob = unit_freeze_program("var x = { y: [1, 2] }"), second, third;
    struct snap_blob *open;
    struct jsb_options opt = {.building = 1};
    struct jsb_vm *vm;
    second = next_generation(&blob);
    ck_assert_int_eq(snap_save(path, second.data, second.len, NULL), JSB_OK);
    ck_assert_int_eq(snap_open(path, &open, NULL), JSB_OK);
    ck_assert_int_eq(snap_boot(open, &opt, &vm, NULL), JSB_OK);
    third = unit_freeze(vm);
    ASSERT_SAME(&second, &third);
    jsb_destroy(vm);
    snap_close(open);
    unit_free(&blob);
    unit_free(&second);
    unit_free(&third);
}
END_TEST

/* What a program looked at does not matter, only what it left behind. */
START_TEST(snapshot_of_the_same_heap)
{
    struct unit_blob one =
        unit_freeze_program("var s = '\xc3\xa9t\xc3\xa9', o = { a: s }; undefined");
    struct unit_blob two = unit_freeze_program(
        "var s = '\xc3\xa9t\xc3\xa9', o = { a: s }; s.length; s.charCodeAt(2); for (o.b in o);"
        "try { null.x } catch (e) {} delete o.b; o = { a: s }; undefined");
    ASSERT_SAME(&one, &two);
    unit_free(&one);
    unit_free(&two);
}
END_TEST

static uint32_t hash_seed(const struct unit_blob *blob)
{
    uint32_t seed;
    memcpy(&seed, blob->data + header_of(blob)->heap_off + unit_abi("offset duk_heap.hash_seed"),
           sizeof(seed));
    return seed;
}

START_TEST(snapshot_hash_seeds)
{
    struct unit_blob one = unit_freeze_program("var first = 'program'");
    struct unit_blob two = unit_freeze_program("var second = 'program'");
    struct unit_blob again = unit_freeze_program("var first = 'program'");
    ck_assert_uint_ne(hash_seed(&one), hash_seed(&two));
    ck_assert_uint_eq(hash_seed(&one), hash_seed(&again));
    ASSERT_SAME(&one, &again);
    unit_free(&one);
    unit_free(&two);
    unit_free(&again);
}
END_TEST

START_TEST(snapshot_drops_garbage)
{
    struct unit_blob clean = unit_freeze_program("var i = 0, o, s = '';");
    struct unit_blob dirty = unit_freeze_program(
        "var i = 0, o, s = ''; for (; i < 5000; i++) { s = 'unused ' + i; o = { o: o, s: s };"
        " o.self = o; } o = undefined; s = ''; i = 0; eval('function unused() { return 12345; }');"
        "delete globalThis.unused;");
    for (int i = SNAP__SECTION_STRINGS; i < SNAP__SECTION_STRTAB; i++)
        ck_assert_uint_le(header_of(&dirty)->sections[i].count,
                          header_of(&clean)->sections[i].count + 8);
    unit_free(&clean);
    unit_free(&dirty);
}
END_TEST

START_TEST(snapshot_copies_external_buffers)
{
    static char memory[] = "borrowed";
    struct jsb_vm *vm = unit_vm(), *booted;
    duk_context *ctx = jsb_context(vm);
    struct unit_blob blob;
    duk_push_external_buffer(ctx);
    duk_config_buffer(ctx, -1, memory, 8);
    duk_put_global_string(ctx, "external");
    blob = unit_freeze(vm);
    memset(memory, 'x', 8);
    unit_expect(vm, "new TextDecoder().decode(external)", "xxxxxxxx"); /* the VM's is as it was */
    booted = unit_boot(&blob);
    unit_expect(booted, "new TextDecoder().decode(external)", "borrowed");
    duk_get_global_string(jsb_context(booted), "external");
    ck_assert_ptr_nonnull(duk_resize_buffer(jsb_context(booted), -1, 5000));
    duk_pop(jsb_context(booted));
    unit_expect(booted, "external[7] + external.length + external[4999]", "5100");
    jsb_destroy(booted);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

START_TEST(snapshot_info)
{
    struct unit_blob blob = unit_freeze_program("var x");
    struct snap_blob *open = open_blob(&blob);
    struct snap_info info;
    const char *name;
    uint64_t len, count, blocks = 0;
    char fingerprint[17];
    snap_get_info(open, &info);
    snap_fingerprint(fingerprint);
    ck_assert_uint_eq(info.format, 1);
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

/* --------------------------------------------------------------------- Limits */

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

START_TEST(snapshot_metadata)
{
    struct snap_input inputs[] = {
        {"lib/a.js", 123, "00ff"},
        {"odd \"name\" \\ \n\t\x01 caf\xc3\xa9.js", UINT64_MAX / 4096, "11"}};
    struct snap_options opt = {.inputs = inputs, .input_count = 2, .generator = "unit \"1\""};
    struct jsb_vm *vm = vm_with_metadata(&opt);
    unit_expect(vm, "meta.generator", "unit \"1\"");
    unit_expect(vm, "meta.format + meta.engine", "1duktape 2.7.0");
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

START_TEST(snapshot_of_large_heaps)
{
    struct jsb_vm *vm = unit_vm(), *booted;
    struct unit_blob blob;
    unit_run(vm,
             "var wide = {}; for (var i = 0; i < 50000; i++) wide['key' + i] = 'value' + i;"
             "var bytes = new Uint8Array(5000000); bytes[4999999] = 7;"
             "var text = new Array(100001).join('\xc3\xa9'), keyed = {}; keyed[text] = 'long';");
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    booted = unit_boot(&blob);
    unit_expect(booted, "for (i = 0; i < 50000; i++) if (wide['key' + i] !== 'value' + i) break; i",
                "50000");
    unit_expect(booted, "Object.keys(wide).length + bytes[4999999]", "50007");
    unit_expect(booted, "text.length + text.charCodeAt(77777)", "100233");
    unit_expect(booted, "keyed[text] + keyed[new Array(100001).join('\xc3\xa9')]", "longlong");
    jsb_destroy(booted);
    unit_free(&blob);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(snapshot_damaged_metadata)
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

/* A blob that snap_create() makes can be opened; an address that does not fit is refused. */
START_TEST(snapshot_of_odd_bases)
{
    static const uint64_t bases[] = {1,
                                     4095,
                                     0x1000000008u,
                                     (uint64_t)1 << 46,
                                     ((uint64_t)1 << 46) + 4096,
                                     UINT64_MAX - 4095,
                                     UINT64_MAX};
    for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
        struct snap_options opt = {.base = bases[i]};
        struct jsb_vm *vm = unit_vm();
        struct snap_blob *open;
        struct jsb_error err;
        void *data;
        size_t len;
        if (snap_create(vm, &opt, &data, &len, &err) == JSB_OK) {
            ck_assert_msg(snap_open_memory(data, len, &open, &err) == JSB_OK, "base %lx: %s",
                          (unsigned long)bases[i], err.message);
            snap_close(open);
        }
        snap_free(data);
        jsb_destroy(vm);
    }
}
END_TEST

START_TEST(snapshot_save_fails)
{
    struct jsb_error err;
    ck_assert_int_eq(snap_save("/nowhere/blob", "x", 1, &err), JSB_E_IO);
    ck_assert_str_eq(err.file, "/nowhere/blob");
    ck_assert_int_eq(snap_save("/nowhere/blob", "x", 1, NULL), JSB_E_IO);
}
END_TEST

Suite *suite_snapshot(void)
{
    Suite *suite = suite_create("snapshot");
    const TTest *core[] = {
        snapshot_keeps_everything,
        snapshot_outlives_its_vm,
        snapshot_does_not_depend_on_memory,
        snapshot_twice_of_one_vm,
        snapshot_of_ten_generations,
        snapshot_write_load_write,
        snapshot_hash_seeds,
        snapshot_of_the_same_heap,
        snapshot_drops_garbage,
        snapshot_copies_external_buffers,
        snapshot_info,
    };
    const TTest *limits[] = {snapshot_metadata, snapshot_of_large_heaps};
    const TTest *errors[] = {snapshot_damaged_metadata, snapshot_of_odd_bases, snapshot_save_fails};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
