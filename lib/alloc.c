/* SPDX-License-Identifier: MIT
 * alloc.c - the engine's memory: malloc with a limit, aware of a mapped image.
 *
 * Blocks inside the image are part of one mapping: free leaves them alone, realloc copies
 * them out.  Only resizable blocks are ever passed to realloc; in an image their size in
 * bytes stands in the eight bytes before them. */
#include "alloc.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int in_image(const struct jsb__memory *m, const void *p)
{
    return (const char *)p >= m->image_start && (const char *)p < m->image_end;
}

static int over_limit(const struct jsb__memory *m, size_t more)
{
    return m->limit != 0 && (more > m->limit || m->used > m->limit - more);
}

static void *memory_alloc(void *udata, duk_size_t size)
{
    struct jsb__memory *m = &((struct jsb_vm *)udata)->memory;
    void *p;
    if (size == 0 || over_limit(m, size))
        return NULL;
    p = malloc(size);
    if (p != NULL)
        m->used += malloc_usable_size(p);
    return p;
}

static void memory_free(void *udata, void *p)
{
    struct jsb__memory *m = &((struct jsb_vm *)udata)->memory;
    if (p == NULL || in_image(m, p))
        return;
    m->used -= malloc_usable_size(p);
    free(p);
}

static void *copy_out(void *udata, const void *p, duk_size_t size)
{
    uint64_t old_size;
    void *copy = memory_alloc(udata, size);
    memcpy(&old_size, (const char *)p - sizeof(old_size), sizeof(old_size));
    if (copy != NULL)
        memcpy(copy, p, size < old_size ? size : (size_t)old_size);
    return copy;
}

static void *memory_realloc(void *udata, void *p, duk_size_t size)
{
    struct jsb__memory *m = &((struct jsb_vm *)udata)->memory;
    size_t old_size;
    void *q;
    if (p == NULL)
        return memory_alloc(udata, size);
    if (size == 0) {
        memory_free(udata, p);
        return NULL;
    }
    if (in_image(m, p))
        return copy_out(udata, p, size);
    old_size = malloc_usable_size(p);
    if (size > old_size && over_limit(m, size - old_size))
        return NULL;
    q = realloc(p, size);
    if (q != NULL)
        m->used += malloc_usable_size(q) - old_size;
    return q;
}

/* The engine calls this when it cannot go on, not even by throwing: out of memory outside
 * of a protected call, or a broken heap. */
static void fatal(void *udata, const char *message)
{
    (void)udata;
    fprintf(stderr, "jsboot: fatal error in the JavaScript engine: %s\n",
            message ? message : "unknown");
    abort();
}

struct jsb__callbacks jsb__memory_callbacks(struct jsb_vm *vm)
{
    struct jsb__callbacks callbacks = {memory_alloc, memory_realloc, memory_free, fatal, vm};
    return callbacks;
}
