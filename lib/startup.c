/* SPDX-License-Identifier: MIT
 * startup.c - memory for the first VM without a system call.
 *
 * The region becomes free as a whole when its last block is given back, so that a process
 * which runs VMs one after the other uses it each time.  What follows a large block, whose end
 * is seldom touched, starts a page. */
#include "startup.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#define REGION_SIZE (160u * 1024u)
#define PAGE 4096u

/* Its section's name sorts it behind all other data, so that its start shares their page. */
static _Alignas(16) char region[REGION_SIZE] __attribute__((section(".bss.zz_startup")));
static size_t region_start;
static unsigned region_blocks;
static atomic_flag region_lock = ATOMIC_FLAG_INIT;

static void lock(void)
{
    while (atomic_flag_test_and_set_explicit(&region_lock, memory_order_acquire))
        ;
}

static void unlock(void)
{
    atomic_flag_clear_explicit(&region_lock, memory_order_release);
}

/* Bytes that a block of `size` takes from where the region is free; fewer if `size` is huge. */
static size_t rounded_size(size_t size)
{
    uintptr_t start = (uintptr_t)region + region_start, unit = size < PAGE ? 16 : PAGE;
    return ((start + size + unit - 1) & ~(unit - 1)) - start;
}

void *jsb__startup_alloc(size_t size)
{
    void *block = NULL;
    size_t rounded;
    lock();
    rounded = rounded_size(size);
    if (rounded >= size && rounded <= REGION_SIZE - region_start) {
        block = region + region_start;
        region_start += rounded;
        region_blocks++;
    }
    unlock();
    return block ? block : malloc(size);
}

void jsb__startup_free(void *block)
{
    if ((uintptr_t)block - (uintptr_t)region >= REGION_SIZE) { /* NULL too */
        free(block);
        return;
    }
    lock();
    if (--region_blocks == 0)
        region_start = 0;
    unlock();
}
