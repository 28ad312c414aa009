/* SPDX-License-Identifier: MIT
 * check_hooks.c - boot and the JavaScript side: hooks, limits, what fails at boot.
 *
 * The hooks are made by the tests, so that the suite does not depend on the runtime. */
#include "recount.h"
#include "unit.h"

#include "../../lib/os.h"
#include "../../lib/runtime.h"
#include "../../snapshot/format.h"

#include <dirent.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

/* settle answers globalThis.flags; what the hooks see is noted in globalThis.log. */
static const char boot_js[] =
    "globalThis.log = []; globalThis.flags = 0; globalThis.fail = null; globalThis.takes = false;"
    "function note(what) { log.push(what); if (fail === what) throw new RangeError(what); }"
    "hooks.settle = function () { note('settle'); return flags; };"
    "hooks.refresh = function () { note('refresh'); if (fail === 'exit') exit(7); };"
    "hooks.runMain = function () { note('main'); };"
    "hooks.finish = function (code) { note('finish'); return code + 1; };"
    "hooks.uncaught = function () { if (takes === 'throws') throw 1; return takes; };";

static struct unit_blob hooked_blob(const char *source)
{
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    unit_load_hooks(vm, boot_js);
    unit_run(vm, source);
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    return blob;
}

static struct jsb_error last;

