/* SPDX-License-Identifier: MIT
 * check_census.c - every block listed once; what cannot be frozen is refused by its path. */
#include "unit.h"

#include "../../snapshot/census.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void take_census(struct snap__census *census, struct jsb_vm *vm)
{
    struct jsb_error err;
    jsb__heap_settle(jsb_context(vm));
    ck_assert_int_eq(snap__census_take(census, jsb_context(vm), &err), JSB_OK);
}

/* Run `function (P) { body }` with a raw pointer as P. */
static void place_pointer(struct jsb_vm *vm, const char *body)
{
    duk_context *ctx = jsb_context(vm);
    duk_push_sprintf(ctx, "(function (P) { %s })", body);
    ck_assert_msg(duk_peval(ctx) == 0, "%s", duk_safe_to_string(ctx, -1));
    duk_push_pointer(ctx, vm);
    ck_assert_msg(duk_pcall(ctx, 1) == 0, "%s", duk_safe_to_string(ctx, -1));
    duk_pop(ctx);
}

/* The message with which freezing is refused. */
static const char *refusal(struct jsb_vm *vm)
{
    static struct jsb_error err;
    void *data = vm;
    size_t len = 1;
    ck_assert_int_eq(snap_create(vm, NULL, &data, &len, &err), JSB_E_UNFREEZABLE);
    ck_assert_int_eq(err.code, JSB_E_UNFREEZABLE);
    ck_assert_ptr_null(data);
    ck_assert_uint_eq(len, 0);
    return err.message;
}

static unsigned count_lines(const char *text)
{
    unsigned lines = 1;
    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

/* ----------------------------------------------------------------------- Core */

/* What a program adds to the heap, by kind. */
START_TEST(census_counts)
{
    static const struct {
        const char *source;
        int kind;
        unsigned more;
    } cases[] = {
        {"for (i = 0; i < 10; i++) a.push({})", JSB__KIND_OBJECT, 10},
        {"for (i = 0; i < 10; i++) a.push([])", JSB__KIND_ARRAY, 10},
        {"for (i = 0; i < 10; i++) a.push('string number ' + i)", JSB__KIND_STRING, 10},
        {"for (i = 0; i < 10; i++) a.push({ a: 1 })", JSB__KIND_PROPS, 10},
        {"for (i = 0; i < 10; i++) a.push(a.push.bind(1))", JSB__KIND_BOUNDFUNC, 10},
        {"for (i = 0; i < 10; i++) a.push(a.push.bind(1, 2))", JSB__KIND_ARGS, 10},
        {"for (i = 0; i < 10; i++) a.push(new Proxy({}, a))", JSB__KIND_PROXY, 10},
        {"for (i = 0; i < 10; i++) a.push(new ArrayBuffer(3))", JSB__KIND_BUFOBJ, 10},
        {"for (i = 0; i < 10; i++) a.push(Uint8Array.allocPlain(3))", JSB__KIND_BUFFER, 10},
        {"for (i = 0; i < 10; i++) a.push(Duktape.Thread(print))", JSB__KIND_THREAD, 10},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct snap__census before, after;
        struct jsb_vm *vm = unit_vm();
        unit_run(vm, "var a = [], i = 0; for (; i < 10; i++) a.push(i); a.push({ a: 1, i: 'x' })");
        take_census(&before, vm);
        unit_run(vm, cases[i].source);
        take_census(&after, vm);
        ck_assert_msg(
            after.kind_count[cases[i].kind] == before.kind_count[cases[i].kind] + cases[i].more,
            "%s: %lu, %lu before", cases[i].source, (unsigned long)after.kind_count[cases[i].kind],
            (unsigned long)before.kind_count[cases[i].kind]);
        snap__census_free(&before);
        snap__census_free(&after);
        jsb_destroy(vm);
    }
}
END_TEST

START_TEST(census_lists_each_block_once)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct snap__census census;
    uint64_t counts[JSB__KIND_COUNT] = {0}, bytes[JSB__KIND_COUNT] = {0};
    take_census(&census, vm);
    for (size_t i = 0; i < census.count; i++) {
        const struct jsb__block *block = &census.blocks[i];
        const char *inside = (const char *)block->ptr + 1;
        UNIT_ASSERT(snap__census_find(&census, block->ptr) == i && /* no other is there */
                        snap__census_find(&census, inside) == SIZE_MAX && block->size > 0 &&
                        census.origins[i].parent <= i &&
                        (block->owner == NULL || snap__census_find(&census, block->owner) < i),
                    "block %zu, %s", i, jsb__kind_name(block->kind));
        counts[block->kind]++;
        bytes[block->kind] += block->size;
    }
    ck_assert_mem_eq(counts, census.kind_count, sizeof(counts));
    ck_assert_mem_eq(bytes, census.kind_len, sizeof(bytes));
    ck_assert_uint_eq(counts[JSB__KIND_HEAP], 1);
    ck_assert_uint_eq(counts[JSB__KIND_STRTAB], 1);
    ck_assert_uint_eq(snap__census_find(&census, NULL), SIZE_MAX);
    snap__census_free(&census);
    jsb_destroy(vm);
}
END_TEST

