/* SPDX-License-Identifier: MIT
 * check_engine.c - the heap as blocks and slots: nothing missed, nothing made up. */
#include "recount.h"
#include "unit.h"

#include "../../lib/engine.h"
#include "../../snapshot/census.h"

#include <stdlib.h>
#include <string.h>

static void take_census(struct snap__census *census, struct jsb_vm *vm)
{
    struct jsb_error err;
    jsb__heap_settle(jsb_context(vm));
    ck_assert_int_eq(snap__census_take(census, jsb_context(vm), &err), JSB_OK);
}

/* ----------------------------------------------------------------------- Core */

START_TEST(engine_rich_heap_has_every_kind)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct snap__census census;
    take_census(&census, vm);
    for (int kind = 0; kind < JSB__KIND_COUNT; kind++) {
        ck_assert_msg(census.kind_count[kind] > 0, "no %s", jsb__kind_name(kind));
        for (int other = 0; other < kind; other++)
            ck_assert_str_ne(jsb__kind_name(kind), jsb__kind_name(other));
    }
    snap__census_free(&census);
    unit_rich_probe(vm);
    jsb_destroy(vm);
}
END_TEST

START_TEST(engine_counts_of_an_empty_heap)
{
    struct jsb_vm *vm = unit_vm();
    unit_recount(vm);
    unit_recount(vm);
    jsb_destroy(vm);
}
END_TEST

START_TEST(engine_counts_of_a_rich_heap)
{
    struct jsb_vm *vm = unit_rich_vm();
    unit_recount(vm);
    unit_rich_probe(vm);
    unit_recount(vm);
    jsb_destroy(vm);
}
END_TEST

static const char *const programs[] = {
    "var b0 = Math.max.bind(), b1 = Math.max.bind(null, 1), b2 = b1.bind({}, b0, 'x', [])",
    "var p = new Proxy({ a: 1 }, { get: function () { return p; } }), q = new Proxy(Math.max, [p])",
    "var o = {}; for (var i = 0; i < 50; i++) o['k' + i] = { i: i };"
    "for (var i = 0; i < 50; i += 2) delete o['k' + i]; o.again = o",
    "var a = [1, 2, 3]; a.length = 1; a[5] = a; a.x = 'named'; var s = []; s[1e6] = s",
    "var o = { get x() { return o; }, set x(v) {}, get y() { return 1; } }; delete o.y",
    "var fs = []; for (var i = 0; i < 20; i++) fs.push(function inner() {"
    " return function () { return 'const' + 1.5 + inner; }; }); fs.push(fs[0](), fs[0]())",
    "var t = new Uint32Array(8), v = new DataView(t.buffer, 4), w = t.subarray(2), n = new "
    "Buffer(9)",
    "function g(a, b) { var l = 1; return [arguments, eval('(function () { return l; })')]; }"
    "var r = g(1, {}); with ({ w: {} }) { r.push(function () { return w; }); }",
    "try { throw { e: 1 }; } catch (x) { var c = function () { return x; }; }"
    "try { null.f } catch (x) { var err = x; } try { eval('(') } catch (x) { var syn = x; }",
    "var ts = []; for (var i = 0; i < 9; i++) { ts.push(new Duktape.Thread(function (n) {"
    " try { for (var k in { a: 1, b: 2 }) n = Duktape.Thread.yield([k, n]); return n; }"
    " catch (e) { return e; } finally { Duktape.Thread.yield('fin'); } }));"
    " for (var j = 0; j < i % 5; j++) Duktape.Thread.resume(ts[i], {}); }",
    "var t = new Duktape.Thread(function () { with ({ z: [] }) { Duktape.Thread.yield(); } });"
    "Duktape.Thread.resume(t); var dead = new Duktape.Thread(function () { throw 1; });"
    "try { Duktape.Thread.resume(dead); } catch (e) {}",
    "Object.defineProperty(Object.prototype, 'deep', { value: {} }); Array.prototype[3] = [];"
    "Object.setPrototypeOf(Math, JSON); delete globalThis.Proxy; Object.freeze(Function.prototype)",
    "var e = new Error('x'); e.stack; Duktape.errCreate = function (e) { e.more = {}; return e; };"
    "try { null.x } catch (x) { var kept = x; }",
    "var m = {}; m[Symbol('a')] = Symbol.for('b'); m[Symbol.iterator] = Object(Symbol('c'));"
    "var re = /(x)(y)?/gi; re.exec('axyb'); var d = new Date(0); var bx = [Object(1), Object('s')]",
    "Duktape.fin({}, function () {}); var f = { x: [] }; Duktape.fin(f, function (o) { f = o; });"
    "var f2 = f; f = null; f2 = null; function F() {} F.prototype.m = F; var inst = new F()",
};
#define PROGRAM_COUNT (sizeof(programs) / sizeof(programs[0]))

