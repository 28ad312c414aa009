/* SPDX-License-Identifier: MIT
 * startup.c - memory for the first VM without a system call.
 *
 * The region becomes free as a whole when its last block is given back, so that a process
 * which runs VMs one after the other uses it each time; the newest block is free at once, so that
 * what is needed for a moment takes the same pages each time.  What follows a large block, whose
 * end is seldom touched, starts a page; if that is a large one too, there is room before it for
 * small ones that come later, as its start is touched anyway. */
#include "startup.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#define REGION_SIZE (288u * 1024u)
#define PAGE        4096u
#define ROOM        512u

/* Its section's name sorts it behind all other data, so that its start shares their page. */
static _Alignas(16) char region[REGION_SIZE] __attribute__((section(".bss.zz_startup")));
static size_t region_start;
static size_t room_start, room_end;
static unsigned region_blocks;
static char *newest; /* NULL if it was given back */
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

static void *take(size_t *start, size_t len)
{
    void *block = region + *start;
    *start += len;
    region_blocks++;
    return block;
}

static void *take_room(size_t size)
{
    size_t rounded = (size + 15) & ~(size_t)15;
    return size <= ROOM && rounded <= room_end - room_start ? take(&room_start, rounded) : NULL;
}

static void *take_rest(size_t size)
{
    size_t rounded;
    if (size >= PAGE && (uintptr_t)(region + region_start) % PAGE == 0 &&
        REGION_SIZE - region_start > ROOM) {
        room_start = region_start;
        room_end = region_start += ROOM;
        newest = NULL; /* room lies behind it, also if there is none for this block */
    }
    rounded = rounded_size(size);
    if (rounded < size || rounded > REGION_SIZE - region_start)
        return NULL;
    newest = take(&region_start, rounded);
    return newest;
}

void *jsb__startup_alloc(size_t size)
{
    void *block;
    lock();
    block = take_room(size);
    if (block == NULL)
        block = take_rest(size);
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
        region_start = room_start = room_end = 0;
    else if (block == newest)
        region_start = (size_t)(newest - region);
    if (block == newest)
        newest = NULL;
    unlock();
}
