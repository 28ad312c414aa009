/* SPDX-License-Identifier: MIT
 * script.c - programs that are compiled once, run any number of times, and kept as code caches. */
#include "code_entry.h"
#include "err.h"
#include "flat.h"
#include "runtime.h"
#include "unit.h"
#include "vm.h"

#include <stdlib.h>
#include <string.h>

struct jsb_script {
    struct jsb_vm *vm;
    unsigned references;
    unsigned index; /* of its function, in the list of the heap's stash */
    struct jsb__code_source source;
    char name[];
};

/* [] -> [list]: the functions of all scripts, which keeps them alive. */
static void push_list(duk_context *ctx)
{
    duk_push_heap_stash(ctx);
    if (!duk_get_prop_string(ctx, -1, "scripts")) {
        duk_pop(ctx);
        duk_push_bare_object(ctx);
        duk_dup_top(ctx);
        duk_put_prop_string(ctx, -3, "scripts");
    }
    duk_remove(ctx, -2);
}

/* [] -> [function] */
static void push_function(duk_context *ctx, const struct jsb_script *script)
{
    push_list(ctx);
    duk_get_prop_index(ctx, -1, script->index);
    duk_remove(ctx, -2);
}

/* ----------------------------------------------------------------------- compile */

struct compile {
    struct jsb_script *script;
    struct jsb__unit unit;
    const void *cache;
    size_t cache_size;
    int is_rejected;
};

/* [file name] -> [function] */
static void push_compiled(duk_context *ctx, struct compile *c)
{
    const char *why;
    if (c->cache != NULL && !c->script->vm->host.opt.building) {
        why = jsb__unit_push_entry(ctx, &c->script->source, c->cache, c->cache_size);
        c->is_rejected = why != NULL;
        if (why == NULL)
            return;
    }
    jsb__unit_compile(ctx, &c->unit);
}

/* Runs protected: [] -> [undefined]. */
static duk_ret_t compile(duk_context *ctx, void *arg)
{
    struct compile *c = arg;
    push_list(ctx);
    duk_push_string(ctx, c->script->name);
    push_compiled(ctx, c);
    duk_put_prop_index(ctx, -2, c->script->index);
    return 0;
}

static struct jsb_script *new_script(struct jsb_vm *vm, const char *source, size_t len,
                                     const char *name)
{
    size_t name_len = strlen(name);
    struct jsb_script *script = malloc(sizeof(*script) + name_len + 1);
    if (script == NULL)
        return NULL;
    script->vm = vm;
    script->references = 1;
    script->index = vm->script_count++;
    memcpy(script->name, name, name_len + 1);
    jsb__code_source(source, len, JSB__UNIT_EVAL, &script->source);
    return script;
}

static int run_compile(struct jsb_vm *vm, struct compile *c)
{
    struct jsb__running outer = vm->running;
    int rc = JSB_OK;
    vm->running = (struct jsb__running){c->unit.text, c->unit.len, c->script->name};
    if (!jsb__protect(vm, compile, c, 0))
        rc = jsb__take_error(vm);
    else
        duk_pop(vm->ctx);
    vm->running = outer;
    return rc;
}

int jsb_compile(struct jsb_vm *vm, const char *source, size_t len, const char *file_name,
                const void *cache, size_t cache_size, int *cache_rejected, struct jsb_script **out)
{
    struct compile c = {
        .unit = {.text = source != NULL ? source : "", .len = len, .kind = JSB__UNIT_EVAL},
        .cache = cache,
        .cache_size = cache_size};
    int rc;
    *out = NULL;
    if (cache_rejected != NULL)
        *cache_rejected = 0;
    c.script = new_script(vm, c.unit.text, len, file_name ? file_name : "eval");
    if (c.script == NULL)
        return jsb__fail(jsb__error(vm), JSB_E_NOMEM, "out of memory");
    rc = run_compile(vm, &c);
    if (rc != JSB_OK) {
        free(c.script);
        return rc;
    }
    if (cache_rejected != NULL)
        *cache_rejected = c.is_rejected;
    *out = c.script;
    return JSB_OK;
}

/* ---------------------------------------------------------------------- life, run */

struct jsb_script *jsb_retain_script(struct jsb_script *script)
{
    script->references++;
    return script;
}

/* Runs protected: [] -> [undefined]. */
static duk_ret_t forget(duk_context *ctx, void *arg)
{
    push_list(ctx);
    duk_del_prop_index(ctx, -1, ((struct jsb_script *)arg)->index);
    return 0;
}

void jsb_release_script(struct jsb_script *script)
{
    if (script == NULL || --script->references > 0)
        return;
    if (script->vm->ctx != NULL) { /* jsb_finish() may have ended the heap */
        (void)jsb__protect(script->vm, forget, script, 0);
        duk_pop(script->vm->ctx);
    }
    free(script);
}

/* Runs protected: [] -> [completion value]. */
static duk_ret_t run(duk_context *ctx, void *arg)
{
    push_function(ctx, arg);
    duk_push_global_object(ctx);
    duk_call_method(ctx, 0);
    return 1;
}

int jsb_run(struct jsb_script *script)
{
    struct jsb_vm *vm = script->vm;
    int rc = jsb__protect(vm, run, script, 0) ? jsb__unless_exiting(vm) : jsb__uncaught(vm);
    return rc == JSB_OK ? jsb__keep_result(vm) : rc;
}

/* -------------------------------------------------------------------- code cache */

struct caching {
    const struct jsb_script *script;
    struct jsb__flat cache;
    int rc;
};

/* Runs protected: [] -> [undefined]. */
static duk_ret_t make_cache(duk_context *ctx, void *arg)
{
    struct caching *c = arg;
    push_function(ctx, c->script);
    jsb__flat_read_all(ctx, -1);
    c->rc = jsb__code_make(ctx, -1, &c->script->source, &c->cache);
    return 0;
}

int jsb_create_code_cache(struct jsb_script *script, void **data, size_t *len)
{
    struct jsb_vm *vm = script->vm;
    struct caching c = {.script = script};
    *data = NULL;
    *len = 0;
    if (!jsb__protect(vm, make_cache, &c, 0))
        return jsb__take_error(vm);
    duk_pop(vm->ctx);
    if (c.rc == JSB_E_NOMEM)
        return jsb__fail(jsb__error(vm), JSB_E_NOMEM, "out of memory");
    if (c.rc != JSB_OK)
        return jsb__fail(jsb__error(vm), c.rc, "%s: the program has changed its own function",
                         script->name);
    *data = c.cache.data;
    *len = c.cache.len;
    return JSB_OK;
}

void jsb_free_code_cache(void *data)
{
    free(data);
}
