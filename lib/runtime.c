/* SPDX-License-Identifier: MIT
 * runtime.c - the part of the VM that is JavaScript: loading it, calling into it.
 *
 * The runtime puts the functions that C calls into one object, `jsboot` in the heap stash;
 * it is frozen and booted with everything else. */
#include "runtime.h"

#include "engine.h"
#include "entry.h"
#include "err.h"
#include "natives.h"
#include "startup.h"
#include "sys.h"
#include "unit.h"
#include "utf8.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char MODULE_HEAD[] = "function (exports, require, module, sys) {";
static const char BOOT_HEAD[] = "function (sys, modules, hooks) {";

struct load {
    const struct jsb__module *modules;
    size_t count;
};

/* Compiles head + source + "\n}" as a function expression on the value stack. */
static void compile_module(duk_context *ctx, const struct jsb__module *m, const char *head)
{
    duk_push_string(ctx, head);
    duk_push_lstring(ctx, m->source, m->len);
    duk_push_string(ctx, "\n}");
    duk_concat(ctx, 3);
    duk_push_sprintf(ctx, "jsboot:%s", m->name);
    duk_compile(ctx, DUK_COMPILE_FUNCTION);
}

/* Runs protected: [] -> []. */
static duk_ret_t load_modules(duk_context *ctx, void *arg)
{
    const struct load *load = arg;
    const struct jsb__module *boot = NULL;
    duk_idx_t modules = duk_push_object(ctx);
    for (size_t i = 0; i < load->count; i++) {
        const struct jsb__module *m = &load->modules[i];
        if (strcmp(m->name, "boot") == 0) {
            boot = m;
            continue;
        }
        compile_module(ctx, m, MODULE_HEAD);
        duk_put_prop_string(ctx, modules, m->name);
    }
    if (boot == NULL)
        return duk_reference_error(ctx, "the runtime has no boot.js");
    compile_module(ctx, boot, BOOT_HEAD);
    jsb__push_natives(ctx);
    duk_dup(ctx, modules);
    duk_push_heap_stash(ctx);
    duk_push_object(ctx);
    duk_dup_top(ctx);
    duk_put_prop_string(ctx, -3, "jsboot");
    duk_remove(ctx, -2);
    duk_call(ctx, 3);
    return 0;
}

int jsb__load_runtime(struct jsb_vm *vm, const struct jsb__module *modules, size_t count)
{
    struct load load = {modules, count};
    if (!jsb__protect(vm, load_modules, &load, 0))
        return jsb__take_error(vm);
    duk_pop(vm->ctx);
    vm->has_runtime = 1;
    return JSB_OK;
}

struct hook_call {
    const char *name;
    int nargs;
    const char *text; /* one argument more, NULL if there is none */
};

/* Runs protected: [args...] -> [result]. */
static duk_ret_t call_hook(duk_context *ctx, void *arg)
{
    const struct hook_call *call = arg;
    duk_idx_t first = duk_get_top(ctx) - call->nargs;
    duk_push_heap_stash(ctx);
    duk_get_prop_string(ctx, -1, "jsboot");
    duk_get_prop_string(ctx, -1, call->name);
    duk_insert(ctx, first);
    duk_pop_2(ctx);
    if (call->text != NULL)
        duk_push_string(ctx, call->text);
    duk_call(ctx, call->nargs + (call->text != NULL));
    return 1;
}

/* Calls a hook; on failure the error value is left on the value stack. */
static int try_hook(struct jsb_vm *vm, const char *name, int nargs, const char *text)
{
    struct hook_call call = {name, nargs, text};
    vm->hooks_ran = 1;
    return jsb__protect(vm, call_hook, &call, nargs);
}

static int no_runtime(struct jsb_vm *vm, int nargs)
{
    duk_pop_n(vm->ctx, nargs);
    return jsb__fail(jsb__error(vm), JSB_E_NO_RUNTIME, "this VM was made without the runtime");
}

int jsb__hook(struct jsb_vm *vm, const char *name, int nargs)
{
    if (!vm->has_runtime)
        return no_runtime(vm, nargs);
    return try_hook(vm, name, nargs, NULL) ? JSB_OK : jsb__take_error(vm);
}

static int run_hook(struct jsb_vm *vm, const char *name, int nargs, const char *text)
{
    int rc;
    if (!vm->has_runtime)
        return no_runtime(vm, nargs);
    rc = try_hook(vm, name, nargs, text) ? jsb__unless_exiting(vm) : jsb__uncaught(vm);
    if (rc == JSB_OK)
        duk_pop(vm->ctx);
    return rc;
}

