/* SPDX-License-Identifier: MIT
 * check_boot.c - VMs out of blobs: where they are mapped, what they share, how they end. */
#include "recount.h"
#include "unit.h"

#include "../../lib/os.h"
#include "../../lib/vm.h"
#include "../../snapshot/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char program[] =
    "var n = 1, list = [1, 2, 3], text = 'shared';"
    "function bump() { n++; list.push({ n: n }); return n + ':' + list.length; }";

static void *own_base(void)
{
    return (void *)(uintptr_t)SNAP__BASE;
}

static const char *blob_file(const char *source)
{
    struct unit_blob blob = unit_freeze_program(source);
    const char *path = unit_path("blob");
    ck_assert_int_eq(snap_save(path, blob.data, blob.len, NULL), JSB_OK);
    unit_free(&blob);
    return path;
}

static struct snap_blob *open_file(const char *path)
{
    struct snap_blob *blob;
    struct jsb_error err;
    int rc = snap_open(path, &blob, &err);
    ck_assert_msg(rc == JSB_OK, "%s", rc ? err.message : "");
    return blob;
}

static struct jsb_vm *boot(struct snap_blob *blob)
{
    struct jsb_error err;
    struct jsb_vm *vm;
    int rc = snap_boot(blob, NULL, &vm, &err);
    ck_assert_msg(rc == JSB_OK, "%s", rc ? err.message : "");
    return vm;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(boot_from_a_file)
{
    struct snap_blob *blob = open_file(blob_file(program));
    struct jsb_vm *vm = boot(blob);
    ck_assert_str_eq(jsb_last_error(vm)->message, "");
    unit_expect(vm, "bump() + text", "2:4shared");
    snap_close(blob); /* the VM goes on */
    unit_expect(vm, "bump() + text", "3:5shared");
    jsb_destroy(vm);
}
END_TEST

START_TEST(boot_at_its_own_base)
{
    int taken = unit_base_is_taken();
    struct snap_blob *blob = open_file(blob_file(program));
    struct jsb_vm *vm = boot(blob), *second;
    ck_assert(taken || vm->release_start == own_base());
    ck_assert(!taken || vm->release_start != own_base());
    second = boot(blob); /* while the first has the place */
    ck_assert(second->release_start != own_base());
    jsb_destroy(vm);
    vm = boot(blob); /* which is free again */
    ck_assert(taken || vm->release_start == own_base());
    unit_expect(vm, "bump()", "2:4");
    unit_expect(second, "bump()", "2:4");
    jsb_destroy(vm);
    jsb_destroy(second);
    snap_close(blob);
}
END_TEST

/* snap_options.base: "The image is mapped at its own address". */
START_TEST(boot_at_another_base)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob bytes = unit_freeze_at(vm, 0x2000000000u);
    const char *path = unit_path("blob");
    struct snap_blob *blob;
    int taken = unit_base_is_taken();
    jsb_destroy(vm);
    unit_write(path, bytes.data, bytes.len);
    blob = open_file(path);
    vm = boot(blob);
    unit_expect(vm, "1 + 1", "2");
    ck_assert_msg(taken || vm->release_start == (void *)0x2000000000u,
                  "the first VM of the file is at %p", vm->release_start);
    jsb_destroy(vm);
    snap_close(blob);
    unit_free(&bytes);
}
END_TEST

START_TEST(boot_isolated)
{
    struct snap_blob *blob = open_file(blob_file(program));
    struct jsb_vm *vms[8];
    for (int i = 0; i < 8; i++)
        vms[i] = boot(blob);
    for (int i = 0; i < 8; i++)
        for (int k = 0; k <= i; k++)
            unit_run(vms[i], "bump()");
    for (int i = 0; i < 8; i++) {
        ck_assert_double_eq(unit_number(vms[i], "n"), i + 2);
        ck_assert_double_eq(unit_number(vms[i], "list.length"), i + 4);
        unit_recount(vms[i]);
    }
    snap_close(blob);
    for (int i = 0; i < 8; i++)
        jsb_destroy(vms[i]);
}
END_TEST

START_TEST(boot_relocated_if_the_base_is_taken)
{
    for (int page = -1; page < 2; page++) { /* the whole range, or a page within it */
        char *wanted = (char *)own_base() + (page < 0 ? 0 : (page + 1) * 5 * 4096);
        size_t len = page < 0 ? 64 << 20 : 4096;
        char *taken = jsb__map(wanted, len, -1, 0);
        struct jsb_vm *vm = unit_rich_vm();
        struct unit_blob bytes = unit_freeze(vm);
        const char *path = unit_path("blob");
        struct snap_blob *blob;
        jsb_destroy(vm);
        unit_write(path, bytes.data, bytes.len);
        blob = open_file(path);
        vm = boot(blob);
        ck_assert(vm->release_start != own_base());
        unit_recount(vm);
        unit_rich_probe(vm);
        jsb_destroy(vm);
        snap_close(blob);
        unit_free(&bytes);
        for (size_t i = 0; i < len; i++)
            UNIT_ASSERT(taken[i] == 0, "foreign memory was written to");
        jsb__unmap(taken, len);
    }
}
END_TEST