/* In the VM that made it, in a VM booted from its image, after using both. */
START_TEST(engine_counts_of_programs)
{
    for (size_t i = 0; i < PROGRAM_COUNT; i++) {
        struct jsb_vm *vm = unit_vm(), *booted;
        struct unit_blob blob;
        unit_run(vm, programs[i]);
        unit_recount(vm);
        blob = unit_freeze(vm);
        unit_recount(vm);
        booted = unit_boot(&blob);
        unit_recount(booted);
        unit_run(booted, programs[(i + 1) % PROGRAM_COUNT]);
        unit_recount(booted);
        jsb_destroy(booted);
        jsb_destroy(vm);
        unit_free(&blob);
    }
}
END_TEST

START_TEST(engine_counts_after_errors)
{
    struct jsb_vm *vm = unit_rich_vm();
    unit_run_fails(vm, "function f() { return f() + 1; } f()", JSB_E_SCRIPT);
    unit_run_fails(vm, "(", JSB_E_SYNTAX);
    unit_run_fails(vm, "throw { big: rich }", JSB_E_SCRIPT);
    unit_run_fails(vm, "[3, 1, 2].sort(function () { throw rich; })", JSB_E_SCRIPT);
    unit_recount(vm);
    jsb_destroy(vm);
}
END_TEST

/* A finalizer that makes the next object with a finalizer leaves garbage behind in every
 * collection; what it refers to must not be counted in the image. */
START_TEST(engine_counts_with_garbage_that_comes_back)
{
    struct jsb_vm *vm = unit_vm(), *booted;
    struct unit_blob blob;
    unit_run(vm, "var shared = {}; function cycle() { var o = { s: shared }; o.o = o;"
                 " Duktape.fin(o, cycle); } cycle();");
    blob = unit_freeze(vm);
    booted = unit_boot(&blob);
    unit_recount(booted);
    jsb_destroy(booted);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

static void find_in_census(void *user, const struct jsb__block *cell)
{
    UNIT_ASSERT(snap__census_find(user, cell->ptr) != SIZE_MAX,
                "a cell that the walk does not reach");
    ((struct snap__census *)user)->refusal.count++;
}

/* How many strings the engine's table has: st_count, behind strtable, st_mask and st_size. */
static uint32_t strings_in_table(struct jsb_vm *vm)
{
    const char *heap = jsb__heap_block(jsb_context(vm)).ptr;
    uint32_t count;
    memcpy(&count, heap + unit_abi("offset duk_heap.strtable") + 16, sizeof(count));
    return count;
}

/* The engine's list of cells, its string table and the walk agree. */
START_TEST(engine_list_has_all_cells)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct snap__census census;
    uint64_t cells = 0;
    take_census(&census, vm);
    for (int kind = JSB__KIND_OBJECT; kind < JSB__KIND_PROPS; kind++)
        cells += census.kind_count[kind];
    jsb__heap_list(jsb_context(vm), find_in_census, &census);
    ck_assert_uint_eq(census.refusal.count, cells);
    ck_assert_uint_eq(strings_in_table(vm), census.kind_count[JSB__KIND_STRING]);
    snap__census_free(&census);
    jsb_destroy(vm);
}
END_TEST

struct seen {
    const struct jsb__block *block;
    unsigned char *slots; /* one byte a word */
};

static int check_slot(void *user, const struct jsb__ref *ref)
{
    const struct seen *seen = user;
    uint64_t value;
    UNIT_ASSERT(ref->off % 8 == 0 && ref->off + 8 <= seen->block->size &&
                    !seen->slots[ref->off / 8],
                "%s: slot at %zu", jsb__kind_name(seen->block->kind), ref->off);
    seen->slots[ref->off / 8] = 1;
    if (ref->slot != JSB__SLOT_REF || (seen->block->kind == JSB__KIND_THREAD &&
                                       ref->off == unit_abi("offset duk_hthread.valstack") + 16))
        return 0; /* valstack_alloc_end: an image has no slack above the stack's end */
    if (ref->target.kind == JSB__KIND_STRTAB)
        return 0; /* made for the image */
    memcpy(&value, (const char *)seen->block->ptr + ref->off, sizeof(value));
    UNIT_ASSERT(value == (uintptr_t)ref->target.ptr + ref->delta, "%s: value of slot at %zu",
                jsb__kind_name(seen->block->kind), ref->off);
    UNIT_ASSERT(ref->delta <= ref->target.size, "delta");
    return 0;
}

/* Each slot is in its block, once, and holds the address that is reported. */
START_TEST(engine_slots_are_where_they_should)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct snap__census census;
    take_census(&census, vm);
    for (size_t i = 0; i < census.count; i++) {
        struct seen seen = {&census.blocks[i], calloc(1, census.blocks[i].size / 8 + 1)};
        UNIT_ASSERT(jsb__block_refs(seen.block, check_slot, &seen) == 0, "stopped");
        free(seen.slots);
    }
    snap__census_free(&census);
    jsb_destroy(vm);
}
END_TEST

