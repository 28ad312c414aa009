/* SPDX-License-Identifier: MIT
 * vm.c - life of a VM, and the one protected entry through which JavaScript runs. */
#include "vm.h"

#include "code_store.h"
#include "engine.h"
#include "entry.h"
#include "err.h"
#include "last_words.h"
#include "locate.h"
#include "natives.h"
#include "os.h"
#include "runtime.h"
#include "startup.h"
#include "sys.h"
#include "unit.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lowest address JavaScript may push the C stack to; the engine compares with it. */
_Thread_local char *jsb__stack_floor;

_Thread_local volatile size_t jsb__interrupt;
_Thread_local int jsb__interruptible;

struct jsb_vm *jsb__vm(duk_context *ctx)
{
    duk_memory_functions functions;
    duk_get_memory_functions(ctx, &functions);
    return functions.udata;
}

/* The floor belongs to the VM that runs now, and depends on where its caller is. */
static void limit_stack(const struct jsb_vm *vm)
{
    char *here = __builtin_frame_address(0);
    size_t limit = vm->host.opt.stack_limit;
    jsb__stack_floor = limit != 0 && limit < (size_t)(uintptr_t)here ? here - limit : NULL;
}

int jsb__protect(struct jsb_vm *vm, duk_safe_call_function function, void *arg, int nargs)
{
    struct jsb__level level = {.outer = vm->host.level};
    char *outer = jsb__stack_floor;
    int ok;
    limit_stack(vm);
    vm->host.level = &level;
    ok = duk_safe_call(vm->ctx, function, arg, nargs, 1) == DUK_EXEC_SUCCESS;
    vm->host.level = level.outer;
    if (level.exiting) {
        vm->host.exiting = 1;
        vm->host.exit_code = level.exit_code;
    }
    jsb__stack_floor = outer;
    return ok;
}

static void free_kept(struct jsb_vm *vm)
{
    while (vm->kept != NULL) {
        struct jsb__kept *next = vm->kept->next;
        jsb__startup_free(vm->kept);
        vm->kept = next;
    }
}

static void free_vm(struct jsb_vm *vm)
{
    jsb__externals_close(&vm->externals);
    jsb__entry_free(vm);
    jsb__code_store_free(vm->code_store);
    free(vm->files.owned);
    free_kept(vm);
    jsb__startup_free(vm->texts);
    jsb__startup_free(vm);
}

struct jsb_vm *jsb__vm_new(const struct jsb_options *opt)
{
    struct jsb_vm *vm = jsb__startup_alloc(sizeof(*vm));
    if (vm == NULL)
        return NULL;
    memset(vm, 0, sizeof(*vm));
    vm->texts = jsb__startup_alloc(sizeof(*vm->texts));
    if (vm->texts == NULL) {
        free_vm(vm);
        return NULL;
    }
    if (opt != NULL) {
        vm->host.opt = *opt;
        vm->host.is_own_clock = opt->building;
        vm->host.build_now_ms = opt->epoch_ms;
        vm->files.list = opt->files;
        vm->files.count = opt->file_count;
        vm->files.is_whole = opt->files != NULL;
        if (opt->code_cache != NULL && !opt->building)
            vm->code_store =
                jsb__code_store_new(opt->code_cache, &vm->host.opt, vm->texts->out_buf);
    }
    return vm;
}

/* Runs protected: [] -> [undefined]. */
static duk_ret_t define_print(duk_context *ctx, void *arg)
{
    (void)arg;
    duk_push_global_object(ctx);
    duk_push_c_function(ctx, jsb__native_funcs[0], jsb__native_info[0].nargs);
    duk_put_prop_string(ctx, -2, "print");
    return 0;
}

/* While it makes a heap the engine has nowhere to throw an error to, and no way to make one. */
static void *or_leave(struct jsb_vm *vm, void *block)
{
    if (block != NULL)
        return block;
    vm->out_of_memory = 1;
    if (vm->creation != NULL)
        longjmp(*vm->creation, 1);
    return NULL;
}

static void *engine_alloc(void *user, duk_size_t size)
{
    struct jsb_vm *vm = user;
    return or_leave(vm, jsb__memory_alloc(&vm->memory, size));
}

static void *engine_realloc(void *user, void *block, duk_size_t size)
{
    struct jsb_vm *vm = user;
    void *moved = jsb__memory_realloc(&vm->memory, block, size);
    return size > 0 ? or_leave(vm, moved) : moved;
}

static void engine_free(void *vm, void *block)
{
    jsb__memory_free(&((struct jsb_vm *)vm)->memory, block);
}

