/* SPDX-License-Identifier: MIT
 * engine.c - the ONLY file that sees the engine's internals: field table, heap walk,
 * copy for an image, adoption of an image's heap, verifiers of compiled code.
 *
 * The tables below say once, for each kind of block, which bytes are data and which are
 * pointers to what.  Walk and copy are both driven by them.  A field that is not in a
 * table (list links, caches, padding) is zero in an image.
 *
 * Not safe: the walk trusts the heap it walks.  It is for live heaps; for images of unknown
 * origin there is verify.h. */
#include "engine/config.h"

#include "bytecode.h"
#include "code_format.h"
#include "date.h"
#include "engine.h"
#include "externals.h"
#include "flat.h"
#include "hash.h"
#include "jsboot.h"
#include "natives.h"
#include "os_pages.h"

#include <stdlib.h>

static duk_c_function jsb__native_at(duk_context *ctx, uintptr_t index);
static int jsb__date_parse(duk_context *ctx, const char *text);
static int jsb__date_format(duk_context *ctx, const duk_int_t *parts, duk_int_t zone,
                            duk_small_uint_t flags);
static void jsb__date_copy(duk_context *ctx);
static void jsb__error_cause(duk_context *ctx);
/* What compiling a script of a line takes of the value stack. */
#define JSB__STACK_SLOTS 112

#define JSB__NATIVE_RESOLVE(ctx, f) \
    ((uintptr_t)(f) >= JSB__NATIVE_LIMIT ? (f) : jsb__native_at((ctx), (uintptr_t)(f)))

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include "duktape.c"
#pragma GCC diagnostic pop

#define ENGINE_NATIVES (sizeof(duk_bi_native_functions) / sizeof(duk_bi_native_functions[0]))

static duk_c_function jsb__native_at(duk_context *ctx, uintptr_t index)
{
    if (index >= JSB__NATIVE_EXTERNAL)
        return jsb__external_at(ctx->heap->heap_udata, (unsigned)index);
    if (index >= JSB__NATIVE_OWN)
        return jsb__native_funcs[index - JSB__NATIVE_OWN];
    return duk_bi_native_functions[index - 1];
}

unsigned jsb__engine_native_count(void)
{
    return ENGINE_NATIVES;
}

unsigned jsb__engine_native_index(duk_c_function func)
{
    if ((uintptr_t)func < JSB__NATIVE_LIMIT)
        return (unsigned)(uintptr_t)func;
    for (unsigned i = 0; i < ENGINE_NATIVES; i++)
        if (duk_bi_native_functions[i] == func)
            return i + 1;
    return jsb__native_index(func);
}

void *jsb__global_object(duk_context *ctx, const char *name)
{
    duk_tval *tv;
    duk_push_string(ctx, name);
    tv = duk_hobject_find_entry_tval_ptr(ctx->heap, ctx->builtins[DUK_BIDX_GLOBAL],
                                         duk_known_hstring(ctx, -1));
    duk_pop(ctx);
    return tv != NULL && DUK_TVAL_IS_OBJECT(tv) ? DUK_TVAL_GET_HEAPHDR(tv) : NULL;
}

duk_c_function jsb__running_native(duk_context *ctx)
{
    const duk_hobject *func = ctx->callstack_curr ? ctx->callstack_curr->func : NULL;
    return func && DUK_HOBJECT_IS_NATFUNC(func) ? ((const duk_hnatfunc *)func)->func : NULL;
}

void jsb__compile_body(duk_context *ctx, const char *const *formals, const char *text,
                       size_t len)
{
    duk_hobject *global_env = ctx->builtins[DUK_BIDX_GLOBAL_ENV];
    duk__js_compile_body(ctx, (const duk_uint8_t *)text, len, DUK_COMPILE_SHEBANG, formals);
    duk_js_push_closure(ctx, (duk_hcompfunc *)duk_known_hobject(ctx, -1), global_env, global_env,
                        0);
    duk_remove_m2(ctx);
}

#include "engine/interrupt.h"
#include "engine/held.h"
#include "engine/object.h"
#include "engine/later.h"
#include "engine/compact.h"
#include "engine/fields.h"
#include "engine/walk.h"
#include "engine/remember.h"
#include "engine/image.h"
#include "engine/copy.h"
#include "engine/label.h"
#include "engine/abi.h"
#include "engine/opcodes.h"
#include "engine/bytecode.h"
#include "engine/bytecode_values.h"
#include "engine/bytecode_calls.h"
#include "engine/regexp.h"
#include "engine/compiled.h"
#include "engine/flat.h"
#include "engine/flat_make.h"
#include "engine/flat_template.h"
#include "engine/flat_read.h"
#include "engine/locate.h"
#include "engine/verify.h"
#include "engine/verify_slot.h"
#include "engine/verify_cell.h"
#include "engine/verify_native.h"
#include "engine/verify_props.h"
#include "engine/verify_thread.h"
#include "engine/verify_code.h"
#include "engine/verify_heap.h"

/* The heap as a whole: what snapshot/ does with it beyond walking its blocks. */

