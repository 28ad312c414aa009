/* SPDX-License-Identifier: MIT
 * graph.c - the heap of a blob as a graph.
 *
 * The image becomes a heap as at a boot, but nothing runs in it, and the census that lists a heap
 * for a freeze lists it: what a reference is, is known in one place. */
#include "blob.h"
#include "census.h"
#include "dominators.h"
#include "format.h"

#include "../lib/vm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct snap_graph {
    struct jsb_vm *vm;
    struct snap__census census;
    const char *image;
    uint32_t *targets;    /* as the census's, without those that hold nothing alive */
    size_t *first;        /* of each node, in targets; one more at the end, and the root */
    uint32_t *holders;
    uint64_t *retained;
};

/* ---------------------------------------------------------------------- making it */

struct visit {
    struct snap_graph *g;
    size_t at, count;
    int is_weak;
};

static int on_edge(void *user, const struct jsb__ref *ref)
{
    struct visit *v = user;
    if (ref->slot != JSB__SLOT_REF)
        return 0;
    if (!v->is_weak)
        v->g->targets[v->count++] = v->g->census.targets[v->at];
    v->at++;
    return 0;
}

static int is_root(const struct snap__census *c, size_t index)
{
    return index == c->heap_index || (index > 0 && c->origins[index].parent == index);
}

/* The string table holds no string alive.  The last node is the root of all. */
static int list_edges(struct snap_graph *g)
{
    struct snap__census *c = &g->census;
    struct visit v = {.g = g};
    g->targets = malloc((c->target_count + c->count + 1) * sizeof(*g->targets));
    g->first = malloc((c->count + 2) * sizeof(*g->first));
    if (g->targets == NULL || g->first == NULL)
        return JSB_E_NOMEM;
    for (size_t i = 0; i < c->count; i++) {
        g->first[i] = v.count;
        v.is_weak = c->blocks[i].kind == JSB__KIND_STRTAB ||
                    c->blocks[i].kind == JSB__KIND_OWN_STRTAB;
        jsb__block_refs(&c->blocks[i], on_edge, &v);
    }
    g->first[c->count] = v.count;
    for (size_t i = 0; i < c->count; i++)
        if (is_root(c, i))
            g->targets[v.count++] = (uint32_t)i;
    g->first[c->count + 1] = v.count;
    return JSB_OK;
}

/* What a node retains goes to its holder, from the leaves up. */
static void add_up(struct snap_graph *g, const uint32_t *order, size_t reached)
{
    const struct snap__census *c = &g->census;
    for (size_t i = 0; i < c->count; i++)
        g->retained[i] = c->blocks[i].size;
    for (size_t i = reached; i-- > 1;)
        g->retained[g->holders[order[i]]] += g->retained[order[i]];
}

static int find_holders(struct snap_graph *g)
{
    size_t n = g->census.count + 1, reached = 0;
    struct snap__edges edges = {g->targets, g->first, n, n - 1};
    uint32_t *order = malloc(n * sizeof(*order));
    g->holders = malloc(n * sizeof(*g->holders));
    g->retained = calloc(n, sizeof(*g->retained));
    if (order != NULL && g->holders != NULL && g->retained != NULL)
        reached = snap__dominators(&edges, g->holders, order);
    if (reached > 0)
        add_up(g, order, reached);
    free(order);
    return reached > 0 ? JSB_OK : JSB_E_NOMEM;
}

static int fill(struct snap_graph *g, struct snap_blob *blob, struct jsb_error *err)
{
    struct jsb_options opt = {0};
    int rc = snap__bytes_of(blob) ? snap_validate(blob, err)
                                  : jsb__fail(err, JSB_E_INVALID,
                                              "the blob's bytes are in use by a VM");
    if (rc == JSB_OK)
        rc = snap__boot_still(blob, &opt, &g->vm, err);
    if (rc != JSB_OK)
        return rc;
    g->image = g->vm->memory.image_start;
    rc = snap__census_take(&g->census, g->vm->ctx, err);
    if (rc == JSB_OK && (list_edges(g) != JSB_OK || find_holders(g) != JSB_OK))
        rc = jsb__fail(err, JSB_E_NOMEM, "out of memory for the graph of the heap");
    return rc;
}

