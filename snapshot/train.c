/* SPDX-License-Identifier: MIT
 * train.c - learns from a run which blocks of a heap programs use.
 *
 * The run has a copy of the heap in which each block has pages of its own, all closed and without
 * memory.  An access to a closed page is a signal; its handler writes the block there, notes the
 * access and opens the block, to be read first.  Which blocks a program uses depends on the heap and
 * the program alone: builds by other compilers and for other machines learn the same.
 *
 * A kernel has so many mappings for a process, and each block that is opened may split one.  So
 * after many of them, a block is opened with its neighbours in the census, and these count as used.
 * Strings are counted by themselves: which of them are looked up depends on the names of folders. */
#include "../lib/os.h"
#include "../lib/vm.h"
#include "blob.h"
#include "check.h"
#include "layout.h"
#include "write.h"

#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Strings and other blocks that are opened one by one; then so many before twice as many are opened
 * at once. */
#define STRINGS_ALONE 5000u
#define OTHERS_ALONE 15000u
#define OPENED_ALIKE 512u

/* Bytes from one address that is tried for the copy to the next: some hundreds, as a sanitizer has
 * the first ones for itself. */
#define PLACE (UINT64_C(1) << 36)

struct copy {
    struct snap__census *c;
    const struct snap__layout *layout;
    struct snap__writer *writer;
    char *start;
    size_t len;       /* bytes, with the tables behind the image */
    size_t image_len; /* bytes */
    size_t page;      /* bytes */
    uint32_t *blocks; /* of each page: index + 1, 0 if there is none */
    uint8_t *uses;    /* enum jsb__use of each block */
    size_t strings, others; /* how often such blocks were opened */
    struct sigaction before;
    sigjmp_buf failed;
};

/* What the handler works on. */
static struct copy *watched;

/* ------------------------------------------------------------------------- blocks */

/* With the word of its size. */
static size_t first_byte(const struct copy *copy, size_t block)
{
    size_t off = (size_t)snap__off_of(copy->layout, block);
    return off / copy->page * copy->page;
}

static size_t size_in_pages(const struct copy *copy, size_t block)
{
    size_t end = (size_t)snap__off_of(copy->layout, block) + copy->c->blocks[block].size;
    size_t first = first_byte(copy, block);
    return (end - first + copy->page - 1) / copy->page * copy->page;
}

static void protect(struct copy *copy, size_t block, int protection)
{
    if (mprotect(copy->start + first_byte(copy, block), size_in_pages(copy, block), protection) != 0)
        siglongjmp(copy->failed, 1);
}

/* The kernel writes to buffers for a program, and gets no signal: these are open at once. */
static enum jsb__use use_of(const struct copy *copy, size_t block, enum jsb__use use)
{
    int kind = copy->c->blocks[block].kind;
    int is_buffer = kind == JSB__KIND_BUFFER || kind == JSB__KIND_DYNBUFFER || kind == JSB__KIND_DATA;
    return is_buffer ? JSB__USE_CHANGE : use;
}

static void open_block(struct copy *copy, size_t block, enum jsb__use use);

/* What a buffer has apart goes with it. */
static int open_data(void *user, const struct jsb__ref *ref)
{
    struct copy *copy = user;
    if (ref->slot == JSB__SLOT_REF && ref->target.kind == JSB__KIND_DATA)
        open_block(copy, snap__census_find(copy->c, ref->target.ptr), JSB__USE_CHANGE);
    return 0;
}

static void open_block(struct copy *copy, size_t block, enum jsb__use use)
{
    use = use_of(copy, block, use);
    if (copy->uses[block] >= use)
        return;
    protect(copy, block, PROT_READ | PROT_WRITE);
    if (copy->uses[block] == JSB__USE_NONE)
        snap__writer_put(copy->writer, (uintptr_t)copy->start, block,
                         copy->start + snap__off_of(copy->layout, block));
    if (use == JSB__USE_OFTEN)
        protect(copy, block, PROT_READ);
    copy->uses[block] = (uint8_t)use;
    if (copy->c->blocks[block].kind == JSB__KIND_DYNBUFFER)
        jsb__block_refs(&copy->c->blocks[block], open_data, copy);
}

/* --------------------------------------------------------------------------- pages */

static size_t page_of(const struct copy *copy, const void *address)
{
    uintptr_t off = (uintptr_t)address - (uintptr_t)copy->start;
    return off < copy->image_len ? off / copy->page : SIZE_MAX;
}

