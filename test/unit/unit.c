/* SPDX-License-Identifier: MIT
 * unit.c - what the suites share; see unit.h. */
#include "unit.h"

#include "../../lib/natives.h"
#include "../../lib/os.h"
#include "../../lib/runtime.h"
#include "../../snapshot/format.h"

#include <dirent.h>
#include <ftw.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void (*fixture_setup)(void);
static void (*fixture_teardown)(void);

void unit_fixture(void (*setup)(void), void (*teardown)(void))
{
    fixture_setup = setup;
    fixture_teardown = teardown;
}

void unit_case(Suite *suite, const char *name, const TTest *const *tests, size_t count)
{
    TCase *tcase = tcase_create(name);
    tcase_set_timeout(tcase, UNIT_TIMEOUT);
    tcase_add_checked_fixture(tcase, fixture_setup, fixture_teardown);
    for (size_t i = 0; i < count; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
}

int unit_base_is_taken(void)
{
    void *wanted = (void *)(uintptr_t)SNAP__BASE;
    void *got = jsb__map(wanted, SNAP__PAGE, -1, 0);
    jsb__unmap(got, SNAP__PAGE);
    return got != wanted;
}

/* ------------------------------------------------------------------------ VMs */

struct jsb_vm *unit_vm(void)
{
    struct jsb_options opt = {.building = 1, .seed = 1, .epoch_ms = 1e12};
    struct jsb_vm *vm;
    ck_assert_int_eq(jsb_create(&opt, &vm), JSB_OK);
    return vm;
}

void unit_run(struct jsb_vm *vm, const char *source)
{
    int rc = jsb_eval(vm, source, strlen(source), "unit.js");
    const struct jsb_error *err = jsb_last_error(vm);
    ck_assert_msg(rc == JSB_OK, "%d %s\n%s\nin: %.200s", rc, err->message, err->stack, source);
}

void unit_run_fails(struct jsb_vm *vm, const char *source, int code)
{
    int rc = jsb_eval(vm, source, strlen(source), "unit.js");
    ck_assert_msg(rc == code, "%d instead of %d: %s\nin: %.200s", rc, code,
                  jsb_last_error(vm)->message, source);
    ck_assert_int_eq(jsb_last_error(vm)->code, code);
}

void unit_expect(struct jsb_vm *vm, const char *source, const char *expected)
{
    const char *found;
    size_t len;
    unit_run(vm, source);
    found = jsb_result(vm, &len);
    ck_assert_msg(strcmp(found, expected) == 0, "%.200s is \"%s\", expected \"%s\"", source, found,
                  expected);
    ck_assert_uint_eq(len, strlen(expected));
}

double unit_number(struct jsb_vm *vm, const char *source)
{
    unit_run(vm, source);
    return strtod(jsb_result(vm, NULL), NULL);
}

void unit_define_native(struct jsb_vm *vm, const char *name)
{
    duk_context *ctx = jsb_context(vm);
    jsb__push_natives(ctx);
    duk_get_prop_string(ctx, -1, name);
    ck_assert(duk_is_c_function(ctx, -1));
    duk_put_global_string(ctx, name);
    duk_pop(ctx);
}

void unit_load_hooks(struct jsb_vm *vm, const char *boot_source)
{
    struct jsb__module boot = {"boot", boot_source, strlen(boot_source)};
    int rc = jsb__load_runtime(vm, &boot, 1);
    ck_assert_msg(rc == JSB_OK, "%s", jsb_last_error(vm)->message);
}

/* ---------------------------------------------------------------------- blobs */

struct unit_blob unit_freeze_at(struct jsb_vm *vm, uint64_t base)
{
    struct snap_options opt = {.generator = "unit", .base = base};
    struct jsb_error err;
    struct unit_blob blob;
    void *data;
    int rc = snap_create(vm, &opt, &data, &blob.len, &err);
    ck_assert_msg(rc == JSB_OK, "%d %s", rc, rc ? err.message : "");
    blob.data = data;
    return blob;
}

struct unit_blob unit_freeze(struct jsb_vm *vm)
{
    return unit_freeze_at(vm, 0);
}

struct unit_blob unit_freeze_program(const char *source)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    unit_run(vm, source);
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    return blob;
}

