/* SPDX-License-Identifier: MIT
 * check_train.c - a run on a copy of the heap says how a blob is laid out, and changes nothing else. */
#include "unit.h"

#include "../../snapshot/format.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct jsb_error err;

/* Freezes a VM with a run of source; the VM is gone. */
static int train(struct jsb_vm *vm, int (*on_train)(void *, struct jsb_vm *), const char *source,
                 struct unit_blob *blob)
{
    struct snap_options opt = {.on_train = on_train, .user = (void *)(uintptr_t)source};
    void *data;
    int rc = snap_create(vm, &opt, &data, &blob->len, &err);
    blob->data = data;
    return rc;
}

static int run(void *user, struct jsb_vm *vm)
{
    return jsb_eval(vm, user, strlen(user), "train.js");
}

static struct jsb_vm *vm_of(const char *source)
{
    struct jsb_vm *vm = unit_vm();
    unit_run(vm, source);
    return vm;
}

START_TEST(train_changes_the_order_only)
{
    struct jsb_vm *vm = unit_rich_vm(), *booted;
    struct unit_blob plain, trained;
    unit_run(vm, "var a = []; for (var i = 0; i < 500; i++) a[i] = { n: i, s: 's' + i };");
    plain = unit_freeze(vm);
    ck_assert_int_eq(train(vm, run, "a[400].n = 'changed'; a.push(a[7].s); b = new Date();", &trained),
                     JSB_OK);
    jsb_destroy(vm);
    ck_assert(!unit_equal(&trained, &plain));
    booted = unit_boot(&trained);
    unit_expect(booted, "[a.length, a[400].n, a[7].s, typeof b].join()", "500,400,s7,undefined");
    unit_rich_probe(booted);
    jsb_destroy(booted);
    unit_free(&plain);
    unit_free(&trained);
}
END_TEST

/* What is used is in fewer pages. */
START_TEST(train_puts_together_what_is_used)
{
    struct jsb_vm *vm = vm_of("var a = []; for (var i = 0; i < 20000; i++) a[i] = { n: i };");
    const char *use = "for (var i = 0; i < 20000; i += 1000) a[i].n += 1;";
    struct unit_blob blobs[2];
    uint64_t written[2] = {0};
    int is_taken = unit_base_is_taken();
    blobs[0] = unit_freeze(vm);
    ck_assert_int_eq(train(vm, run, use, &blobs[1]), JSB_OK);
    jsb_destroy(vm);
    for (int i = 0; i < 2; i++) {
        const struct snap__header *h = (const void *)blobs[i].data;
        uint64_t len = h->sections[SNAP__SEGMENT_READ_ONLY].off;
        struct jsb_vm *booted = unit_boot(&blobs[i]);
        const char *image = (const char *)(uintptr_t)h->base;
        unit_run(booted, use);
        for (uint64_t off = 0; off < len && !is_taken; off += SNAP__PAGE)
            written[i] += memcmp(image + off, blobs[i].data + off, SNAP__PAGE) != 0;
        jsb_destroy(booted);
        unit_free(&blobs[i]);
    }
ck_assert(is_taken || (written[0] > 20 && written[1] < written[0] / 2));
}
END_TEST

START_TEST(train_is_the_same_each_time)
{
    struct unit_blob one, two;
    struct jsb_vm *vm = unit_rich_vm();
    ck_assert_int_eq(train(vm, run, "var d = JSON.stringify(Object.keys(this));", &one), JSB_OK);
    ck_assert_int_eq(train(vm, run, "var d = JSON.stringify(Object.keys(this));", &two), JSB_OK);
    ck_assert(unit_equal(&one, &two));
    jsb_destroy(vm);
    unit_free(&one);
    unit_free(&two);
}
END_TEST

/* More blocks than a kernel has mappings for: they are opened in growing numbers. */
START_TEST(train_on_a_large_heap)
{
    struct jsb_vm *vm = vm_of("var a = []; for (var i = 0; i < 90000; i++) a[i] = { n: [i] };");
    struct unit_blob blob;
    struct snap_blob *open;
    ck_assert_int_eq(train(vm, run, "for (var i = 0; i < 90000; i += 2) a[i].n[0]++;", &blob), JSB_OK);
    jsb_destroy(vm);
    ck_assert_int_eq(snap_open_memory(blob.data, blob.len, &open, &err), JSB_OK);
    ck_assert_int_eq(snap_validate(open, &err), JSB_OK);
    snap_close(open);
    vm = unit_boot(&blob);
    unit_expect(vm, "var s = 0; for (var i = 0; i < 90000; i++) s += a[i].n[0] - i; s", "0");
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

/* The kernel is no access that could be seen: what it writes to is open. */
static int read_into_buffers(void *user, struct jsb_vm *vm)
{
    duk_context *ctx = jsb_context(vm);
    int ends[2];
    (void)user;
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "abcdefgh", 8), 8);
    for (int i = 0; i < 2; i++) {
        duk_size_t len;
        void *data;
        duk_get_global_string(ctx, i ? "fixed" : "dynamic");
        data = duk_require_buffer_data(ctx, -1, &len);
        ck_assert_int_eq(read(ends[0], data, 4), 4);
        duk_pop(ctx);
    }
    unit_expect(vm, "String.fromCharCode(fixed[3], dynamic[0])", "ha");
    return JSB_OK;
}

