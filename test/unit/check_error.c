/* SPDX-License-Identifier: MIT
 * check_error.c - error codes and error records: what is told of each way to fail. */
#include "unit.h"

#include "../../lib/err.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int all_codes[] = {
#define JSB_ERROR(number, name, text) number,
#include "../../lib/errors.def"
#undef JSB_ERROR
};
#define CODE_COUNT ((int)(sizeof(all_codes) / sizeof(all_codes[0])))

static const struct jsb_error *fails(struct jsb_vm *vm, const char *source, int code)
{
    unit_run_fails(vm, source, code);
    return jsb_last_error(vm);
}

static void expect_message(struct jsb_vm *vm, const char *source, const char *message)
{
    const struct jsb_error *err = fails(vm, source, JSB_E_SCRIPT);
    ck_assert_msg(strcmp(err->message, message) == 0, "%s: message is \"%s\", expected \"%s\"",
                  source, err->message, message);
}

/* ----------------------------------------------------------------------- Core */

START_TEST(error_codes_have_texts)
{
    for (int i = 0; i < CODE_COUNT; i++) {
        ck_assert_uint_gt(strlen(jsb_strerror(all_codes[i])), 0);
        ck_assert_int_lt(all_codes[i], 0);
        for (int j = 0; j < i; j++) {
            ck_assert_int_ne(all_codes[i], all_codes[j]);
            ck_assert_str_ne(jsb_strerror(all_codes[i]), jsb_strerror(all_codes[j]));
        }
    }
    ck_assert_str_eq(jsb_strerror(0), "success");
    ck_assert_str_eq(jsb_strerror(-12345), "unknown error");
    ck_assert_str_eq(jsb_version(), JSB_VERSION_STRING);
}
END_TEST

START_TEST(error_of_a_throw)
{
    struct jsb_vm *vm = unit_vm();
    const struct jsb_error *err = fails(
        vm, "\nfunction thrower() {\n  throw new TypeError('bad');\n}\nthrower();", JSB_E_SCRIPT);
    ck_assert_str_eq(err->message, "TypeError: bad");
    ck_assert_str_eq(err->file, "unit.js");
    ck_assert_int_eq(err->line, 3);
    ck_assert_ptr_nonnull(strstr(err->stack, "TypeError: bad"));
    ck_assert_ptr_nonnull(strstr(err->stack, "thrower (unit.js:3)"));
    ck_assert_ptr_nonnull(strstr(err->stack, "eval (unit.js:5)"));
    ck_assert_uint_eq(err->offset, 0);
    ck_assert_int_eq(err->exit_code, 0);
    unit_run(vm, "1");
    ck_assert_str_eq(jsb_last_error(vm)->message, "TypeError: bad");
    jsb_destroy(vm);
}
END_TEST

START_TEST(error_of_syntax)
{
    struct jsb_vm *vm = unit_vm();
    const struct jsb_error *err = fails(vm, "var a;\nvar b;\nvar = 3;\n", JSB_E_SYNTAX);
    ck_assert_int_eq(err->line, 3);
    ck_assert_str_eq(err->file, "unit.js");
    ck_assert_int_eq(strncmp(err->message, "SyntaxError: ", 13), 0);
    jsb_destroy(vm);
}
END_TEST

START_TEST(error_names_the_file)
{
    struct jsb_vm *vm = unit_vm();
    ck_assert_int_eq(jsb_eval(vm, "null.x", 6, "dir/caf\xc3\xa9.js"), JSB_E_SCRIPT);
    ck_assert_str_eq(jsb_last_error(vm)->file, "dir/caf\xc3\xa9.js");
    ck_assert_int_eq(jsb_eval(vm, "null.x", 6, NULL), JSB_E_SCRIPT);
    ck_assert_str_eq(jsb_last_error(vm)->file, "eval");
    ck_assert_int_eq(jsb_eval(vm, "null.x", 6, "\xf0\x9f\x98\x80.js"), JSB_E_SCRIPT);
    ck_assert(jsb_is_utf8(jsb_last_error(vm)->file));
    jsb_destroy(vm);
}
END_TEST