START_TEST(boot_from_memory_leaves_it_alone)
{
    struct unit_blob bytes = unit_freeze_program(program);
    char *copy = malloc(bytes.len);
    struct snap_blob *blob;
    struct jsb_vm *one, *two;
    memcpy(copy, bytes.data, bytes.len);
    ck_assert_int_eq(snap_open_memory(bytes.data, bytes.len, &blob, NULL), JSB_OK);
    one = boot(blob);
    two = boot(blob);
    unit_expect(one, "bump() + bump()", "2:43:5");
    unit_expect(two, "bump()", "2:4");
    jsb_destroy(one);
    ck_assert_mem_eq(copy, bytes.data, bytes.len);
    ck_assert_int_eq(snap_validate(blob, NULL), JSB_OK);
    snap_close(blob);
    memset(bytes.data, 0, bytes.len); /* borrowed until snap_close() only */
    unit_free(&bytes);
    unit_expect(two, "bump()", "3:5");
    jsb_destroy(two);
    free(copy);
}
END_TEST

START_TEST(boot_after_the_file_is_gone)
{
    const char *path = blob_file(program);
    struct snap_blob *blob = open_file(path);
    struct jsb_vm *one, *two;
    ck_assert_int_eq(unlink(path), 0);
    one = boot(blob);
    two = boot(blob);
    snap_close(blob);
    unit_expect(one, "bump()", "2:4");
    unit_expect(two, "bump()", "2:4");
    jsb_destroy(one);
    jsb_destroy(two);
}
END_TEST

START_TEST(boot_leaves_the_file_alone)
{
    static char before[4 << 20], after[4 << 20];
    const char *path = blob_file(program);
    size_t len = unit_read(path, before, sizeof(before));
    struct snap_blob *blob = open_file(path);
    for (int i = 0; i < 3; i++) {
        struct jsb_vm *vm = boot(blob);
        unit_run(vm, "bump(); var o = {}; for (var i = 0; i < 9999; i++) o['new' + i] = [i]");
        jsb_gc(vm);
        jsb_finish(vm, 0);
        jsb_destroy(vm);
    }
    snap_close(blob);
    ck_assert_uint_eq(unit_read(path, after, sizeof(after)), len);
    ck_assert_mem_eq(before, after, len);
}
END_TEST

START_TEST(boot_grows_what_is_in_the_image)
{
    struct unit_blob bytes =
        unit_freeze_program("var array = [1], object = { a: 1 }, bytes = new Uint8Array(4);"
                            "var thread = new Duktape.Thread(function (n) { function deep(k) {"
                            "  return k ? deep(k - 1) + 1 : Duktape.Thread.yield('half') * 0; }"
                            "  return deep(n); }); Duktape.Thread.resume(thread, 2);"
                            "function deep(k) { return k ? deep(k - 1) + 1 : 0; }");
    struct jsb_vm *vm = unit_boot(&bytes);
    unit_expect(vm, "for (var i = 1; i < 50000; i++) array.push(i); array.length + array[49999]",
                "99999");
    unit_expect(vm, "for (i = 0; i < 50000; i++) object['k' + i] = i; object.k49999 + object.a",
                "50000");
    unit_expect(vm, "deep(5000)", "5000");
    unit_expect(vm, "Duktape.Thread.resume(thread, 1)", "2");
    for (int i = 0; i < 3; i++)
        jsb_gc(vm);
    unit_recount(vm);
    unit_run(vm, "array = object = null");
    unit_recount(vm);
    jsb_destroy(vm);
    unit_free(&bytes);
}
END_TEST

START_TEST(boot_collects_garbage_of_the_image)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct unit_blob bytes = unit_freeze(vm);
    jsb_destroy(vm);
    vm = unit_boot(&bytes);
    for (int i = 0; i < 5; i++)
        jsb_gc(vm);
    unit_rich_probe(vm);
    unit_run(vm, "rich = step = null; delete globalThis.rich");
    for (int i = 0; i < 5; i++)
        jsb_gc(vm);
    unit_recount(vm);
    unit_expect(vm, "1 + 1", "2");
    jsb_destroy(vm);
    unit_free(&bytes);
}
END_TEST

/* Two symbols are the same only if one was made from the other. */
START_TEST(boot_keeps_symbols_apart)
{
    struct unit_blob bytes = unit_freeze_program(
        "var old = [], keyed = {}; for (var i = 0; i < 20; i++) { old[i] = Symbol('s');"
        " keyed[old[i]] = i; } var shared = Symbol.for('shared');");
    struct jsb_vm *vm = unit_boot(&bytes);
    unit_expect(vm,
                "var bad = 0; for (i = 0; i < 100; i++) { var s = Symbol('s');"
                " if (s in keyed || old.indexOf(s) >= 0) bad++; } bad",
                "0");
    unit_expect(vm, "shared === Symbol.for('shared') && keyed[old[7]] === 7", "true");
    unit_expect(vm, "Symbol.keyFor(shared)", "shared");
    jsb_destroy(vm);
    unit_free(&bytes);
}
END_TEST