/* How many blocks are opened at once: a power of two. */
static size_t span_of(size_t opened, size_t alone)
{
    size_t doublings = opened < alone ? 0 : (opened - alone) / OPENED_ALIKE + 1;
    return (size_t)1 << (doublings < 30 ? doublings : 30);
}

/* Neighbours are those of its segment, which are near it in the copy too. */
static void open_with_neighbours(struct copy *copy, size_t block, enum jsb__use use)
{
    const struct jsb__block *blocks = copy->c->blocks;
    int is_string = blocks[block].kind == JSB__KIND_STRING;
    enum snap__section_type segment = snap__segment_for(&blocks[block]);
    size_t span = is_string ? span_of(copy->strings++, STRINGS_ALONE)
                            : span_of(copy->others++, OTHERS_ALONE);
    size_t from = block / span * span;
    size_t end = copy->c->count - from < span ? copy->c->count : from + span;
    for (size_t i = from; i < end; i++)
        if ((blocks[i].kind == JSB__KIND_STRING) == is_string &&
            snap__segment_for(&blocks[i]) == segment)
            open_block(copy, i, use);
}

/* What is no access to a closed page happens again, without us. */
static void on_access(int number, siginfo_t *info, void *context)
{
    struct copy *copy = watched;
    size_t page = page_of(copy, info->si_addr);
    uint32_t block = page == SIZE_MAX ? 0 : copy->blocks[page];
    (void)context;
    if (block == 0 || copy->uses[block - 1] == JSB__USE_CHANGE)
        sigaction(number, &copy->before, NULL);
    else
        open_with_neighbours(copy, block - 1,
                             copy->uses[block - 1] == JSB__USE_NONE ? JSB__USE_OFTEN
                                                                    : JSB__USE_CHANGE);
}

/* ------------------------------------------------------------------------ the copy */

static void index_pages(struct copy *copy)
{
    for (size_t i = 0; i < copy->c->count; i++) {
        size_t first = first_byte(copy, i) / copy->page;
        for (size_t n = size_in_pages(copy, i) / copy->page; n > 0; n--)
            copy->blocks[first + n - 1] = (uint32_t)i + 1;
    }
}