int jsb__run_hook(struct jsb_vm *vm, const char *name, int nargs)
{
    return run_hook(vm, name, nargs, NULL);
}

/* As in node, whose exit code 7 says so, and which asks no listener any more.  Without a listener
 * the hook fails for want of memory: who has one wants the hook "finish" too. */
static int listener_failed(struct jsb_vm *vm)
{
    int rc = jsb__take_error(vm);
    if (rc == JSB_E_SCRIPT && vm->want_finish) {
        jsb__error(vm)->exit_code = 7;
        vm->want_finish = 0;
    }
    return rc;
}

/* [description error] -> [].  It stands behind the stack, or for what is no error. */
static int take_described(struct jsb_vm *vm)
{
    int rc = jsb__take_error(vm);
    struct jsb_error *err = jsb__error(vm);
    size_t used = strlen(err->stack), len;
    const char *text = duk_get_lstring(vm->ctx, -1, &len);
    if (text != NULL && rc == JSB_E_SCRIPT && used == 0)
        jsb__utf8_cut(err->message, sizeof(err->message), text, len);
    else if (text != NULL && rc == JSB_E_SCRIPT && used + 2 < sizeof(err->stack)) {
        err->stack[used++] = '\n';
        jsb__utf8_cut(err->stack + used, sizeof(err->stack) - used, text, len);
    }
    duk_pop(vm->ctx);
    return rc;
}

int jsb__uncaught(struct jsb_vm *vm)
{
    if (!vm->has_runtime || vm->host.exiting)
        return jsb__take_error(vm);
    duk_dup_top(vm->ctx);
    if (!try_hook(vm, "uncaught", 1, NULL)) { /* the listener threw: its error is the one to show */
        duk_remove(vm->ctx, -2);
        return listener_failed(vm);
    }
    if (!duk_is_boolean(vm->ctx, -1) || !duk_get_boolean(vm->ctx, -1)) {
        duk_insert(vm->ctx, -2);
        return take_described(vm);
    }
    duk_remove(vm->ctx, -2);
    return JSB_OK;
}

/* Runs protected: [] -> [undefined].  What jsb_eval() kept is not the program's. */
static duk_ret_t drop_result(duk_context *ctx, void *arg)
{
    (void)arg;
    duk_push_heap_stash(ctx);
    duk_del_prop_string(ctx, -1, "result");
    return 0;
}

int jsb__settle(struct jsb_vm *vm, unsigned *flags)
{
    int rc;
    *flags = 0;
    if (!jsb__protect(vm, drop_result, NULL, 0))
        return jsb__take_error(vm);
    duk_pop(vm->ctx);
    if (!vm->has_runtime)
        return JSB_OK;
    rc = jsb__hook(vm, "settle", 0);
    if (rc != JSB_OK)
        return rc;
    *flags = (unsigned)duk_to_uint(vm->ctx, -1);
    duk_pop(vm->ctx);
    return JSB_OK;
}

static void add_used(duk_context *ctx, struct jsb__used *used)
{
    if (used->count < JSB__USED_MAX)
        used->objects[used->count++] = duk_get_heapptr(ctx, -1);
}

static void add_prototypes(duk_context *ctx, struct jsb__used *used)
{
    duk_dup_top(ctx);
    for (;;) {
        duk_get_prototype(ctx, -1);
        duk_remove(ctx, -2);
        if (!duk_is_object(ctx, -1))
            break;
        add_used(ctx, used);
    }
    duk_pop(ctx);
}

/* [list] -> [list] */
static void add_entries(duk_context *ctx, struct jsb__used *used, size_t from, size_t to,
                        void (*add)(duk_context *, struct jsb__used *))
{
    for (duk_uarridx_t i = (duk_uarridx_t)from; i < to && i < duk_get_length(ctx, -1); i++) {
        if (duk_get_prop_index(ctx, -1, i) && duk_is_object(ctx, -1))
            add(ctx, used);
        duk_pop(ctx);
    }
}

static void add_global(duk_context *ctx, struct jsb__used *used, const char *name)
{
    void *object = jsb__global_object(ctx, name);
    if (object != NULL && used->count < JSB__USED_MAX)
        used->objects[used->count++] = object;
}

/* Runs protected: [] -> [undefined].  Hook "entry" is the list that entry.c reads.  What an
 * object does not have is looked for in its prototypes; what lies behind the functions are values of the
 * program, with any number of prototypes.  No start reads `Object` and the prototype
 * of strings, but most scripts do. */