static int stop_at_third(void *user, const struct jsb__ref *ref)
{
    (void)ref;
    return ++*(int *)user == 3 ? 42 : 0;
}

START_TEST(engine_walk_can_be_stopped)
{
    struct jsb_vm *vm = unit_vm();
    struct jsb__block heap = jsb__heap_block(jsb_context(vm));
    int calls = 0;
    ck_assert_int_eq(jsb__block_refs(&heap, stop_at_third, &calls), 42);
    ck_assert_int_eq(calls, 3);
    jsb_destroy(vm);
}
END_TEST

static int check_empty(void *user, const struct jsb__ref *ref)
{
    uint64_t value;
    memcpy(&value, (char *)user + ref->off, sizeof(value));
    UNIT_ASSERT(value == 0, "the slot at %zu is not empty", ref->off);
    return 0;
}

/* A copy stays within its block, leaves slots empty and is the same each time. */
START_TEST(engine_copies_blocks)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct snap__census census;
    take_census(&census, vm);
    for (size_t i = 0; i < census.count; i++) {
        const struct jsb__block *block = &census.blocks[i];
        struct jsb__seal seal = {.heap = (void *)(uintptr_t)jsb__heap_block(jsb_context(vm)).ptr,
                                 .hash_seed = 77,
                                 .strings = {8, 1024},
                                 .immortal_count = 500};
        size_t size = block->size;
        char *one = malloc(size + 64), *two = malloc(size + 64);
        memset(one, 0x5a, size + 64);
        memset(two, 0x5a, size + 64);
        memset(one, 0, size);
        memset(two, 0, size);
        jsb__block_copy(block, one, &seal);
        jsb__block_copy(block, two, &seal);
        UNIT_ASSERT(memcmp(one, two, size + 64) == 0, "%s", jsb__kind_name(block->kind));
        for (size_t k = size; k < size + 64; k++)
            UNIT_ASSERT(one[k] == 0x5a, "%s: written behind its end", jsb__kind_name(block->kind));
        jsb__block_refs(block, check_empty, one);
        free(one);
        free(two);
    }
    snap__census_free(&census);
    jsb_destroy(vm);
}
END_TEST

/* Every string of an image is found by its text, once: hashes and chains are right. */
START_TEST(engine_strings_of_an_image_are_interned)
{
    struct jsb_vm *vm = unit_rich_vm(), *booted;
    struct unit_blob blob = unit_freeze(vm);
    struct snap__census census;
    size_t head = unit_abi("sizeof duk_hstring");
    jsb_destroy(vm);
    booted = unit_boot(&blob);
    take_census(&census, booted);
    for (size_t i = 0; i < census.count; i++) {
        const struct jsb__block *block = &census.blocks[i];
        if (block->kind != JSB__KIND_STRING)
            continue;
        duk_push_lstring(jsb_context(booted), (const char *)block->ptr + head,
                         block->size - head - 1);
        UNIT_ASSERT(duk_get_heapptr(jsb_context(booted), -1) == block->ptr, "'%s' is not found",
                    (const char *)block->ptr + head);
        duk_pop(jsb_context(booted));
    }
    ck_assert_uint_eq(strings_in_table(booted), 0); /* all were in the image's own */
    snap__census_free(&census);
    jsb_destroy(booted);
    unit_free(&blob);
}
END_TEST

START_TEST(engine_knows_of_finalizers)
{
    struct jsb_vm *vm = unit_vm();
    ck_assert(!jsb__heap_has_finalizers(jsb_context(vm)));
    unit_run(vm, "Duktape.fin({}, undefined); ({ x: 1 })");
    ck_assert(!jsb__heap_has_finalizers(jsb_context(vm)));
    unit_run(vm, "var o = {}; Duktape.fin(o, function () {})");
    ck_assert(jsb__heap_has_finalizers(jsb_context(vm)));
    jsb_destroy(vm);
}
END_TEST

/* Bytes of all property tables that cells of a kind have. */
static size_t table_bytes(struct jsb_vm *vm, int kind)
{
    struct snap__census census;
    struct jsb_error err;
    size_t sum = 0;
    ck_assert_int_eq(snap__census_take(&census, jsb_context(vm), &err), JSB_OK);
    for (size_t i = 0; i < census.count; i++) {
        const struct jsb__block *block = &census.blocks[i];
        if (block->kind == JSB__KIND_PROPS &&
            census.blocks[snap__census_find(&census, block->owner)].kind == kind)
            sum += block->size;
    }
    snap__census_free(&census);
    return sum;
}