/* The engine calls this when it cannot go on, not even by throwing: out of memory outside
 * of a protected call, or a broken heap. */
static void engine_fatal(void *vm, const char *message)
{
    (void)vm;
    fprintf(stderr, "jsboot: fatal error in the JavaScript engine: %s\n",
            message ? message : "unknown");
    abort();
}

size_t jsb__memory_in_use(void *vm)
{
    return ((const struct jsb_vm *)vm)->memory.used;
}

static void move_limit(struct jsb__memory *m, size_t limit, size_t used_before)
{
    m->limit = limit == 0 ? 0 : limit + m->used - used_before;
}

void *jsb__collection_alloc(void *vm, size_t size)
{
    struct jsb__memory *m = &((struct jsb_vm *)vm)->memory;
    size_t limit = m->limit, used = m->used;
    void *block;
    m->limit = 0;
    block = jsb__memory_alloc(m, size);
    move_limit(m, limit, used);
    return block;
}

void jsb__collection_free(void *vm, void *block)
{
    struct jsb__memory *m = &((struct jsb_vm *)vm)->memory;
    size_t used = m->used;
    jsb__memory_free(m, block);
    move_limit(m, m->limit, used);
}

struct jsb__callbacks jsb__vm_callbacks(struct jsb_vm *vm)
{
    struct jsb__callbacks callbacks = {engine_alloc, engine_realloc, engine_free, engine_fatal,
                                       vm};
    return callbacks;
}

/* Memory of a heap that is not finished goes with the VM's: nothing is left behind. */
static int create_heap(struct jsb_vm *vm)
{
    struct jsb__callbacks c = jsb__vm_callbacks(vm);
    jmp_buf creation;
    vm->memory.limit = vm->host.opt.memory_limit;
    vm->creation = &creation;
    if (setjmp(creation) == 0)
        vm->ctx = duk_create_heap(c.alloc_func, c.realloc_func, c.free_func, vm, c.fatal_func);
    vm->creation = NULL;
    return vm->ctx != NULL;
}

int jsb_create(const struct jsb_options *opt, struct jsb_vm **out)
{
    struct jsb_vm *vm = jsb__vm_new(opt);
    int rc;
    *out = NULL;
    if (vm == NULL)
        return JSB_E_NOMEM;
    rc = jsb__externals_open(&vm->externals, opt, NULL, 0, NULL);
    if (rc != JSB_OK) {
        jsb_destroy(vm);
        return rc;
    }
    if (!create_heap(vm) || !jsb__protect(vm, define_print, NULL, 0)) {
        jsb_destroy(vm);
        return JSB_E_NOMEM;
    }
    duk_pop(vm->ctx);
    *out = vm;
    return JSB_OK;
}

/* Tearing a heap down cell by cell runs the finalizers that are left, and looks at each object;
 * without any, or for a heap that has no collections at all, its memory is dropped as a whole. */
void jsb__end_heap(struct jsb_vm *vm)
{
    if (vm->ctx != NULL && jsb__heap_has_finalizers(vm->ctx) && !jsb__heap_keeps_garbage(vm->ctx))
        duk_destroy_heap(vm->ctx);
    vm->ctx = NULL;
}

void jsb_destroy(struct jsb_vm *vm)
{
    if (vm == NULL)
        return;
    jsb__end_heap(vm);
    jsb__units_free(vm);
    jsb__memory_drop(&vm->memory);
    if (vm->release != NULL)
        vm->release(vm->release_start, vm->release_len);
    jsb_flush(vm);
    jsb__last_words_forget(vm);
    free_vm(vm);
}

void jsb_discard(struct jsb_vm *vm)
{
    if (vm != NULL)
        vm->ctx = NULL; /* no heap, no finalizers */
    jsb_destroy(vm);
}

/* ------------------------------------------------------------------- errors */

struct jsb_error *jsb__error(struct jsb_vm *vm)
{
    vm->has_error = 1;
    return &vm->texts->error;
}

int jsb__vm_read_file(struct jsb_vm *vm, const char *path, char **data, size_t *len)
{
    int rc = jsb__read_file(path, data, len, &vm->texts->error);
    if (rc != JSB_OK)
        vm->has_error = 1;
    return rc;
}

const struct jsb_error *jsb_last_error(const struct jsb_vm *vm)
{
    static const struct jsb_error none;
    return vm->has_error ? &vm->texts->error : &none;
}

/* As Symbol.prototype.toString() has it, which the program may have replaced.  The engine keeps a
 * byte for its kind before a symbol's description, and behind it 0xff and what makes it unique. */
