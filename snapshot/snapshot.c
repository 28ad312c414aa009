/* SPDX-License-Identifier: MIT
 * snapshot.c - START READING HERE: the two flows of a snapshot.
 *
 *   freeze:  settle, census, layout, write
 *   boot:    check, map, relocate if need be, protect, adopt, refresh
 */
#include "snapshot.h"

#include "../lib/causes.h"
#include "../lib/engine.h"
#include "../lib/entry.h"
#include "../lib/os.h"
#include "../lib/runtime.h"
#include "blob.h"
#include "census.h"
#include "files.h"
#include "layout.h"
#include "meta.h"
#include "write.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---------------------------------------------------------------------- freeze */

static void step(const struct snap_options *opt, const char *name)
{
    if (opt->on_step != NULL)
        opt->on_step(opt->user, name);
}

static int script_error(struct jsb_vm *vm, struct jsb_error *err)
{
    if (err != NULL)
        *err = *jsb__error(vm);
    return jsb__error(vm)->code;
}

/* Finalizers run in here; *causes are what is open or under way. */
static int settle(struct jsb_vm *vm, const struct snap_options *opt, unsigned *flags,
                  struct snap__causes *causes, struct jsb_error *err)
{
    unsigned asked = 0;
    const char *reason = jsb__not_at_rest(vm->ctx);
    if (reason != NULL)
        return jsb__fail(err, JSB_E_BUSY, "%s: make the snapshot from outside of any call",
                         reason);
    step(opt, "settle");
    if (jsb__settle(vm, &asked) != JSB_OK)
        return script_error(vm, err);
    vm->out_of_memory = 0;
    step(opt, "collect");
    jsb__heap_settle(vm->ctx);
    jsb__memory_trim(&vm->memory); /* the blob can use it */
    if (vm->out_of_memory) /* what was not compacted would be other bytes */
        return jsb__fail(err, JSB_E_NOMEM, "out of memory while collecting garbage");
    if ((asked & JSB__SETTLE_PENDING) != 0 &&
        jsb__detach(vm, snap__causes_add, causes) != JSB_OK)
        return script_error(vm, err);
    if (causes->failed)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory while listing what is open");
    *flags = (vm->has_runtime ? SNAP__FLAG_RUNTIME : 0u) |
             (asked & JSB__SETTLE_HAS_MAIN ? SNAP__FLAG_MAIN : 0u) |
             (asked & JSB__SETTLE_REFRESH ? SNAP__FLAG_REFRESH : 0u) |
             (asked & JSB__SETTLE_FINISH ? SNAP__FLAG_FINISH : 0u) |
             (asked & JSB__SETTLE_ARGV ? SNAP__FLAG_ARGV : 0u);
    return JSB_OK;
}

int snap__write_blob(struct snap__census *c, const struct snap__layout *layout,
                      const struct snap_options *opt, unsigned flags, struct snap__blob *blob,
                      struct jsb_error *err)
{
    uint64_t base = opt->base ? opt->base : SNAP__BASE;
    uint8_t *slots = NULL;
    struct snap__extras extras = {0};
    char *meta = snap__meta_write(c, opt, flags, &extras.meta_len);
    int rc = meta ? JSB_OK : jsb__fail(err, JSB_E_NOMEM, "out of memory for the metadata");
    extras.meta = meta;
    if (rc == JSB_OK)
        rc = snap__files_sort(&extras.files, opt, &flags, err);
    step(opt, "copy");
    if (blob->hollow != NULL)
        blob->start = blob->len = (size_t)layout->image_len;
    else if (rc == JSB_OK)
        rc = snap__write_image(c, layout, base, blob, &slots, err);
    step(opt, "write tables");
    if (rc == JSB_OK)
        rc = snap__write_tables(c, layout, slots, base, flags, &extras, blob, err);
    snap__files_free(&extras.files);
    free(slots);
    free(meta);
    return rc;
}

static int open_draft(struct snap__blob *blob, const char *path, struct jsb_error *err)
{
    int error = path ? jsb__draft_open(path, 1, &blob->draft) : 0;
    return error ? jsb__draft_fail(path, error, err) : JSB_OK;
}

/* The heap at rest, as a blob: in memory, or in a draft of the file `path`. */
static int freeze(struct jsb_vm *vm, const struct snap_options *opt, unsigned flags,
                  const struct snap__causes *causes, const char *path, struct snap__blob *out,
                  struct jsb_error *err)
{
    struct snap__census census = {0};
    struct snap__layout layout = {0};
    int rc;
    step(opt, "list");
    rc = snap__census_take(&census, vm->ctx, err);
    if (rc == JSB_OK)
        rc = snap__refuse_causes(&census, causes);
    snap__census_drop_paths(&census); /* memory that the image can use */
    if (rc == JSB_OK && opt->on_train != NULL) {
        step(opt, "train");
        rc = snap__train(&census, opt, flags, err);
    }
    step(opt, "lay out");
    if (rc == JSB_OK)
        rc = snap__layout_make(&layout, &census, SNAP__DENSE, err);
    if (rc == JSB_OK)
        rc = open_draft(out, path, err);
    if (rc == JSB_OK)
        rc = snap__write_blob(&census, &layout, opt, flags, out, err);
    if (rc == JSB_OK && out->error != 0)
        rc = jsb__draft_fail(path, out->error, err);
    snap__layout_free(&layout);
    snap__census_free(&census);
    return rc;
}

