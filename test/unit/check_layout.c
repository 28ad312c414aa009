/* SPDX-License-Identifier: MIT
 * check_layout.c - each block has a place of its own, in the segment of its kind. */
#include "recount.h"
#include "unit.h"

#include "../../snapshot/layout.h"
#include "../../snapshot/write.h"

#include <stdlib.h>
#include <string.h>

struct plan {
    struct jsb_vm *vm;
    struct snap__census census;
    struct snap__layout layout;
};

static struct plan make_plan(struct jsb_vm *vm)
{
    struct plan plan = {.vm = vm};
    struct jsb_error err;
    jsb__heap_settle(jsb_context(vm));
    ck_assert_int_eq(snap__census_take(&plan.census, jsb_context(vm), &err), JSB_OK);
    ck_assert_int_eq(snap__layout_make(&plan.layout, &plan.census, SNAP__DENSE, &err), JSB_OK);
    return plan;
}

static void free_plan(struct plan *plan)
{
    snap__layout_free(&plan->layout);
    snap__census_free(&plan->census);
    jsb_destroy(plan->vm);
}

/* Where a block begins: one that can be resized has its size in the word before it. */
static uint64_t start_of(const struct plan *plan, size_t i)
{
    return snap__off_of(&plan->layout, i) -
           (jsb__kind_is_resizable(plan->census.blocks[i].kind) ? 8 : 0);
}

static void check_segments(const struct snap__layout *layout)
{
    uint64_t end = SNAP__PAGE;
    for (int s = 0; s < SNAP__SEGMENT_COUNT; s++) {
        const struct snap__segment *segment = &layout->segments[s];
        ck_assert_uint_eq(segment->off % SNAP__PAGE, 0);
        if (s == SNAP__SEGMENT_READ_ONLY)
            end = (end + SNAP__PROTECT_ALIGN - 1) / SNAP__PROTECT_ALIGN * SNAP__PROTECT_ALIGN;
        ck_assert_uint_eq(segment->off, end); /* neither a gap nor an overlap */
        end = (segment->off + segment->len + SNAP__PAGE - 1) / SNAP__PAGE * SNAP__PAGE;
    }
    ck_assert_uint_eq(layout->image_len, end);
}

static void check_blocks(const struct plan *plan)
{
    const struct snap__census *c = &plan->census;
    unsigned char *used = calloc(1, (size_t)plan->layout.image_len / 8 + 1);
    uint64_t counts[SNAP__SEGMENT_COUNT] = {0};
    for (size_t i = 0; i < c->count; i++) {
        enum snap__section_type type = snap__segment_for(&c->blocks[i]);
        const struct snap__segment *segment = &plan->layout.segments[type];
        uint64_t start = start_of(plan, i),
                 end = snap__off_of(&plan->layout, i) + c->blocks[i].size;
        UNIT_ASSERT(snap__off_of(&plan->layout, i) % 8 == 0, "block %zu is not aligned", i);
        UNIT_ASSERT(start >= segment->off && end <= segment->off + segment->len,
                    "block %zu is not in its segment", i);
        for (uint64_t word = start / 8; word < (end + 7) / 8; word++) {
            UNIT_ASSERT(!used[word], "two blocks at %lu", (unsigned long)word * 8);
            used[word] = 1;
        }
        counts[type]++;
    }
    for (int s = 0; s < SNAP__SEGMENT_COUNT; s++)
        ck_assert_uint_eq(counts[s], plan->layout.segments[s].count);
    free(used);
}

/* ----------------------------------------------------------------------- Core */

START_TEST(layout_of_an_empty_heap)
{
    struct plan plan = make_plan(unit_vm());
    check_segments(&plan.layout);
    check_blocks(&plan);
    free_plan(&plan);
}
END_TEST