int snap_graph_open(struct snap_blob *blob, struct snap_graph **out, struct jsb_error *err)
{
    struct snap_graph *g = calloc(1, sizeof(*g));
    int rc = g ? fill(g, blob, err) : jsb__fail(err, JSB_E_NOMEM, "out of memory");
    *out = NULL;
    if (rc == JSB_OK)
        *out = g;
    else
        snap_graph_close(g);
    return rc;
}

void snap_graph_close(struct snap_graph *g)
{
    if (g == NULL)
        return;
    snap__census_free(&g->census);
    jsb_discard(g->vm);
    free(g->targets);
    free(g->first);
    free(g->holders);
    free(g->retained);
    free(g);
}

/* ---------------------------------------------------------------------- looking at it */

size_t snap_graph_count(const struct snap_graph *g)
{
    return g->census.count;
}

static size_t or_itself(const struct snap_graph *g, uint32_t index, size_t self)
{
    return index < g->census.count ? index : self;
}

void snap_graph_node(const struct snap_graph *g, size_t index, struct snap_node *out)
{
    const struct jsb__block *block = &g->census.blocks[index];
    out->kind = jsb__kind_name(block->kind);
    out->bytes = block->size;
    out->retained = g->retained[index];
    out->offset = (uint64_t)((const char *)block->ptr - g->image);
    out->holder = or_itself(g, g->holders[index], index);
    out->parent = g->census.origins[index].parent;
    out->is_cell = jsb__kind_is_cell(block->kind);
}

void snap_graph_path(const struct snap_graph *g, size_t index, char *out, size_t size)
{
    const struct snap__origin *origin = &g->census.origins[index];
    if (origin->parent == index)
        snprintf(out, size, "%s", index == 0 ? "globalThis" : "(heap)");
    else
        snap__census_path(&g->census, origin->parent, origin->off, out, size);
}

struct refs {
    const struct snap_graph *g;
    const struct jsb__block *block;
    snap_graph_fn fn;
    void *user;
};

static int on_ref(void *user, const struct jsb__ref *ref)
{
    struct refs *r = user;
    char label[128];
    size_t to = ref->slot == JSB__SLOT_REF ? snap__census_find(&r->g->census, ref->target.ptr)
                                           : SIZE_MAX;
    if (to != SIZE_MAX)
        r->fn(r->user, to, jsb__slot_label(r->block, ref->off, label, sizeof(label)));
    return 0;
}

void snap_graph_refs(const struct snap_graph *g, size_t index, snap_graph_fn fn, void *user)
{
    struct refs refs = {g, &g->census.blocks[index], fn, user};
    jsb__block_refs(refs.block, on_ref, &refs);
}

/* ---------------------------------------------------------------------- finding */

struct finder {
    const struct snap_graph *g;
    const char *rest; /* of the path, from the node that is looked at */
    size_t found;     /* SIZE_MAX: not yet */
    unsigned depth;
};

enum { MAX_DEPTH = 1000 };

static void look_in(struct finder *f, size_t index);

/* Memory that belongs to an object, and scopes around a scope, have no part in a path. */
static int is_passed(const struct snap_graph *g, size_t to)
{
    int kind = g->census.blocks[to].kind;
    return !jsb__kind_is_cell(kind) || kind == JSB__KIND_DECENV || kind == JSB__KIND_OBJENV;
}

static void on_step(void *user, size_t to, const char *label)
{
    struct finder *f = user;
    size_t len = strlen(label);
    const char *rest = f->rest;
    int fits = strncmp(rest, label, len) == 0 && strchr(".[", rest[len]) != NULL;
    if (f->found != SIZE_MAX || !fits || (len == 0 && !is_passed(f->g, to)))
        return;
    f->rest = rest + len;
    look_in(f, to);
    f->rest = rest;
}

static void look_in(struct finder *f, size_t index)
{
    if (f->rest[0] == '\0' && jsb__kind_is_cell(f->g->census.blocks[index].kind)) {
        f->found = index;
        return;
    }
    if (++f->depth < MAX_DEPTH)
        snap_graph_refs(f->g, index, on_step, f);
    f->depth--;
}

int snap_graph_find(const struct snap_graph *g, const char *path, size_t *index)
{
    struct finder f = {.g = g, .found = SIZE_MAX};
    char text[4096];
    *index = SIZE_MAX;
    if (path[0] == '\0')
        return JSB_E_INVALID;
    if (strncmp(path, "globalThis", 10) == 0 && strchr(".[", path[10]) != NULL)
        path += 10;
    snprintf(text, sizeof(text), "%s%s", strchr(".[", path[0]) ? "" : ".", path);
    f.rest = text;
    look_in(&f, 0);
    *index = f.found;
    return f.found == SIZE_MAX ? JSB_E_INVALID : JSB_OK;
}

