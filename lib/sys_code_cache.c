/* SPDX-License-Identifier: MIT
 * sys_code_cache.c - the code cache as programs turn it on. */
#include "code_store.h"
#include "sys.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* In the order of module.constants.compileCacheStatus. */
enum status { FAILED, ENABLED, ALREADY_ENABLED, DISABLED };

/* [] -> [array]: the status, and the folder or, behind its name, why there is none. */
static duk_ret_t answer(duk_context *ctx, enum status status, const char *text, const char *why)
{
    duk_push_array(ctx);
    duk_push_int(ctx, (duk_int_t)status);
    duk_put_prop_index(ctx, -2, 0);
    jsb__push_text(ctx, text, strlen(text));
    if (why != NULL) {
        duk_push_sprintf(ctx, ": %s", why);
        duk_concat(ctx, 2);
    }
    duk_put_prop_index(ctx, -2, 1);
    return 1;
}

/* The cache that the program was started with may turn out to be of no use. */
static duk_ret_t answer_again(duk_context *ctx, struct jsb__code_store *store)
{
    char why[JSB__CODE_WHY_SIZE];
    const char *folder = jsb__code_store_folder(store);
    return jsb__code_store_prepare(store, why) ? answer(ctx, ALREADY_ENABLED, folder, NULL)
                                               : answer(ctx, FAILED, folder, why);
}

/* The folder that is asked for, or the one that is used where none is; NULL if there is none. */
static const char *folder_arg(duk_context *ctx, char *space, size_t size)
{
    if (!duk_is_undefined(ctx, 0))
        return jsb__script_path(ctx, 0);
    return jsb_code_cache_folder(space, size) == JSB_OK ? space : NULL;
}

/** enableCodeCache(folder or undefined): [status, folder or reason].  What is compiled from now
 *  on goes through the cache. */
duk_ret_t jsb__sys_enableCodeCache(duk_context *ctx)
{
    struct jsb_vm *vm = jsb__vm(ctx);
    char space[PATH_MAX], why[JSB__CODE_WHY_SIZE];
    const char *folder;
    if (vm->host.opt.building)
        return answer(ctx, DISABLED, "a snapshot is being made", NULL);
    if (vm->host.opt.code_cache_off)
        return answer(ctx, DISABLED, "turned off where the program was started", NULL);
    if (vm->code_store != NULL)
        return answer_again(ctx, vm->code_store);
    folder = folder_arg(ctx, space, sizeof(space));
    if (folder == NULL)
        return answer(ctx, FAILED, "neither XDG_CACHE_HOME nor HOME is an absolute path", NULL);
    vm->code_store = jsb__code_store_new(folder, &vm->host.opt, space);
    if (vm->code_store != NULL && jsb__code_store_prepare(vm->code_store, why))
        return answer(ctx, ENABLED, jsb__code_store_folder(vm->code_store), NULL);
    if (vm->code_store == NULL)
        snprintf(why, sizeof(why), "out of memory");
    jsb__code_store_free(vm->code_store);
    vm->code_store = NULL;
    return answer(ctx, FAILED, folder, why);
}

/** codeCacheFolder(): its absolute name, undefined without a code cache that can be used. */
duk_ret_t jsb__sys_codeCacheFolder(duk_context *ctx)
{
    struct jsb__code_store *store = jsb__vm(ctx)->code_store;
    char why[JSB__CODE_WHY_SIZE];
    const char *folder;
    if (store == NULL || !jsb__code_store_prepare(store, why))
        return 0;
    folder = jsb__code_store_folder(store);
    jsb__push_text(ctx, folder, strlen(folder));
    return 1;
}
