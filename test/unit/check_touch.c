/* SPDX-License-Identifier: MIT
 * check_touch.c - what an embedding program is asked before startup code touches something. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct seen {
    const char *refuse; /* a native's name, NULL for none */
    char text[2048];
};

static const char *on_touch(void *user, const struct jsb_touch *touch)
{
    static const char *const kinds[] = {"read", "look", "write", "variable", "process"};
    struct seen *seen = user;
    size_t len = strlen(seen->text);
    snprintf(seen->text + len, sizeof(seen->text) - len, "%s %s %s %s:%d%s\n", kinds[touch->kind],
             touch->native, touch->what, touch->file, touch->line,
             touch->for_module ? " module" : "");
    return seen->refuse != NULL && strcmp(seen->refuse, touch->native) == 0 ? "ask a friend" : NULL;
}

static struct jsb_vm *vm_for(struct seen *seen, int building)
{
    struct jsb_options opt = {.building = building, .on_touch = seen ? on_touch : NULL,
                              .user = seen};
    struct snap_blob *base;
    struct jsb_vm *vm;
    ck_assert_int_eq(snap_open_base(&base, NULL), JSB_OK);
    ck_assert_int_eq(snap_boot(base, &opt, &vm, NULL), JSB_OK);
    snap_close(base);
    return vm;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(touch_tells_what_and_where)
{
    struct seen seen = {0};
    struct jsb_vm *vm = vm_for(&seen, 1);
    static const char code[] = "var fs = require('fs');\nfunction f() {\n  fs.statSync('/');\n}\nf();"
                               "\nvar fd = fs.openSync('/dev/null', 'r+'); fs.closeSync(fd);"
                               "\nprocess.env.HOME; process.kill(process.pid, 0);";
    ck_assert_int_eq(jsb_eval(vm, code, sizeof(code) - 1, "a.js"), JSB_OK);
    ck_assert_str_eq(seen.text, "look fsStat / a.js:3\nwrite fsOpen /dev/null a.js:6\n"
                                "variable getenv HOME a.js:7\nprocess kill  a.js:7\n");
    jsb_destroy(vm);
}
END_TEST

START_TEST(touch_knows_require)
{
    struct seen seen = {0};
    struct jsb_vm *vm = vm_for(&seen, 1);
    static const char code[] = "try { require('/nothing/here'); } catch (e) { }";
    ck_assert_int_eq(jsb_eval(vm, code, sizeof(code) - 1, "a.js"), JSB_OK);
    ck_assert_ptr_nonnull(strstr(seen.text, "look fileKind /nothing/here a.js:1 module\n"));
    jsb_destroy(vm);
}
END_TEST

START_TEST(touch_leaves_no_trace)
{
    struct seen seen = {0};
    struct jsb_vm *vm = vm_for(&seen, 1);
    duk_idx_t top = duk_get_top(jsb_context(vm));
    unit_expect(vm, "require('fs').existsSync('/')", "true");
    ck_assert_int_eq(duk_get_top(jsb_context(vm)), top);
    jsb_destroy(vm);
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(touch_refused_is_an_error)
{
    struct seen seen = {.refuse = "fsOpen"};
    struct jsb_vm *vm = vm_for(&seen, 1);
    unit_expect(vm, "try { require('fs').readFileSync('/etc/x'); } catch (e) { "
                    "[e instanceof Error, e.code, e.permission, e.resource, e.message].join('|'); }",
                "true|ERR_ACCESS_DENIED|FileSystemRead|/etc/x|reading '/etc/x' is refused while a "
                "snapshot is made: ask a friend");
    jsb_destroy(vm);
}
END_TEST

START_TEST(touch_refused_variable_is_absent)
{
    struct seen seen = {.refuse = "getenv"};
    struct jsb_vm *vm = vm_for(&seen, 1);
    ck_assert_int_eq(setenv("JSBOOT_TEST", "yes", 1), 0);
    unit_expect(vm, "'' + process.env.JSBOOT_TEST + ('JSBOOT_TEST' in process.env)", "undefinedfalse");
    seen.refuse = NULL;
    unit_expect(vm, "process.env.JSBOOT_TEST", "yes");
    seen.refuse = "envNames";
    unit_expect(vm, "Object.keys(process.env).length", "0");
    jsb_destroy(vm);
}
END_TEST

START_TEST(touch_without_anybody_to_ask)
{
    struct jsb_vm *vm = vm_for(NULL, 1);
    unit_expect(vm, "require('fs').existsSync('/')", "true");
    unit_expect(vm, "'' + process.env.PATH + Object.keys(process.env).length", "undefined0");
    jsb_destroy(vm);
}
END_TEST

Suite *suite_touch(void)
{
    const TTest *const core[] = {touch_tells_what_and_where, touch_knows_require,
                                        touch_leaves_no_trace};
    const TTest *const errors[] = {touch_refused_is_an_error,
                                          touch_refused_variable_is_absent,
                                          touch_without_anybody_to_ask};
    Suite *suite = suite_create("touch");
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
