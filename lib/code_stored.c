/* SPDX-License-Identifier: MIT
 * code_stored.c - memory of an entry of the code cache. */
#include "code_stored.h"

#include "alloc.h"
#include "startup.h"

#include <stdint.h>
#include <sys/mman.h>

void *jsb__stored_alloc(struct jsb__stored *out, struct jsb__memory *memory, size_t size)
{
    void *data = memory != NULL ? jsb__memory_alloc(memory, size) : jsb__startup_alloc(size);
    *out = (struct jsb__stored){.data = data, .size = size, .memory = memory};
    return data;
}

void jsb__stored_release(struct jsb__stored *stored)
{
    void *data = (void *)(uintptr_t)stored->data;
    if (stored->is_mapped)
        munmap(data, stored->size);
    else if (stored->memory != NULL)
        jsb__memory_free(stored->memory, data);
    else
        jsb__startup_free(data);
    stored->data = NULL;
}