static void push_symbol_text(duk_context *ctx, duk_idx_t at)
{
    duk_size_t len;
    const char *bytes = duk_get_lstring(ctx, at, &len);
    const char *end = memchr(bytes + 1, 0xff, len - 1);
    duk_push_string(ctx, "Symbol(");
    duk_push_lstring(ctx, bytes + 1, end != NULL ? (size_t)(end - bytes) - 1 : len - 1);
    duk_push_string(ctx, ")");
    duk_concat(ctx, 3);
}

const char *jsb__text_of(duk_context *ctx, duk_idx_t index, size_t *len)
{
    duk_idx_t at = duk_normalize_index(ctx, index);
    if (duk_is_symbol(ctx, at)) { /* converted it would be the text of a TypeError */
        push_symbol_text(ctx, at);
        duk_replace(ctx, at);
    }
    return duk_safe_to_lstring(ctx, at, len);
}

static void copy_text(duk_context *ctx, duk_idx_t index, char *out, size_t size)
{
    size_t len;
    const char *text = jsb__text_of(ctx, index, &len);
    jsb__utf8_cut(out, size, text, len);
}

static int line_number(duk_context *ctx, duk_idx_t index)
{
    int line = duk_to_int(ctx, index);
    return line > 0 ? line : 0;
}

/* Runs protected: property access on an error value may call getters. */
static duk_ret_t read_error(duk_context *ctx, void *arg)
{
    struct jsb_error *err = arg;
    if (duk_is_error(ctx, -1)) {
        err->code = duk_get_error_code(ctx, -1) == DUK_ERR_SYNTAX_ERROR ? err->code : JSB_E_SCRIPT;
        duk_get_prop_string(ctx, -1, "stack");
        copy_text(ctx, -1, err->stack, sizeof(err->stack));
        duk_get_prop_string(ctx, -2, "lineNumber");
        err->line = line_number(ctx, -1);
        duk_get_prop_string(ctx, -3, "fileName");
        if (duk_is_string(ctx, -1))
            copy_text(ctx, -1, err->file, sizeof(err->file));
        duk_pop_3(ctx);
    } else {
        err->code = JSB_E_SCRIPT;
    }
    duk_dup_top(ctx);
    copy_text(ctx, -1, err->message, sizeof(err->message));
    duk_pop(ctx);
    return 0;
}

/* Without memory the engine throws an error of its own, and if there is none for that error
 * either, what it then throws has no text. */
static void name_lack_of_memory(struct jsb_vm *vm, struct jsb_error *err, int shown)
{
    if (vm->out_of_memory && (!shown || strcmp(err->message, "Error: alloc failed") == 0 ||
                              strstr(err->message, "double error") != NULL ||
                              strncmp(err->message, "DoubleError: ", 13) == 0)) {
        err->code = JSB_E_NOMEM;
        if (strncmp(err->file, "jsboot:", 7) == 0) /* the runtime's: no file of the program's */
            err->file[0] = '\0';
        snprintf(err->message, sizeof(err->message), "out of memory");
    }
    vm->out_of_memory = 0;
}

int jsb__take_error(struct jsb_vm *vm)
{
    struct jsb_error *err = jsb__error(vm);
    int shown;
    jsb__fail(err, JSB_E_SYNTAX, "%s", "");
    duk_dup_top(vm->ctx);
    shown = jsb__protect(vm, read_error, err, 1);
    duk_pop(vm->ctx);
    if (!shown)
        jsb__fail(err, JSB_E_SCRIPT, "an error that cannot be shown");
    name_lack_of_memory(vm, err, shown);
    if (shown && err->code != JSB_E_NOMEM && !vm->host.exiting)
        jsb__locate(vm, err);
    duk_pop(vm->ctx);
    if (vm->host.exiting) {
        jsb__fail(err, JSB_E_EXIT, "process.exit(%d)", vm->host.exit_code);
        err->exit_code = vm->host.exit_code;
        vm->host.exiting = 0; /* it is told once */
    }
    return err->code;
}

/* ---------------------------------------------------------------------- run */

int jsb__unless_exiting(struct jsb_vm *vm)
{
    return vm->host.exiting ? jsb__take_error(vm) : JSB_OK;
}

struct source {
    struct jsb__unit unit;
    const char *file_name;
    char *owned;    /* memory that the text is in, to be freed, or NULL */
    int compiled;
};

/* A large script needs its memory when it runs, not its text. */
static void free_text(struct jsb_vm *vm, struct source *source)
{
    if (source->owned != NULL)
        vm->running.text = NULL;
    jsb__startup_free(source->owned);
    source->owned = NULL;
}

