/* SPDX-License-Identifier: MIT
 * check_precompile.c - modules that are compiled before the freeze and run after boot. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

static struct jsb_error err;

static const struct jsb_file list[] = {
    {"bad.js", "let x;", 6, NULL},
    {"lib.js", "ran += 'lib '; exports.fail = function fail() { throw Error('late'); };", 71, NULL},
    {"main.js", "ran += 'main '; require('./lib'); if (!module.parent) ran += __filename;", 72, NULL},
};

static struct jsb_vm *building_vm(void)
{
    struct jsb_options opt = {.building = 1, .root = "/snapshot", .files = list,
                              .file_count = sizeof(list) / sizeof(list[0])};
    struct snap_blob *base;
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_open_base(&base, &err), JSB_OK);
    ck_assert_int_eq(snap_boot(base, &opt, &vm, &err), JSB_OK);
    snap_close(base);
    unit_run(vm, "this.ran = '';");
    return vm;
}

static struct jsb_vm *freeze_and_boot(struct jsb_vm *vm, int has_main)
{
    struct snap_blob *blob;
    struct snap_info info;
    void *data;
    size_t len;
    ck_assert_int_eq(snap_create(vm, NULL, &data, &len, &err), JSB_OK);
    ck_assert_int_eq(snap_open_memory(data, len, &blob, &err), JSB_OK);
    snap_get_info(blob, &info);
    ck_assert_int_eq(info.has_main != 0, has_main);
    ck_assert_int_eq(snap_boot(blob, NULL, &vm, &err), JSB_OK);
    snap_close(blob);
    snap_free(data);
    return vm;
}

START_TEST(precompile_runs_after_boot_only)
{
    struct jsb_vm *vm = building_vm();
    ck_assert_int_eq(jsb_precompile(vm, "main.js", 1), JSB_OK);
    unit_expect(vm, "ran", "");
    vm = freeze_and_boot(vm, 1);
    unit_expect(vm, "ran", "");
    ck_assert_int_eq(snap_run_main(vm), JSB_OK);
    unit_expect(vm, "ran", "main lib /snapshot/main.js");
    jsb_destroy(vm);
}
END_TEST

/* A VM that was frozen goes on, and may have another main function then. */
START_TEST(precompile_main_of_now)
{
    const char *source = "require('v8').startupSnapshot.setDeserializeMainFunction(function () { ran += '%d '; });";
    struct jsb_vm *vm = building_vm();
    for (int i = 1; i < 3; i++) {
        char code[128];
        void *data;
        size_t len;
        snprintf(code, sizeof(code), source, i);
        unit_run(vm, code);
        ck_assert_int_eq(snap_run_main(vm), JSB_OK);
        ck_assert_int_eq(snap_create(vm, NULL, &data, &len, &err), JSB_OK);
        snap_free(data);
    }
    unit_expect(vm, "ran", "1 2 ");
    vm = freeze_and_boot(vm, 1);
    ck_assert_int_eq(snap_run_main(vm), JSB_OK);
    unit_expect(vm, "ran", "1 2 2 ");
    jsb_destroy(vm);
}
END_TEST

START_TEST(precompile_is_found_by_require)
{
    struct jsb_vm *vm = building_vm();
    ck_assert_int_eq(jsb_precompile(vm, "./lib", 0), JSB_OK);
    vm = freeze_and_boot(vm, 0);
    unit_run(vm, "var lib = require('/snapshot/lib');");
    unit_expect(vm, "ran", "lib ");
    unit_run_fails(vm, "lib.fail()", JSB_E_SCRIPT);
    ck_assert_ptr_nonnull(strstr(jsb_last_error(vm)->stack, "at fail (lib.js:1)"));
    jsb_destroy(vm);
}
END_TEST

START_TEST(precompile_failures)
{
    struct jsb_vm *vm = building_vm();
    ck_assert_int_eq(jsb_precompile(vm, "none", 0), JSB_E_SCRIPT);
    ck_assert_int_eq(jsb_precompile(vm, "none.js", 1), JSB_E_SCRIPT);
    ck_assert_int_eq(jsb_precompile(vm, "bad.js", 0), JSB_E_SYNTAX);
    ck_assert_int_eq(jsb_precompile(vm, "main.js", 1), JSB_OK);
    ck_assert_int_eq(jsb_precompile(vm, "lib.js", 1), JSB_E_SCRIPT);
    ck_assert_ptr_nonnull(strstr(jsb_last_error(vm)->message, "already configured"));
    jsb_destroy(vm);
    vm = unit_vm();
    ck_assert_int_eq(jsb_precompile(vm, "main.js", 1), JSB_E_NO_RUNTIME);
    jsb_destroy(vm);
}
END_TEST

Suite *suite_precompile(void)
{
    const TTest *core[] = {precompile_runs_after_boot_only,
                                        precompile_main_of_now, precompile_is_found_by_require,
                                        precompile_failures};
    Suite *suite = suite_create("precompile");
    UNIT_CASE(suite, "Core", core);
    return suite;
}
