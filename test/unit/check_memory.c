/* SPDX-License-Identifier: MIT
 * check_memory.c - memory of an image after boot: what the engine frees and resizes is a
 * block of the image, is freed once and not used any more; what it allocates is given back.
 *
 * A guard takes the place of the VM's allocator.  It knows each block of the image from a
 * census, checks what the engine gives back against it and fills freed blocks with garbage,
 * so that a later use shows.  The programs are those of test/split/stress-*. */
#include "recount.h"
#include "unit.h"

#include "../../lib/alloc.h"
#include "../../lib/engine.h"
#include "../../lib/vm.h"
#include "../../snapshot/census.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct guard {
    struct jsb_vm *vm; /* first: the engine's callbacks lead to the VM */
    struct snap__census census;
    unsigned char *freed; /* for each block of the census */
    size_t free_count;
};

static struct guard guard; /* one test is one process */

static int in_image(const void *block)
{
    const struct jsb__memory *m = &guard.vm->memory;
    return (const char *)block >= m->image_start && (const char *)block < m->image_end;
}

static void note_free(void *block)
{
    size_t index = snap__census_find(&guard.census, block);
    UNIT_ASSERT(index != SIZE_MAX, "what is freed is no block of the image");
    UNIT_ASSERT(!guard.freed[index], "a %s is freed twice",
                jsb__kind_name(guard.census.blocks[index].kind));
    guard.freed[index] = 1;
    guard.free_count++;
    /* An immortal object that has died stays on its list: leaving it would be a write. */
    if (!jsb__kind_is_object(guard.census.blocks[index].kind) ||
        jsb__heap_has_finalizers(jsb_context(guard.vm)))
        memset(block, 0xdd, guard.census.blocks[index].size);
}

static void *guarded_alloc(void *vm, duk_size_t size)
{
    return jsb__memory_alloc(&((struct jsb_vm *)vm)->memory, size);
}

static void *guarded_realloc(void *vm, void *block, duk_size_t size)
{
    void *moved;
    if (block == NULL || !in_image(block))
        return jsb__memory_realloc(&((struct jsb_vm *)vm)->memory, block, size);
    UNIT_ASSERT(snap__census_find(&guard.census, block) != SIZE_MAX &&
                    jsb__kind_is_resizable(
                        guard.census.blocks[snap__census_find(&guard.census, block)].kind),
                "what is resized is no resizable block of the image");
    moved = jsb__memory_realloc(&((struct jsb_vm *)vm)->memory, block, size);
    if (moved != NULL || size == 0)
        note_free(block);
    return moved;
}

static void guarded_free(void *vm, void *block)
{
    if (block != NULL && in_image(block))
        note_free(block);
    jsb__memory_free(&((struct jsb_vm *)vm)->memory, block);
}

static void guard_vm(struct jsb_vm *vm)
{
    struct jsb__callbacks callbacks = jsb__vm_callbacks(vm);
    struct jsb_error err;
    guard.vm = vm;
    ck_assert_int_eq(snap__census_take(&guard.census, jsb_context(vm), &err), JSB_OK);
    guard.freed = calloc(guard.census.count, 1);
    callbacks.alloc_func = guarded_alloc;
    callbacks.realloc_func = guarded_realloc;
    callbacks.free_func = guarded_free;
    jsb__heap_bind((void *)(uintptr_t)jsb__heap_block(jsb_context(vm)).ptr, &callbacks);
}

static int is_immortal(int kind)
{
    return (jsb__kind_is_cell(kind) && !jsb__kind_is_object(kind)) || kind == JSB__KIND_DATA ||
           kind == JSB__KIND_STRTAB;
}

/* Destroys a heap of mortal objects cell by cell, after which nothing may be left. */
static void end_mortals(struct jsb_vm *vm)
{
    duk_destroy_heap(jsb_context(vm));
    vm->ctx = NULL;
    ck_assert_uint_eq(vm->memory.used, 0);
    for (size_t i = 0; i < guard.census.count; i++)
        UNIT_ASSERT(guard.freed[i] || is_immortal(guard.census.blocks[i].kind),
                    "a %s is never freed", jsb__kind_name(guard.census.blocks[i].kind));
}

