/* SPDX-License-Identifier: MIT
 * check_locate.c - where an error was made: line, column, source line, caret. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct jsb_vm *locating_vm(void)
{
    struct jsb_options opt = {.locate_errors = 1};
    struct jsb_vm *vm;
    ck_assert_int_eq(jsb_create(&opt, &vm), JSB_OK);
    return vm;
}

/* A caret in the source stands before the character that is to be blamed; it is not run. */
static void expect_caret(const char *marked, const char *prefix)
{
    char source[1024], line[256];
    size_t caret = strcspn(marked, "^"), start = caret, rows = 1;
    struct jsb_vm *vm = locating_vm();
    const struct jsb_error *err = jsb_last_error(vm);
    snprintf(source, sizeof(source), "%s%.*s%s", prefix, (int)caret, marked, marked + caret + 1);
    caret += strlen(prefix);
    for (start = caret; start > 0 && source[start - 1] != '\n'; start--)
        ;
    for (size_t i = 0; i < caret; i++)
        rows += source[i] == '\n';
    snprintf(line, sizeof(line), "%.*s", (int)strcspn(source + start, "\n"), source + start);
    ck_assert_int_ne(jsb_eval(vm, source, strlen(source), "unit.js"), JSB_OK);
    err = jsb_last_error(vm);
    ck_assert_msg(err->line == (int)rows && err->column == (int)(caret - start) + 1,
                  "%s: found %d:%d", marked, err->line, err->column);
    ck_assert_str_eq(err->source, line);
    ck_assert_int_eq(err->caret, err->column - 1);
    jsb_destroy(vm);
}

static const char *const blamed[] = {
    "^missing;",
    "1 + ^missing + 2;",
    "var a = {}; a.b.^c;",
    "var a = {}; a.b.^c(1, 2);",
    "var a = {}; a.b.^c.d = 1;",
    "var a = {}; a.^b(1, a);",
    "var a = {}; a.\n  ^b(1,\n 2);",
    "var a; a.^b = { c: 1, b: 2 };",
    "var a; a^[0];",
    "var a; a^[0] = 1;",
    "var a; delete a.^b;",
    "var a = {}; ^a();",
    "var a = {}; ^new a.b(1);",
    "function f() {\n\tthrow ^new Error('x');\n}\nf();",
    "function f(x) {\n\treturn x.y.^z;\n}\nvar o = {};\nf(o);",
    "[1].forEach(function (n) { n.x.^y; });",
    "JSON.^parse('{');",
    "var s = 'text'; s.^nothing();",
    "if (1) {\n  null.^x;\n}",
    "var a = ^;",
    "var ^= 1;",
    "f(1,\n  2 ^3);",
    "a = ^'abc\n';",
};

START_TEST(errors_are_located)
{
    expect_caret(blamed[_i], "");
    expect_caret(blamed[_i], "// one\n/* two\n */ ");
}
END_TEST

static void expect_place(const char *source, int line, int column, const char *shown, int caret)
{
    struct jsb_vm *vm = locating_vm();
    const struct jsb_error *err;
    ck_assert_int_ne(jsb_eval(vm, source, strlen(source), "unit.js"), JSB_OK);
    err = jsb_last_error(vm);
    ck_assert_int_eq(err->line, line);
    ck_assert_int_eq(err->column, column);
    ck_assert_str_eq(err->source, shown);
    ck_assert_int_eq(err->caret, caret);
    jsb_destroy(vm);
}

/* Columns count UTF-16 units, carets count characters; no byte of a terminal's control. */
START_TEST(columns_and_characters)
{
    expect_place("'\xc3\xa4\xe2\x82\xac'; null.x", 1, 12, "'\xc3\xa4\xe2\x82\xac'; null.x", 11);
    expect_place("'\xf0\x9f\x98\x80'; null.x", 1, 12, "'\xf0\x9f\x98\x80'; null.x", 10);
    expect_place("1;\r\n2;\rnull.x", 3, 6, "null.x", 5);
    expect_place("1;\xe2\x80\xa8null.x", 2, 6, "null.x", 5);
    expect_place("'\x1b[2J\x7f'; null.x", 1, 15, "'?[2J?'; null.x", 14);
    expect_place("\xef\xbb\xbfnull.x", 1, 6, "null.x", 5);
}
END_TEST