START_TEST(census_string_table_has_room)
{
    struct jsb_vm *vm = unit_vm();
    struct snap__census census;
    unit_run(vm, "var o = {}; for (var i = 0; i < 5000; i++) o['key' + i] = 1");
    take_census(&census, vm);
    ck_assert_uint_gt(census.kind_count[JSB__KIND_STRING], 5000);
    ck_assert_uint_eq(census.blocks[census.strtab_index].size,
                      JSB__STRING_TABLE_LEN(census.strings.near) +
                          JSB__STRING_TABLE_LEN(census.strings.far));
    ck_assert_uint_ge(census.strings.far, 5000 * 2);
    ck_assert_uint_lt(census.strings.far, 5500 * 2);
    ck_assert_uint_gt(census.strings.near, 100); /* the engine's own */
    ck_assert_int_eq(census.blocks[census.strtab_index].kind, JSB__KIND_STRTAB);
    ck_assert_int_eq(census.blocks[census.heap_index].kind, JSB__KIND_HEAP);
    snap__census_free(&census);
    jsb_destroy(vm);
}
END_TEST

static const char *const paths[][2] = {
    {"a = { b: [0, 1, 2, P] }", "globalThis.a.b[3]"},
    {"a = P", "globalThis.a"},
    {"a = { $_9: { 'x y': P } }", "globalThis.a.$_9[\"x y\"]"},
    {"a = {}; a['9x'] = P", "globalThis.a[\"9x\"]"},
    {"a = {}; a[''] = P", "globalThis.a[\"\"]"},
    {"a = { 7: P }", "globalThis.a[7]"},
    {"a = { 0: { 10: P } }", "globalThis.a[0][10]"},
    {"a = { '07': P }", "globalThis.a[\"07\"]"},
    {"a = {}; a['\\ud83d\\ude00'] = P", "globalThis.a[\"\xf0\x9f\x98\x80\"]"},
    {"a = {}; a['\\ud83d!'] = P", "globalThis.a[\"\xef\xbf\xbd!\"]"},
    {"a = {}; a['\u00e9'] = P", "globalThis.a[\"\xc3\xa9\"]"},
    {"a = [P]; a.length = 1; a.name = 1", "globalThis.a[0]"},
    {"a = []; a.name = P", "globalThis.a.name"},
    {"a = []; a[1000000] = P", "globalThis.a[1000000]"},
    {"a = {}; a[Symbol('s')] = P", "globalThis.a[Symbol(s)]"},
    {"a = {}; a[Symbol('')] = P", "globalThis.a[Symbol()]"},
    {"a = {}; a[Symbol.for('s')] = P", "globalThis.a[Symbol(s)]"},
    {"a = function () { return P; }", "globalThis.a.[[Scope]].P"},
    {"a = { get g() { return P; } }", "globalThis.a.g.[[Get]].[[Scope]].P"},
    {"a = {}; Object.defineProperty(a, 's', { set: function () { return P; } })",
     "globalThis.a.s.[[Set]].[[Scope]].P"},
    {"var f = function () {}; f.own = P; a = { get g() {} }; "
     "Object.defineProperty(a, 'h', { get: f }); P = 0",
     "globalThis.a.h.[[Get]].own"},
    {"a = (function () { var v = P; return function named() { return function () { return v; }; }; "
     "})();"
     " P = 0; a = a()",
     "globalThis.a.[[Scope]].v"},
    {"a = Object.create({ p: P })", "globalThis.a.[[Prototype]].p"},
    {"a = Object.create(Object.create({ p: P }))", "globalThis.a.[[Prototype]].[[Prototype]].p"},
    {"a = print.bind(P)", "globalThis.a.[[BoundThis]]"},
    {"a = print.bind(0, 1, P)", "globalThis.a.[[BoundArgs]][1]"},
    {"var f = function () {}; f.own = P; P = 0; a = f.bind()", "globalThis.a.[[BoundTarget]].own"},
    {"a = new Proxy({ t: P }, {})", "globalThis.a.[[ProxyTarget]].t"},
    {"a = new Proxy({}, { h: P })", "globalThis.a.[[ProxyHandler]].h"},
    {"var w = { p: P }; P = 0; a = (function () { with (w) { return function () {}; } })(); w = 0",
     "globalThis.a.[[Scope]].[[With]].p"},
    {"try { throw P; } catch (e) { P = 0; a = function () { return e; }; }",
     "globalThis.a.[[Scope]].e"},
    {"a = new Uint8Array(1); a.buffer.own = P", "globalThis.a.buffer.own"},
    {"a = function () {}; a.prototype.m = P; P = 0", "globalThis.a.prototype.m"},
    {"Object.prototype.p = P", "globalThis.[[Prototype]].p"},
    {"Array.prototype.p = P", "globalThis.Array.prototype.p"},
    {"a = { deep: { deep: { p: P } } }; b = { p: P }; a.deep.deep.p = b", "globalThis.b.p"},
    {"a = new Duktape.Thread(function () { var v = P; P = 0; Duktape.Thread.yield(); return v; }); "
     "Duktape.Thread.resume(a)",
     "globalThis.a.[[Stack]]["},
};

