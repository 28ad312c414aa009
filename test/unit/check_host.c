/* SPDX-License-Identifier: MIT
 * check_host.c - clock, random numbers, standard output, exit and end of a VM. */
#include "unit.h"

#include "../../lib/vm.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct jsb_vm *vm_with(const struct jsb_options *opt)
{
    struct jsb_vm *vm;
    ck_assert_int_eq(jsb_create(opt, &vm), JSB_OK);
    return vm;
}

static struct jsb_vm *build_vm(uint64_t seed, double epoch_ms)
{
    struct jsb_options opt = {.building = 1, .seed = seed, .epoch_ms = epoch_ms};
    return vm_with(&opt);
}

/* ----------------------------------------------------------------------- Core */

START_TEST(host_build_clock_repeats)
{
    struct jsb_vm *vm = build_vm(0, 1e12);
    unit_expect(vm, "Date.now()", "1000000000000");
    unit_expect(vm, "Date.now()", "1000000000001");
    unit_expect(vm, "new Date().getTime()", "1000000000002");
    unit_expect(vm, "new Date(Date.now()).toISOString()", "2001-09-09T01:46:40.003Z");
    unit_expect(vm, "var t = Date.now(); while (Date.now() < t + 500); 'it ends'", "it ends");
    jsb_destroy(vm);
    vm = build_vm(0, 0);
    unit_expect(vm, "Date.now()", "0");
    jsb_destroy(vm);
}
END_TEST

START_TEST(host_real_clock_runs)
{
    struct jsb_vm *vm = vm_with(NULL);
    double now = unit_number(vm, "Date.now()");
    double mono = unit_number(vm, "performance.now()");
    ck_assert_double_lt(now, ((double)time(NULL) + 5) * 1000);
    ck_assert_double_gt(now, ((double)time(NULL) - 60) * 1000);
    usleep(20000);
    ck_assert_double_ge(unit_number(vm, "Date.now()"), now + 15);
    ck_assert_double_ge(unit_number(vm, "performance.now()"), mono + 15);
    jsb_destroy(vm);
}
END_TEST

static const char numbers[] =
    "var r = []; for (var i = 0; i < 9; i++) r.push(Math.random()); r.join()";

static char *random_text(struct jsb_vm *vm)
{
    unit_run(vm, numbers);
    return strdup(jsb_result(vm, NULL));
}

START_TEST(host_build_random_repeats)
{
    struct jsb_vm *vms[4] = {build_vm(7, 0), build_vm(7, 5), build_vm(8, 0), build_vm(0, 0)};
    char *texts[4];
    for (int i = 0; i < 4; i++)
        texts[i] = random_text(vms[i]);
    ck_assert_str_eq(texts[0], texts[1]);
    ck_assert_str_ne(texts[0], texts[2]);
    ck_assert_str_ne(texts[0], texts[3]);
    ck_assert_str_ne(texts[2], texts[3]);
    for (int i = 0; i < 4; i++) {
        free(texts[i]);
        jsb_destroy(vms[i]);
    }
}
END_TEST

START_TEST(host_random_differs)
{
    struct jsb_vm *a = vm_with(NULL), *b = vm_with(NULL);
    char *one = random_text(a), *two = random_text(b), *three = random_text(a);
    ck_assert_str_ne(one, two);
    ck_assert_str_ne(one, three);
    free(one);
    free(two);
    free(three);
    unit_expect(a,
                "var n = 0, lo = 1, hi = 0, r; for (var i = 0; i < 20000; i++) { r = Math.random();"
                " lo = Math.min(lo, r); hi = Math.max(hi, r); n += r; }"
                " [lo >= 0, lo < 0.01, hi < 1, hi > 0.99, n > 9700, n < 10300].join()",
                "true,true,true,true,true,true");
    jsb_destroy(a);
    jsb_destroy(b);
}
END_TEST