/* Of a long line the surroundings are shown, in whole characters. */
START_TEST(long_lines_are_cut)
{
    static char source[4096];
    struct jsb_vm *vm = locating_vm();
    const struct jsb_error *err;
    strcpy(source, "'");
    for (int i = 0; i < 200; i++)
        strcat(source, i % 2 ? "\xf0\x9f\x98\x80" : "\xe2\x82\xac");
    strcat(source, "'; null.blamed; '");
    for (int i = 0; i < 200; i++)
        strcat(source, "\xc3\xa4");
    strcat(source, "'");
    ck_assert_int_eq(jsb_eval(vm, source, strlen(source), "unit.js"), JSB_E_SCRIPT);
    err = jsb_last_error(vm);
    ck_assert_int_eq(err->column, 1 + 300 + 8 + 1);
    ck_assert_int_lt(err->caret, 72);
    ck_assert_ptr_nonnull(strstr(err->source, "\xf0\x9f\x98\x80'; null.blamed; '\xc3\xa4"));
    jsb_destroy(vm);
}
END_TEST

/* Two functions that are alike on one line could both be meant. */
START_TEST(no_guess)
{
    expect_place("var f = function () { null.x; }; var g = function () { null.x; }; g()", 1, 0, "", 0);
    expect_place("new Function('null.x')()", 1, 0, "", 0);
}
END_TEST

/* A parser says where in its input something is wrong. */
START_TEST(labelled_errors)
{
    struct jsb_vm *vm = locating_vm();
    static const char source[] = "var e = new Error('x'); e.fileName = 'in'; e.lineNumber = 7; throw e";
    ck_assert_int_eq(jsb_eval(vm, source, strlen(source), "unit.js"), JSB_E_SCRIPT);
    ck_assert_str_eq(jsb_last_error(vm)->file, "in");
    ck_assert_int_eq(jsb_last_error(vm)->line, 7);
    ck_assert_int_eq(jsb_last_error(vm)->column, 0);
    jsb_destroy(vm);
}
END_TEST

START_TEST(nobody_asked)
{
    struct jsb_vm *vm = unit_vm();
    unit_run_fails(vm, "\nnull.x", JSB_E_SCRIPT);
    ck_assert_int_eq(jsb_last_error(vm)->line, 2);
    ck_assert_int_eq(jsb_last_error(vm)->column, 0);
    ck_assert_str_eq(jsb_last_error(vm)->source, "");
    jsb_destroy(vm);
}
END_TEST

/* What is thrown need not be an error with a trace of its own. */
START_TEST(other_values)
{
    static const char *const programs[] = {
        "throw Object.create(new Error('x'))",
        "throw new Proxy(new Error('x'), {})",
        "throw function () {}",
        "var e = new Error('x'); Object.freeze(e); throw e",
    };
    for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
        struct jsb_vm *vm = locating_vm();
        ck_assert_int_eq(jsb_eval(vm, programs[i], strlen(programs[i]), "unit.js"), JSB_E_SCRIPT);
        jsb_destroy(vm);
    }
}
END_TEST

Suite *suite_locate(void)
{
    const TTest *const others[] = {columns_and_characters, long_lines_are_cut, no_guess,
                                          labelled_errors, nobody_asked, other_values};
    Suite *suite = suite_create("locate");
    TCase *table = tcase_create("Table");
    tcase_set_timeout(table, UNIT_TIMEOUT);
    tcase_add_loop_test(table, errors_are_located, 0, (int)(sizeof(blamed) / sizeof(blamed[0])));
    suite_add_tcase(suite, table);
    UNIT_CASE(suite, "Other", others);
    return suite;
}
