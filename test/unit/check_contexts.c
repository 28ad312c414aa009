/* SPDX-License-Identifier: MIT
 * check_contexts.c - several heaps in one blob. */
#include "unit.h"

#include "../../lib/hash.h"
#include "../../snapshot/check.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct unit_blob common, admin, web, joined;
static struct jsb_error err;

/* A blob of what `source` makes of the common blob's heap. */
static struct unit_blob fork_and_run(const char *source)
{
    struct jsb_vm *vm = unit_boot(&common);
    struct unit_blob blob;
    unit_run(vm, source);
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    return blob;
}

static int join(struct unit_blob *out)
{
    const struct snap_context contexts[] = {{"admin", admin.data, admin.len},
                                            {"web", web.data, web.len}};
    void *data;
    int rc = snap_join(common.data, common.len, contexts, 2, &data, &out->len, &err);
    out->data = data;
    return rc;
}

static void setup(void)
{
    common = unit_freeze_program(
        "var shared = { n: 1 }, same = shared, role = 'common'; "
        "function tell() { return role + ' ' + (shared.n++) + ' ' + (same === shared); }");
    admin = fork_and_run("role = 'admin'; shared.n = 10; var only = 'admin'");
    web = fork_and_run("role = 'web'; shared.n = 20; var buffer = new Uint8Array(70000)");
    ck_assert_int_eq(join(&joined), JSB_OK);
}

static void teardown(void)
{
    unit_free(&common);
    unit_free(&admin);
    unit_free(&web);
    unit_free(&joined);
}

static struct snap_blob *open_joined(void)
{
    struct snap_blob *blob;
    int rc = snap_open_memory(joined.data, joined.len, &blob, &err);
    ck_assert_msg(rc == JSB_OK, "%s", rc ? err.message : "");
    return blob;
}

static struct jsb_vm *boot(struct snap_blob *blob)
{
    struct jsb_vm *vm;
    int rc = snap_boot(blob, NULL, &vm, &err);
    ck_assert_msg(rc == JSB_OK, "%s", rc ? err.message : "");
    return vm;
}

static struct snap_blob *open_context(const struct snap_blob *blob, const char *name)
{
    struct snap_blob *context;
    int rc = snap_open_context(blob, name, &context, &err);
    ck_assert_msg(rc == JSB_OK, "%s", rc ? err.message : "");
    return context;
}

static struct snap__context *list_of(void)
{
    struct snap__header *h = (void *)joined.data;
    return (void *)(joined.data + h->sections[SNAP__SECTION_CONTEXTS].off);
}

/* ----------------------------------------------------------------------- Core */

static void expect_all(struct snap_blob *blob)
{
    struct snap_blob *a = open_context(blob, "admin"), *w = open_context(blob, "web");
    struct jsb_vm *first = boot(a), *second = boot(w), *third = boot(blob), *fourth = boot(a);
    unit_expect(first, "tell() + only", "admin 10 trueadmin");
    unit_expect(second, "tell() + typeof only", "web 20 trueundefined");
    unit_expect(third, "tell() + typeof only", "common 1 trueundefined");
    unit_expect(first, "tell()", "admin 11 true");
    unit_expect(fourth, "tell()", "admin 10 true");
    unit_expect(second, "buffer.length", "70000");
    snap_close(a);
    jsb_destroy(third);
    jsb_destroy(first);
    jsb_destroy(fourth);
    first = boot(w);
    unit_expect(first, "tell()", "web 20 true");
    snap_close(w);
    jsb_destroy(first);
    jsb_destroy(second);
}

START_TEST(contexts_in_memory)
{
    struct snap_blob *blob = open_joined();
    ck_assert_uint_eq(snap_context_count(blob), 2);
    ck_assert_str_eq(snap_context_name(blob, 0), "admin");
    ck_assert_str_eq(snap_context_name(blob, 1), "web");
    ck_assert_ptr_null(snap_context_name(blob, 2));
    ck_assert_int_eq(snap_validate(blob, &err), JSB_OK);
    expect_all(blob);
    snap_close(blob);
}
END_TEST

START_TEST(contexts_in_a_file)
{
    const char *path = unit_path("contexts.bin");
    struct snap_blob *blob;
    ck_assert_int_eq(snap_save(path, joined.data, joined.len, &err), JSB_OK);
    ck_assert_int_eq(snap_open(path, &blob, &err), JSB_OK);
    ck_assert_int_eq(snap_validate(blob, &err), JSB_OK);
    expect_all(blob);
    expect_all(blob); /* the first mappings are gone */
    snap_close(blob);
}
END_TEST