START_TEST(error_of_other_values)
{
    struct jsb_vm *vm = unit_vm();
    expect_message(vm, "throw 42", "42");
    expect_message(vm, "throw 'text'", "text");
    expect_message(vm, "throw ''", "");
    expect_message(vm, "throw null", "null");
    expect_message(vm, "throw undefined", "undefined");
    expect_message(vm, "throw { toString: function () { return 'object'; } }", "object");
    expect_message(vm, "throw [1, 2]", "1,2");
    ck_assert_str_eq(jsb_last_error(vm)->stack, "");
    ck_assert_str_eq(jsb_last_error(vm)->file, "");
    ck_assert_int_eq(jsb_last_error(vm)->line, 0);
    expect_message(vm, "throw Symbol('s')", "Symbol(s)");
    expect_message(vm, "Symbol.prototype.toString = null; throw Symbol.for('s')", "Symbol(s)");
    fails(vm, "throw Object.create(null)", JSB_E_SCRIPT);
    fails(vm, "throw new Proxy(new Error('p'), {})", JSB_E_SCRIPT);
    jsb_destroy(vm);
}
END_TEST

START_TEST(error_record_is_filled_and_cleared)
{
    struct jsb_error err;
    memset(&err, 'x', sizeof(err));
    ck_assert_int_eq(jsb__fail(&err, JSB_E_BUSY, "%s %d", "number", 5), JSB_E_BUSY);
    ck_assert_int_eq(err.code, JSB_E_BUSY);
    ck_assert_str_eq(err.message, "number 5");
    ck_assert_str_eq(err.file, "");
    ck_assert_str_eq(err.stack, "");
    ck_assert_uint_eq(err.offset, 0);
    jsb__more(&err, "line %d", 2);
    ck_assert_str_eq(err.message, "number 5\nline 2");
    ck_assert_int_eq(jsb__fail_io(&err, "cannot open", "the/file", 2), JSB_E_IO);
    ck_assert_str_eq(err.message, "cannot open: No such file or directory");
    ck_assert_str_eq(err.file, "the/file");
    ck_assert_int_eq(jsb__fail(NULL, JSB_E_NOMEM, "x"), JSB_E_NOMEM);
    jsb__more(NULL, "x");
    jsb__fail_file(NULL, "x");
    ck_assert_int_eq(jsb__fail_io(NULL, "x", "y", 1), JSB_E_IO);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

START_TEST(error_text_is_cut)
{
    struct jsb_vm *vm = unit_vm();
    const struct jsb_error *err =
        fails(vm, "throw new Error(new Array(9001).join('m'))", JSB_E_SCRIPT);
    ck_assert_uint_eq(strlen(err->message), sizeof(err->message) - 1);
    ck_assert_int_eq(strncmp(err->message, "Error: mmmm", 11), 0);
    ck_assert_uint_lt(strlen(err->stack), sizeof(err->stack));
    err = fails(vm, "throw new Array(1e6).join('s')", JSB_E_SCRIPT);
    ck_assert_uint_eq(strlen(err->message), sizeof(err->message) - 1);
    err = fails(vm, "var e = new Error('x'); e.fileName = new Array(5000).join('f'); throw e",
                JSB_E_SCRIPT);
    ck_assert_uint_eq(strlen(err->file), sizeof(err->file) - 1);
    jsb_destroy(vm);
}
END_TEST

/* A cut must not leave half a character, whatever the number of bytes before it. */
START_TEST(error_text_is_cut_between_characters)
{
    struct jsb_vm *vm = unit_vm();
    for (int i = 0; i < 4; i++) {
        char source[160];
        const struct jsb_error *err;
        snprintf(source, sizeof(source),
                 "throw new Error('%.*s' + new Array(9000).join('\xe2\x82\xac'))", i, "aaa");
        err = fails(vm, source, JSB_E_SCRIPT);
        ck_assert(jsb_is_utf8(err->message));
        ck_assert_uint_ge(strlen(err->message), sizeof(err->message) - 4);
        ck_assert(jsb_is_utf8(err->stack));
    }
    jsb_destroy(vm);
}
END_TEST

START_TEST(error_text_is_utf8)
{
    struct jsb_vm *vm = unit_vm();
    const struct jsb_error *err = fails(vm, "throw new Error('\xf0\x9f\x98\x80')", JSB_E_SCRIPT);
    ck_assert_str_eq(err->message, "Error: \xf0\x9f\x98\x80");
    ck_assert(jsb_is_utf8(err->stack));
    ck_assert(jsb_is_utf8(fails(vm, "throw '\\ud83d'", JSB_E_SCRIPT)->message));
    jsb_destroy(vm);
}
END_TEST

/* A record has C strings: what is behind a NUL is not lost. */
START_TEST(error_text_with_nul)
{
    struct jsb_vm *vm = unit_vm();
    const struct jsb_error *err = fails(vm, "throw new Error('no file a\\0b\\0')", JSB_E_SCRIPT);
    ck_assert_str_eq(err->message, "Error: no file a?b?");
    ck_assert_int_eq(strncmp(err->stack, "Error: no file a?b?\n    at ", 27), 0);
    jsb_destroy(vm);
}
END_TEST

/* Strings of the engine may hold any bytes: each that is no text becomes three. */
START_TEST(error_text_of_raw_bytes)
{
    struct jsb_vm *vm = unit_vm();
    const struct jsb_error *err;
    unit_run(vm, "function raw(n) { var b = new Uint8Array(n + 3);" /* a CBOR text, unchecked */
                 " b[0] = 0x79; b[1] = n >> 8; b[2] = n; b[3] = 0x78;"
                 " for (var i = 4; i < b.length; i++) b[i] = 0xfe; return CBOR.decode(b); }");
    unit_expect(vm, "typeof raw(9999) + raw(1)", "stringx");
    for (int len = 1; len < 10000; len += len < 3000 ? 341 : 1999) {
        char source[200];
        snprintf(source, sizeof(source),
                 "var e = new Error(raw(%d)); e.fileName = raw(%d);"
                 "Object.defineProperty(e, 'stack', { value: raw(%d) }); throw e",
                 len, len, len);
        err = fails(vm, source, JSB_E_SCRIPT);
        ck_assert_uint_lt(strlen(err->message), sizeof(err->message));
        ck_assert_uint_lt(strlen(err->file), sizeof(err->file));
        ck_assert_uint_lt(strlen(err->stack), sizeof(err->stack));
        ck_assert(jsb_is_utf8(err->message) && jsb_is_utf8(err->file) && jsb_is_utf8(err->stack));
        unit_expect(vm, "1 + 1", "2");
    }
    jsb_destroy(vm);
}
END_TEST

START_TEST(error_lines_stay_in_the_record)
{
    struct jsb_error err;
    jsb__fail(&err, JSB_E_UNFREEZABLE, "%s", "");
    for (int i = 0; i < 1000; i++)
        jsb__more(&err, "cause number %d with some more text behind it", i);
    ck_assert_uint_lt(strlen(err.message), sizeof(err.message));
    ck_assert_int_eq(strncmp(err.message, "cause number 0 ", 15), 0);
    ck_assert_int_eq(err.stack[0], '\0');
    jsb__fail(&err, JSB_E_SCRIPT, "%9000s|", "wide");
    ck_assert_uint_eq(strlen(err.message), sizeof(err.message) - 1);
    jsb__more(&err, "no room");
    ck_assert_uint_eq(strlen(err.message), sizeof(err.message) - 1);
}
END_TEST

START_TEST(error_line_numbers)
{
    struct jsb_vm *vm = unit_vm();
    static const struct {
        const char *value;
        int line;
    } cases[] = {{"7", 7},  {"'12'", 12},     {"NaN", 0}, {"undefined", 0}, {"1e300", INT32_MAX},
                 {"{}", 0}, {"-Infinity", 0}, {"-3", 0}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char source[160];
        snprintf(source, sizeof(source),
                 "var e = new Error('x'); Object.defineProperty(e, 'lineNumber', { value: %s }); "
                 "throw e",
                 cases[i].value);
        ck_assert_msg(fails(vm, source, JSB_E_SCRIPT)->line == cases[i].line, "line of %s is %d",
                      cases[i].value, jsb_last_error(vm)->line);
    }
    jsb_destroy(vm);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(error_objects_with_throwing_getters)
{
    static const char *const names[] = {"stack",   "lineNumber", "fileName",
                                        "message", "name",       "toString"};
    struct jsb_vm *vm = unit_vm();
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char source[256];
        const struct jsb_error *err;
        snprintf(source, sizeof(source),
                 "var e = new Error('outer'); Object.defineProperty(e, '%s', "
                 "{ get: function () { throw new Error('inner'); } }); throw e",
                 names[i]);
        err = fails(vm, source, JSB_E_SCRIPT);
        ck_assert_uint_gt(strlen(err->message), 0);
        unit_expect(vm, "1", "1");
        ck_assert_int_eq(duk_get_top(jsb_context(vm)), 0);
    }
    fails(vm, "throw { toString: function () { throw 1; } }", JSB_E_SCRIPT);
    fails(vm, "throw { toString: function () { for (;;) throw new Error('x'); } }", JSB_E_SCRIPT);
    fails(vm, "var p = new Proxy(new Error('x'), { get: function () { throw 1; } }); throw p",
          JSB_E_SCRIPT);
    jsb_destroy(vm);
}
END_TEST

START_TEST(error_getter_that_fails_again)
{
    struct jsb_vm *vm = unit_vm();
    unit_run_fails(vm,
                   "var e = new Error('x'); Object.defineProperty(e, 'message', "
                   "{ get: function f() { return f() + 1; } }); throw e",
                   JSB_E_SCRIPT);
    unit_run_fails(vm,
                   "var e = new Error('x'); Object.defineProperty(e, 'name', "
                   "{ get: function () { throw e; } }); throw e",
                   JSB_E_SCRIPT);
    unit_expect(vm, "typeof e", "object");
    jsb_destroy(vm);
}
END_TEST

START_TEST(error_of_missing_files)
{
    struct jsb_vm *vm = unit_vm();
    const char *path = unit_path("missing.js");
    ck_assert_int_eq(jsb_run_script(vm, path), JSB_E_IO);
    ck_assert_str_eq(jsb_last_error(vm)->file, path);
    ck_assert_ptr_nonnull(strstr(jsb_last_error(vm)->message, "No such file"));
    ck_assert_int_eq(jsb_check(vm, path), JSB_E_IO);
    ck_assert_int_eq(jsb_run_script(vm, "/"), JSB_E_IO);
    ck_assert_ptr_nonnull(strstr(jsb_last_error(vm)->message, "directory"));
    jsb_destroy(vm);
}
END_TEST

START_TEST(error_of_files)
{
    struct jsb_vm *vm = unit_vm();
    const char *good = unit_path("good.js"), *bad = unit_path("bad.js");
    unit_write(good, "#!shebang\nvar ran = 'yes';\nfail();", 34);
    unit_write(bad, "var ;\n", 6);
    ck_assert_int_eq(jsb_check(vm, good), JSB_OK);
    unit_expect(vm, "typeof ran", "undefined");
    ck_assert_int_eq(jsb_run_script(vm, good), JSB_E_SCRIPT);
    unit_expect(vm, "ran", "yes");
    ck_assert_str_eq(jsb_last_error(vm)->file, good);
    ck_assert_int_eq(jsb_last_error(vm)->line, 3);
    ck_assert_int_eq(jsb_check(vm, bad), JSB_E_SYNTAX);
    ck_assert_str_eq(jsb_last_error(vm)->file, bad);
    ck_assert_int_eq(jsb_last_error(vm)->line, 1);
    jsb_destroy(vm);
}
END_TEST

START_TEST(utf8_is_told_from_other_bytes)
{
    static const char *const good[] = {"", "a", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80",
                                       "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbd",
                                       "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "x\xef\xbf\xbdy"};
    /* a tail alone, too long, cut, a surrogate, beyond U+10FFFF, no lead; then all that again in a
     * text, where the byte behind it is no part of it */
    static const char *const bad[] = {"\x80",         "\xc0\x80",         "\xc1\xbf",
                                      "\xc2",         "\xe0\x9f\xbf",     "\xe2\x82",
                                      "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                                      "\xf5",         "\xff",             "\xf0\x90\x80"};
    char text[16];
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        ck_assert_msg(jsb_is_utf8(good[i]), "good %zu", i);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        snprintf(text, sizeof(text), "a%sb", bad[i]);
        ck_assert_msg(!jsb_is_utf8(bad[i]) && !jsb_is_utf8(text), "bad %zu", i);
    }
}
END_TEST

Suite *suite_error(void)
{
    Suite *suite = suite_create("error");
    const TTest *core[] = {error_codes_have_texts, error_of_a_throw,
                           error_of_syntax,        error_names_the_file,
                           error_of_other_values,  error_record_is_filled_and_cleared};
    const TTest *limits[] = {error_text_is_cut,       error_text_is_cut_between_characters,
                             error_text_is_utf8,      error_text_with_nul,
                             error_text_of_raw_bytes, error_lines_stay_in_the_record,
                             error_line_numbers,      utf8_is_told_from_other_bytes};
    const TTest *errors[] = {error_objects_with_throwing_getters, error_getter_that_fails_again,
                             error_of_missing_files, error_of_files};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