static int try_boot(const struct unit_blob *bytes, const struct jsb_options *opt,
                    struct jsb_vm **vm)
{
    struct snap_blob *blob;
    int rc;
    *vm = (void *)&last;
    ck_assert_int_eq(snap_open_memory(bytes->data, bytes->len, &blob, NULL), JSB_OK);
    rc = snap_boot(blob, opt, vm, &last);
    snap_close(blob);
    ck_assert(rc == JSB_OK || (*vm == NULL && last.code == rc));
    return rc;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(hooks_settle_before_the_heap_is_listed)
{
    struct unit_blob blob = hooked_blob("");
    struct jsb_vm *vm = unit_boot(&blob);
    unit_expect(vm, "log.join()", "settle"); /* it ran, it is in the blob, nothing ran at boot */
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

START_TEST(hooks_flags_are_in_the_header)
{
    for (int flags = 0; flags < 8; flags++) {
        char source[32];
        struct unit_blob blob;
        struct snap_blob *open;
        struct snap_info info;
        snprintf(source, sizeof(source), "flags = %d", flags);
        blob = hooked_blob(source);
        ck_assert_int_eq(snap_open_memory(blob.data, blob.len, &open, NULL), JSB_OK);
        snap_get_info(open, &info);
        ck_assert(info.has_runtime);
        ck_assert_int_eq(info.has_main != 0, (flags & JSB__SETTLE_HAS_MAIN) != 0);
        snap_close(open);
        unit_free(&blob);
    }
}
END_TEST

START_TEST(hooks_refresh_at_each_boot)
{
    struct unit_blob blob = hooked_blob("flags = 2");
    for (int i = 0; i < 3; i++) {
        struct jsb_vm *vm = unit_boot(&blob);
        unit_expect(vm, "log.join()", "settle,refresh");
        ck_assert_int_eq(duk_get_top(jsb_context(vm)), 0);
        unit_recount(vm);
        jsb_destroy(vm);
    }
    unit_free(&blob);
}
END_TEST

START_TEST(hooks_main)
{
    struct unit_blob blob = hooked_blob("flags = 1");
    struct jsb_vm *vm = unit_boot(&blob);
    ck_assert_int_eq(snap_run_main(vm), JSB_OK);
    unit_expect(vm, "log.join()", "settle,main");
    unit_run(vm, "fail = 'main'");
    ck_assert_int_eq(snap_run_main(vm), JSB_E_SCRIPT);
    ck_assert_str_eq(jsb_last_error(vm)->message, "RangeError: main");
    ck_assert_int_eq(duk_get_top(jsb_context(vm)), 0);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

static int finish(const struct unit_blob *blob, const char *source, int *error)
{
    struct jsb_vm *vm = unit_boot(blob);
    int code;
    unit_run(vm, source);
    code = jsb_finish(vm, 5);
    *error = jsb_last_error(vm)->code;
    jsb_destroy(vm);
    return code;
}

START_TEST(hooks_finish_if_asked)
{
    struct unit_blob with = hooked_blob("flags = 4"), without = hooked_blob("flags = 0");
    int error;
    ck_assert_int_eq(finish(&with, "", &error), 6);
    ck_assert_int_eq(finish(&without, "", &error), 5);
    ck_assert_int_eq(finish(&with, "fail = 'finish'", &error), 1);
    ck_assert_int_eq(error, JSB_E_SCRIPT);
    ck_assert_int_eq(finish(&with, "fail = 'finish'; takes = true", &error), 0);
    ck_assert_int_eq(error, JSB_OK);
    ck_assert_int_eq(finish(&with, "fail = 'finish'; takes = 'throws'", &error), 7);
    ck_assert_int_eq(error, JSB_E_SCRIPT);
    unit_free(&with);
    unit_free(&without);
}
END_TEST

/* Hook "loop" throws `fails` times; the listener takes what `takes` says. */
static const char loop_js[] =
    "globalThis.log = []; globalThis.fails = 0; globalThis.takes = true;"
    "hooks.settle = function () { return 0; };"
    "hooks.loop = function () { log.push('loop'); if (fails-- > 0) throw new RangeError('no'); };"
    "hooks.uncaught = function (err) { log.push(err.message); return takes; };";

START_TEST(hooks_loop_if_wanted)
{
    struct jsb_vm *vm = unit_vm();
    unit_load_hooks(vm, loop_js);
    unit_define_native(vm, "wantLoop");
    ck_assert_int_eq(jsb_loop(vm), JSB_OK);
    unit_expect(vm, "log.join()", "");
    unit_run(vm, "wantLoop()");
    ck_assert_int_eq(jsb_loop(vm), JSB_OK);
    ck_assert_int_eq(jsb_loop(vm), JSB_OK); /* wanted once */
    unit_expect(vm, "log.join()", "loop");
    unit_run(vm, "wantLoop(); log = []; fails = 2");
    ck_assert_int_eq(jsb_loop(vm), JSB_OK);
    unit_expect(vm, "log.join()", "loop,no,loop,no,loop");
    unit_run(vm, "wantLoop(); log = []; fails = 1; takes = false");
    ck_assert_int_eq(jsb_loop(vm), JSB_E_SCRIPT);
    ck_assert_str_eq(jsb_last_error(vm)->message, "RangeError: no");
    unit_expect(vm, "log.join()", "loop,no");
    ck_assert_int_eq(jsb_loop(vm), JSB_OK); /* what the error has left */
    unit_expect(vm, "log.join()", "loop,no,loop");
    ck_assert_int_eq(duk_get_top(jsb_context(vm)), 0);
    jsb_destroy(vm);
    vm = unit_vm();
    ck_assert_int_eq(jsb_loop(vm), JSB_OK); /* without a runtime there is none */
    jsb_destroy(vm);
}
END_TEST

static struct jsb_vm *boot_linked(struct snap_blob **blob, struct snap_info *info)
{
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_open_base(blob, &last), JSB_OK);
    snap_get_info(*blob, info);
    ck_assert_int_eq(snap_boot(*blob, NULL, &vm, &last), JSB_OK);
    return vm;
}

/* What is left after an error is still scheduled, and runs next time. */
START_TEST(hooks_loop_of_the_linked_image)
{
    struct snap_blob *blob;
    struct snap_info info;
    struct jsb_vm *vm;
    vm = boot_linked(&blob, &info);
    if (info.has_runtime) {
        unit_run(vm,
                 "var log = []; setTimeout(function () { log.push(1); throw new Error('x'); }, 1);"
                 "setTimeout(function () { log.push(2); }, 1)");
        ck_assert_int_eq(jsb_loop(vm), JSB_E_SCRIPT);
        unit_expect(vm, "log.join()", "1");
        ck_assert_int_eq(snap_create(vm, NULL, (void *[]){NULL}, (size_t[]){0}, &last),
                         JSB_E_UNFREEZABLE); /* also in a machine that is not for building */
        ck_assert_ptr_nonnull(strstr(last.message, "a pending timer (setTimeout, 1 ms) cannot"));
        ck_assert_int_eq(jsb_loop(vm), JSB_OK);
        unit_expect(vm, "log.join()", "1,2");
    }
    jsb_destroy(vm);
    snap_close(blob);
}
END_TEST

/* Only the first program is the main module: the others are modules of their own. */
START_TEST(hooks_programs_of_the_linked_image)
{
    static const char text[] = "if (exports.seen || module.loaded) throw new Error('again');"
                               "exports.seen = true; globalThis.count = (globalThis.count || 0) + 1;";
    static const char *const names[] = {"one.js", "two.js", "three.js", "four.js"};
    struct snap_blob *blob;
    struct snap_info info;
    struct jsb_vm *vm;
    vm = boot_linked(&blob, &info);
    for (size_t i = 0; i < 4 && info.has_runtime; i++) {
        unit_write(unit_path(names[i]), text, sizeof(text) - 1);
        UNIT_ASSERT(jsb_run_module(vm, unit_path(names[i])) == JSB_OK, "%s",
                    jsb_last_error(vm)->message);
    }
    unit_expect(vm, "String(globalThis.count)", info.has_runtime ? "4" : "undefined");
    jsb_destroy(vm);
    snap_close(blob);
}
END_TEST

/* The program's own status is asked for after the freeze, and is not in the blob. */
START_TEST(hooks_exit_code_of_a_freeze)
{
    struct snap_blob *blob;
    struct snap_info info;
    struct jsb_vm *vm = boot_linked(&blob, &info);
    struct unit_blob frozen;
    ck_assert_int_eq(jsb_exit_code(vm), 0);
    if (info.has_runtime) {
        unit_run(vm, "process.exitCode = 7");
        ck_assert_int_eq(jsb_exit_code(vm), 7);
        frozen = unit_freeze(vm);
        ck_assert_int_eq(jsb_exit_code(vm), 7);
        jsb_destroy(vm);
        vm = unit_boot(&frozen);
        unit_expect(vm, "String(process.exitCode)", "undefined");
        ck_assert_int_eq(jsb_exit_code(vm), 0);
        unit_free(&frozen);
    }
    jsb_destroy(vm);
    snap_close(blob);
}
END_TEST

/* Whatever the library was built with: the image that is linked in boots. */
START_TEST(hooks_of_the_linked_image)
{
    struct snap_blob *blob;
    struct snap_info info;
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_open_base(&blob, &last), JSB_OK);
    ck_assert_int_eq(snap_validate(blob, &last), JSB_OK);
    snap_get_info(blob, &info);
    ck_assert_uint_lt(info.base, SNAP__RUNTIME_READ_ONLY);
    ck_assert_uint_gt(info.base + info.image_len, SNAP__RUNTIME_READ_ONLY);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(snap_boot(blob, NULL, &vm, &last), JSB_OK);
        unit_expect(vm, "[1, 2].map(function (x) { return x * 2; }).join()", "2,4");
        unit_expect(vm, "typeof process", info.has_runtime ? "object" : "undefined");
        unit_recount(vm);
        ck_assert_int_eq(jsb_finish(vm, 0), 0);
        jsb_destroy(vm);
    }
    snap_close(blob);
}
END_TEST