static duk_ret_t list_used(duk_context *ctx, void *arg)
{
    struct jsb__used *used = arg;
    add_global(ctx, used, "print");
    add_global(ctx, used, "Object");
    duk_push_string(ctx, "");
    duk_to_object(ctx, -1);
    add_prototypes(ctx, used);
    duk_push_heap_stash(ctx);
    add_used(ctx, used);
    duk_get_prop_string(ctx, -1, "jsboot");
    add_used(ctx, used);
    used->read_count = used->write_count = used->count;
    if (!duk_get_prop_string(ctx, -1, "entry"))
        return 0;
    add_used(ctx, used);
    add_entries(ctx, used, 0, JSB__USED_CALLED_END, add_prototypes);
    add_entries(ctx, used, JSB__USED_CALLED, JSB__USED_CALLED_END, add_used);
    used->read_count = used->count;
    add_entries(ctx, used, 0, JSB__USED_WRITTEN, add_used);
    used->write_count = used->count;
    add_entries(ctx, used, JSB__USED_WRITTEN, SIZE_MAX, add_used);
    return 0;
}

int jsb__used_objects(struct jsb_vm *vm, struct jsb__used *used)
{
    int rc = JSB_OK;
    *used = (struct jsb__used){.count = 0};
    if (!vm->has_runtime)
        return JSB_OK;
    if (!jsb__protect(vm, list_used, used, 0))
        rc = JSB_E_NOMEM;
    duk_pop(vm->ctx);
    return rc;
}

int jsb_run_module(struct jsb_vm *vm, const char *path)
{
    int rc = jsb__entry_find(vm, path) ? jsb__entry_run(vm) : JSB_E_IO;
    if (rc != JSB_E_IO)
        return rc;
    jsb__entry_free(vm); /* JavaScript finds another file, or better words */
    return run_hook(vm, "runModule", 0, path);
}

/* An error that the program takes does not end the loop. */
int jsb_loop(struct jsb_vm *vm)
{
    int rc = JSB_OK, is_done = !vm->has_runtime || !(vm->want_loop || vm->want_finish);
    while (rc == JSB_OK && !is_done) {
        vm->want_loop = 0;
        is_done = try_hook(vm, "loop", 0, NULL);
        rc = is_done ? jsb__unless_exiting(vm) : jsb__uncaught(vm);
        if (rc == JSB_OK)
            duk_pop(vm->ctx);
    }
    if (rc != JSB_OK)
        vm->want_loop = 1; /* the rest is for the next call */
    return rc;
}

/* A file that is there would not be found. */
static int check_name(struct jsb_vm *vm, const char *name)
{
    char folder[PATH_MAX];
    const char *message = "this name is not UTF-8, which modules are named by; rename it";
    int rc;
    if (jsb_is_utf8(name)) {
        if (name[0] == '/' || access(name, F_OK) != 0 || getcwd(folder, sizeof(folder)) == NULL ||
            jsb_is_utf8(folder))
            return JSB_OK;
        message = "the name of its folder is not UTF-8, which modules are named by; rename it";
    }
    rc = jsb__fail(jsb__error(vm), JSB_E_INVALID, "%s", message);
    jsb__fail_file(jsb__error(vm), name);
    return rc;
}

int jsb_require(struct jsb_vm *vm, const char *specifier)
{
    int rc = check_name(vm, specifier);
    return rc != JSB_OK ? rc : run_hook(vm, "preload", 0, specifier);
}

int jsb_precompile(struct jsb_vm *vm, const char *name, int as_main)
{
    int rc = check_name(vm, name);
    return rc != JSB_OK ? rc : run_hook(vm, as_main ? "precompileMain" : "precompile", 0, name);
}

int jsb_start_session(struct jsb_vm *vm)
{
    jsb__interruptible = 1;
    return run_hook(vm, "startSession", 0, NULL);
}

/* -------------------------------------------------------- scripts run by C alone */

static int eval_context(struct jsb_vm *vm)
{
    return vm->has_runtime ? jsb__run_hook(vm, "evalContext", 0) : JSB_OK;
}

static int run_file(struct jsb_vm *vm, const char *path, const char *name)
{
    struct jsb_options *opt = &vm->host.opt;
    char *source;
    size_t len;
    int rc = jsb__vm_read_file(vm, path, &source, &len);
    if (rc != JSB_OK)
        return rc;
    if (opt->building && opt->on_input != NULL)
        opt->on_input(opt->user, name, source, len);
    if (strcmp(path, "-") == 0)
        jsb__keep_text(vm, source, len, name);
    rc = jsb__run_own_source(vm, source, len, name, strcmp(path, "-") != 0);
    if (rc == JSB_OK)
        duk_pop(vm->ctx);
    return rc;
}