START_TEST(layout_of_a_rich_heap)
{
    struct plan plan = make_plan(unit_rich_vm());
    uint64_t len = 0;
    check_segments(&plan.layout);
    check_blocks(&plan);
    for (size_t i = 0; i < plan.census.count; i++)
        len += (plan.census.blocks[i].size + 7) / 8 * 8 + snap__off_of(&plan.layout, i) -
               start_of(&plan, i);
    for (int s = 0; s < SNAP__SEGMENT_COUNT; s++)
        len -= plan.layout.segments[s].len;
    ck_assert_uint_eq(len, 0); /* blocks fill their segments */
    free_plan(&plan);
}
END_TEST

START_TEST(layout_segments_by_kind)
{
    ck_assert_int_eq(snap__segment_of(JSB__KIND_HEAP), SNAP__SECTION_HEAP);
    ck_assert_int_eq(snap__segment_of(JSB__KIND_STACK), SNAP__SECTION_HEAP);
    ck_assert_int_eq(snap__segment_of(JSB__KIND_STRING), SNAP__SECTION_STRINGS);
    ck_assert_int_eq(snap__segment_of(JSB__KIND_CODE), SNAP__SECTION_CODE);
    ck_assert_int_eq(snap__segment_of(JSB__KIND_COMPFUNC), SNAP__SECTION_OBJECTS);
    ck_assert_int_eq(snap__segment_of(JSB__KIND_PROPS), SNAP__SECTION_PROPS);
    ck_assert_int_eq(snap__segment_of(JSB__KIND_BUFFER), SNAP__SECTION_DATA);
    ck_assert_int_eq(snap__segment_of(JSB__KIND_STRTAB), SNAP__SECTION_STRTAB);
    ck_assert_int_eq(snap__segment_of(JSB__KIND_OWN_STRTAB), SNAP__SECTION_HEAP);
    for (int kind = 0; kind < JSB__KIND_COUNT; kind++)
        ck_assert_int_lt(snap__segment_of(kind), SNAP__SEGMENT_COUNT);
}
END_TEST

/* Only objects, with their tables, strings and code are ever somewhere else. */
START_TEST(layout_segments_take_kinds)
{
    for (int kind = 0; kind < JSB__KIND_COUNT; kind++) {
        int own = (int)snap__segment_of(kind);
        int other = own == SNAP__SECTION_OBJECTS || own == SNAP__SECTION_PROPS ? SNAP__SECTION_HEAP
                    : own == SNAP__SECTION_STRINGS || own == SNAP__SECTION_CODE ? SNAP__SECTION_STRTAB
                                                                                : own;
        for (int s = 0; s < SNAP__SEGMENT_COUNT; s++)
            ck_assert_int_eq(snap__segment_takes((enum snap__section_type)s, kind),
                             s == own || s == other);
    }
}
END_TEST

START_TEST(layout_resizable_kinds)
{
    for (int kind = 0; kind < JSB__KIND_COUNT; kind++)
        ck_assert_int_eq(jsb__kind_is_resizable(kind) != 0, kind == JSB__KIND_STACK ||
                                                                kind == JSB__KIND_DATA ||
                                                                kind == JSB__KIND_OWN_STRTAB);
}
END_TEST

/* What the start of a script writes to is together, some bytes from *first on. */
static size_t find_written(const struct plan *plan, uint64_t *first, uint64_t *end, uint64_t *len)
{
    const struct snap__census *c = &plan->census;
    size_t count = 0;
    *end = *len = 0;
    for (size_t i = 0; i < c->count; i++) {
        uint64_t off = start_of(plan, i);
        if (c->blocks[i].use != JSB__USE_WRITE)
            continue;
        if (count++ == 0 || off < *first)
            *first = off;
        if (off + c->blocks[i].size > *end)
            *end = off + c->blocks[i].size;
        *len += c->blocks[i].size;
    }
    return count;
}

