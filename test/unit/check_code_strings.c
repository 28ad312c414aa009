/* SPDX-License-Identifier: MIT
 * check_code_strings.c - what an entry of the code cache knows of its strings. */
#include "unit.h"

#include "../../lib/code_entry.h"
#include "../../lib/flat.h"
#include "../../lib/hash.h"

#include <stdlib.h>
#include <string.h>

/* Where the parts of an entry are. */
enum { CHECKSUM_AT = 8, FORMAT_AT = 16, FLAT_AT = 56 };

struct cache {
    char *data;
    size_t len;
};

static struct jsb_vm *user_vm(void)
{
    struct jsb_vm *vm;
    ck_assert_int_eq(jsb_create(NULL, &vm), JSB_OK);
    return vm;
}

static struct jsb_script *compile(struct jsb_vm *vm, const char *source, const struct cache *cache,
                                  int rejected)
{
    struct jsb_script *script;
    int found = -1;
    ck_assert_int_eq(jsb_compile(vm, source, strlen(source), "app.js", cache ? cache->data : NULL,
                                 cache ? cache->len : 0, &found, &script),
                     JSB_OK);
    ck_assert_int_eq(found, rejected);
    return script;
}

static struct cache make(const char *source)
{
    struct jsb_vm *vm = user_vm();
    struct jsb_script *script = compile(vm, source, NULL, 0);
    struct cache cache;
    void *data;
    ck_assert_int_eq(jsb_create_code_cache(script, &data, &cache.len), JSB_OK);
    cache.data = data;
    jsb_release_script(script);
    jsb_destroy(vm);
    return cache;
}

static void seal(const struct cache *cache)
{
    uint64_t sum = jsb__hash64(cache->data + FORMAT_AT, cache->len - FORMAT_AT, 0);
    memcpy(cache->data + CHECKSUM_AT, &sum, sizeof(sum));
}

/* A function with each of the strings, `per` in one.  The text is for free(). */
static char *program(const char *prefix, int count, int per)
{
    char *text;
    size_t len;
    FILE *f = open_memstream(&text, &len);
    for (int i = 0; i < count; i++)
        fprintf(f, "%s'%s%d'%s", i % per == 0 ? "calls.push(function () { return [" : ",", prefix,
                i, i % per == per - 1 || i == count - 1 ? "]; });" : "");
    fclose(f);
    return text;
}

static void run(struct jsb_vm *vm, const char *source, const struct cache *cache)
{
    struct jsb_script *script = compile(vm, source, cache, 0);
    ck_assert_int_eq(jsb_run(script), JSB_OK);
    jsb_release_script(script);
}

/* --------------------------------------------------------------------- Core */

/* Strings that are there already, and those that are not, are the same as any others: while the
 * string table is made for those of the entry, and when few of them are left. */
static void check_strings(int before, int count)
{
    char *source = program("k", count, 40), text[200];
    struct cache cache = make(source);
    struct jsb_vm *vm = user_vm();
    snprintf(text, sizeof(text),
             "var calls = [], known = {}, i; for (i = 0; i < %d; i++) known['k' + i] = i", before);
    unit_run(vm, text);
    run(vm, source, &cache);
    unit_run(vm, "var all = []; calls.forEach(function (f) { all.push.apply(all, f()); });");
    unit_run(vm, "all.forEach(function (s, i) { if (s !== 'k' + i) throw s;"
                 " if (s in known && known[s] !== i) throw known[s]; known[s] = -i; })");
    snprintf(text, sizeof(text), "Object.keys(known).length === %d || fail()",
             before > count ? before : count);
    unit_run(vm, text);
    unit_run(vm, "all = calls = null");
    jsb_gc(vm);
    snprintf(text, sizeof(text), "for (i = 0; i < %d; i++) if (known['k' + i] !== -i) throw i;",
             count);
    unit_run(vm, text);
    unit_run(vm, "known = null; for (i = 0; i < 3000; i++) all = 'other' + i;");
    jsb_gc(vm);
    jsb_destroy(vm);
    free(source);
    jsb_free_code_cache(cache.data);
}

