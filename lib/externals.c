/* SPDX-License-Identifier: MIT
 * externals.c - external references: the table of a VM's options, by index and by name. */
#include "externals.h"

#include "engine.h"
#include "err.h"
#include "natives.h"
#include "startup.h"
#include "vm.h"

#include <stdlib.h>
#include <string.h>

/* -------------------------------------------------------------------- the table */

static int check_native(const struct jsb_native *n, size_t at, struct jsb_error *err)
{
    if (n->name == NULL || n->name[0] == '\0')
        return jsb__fail(err, JSB_E_INVALID, "native %zu of the table has no name", at);
    if ((uintptr_t)n->function < JSB__NATIVE_LIMIT)
        return jsb__fail(err, JSB_E_INVALID, "native '%s' has no function", n->name);
    if (n->nargs < JSB_VARARGS || n->nargs > 255)
        return jsb__fail(err, JSB_E_INVALID,
                         "native '%s' takes %d arguments: JSB_VARARGS or 0 to 255", n->name,
                         n->nargs);
    return JSB_OK;
}

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct jsb_native *const *)a)->name,
                  (*(const struct jsb_native *const *)b)->name);
}

/* Fills list with the table's natives, sorted by name. */
static int sort_table(const struct jsb_native *table, size_t count, const struct jsb_native **list,
                      struct jsb_error *err)
{
    for (size_t i = 0; i < count; i++) {
        int rc = check_native(&table[i], i, err);
        if (rc != JSB_OK)
            return rc;
        list[i] = &table[i];
    }
    qsort(list, count, sizeof(*list), by_name);
    for (size_t i = 1; i < count; i++)
        if (strcmp(list[i - 1]->name, list[i]->name) == 0)
            return jsb__fail(err, JSB_E_INVALID, "native '%s' is listed twice", list[i]->name);
    return JSB_OK;
}

/* Place of a name in the sorted table, -1 if it is not there. */
static int find_name(const struct jsb__externals *e, const char *name)
{
    const struct jsb_native key = {.name = name}, *k = &key;
    const struct jsb_native **table = e->list + e->blob_count;
    const struct jsb_native **found =
        e->table_count ? bsearch(&k, table, e->table_count, sizeof(*table), by_name) : NULL;
    return found ? (int)(found - table) : -1;
}

static void refuse_name(struct jsb_error *err, int *rc, const char *name)
{
    if (*rc == JSB_OK)
        *rc = jsb__fail(err, JSB_E_EXTERNALS, "%s", "");
    jsb__more(err,
              "needs the external reference '%s', which the VM was not given: add it to the "
              "table of natives that the VM is booted with",
              name);
}

static int resolve_names(struct jsb__externals *e, const char *names, struct jsb_error *err)
{
    int rc = JSB_OK;
    for (unsigned i = 0; i < e->blob_count; i++, names += strlen(names) + 1) {
        int place = find_name(e, names);
        if (place < 0)
            refuse_name(err, &rc, names);
        else
            e->list[i] = e->list[e->blob_count + (unsigned)place];
    }
    return rc;
}

int jsb__externals_open(struct jsb__externals *e, const struct jsb_options *opt, const char *names,
                        unsigned count, struct jsb_error *err)
{
    size_t table_count = opt ? opt->native_count : 0;
    int rc;
    if (table_count > JSB__EXTERNALS_MAX)
        return jsb__fail(err, JSB_E_INVALID, "%zu natives in the table, the most is %u",
                         table_count, JSB__EXTERNALS_MAX);
    if (table_count + count == 0)
        return JSB_OK;
    e->list = jsb__startup_alloc((table_count + count) * sizeof(struct jsb_native *));
    if (e->list == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory for the table of natives");
    e->blob_count = count;
    e->table_count = (unsigned)table_count;
    rc = table_count ? sort_table(opt->natives, table_count, e->list + count, err) : JSB_OK;
    return rc == JSB_OK ? resolve_names(e, names, err) : rc;
}

void jsb__externals_close(struct jsb__externals *e)
{
    jsb__startup_free(e->list);
    *e = (struct jsb__externals){0};
}

int jsb_check_natives(const struct jsb_native *natives, size_t count, struct jsb_error *err)
{
    struct jsb_options opt = {.natives = natives, .native_count = count};
    struct jsb__externals e = {0};
    int rc = jsb__externals_open(&e, &opt, NULL, 0, err);
    jsb__externals_close(&e);
    return rc;
}

/* ----------------------------------------------------------------- by index */

duk_c_function jsb__external_at(const void *vm, unsigned index)
{
    return ((const struct jsb_vm *)vm)->externals.list[index - JSB__NATIVE_EXTERNAL]->function;
}

int jsb__external_place(duk_context *ctx, duk_c_function slot)
{
    const struct jsb__externals *e = &jsb__vm(ctx)->externals;
    uintptr_t index = (uintptr_t)slot - JSB__NATIVE_EXTERNAL;
    if ((uintptr_t)slot < JSB__NATIVE_EXTERNAL)
        return -1;
    if ((uintptr_t)slot < JSB__NATIVE_LIMIT)
        return index < e->blob_count ? find_name(e, e->list[index]->name)
                                     : (int)(index - e->blob_count);
    for (unsigned i = 0; i < e->table_count; i++)
        if (e->list[e->blob_count + i]->function == slot)
            return (int)i;
    return -1;
}

unsigned jsb__external_count(duk_context *ctx)
{
    return jsb__vm(ctx)->externals.table_count;
}

const char *jsb__external_name(duk_context *ctx, unsigned place)
{
    const struct jsb__externals *e = &jsb__vm(ctx)->externals;
    return e->list[e->blob_count + place]->name;
}

/* --------------------------------------------------------- for the program */

int jsb_push_native(struct duk_hthread *ctx, const char *name)
{
    const struct jsb__externals *e = &jsb__vm(ctx)->externals;
    int place = find_name(e, name);
    uintptr_t index;
    if (place < 0)
        return JSB_E_INVALID;
    index = JSB__NATIVE_EXTERNAL + e->blob_count + (unsigned)place;
    /* The index takes the place of the address: the engine does not look at it. */
    duk_push_c_function(ctx, (duk_c_function)index,
                        e->list[e->blob_count + (unsigned)place]->nargs);
    duk_push_string(ctx, "name");
    duk_push_string(ctx, name);
    duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_CONFIGURABLE);
    return JSB_OK;
}

struct global_native {
    const char *global, *name;
    int rc;
};

/* Runs protected: [] -> [undefined]. */
static duk_ret_t set_global(duk_context *ctx, void *arg)
{
    struct global_native *g = arg;
    g->rc = jsb_push_native(ctx, g->name);
    if (g->rc == JSB_OK)
        duk_put_global_string(ctx, g->global);
    return 0;
}

int jsb_set_global_native(struct jsb_vm *vm, const char *global, const char *name)
{
    struct global_native g = {global, name, JSB_OK};
    if (!jsb__protect(vm, set_global, &g, 0))
        return jsb__take_error(vm);
    duk_pop(vm->ctx);
    if (g.rc == JSB_OK)
        return JSB_OK;
    return jsb__fail(jsb__error(vm), g.rc,
                     "there is no native '%s' in the table that the VM was made with", name);
}

void *jsb_native_data(struct duk_hthread *ctx)
{
    const struct jsb__externals *e = &jsb__vm(ctx)->externals;
    int place = jsb__external_place(ctx, jsb__running_native(ctx));
    return place >= 0 ? e->list[e->blob_count + (unsigned)place]->data : NULL;
}