/* What it only reads: objects and tables are in the heap's segment, strings before their tables. */
static void check_read_first(const struct plan *plan)
{
    const struct snap__census *c = &plan->census;
    uint64_t reads[SNAP__SEGMENT_COUNT] = {0}, rest[SNAP__SEGMENT_COUNT];
    uint64_t end = plan->layout.segments[SNAP__SECTION_HEAP].off +
                   plan->layout.segments[SNAP__SECTION_HEAP].len;
    memset(rest, 0xff, sizeof(rest));
    for (size_t i = 0; i < c->count; i++) {
        int s = (int)snap__segment_of(c->blocks[i].kind);
        uint64_t off = snap__off_of(&plan->layout, i);
        if (c->blocks[i].use == JSB__USE_READ && off > reads[s])
            reads[s] = off;
        if (c->blocks[i].use == JSB__USE_NONE && off < rest[s])
            rest[s] = off;
    }
    for (int s = SNAP__SECTION_OBJECTS; s < SNAP__SEGMENT_COUNT; s++)
        UNIT_ASSERT(reads[s] < rest[s], "section %d is not in order of use", s);
    ck_assert_uint_gt(reads[SNAP__SECTION_OBJECTS], 0);
    ck_assert_uint_gt(reads[SNAP__SECTION_PROPS], 0);
    ck_assert_uint_gt(reads[SNAP__SECTION_STRINGS], 0);
    ck_assert_uint_lt(reads[SNAP__SECTION_STRINGS], snap__off_of(&plan->layout, c->strtab_index));
    ck_assert_uint_lt(reads[SNAP__SECTION_OBJECTS], end);
    ck_assert_uint_lt(reads[SNAP__SECTION_PROPS], plan->layout.behind);
    ck_assert_int_eq(c->blocks[0].use, JSB__USE_READ); /* the global object */
}

static int use_of(const struct plan *plan, const char *name)
{
    duk_context *ctx = plan->vm->ctx;
    size_t at;
    duk_eval_string(ctx, name);
    at = snap__census_find(&plan->census, duk_get_heapptr(ctx, -1));
    duk_pop(ctx);
    ck_assert_uint_lt(at, plan->census.count);
    return plan->census.blocks[at].use;
}

START_TEST(layout_by_use)
{
    struct jsb_vm *vm = unit_vm();
    struct plan plan;
    uint64_t first, end, len;
    unit_load_hooks(vm, "hooks.entry = [{ a: 1 }, {}, function () {}]; hooks.settle = null;");
    plan = make_plan(vm);
    check_segments(&plan.layout);
    check_blocks(&plan);
    ck_assert_uint_eq(find_written(&plan, &first, &end, &len), 5); /* {} has no table */
    ck_assert_uint_eq(end - first, len);
    ck_assert_uint_eq(first, SNAP__PAGE);
    check_read_first(&plan);
    ck_assert_int_eq(use_of(&plan, "Object"), JSB__USE_READ);
    ck_assert_int_eq(use_of(&plan, "String.prototype"), JSB__USE_READ);
    ck_assert_int_eq(use_of(&plan, "Date.prototype"), JSB__USE_NONE);
    free_plan(&plan);
}
END_TEST

static size_t count_use(const struct snap__census *c, enum jsb__use use);

/* Only what each start writes to shares the page with the coroutine, its stack and the busiest fields
 * of the heap struct: not what comes later in the list, nor a large table. */
START_TEST(layout_of_the_page_that_is_written)
{
    struct jsb_vm *vm = unit_vm();
    struct plan plan;
    uint64_t first, end, len, heap;
    unit_load_hooks(vm, "var many = {}; for (var i = 0; i < 99; i++) many['k' + i] = i;"
                        "hooks.entry = [{ a: 1 }, many, [], { b: 2 }, { c: 3 }]; hooks.settle = null;");
    plan = make_plan(vm);
    check_blocks(&plan);
    ck_assert_uint_eq(count_use(&plan.census, JSB__USE_WRITE), 3);
    find_written(&plan, &first, &end, &len);
    heap = snap__off_of(&plan.layout, plan.census.heap_index);
    ck_assert_uint_eq(first, SNAP__PAGE);
    ck_assert_uint_gt(end, heap); /* the large table */
    ck_assert_uint_lt(heap + unit_abi("offset duk_heap.image_objects"), 2 * SNAP__PAGE);
    ck_assert_uint_gt(plan.layout.behind, heap);
    free_plan(&plan);
}
END_TEST