struct jsb__links jsb__links(void)
{
    struct jsb__links links = {
        .list_head_off = offsetof(duk_heap, heap_allocated),
        .objects_head_off = offsetof(duk_heap, image_objects),
        .buffers_head_off = offsetof(duk_heap, image_buffers),
        .next_off = offsetof(duk_heaphdr, h_next),
        .prev_off = offsetof(duk_heaphdr, h_prev),
        .string_hash_off = offsetof(duk_hstring, hash),
        .count_off = offsetof(duk_heaphdr, h_refcount),
        .count_len = MEMBER_SIZE(duk_heaphdr, h_refcount),
    };
    return links;
}

const char *jsb__string_text(const struct jsb__block *block, size_t *len)
{
    *len = block->size - sizeof(duk_hstring) - 1;
    return (const char *)((const duk_hstring *)block->ptr + 1);
}

static void walk_list(duk_heaphdr *h, jsb__cell_fn fn, void *user)
{
    for (; h != NULL; h = h->h_next) {
        struct jsb__block block = DUK_HEAPHDR_IS_BUFFER(h) ? buffer_block((duk_hbuffer *)h)
                                                           : object_block((duk_hobject *)h);
        fn(user, &block);
    }
}

void jsb__heap_list(duk_context *ctx, jsb__cell_fn fn, void *user)
{
    walk_list(ctx->heap->heap_allocated, fn, user);
}

void jsb__image_list(duk_context *ctx, jsb__cell_fn fn, void *user)
{
    walk_list(ctx->heap->image_objects, fn, user);
    walk_list(ctx->heap->image_buffers, fn, user);
}

int jsb__kind_is_object(int kind)
{
    return kinds[kind].is_object;
}

int jsb__seal_immortal(const struct jsb__seal *seal, int kind)
{
    return is_immortal(seal, kind);
}

/* What calls from C needed of the value stack is not asked for again: an image has as much of it
 * as compiling a line takes, so that what a run writes to lies in one page. */
static void release_stack(duk_hthread *thr)
{
    duk_tval *end = thr->valstack_top + JSB__STACK_SLOTS;
    if (end < thr->valstack_end)
        thr->valstack_end = end;
}

/* One collection compacts property tables and stacks.  Finalizers that it runs may leave
 * slack and garbage behind: hence, if there are any, one before it and one after it. */
void jsb__heap_settle(duk_context *ctx)
{
    duk_heap *heap = ctx->heap;
    if (jsb__heap_has_finalizers(ctx))
        duk_gc(ctx, 0);
    release_stack(ctx);
    duk_gc(ctx, DUK_GC_COMPACT);
    image_compact(heap);
    if (jsb__heap_has_finalizers(ctx))
        duk_gc(ctx, 0);
    duk_heap_free_freelists(heap);
    memset(heap->strcache, 0, sizeof(heap->strcache));
    memset(heap->litcache, 0, sizeof(heap->litcache));
}

void jsb__heap_keep_garbage(duk_context *ctx)
{
    ctx->heap->ms_prevent_count++;
}

int jsb__heap_keeps_garbage(duk_context *ctx)
{
    return ctx->heap->ms_prevent_count != 0;
}

const char *jsb__not_at_rest(duk_context *ctx)
{
    const duk_heap *heap = ctx->heap;
    if (heap->lj.jmpbuf_ptr != NULL || heap->curr_thread != NULL || ctx->callstack_curr != NULL)
        return "JavaScript is on the C stack";
    if (ctx->compile_ctx != NULL)
        return "a script is being compiled";
    if (heap->refzero_list != NULL || heap->finalize_list != NULL || heap->ms_running)
        return "a garbage collection is under way";
    if (heap->image.units != NULL)
        return "functions come from a code cache";
    return ctx == heap->heap_thread ? NULL : "the context is a coroutine";
}

size_t jsb__heap_len(void)
{
    return sizeof(duk_heap);
}

void jsb__heap_bind(void *heap_struct, const struct jsb__callbacks *callbacks)
{
    duk_heap *heap = heap_struct;
    heap->alloc_func = callbacks->alloc_func;
    heap->realloc_func = callbacks->realloc_func;
    heap->free_func = callbacks->free_func;
    heap->fatal_func = callbacks->fatal_func;
    heap->heap_udata = callbacks->udata;
}

duk_context *jsb__heap_adopt(void *heap_struct, const struct jsb__place *place,
                             const struct jsb__callbacks *callbacks)
{
    duk_heap *heap = heap_struct;
    heap->image.start = place->start;
    heap->image.len = place->len;
    heap->image.heap_end = place->heap_end;
    heap->image.objects_off = place->objects_off;
    heap->image.objects_end = place->objects_end;
    heap->image.props_off = place->props_off;
    heap->image.props_end = place->props_end;
    jsb__heap_bind(heap, callbacks);
    return heap->heap_thread;
}

int jsb__heap_has_finalizers(duk_context *ctx)
{
    return (ctx->heap->flags & DUK_HEAP_FLAG_HAS_FINALIZERS) != 0;
}
