/* SPDX-License-Identifier: MIT
 * unit.c - functions of source texts, compiled or from the code cache.
 *
 * Functions read their entry when they are first called: an entry stays as long as there are
 * some that have not been. */
#include "unit.h"

#include "code_store.h"
#include "engine.h"
#include "flat.h"
#include "hash.h"
#include "host.h"
#include "os.h"
#include "startup.h"
#include "sys.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

const char *const jsb__module_formals[] = {"exports",    "require",   "module",
                                           "__filename", "__dirname", NULL};

enum { BUFFER_SIZE = 65536 };

/* ---------------------------------------------------------------------- compiled */

/* [file name] -> [function]: the text is as its file has it. */
static void compile_module(duk_context *ctx, const char *utf8, size_t len)
{
    size_t mark = jsb__utf8_mark_len(utf8, len), size;
    const char *text = utf8 + mark;
    int is_same;
    size = jsb__cesu8_len(text, len - mark, &is_same);
    if (!is_same) {
        char *converted = duk_push_fixed_buffer(ctx, size);
        jsb__cesu8_from_utf8(converted, text, len - mark);
        text = converted;
        duk_insert(ctx, -2);
    }
    jsb__compile_body(ctx, jsb__module_formals, text, size);
    if (!is_same)
        duk_remove(ctx, -2);
}

void jsb__unit_compile(duk_context *ctx, const struct jsb__unit *unit)
{
    if (unit->kind != JSB__UNIT_MODULE)
        duk_compile_lstring_filename(
            ctx, DUK_COMPILE_SHEBANG | (unit->kind == JSB__UNIT_EVAL ? DUK_COMPILE_EVAL : 0),
            unit->text, unit->len);
    else if (unit->is_engine_form)
        jsb__compile_body(ctx, jsb__module_formals, unit->text, unit->len);
    else
        compile_module(ctx, unit->text, unit->len);
}

/* ----------------------------------------------------------------- from an entry */

/** An entry that functions come from. */
struct jsb__held_entry {
    struct jsb__held_entry *next;
    struct jsb__stored stored;
    const void *flat;
    int is_pushed; /* its outermost function is there */
};

static void release(struct jsb__held_entry *held)
{
    jsb__code_store_release(&held->stored);
    jsb__startup_free(held);
}

/* Entries that no function needs any more go, when there are twice as many as the last time.
 * A finalizer may come here while functions of another entry are being made. */
static void release_unused(struct jsb_vm *vm)
{
    struct jsb__held_entry **at = &vm->entries;
    if (vm->entry_count++ < vm->entry_limit)
        return;
    while (*at != NULL) {
        struct jsb__held_entry *held = *at;
        if (!held->is_pushed || jsb__flat_is_used(vm->ctx, held->flat)) {
            at = &held->next;
        } else {
            *at = held->next;
            vm->entry_count--;
            release(held);
        }
    }
    vm->entry_limit = 2 * vm->entry_count + 16;
}

/* Takes what is stored, also when it throws. */
static void push_held(duk_context *ctx, const struct jsb__code_source *source,
                      struct jsb__stored *stored, const void *flat)
{
    struct jsb_vm *vm = jsb__vm(ctx);
    struct jsb__held_entry *held = jsb__startup_alloc(sizeof(*held));
    if (held == NULL) {
        jsb__code_store_release(stored);
        (void)duk_error(ctx, DUK_ERR_ERROR, "alloc failed");
    }
    release_unused(vm);
    *held = (struct jsb__held_entry){vm->entries, *stored, flat, 0};
    vm->entries = held;
    jsb__flat_push(ctx, flat, source->kind == JSB__UNIT_MODULE);
    held->is_pushed = 1;
}

void jsb__units_free(struct jsb_vm *vm)
{
    while (vm->entries != NULL) {
        struct jsb__held_entry *held = vm->entries;
        vm->entries = held->next;
        release(held);
    }
}

/* Takes what is stored, also when it throws.  @return NULL, or what is wrong with it */
static const char *push_checked(duk_context *ctx, const struct jsb__code_source *source,
                                struct jsb__stored *stored)
{
    const char *why = NULL;
    const void *flat = jsb__code_check(stored->data, stored->size, source, &why);
    if (flat != NULL)
        push_held(ctx, source, stored, flat);
    else
        jsb__code_store_release(stored);
    return why;
}

const char *jsb__unit_take_entry(duk_context *ctx, const struct jsb__code_source *source,
                                 void *entry, size_t len)
{
    struct jsb__stored stored = {.data = entry, .size = len};
    return push_checked(ctx, source, &stored);
}

const char *jsb__unit_push_entry(duk_context *ctx, const struct jsb__code_source *source,
                                 const void *entry, size_t len)
{
    void *copy = jsb__startup_alloc(len);
    if (copy == NULL)
        return "there is no memory for it";
    return jsb__unit_take_entry(ctx, source, memcpy(copy, entry, len), len);
}

/* -------------------------------------------------------------------- the store */