struct edge {
    const char *label;
    const struct snap_graph *g;
    size_t found;
    int in_tables; /* look at the properties, and not at what each object has */
};

static void on_label(void *user, size_t to, const char *label)
{
    struct edge *e = user;
    if (e->found != SIZE_MAX)
        return;
    if (strcmp(label, e->label) == 0)
        e->found = to;
    else if (e->in_tables && label[0] == '\0' && !jsb__kind_is_cell(e->g->census.blocks[to].kind))
        snap_graph_refs(e->g, to, on_label, e);
}

/* Where a reference of a node leads, SIZE_MAX if it has none of that name. */
static size_t follow(const struct snap_graph *g, size_t index, const char *label)
{
    struct edge e = {label, g, SIZE_MAX, label[1] != '['};
    if (index != SIZE_MAX)
        snap_graph_refs(g, index, on_label, &e);
    return e.found;
}

static void text_of(const struct snap_graph *g, size_t index, char *out, size_t size)
{
    size_t len;
    const char *text;
    out[0] = '\0';
    if (index == SIZE_MAX || g->census.blocks[index].kind != JSB__KIND_STRING)
        return;
    text = jsb__string_text(&g->census.blocks[index], &len);
    snprintf(out, size, "%.*s", (int)(len < 200 ? len : 200), text);
    for (char *at = out; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            *at = '?';
}

void snap_graph_class(const struct snap_graph *g, size_t index, char *out, size_t size)
{
    int kind = g->census.blocks[index].kind;
    size_t function = index;
    if (kind != JSB__KIND_COMPFUNC && kind != JSB__KIND_NATFUNC)
        function = follow(g, follow(g, index, ".[[Prototype]]"), ".constructor");
    text_of(g, jsb__kind_is_object(kind) ? follow(g, function, ".name") : SIZE_MAX, out, size);
}

/* Modules hide their constructor. */
static size_t module_name(const struct snap_graph *g, size_t index)
{
    size_t name = follow(g, index, ".filename");
    return name != SIZE_MAX && follow(g, index, ".children") != SIZE_MAX ? name : SIZE_MAX;
}

void snap_graph_file(const struct snap_graph *g, size_t index, char *out, size_t size)
{
    int kind = g->census.blocks[index].kind;
    size_t name = SIZE_MAX;
    if (kind == JSB__KIND_COMPFUNC)
        name = follow(g, index, ".fileName");
    else if (kind == JSB__KIND_OBJECT)
        name = module_name(g, index);
    text_of(g, name, out, size);
}

/* ------------------------------------------------------------------- a byte of a blob */

static void describe_block(const struct snap_graph *g, uint64_t offset, char *out, size_t size)
{
    char path[512];
    for (size_t i = 0; i < g->census.count; i++) {
        const struct jsb__block *block = &g->census.blocks[i];
        uint64_t start = (uint64_t)((const char *)block->ptr - g->image);
        if (offset < start || offset - start >= block->size)
            continue;
        snap_graph_path(g, i, path, sizeof(path));
        snprintf(out, size, ": %s of %s", jsb__kind_name(block->kind), path);
        return;
    }
}

static void describe_section(const struct snap_blob *blob, uint64_t offset, char *out, size_t size)
{
    const struct snap__header *h = snap__header_of(blob);
    snprintf(out, size, "in the header");
    for (int i = 0; i < SNAP__SECTION_COUNT; i++)
        if (offset >= h->sections[i].off && offset - h->sections[i].off < h->sections[i].len)
            snprintf(out, size, "in section %s", snap__section_names[i]);
}

void snap_describe(const void *bytes, size_t len, uint64_t offset, char *out, size_t size)
{
    struct snap_blob *blob;
    struct snap_graph *g;
    size_t used;
    snprintf(out, size, "in what is no blob");
    if (snap_open_memory(bytes, len, &blob, NULL) != JSB_OK)
        return;
    describe_section(blob, offset, out, size);
    used = strlen(out);
    if (offset < snap__header_of(blob)->image_len && snap_graph_open(blob, &g, NULL) == JSB_OK) {
        describe_block(g, offset, out + used, size - used);
        snap_graph_close(g);
    }
    snap_close(blob);
}