static void end_guarded(struct jsb_vm *vm)
{
    if (jsb__heap_has_finalizers(jsb_context(vm)))
        end_mortals(vm);
    free(guard.freed);
    snap__census_free(&guard.census);
    jsb_destroy(vm);
}

/* What the programs print is for test/split.sh. */
static void be_quiet(void)
{
    int fd = open("/dev/null", O_WRONLY);
    dup2(fd, STDOUT_FILENO);
    close(fd);
}

static void run_half(struct jsb_vm *vm, const char *name, const char *half)
{
    char path[256];
    int rc;
    snprintf(path, sizeof(path), "test/split/%s/%s.js", name, half);
    rc = jsb_run_script(vm, path);
    ck_assert_msg(rc == JSB_OK, "%s: %s", path, rc ? jsb_last_error(vm)->message : "");
}

static struct unit_blob freeze_startup(const char *name, int mortal)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    if (mortal)
        unit_run(vm, "Duktape.fin({}, function () {})");
    run_half(vm, name, "startup");
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    return blob;
}

/* ----------------------------------------------------------------------- Core */

static const char *const stressed[] = {
    "stress-objects", "stress-functions",      "stress-coroutines", "stress-buffers",
    "stress-strings", "stress-everything",     "finalizer-kinds",   "finalizer-lifetimes",
    "deep-list",      "coroutine-stack-growth", "string-table-growth", "wide-object",
};
#define STRESSED_COUNT (sizeof(stressed) / sizeof(stressed[0]))

/* Each program runs with immortal objects and with mortal ones. */
START_TEST(image_blocks_are_freed_once)
{
    const char *name = stressed[_i / 2];
    struct unit_blob blob;
    struct jsb_vm *vm;
    be_quiet();
    blob = freeze_startup(name, _i % 2);
    vm = unit_boot(&blob);
    guard_vm(vm);
    run_half(vm, name, "main");
    duk_gc(jsb_context(vm), 0);
    unit_recount(vm);
    ck_assert_uint_gt(guard.free_count, 0);
    end_guarded(vm);
    unit_free(&blob);
}
END_TEST

START_TEST(rich_heap_is_freed_once)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct unit_blob blob = unit_freeze(vm);
    jsb_destroy(vm);
    vm = unit_boot(&blob);
    guard_vm(vm);
    unit_rich_probe(vm);
    unit_recount(vm);
    end_guarded(vm);
    unit_free(&blob);
}
END_TEST

/* Dynamic buffers have no JavaScript face that resizes them. */
START_TEST(dynamic_buffers_are_resized)
{
    static const size_t sizes[] = {100, 5000, 100000, 10, 0, 1, 40000};
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    duk_context *ctx = jsb_context(vm);
    memcpy(duk_push_dynamic_buffer(ctx, 64), "frozen", 7);
    duk_put_global_string(ctx, "dynamic");
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    vm = unit_boot(&blob);
    ctx = jsb_context(vm);
    guard_vm(vm);
    duk_get_global_string(ctx, "dynamic");
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        char *data = duk_resize_buffer(ctx, -1, sizes[i]);
        UNIT_ASSERT(sizes[i] < 7 || i > 3 || strcmp(data, "frozen") == 0, "content is lost");
        if (data != NULL && i > 3)
            memset(data, 0, sizes[i]);
        duk_gc(ctx, 0);
    }
    duk_pop(ctx);
    unit_recount(vm);
    end_guarded(vm);
    unit_free(&blob);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

/* All of a limit is there again when what used it is garbage, frozen blocks included. */
START_TEST(memory_does_not_grow)
{
    static const char churn[] =
        "for (var i = 0; i < 200; i++) {"
        "  frozen[i % frozen.length] = { fresh: [i, 'text ' + i], old: frozen[(i + 1) % 50] };"
        "  frozen[i % frozen.length].old = null;"
        "}"
        "Duktape.gc(1);";
    struct unit_blob blob = unit_freeze_program(
        "var frozen = []; for (var i = 0; i < 50; i++) frozen.push({ a: i, b: [i] });");
    struct jsb_vm *vm = unit_boot(&blob);
    size_t used;
    guard_vm(vm);
    unit_run(vm, churn);
    unit_run(vm, churn);
    used = jsb_memory_used(vm);
    for (int i = 0; i < 20; i++)
        unit_run(vm, churn);
    ck_assert_uint_eq(jsb_memory_used(vm), used);
    end_guarded(vm);
    unit_free(&blob);
}
END_TEST