/* --------------------------------------------------------------------- Limits */

START_TEST(hooks_memory_limit_counts_beyond_the_image)
{
    struct jsb_options opt = {.memory_limit = 1 << 20};
    struct unit_blob blob =
        unit_freeze_program("var big = new Uint8Array(5 << 20); big[5000000] = 3");
    struct jsb_vm *vm;
    ck_assert_int_eq(try_boot(&blob, &opt, &vm), JSB_OK);
    ck_assert_uint_lt(jsb_memory_used(vm), 10000);
    unit_expect(vm, "big[5000000]", "3");
    unit_run_fails(vm, "var a = []; for (;;) a.push({})", JSB_E_NOMEM);
    ck_assert_uint_le(jsb_memory_used(vm), (1 << 20) + 4096);
    unit_expect(vm, "a = 0; big[5000000]", "3");
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

START_TEST(hooks_no_memory_at_boot)
{
    struct unit_blob blob = hooked_blob("flags = 2");
    struct jsb_vm *vm;
    for (size_t limit = 1; limit < 20000; limit += limit < 4000 ? 16 : 1000) {
        struct jsb_options opt = {.memory_limit = limit};
        int rc = try_boot(&blob, &opt, &vm);
        ck_assert_msg(rc == JSB_OK || rc == JSB_E_NOMEM || rc == JSB_E_SCRIPT, "%zu: %d", limit,
                      rc);
        jsb_destroy(vm);
    }
    unit_free(&blob);
}
END_TEST

START_TEST(hooks_stack_limit_at_boot)
{
    static const char depth[] =
        "var d = 0; (function g() { d++; try { [1].map(g); } catch (e) {} })(); d";
    struct jsb_options narrow = {.stack_limit = 96 << 10};
    struct unit_blob blob = unit_freeze_program("");
    struct jsb_vm *vm;
    double less, most;
    ck_assert_int_eq(try_boot(&blob, NULL, &vm), JSB_OK);
    most = unit_number(vm, depth);
    jsb_destroy(vm);
    ck_assert_int_eq(try_boot(&blob, &narrow, &vm), JSB_OK);
    less = unit_number(vm, depth);
    ck_assert_double_lt(less, most);
    jsb_destroy(vm);
    unit_free(&blob);
}
END_TEST

static void boot_on_a_small_stack(void *arg)
{
    struct jsb_vm *vm = unit_boot(arg);
    unit_expect(vm, "1 + 1", "2");
    jsb_gc(vm);
    jsb_destroy(vm);
}

START_TEST(hooks_small_stack)
{
    struct unit_blob blob = hooked_blob("flags = 2");
    unit_small_stack(boot_on_a_small_stack, &blob, 256 << 10);
    unit_free(&blob);
}
END_TEST

static int count_files(void)
{
    DIR *dir = opendir("/proc/self/fd");
    int count = 0;
    ck_assert_ptr_nonnull(dir);
    while (readdir(dir) != NULL)
        count++;
    closedir(dir);
    return count;
}

static int count_mappings(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    int count = 0, c;
    ck_assert_ptr_nonnull(maps);
    while ((c = getc(maps)) != EOF)
        count += c == '\n';
    fclose(maps);
    return count;
}

static void boot_once(const char *path, int fails)
{
    struct snap_blob *blob;
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_open(path, &blob, NULL), JSB_OK);
    ck_assert_int_eq(snap_boot(blob, NULL, &vm, NULL), fails ? JSB_E_SCRIPT : JSB_OK);
    ck_assert_int_eq(vm == NULL, fails);
    snap_close(blob);
    jsb_destroy(vm);
}