/* Compaction finds nothing to do.  What grows step by step has slack at some of these sizes. */
START_TEST(engine_makes_tables_in_their_size)
{
    static const int kinds[] = {JSB__KIND_COMPFUNC, JSB__KIND_DECENV};
    struct jsb_vm *vm = unit_vm();
    size_t before[2];
    unit_run(vm, "var made = [];"
                 "for (var n = 0; n < 80; n++) {"
                 "  var names = ['v'];"
                 "  for (var i = 0; i < n; i++) names.push('v' + i);"
                 "  made.push(new Function('var ' + names + ';'"
                 "    + 'return function (a, b) { \"use strict\"; return v; }')());"
                 "  made.push(new Function('var ' + names + ';'"
                 "    + 'return { get g() { return v; }, f: function () {} }')());"
                 "  made.push(new Function('var ' + names + ', a = arguments;'"
                 "    + 'return function () { return v + a.length; }')());"
                 "}");
    jsb_gc(vm); /* no compaction */
    for (int i = 0; i < 2; i++)
        before[i] = table_bytes(vm, kinds[i]);
    jsb__heap_settle(jsb_context(vm));
    for (int i = 0; i < 2; i++) {
        ck_assert_uint_gt(before[i], 80 * 25);
        UNIT_ASSERT(before[i] == table_bytes(vm, kinds[i]), "%s: %zu bytes", jsb__kind_name(kinds[i]), before[i]);
    }
    jsb_destroy(vm);
}
END_TEST

/* Each time a table grows, all that is in it is moved. */
START_TEST(engine_moves_large_tables_seldom)
{
    struct jsb_vm *vm = unit_vm();
    unit_run(vm, "var o = {}, sizes = {}, i;"
                 "for (i = 0; i < 300; i++) o['k' + i] = i;"
                 "for (; i < 5000; i++) { o['k' + i] = i; sizes[Duktape.info(o).pbytes] = i; }");
    unit_expect(vm, "Object.keys(sizes).length < 10", "true");
    jsb_destroy(vm);
}
END_TEST

/* Each has its code, source and lastIndex: a key, a value and a byte of flags.  Blocks end at
 * multiples of 16 bytes. */
START_TEST(engine_makes_regexps_in_their_size)
{
    struct jsb_vm *vm = unit_vm();
    size_t before;
    unit_run(vm, "var made = [], i; function make() { return /a+/g; } make().exec('a');");
    jsb_gc(vm);
    before = table_bytes(vm, JSB__KIND_OBJECT);
    unit_run(vm, "for (i = 0; i < 40; i++) { made.push(make()); made.push(new RegExp('b')); }");
    jsb_gc(vm);
    ck_assert_uint_eq(table_bytes(vm, JSB__KIND_OBJECT) - before, 80 * ((3 * (8 + 16 + 1) + 15) & ~15));
    jsb_destroy(vm);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

START_TEST(engine_abi_is_pinned)
{
    for (unsigned i = 0; i < jsb__abi_count; i++)
        for (unsigned j = 0; j < i; j++)
            ck_assert_str_ne(jsb__abi_names[i], jsb__abi_names[j]);
    ck_assert_uint_eq(unit_abi("Duktape version"), 20700);
    ck_assert_uint_eq(unit_abi("sizeof pointer"), 8);
#ifndef JSB_ASSERTIONS /* which add fields */
    ck_assert_uint_eq(unit_abi("sizeof duk_tval"), 16);
    ck_assert_uint_eq(unit_abi("sizeof duk_heaphdr"), 24);
    ck_assert_uint_eq(unit_abi("sizeof duk_hstring"), 32);
    ck_assert_uint_eq(unit_abi("sizeof duk_hobject"), 56);
    ck_assert_uint_eq(unit_abi("sizeof duk_hcompfunc"), 104);
    ck_assert_uint_eq(unit_abi("sizeof duk_hthread"), 576);
    ck_assert_uint_eq(unit_abi("sizeof duk_activation"), 96);
    ck_assert_uint_eq(unit_abi("sizeof duk_heap"), 5904);
#endif
}
END_TEST

Suite *suite_engine(void)
{
    Suite *suite = suite_create("engine");
    const TTest *core[] = {
        engine_rich_heap_has_every_kind,
        engine_counts_of_an_empty_heap,
        engine_counts_of_a_rich_heap,
        engine_counts_of_programs,
        engine_counts_after_errors,
        engine_list_has_all_cells,
        engine_slots_are_where_they_should,
        engine_walk_can_be_stopped,
        engine_copies_blocks,
        engine_strings_of_an_image_are_interned,
        engine_knows_of_finalizers,
        engine_makes_tables_in_their_size,
        engine_makes_regexps_in_their_size,
        engine_moves_large_tables_seldom,
    };
    const TTest *limits[] = {engine_abi_is_pinned};
    const TTest *errors[] = {engine_counts_with_garbage_that_comes_back};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