/* Runs protected: [] -> [completion value]. */
static duk_ret_t run_source(duk_context *ctx, void *arg)
{
    struct source *source = arg;
    duk_push_string(ctx, source->file_name ? source->file_name : "eval");
    jsb__unit_push(ctx, &source->unit);
    source->compiled = 1;
    free_text(jsb__vm(ctx), source);
    duk_push_global_object(ctx);
    duk_call_method(ctx, 0);
    return 1;
}

/* Errors of the program's own go to its listeners, a program that does not parse has none. */
static int run_text(struct jsb_vm *vm, struct source *source)
{
    if (jsb__protect(vm, run_source, source, 0))
        return jsb__unless_exiting(vm);
    return source->compiled ? jsb__uncaught(vm) : jsb__take_error(vm);
}

static int run(struct jsb_vm *vm, struct source *source)
{
    struct jsb__running outer = vm->running;
    int rc;
    vm->running = (struct jsb__running){source->unit.text, source->unit.len, source->file_name};
    rc = run_text(vm, source);
    vm->running = outer;
    free_text(vm, source);
    return rc;
}

int jsb__run_source(struct jsb_vm *vm, const char *text, size_t len, const char *file_name,
                    enum jsb__unit_kind kind)
{
    struct source source = {
        {.text = text != NULL ? text : "", .len = len, .kind = kind}, file_name, NULL, 0};
    return run(vm, &source);
}

enum { KEPT_MAX = 1 << 20 };

void jsb__keep_text(struct jsb_vm *vm, const char *text, size_t len, const char *file_name)
{
    struct jsb__kept *kept = NULL;
    if (len > 0 && len <= KEPT_MAX)
        kept = jsb__startup_alloc(sizeof(*kept) + len);
    if (kept == NULL)
        return;
    kept->next = vm->kept;
    kept->len = len;
    snprintf(kept->file_name, sizeof(kept->file_name), "%s",
             file_name ? file_name : "eval");
    memcpy(kept->text, text, len);
    vm->kept = kept;
}

int jsb__run_own_source(struct jsb_vm *vm, char *text, size_t len, const char *file_name,
                        int is_cached)
{
    struct source source = {
        {.text = text, .len = len, .kind = JSB__UNIT_PROGRAM, .is_cached = is_cached},
        file_name, text, 0};
    return run(vm, &source);
}

/* Runs protected: [value] -> [undefined]. */
static duk_ret_t keep_result(duk_context *ctx, void *arg)
{
    (void)arg;
    duk_push_heap_stash(ctx);
    duk_dup(ctx, -2);
    duk_put_prop_string(ctx, -2, "result");
    return 0;
}

int jsb__keep_result(struct jsb_vm *vm)
{
    if (!jsb__protect(vm, keep_result, NULL, 1))
        return jsb__take_error(vm);
    duk_pop(vm->ctx);
    return JSB_OK;
}

int jsb_eval(struct jsb_vm *vm, const char *source, size_t len, const char *file_name)
{
    int rc = jsb__run_source(vm, source, len, file_name, JSB__UNIT_EVAL);
    return rc == JSB_OK ? jsb__keep_result(vm) : rc;
}

static duk_ret_t result_text(duk_context *ctx, void *arg)
{
    const char *text;
    size_t len;
    (void)arg;
    duk_push_heap_stash(ctx);
    duk_get_prop_string(ctx, -1, "result");
    (void)jsb__text_of(ctx, -1, &len);
    text = jsb__bytes_arg(ctx, -1, &len);
    duk_push_lstring(ctx, text, len);
    duk_dup_top(ctx);
    duk_put_prop_string(ctx, -4, "result"); /* keeps the text alive */
    return 1;
}

const char *jsb_result(struct jsb_vm *vm, size_t *len)
{
    duk_size_t n = 0;
    const char *text = "";
    int converted = jsb__protect(vm, result_text, NULL, 0);
    if (jsb__unless_exiting(vm) != JSB_OK) {
        text = NULL;
    } else {
        if (converted)
            text = duk_get_lstring(vm->ctx, -1, &n);
        duk_pop(vm->ctx);
    }
    if (len != NULL)
        *len = n;
    return text;
}

int jsb_gc(struct jsb_vm *vm)
{
    int rc;
    duk_gc(vm->ctx, 0);
    duk_push_undefined(vm->ctx);
    rc = jsb__unless_exiting(vm);
    if (rc == JSB_OK)
        duk_pop(vm->ctx);
    return rc;
}

size_t jsb_memory_used(const struct jsb_vm *vm)
{
    return vm->memory.used;
}

struct duk_hthread *jsb_context(struct jsb_vm *vm)
{
    return vm->ctx;
}