static void drop_blob(struct snap__blob *blob)
{
    jsb__draft_drop(blob->draft);
    free(blob->data);
    *blob = (struct snap__blob){0};
}

/* As snap_create() and snap_create_draft(); path is NULL for a blob in memory. */
static int create(struct jsb_vm *vm, const struct snap_options *opt, const char *path,
                  struct snap__blob *out, struct jsb_error *err)
{
    static const struct snap_options defaults;
    struct snap__causes causes = {0};
    unsigned flags = 0;
    int rc;
    if (opt == NULL)
        opt = &defaults;
    rc = snap__check_base(opt->base ? opt->base : SNAP__BASE, err);
    if (rc == JSB_OK)
        rc = settle(vm, opt, &flags, &causes, err);
    if (rc == JSB_OK)
        rc = freeze(vm, opt, flags, &causes, path, out, err);
    if ((causes.count > 0 || causes.failed) && jsb__attach(vm) != JSB_OK)
        rc = script_error(vm, err);
    snap__causes_free(&causes);
    if (rc != JSB_OK)
        drop_blob(out);
    return rc;
}

int snap_create(struct jsb_vm *vm, const struct snap_options *opt, void **blob, size_t *size,
                struct jsb_error *err)
{
    struct snap__blob out = {0};
    int rc = create(vm, opt, NULL, &out, err);
    *blob = out.data;
    *size = out.len;
    return rc;
}

void snap_free(void *blob)
{
    free(blob);
}

int snap_save(const char *path, const void *blob, size_t size, struct jsb_error *err)
{
    return jsb__write_file(path, blob, size, 1, err);
}

struct snap_draft {
    struct snap__blob blob;
    char *map; /* of the file, or NULL */
    char path[];
};

int snap_create_draft(struct jsb_vm *vm, const struct snap_options *opt, const char *path,
                      struct snap_draft **out, struct jsb_error *err)
{
    struct snap_draft *draft = calloc(1, sizeof(*draft) + strlen(path) + 1);
    int rc = draft ? JSB_OK : jsb__fail(err, JSB_E_NOMEM, "out of memory");
    *out = NULL;
    if (rc == JSB_OK)
        rc = create(vm, opt, strcpy(draft->path, path), &draft->blob, err);
    if (rc == JSB_OK)
        *out = draft;
    else
        free(draft);
    return rc;
}

const void *snap_draft_bytes(struct snap_draft *draft, size_t *size)
{
    const void *bytes = draft->blob.data;
    if (draft->blob.draft != NULL && draft->map == NULL)
        draft->map = jsb__draft_map(draft->blob.draft, draft->blob.len);
    if (draft->blob.draft != NULL)
        bytes = draft->map;
    *size = bytes != NULL ? draft->blob.len : 0;
    return bytes;
}

int snap_save_draft(struct snap_draft *draft, struct jsb_error *err)
{
    struct jsb__draft *file = draft->blob.draft;
    int error;
    if (file == NULL && draft->blob.data == NULL)
        return jsb__fail(err, JSB_E_INVALID, "this draft was saved, or could not be: make another");
    if (file == NULL)
        return snap_save(draft->path, draft->blob.data, draft->blob.len, err);
    draft->blob.draft = NULL;
    error = jsb__draft_keep(file);
    return error ? jsb__draft_fail(draft->path, error, err) : JSB_OK;
}

void snap_free_draft(struct snap_draft *draft)
{
    if (draft == NULL)
        return;
    jsb__unmap(draft->map, draft->blob.len);
    drop_blob(&draft->blob);
    free(draft);
}

void snap_abandon(void)
{
    for (int i = 0; i < JSB__TEMPORARIES; i++)
        if (jsb__temporary_paths[i] != NULL)
            unlink(jsb__temporary_paths[i]);
}

/* ------------------------------------------------------------------------ boot */

/* Gives the VM the natives that the blob names.  Nothing to do for most blobs. */
static int bind_externals(struct jsb_vm *vm, const struct snap__mapping *mapping,
                          const struct snap__header *h, const struct jsb_options *opt,
                          struct jsb_error *err)
{
    const struct snap__section *s = &h->sections[SNAP__SECTION_EXTERNALS];
    int rc = s->count > 0 ? snap__check_externals(h, mapping->start, err) : JSB_OK;
    if (rc == JSB_OK)
        rc = jsb__externals_open(&vm->externals, opt, mapping->start + s->off,
                                 (unsigned)s->count, err);
    return rc;
}