int jsb_run_script(struct jsb_vm *vm, const char *path)
{
    int is_stdin = strcmp(path, "-") == 0;
    int rc;
    if (vm->has_runtime && !is_stdin)
        return run_hook(vm, "runScript", 0, path);
    rc = is_stdin ? eval_context(vm) : JSB_OK;
    return rc == JSB_OK ? run_file(vm, path, is_stdin ? "[stdin]" : path) : rc;
}

/* Runs protected: [value] -> [undefined]. */
static duk_ret_t print_bare(duk_context *ctx, void *arg)
{
    size_t len;
    const char *text = jsb__text_of(ctx, -1, &len);
    jsb__write_out(arg, text, len);
    jsb__write_out(arg, "\n", 1);
    return 0;
}

int jsb_run_code(struct jsb_vm *vm, const char *source, size_t len, const char *file_name,
                 int print)
{
    int rc = JSB_OK;
    if (len == 0 && !print)
        return JSB_OK; /* nothing to compile */
    rc = eval_context(vm);
    if (rc == JSB_OK)
        rc = jsb__run_source(vm, source, len, file_name, print ? JSB__UNIT_EVAL : JSB__UNIT_PROGRAM);
    if (vm->want_loop || vm->want_finish) /* more of it is going to run */
        jsb__keep_text(vm, source, len, file_name);
    if (rc != JSB_OK)
        return rc;
    if (print && vm->has_runtime)
        return jsb__run_hook(vm, "print", 1);
    if (print && !jsb__protect(vm, print_bare, vm, 1))
        return jsb__take_error(vm);
    duk_pop(vm->ctx);
    return JSB_OK;
}

struct check {
    const char *source;
    size_t len;
    const char *path;
    int as_module;
};

/* Runs protected: [] -> [function]. */
static duk_ret_t check_source(duk_context *ctx, void *arg)
{
    const struct check *c = arg;
    struct jsb__unit unit = {.text = c->source, .len = c->len};
    unit.kind = c->as_module ? JSB__UNIT_MODULE : JSB__UNIT_PROGRAM;
    duk_push_string(ctx, c->path);
    jsb__unit_compile(ctx, &unit);
    return 1;
}

int jsb_check(struct jsb_vm *vm, const char *path)
{
    char *source;
    size_t len;
    int rc = jsb__vm_read_file(vm, path, &source, &len);
    int is_stdin = strcmp(path, "-") == 0;
    struct check check = {source, len, is_stdin ? "[stdin]" : path,
                          vm->has_runtime && !is_stdin};
    struct jsb__running outer = vm->running;
    if (is_stdin)
        vm->running = (struct jsb__running){source, len, check.path};
    if (rc == JSB_OK && !jsb__protect(vm, check_source, &check, 0))
        rc = jsb__take_error(vm);
    else if (rc == JSB_OK)
        duk_pop(vm->ctx);
    vm->running = outer;
    jsb__startup_free(source);
    return rc;
}

/* ----------------------------------------------------------------------- the end */

/* [error] -> [].  A listener of 'exit' threw: listeners of 'uncaughtException' may take it. */
static int take_exit_error(struct jsb_vm *vm)
{
    int rc = jsb__uncaught(vm);
    if (rc == JSB_OK)
        duk_pop(vm->ctx);
    else if (jsb__error(vm)->exit_code != 0 || rc == JSB_E_EXIT)
        return jsb__error(vm)->exit_code;
    return vm->host.has_exit_code ? vm->host.exit_code : rc != JSB_OK;
}

static int finish_program(struct jsb_vm *vm, int code)
{
    duk_push_int(vm->ctx, code);
    if (!try_hook(vm, "finish", 1, NULL))
        return take_exit_error(vm);
    code = duk_to_int(vm->ctx, -1);
    duk_pop(vm->ctx);
    return code;
}

/* Stock Duktape runs the finalizers of what is left when its heap is destroyed: so does the
 * end of a program. */
int jsb_finish(struct jsb_vm *vm, int code)
{
    vm->has_error = 0; /* what is there afterwards is of the end itself */
    if (vm->has_runtime && vm->want_finish)
        code = finish_program(vm, code);
    else if (code == 0 && vm->host.has_exit_code)
        code = vm->host.exit_code;
    jsb__end_heap(vm);
    if (jsb_flush(vm) != JSB_OK && code == 0)
        code = 1;
    return code & 255;
}
