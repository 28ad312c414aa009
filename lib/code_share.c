/* SPDX-License-Identifier: MIT
 * code_share.c - entries of a code cache's folder, for those who carry them from one machine to
 * another. */
#include "code_entry.h"
#include "code_store.h"
#include "err.h"
#include "jsboot.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* How an attempt ends of which a store tells only if it fails. */
struct attempt {
    struct jsb_error *err;
    int rc;
};

static void on_problem(void *user, int kind, const char *text)
{
    struct attempt *attempt = user;
    (void)kind;
    attempt->rc = jsb__fail(attempt->err, JSB_E_IO, "%s", text);
}

static int read_key(const char *text, uint8_t key[JSB__CODE_KEY_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    if (strlen(text) != 2 * JSB__CODE_KEY_SIZE || strspn(text, digits) != strlen(text))
        return -1;
    for (int i = 0; i < JSB__CODE_KEY_SIZE; i++)
        key[i] = (uint8_t)((strchr(digits, text[2 * i]) - digits) << 4 |
                           (strchr(digits, text[2 * i + 1]) - digits));
    return 0;
}

/* Of an entry that is asked for by its name, and must belong there. */
static int copy_checked(const struct jsb__stored *stored, const uint8_t *key, void **data,
                        struct jsb_error *err)
{
    uint8_t own[JSB__CODE_KEY_SIZE];
    const char *bad = jsb__code_identify(stored->data, stored->size, own);
    if (bad == NULL && memcmp(own, key, sizeof(own)) != 0)
        bad = "it is of another source";
    if (bad != NULL)
        return jsb__fail(err, JSB_E_INVALID, "%s", bad);
    *data = malloc(stored->size);
    return *data == NULL ? jsb__fail(err, JSB_E_NOMEM, "out of memory")
                         : (memcpy(*data, stored->data, stored->size), JSB_OK);
}

int jsb_code_cache_read(const char *folder, const char *key, void **data, size_t *len,
                        struct jsb_error *err)
{
    struct jsb_options opt = {0};
    char space[PATH_MAX];
    struct jsb__code_store *store = jsb__code_store_new(folder, &opt, space);
    struct jsb__stored stored;
    uint8_t binary[JSB__CODE_KEY_SIZE];
    int rc;
    *data = NULL;
    *len = 0;
    if (store == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory");
    if (read_key(key, binary) == 0 && jsb__code_store_find(store, binary, NULL, &stored)) {
        rc = copy_checked(&stored, binary, data, err);
        *len = rc == JSB_OK ? stored.size : 0;
        jsb__stored_release(&stored);
    } else {
        rc = jsb__fail(err, JSB_E_INVALID, "there is no such entry");
    }
    jsb__code_store_free(store);
    return rc;
}

static int is_there(struct jsb__code_store *store, const uint8_t *key)
{
    struct jsb__stored stored;
    if (!jsb__code_store_find(store, key, NULL, &stored))
        return 0;
    jsb__stored_release(&stored);
    return 1;
}

int jsb_code_cache_add(const char *folder, uint64_t limit, const void *data, size_t len,
                       char key[JSB_CODE_KEY_SIZE], struct jsb_error *err)
{
    struct attempt attempt = {err, JSB_OK};
    struct jsb_options opt = {
        .user = &attempt, .on_code_cache = on_problem, .code_cache_limit = limit};
    char space[PATH_MAX];
    uint8_t binary[JSB__CODE_KEY_SIZE];
    struct jsb__code_store *store;
    const char *bad = jsb__code_identify(data, len, binary);
    key[0] = '\0';
    if (bad != NULL)
        return jsb__fail(err, JSB_E_INVALID, "%s", bad);
    store = jsb__code_store_new(folder, &opt, space);
    if (store == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "out of memory");
    jsb__code_digits(binary, key);
    /* A store warns of what it has mended, too, and says nothing of an entry that is too large. */
    if (is_there(store, binary) || jsb__code_store_put(store, binary, data, len))
        attempt.rc = JSB_OK;
    else if (attempt.rc == JSB_OK)
        attempt.rc = jsb__fail(err, JSB_E_IO,
                               "%s: the entry has %zu bytes, more than all entries may have: raise "
                               "the limit",
                               jsb__code_store_folder(store), len);
    jsb__code_store_free(store);
    return attempt.rc;
}