/* ------------------------------------------------------- no memory: no endless search */

static struct {
    size_t asked;   /* how often the engine has asked for memory */
    size_t largest; /* more bytes than this are refused */
} supply;

static void *supplied_alloc(void *vm, duk_size_t size)
{
    supply.asked++;
    return size > supply.largest ? NULL : jsb__memory_alloc(&((struct jsb_vm *)vm)->memory, size);
}

/* Many objects, each with room in its table for more. */
static struct jsb_vm *supplied_vm(void)
{
    struct jsb_vm *vm = unit_vm();
    struct jsb__callbacks callbacks = jsb__vm_callbacks(vm);
    unit_run(vm, "var h = []; for (var i = 0; i < 3000; i++) { h.push({ a: i }); h[i].b = i; }");
    callbacks.alloc_func = supplied_alloc;
    jsb__heap_bind((void *)(uintptr_t)jsb__heap_block(jsb_context(vm)).ptr, &callbacks);
    supply.largest = SIZE_MAX;
    supply.asked = 0;
    return vm;
}

START_TEST(compaction_spares_what_has_no_slack)
{
    struct jsb_vm *vm = supplied_vm();
    size_t used = jsb_memory_used(vm);
    duk_gc(jsb_context(vm), DUK_GC_COMPACT);
    ck_assert_uint_ge(supply.asked, 3000);
    ck_assert_uint_lt(jsb_memory_used(vm), used);
    supply.asked = 0;
    duk_gc(jsb_context(vm), DUK_GC_COMPACT);
    ck_assert_uint_lt(supply.asked, 100);
    unit_expect(vm, "h[2999].c = 1; h[2999].a + h[2999].b + h[2999].c", "5999");
    jsb_destroy(vm);
}
END_TEST

START_TEST(compaction_without_memory_gives_up)
{
    struct jsb_vm *vm = supplied_vm();
    supply.largest = 0;
    duk_gc(jsb_context(vm), DUK_GC_COMPACT);
    ck_assert_uint_gt(supply.asked, 0);
    ck_assert_uint_lt(supply.asked, 1000);
    supply.largest = SIZE_MAX;
    supply.asked = 0;
    duk_gc(jsb_context(vm), DUK_GC_COMPACT);
    ck_assert_uint_ge(supply.asked, 3000);
    jsb_destroy(vm);
}
END_TEST

/* The program gets its errors, and the collector gets four tries for each. */
START_TEST(refused_allocations_end_soon)
{
    struct jsb_vm *vm = supplied_vm();
    duk_gc(jsb_context(vm), DUK_GC_COMPACT);
    supply.largest = 100000;
    supply.asked = 0;
    unit_expect(vm,
                "for (var n = 0, j = 0; j < 5; j++) "
                "try { h.x = new ArrayBuffer(1e6); } catch (e) { n++; } n",
                "5");
    ck_assert_uint_lt(supply.asked, 5000);
    jsb_destroy(vm);
}
END_TEST

Suite *suite_memory(void)
{
    const TTest *const core[] = {rich_heap_is_freed_once, dynamic_buffers_are_resized,
                                 compaction_spares_what_has_no_slack};
    const TTest *const limits[] = {memory_does_not_grow, compaction_without_memory_gives_up,
                                   refused_allocations_end_soon};
    Suite *suite = suite_create("memory");
    TCase *tcase = tcase_create("Stress");
    tcase_set_timeout(tcase, UNIT_TIMEOUT);
    tcase_add_loop_test(tcase, image_blocks_are_freed_once, 0, 2 * STRESSED_COUNT);
    suite_add_tcase(suite, tcase);
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    return suite;
}