/* A context goes on when the blob that it was found in is closed. */
START_TEST(contexts_outlive_the_blob)
{
    const char *path = unit_path("contexts.bin");
    struct snap_blob *blob, *context;
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_save(path, joined.data, joined.len, &err), JSB_OK);
    ck_assert_int_eq(snap_open(path, &blob, &err), JSB_OK);
    context = open_context(blob, "web");
    snap_close(blob);
    ck_assert_int_eq(snap_validate(context, &err), JSB_OK);
    vm = boot(context);
    snap_close(context);
    unit_expect(vm, "tell()", "web 20 true");
    jsb_destroy(vm);
}
END_TEST

/* Each has an address of its own, and several are in place at once. */
START_TEST(contexts_have_addresses)
{
    struct snap_blob *blob = open_joined(), *a = open_context(blob, "admin");
    struct snap_blob *w = open_context(blob, "web");
    struct snap_info info[3];
    snap_get_info(blob, &info[0]);
    snap_get_info(a, &info[1]);
    snap_get_info(w, &info[2]);
    ck_assert_uint_eq(info[0].base, SNAP__BASE);
    ck_assert_uint_eq(info[1].base, SNAP__BASE + SNAP__CONTEXT_DISTANCE);
    ck_assert_uint_eq(info[2].base, SNAP__BASE + 2ull * SNAP__CONTEXT_DISTANCE);
    ck_assert_uint_eq(info[1].file_len, admin.len);
    ck_assert_uint_eq(info[0].file_len, joined.len);
    snap_close(a);
    snap_close(w);
    snap_close(blob);
}
END_TEST

/* Parts lie in the file as they are, but for their address; the same parts give the same
 * bytes. */
START_TEST(contexts_bytes)
{
    const struct snap__context *list = list_of();
    struct unit_blob again, alone;
    const struct snap_context one = {"web", web.data, web.len};
    void *data;
    ck_assert_int_eq(join(&again), JSB_OK);
    ck_assert(unit_equal(&joined, &again));
    for (int i = 0; i < 2; i++)
        ck_assert_uint_eq(list[i].off % SNAP__CONTEXT_ALIGN, 0);
    ck_assert_uint_eq(list[0].len, admin.len);
    ck_assert_uint_eq(list[1].len, web.len);
    ck_assert_int_eq(snap_join(admin.data, admin.len, &one, 1, &data, &alone.len, &err), JSB_OK);
    alone.data = data;
    ck_assert_int_eq(
        memcmp(alone.data + SNAP__PAGE, admin.data + SNAP__PAGE,
               (size_t)((struct snap__header *)(void *)admin.data)->image_len - SNAP__PAGE),
        0);
    unit_free(&again);
    unit_free(&alone);
}
END_TEST

START_TEST(contexts_none)
{
    struct unit_blob same;
    struct snap_blob *blob;
    void *data;
    ck_assert_int_eq(snap_join(common.data, common.len, NULL, 0, &data, &same.len, &err), JSB_OK);
    same.data = data;
    ck_assert(unit_equal(&common, &same));
    ck_assert_int_eq(snap_open_memory(same.data, same.len, &blob, &err), JSB_OK);
    ck_assert_uint_eq(snap_context_count(blob), 0);
    ck_assert_ptr_null(snap_context_name(blob, 0));
    snap_close(blob);
    unit_free(&same);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

static void expect_no_context(const struct snap_blob *blob, const char *name, const char *message)
{
    struct snap_blob *context = (void *)1;
    ck_assert_int_eq(snap_open_context(blob, name, &context, &err), JSB_E_CONTEXT);
    ck_assert_ptr_null(context);
    ck_assert_str_eq(err.message, message);
    ck_assert_int_eq(snap_open_context(blob, name, &context, NULL), JSB_E_CONTEXT);
}

START_TEST(contexts_unknown)
{
    struct snap_blob *blob = open_joined();
    expect_no_context(blob, "wbe", "has no context 'wbe': choose one of admin, web");
    expect_no_context(blob, "", "has no context '': choose one of admin, web");
    snap_close(blob);
    ck_assert_int_eq(snap_open_memory(web.data, web.len, &blob, &err), JSB_OK);
    expect_no_context(blob, "web",
                      "has no context 'web', it has no contexts at all: make it with gen_snapshot "
                      "--context");
    snap_close(blob);
}
END_TEST

static void expect_bad_join(const char *first, const char *second, const char *words)
{
    const struct snap_context contexts[] = {{first, admin.data, admin.len},
                                            {second, web.data, web.len}};
    void *data;
    size_t len;
    ck_assert_int_eq(snap_join(common.data, common.len, contexts, 2, &data, &len, &err),
                     JSB_E_INVALID);
    ck_assert_ptr_null(data);
    ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
}

START_TEST(contexts_names)
{
    static const char longest[] = "a23456789012345678901234567890123456789012345_7";
    static const char *const good[] = {"a", "_", "0", "a.b-c_D9", longest};
    static const char *const bad[] = {
        "",    ".a",  "-a",       "a b", "a/b",
        "a=b", "a\n", "\xc3\xa9", "a,b", "a234567890123456789012345678901234567890123456_8"};
    ck_assert_uint_eq(strlen(longest), SNAP__CONTEXT_NAME - 1);
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        ck_assert_msg(snap_is_context_name(good[i]), "%s", good[i]);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        ck_assert_msg(!snap_is_context_name(bad[i]), "%s", bad[i]);
        expect_bad_join("a", bad[i], "a context cannot be called '");
    }
    expect_bad_join("web", "web", "there are two contexts 'web'");
}
END_TEST