static size_t end_of(const struct snap__section *s)
{
    return (size_t)(s->off + s->len);
}

static struct jsb__place place_of(char *start, const struct snap__header *h)
{
    const struct snap__section *s = h->sections;
    return (struct jsb__place){
        .start = start,
        .len = (size_t)h->image_len,
        .heap_end = end_of(&s[SNAP__SECTION_HEAP]),
        .objects_off = (size_t)s[SNAP__SECTION_OBJECTS].off,
        .objects_end = end_of(&s[SNAP__SECTION_OBJECTS]),
        .props_off = (size_t)s[SNAP__SECTION_PROPS].off,
        .props_end = end_of(&s[SNAP__SECTION_PROPS]),
    };
}

/* Makes the mapped image the heap of a new VM, which owns the mapping from here on.  The
 * header is the one that was checked: a file rewritten in place shows through a mapping. */
static int adopt(struct snap__mapping *mapping, const struct snap__header *h,
                 const struct jsb_options *opt, struct jsb_vm **out, struct jsb_error *err)
{
    struct jsb_vm *vm = jsb__vm_new(opt);
    struct jsb__callbacks callbacks;
    struct jsb__place place;
    int rc;
    if (vm == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory for the VM");
    rc = bind_externals(vm, mapping, h, opt, err);
    if (rc != JSB_OK) {
        jsb_destroy(vm);
        return rc;
    }
    vm->release = mapping->keep ? NULL : snap__release;
    vm->release_start = mapping->start;
    vm->release_len = mapping->len;
    vm->memory.limit = vm->host.opt.memory_limit;
    vm->memory.image_start = mapping->start;
    vm->memory.image_end = mapping->start + h->image_len;
    vm->has_runtime = (h->flags & SNAP__FLAG_RUNTIME) != 0;
    vm->find_source = snap__find_source;
    vm->want_finish = (h->flags & SNAP__FLAG_FINISH) != 0;
    if ((h->flags & SNAP__FLAG_ASSETS) != 0)
        snap__files_offer(vm, h);
    callbacks = jsb__vm_callbacks(vm);
    place = place_of(mapping->start, h);
    vm->ctx = jsb__heap_adopt(mapping->start + h->heap_off, &place, &callbacks);
    mapping->start = NULL;
    *out = vm;
    return JSB_OK;
}

static int refresh(struct jsb_vm **vm, uint32_t flags, struct jsb_error *err)
{
    int rc = (flags & SNAP__FLAG_ARGV) != 0 ? jsb__entry_fill_argv(*vm) : JSB_OK;
    if (rc == JSB_OK && (flags & SNAP__FLAG_REFRESH) != 0)
        rc = jsb__run_hook(*vm, "refresh", 0);
    if (rc == JSB_OK)
        return JSB_OK;
    if (err != NULL)
        *err = *jsb__error(*vm);
    jsb_destroy(*vm);
    *vm = NULL;
    return rc;
}

int snap__boot_still(struct snap_blob *blob, const struct jsb_options *opt, struct jsb_vm **out,
                     struct jsb_error *err)
{
    struct snap__mapping mapping;
    int rc = snap__take_mapping(blob, &mapping, err);
    *out = NULL;
    if (rc == JSB_OK && (uintptr_t)mapping.start != snap__header_of(blob)->base)
        rc = snap__relocate(&mapping, snap__header_of(blob), err);
    if (rc == JSB_OK)
        rc = snap__protect(&mapping, snap__header_of(blob), err);
    if (rc == JSB_OK)
        rc = adopt(&mapping, snap__header_of(blob), opt, out, err);
    if (rc != JSB_OK && rc != JSB_E_INVALID)
        jsb__fail_file(err, snap__path_of(blob));
    if (rc != JSB_OK)
        snap__unmap(&mapping);
    return rc;
}

int snap_boot(struct snap_blob *blob, const struct jsb_options *opt, struct jsb_vm **out,
              struct jsb_error *err)
{
    uint32_t flags = snap__header_of(blob)->flags;
    int rc = snap__boot_still(blob, opt, out, err);
    if (rc == JSB_OK && (flags & (SNAP__FLAG_REFRESH | SNAP__FLAG_ARGV)) != 0)
        rc = refresh(out, flags, err);
    return rc;
}

int snap_run_main(struct jsb_vm *vm)
{
    int rc = jsb__entry_run_main(vm);
    return rc == JSB_E_IO ? jsb__run_hook(vm, "runMain", 0) : rc;
}