START_TEST(census_paths)
{
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        struct jsb_vm *vm = unit_vm();
        const char *message, *path = paths[i][1];
        size_t len = strlen(path);
        place_pointer(vm, paths[i][0]);
        message = refusal(vm);
        ck_assert_msg(
            strncmp(message, path, len) == 0 &&
                (path[len - 1] == '[' || strncmp(message + len, " is a raw pointer", 17) == 0),
            "%s: %s", paths[i][0], message);
        ck_assert_msg(count_lines(message) == 1, "%s: %s", paths[i][0], message);
        jsb_destroy(vm);
    }
}
END_TEST

/* Roots that are not behind the global object. */
START_TEST(census_paths_of_other_roots)
{
    struct jsb_vm *vm = unit_vm();
    duk_context *ctx = jsb_context(vm);
    const char *message;
    duk_push_pointer(ctx, vm);
    duk_push_global_stash(ctx);
    duk_push_pointer(ctx, vm);
    duk_put_prop_string(ctx, -2, DUK_HIDDEN_SYMBOL("hidden"));
    duk_pop(ctx);
    duk_push_heap_stash(ctx);
    duk_push_pointer(ctx, vm);
    duk_put_prop_string(ctx, -2, "h");
    duk_pop(ctx);
    message = refusal(vm);
    ck_assert_uint_eq(count_lines(message), 3);
    ck_assert_ptr_nonnull(strstr(message, "(heap).[[Main]].[[Stack]][0] is a raw pointer"));
    ck_assert_ptr_nonnull(strstr(message, ".[[hidden]] is a raw pointer"));
    ck_assert_ptr_nonnull(strstr(message, "(heap).[[Stash]]"));
    ck_assert_ptr_nonnull(strstr(message, ".h is a raw pointer"));
    jsb_destroy(vm);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

#ifdef JSB_ASSERTIONS /* with them a collection's time is quadratic */
# define LIST_LEN      "10000"
# define ALL_LISTS_LEN "30000"
#else
# define LIST_LEN      "100000"
# define ALL_LISTS_LEN "300000"
#endif

static void long_list(void *arg)
{
    struct jsb_vm *vm = unit_vm(), *booted;
    struct unit_blob blob;
    (void)arg;
    unit_run(vm, "var len = " LIST_LEN ";"
                 "var list = null; for (var i = 0; i < len; i++) list = { next: list };"
                 "var nest = []; for (i = 0; i < len; i++) nest = [nest];"
                 "var fn = null; for (i = 0; i < len; i++)"
                 "  fn = (function (f) { return function () { return f; }; })(fn);");
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    booted = unit_boot(&blob);
    unit_expect(booted,
                "var n = 0; while (list) { n++; list = list.next; }"
                "while (nest.length) { n++; nest = nest[0]; }"
                "while (fn) { n++; fn = fn(); } n",
                ALL_LISTS_LEN);
    jsb_destroy(booted);
    unit_free(&blob);
}

START_TEST(census_of_long_lists_needs_no_stack)
{
    unit_small_stack(long_list, NULL, 256 << 10);
}
END_TEST

static void many_objects(void *arg)
{
    struct jsb_vm *vm = unit_vm(), *booted;
    struct unit_blob blob;
    struct snap__census census;
    (void)arg;
    unit_run(vm, "var a = []; for (var i = 0; i < 1000000; i++) a[i] = {}; a[999999].last = 'yes'");
    take_census(&census, vm);
    ck_assert_uint_gt(census.kind_count[JSB__KIND_OBJECT], 1000000);
    snap__census_free(&census);
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    booted = unit_boot(&blob);
    unit_free(&blob);
    unit_expect(booted, "a.length + a[999999].last", "1000000yes");
    jsb_destroy(booted);
}

START_TEST(census_of_a_million_objects)
{
    unit_small_stack(many_objects, NULL, 256 << 10);
}
END_TEST

/* A path that does not fit keeps its end, which is what tells, and shows that it is cut. */
START_TEST(census_path_too_long)
{
    struct jsb_vm *vm = unit_vm();
    const char *message, *end;
    place_pointer(vm, "a = { end: P }; for (var i = 0; i < 100000; i++) a = { next: a }");
    message = refusal(vm);
    end = strstr(message, " is a raw pointer");
    ck_assert_ptr_nonnull(end);
    ck_assert_uint_ge((size_t)(end - message), 400);
    ck_assert_int_eq(strncmp(end - 14, ".next.next.end", 14), 0);
    ck_assert_msg(strncmp(message, "globalThis", 10) == 0 || strncmp(message, "...", 3) == 0,
                  "%.40s", message);
    jsb_destroy(vm);
}
END_TEST

START_TEST(census_of_long_names)
{
    struct jsb_vm *vm = unit_vm();
    const char *message;
    place_pointer(vm, "a = {}; var k = new Array(500).join('k'); a[k] = { end: P };"
                      "a[k + '\\u20ac\"\\n'] = { end: P }; a[Symbol(k)] = { end: P }");
    message = refusal(vm);
    ck_assert_ptr_nonnull(strstr(message, ".end is a raw pointer"));
    ck_assert_uint_eq(count_lines(message), 3); /* a newline in a name is no new cause */
    jsb_destroy(vm);
}
END_TEST

/* A name is cut between characters: the message is UTF-8 at whatever length. */
START_TEST(census_of_names_that_are_cut)
{
    for (int len = 76; len < 84; len++) {
        struct jsb_vm *vm = unit_vm();
        char body[128];
        const char *message;
        snprintf(body, sizeof(body),
                 "a = {}; a[new Array(%d).join('k') + '\\ud83d\\ude00\\u20ac!'] = P", len + 1);
        place_pointer(vm, body);
        message = refusal(vm);
        ck_assert_msg(strstr(message, "\xef\xbf\xbd") == NULL, "%s", message);
        ck_assert_msg((strstr(message, "\xf0\x9f\x98\x80") != NULL) == (len + 6 <= 80), "%d: %s",
                      len, message);
        jsb_destroy(vm);
    }
}
END_TEST

/* A message has a line for each cause: names do not add any. */
START_TEST(census_of_names_with_newlines)
{
    struct jsb_vm *vm = unit_vm();
    const char *message;
    place_pointer(vm,
                  "a = {}; a['new\\nline'] = P; a[Symbol('new\\nline')] = P; a['nul\\0x'] = P;");
    message = refusal(vm);
    ck_assert_msg(count_lines(message) == 3, "%s", message);
    jsb_destroy(vm);
}
END_TEST

Suite *suite_census(void)
{
    Suite *suite = suite_create("census");
    const TTest *core[] = {census_counts, census_lists_each_block_once,
                           census_string_table_has_room, census_paths, census_paths_of_other_roots};
    const TTest *limits[] = {census_of_long_lists_needs_no_stack,
                             census_of_a_million_objects,
                             census_path_too_long,
                             census_of_long_names,
                             census_of_names_that_are_cut,
                             census_of_names_with_newlines};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    return suite;
}