/* Blocks of a kind that lie in a segment, of those that a cell owns or is: use_of() tells cells. */
static size_t count_in(const struct plan *plan, enum snap__section_type segment, int kind)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->census.count; i++)
        count += plan->census.blocks[i].kind == kind &&
                 snap__segment_for(&plan->census.blocks[i]) == segment;
    return count;
}

/* A function with `lines` statements in a scope of as many variables, the tenth of the runtime's list. */
static struct plan plan_with_main(struct jsb_vm *vm, int lines)
{
    char code[256];
    snprintf(code, sizeof(code),
             "var text = 'var v0 = 0', body = ''; for (var i = 1; i < %d; i++) { text += ', v' + i + ' = ' + i;"
             " body += 'v' + i + '++;'; } var main = new Function(text + '; return function () { ' + body + ' };')();",
             lines);
    unit_run(vm, code);
    unit_load_hooks(vm, "hooks.entry = [{ a: 1 }, {}, {}, 3, 4, 5, 6, 7, 8, main, 10]; hooks.settle = null;");
    return make_plan(vm);
}

/* What boot calls is near what each start reads, with its variables; not if that is much. */
START_TEST(layout_of_a_main_function)
{
    struct plan plan = plan_with_main(unit_vm(), 5);
    size_t scopes = count_in(&plan, SNAP__SECTION_HEAP, JSB__KIND_DECENV);
    size_t tables = count_in(&plan, SNAP__SECTION_HEAP, JSB__KIND_PROPS);
    check_segments(&plan.layout);
    check_blocks(&plan);
    check_read_first(&plan);
    ck_assert_int_eq(use_of(&plan, "main"), JSB__USE_READ);
    ck_assert_uint_eq(count_in(&plan, SNAP__SECTION_STRTAB, JSB__KIND_CODE), 1);
    ck_assert_uint_eq(scopes, 1);
    free_plan(&plan);
    plan = plan_with_main(unit_vm(), 400);
    check_blocks(&plan);
    ck_assert_int_eq(use_of(&plan, "main"), JSB__USE_READ);
    ck_assert_uint_eq(count_in(&plan, SNAP__SECTION_STRTAB, JSB__KIND_CODE), 0);
    ck_assert_uint_eq(count_in(&plan, SNAP__SECTION_HEAP, JSB__KIND_DECENV), 1);
    ck_assert_uint_eq(count_in(&plan, SNAP__SECTION_HEAP, JSB__KIND_PROPS), tables - 1);
    free_plan(&plan);
}
END_TEST

/* What boot calls may lie in more scopes than a C stack has room for: near are the innermost ones. */
START_TEST(layout_of_a_main_function_in_many_scopes)
{
    struct jsb_vm *vm = unit_vm();
    struct plan plan;
    unit_run(vm, "var main = function (eval, c) { return eval(c); };"
                 "for (var i = 0; i < 3000; i++) main = main(eval, '(function (eval, c) { return eval(c); })');");
    unit_load_hooks(vm, "hooks.entry = [{ a: 1 }, {}, {}, 3, 4, 5, 6, 7, 8, main, 10]; hooks.settle = null;");
    plan = make_plan(vm);
    check_blocks(&plan);
    ck_assert_int_eq(use_of(&plan, "main"), JSB__USE_READ);
    ck_assert_uint_eq(count_in(&plan, SNAP__SECTION_HEAP, JSB__KIND_DECENV), 16);
    free_plan(&plan);
}
END_TEST