static int print_things(void *arg)
{
    struct jsb_vm *vm = vm_with(NULL);
    (void)arg;
    unit_run(vm, "print('a', 1, null, [2, 3]); print(); print('caf\xc3\xa9')");
    ck_assert_int_eq(jsb_run_code(vm, "6 * 7", 5, "e", 1), JSB_OK);
    if (write(STDOUT_FILENO, "first\n", 6) != 6) /* what was printed waits in a buffer */
        return 1;
    ck_assert_int_eq(jsb_flush(vm), JSB_OK);
    unit_run(vm, "print('end')");
    jsb_destroy(vm);
    return 0;
}

START_TEST(host_prints)
{
    char out[256];
    ck_assert_int_eq(unit_child(print_things, NULL, out, sizeof(out)), 0);
    ck_assert_str_eq(out, "first\na 1 null 2,3\n\ncaf\xc3\xa9\n42\nend\n");
}
END_TEST

static int finish(void *arg)
{
    struct jsb_vm *vm = vm_with(NULL);
    unit_run(vm, "var kept = {}; Duktape.fin(kept, function () { print('kept'); });"
                 "(function () { var o = {}; o.o = o;"
                 " Duktape.fin(o, function () { print('cycle'); }); })()");
    return jsb_finish(vm, *(int *)arg);
}

START_TEST(host_finish_runs_finalizers)
{
    char out[64];
    int code = 3;
    ck_assert_int_eq(unit_child(finish, &code, out, sizeof(out)), 3);
    ck_assert_ptr_nonnull(strstr(out, "kept\n"));
    ck_assert_ptr_nonnull(strstr(out, "cycle\n"));
    code = 256 + 7;
    ck_assert_int_eq(unit_child(finish, &code, out, sizeof(out)), 7);
}
END_TEST

static int destroy_only(void *arg)
{
    struct jsb_vm *vm = vm_with(NULL);
    (void)arg;
    unit_run(vm, "var kept = {}; Duktape.fin(kept, function () { print('destroyed'); });");
    jsb_destroy(vm);
    return 0;
}

START_TEST(host_destroy_runs_finalizers)
{
    char out[64];
    ck_assert_int_eq(unit_child(destroy_only, NULL, out, sizeof(out)), 0);
    ck_assert_str_eq(out, "destroyed\n");
}
END_TEST

static int discard_only(void *arg)
{
    struct jsb_vm *vm = vm_with(NULL);
    (void)arg;
    unit_run(
        vm,
        "print('printed'); var kept = {}; Duktape.fin(kept, function () { print('destroyed'); });");
    jsb_discard(vm);
    jsb_discard(NULL);
    return 0;
}

START_TEST(host_discard_runs_no_finalizers)
{
    char out[64];
    ck_assert_int_eq(unit_child(discard_only, NULL, out, sizeof(out)), 0);
    ck_assert_str_eq(out, "printed\n");
}
END_TEST

static void note_exit(void *user, int code)
{
    *(int *)user += 1000 + code;
}

static struct jsb_vm *exiting_vm(int *seen)
{
    struct jsb_options opt = {.on_exit = note_exit, .user = seen};
    struct jsb_vm *vm = vm_with(&opt);
    *seen = 0;
    unit_define_native(vm, "exit");
    return vm;
}

START_TEST(host_exit_is_reported)
{
    int seen;
    struct jsb_vm *vm = exiting_vm(&seen);
    unit_run_fails(vm, "function deep(n) { if (n) deep(n - 1); exit(5); } deep(30); seen = 1",
                   JSB_E_EXIT);
    ck_assert_int_eq(seen, 1005);
    ck_assert_int_eq(jsb_last_error(vm)->exit_code, 5);
    jsb_destroy(vm);
}
END_TEST

static duk_ret_t eval_inside(duk_context *ctx)
{
    struct jsb_vm *vm = jsb__vm(ctx);
    const char *source = duk_require_string(ctx, 0);
    int rc = jsb_eval(vm, source, strlen(source), NULL);
    duk_push_int(ctx, rc == JSB_E_EXIT ? 1000 + jsb_last_error(vm)->exit_code : rc);
    return 1;
}