struct jsb_vm *unit_boot(const struct unit_blob *blob)
{
    struct jsb_options opt = {.building = 1, .seed = 1, .epoch_ms = 1e12};
    struct snap_blob *open;
    struct jsb_error err;
    struct jsb_vm *vm;
    int rc = snap_open_memory(blob->data, blob->len, &open, &err);
    ck_assert_msg(rc == JSB_OK, "%s", rc ? err.message : "");
    rc = snap_boot(open, &opt, &vm, &err);
    ck_assert_msg(rc == JSB_OK, "%s", rc ? err.message : "");
    snap_close(open);
    return vm;
}

void unit_free(struct unit_blob *blob)
{
    snap_free(blob->data);
    blob->data = NULL;
    blob->len = 0;
}

int unit_equal(const struct unit_blob *a, const struct unit_blob *b)
{
    return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

/* ---------------------------------------------------------------------- files */

static char folder[64]; /* of the whole run; each test has one of its own in it */

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

void unit_make_folder(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof(folder), "%.40s/unitXXXXXX", tmp ? tmp : "/tmp");
    if (mkdtemp(folder) == NULL)
        perror(folder);
}

void unit_remove_folder(void)
{
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

const char *unit_path(const char *name)
{
    static char own[96], paths[8][512];
    static unsigned next;
    char *path = paths[next++ % 8];
    if (own[0] == '\0') {
        snprintf(own, sizeof(own), "%s/XXXXXX", folder);
        ck_assert_ptr_nonnull(mkdtemp(own));
    }
    snprintf(path, sizeof(paths[0]), "%s/%s", own, name);
    return path;
}

void unit_write(const char *path, const void *data, size_t len)
{
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(data, 1, len, f), len);
    ck_assert_int_eq(fclose(f), 0);
}

size_t unit_read(const char *path, char *out, size_t size)
{
    FILE *f = fopen(path, "rb");
    size_t len;
    ck_assert_msg(f != NULL, "cannot open %s", path);
    len = fread(out, 1, size - 1, f);
    out[len] = '\0';
    fclose(f);
    return len;
}

int unit_entries(void)
{
    DIR *dir = opendir(unit_path("."));
    int count = 0;
    ck_assert_ptr_nonnull(dir);
    while (readdir(dir) != NULL)
        count++;
    closedir(dir);
    return count - 2; /* "." and ".." */
}

/* ----------------------------------------------------------- processes, threads */

int unit_child(int (*fn)(void *arg), void *arg, char *out, size_t size)
{
    int ends[2], status;
    size_t len = 0;
    ssize_t n;
    pid_t pid;
    ck_assert_int_eq(pipe(ends), 0);
    fflush(NULL);
    pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        _exit(fn(arg));
    }
    close(ends[1]);
    while (len + 1 < size && (n = read(ends[0], out + len, size - 1 - len)) > 0)
        len += (size_t)n;
    out[len] = '\0';
    close(ends[0]);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct job {
    void (*fn)(void *arg);
    void *arg;
};

static void *run_job(void *arg)
{
    const struct job *job = arg;
    job->fn(job->arg);
    return NULL;
}

void unit_small_stack(void (*fn)(void *arg), void *arg, size_t size)
{
    struct job job = {fn, arg};
    pthread_attr_t attr;
    pthread_t thread;
    pthread_attr_init(&attr);
    ck_assert_int_eq(pthread_attr_setstacksize(&attr, size), 0);
    ck_assert_int_eq(pthread_create(&thread, &attr, run_job, &job), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attr);
}