/* The program's argument for it does not take the room of what each start writes to. */
START_TEST(layout_of_an_argument_with_many_prototypes)
{
    struct jsb_vm *vm = unit_vm();
    struct plan plan;
    unit_run(vm, "var first = { a: 1 }, data = {}; for (var i = 0; i < 50; i++) data = Object.create(data);");
    unit_load_hooks(vm, "hooks.entry = [first, {}, {}, 3, 4, 5, 6, 7, 8, 9, function () {}, data];"
                        "hooks.settle = null;");
    plan = make_plan(vm);
    check_blocks(&plan);
    ck_assert_int_eq(use_of(&plan, "first"), JSB__USE_WRITE);
    ck_assert_int_eq(use_of(&plan, "data"), JSB__USE_CHANGE);
    free_plan(&plan);
}
END_TEST

/* A bare heap has nothing to start a script with. */
START_TEST(layout_by_use_without_runtime)
{
    struct plan plan = make_plan(unit_rich_vm());
    uint64_t first, end, len;
    ck_assert_uint_eq(find_written(&plan, &first, &end, &len), 0);
    free_plan(&plan);
}
END_TEST

/* Reads some objects and writes to others. */
static int use_some(void *user, struct jsb_vm *vm)
{
    static const char use[] =
        "for (var i = 0; i < 300; i += 3) if (i % 8 == 7) list[i].n++; else list[i].n;";
    (void)user;
    return jsb_eval(vm, use, sizeof(use) - 1, NULL);
}

static size_t count_use(const struct snap__census *c, enum jsb__use use)
{
    size_t count = 0;
    for (size_t i = 0; i < c->count; i++)
        count += jsb__kind_is_object(c->blocks[i].kind) && c->blocks[i].use == use;
    return count;
}

/* What is used often comes before what is not, in each segment, and of that what most use first. */
static void check_often_first(const struct plan *plan)
{
    const struct snap__census *c = &plan->census;
    for (size_t i = 0; i < c->count; i++) {
        uint64_t off = snap__off_of(&plan->layout, i);
        if (snap__segment_for(&c->blocks[i]) == SNAP__SECTION_OBJECTS)
            ck_assert_int_eq(c->blocks[i].use, off < plan->layout.most_end    ? JSB__USE_MOST
                                               : off < plan->layout.often_end ? JSB__USE_OFTEN
                                                                              : JSB__USE_NONE);
        if (c->blocks[i].use == JSB__USE_CHANGE)
            ck_assert_int_eq(snap__segment_for(&c->blocks[i]), SNAP__SECTION_HEAP);
        for (size_t j = 0; j < c->count; j += 41)
            if (c->blocks[i].use > c->blocks[j].use && c->blocks[i].use <= JSB__USE_MOST &&
                snap__segment_for(&c->blocks[i]) == snap__segment_for(&c->blocks[j]))
                ck_assert_uint_lt(off, snap__off_of(&plan->layout, j));
    }
}

START_TEST(layout_by_what_was_learnt)
{
    struct jsb_vm *vm = unit_vm(); /* objects of a heap with finalizers are written to when read */
    struct snap_options opt = {.on_train = use_some};
    size_t most, change;
    struct unit_blob blob;
    struct jsb_error err;
    struct plan plan;
    unit_run(vm, "list = []; for (var i = 0; i < 300; i++) list[i] = { n: i };");
    plan = make_plan(vm);
    most = count_use(&plan.census, JSB__USE_MOST);
    change = count_use(&plan.census, JSB__USE_CHANGE);
    snap__layout_free(&plan.layout);
    snap__census_free(&plan.census);
    ck_assert_int_eq(snap_create(vm, &opt, (void **)&blob.data, &blob.len, &err), JSB_OK);
    jsb_destroy(vm);
    plan = make_plan(unit_boot(&blob));
    check_segments(&plan.layout);
    check_blocks(&plan);
    check_often_first(&plan);
    ck_assert_uint_ge(count_use(&plan.census, JSB__USE_MOST), most + 87);
    ck_assert_uint_ge(count_use(&plan.census, JSB__USE_CHANGE), change + 13);
    ck_assert_uint_lt(count_use(&plan.census, JSB__USE_MOST), most + 87 + 40);
    ck_assert_uint_lt(count_use(&plan.census, JSB__USE_CHANGE), change + 13 + 20);
    free_plan(&plan);
    unit_free(&blob);
}
END_TEST