static void put(duk_context *ctx, struct jsb__code_store *store,
                const struct jsb__code_source *source, const uint8_t *key)
{
    char *data;
    size_t len;
    if (jsb__code_make(ctx, -1, source, &data, &len) != JSB_OK)
        return;
    jsb__code_store_put(store, key, data, len);
    free(data);
}

static int find(duk_context *ctx, struct jsb__code_store *store,
                const struct jsb__code_source *source, const uint8_t *key, const char **why)
{
    struct jsb__stored stored;
    if (!jsb__code_store_find(store, key, &stored))
        return 0;
    *why = push_checked(ctx, source, &stored);
    if (*why != NULL)
        jsb__code_store_drop(store, key);
    return *why == NULL;
}

int jsb__unit_may_wait(const struct jsb_vm *vm, int fd)
{
    return vm->code_store != NULL && jsb__descriptor_size(fd) > BUFFER_SIZE;
}

/* What the file has been changed to since it was looked up is what is compiled, and kept. */
void jsb__unit_read(duk_context *ctx, struct jsb__unit *unit)
{
    struct jsb_error *err = &jsb__vm(ctx)->texts->error;
    if (unit->text != NULL)
        return;
    if (jsb__rewind(unit->fd) != 0 || jsb__read_descriptor(unit->fd, duk_require_string(ctx, -1),
                                                           &unit->read, &unit->len, err) != JSB_OK)
        (void)duk_error(ctx, DUK_ERR_ERROR, "%s", err->message);
    unit->text = unit->read;
}

/* A large text is not kept in memory for the sake of its digest. */
static int describe(duk_context *ctx, const struct jsb__unit *unit, struct jsb__code_source *source)
{
    size_t name_len;
    const char *name = duk_require_lstring(ctx, -1, &name_len);
    int64_t len;
    void *buffer;
    int error;
    jsb__code_source(unit->text, unit->text ? unit->len : 0, name, name_len, unit->kind, source);
    if (unit->text != NULL)
        return 1;
    len = jsb__descriptor_size(unit->fd);
    buffer = jsb__startup_alloc(BUFFER_SIZE);
    error = buffer == NULL || len < 0 ||
            jsb__hash128_of(unit->fd, (uint64_t)len, buffer, BUFFER_SIZE, source->digest) != 0;
    source->len = (uint64_t)len;
    jsb__startup_free(buffer);
    return !error;
}

/* [file name] -> [file name function]; `source` and `key` are of the unit's text, if it has one */
static void compile_and_put(duk_context *ctx, struct jsb__code_store *store, struct jsb__unit *unit,
                            struct jsb__code_source *source, uint8_t *key)
{
    duk_dup_top(ctx);
    if (unit->text == NULL) {
        jsb__unit_read(ctx, unit);
        (void)describe(ctx, unit, source);
        jsb__code_key(source, key);
    }
    jsb__unit_compile(ctx, unit);
    put(ctx, store, source, key);
}

/* [file name] -> [function] */
static enum jsb_unit_state push_stored(duk_context *ctx, struct jsb__code_store *store,
                                       struct jsb__unit *unit, const char **why)
{
    struct jsb__code_source source;
    uint8_t key[JSB__CODE_KEY_SIZE];
    if (describe(ctx, unit, &source)) {
        jsb__code_key(&source, key);
        if (find(ctx, store, &source, key, why))
            return JSB_UNIT_CACHED;
    }
    compile_and_put(ctx, store, unit, &source, key);
    duk_remove(ctx, -2);
    return *why != NULL ? JSB_UNIT_REJECTED : JSB_UNIT_COMPILED;
}

static enum jsb_unit_state push(duk_context *ctx, struct jsb__code_store *store,
                                struct jsb__unit *unit, const char **why)
{
    if (store != NULL && unit->is_cached)
        return push_stored(ctx, store, unit, why);
    jsb__unit_read(ctx, unit);
    jsb__unit_compile(ctx, unit);
    return JSB_UNIT_COMPILED;
}

/* [file name] -> [function] */
static void push_and_tell(duk_context *ctx, const struct jsb_vm *vm, struct jsb__unit *unit)
{
    const struct jsb_options *opt = &vm->host.opt;
    double start = jsb__monotonic_now(ctx);
    struct jsb_unit_event event = {.why = NULL};
    duk_dup_top(ctx);
    event.state = (int)push(ctx, vm->code_store, unit, &event.why);
    event.name = duk_get_string(ctx, -2);
    event.us = (jsb__monotonic_now(ctx) - start) * 1000;
    opt->on_unit(opt->user, &event);
    duk_remove(ctx, -2);
}

void jsb__unit_push(duk_context *ctx, struct jsb__unit *unit)
{
    const struct jsb_vm *vm = jsb__vm(ctx);
    const char *why = NULL;
    if (vm->code_store == NULL && vm->host.opt.on_unit == NULL)
        jsb__unit_compile(ctx, unit);
    else if (vm->host.opt.on_unit == NULL)
        (void)push(ctx, vm->code_store, unit, &why);
    else
        push_and_tell(ctx, vm, unit);
}
