/* SPDX-License-Identifier: MIT
 * unit.c - functions of source texts, compiled or from the code cache.
 *
 * Functions read their entry when they are first called: an entry stays as long as there are
 * some that have not been. */
#include "unit.h"

#include "alloc.h"
#include "code_store.h"
#include "engine.h"
#include "flat.h"
#include "hash.h"
#include "host.h"
#include "os.h"
#include "startup.h"
#include "sys.h"
#include "utf8.h"

#include <string.h>

const char *const jsb__module_formals[] = {"exports",    "require",   "module",
                                           "__filename", "__dirname", NULL};

enum {
    MOST_SMALL = 4096, /* bytes of an entry that is made on the C stack */
    PIECE = 32 * 1024  /* of a file that is described: more pages would be touched in vain */
};

/* ---------------------------------------------------------------------- compiled */

/* Compiles for its caller, whose text is in the engine's form: [file name] -> [function]. */
typedef void (*compile_fn)(duk_context *ctx, const char *text, size_t len);

static void compile_module(duk_context *ctx, const char *text, size_t len)
{
    jsb__compile_body(ctx, jsb__module_formals, text, len);
}

static void compile_program(duk_context *ctx, const char *text, size_t len)
{
    duk_compile_lstring_filename(ctx, DUK_COMPILE_SHEBANG, text, len);
}

static void compile_eval(duk_context *ctx, const char *text, size_t len)
{
    duk_compile_lstring_filename(ctx, DUK_COMPILE_SHEBANG | DUK_COMPILE_EVAL, text, len);
}

static const compile_fn compilers[] = {[JSB__UNIT_MODULE] = compile_module,
                                       [JSB__UNIT_PROGRAM] = compile_program,
                                       [JSB__UNIT_EVAL] = compile_eval};

/* [file name] -> [function]: the text is as its file has it. */
static void compile_utf8(duk_context *ctx, const char *utf8, size_t len, compile_fn compile)
{
    int is_same;
    size_t size = jsb__cesu8_len(utf8, len, &is_same);
    if (!is_same) {
        char *converted = duk_push_fixed_buffer(ctx, size);
        jsb__cesu8_from_utf8(converted, utf8, len);
        utf8 = converted;
        duk_insert(ctx, -2);
    }
    compile(ctx, utf8, size);
    if (!is_same)
        duk_remove(ctx, -2);
}

/* A mark that a file begins with is no part of its text, whether it was named or came on standard
 * input.  A bare VM takes the bytes of programs as stock Duktape does. */
void jsb__unit_compile(duk_context *ctx, const struct jsb__unit *unit)
{
    size_t mark;
    if (unit->is_engine_form || (unit->kind != JSB__UNIT_MODULE && !jsb__vm(ctx)->has_runtime)) {
        compilers[unit->kind](ctx, unit->text, unit->len);
        return;
    }
    mark = jsb__utf8_mark_len(unit->text, unit->len);
    compile_utf8(ctx, unit->text + mark, unit->len - mark, compilers[unit->kind]);
}

/* ----------------------------------------------------------------- from an entry */

/** An entry that functions come from. */
struct jsb__held_entry {
    struct jsb__held_entry *next;
    struct jsb__stored stored;
    const void *flat;
    int is_pushed; /* its outermost function is there */
};

static void release(struct jsb_vm *vm, struct jsb__held_entry *held)
{
    jsb__stored_release(&held->stored);
    jsb__memory_free(&vm->memory, held);
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
            release(vm, held);
        }
    }
    vm->entry_limit = 2 * vm->entry_count + 16;
}