START_TEST(contexts_bad_parts)
{
    struct snap_context contexts[] = {{"admin", admin.data, admin.len},
                                      {"web", joined.data, joined.len}};
    void *data;
    size_t len;
    ck_assert_int_eq(snap_join(common.data, common.len, contexts, 2, &data, &len, &err),
                     JSB_E_INVALID);
    ck_assert_str_eq(err.message, "the blob has contexts already");
    ck_assert_str_eq(err.file, "web");
    contexts[1].blob = web.data;
    contexts[1].size = web.len - 1;
    ck_assert_int_eq(snap_join(common.data, common.len, contexts, 2, &data, &len, &err),
                     JSB_E_TRUNCATED);
    contexts[1].size = web.len;
    web.data[web.len / 2] ^= 1;
    ck_assert_int_eq(snap_join(common.data, common.len, contexts, 2, &data, &len, &err),
                     JSB_E_CORRUPT);
    ck_assert_int_eq(snap_join(joined.data, joined.len, contexts, 1, &data, &len, &err),
                     JSB_E_INVALID);
    ck_assert_int_eq(snap_join("text", 4, contexts, 1, &data, &len, &err), JSB_E_NOT_BLOB);
}
END_TEST

START_TEST(contexts_most)
{
    struct snap_context contexts[256];
    char names[256][8];
    struct snap_blob *blob, *last;
    struct unit_blob many;
    struct jsb_vm *vm;
    void *data;
    for (int i = 0; i < 256; i++) {
        snprintf(names[i], sizeof(names[i]), "c%d", i);
        contexts[i] = (struct snap_context){names[i], admin.data, admin.len};
    }
    ck_assert_int_eq(snap_join(common.data, common.len, contexts, 256, &data, &many.len, &err),
                     JSB_E_INVALID);
    ck_assert_str_eq(err.message, "256 contexts, the most is 255");
    ck_assert_int_eq(snap_join(common.data, common.len, contexts, 255, &data, &many.len, &err),
                     JSB_OK);
    many.data = data;
    ck_assert_int_eq(snap_open_memory(many.data, many.len, &blob, &err), JSB_OK);
    last = open_context(blob, "c254");
    vm = boot(last);
    unit_expect(vm, "tell()", "admin 10 true");
    jsb_destroy(vm);
    snap_close(last);
    snap_close(blob);
    unit_free(&many);
}
END_TEST

/* Each byte behind the header, of the common part, the list, the gaps and each context, is
 * missed by one who asks for all of them. */
START_TEST(contexts_damage_anywhere)
{
    for (size_t off = SNAP__PAGE; off < joined.len; off += 1009) {
        struct snap_blob *blob;
        int rc;
        joined.data[off] ^= 4;
        rc = snap_open_memory(joined.data, joined.len, &blob, &err);
        if (rc == JSB_OK)
            rc = snap_validate(blob, &err);
        UNIT_ASSERT(rc == JSB_E_CORRUPT, "byte %zu: %d", off, rc);
        snap_close(blob);
        joined.data[off] ^= 4;
    }
}
END_TEST

