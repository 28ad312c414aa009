/* SPDX-License-Identifier: MIT
 * recount.c - see recount.h.
 *
 * A slot that the walk forgets makes a count too small, one that it makes up makes it too
 * large.  What the engine does not count is encoded here from its sources (duktape.c 2.7.0):
 * an activation's tv_func is borrowed (line 67811: "borrowed, no refcount") while its func is
 * counted (68033); a catcher's h_varname is borrowed (8320); interior pointers and pointers to
 * the heap struct and to side allocations are not to cells.  What it counts more than once:
 * constants and inner functions of a code buffer, once for each function that shares it
 * (84156, duk__inc_data_inner_refcounts); a pinned literal string, once more (53255).
 * References to immortal cells are not counted. */
#include "recount.h"

#include "../../lib/engine.h"
#include "../../snapshot/census.h"
#include "../../snapshot/format.h"

#include <stdlib.h>
#include <string.h>

size_t unit_abi(const char *name)
{
    for (unsigned i = 0; i < jsb__abi_count; i++)
        if (strcmp(jsb__abi_names[i], name) == 0)
            return jsb__abi_values[i];
    ck_abort_msg("no ABI entry \"%s\"", name);
    return 0;
}

static struct unit_strings table_at(char *start, uint32_t size)
{
    return (struct unit_strings){(uint8_t *)start, (void *)(start + size), size};
}

void unit_strings(const struct unit_blob *blob, struct unit_strings *near,
                  struct unit_strings *far)
{
    const struct snap__header *h = (const void *)blob->data;
    const char *at = blob->data + h->heap_off + unit_abi("offset duk_heap.image_strtable");
    struct jsb__string_sizes sizes;
    uint64_t address;
    memcpy(&address, at, sizeof(address));
    memcpy(&sizes, at + sizeof(address), sizeof(sizes));
    *near = table_at(blob->data + (address - h->base), sizes.near);
    *far = table_at((char *)near->tags + JSB__STRING_TABLE_LEN(sizes.near), sizes.far);
}

struct recount {
    struct snap__census census;
    size_t index;    /* of the block that is being walked */
    uint64_t *found; /* references to each block */
    uint64_t *users; /* functions that share each code buffer */
    size_t activation_func_off;
};

static size_t target_of(const struct recount *r, const struct jsb__ref *ref)
{
    size_t target = snap__census_find(&r->census, ref->target.ptr);
    struct jsb__block block = ref->target;
    jsb__block_complete(&block);
    UNIT_ASSERT(target != SIZE_MAX && r->census.blocks[target].kind == block.kind,
                "a slot leads to a block that is not listed so");
    return target;
}

static int is_borrowed(const struct recount *r, const struct jsb__ref *ref)
{
    int kind = r->census.blocks[r->index].kind;
    return (kind == JSB__KIND_ACTIVATION && ref->off < r->activation_func_off) ||
           kind == JSB__KIND_CATCHER;
}

static int count_users(void *user, const struct jsb__ref *ref)
{
    struct recount *r = user;
    if (ref->slot == JSB__SLOT_REF && ref->target.kind == JSB__KIND_CODE && ref->delta == 0)
        r->users[target_of(r, ref)]++;
    return 0;
}

static int count_ref(void *user, const struct jsb__ref *ref)
{
    struct recount *r = user;
    size_t target;
    if (ref->slot != JSB__SLOT_REF)
        return 0;
    target = target_of(r, ref);
    if (!jsb__kind_is_cell(ref->target.kind) || ref->delta != 0 || is_borrowed(r, ref))
        return 0;
    r->found[target] += r->census.blocks[r->index].kind == JSB__KIND_CODE ? r->users[r->index] : 1;
    return 0;
}

static void walk_all(struct recount *r, jsb__ref_fn fn)
{
    for (r->index = 0; r->index < r->census.count; r->index++)
        jsb__block_refs(&r->census.blocks[r->index], fn, r);
}

/* The count in a cell's header: as wide as the space up to the next field. */
static uint64_t header_count(const void *cell)
{
    size_t off = unit_abi("offset duk_heaphdr.h_refcount");
    uint32_t narrow;
    uint64_t wide;
    memcpy(&narrow, (const char *)cell + off, sizeof(narrow));
    if (unit_abi("offset duk_heaphdr.h_next") - off < sizeof(wide))
        return narrow;
    memcpy(&wide, (const char *)cell + off, sizeof(wide));
    return wide;
}

static int has_flag(const struct jsb__block *block, const char *flag)
{
    uint32_t flags;
    memcpy(&flags, block->ptr, sizeof(flags)); /* the header begins with them */
    return (flags & unit_abi(flag)) != 0;
}

static int is_pinned(const struct jsb__block *block)
{
    return block->kind == JSB__KIND_STRING && has_flag(block, "DUK_HSTRING_FLAG_PINNED_LITERAL");
}

static int is_immortal(const struct jsb__block *block)
{
    return has_flag(block, "DUK_HEAPHDR_FLAG_READONLY");
}

static void compare(const struct recount *r)
{
    char path[512], text[80] = "";
    for (size_t i = 0; i < r->census.count; i++) {
        const struct jsb__block *block = &r->census.blocks[i];
        uint64_t expected = r->found[i] + (is_pinned(block) ? 1u : 0u);
        if (!jsb__kind_is_cell(block->kind) || is_immortal(block) || header_count(block->ptr) == expected)
            continue;
        snap__census_path(&r->census, r->census.origins[i].parent, r->census.origins[i].off, path,
                          sizeof(path));
        if (block->kind == JSB__KIND_STRING)
            snprintf(text, sizeof(text), " '%.60s'",
                     (const char *)block->ptr + unit_abi("sizeof duk_hstring"));
        ck_abort_msg("%s%s at %s: the engine counts %lu, the walk %lu", jsb__kind_name(block->kind),
                     text, path, (unsigned long)header_count(block->ptr), (unsigned long)expected);
    }
}

void unit_recount(struct jsb_vm *vm)
{
    struct recount r = {.activation_func_off = unit_abi("sizeof duk_tval")};
    struct jsb_error err;
    jsb__heap_settle(jsb_context(vm));
    ck_assert_int_eq(snap__census_take(&r.census, jsb_context(vm), &err), JSB_OK);
    r.found = calloc(r.census.count, sizeof(*r.found));
    r.users = calloc(r.census.count, sizeof(*r.users));
    walk_all(&r, count_users);
    walk_all(&r, count_ref);
    compare(&r);
    free(r.found);
    free(r.users);
    snap__census_free(&r.census);
}
