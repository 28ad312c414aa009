/* SPDX-License-Identifier: MIT
 * check_immortal.c - cells of an image are not written to, and yet nothing is kept for ever
 * that a program has dropped. */
#include "recount.h"
#include "unit.h"

#include "../../lib/engine.h"
#include "../../lib/vm.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static struct jsb_error last;

/* The blob of a program, booted from a file. */
static struct jsb_vm *boot_file(const char *source)
{
    struct unit_blob blob = unit_freeze_program(source);
    const char *path = unit_path("blob");
    struct snap_blob *open;
    struct jsb_vm *vm;
    unit_write(path, blob.data, blob.len);
    unit_free(&blob);
    ck_assert_int_eq(snap_open(path, &open, &last), JSB_OK);
    ck_assert_int_eq(snap_boot(open, NULL, &vm, &last), JSB_OK);
    snap_close(open);
    return vm;
}

/* Pages of the image that are the process's own: present, and not the file's. */
static unsigned dirty_pages(const struct jsb_vm *vm)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t first = (uintptr_t)vm->memory.image_start / page;
    size_t end = (uintptr_t)vm->memory.image_end / page;
    int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    unsigned dirty = 0;
    ck_assert_int_ge(fd, 0);
    for (size_t i = first; i < end; i++) {
        uint64_t entry;
        ck_assert_int_eq(pread(fd, &entry, sizeof(entry), (off_t)(i * sizeof(entry))),
                         sizeof(entry));
        dirty += (entry >> 63 & 1) != 0 && (entry >> 61 & 1) == 0;
    }
    close(fd);
    return dirty;
}

static const char large[] =
    "var all = [], i; function add(i) { return function () { return i; }; }"
    "for (i = 0; i < 20000; i++)"
    "  all.push({ text: 'text ' + i, f: i % 10 ? null : add(i), before: all[i - 1] });";

/* ----------------------------------------------------------------------- Core */

/* The program below finds its function in one page and its list in others, all of them old. */
START_TEST(immortal_use_writes_little)
{
    struct jsb_vm *vm = boot_file(large);
    unsigned before = dirty_pages(vm);
    unit_run(vm, "var sum = 0, n; for (n = 0; n < all.length; n++)"
                 "  sum += all[n].text.length + (all[n].f ? all[n].f() : 0);");
    unit_expect(vm, "sum", "20178890");
    ck_assert_uint_le(dirty_pages(vm), before + 12);
    jsb_destroy(vm);
}
END_TEST

START_TEST(immortal_collection_writes_nothing)
{
    struct jsb_vm *vm = boot_file(large);
    unsigned before;
    unit_run(vm, "all.extra = { more: [] }; Duktape.gc();");
    before = dirty_pages(vm);
    unit_run(vm, "Duktape.gc(); Duktape.gc();");
    ck_assert_uint_eq(dirty_pages(vm), before);
    jsb_destroy(vm);
}
END_TEST

START_TEST(immortal_garbage_holds_nothing)
{
    struct jsb_vm *vm = boot_file("var holder = { list: [] };");
    size_t before;
    unit_run(vm, "Duktape.gc();");
    before = jsb_memory_used(vm);
    unit_run(vm, "for (var i = 0; i < 10000; i++) holder.list.push({ fresh: i });");
    ck_assert_uint_gt(jsb_memory_used(vm), before + 200000);
    unit_run(vm, "holder = null; Duktape.gc(1);");
    ck_assert_uint_lt(jsb_memory_used(vm), before + 5000);
    unit_recount(vm);
    jsb_destroy(vm);
}
END_TEST

/* Deeper than the engine's marking recurses, in the image and behind it. */
START_TEST(immortal_chains_are_marked_to_the_end)
{
    struct jsb_vm *vm = boot_file("var chain = null;"
                                  "for (var i = 0; i < 5000; i++) chain = { next: chain };");
    unit_run(vm, "var at = chain; while (at.next) at = at.next;"
                 "for (var i = 0; i < 5000; i++) at = at.next = { fresh: 'value ' + i };"
                 "at = null; Duktape.gc();"
                 "var count = 0, text = 0;"
                 "for (var at = chain; at; at = at.next, count++)"
                 "  text += at.fresh ? at.fresh.length : 0;");
    unit_expect(vm, "count + ' ' + text", "10000 48890");
    unit_recount(vm);
    jsb_destroy(vm);
}
END_TEST

/* ---------------------------------------------------------------------- Errors */

/* A stray write to what is shared and constant is a fault, here and not later. */
START_TEST(immortal_strings_are_read_only)
{
    struct jsb_vm *vm = boot_file("var word = 'constant';");
    signal(SIGSEGV, SIG_DFL); /* a sanitizer would exit */
    duk_get_global_string(jsb_context(vm), "word");
    *(volatile char *)duk_get_heapptr(jsb_context(vm), -1) = 0;
}
END_TEST

/* --------------------------------------------------------------------- Limits */

/* The first finalizer makes all objects mortal, with counts that are right. */
START_TEST(immortal_until_the_first_finalizer)
{
    struct jsb_vm *vm = boot_file(large);
    unit_run(vm, "all[3].fresh = {}; all[9].before = all; all[7] = null; var log = '';"
                 "function note(name) { return function () { log += name; }; }"
                 "Duktape.fin(all[19999], note('a')); all.pop(); 0;");
    unit_recount(vm);
    unit_expect(vm, "log", "a");
    unit_run(vm, "Duktape.fin(all[19998], note('b')); all.pop(); 0;");
    unit_recount(vm);
    unit_expect(vm, "log", "ab");
    jsb_destroy(vm);
}
END_TEST

Suite *suite_immortal(void)
{
    const TTest *const core[] = {immortal_use_writes_little, immortal_collection_writes_nothing,
                                 immortal_garbage_holds_nothing,
                                 immortal_chains_are_marked_to_the_end};
    const TTest *const limits[] = {immortal_until_the_first_finalizer};
    Suite *suite = suite_create("immortal");
    TCase *tcase = tcase_create("Errors");
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    tcase_add_test_raise_signal(tcase, immortal_strings_are_read_only, SIGSEGV);
    suite_add_tcase(suite, tcase);
    return suite;
}