/* What an exit unwinds may call natives that run JavaScript: their exits are theirs. */
START_TEST(host_exits_are_told_where_they_belong)
{
    int seen;
    struct jsb_vm *vm = exiting_vm(&seen);
    duk_push_c_function(jsb_context(vm), eval_inside, 1);
    duk_put_global_string(jsb_context(vm), "inside");
    unit_run(vm, "var got");
    unit_run_fails(vm, "try { exit(4) } finally { got = inside('1') }", JSB_E_EXIT);
    ck_assert_int_eq(jsb_last_error(vm)->exit_code, 4);
    unit_expect(vm, "got", "0");
    unit_run_fails(vm, "try { exit(4) } finally { got = inside('exit(5)') }", JSB_E_EXIT);
    ck_assert_int_eq(jsb_last_error(vm)->exit_code, 4);
    unit_expect(vm, "got", "1005");
    unit_run_fails(vm, "try { exit(4) } finally { inside('try { exit(5) } finally {"
                       "got = inside(\"exit(6)\") }') }", JSB_E_EXIT);
    ck_assert_int_eq(jsb_last_error(vm)->exit_code, 4);
    unit_expect(vm, "got", "1006");
    unit_expect(vm, "inside('exit(7)') + 1", "1008");
    jsb_destroy(vm);
}
END_TEST

START_TEST(host_exit_of_a_result)
{
    int seen;
    size_t len = 1;
    struct jsb_vm *vm = exiting_vm(&seen);
    unit_run(vm, "({ toString: function () { exit(6); } })");
    ck_assert_ptr_null(jsb_result(vm, &len));
    ck_assert_uint_eq(len, 0);
    ck_assert_int_eq(jsb_last_error(vm)->code, JSB_E_EXIT);
    ck_assert_int_eq(jsb_last_error(vm)->exit_code, 6);
    unit_expect(vm, "1", "1"); /* it is told once */
    jsb_destroy(vm);
}
END_TEST