static void expect_refused(const char *name, const char *file, const char *words)
{
    struct snap_blob *blob = open_joined(), *context;
    int rc = snap_open_context(blob, name, &context, &err);
    if (rc == JSB_OK)
        rc = snap_validate(context, &err);
    ck_assert_int_eq(rc, JSB_E_CORRUPT);
    ck_assert_str_eq(err.file, file);
    ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
    snap_close(context);
    snap_close(blob);
}

START_TEST(contexts_damage_in_one)
{
    struct snap__context *list = list_of();
    struct snap_blob *blob, *other;
    joined.data[list[1].off + 100] ^= 1; /* its header */
    expect_refused("web", "(context web)", "the header is damaged");
    joined.data[list[1].off + 100] ^= 1;
    joined.data[list[1].off + list[1].len / 2] ^= 1;
    expect_refused("web", "(context web)", "the blob is damaged between bytes");
    blob = open_joined();
    other = open_context(blob, "admin");
    ck_assert_int_eq(snap_validate(other, &err), JSB_OK);
    ck_assert_int_eq(snap_validate(blob, &err), JSB_E_CORRUPT);
    snap_close(other);
    snap_close(blob);
}
END_TEST

/* Makes the checksums of list and header right again: only the defect is wrong. */
static void seal_list(void)
{
    struct snap__page *page = (void *)joined.data;
    struct snap__section *s = &page->header.sections[SNAP__SECTION_CONTEXTS];
    s->checksum = jsb__hash64(joined.data + s->off, (size_t)s->len, 0);
    page->header.checksum = snap__page_sum(page);
}

static void expect_refused_blob(const char *words)
{
    struct snap_blob *blob;
    ck_assert_int_eq(snap_open_memory(joined.data, joined.len, &blob, &err), JSB_E_CORRUPT);
    ck_assert_ptr_null(blob);
    ck_assert_msg(strstr(err.message, words) != NULL, "%s", err.message);
}

static void expect_bad_list(const char *words)
{
    seal_list();
    expect_refused_blob(words);
}

START_TEST(contexts_bad_lists)
{
    struct snap__context *list = list_of(), good[2];
    struct snap__section *s =
        &((struct snap__page *)(void *)joined.data)->header.sections[SNAP__SECTION_CONTEXTS];
    struct snap__section good_section = *s;
    memcpy(good, list, sizeof(good));
#define TRY(change, words)                                                                         \
 do {                                                                                              \
  change;                                                                                          \
  expect_bad_list(words);                                                                          \
  memcpy(list, good, sizeof(good));                                                                \
  *s = good_section;                                                                               \
 } while (0)
    TRY(list[0].off += 8, "the list of contexts is damaged: context 1 of 2");
    TRY(list[0].off = 0, "context 1 of 2");
    TRY(list[0].off = UINT64_MAX - 4095, "context 1 of 2");
    TRY(list[0].len = UINT64_MAX, "context 1 of 2");
    TRY(list[0].len = 100, "context 1 of 2");
    TRY(list[1].off = list[0].off, "context 2 of 2"); /* one over the other */
    TRY(list[1].len += SNAP__PAGE * 20, "context 2 of 2");
    TRY(list[1].name[0] = '\0', "context 2 of 2");
    TRY(list[1].name[0] = '/', "context 2 of 2");
    TRY(memset(list[1].name, 'a', SNAP__CONTEXT_NAME), "context 2 of 2");
    TRY(list[1].name[10] = 'x', "context 2 of 2");
    TRY(memcpy(list[1].name, list[0].name, SNAP__CONTEXT_NAME), "context 2 of 2");
    TRY(s->count = 3, "context 1 of 3");
    TRY(s->count = UINT64_MAX, "context 1 of");
    TRY(s->len += 64, "context 1 of 2");
#undef TRY
    seal_list();
    list[0].name[0] ^= 1;
    expect_refused_blob("the contexts of the blob are damaged");
}
END_TEST

