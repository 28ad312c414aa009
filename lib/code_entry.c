/* SPDX-License-Identifier: MIT
 * code_entry.c - an entry of a code cache: a header, the functions. */
#include "code_entry.h"

#include "code_format.h"
#include "engine_id.h"
#include "hash.h"
#include "jsboot.h"

#include <string.h>

static const char magic[8] = {'J', 'S', 'B', 'C', 'O', 'D', 'E', '\n'};

#define CHECKED offsetof(struct jsb__code_head, format)

#define FLAT_OFF sizeof(struct jsb__code_head) /* a multiple of 8 */

/* All that code depends on depends on the texts of the engine, which the build has hashed, and on
 * the machine. */
#define ENGINE_FINGERPRINT (JSB__ENGINE_ID ^ (uint64_t)(sizeof(void *) << 16 | DUK_USE_BYTEORDER))

void jsb__code_source(const char *text, size_t len, enum jsb__unit_kind kind,
                      struct jsb__code_source *out)
{
    jsb__hash128(text, len, out->digest);
    out->len = len;
    out->kind = kind;
}

void jsb__code_key(const struct jsb__code_source *source, uint8_t key[16])
{
    uint64_t parts[5] = {ENGINE_FINGERPRINT, (uint64_t)source->kind, source->digest[0],
                         source->digest[1], source->len};
    uint64_t hash[2];
    jsb__hash128(parts, sizeof(parts), hash);
    memcpy(key, hash, sizeof(hash));
}

/* ----------------------------------------------------------------------- making */

static void fill(char *data, size_t len, const struct jsb__code_source *source)
{
    struct jsb__code_head head = {.format = JSB__CODE_FORMAT,
                                  .kind = (uint32_t)source->kind,
                                  .engine = ENGINE_FINGERPRINT,
                                  .digest = {source->digest[0], source->digest[1]},
                                  .source_len = source->len};
    memcpy(head.magic, magic, sizeof(magic));
    memcpy(data, &head, sizeof(head));
    head.checksum = jsb__hash64(data + CHECKED, len - CHECKED, 0);
    memcpy(data, &head, sizeof(head));
}

int jsb__code_make(duk_context *ctx, duk_idx_t func_idx, const struct jsb__code_source *source,
                   struct jsb__flat *out)
{
    int rc = jsb__flat_make(ctx, func_idx, FLAT_OFF, out);
    if (rc == JSB_OK)
        fill(out->data, out->len, source);
    return rc;
}

/* --------------------------------------------------------------------- checking */

static const char *bad_head(const struct jsb__code_head *head, size_t len)
{
    if (len < sizeof(*head) || memcmp(head->magic, magic, sizeof(magic)) != 0)
        return "it is no entry of a code cache";
    if (head->format != JSB__CODE_FORMAT)
        return "its format is of another version";
    if (head->engine != ENGINE_FINGERPRINT)
        return "it is of another engine build";
    return NULL;
}

static const char *bad_source(const struct jsb__code_head *head,
                              const struct jsb__code_source *source)
{
    if (head->digest[0] != source->digest[0] || head->digest[1] != source->digest[1] ||
        head->source_len != source->len)
        return "it is of another source";
    return head->kind != (uint32_t)source->kind ? "it is of another kind of script" : NULL;
}

static const char *bad_bytes(const char *data, size_t len)
{
    const struct jsb__code_head *head = (const void *)data;
    const char *bad = bad_head(head, len);
    if (bad != NULL)
        return bad;
    if (head->checksum != jsb__hash64(data + CHECKED, len - CHECKED, 0))
        return "it is damaged: checksum";
    return NULL;
}

static const char *bad_entry(const char *data, size_t len, const struct jsb__code_source *source)
{
    const struct jsb__code_head *head = (const void *)data;
    const char *bad = bad_bytes(data, len);
    if (bad == NULL)
        bad = bad_source(head, source);
    return bad ? bad : jsb__flat_check(data + FLAT_OFF, len - FLAT_OFF);
}

const void *jsb__code_check(const void *data, size_t len, const struct jsb__code_source *source,
                            const char **why)
{
    const char *bad = bad_entry(data, len, source);
    if (why != NULL)
        *why = bad;
    return bad ? NULL : (const char *)data + FLAT_OFF;
}

const char *jsb__code_identify(const void *data, size_t len, uint8_t key[16])
{
    const struct jsb__code_head *head = data;
    const char *bad = bad_bytes(data, len);
    struct jsb__code_source source;
    if (bad != NULL)
        return bad;
    source = (struct jsb__code_source){.digest = {head->digest[0], head->digest[1]},
                                       .len = head->source_len,
                                       .kind = (enum jsb__unit_kind)head->kind};
    jsb__code_key(&source, key);
    return NULL;
}