/* Takes what is stored, also when it throws. */
static void push_held(duk_context *ctx, const struct jsb__code_source *source,
                      struct jsb__stored *stored, const void *flat)
{
    struct jsb_vm *vm = jsb__vm(ctx);
    struct jsb__held_entry *held = jsb__memory_alloc(&vm->memory, sizeof(*held));
    if (held == NULL) {
        jsb__stored_release(stored);
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
        release(vm, held);
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
        jsb__stored_release(stored);
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

/* The text's memory is there, and longer than what it compiles to: memory of an entry's own takes a
 * page fault, or its share of a system call, for each page. */
static void use_spare(const struct jsb__unit *unit, struct jsb__flat *entry)
{
    size_t off = -(uintptr_t)unit->spare & (sizeof(uint64_t) - 1);
    if (unit->spare == NULL || unit->len < off + entry->space_size)
        return;
    entry->space = unit->spare + off;
    entry->space_size = unit->len - off;
}

static void put(duk_context *ctx, struct jsb__code_store *store, const struct jsb__unit *unit,
                const uint8_t *key)
{
    uint64_t space[MOST_SMALL / sizeof(uint64_t)];
    struct jsb__flat entry = {.space = space, .space_size = sizeof(space)};
    use_spare(unit, &entry);
    if (jsb__code_make(ctx, -1, &unit->source, &entry) != JSB_OK)
        return;
    if (jsb__code_store_put(store, key, entry.data, entry.len))
        jsb__code_store_tell(store, key, unit->source.len);
    jsb__flat_free(&entry);
}

static int find(duk_context *ctx, struct jsb__code_store *store,
                const struct jsb__code_source *source, const uint8_t *key, const char **why)
{
    struct jsb__memory *memory = &jsb__vm(ctx)->memory;
    struct jsb__stored stored;
    if (!jsb__code_store_find(store, key, memory, &stored) &&
        (!jsb__code_store_ask(store, key, source->len) ||
         !jsb__code_store_find(store, key, memory, &stored)))
        return 0;
    *why = push_checked(ctx, source, &stored);
    if (*why != NULL)
        jsb__code_store_drop(store, key);
    return *why == NULL;
}

/* Reads what is in a file, without moving its position.  @return false if it cannot be read; those
 * of /proc say that they are empty */
static int describe_file(int fd, struct jsb__code_source *source)
{
    int64_t len = jsb__descriptor_size(fd);
    void *buffer = jsb__startup_alloc(PIECE);
    int error = buffer == NULL || len <= 0 ||
                jsb__hash128_of(fd, (uint64_t)len, buffer, PIECE, source->digest) != 0;
    source->len = (uint64_t)len;
    jsb__startup_free(buffer);
    return !error;
}

/* A text of the engine's that is no UTF-8 is not one that a file has, even if it has its bytes; nor
 * is one that begins with a mark, as a file's is no part of what is compiled. */
static void set_apart(const struct jsb__unit *unit, struct jsb__code_source *source)
{
    int is_same;
    (void)jsb__utf8_len(unit->text, unit->len, &is_same);
    if (!is_same || jsb__utf8_mark_len(unit->text, unit->len) > 0)
        source->digest[1] = ~source->digest[1];
}

int jsb__unit_describe(struct jsb__unit *unit)
{
    struct jsb__code_source *source = &unit->source;
    if (unit->is_described)
        return 1;
    jsb__code_source(unit->text, unit->text ? unit->len : 0, unit->kind, source);
    if (unit->text == NULL && !describe_file(unit->fd, source))
        return 0;
    if (unit->is_engine_form)
        set_apart(unit, source);
    unit->is_described = 1;
    return 1;
}

static void need_text(duk_context *ctx, struct jsb__unit *unit)
{
    if (unit->text == NULL)
        unit->read(ctx, unit);
}

/* [file name] -> [file name function]; `key` is of the unit's text, if it has one.  What the file
 * has been changed to since it was looked up is what is compiled, and kept. */
static void compile_and_put(duk_context *ctx, struct jsb__code_store *store, struct jsb__unit *unit,
                            uint8_t *key)
{
    duk_dup_top(ctx);
    if (unit->text == NULL) {
        unit->read(ctx, unit);
        unit->is_described = 0;
        (void)jsb__unit_describe(unit);
        jsb__code_key(&unit->source, key);
    }
    jsb__unit_compile(ctx, unit);
    put(ctx, store, unit, key);
}

/* [file name] -> [function] */
static enum jsb_unit_state push_stored(duk_context *ctx, struct jsb__code_store *store,
                                       struct jsb__unit *unit, const char **why)
{
    uint8_t key[JSB__CODE_KEY_SIZE];
    if (jsb__unit_describe(unit)) {
        jsb__code_key(&unit->source, key);
        if (find(ctx, store, &unit->source, key, why))
            return JSB_UNIT_CACHED;
    }
    compile_and_put(ctx, store, unit, key);
    duk_remove(ctx, -2);
    return *why != NULL ? JSB_UNIT_REJECTED : JSB_UNIT_COMPILED;
}

/* By its number: whether its text has changed takes reading it.  @return 0, or -1 */
static int name_file(const struct jsb__unit *unit, uint8_t *key)
{
    struct jsb__code_source file = {.kind = unit->kind};
    if (jsb__descriptor_id(unit->fd, file.digest) != 0)
        return -1;
    jsb__code_key(&file, key);
    return 0;
}

/* Where memory is limited, there may be room for the entry and not for the text. */
int jsb__unit_is_expected(duk_context *ctx, struct jsb__unit *unit)
{
    const struct jsb_vm *vm = jsb__vm(ctx);
    if (vm->memory.limit != 0 || !jsb__code_store_missed(vm->code_store) ||
        name_file(unit, unit->note) != 0)
        return 1;
    unit->is_unexpected = !jsb__code_store_is_noted(vm->code_store, unit->note);
    return !unit->is_unexpected;
}

static enum jsb_unit_state push(duk_context *ctx, struct jsb__code_store *store,
                                struct jsb__unit *unit, const char **why)
{
    if (store != NULL && unit->is_cached) {
        enum jsb_unit_state state = push_stored(ctx, store, unit, why);
        if (unit->is_unexpected)
            jsb__code_store_note(store, unit->note);
        return state;
    }
    need_text(ctx, unit);
    jsb__unit_compile(ctx, unit);
    return JSB_UNIT_COMPILED;
}

double jsb__unit_clock(duk_context *ctx)
{
    return jsb__vm(ctx)->host.opt.on_unit != NULL ? jsb__monotonic_now(ctx) : 0;
}

void jsb__unit_tell(duk_context *ctx, duk_idx_t name, int state, const char *why, double start)
{
    const struct jsb_options *opt = &jsb__vm(ctx)->host.opt;
    struct jsb_unit_event event = {.state = state, .why = why};
    if (opt->on_unit == NULL)
        return;
    event.name = duk_get_string(ctx, name);
    event.us = (jsb__monotonic_now(ctx) - start) * 1000;
    opt->on_unit(opt->user, &event);
}

/* [file name] -> [function] */
static void push_and_tell(duk_context *ctx, const struct jsb_vm *vm, struct jsb__unit *unit)
{
    double start = jsb__unit_clock(ctx);
    const char *why = NULL;
    int state;
    duk_dup_top(ctx);
    state = (int)push(ctx, vm->code_store, unit, &why);
    jsb__unit_tell(ctx, -2, state, why, start);
    duk_remove(ctx, -2);
}

void jsb__unit_push(duk_context *ctx, struct jsb__unit *unit)
{
    const struct jsb_vm *vm = jsb__vm(ctx);
    const char *why = NULL;
    if (vm->host.opt.on_unit == NULL)
        (void)push(ctx, vm->code_store, unit, &why);
    else
        push_and_tell(ctx, vm, unit);
}