START_TEST(strings_are_one)
{
    check_strings(10, 100);
    check_strings(10, 1023);
    check_strings(10, 1024);
    check_strings(500, 9000);
    check_strings(9000, 1500);
    check_strings(3000, 40000);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

/* What an entry has found is let go of with it, without a collection. */
START_TEST(strings_go_with_their_entry)
{
    struct jsb_vm *vm = user_vm();
    size_t used = 0;
    unit_run(vm, "var calls");
    for (int i = 0; i < 200; i++) {
        char prefix[40], *source;
        struct cache cache;
        snprintf(prefix, sizeof(prefix), "the-strings-of-%d-", i);
        source = program(prefix, 100, 10);
        cache = make(source);
        unit_run(vm, "calls = []");
        run(vm, source, &cache);
        unit_run(vm, "calls.forEach(function (f) { f(); })");
        free(source);
        jsb_free_code_cache(cache.data);
        if (i == 49) {
            jsb_gc(vm);
            used = jsb_memory_used(vm);
        }
    }
    unit_run(vm, "calls = []");
    UNIT_ASSERT(jsb_memory_used(vm) < used + 300000, "%zu bytes more", jsb_memory_used(vm) - used);
    jsb_destroy(vm);
}
END_TEST

/* Data that a program has no use for any more goes, though functions of its entry are left. */
START_TEST(long_strings_are_let_go_of)
{
    static const char start[] = "function never() { return 'never'; } var data = '",
                      end[] = "'.length; data";
    enum { SIZE = 1 << 20 };
    char *source = malloc(sizeof(start) + SIZE + sizeof(end));
    struct cache cache;
    struct jsb_vm *vm = user_vm();
    size_t used;
    memcpy(source, start, sizeof(start));
    memset(source + sizeof(start) - 1, 'x', SIZE);
    memcpy(source + sizeof(start) - 1 + SIZE, end, sizeof(end));
    cache = make(source);
    jsb_gc(vm);
    used = jsb_memory_used(vm);
    run(vm, source, &cache);
    jsb_gc(vm);
    UNIT_ASSERT(jsb_memory_used(vm) < used + SIZE / 4, "%zu bytes more",
                jsb_memory_used(vm) - used);
    unit_run(vm, "if (data !== 1048576 || never() !== 'never') throw data");
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
    free(source);
}
END_TEST

/* A long string that is a name, too, and one that two functions have. */
START_TEST(long_strings_are_one)
{
    static const char format[] = "var o = {}, a = function () { return '%s'; },"
                                 " b = function () { return '%s'; },"
                                 " c = function %s(%s) { return %s + eval('%s'); };"
                                 " o[a()] = 1; o[b()]++; o[c.name] += c(a());";
    char name[301], source[4000];
    struct cache cache;
    struct jsb_vm *vm = user_vm();
    memset(name, 'n', sizeof(name) - 1);
    name[sizeof(name) - 1] = 0;
    snprintf(source, sizeof(source), format, name, name, name, name, name, name);
    cache = make(source);
    run(vm, source, &cache);
    jsb_gc(vm);
    unit_run(vm, "if (o[b()] !== '2' + a() + b() || Object.keys(o).length !== 1) throw o[b()]");
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

/* Two variables of a name: the compiler makes no such thing, and it does no harm. */
START_TEST(strings_of_two_variables)
{
    static const char source[] = "function f(a, b) { var c = 1; return eval('a + b + c'); }";
    struct cache cache = make(source);
    char *flat = cache.data + FLAT_AT;
    struct jsb_vm *vm = user_vm();
    uint32_t counts[10];
    size_t variables;
    memcpy(counts, flat, sizeof(counts));
    variables = sizeof(counts) + 8 * counts[0] + 36 * (counts[1] + 1) + 4 * counts[2];
    ck_assert_uint_eq(counts[3], 3);
    memcpy(flat + variables + 8, flat + variables, 4);
    seal(&cache);
    run(vm, source, &cache);
    unit_run(vm, "try { f(1, 2); } catch (e) { if (!/b/.test(e.message)) throw e; }");
    jsb_gc(vm);
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
}
END_TEST

/* The verifier of code does not look at strings again: whether an entry is small or not, they have
 * been looked at before. */
static void check_symbol(int others)
{
    char *source = program("Unmistakable", others, 10), *at;
    struct cache cache = make(source);
    struct jsb_vm *vm = user_vm();
    at = memmem(cache.data, cache.len, "Unmistakable1", 13);
    ck_assert_ptr_nonnull(at);
    ck_assert_int_eq(cache.len > JSB__FLAT_SMALL, others > 100);
    *at = (char)0x82;
    seal(&cache);
    jsb_release_script(compile(vm, source, &cache, 1));
    jsb_destroy(vm);
    jsb_free_code_cache(cache.data);
    free(source);
}

START_TEST(strings_are_no_symbols)
{
    check_symbol(10);
    check_symbol(1000);
}
END_TEST

Suite *suite_code_strings(void)
{
    Suite *suite = suite_create("code_strings");
    const TTest *core[] = {strings_are_one};
    const TTest *limits[] = {strings_go_with_their_entry, long_strings_are_let_go_of,
                             long_strings_are_one};
    const TTest *errors[] = {strings_of_two_variables, strings_are_no_symbols};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