/* Closed pages where an image may be; NULL if there is no room. */
static char *reserve(size_t len)
{
    for (uintptr_t at = SNAP__BASE; at < SNAP__BASE_MAX; at += PLACE) {
        void *wanted = (void *)at; /* which the kernel may only take as a hint */
        void *start = mmap(wanted, len, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (start == wanted)
            return start;
        if (start != MAP_FAILED)
            jsb__unmap(start, len);
    }
    return NULL;
}

/* The image's first page and what is behind the image; the rest is closed. */
static int place_blob(struct copy *copy, struct snap__page *page, const struct snap__blob *blob,
                      struct jsb_error *err)
{
    copy->len = blob->len;
    copy->start = reserve(copy->len);
    if (copy->start == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory for a copy of the heap");
    page->header.base = (uintptr_t)copy->start;
    page->header.checksum = snap__page_sum(page);
    if (mprotect(copy->start, sizeof(*page), PROT_READ | PROT_WRITE) != 0 ||
        mprotect(copy->start + copy->image_len, copy->len - copy->image_len,
                 PROT_READ | PROT_WRITE) != 0)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory for a copy of the heap");
    memcpy(copy->start, page, sizeof(*page));
    memcpy(copy->start + copy->image_len, blob->data, blob->len - blob->start);
    return JSB_OK;
}

static int make_copy(struct copy *copy, const struct snap_options *opt, unsigned flags,
                     struct jsb_error *err)
{
    struct snap__page page;
    struct snap__blob blob = {.hollow = &page};
    struct snap_options quiet = *opt;
    int rc;
    quiet.on_step = NULL; /* all of it is one step */
    rc = snap__write_blob(copy->c, copy->layout, &quiet, flags, &blob, err);
    if (rc == JSB_OK)
        rc = place_blob(copy, &page, &blob, err);
    free(blob.data);
    if (rc != JSB_OK)
        return rc;
    copy->blocks = calloc(copy->image_len / copy->page, sizeof(*copy->blocks));
    copy->uses = calloc(copy->c->count, sizeof(*copy->uses));
    if (copy->blocks == NULL || copy->uses == NULL ||
        snap__writer_new(copy->c, copy->layout, &copy->writer) != JSB_OK)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory for a copy of the heap");
    index_pages(copy);
    return JSB_OK;
}

static void drop_copy(struct copy *copy)
{
    jsb__unmap(copy->start, copy->len);
    snap__writer_free(copy->writer);
    free(copy->blocks);
    free(copy->uses);
}

/* ------------------------------------------------------------------------- the run */

static int boot_and_run(const struct copy *copy, const struct snap_options *opt,
                        struct jsb_error *err)
{
    struct snap_blob *blob;
    struct jsb_vm *vm;
    int rc = snap__open_in_place(copy->start, copy->len, &blob, err);
    if (rc != JSB_OK)
        return rc;
    rc = snap_boot(blob, opt->train_options, &vm, err);
    if (rc == JSB_OK) {
        jsb__heap_keep_garbage(vm->ctx);
        rc = opt->on_train(opt->user, vm);
        if (rc != JSB_OK && err != NULL)
            *err = *jsb_last_error(vm);
        if (rc != JSB_OK && err != NULL && err->code == JSB_OK)
            jsb__fail(err, rc, "the training run was given up");
        jsb_discard(vm);
    }
    snap_close(blob);
    return rc;
}

/* The VM of a run that has failed so stays as it is. */
static int run(struct copy *copy, const struct snap_options *opt, struct jsb_error *err)
{
    struct sigaction action = {.sa_sigaction = on_access, .sa_flags = SA_SIGINFO};
    sigset_t mask, before;
    int rc;
    watched = copy;
    if (sigaction(SIGSEGV, &action, &copy->before) != 0)
        return jsb__fail(err, JSB_E_IO, "cannot set a handler for SIGSEGV");
    sigemptyset(&mask);
    sigaddset(&mask, SIGSEGV);
    pthread_sigmask(SIG_UNBLOCK, &mask, &before);
    if (sigsetjmp(copy->failed, 1) != 0)
        rc = jsb__fail(err, JSB_E_NOMEM,
                       "the training run uses too many objects for the memory and the mappings "
                       "that this system gives a process: see ulimit -d and vm.max_map_count");
    else
        rc = boot_and_run(copy, opt, err);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    sigaction(SIGSEGV, &copy->before, NULL);
    return rc;
}

/* What most programs use, this one uses too or it has to stand back. */
static uint8_t with_note(enum jsb__use before, enum jsb__use noted)
{
    if (before == JSB__USE_MOST)
        before = JSB__USE_OFTEN;
    if (noted == JSB__USE_OFTEN)
        noted = JSB__USE_MOST;
    return (uint8_t)(noted > before ? noted : before);
}

/* What owns a table is used as the table is.  Code and strings come with the objects.  A string that
 * was looked at by itself does not count: the names of folders are such, and where a build runs is
 * not to be seen in a blob. */
static void take_notes(const struct copy *copy)
{
    const struct snap__census *c = copy->c;
    uint8_t *uses = copy->uses;
    for (size_t i = 0; i < c->count; i++) {
        size_t owner = c->blocks[i].owner != NULL ? snap__census_find(c, c->blocks[i].owner) : i;
        if (uses[owner] < uses[i])
            uses[owner] = uses[i];
    }
    for (size_t i = 0; i < c->count; i++)
        uses[i] = with_note(c->blocks[i].use, uses[i]);
    snap__census_use(copy->c, uses);
}

static int learn(struct copy *copy, const struct snap_options *opt, unsigned flags,
                 struct jsb_error *err)
{
    int rc = make_copy(copy, opt, flags, err);
    if (rc == JSB_OK)
        rc = run(copy, opt, err);
    if (rc == JSB_OK)
        take_notes(copy);
    drop_copy(copy);
    return rc;
}

int snap__train(struct snap__census *c, const struct snap_options *opt, unsigned flags,
                struct jsb_error *err)
{
    static int is_busy;
    static _Thread_local int is_here;
    struct snap__layout layout = {0};
    struct copy copy = {.c = c, .layout = &layout, .page = (size_t)sysconf(_SC_PAGESIZE)};
    int rc;
    if (__atomic_exchange_n(&is_busy, 1, __ATOMIC_ACQUIRE))
        return jsb__fail(err, JSB_E_BUSY, "%s makes a blob with a training run",
                         is_here ? "the code of a training run" : "another thread");
    is_here = 1;
    rc = snap__layout_make(&layout, c, copy.page, err);
    copy.image_len = (size_t)layout.image_len;
    if (rc == JSB_OK)
        rc = learn(&copy, opt, flags, err);
    snap__layout_free(&layout);
    is_here = 0;
    __atomic_store_n(&is_busy, 0, __ATOMIC_RELEASE);
    return rc;
}