START_TEST(host_exit_of_a_finalizer)
{
    int seen;
    struct jsb_vm *vm = exiting_vm(&seen);
    ck_assert_int_eq(jsb_gc(vm), JSB_OK);
    unit_run(vm, "(function () { var o = {}; o.o = o; Duktape.fin(o, function () { exit(12); }); })()");
    ck_assert_int_eq(jsb_gc(vm), JSB_E_EXIT);
    ck_assert_int_eq(jsb_last_error(vm)->exit_code, 12);
    unit_expect(vm, "1", "1");
    ck_assert_int_eq(jsb_gc(vm), JSB_OK);
    jsb_destroy(vm);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

static int print_much(void *arg)
{
    struct jsb_vm *vm = vm_with(NULL);
    (void)arg;
    unit_run(vm, "for (var i = 0; i < 3000; i++) print(i);"
                 "print(new Array(40001).join('x')); print('end');");
    jsb_destroy(vm);
    return 0;
}

START_TEST(host_prints_much_in_order)
{
    static char out[100000];
    const char *at = out;
    ck_assert_int_eq(unit_child(print_much, NULL, out, sizeof(out)), 0);
    for (int i = 0; i < 3000; i++) {
        char line[16];
        size_t len = (size_t)snprintf(line, sizeof(line), "%d\n", i);
        ck_assert_mem_eq(at, line, len);
        at += len;
    }
    ck_assert_uint_eq(strspn(at, "x"), 40000);
    ck_assert_str_eq(at + 40000, "\nend\n");
}
END_TEST

START_TEST(host_exit_code_is_a_byte)
{
    int seen;
    struct jsb_vm *vm = exiting_vm(&seen);
    unit_run_fails(vm, "exit(256 + 9)", JSB_E_EXIT);
    ck_assert_int_eq(jsb_last_error(vm)->exit_code, 9);
    ck_assert_int_eq(seen, 1009);
    jsb_destroy(vm);
    vm = exiting_vm(&seen);
    unit_run_fails(vm, "exit(-1)", JSB_E_EXIT);
    ck_assert_int_eq(jsb_last_error(vm)->exit_code, 255);
    jsb_destroy(vm);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

/* "If it returns, JavaScript is unwound": a handler of the program must not stop that. */
START_TEST(host_exit_cannot_be_caught)
{
    static const char *const programs[] = {
        "try { exit(4); } catch (e) {} more = 1;",
        "try { exit(4); } finally { more = 1; }",
        "for (;;) { try { exit(4); } finally { break; } } more = 1;",
        "[1].forEach(function () { try { exit(4); } catch (e) { more = 1; } });",
    };
    for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
        int seen;
        struct jsb_vm *vm = exiting_vm(&seen);
        int rc = jsb_eval(vm, programs[i], strlen(programs[i]), NULL);
        ck_assert_msg(rc == JSB_E_EXIT, "%s returns %d", programs[i], rc);
        ck_assert_int_eq(jsb_last_error(vm)->exit_code, 4);
        ck_assert_int_eq(seen, 1004);
        jsb_destroy(vm);
    }
}
END_TEST

/* A VM that goes on after an exit tells later errors from it. */
START_TEST(host_exit_is_reported_once)
{
    int seen;
    struct jsb_vm *vm = exiting_vm(&seen);
    unit_run_fails(vm, "exit(4)", JSB_E_EXIT);
    unit_expect(vm, "1 + 1", "2");
    unit_run_fails(vm, "null.x", JSB_E_SCRIPT);
    unit_run_fails(vm, "(", JSB_E_SYNTAX);
    jsb_destroy(vm);
}
END_TEST

static int print_to_full_disk(void *arg)
{
    struct jsb_vm *vm = vm_with(NULL);
    int fd = open("/dev/full", O_WRONLY);
    (void)arg;
    dup2(fd, STDOUT_FILENO);
    unit_run(vm, "print('lost')");
    ck_assert_int_eq(jsb_flush(vm), JSB_E_IO);
    ck_assert_int_eq(jsb_last_error(vm)->code, JSB_E_IO);
    ck_assert_ptr_nonnull(strstr(jsb_last_error(vm)->message, "No space left"));
    unit_run(vm, "1"); /* the VM goes on, the loss is not forgotten */
    return jsb_finish(vm, 0);
}

START_TEST(host_lost_output_is_an_error)
{
    char out[64];
    ck_assert_int_eq(unit_child(print_to_full_disk, NULL, out, sizeof(out)), 1);
}
END_TEST

static int exit_at_once(void *arg)
{
    struct jsb_vm *vm = vm_with(NULL);
    (void)arg;
    unit_define_native(vm, "exit");
    unit_run(vm, "print('before'); try { exit(6); } finally { print('after'); }");
    return 0;
}

START_TEST(host_exit_without_callback_ends_the_process)
{
    char out[64];
    ck_assert_int_eq(unit_child(exit_at_once, NULL, out, sizeof(out)), 6);
    ck_assert_str_eq(out, "before\n");
}
END_TEST

Suite *suite_host(void)
{
    Suite *suite = suite_create("host");
    const TTest *core[] = {host_build_clock_repeats,
                           host_real_clock_runs,
                           host_build_random_repeats,
                           host_random_differs,
                           host_prints,
                           host_finish_runs_finalizers,
                           host_destroy_runs_finalizers,
                           host_discard_runs_no_finalizers,
                           host_exit_is_reported,
                           host_exits_are_told_where_they_belong,
                           host_exit_of_a_result,
                           host_exit_of_a_finalizer};
    const TTest *limits[] = {host_prints_much_in_order, host_exit_code_is_a_byte};
    const TTest *errors[] = {host_exit_cannot_be_caught, host_exit_is_reported_once,
                             host_lost_output_is_an_error,
                             host_exit_without_callback_ends_the_process};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