/* Neither the random numbers nor the time of the build come back. */
START_TEST(boot_has_its_own_random_numbers)
{
    struct snap_blob *blob = open_file(blob_file("var r = Math.random(), t = Date.now()"));
    struct jsb_vm *one = boot(blob), *two = boot(blob);
    double first = unit_number(one, "Math.random()"), second = unit_number(two, "Math.random()");
    ck_assert_double_ne(first, second);
    ck_assert_double_eq(unit_number(one, "r"), unit_number(two, "r"));
    ck_assert_double_eq(unit_number(one, "t"), 1e12);
    ck_assert_double_gt(unit_number(one, "Date.now()"), 1.5e12);
    jsb_destroy(one);
    jsb_destroy(two);
    snap_close(blob);
}
END_TEST

/* Coroutines that the embedder made, one with a global object of its own. */
START_TEST(boot_with_other_globals)
{
    struct jsb_vm *vm = unit_vm();
    duk_context *ctx = jsb_context(vm), *other;
    struct unit_blob bytes;
    duk_push_thread_new_globalenv(ctx);
    other = duk_get_context(ctx, -1);
    duk_eval_string_noresult(other, "var mine = 'other'; Array.prototype.where = 'there'");
    duk_push_string(other, "kept on its stack");
    duk_put_global_string(ctx, "realm");
    duk_push_thread(ctx);
    duk_put_global_string(ctx, "idle");
    unit_recount(vm);
    bytes = unit_freeze(vm);
    jsb_destroy(vm);
    vm = unit_boot(&bytes);
    ctx = jsb_context(vm);
    unit_recount(vm);
    unit_expect(vm, "typeof mine + [].where", "undefinedundefined");
    duk_get_global_string(ctx, "realm");
    other = duk_get_context(ctx, -1);
    ck_assert_str_eq(duk_get_string(other, 0), "kept on its stack");
    duk_eval_string(other, "mine + [].where");
    ck_assert_str_eq(duk_get_string(other, -1), "otherthere");
    jsb_destroy(vm);
    unit_free(&bytes);
}
END_TEST

/* The engine takes unused stack slots for undefined and does not write them when it pushes. */
START_TEST(boot_stacks_are_empty)
{
    struct unit_blob bytes = unit_freeze_program(
        "var thread = new Duktape.Thread(function (a) { Duktape.Thread.yield(a + 1); });"
        "Duktape.Thread.resume(thread, 1);");
    struct jsb_vm *vm = unit_boot(&bytes);
    duk_context *ctx = jsb_context(vm);
    for (unsigned i = 0; i < DUK_API_ENTRY_STACK; i++) {
        duk_push_undefined(ctx);
        ck_assert(duk_is_undefined(ctx, -1));
    }
    duk_set_top(ctx, 0);
    duk_get_global_string(ctx, "thread");
    ctx = duk_get_context(ctx, -1);
    for (int i = 0; i < 10; i++) {
        duk_push_undefined(ctx);
        ck_assert(duk_is_undefined(ctx, -1));
    }
    jsb_destroy(vm);
    unit_free(&bytes);
}
END_TEST

static int run_finalizers(void *arg)
{
    struct jsb_vm *vm = boot(arg);
    unit_run(vm, "loud = true; zero = null; print('then')");
    unit_run(vm, "cycle = null; print('still')");
    jsb_gc(vm);
    unit_run(vm, "print('collected')");
    return jsb_finish(vm, 0);
}

START_TEST(boot_runs_finalizers)
{
    struct snap_blob *blob = open_file(blob_file(
        "var loud = false;"
        "function finalize(o) { if (loud) print(o.name); }"
        "function fin(name) { var o = { name: name }; Duktape.fin(o, finalize); return o; }"
        "var zero = fin('zero'), cycle = fin('cycle'), end = fin('end'); cycle.self = cycle;"));
    char out[128];
    ck_assert_int_eq(unit_child(run_finalizers, blob, out, sizeof(out)), 0);
    ck_assert_str_eq(out, "zero\nthen\nstill\ncycle\ncollected\nend\n");
    snap_close(blob);
}
END_TEST

Suite *suite_boot(void)
{
    Suite *suite = suite_create("boot");
    const TTest *core[] = {
        boot_from_a_file,
        boot_at_its_own_base,
        boot_at_another_base,
        boot_isolated,
        boot_relocated_if_the_base_is_taken,
        boot_from_memory_leaves_it_alone,
        boot_after_the_file_is_gone,
        boot_leaves_the_file_alone,
        boot_grows_what_is_in_the_image,
        boot_collects_garbage_of_the_image,
        boot_keeps_symbols_apart,
        boot_stacks_are_empty,
        boot_has_its_own_random_numbers,
        boot_with_other_globals,
        boot_runs_finalizers,
    };
    UNIT_CASE(suite, "Core", core);
    return suite;
}