/* What a script learns from has blocks that share no page, not even with the header. */
START_TEST(layout_of_whole_pages)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct plan plan = {.vm = vm};
    uint64_t pitch = 4 * SNAP__PAGE;
    unsigned char *used;
    struct jsb_error err;
    ck_assert_int_eq(snap__census_take(&plan.census, jsb_context(vm), &err), JSB_OK);
    ck_assert_int_eq(snap__layout_make(&plan.layout, &plan.census, pitch, &err), JSB_OK);
    used = calloc(1, (size_t)(plan.layout.image_len / pitch));
    used[0] = 1;
    for (size_t i = 0; i < plan.census.count; i++) {
        uint64_t end = snap__off_of(&plan.layout, i) + plan.census.blocks[i].size;
        for (uint64_t page = start_of(&plan, i) / pitch; page * pitch < end; page++)
            ck_assert_int_eq(used[page]++, 0);
    }
    free(used);
    free_plan(&plan);
}
END_TEST

/* The order is the heap's structure, not its addresses. */
START_TEST(layout_is_the_same_each_time)
{
    struct plan one = make_plan(unit_rich_vm()), two = make_plan(unit_rich_vm());
    ck_assert_uint_eq(one.census.count, two.census.count);
    for (size_t i = 0; i < one.census.count; i++) {
        UNIT_ASSERT(one.census.blocks[i].kind == two.census.blocks[i].kind &&
                        snap__off_of(&one.layout, i) == snap__off_of(&two.layout, i),
                    "block %zu of %zu differs", i, one.census.count);
    }
    free_plan(&one);
    free_plan(&two);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

START_TEST(layout_of_odd_sizes)
{
    struct jsb_vm *vm = unit_vm();
    struct plan plan;
    unit_run(vm,
             "var a = []; for (var i = 0; i < 40; i++)"
             " a.push(new Array(i + 1).join('s'), Uint8Array.allocPlain(i), new ArrayBuffer(i))");
    for (int i = 0; i < 20; i++) {
        duk_push_dynamic_buffer(jsb_context(vm), (duk_size_t)i);
        duk_put_global_lstring(jsb_context(vm), &"abcdefghijklmnopqrst"[i], 1);
    }
    plan = make_plan(vm);
    check_segments(&plan.layout);
    check_blocks(&plan);
    free_plan(&plan);
}
END_TEST

START_TEST(layout_of_large_blocks)
{
    struct jsb_vm *vm = unit_vm();
    struct plan plan;
    unit_run(vm, "var a = new ArrayBuffer(30000001), s = new Array(3000000).join('s'), b = []");
    plan = make_plan(vm);
    check_segments(&plan.layout);
    check_blocks(&plan);
    ck_assert_uint_gt(plan.layout.image_len, 33000000);
    free_plan(&plan);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(layout_can_be_freed_twice)
{
    struct plan plan = make_plan(unit_vm());
    struct snap__layout none = {0};
    snap__layout_free(&plan.layout);
    snap__layout_free(&plan.layout);
    snap__layout_free(&none);
    snap__census_free(&plan.census);
    snap__census_free(&plan.census);
    jsb_destroy(plan.vm);
}
END_TEST

Suite *suite_layout(void)
{
    Suite *suite = suite_create("layout");
    const TTest *core[] = {layout_of_an_empty_heap, layout_of_a_rich_heap, layout_segments_by_kind,
                           layout_segments_take_kinds, layout_by_use, layout_of_the_page_that_is_written,
                           layout_of_a_main_function, layout_of_a_main_function_in_many_scopes,
                           layout_of_an_argument_with_many_prototypes,
                           layout_by_use_without_runtime, layout_by_what_was_learnt,
                           layout_of_whole_pages,
                           layout_resizable_kinds, layout_is_the_same_each_time};
    const TTest *limits[] = {layout_of_odd_sizes, layout_of_large_blocks};
    const TTest *errors[] = {layout_can_be_freed_twice};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
