/* SPDX-License-Identifier: MIT
 * check_snapshot.c - freezing: what goes into a blob, and the same bytes each time. */
#include "recount.h"
#include "unit.h"

#include "../../snapshot/format.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

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

/* Segments of many pieces, blocks larger than a piece, coroutines that lie out of order. */
static const char large_program[] =
    "var list = [], big = [], bytes = new Uint8Array(200000), long = new Array(70000).join('x');"
    "for (var i = 0; i < 5000; i++) { big.push(i); list.push({ name: 'n' + i, f: function () {} }); }"
    "bytes[199999] = 7;"
    "var threads = [1, 2, 3].map(function () {"
    "  var t = new Duktape.Thread(function (x) { Duktape.Thread.yield(x); });"
    "  Duktape.Thread.resume(t, 1); return t; });";

/* @return the draft of the file, which has the bytes of the blob */
static struct snap_draft *make_draft(struct jsb_vm *vm, const char *path,
                                     const struct unit_blob *expected)
{
    struct snap_options opt = {.generator = "unit"};
    struct snap_draft *draft;
    struct jsb_error err;
    struct unit_blob found;
    int rc = snap_create_draft(vm, &opt, path, &draft, &err);
    ck_assert_msg(rc == JSB_OK, "%s", rc ? err.message : "");
    found.data = (char *)(uintptr_t)snap_draft_bytes(draft, &found.len);
    ASSERT_SAME(expected, &found);
    return draft;
}

START_TEST(snapshot_drafts)
{
    static char content[8 << 20];
    const char *path = unit_path("blob");
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob, found = {content, 0};
    struct snap_draft *draft;
    unit_run(vm, large_program);
    blob = unit_freeze(vm);
    draft = make_draft(vm, path, &blob);
    ck_assert_int_eq(access(path, F_OK), -1);
    ck_assert_int_eq(unit_entries(), 1);
    ck_assert_int_eq(snap_save_draft(draft, NULL), JSB_OK);
    ck_assert_int_eq(snap_save_draft(draft, NULL), JSB_E_INVALID);
    found.len = 1;
    ck_assert_ptr_null(snap_draft_bytes(draft, &found.len));
    ck_assert_uint_eq(found.len, 0);
    snap_free_draft(draft);
    found.len = unit_read(path, content, sizeof(content));
    ASSERT_SAME(&blob, &found);
    draft = make_draft(vm, path, &blob); /* not saved: it leaves nothing */
    ck_assert_int_eq(unit_entries(), 2);
    snap_free_draft(draft);
    ck_assert_int_eq(unit_entries(), 1);
    snap_free_draft(NULL);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

START_TEST(snapshot_drafts_of_devices)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob = unit_freeze(vm);
    struct snap_draft *draft = make_draft(vm, "/dev/null", &blob);
    ck_assert_int_eq(snap_save_draft(draft, NULL), JSB_OK);
    snap_free_draft(draft);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

/* The disk is full while the image is written, or the tables. */
START_TEST(snapshot_drafts_fail)
{
    struct rlimit no_limit = {RLIM_INFINITY, RLIM_INFINITY};
    struct jsb_vm *vm = unit_vm();
    struct snap_draft *draft;
    struct jsb_error err;
    struct unit_blob blob;
    ck_assert_int_eq(snap_create_draft(vm, NULL, "/nowhere/blob", &draft, &err), JSB_E_IO);
    ck_assert_str_eq(err.file, "/nowhere/blob");
    ck_assert_ptr_null(draft);
    ck_assert_int_eq(snap_create_draft(vm, NULL, "/nowhere/blob", &draft, NULL), JSB_E_IO);
    unit_run(vm, large_program);
    blob = unit_freeze(vm);
    signal(SIGXFSZ, SIG_IGN);
    for (size_t room = blob.len - 1; room > 100; room /= 2) {
        struct rlimit limit = {room, RLIM_INFINITY};
        int rc;
        setrlimit(RLIMIT_FSIZE, &limit);
        rc = snap_create_draft(vm, NULL, unit_path("blob"), &draft, &err);
        setrlimit(RLIMIT_FSIZE, &no_limit);
        ck_assert_int_eq(rc, JSB_E_IO);
        ck_assert_str_eq(err.file, unit_path("blob"));
        ck_assert_ptr_nonnull(strstr(err.message, "cannot write: File too large"));
        ck_assert_int_eq(unit_entries(), 0);
    }
    unit_run(vm, "list.length"); /* the machine goes on */
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

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
        "delete globalThis.unused; o = []; for (; i < 9000; i++) o[i] = i; o.length = i = 0;");
    for (int i = SNAP__SECTION_STRINGS; i < SNAP__SEGMENT_COUNT; i++) {
        ck_assert_uint_le(header_of(&dirty)->sections[i].count,
                          header_of(&clean)->sections[i].count + 8);
        ck_assert_uint_le(header_of(&dirty)->sections[i].len,
                          header_of(&clean)->sections[i].len + 1024);
    }
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

/* --------------------------------------------------------------------- Limits */

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
        snapshot_drafts,
        snapshot_hash_seeds,
        snapshot_of_the_same_heap,
        snapshot_drops_garbage,
        snapshot_copies_external_buffers,
    };
    const TTest *limits[] = {snapshot_of_large_heaps, snapshot_drafts_of_devices};
    const TTest *errors[] = {snapshot_of_odd_bases, snapshot_save_fails, snapshot_drafts_fail};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