START_TEST(train_reads_into_buffers)
{
    struct jsb_vm *vm = vm_of("var fixed = new Uint8Array(9000);");
    struct unit_blob blob;
    duk_push_dynamic_buffer(jsb_context(vm), 9000);
    duk_put_global_string(jsb_context(vm), "dynamic");
    ck_assert_int_eq(train(vm, read_into_buffers, NULL, &blob), JSB_OK);
    unit_expect(vm, "fixed[3] + dynamic[0]", "0");
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

START_TEST(train_has_no_collections)
{
    struct jsb_vm *vm = unit_rich_vm();
    struct unit_blob blob;
    ck_assert_int_eq(train(vm, run,
                           "Duktape.gc(); for (var i = 0; i < 20000; i++) { var o = {}; o.o = o; }"
                           "Duktape.fin({}, function () { throw 1; }); Duktape.gc();", &blob),
                     JSB_OK);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

/* ----------------------------------------------------------------------- failures */

START_TEST(train_fails_with_its_script)
{
    struct jsb_vm *vm = vm_of("var a = 1;");
    struct unit_blob blob;
    ck_assert_int_eq(train(vm, run, "a = 2; throw new TypeError('no ' + a);", &blob), JSB_E_SCRIPT);
    ck_assert_ptr_null(blob.data);
    ck_assert_str_eq(err.message, "TypeError: no 2");
    ck_assert_str_eq(err.file, "train.js");
    ck_assert_int_eq(train(vm, run, "var = 2;", &blob), JSB_E_SYNTAX);
    unit_expect(vm, "a", "1");
    ck_assert_int_eq(train(vm, run, "a", &blob), JSB_OK);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

static int give_up(void *user, struct jsb_vm *vm)
{
    (void)user, (void)vm;
    return JSB_E_BUSY;
}

START_TEST(train_is_given_up)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    ck_assert_int_eq(train(vm, give_up, NULL, &blob), JSB_E_BUSY);
    ck_assert_int_eq(err.code, JSB_E_BUSY);
    ck_assert_str_eq(err.message, "the training run was given up");
    jsb_destroy(vm);
}
END_TEST

static int train_again(void *user, struct jsb_vm *vm)
{
    struct unit_blob blob;
    (void)user;
    ck_assert_int_eq(train(vm, run, "1", &blob), JSB_E_BUSY);
    ck_assert_str_eq(err.message, "the code of a training run makes a blob with a training run");
    return JSB_OK;
}

START_TEST(train_is_one_at_a_time)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    ck_assert_int_eq(train(vm, train_again, NULL, &blob), JSB_OK);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

static void on_signal(int number)
{
    (void)number;
    _exit(42);
}

static int crash(void *user, struct jsb_vm *vm)
{
    char *volatile nowhere = NULL;
    (void)user, (void)vm;
    *(volatile char *)(nowhere + 8) = 1;
    return JSB_OK;
}

/* Other faults are for whom they were for. */
START_TEST(train_gives_back_the_handler)
{
    struct sigaction action = {.sa_handler = on_signal}, after;
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    int status;
    sigaction(SIGSEGV, &action, NULL);
    ck_assert_int_eq(train(vm, run, "1", &blob), JSB_OK);
    unit_free(&blob);
    sigaction(SIGSEGV, NULL, &after);
    ck_assert(after.sa_handler == on_signal);
    if (fork() == 0)
        _exit(train(vm, crash, NULL, &blob));
    ck_assert_int_gt(wait(&status), 0);
    ck_assert_int_eq(WEXITSTATUS(status), 42);
    jsb_destroy(vm);
}
END_TEST

/* Threads other than the first one often have all signals blocked. */
START_TEST(train_with_signals_blocked)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    sigset_t all, before, after;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    ck_assert_int_eq(train(vm, run, "1", &blob), JSB_OK);
    pthread_sigmask(SIG_SETMASK, &before, &after);
    ck_assert_int_eq(sigismember(&after, SIGSEGV), 1);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

static int next_number(void *user, struct jsb_vm *vm)
{
    (void)user;
    unit_expect(vm, "new Date().getTime()", "77000");
    return JSB_OK;
}

START_TEST(train_has_options_of_its_own)
{
    struct jsb_vm *vm = unit_vm();
    struct jsb_options options = {.building = 1, .epoch_ms = 77000};
    struct snap_options opt = {.on_train = next_number, .train_options = &options};
    struct unit_blob blob;
    void *data;
    ck_assert_int_eq(snap_create(vm, &opt, &data, &blob.len, &err), JSB_OK);
    blob.data = data;
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

Suite *suite_train(void)
{
    const TTest *core[] = {
        train_changes_the_order_only, train_puts_together_what_is_used, train_is_the_same_each_time,
        train_on_a_large_heap, train_reads_into_buffers, train_has_no_collections,
        train_has_options_of_its_own, train_with_signals_blocked};
    const TTest *failures[] = {train_fails_with_its_script, train_is_given_up, train_is_one_at_a_time,
                                            train_gives_back_the_handler};
    Suite *suite = suite_create("train");
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", failures);
    return suite;
}