/* Relocations behind the end that is cut off: nothing is read that is not there. */
START_TEST(contexts_relocations_in_chunks)
{
    const struct snap_context context = {"a", admin.data, admin.len};
    struct snap__page *page = (void *)admin.data;
    struct snap__section *s = page->header.sections;
    void *data;
    size_t len;
    s[SNAP__SECTION_RELOC] = s[SNAP__SECTION_CHUNKS];
    s[SNAP__SECTION_RELOC].count = 0;
    page->header.checksum = snap__page_sum(page);
    ck_assert_int_eq(snap_join(common.data, common.len, &context, 1, &data, &len, &err),
                     JSB_E_CORRUPT);
    ck_assert_msg(strstr(err.message, "more relocations than the header counts") != NULL, "%s",
                  err.message);
}
END_TEST

/* A list of contexts that is empty has no bytes. */
START_TEST(contexts_empty_list_with_bytes)
{
    struct snap__page *page = (void *)joined.data;
    struct snap_blob *blob;
    page->header.sections[SNAP__SECTION_CONTEXTS].count = 0;
    seal_list();
    ck_assert_int_eq(snap_open_memory(joined.data, joined.len, &blob, &err), JSB_OK);
    ck_assert_int_eq(snap_validate(blob, &err), JSB_E_CORRUPT);
    ck_assert_msg(strstr(err.message, "the list of contexts is damaged") != NULL, "%s", err.message);
    snap_close(blob);
}
END_TEST

/* A context that is a blob with contexts is nothing that this library makes. */
START_TEST(contexts_nested)
{
    struct unit_blob inner = joined, outer;
    const struct snap_context contexts[] = {{"x", web.data, web.len}};
    struct snap_blob *blob, *context;
    struct snap__context *list;
    struct snap__header *h;
    void *data;
    ck_assert_int_eq(snap_join(common.data, common.len, contexts, 1, &data, &outer.len, &err),
                     JSB_OK);
    outer.data = realloc(data, outer.len + inner.len + SNAP__PAGE);
    joined = outer;
    list = list_of();
    memcpy(joined.data + list[0].off, inner.data, inner.len);
    list[0].len = inner.len;
    h = (void *)joined.data;
    h->sections[SNAP__SECTION_CHUNKS].off = list[0].off + (inner.len + 7) / 8 * 8;
    h->sections[SNAP__SECTION_CHUNKS].len = 0;
    h->file_len = joined.len = (size_t)h->sections[SNAP__SECTION_CHUNKS].off;
    seal_list();
    blob = open_joined();
    ck_assert_int_eq(snap_open_context(blob, "x", &context, &err), JSB_E_CORRUPT);
    ck_assert_str_eq(err.message, "the context has contexts itself; make the blob again");
    snap_close(blob);
    unit_free(&inner);
}
END_TEST

static atomic_int writing;

/* Turns the first name's first character into one that no name has, and back.  On a machine with one
   processor the reader runs only in between, and has to meet both. */
static void *write_to_list(void *name)
{
    volatile char *first = name;
    while (atomic_load(&writing)) {
        for (int i = 0; i < 1000; i++) {
            *first = '/';
            *first = 'a';
        }
        *first = '/';
        sched_yield();
        *first = 'a';
        sched_yield();
    }
    return NULL;
}

START_TEST(contexts_list_is_written_to)
{
    pthread_t writer;
    unsigned opened = 0, refused = 0;
    atomic_store(&writing, 1);
    ck_assert_int_eq(pthread_create(&writer, NULL, write_to_list, list_of()->name), 0);
    for (int i = 0; i < 200000; i++) {
        struct snap_blob *blob;
        if (snap_open_memory(joined.data, joined.len, &blob, NULL) != JSB_OK) {
            refused++;
            continue;
        }
        opened++;
        ck_assert_str_eq(snap_context_name(blob, 0), "admin");
        snap_close(blob);
    }
    atomic_store(&writing, 0);
    pthread_join(writer, NULL);
    ck_assert_uint_gt(opened, 0);
    ck_assert_uint_gt(refused, 0);
}
END_TEST

Suite *suite_contexts(void)
{
    Suite *suite = suite_create("contexts");
    const TTest *core[] = {contexts_in_memory,      contexts_in_a_file, contexts_outlive_the_blob,
                           contexts_have_addresses, contexts_bytes,     contexts_none};
    const TTest *limits[] = {contexts_unknown,   contexts_names,           contexts_bad_parts,
                             contexts_most,      contexts_damage_anywhere, contexts_damage_in_one,
                             contexts_bad_lists, contexts_nested, contexts_list_is_written_to,
                             contexts_relocations_in_chunks, contexts_empty_list_with_bytes};
    unit_fixture(setup, teardown);
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    unit_fixture(NULL, NULL);
    return suite;
}
