/* SPDX-License-Identifier: MIT
 * check_threads.c - "one VM per thread at a time, no globals": VMs, blobs and files at once. */
#include "unit.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 6

/* A failed assertion ends the process, in whichever thread it is. */
static void run_threads(void *(*fn)(void *arg))
{
    pthread_t threads[THREADS];
    int numbers[THREADS];
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        ck_assert_int_eq(pthread_create(&threads[i], NULL, fn, &numbers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

/* Check's own assertions are not for several threads at once: these only speak up when
 * something is wrong. */
static void expect(struct jsb_vm *vm, const char *source, const char *expected)
{
    int rc = jsb_eval(vm, source, strlen(source), "thread.js");
    UNIT_ASSERT(rc == JSB_OK, "%d %s", rc, jsb_last_error(vm)->message);
    UNIT_ASSERT(strcmp(jsb_result(vm, NULL), expected) == 0, "%s instead of %s",
                jsb_result(vm, NULL), expected);
}

static void *use_vms(void *arg)
{
    for (int round = 0; round < 15; round++) {
        struct jsb_options opt = {.building = 1, .seed = 5};
        struct jsb_vm *vm;
        char source[64], expected[16];
        UNIT_ASSERT(jsb_create(&opt, &vm) == JSB_OK, "create");
        snprintf(source, sizeof(source), "var n = %d; n * 2", *(int *)arg);
        snprintf(expected, sizeof(expected), "%d", *(int *)arg * 2);
        expect(vm, source, expected);
        expect(vm, "var a = []; for (var i = 0; i < 3000; i++) a.push({ i: 's' + i }); a.length",
               "3000");
        UNIT_ASSERT(jsb_eval(vm, "null.x", 6, NULL) == JSB_E_SCRIPT, "no error");
        jsb_gc(vm);
        jsb_destroy(vm);
    }
    return NULL;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(threads_with_vms)
{
    run_threads(use_vms);
}
END_TEST

static struct unit_blob shared_blob;

static void *freeze_and_boot(void *arg)
{
    for (int round = 0; round < 10; round++) {
        struct snap_blob *open;
        struct jsb_vm *vm;
        void *data;
        size_t len;
        UNIT_ASSERT(snap_open_memory(shared_blob.data, shared_blob.len, &open, NULL) == 0, "open");
        UNIT_ASSERT(snap_boot(open, NULL, &vm, NULL) == JSB_OK, "boot in thread %d", *(int *)arg);
        snap_close(open);
        expect(vm, "bump()", "2");
        expect(vm, "bump()", "3");
        UNIT_ASSERT(snap_create(vm, NULL, &data, &len, NULL) == JSB_OK, "create");
        snap_free(data);
        jsb_destroy(vm);
    }
    return NULL;
}

START_TEST(threads_with_one_blob)
{
    shared_blob = unit_freeze_program("var n = 1; function bump() { return ++n; }");
    run_threads(freeze_and_boot);
    unit_free(&shared_blob);
}
END_TEST

/* One open blob for all threads; half of them boot its context. */
static struct snap_blob *open_blob;

static void *boot_again_and_again(void *arg)
{
    int number = *(int *)arg;
    struct snap_blob *context = NULL;
    if (number % 2 == 1)
        UNIT_ASSERT(snap_open_context(open_blob, "other", &context, NULL) == JSB_OK, "context");
    for (int round = 0; round < 40; round++) {
        struct jsb_vm *first, *second;
        struct snap_info info;
        snap_get_info(open_blob, &info);
        UNIT_ASSERT(snap_boot(context ? context : open_blob, NULL, &first, NULL) == JSB_OK, "boot");
        UNIT_ASSERT(snap_boot(open_blob, NULL, &second, NULL) == JSB_OK, "boot");
        expect(first, "bump()", context ? "102" : "2");
        expect(second, "bump()", "2");
        expect(first, "bump() + list.length", context ? "1103" : "1003");
        jsb_destroy(first);
        expect(second, "bump()", "3");
        jsb_destroy(second);
    }
    snap_close(context);
    return NULL;
}

static struct unit_blob blob_with_context(void)
{
    static const char source[] =
        "var n = 1, list = []; for (var i = 0; i < 1000; i++) list.push({ i: i });"
        "function bump() { return ++n; }";
    struct unit_blob common = unit_freeze_program(source), other, joined;
    struct snap_context context = {"other", NULL, 0};
    struct jsb_vm *vm = unit_boot(&common);
    void *data;
    unit_run(vm, "n = 101");
    other = unit_freeze(vm);
    jsb_destroy(vm);
    context.blob = other.data;
    context.size = other.len;
    ck_assert_int_eq(snap_join(common.data, common.len, &context, 1, &data, &joined.len, NULL), 0);
    joined.data = data;
    unit_free(&common);
    unit_free(&other);
    return joined;
}

START_TEST(threads_with_one_open_blob)
{
    struct unit_blob blob = blob_with_context();
    const char *path = unit_path("threads.bin");
    ck_assert_int_eq(snap_open_memory(blob.data, blob.len, &open_blob, NULL), JSB_OK);
    run_threads(boot_again_and_again);
    snap_close(open_blob);
    unit_write(path, blob.data, blob.len);
    unit_free(&blob);
    ck_assert_int_eq(snap_open(path, &open_blob, NULL), JSB_OK);
    run_threads(boot_again_and_again);
    snap_close(open_blob);
}
END_TEST

static char save_paths[THREADS][512];

static void *save_files(void *arg)
{
    const char *path = save_paths[*(int *)arg];
    char text[64], found[64];
    struct jsb_error err;
    for (int round = 0; round < 200; round++) {
        FILE *file;
        int rc;
        snprintf(text, sizeof(text), "thread %d, round %d", *(int *)arg, round);
        rc = snap_save(path, text, strlen(text) + 1, &err);
        UNIT_ASSERT(rc == JSB_OK, "%s: %s", text, err.message);
        file = fopen(path, "r");
        UNIT_ASSERT(file != NULL && fread(found, 1, sizeof(found), file) == strlen(text) + 1 &&
                        strcmp(found, text) == 0,
                    "%s is not what the file has", text);
        fclose(file);
    }
    return NULL;
}

/* Each thread saves to a file of its own. */
START_TEST(threads_that_save)
{
    for (int i = 0; i < THREADS; i++) {
        char name[16];
        snprintf(name, sizeof(name), "file%d", i);
        strcpy(save_paths[i], unit_path(name));
    }
    run_threads(save_files);
    ck_assert_int_eq(unit_entries(), THREADS);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

/* A VM that is handed from thread to thread works in each. */
static void *take_turn(void *arg)
{
    struct jsb_vm *vm = *(struct jsb_vm **)arg;
    expect(vm, "turns++; (function f(n) { return n ? f(n - 1) + 1 : 0; })(500)", "500");
    jsb_gc(vm);
    return NULL;
}

START_TEST(threads_that_hand_a_vm_on)
{
    struct jsb_vm *vm = unit_vm();
    unit_run(vm, "var turns = 0");
    for (int i = 0; i < 5; i++) {
        pthread_t thread;
        ck_assert_int_eq(pthread_create(&thread, NULL, take_turn, &vm), 0);
        pthread_join(thread, NULL);
    }
    unit_expect(vm, "turns", "5");
    jsb_destroy(vm);
}
END_TEST

Suite *suite_threads(void)
{
    Suite *suite = suite_create("threads");
    const TTest *core[] = {threads_with_vms, threads_with_one_blob,
                           threads_with_one_open_blob, threads_that_save};
    const TTest *limits[] = {threads_that_hand_a_vm_on};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    return suite;
}