/* Descriptors and mappings all go back, those of boots that fail included. */
START_TEST(hooks_many_boots)
{
    struct unit_blob good = hooked_blob("flags = 2");
    struct unit_blob bad = hooked_blob("flags = 2; fail = 'refresh'");
    const char *good_path = unit_path("good"), *bad_path = unit_path("bad");
    int files = 0, mappings = 0;
    size_t in_use = 0;
    unit_write(good_path, good.data, good.len);
    unit_write(bad_path, bad.data, bad.len);
    for (int i = 0; i < 60; i++) {
        struct snap_blob *blob;
        boot_once(good_path, 0);
        boot_once(bad_path, 1);
        ck_assert_int_eq(snap_open("/proc/self/maps", &blob, NULL), JSB_E_NOT_BLOB);
        if (i == 10) {
            files = count_files();
            mappings = count_mappings();
            in_use = mallinfo2().uordblks;
        }
    }
    ck_assert_uint_le(mallinfo2().uordblks, in_use + 4096);
    ck_assert_int_eq(count_files(), files);
    ck_assert_int_le(count_mappings(), mappings + 5); /* malloc may have made some */
    unit_free(&good);
    unit_free(&bad);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(hooks_refresh_fails)
{
    struct unit_blob blob = hooked_blob("flags = 2; fail = 'refresh'");
    struct jsb_vm *vm;
    ck_assert_int_eq(try_boot(&blob, NULL, &vm), JSB_E_SCRIPT);
    ck_assert_str_eq(last.message, "RangeError: refresh");
    ck_assert_ptr_nonnull(strstr(last.stack, "refresh"));
    unit_free(&blob);
}
END_TEST

static void ignore_exit(void *user, int code)
{
    *(int *)user = code;
}

START_TEST(hooks_refresh_exits)
{
    int code = 0;
    struct jsb_options opt = {.on_exit = ignore_exit, .user = &code};
    struct jsb_vm *vm = unit_vm();
    struct unit_blob blob;
    unit_load_hooks(vm, boot_js);
    unit_define_native(vm, "exit");
    unit_run(vm, "flags = 2; fail = 'exit'");
    blob = unit_freeze(vm);
    jsb_destroy(vm);
    ck_assert_int_eq(try_boot(&blob, &opt, &vm), JSB_E_EXIT);
    ck_assert_int_eq(last.exit_code, 7);
    ck_assert_int_eq(code, 7);
    unit_free(&blob);
}
END_TEST

START_TEST(hooks_damaged_relocations)
{
    char *taken = jsb__map((void *)(uintptr_t)SNAP__BASE, 4096, -1, 0); /* so that they are read */
    struct unit_blob blob = unit_freeze_program("");
    struct jsb_vm *vm;
    const struct snap__header *h = (const void *)blob.data;
    blob.data[h->sections[SNAP__SECTION_RELOC].off + 9] ^= 1;
    ck_assert_int_eq(try_boot(&blob, NULL, &vm), JSB_E_CORRUPT);
    ck_assert_uint_gt(strlen(last.message), 0);
    jsb__unmap(taken, 4096);
    unit_free(&blob);
}
END_TEST

START_TEST(hooks_bytes_in_use)
{
    struct unit_blob bytes = unit_freeze_program("");
    const char *path = unit_path("blob");
    struct snap_blob *blob;
    struct jsb_vm *vm;
    size_t len = 1;
    unit_write(path, bytes.data, bytes.len);
    ck_assert_int_eq(snap_open(path, &blob, &last), JSB_OK);
    ck_assert_int_eq(snap_validate(blob, &last), JSB_OK);
    ck_assert_ptr_nonnull(snap_metadata(blob, &len));
    ck_assert_int_eq(snap_boot(blob, NULL, &vm, &last), JSB_OK);
    ck_assert_int_eq(snap_validate(blob, &last), JSB_E_INVALID); /* a VM writes to them */
    ck_assert_ptr_null(snap_metadata(blob, &len));
    ck_assert_uint_eq(len, 0);
    jsb_destroy(vm);
    snap_close(blob);
    unit_free(&bytes);
}
END_TEST

Suite *suite_hooks(void)
{
    Suite *suite = suite_create("hooks");
    const TTest *core[] = {hooks_settle_before_the_heap_is_listed,
                           hooks_flags_are_in_the_header,
                           hooks_refresh_at_each_boot,
                           hooks_main,
                           hooks_finish_if_asked,
                           hooks_loop_if_wanted,
                           hooks_loop_of_the_linked_image,
                           hooks_programs_of_the_linked_image,
                           hooks_exit_code_of_a_freeze,
                           hooks_of_the_linked_image};
    const TTest *limits[] = {hooks_memory_limit_counts_beyond_the_image, hooks_no_memory_at_boot,
                             hooks_stack_limit_at_boot, hooks_small_stack, hooks_many_boots};
    const TTest *errors[] = {hooks_refresh_fails, hooks_refresh_exits, hooks_damaged_relocations,
                             hooks_bytes_in_use};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
