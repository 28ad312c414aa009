/* SPDX-License-Identifier: MIT
 * fuzz_meta.c - libFuzzer harness: any bytes as the names that go into a blob's metadata.
 * What is written must be JSON in UTF-8, and say what it was given. */
#include "../../lib/jsboot.h"
#include "../../lib/utf8.h"
#include "../../snapshot/meta.h"

#include <duktape.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NAMES = 4, NAME_LEN = 256 };

struct names {
    char text[NAMES][NAME_LEN];
    size_t count;
};

static void demand(int holds)
{
    if (!holds)
        abort();
}

/* U+FFFD that is not there stands for what is malformed. */
static int is_utf8(const char *text, size_t len)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + len;
    while (at < end) {
        const unsigned char *start = at;
        if (jsb__utf8_next(&at, end) == JSB__REPLACEMENT &&
            (at - start != 3 || memcmp(start, "\xef\xbf\xbd", 3) != 0))
            return 0;
    }
    return 1;
}

/* Names are what stands between zero bytes. */
static void split(struct names *names, const uint8_t *data, size_t size)
{
    while (size > 0 && names->count < NAMES) {
        size_t len = strnlen((const char *)data, size < NAME_LEN - 1 ? size : NAME_LEN - 1);
        size_t used = len < size && data[len] == 0 ? len + 1 : len;
        memcpy(names->text[names->count++], data, len);
        data += used;
        size -= used;
    }
}

static void demand_same_name(duk_context *ctx, const char *name)
{
    size_t len;
    const char *text;
    duk_get_prop_string(ctx, -1, "path");
    text = duk_get_lstring(ctx, -1, &len);
    demand(text != NULL);
    demand(!is_utf8(name, strlen(name)) || (strlen(name) == len && memcmp(name, text, len) == 0));
    duk_pop(ctx);
}

/* The engine's own parser reads it, under protection. */
static duk_ret_t read_back(duk_context *ctx, void *user)
{
    const struct names *names = user;
    duk_json_decode(ctx, -1);
    duk_get_prop_string(ctx, -1, "inputs");
    demand(duk_get_length(ctx, -1) == names->count);
    for (unsigned i = 0; i < names->count; i++) {
        duk_get_prop_index(ctx, -1, i);
        demand_same_name(ctx, names->text[i]);
        duk_pop(ctx);
    }
    return 0;
}

static char *write_meta(duk_context *ctx, const struct names *names, size_t *len)
{
    struct snap__census census = {.ctx = ctx};
    struct snap_input inputs[NAMES];
    struct snap_options opt = {.inputs = inputs, .input_count = names->count};
    for (size_t i = 0; i < names->count; i++)
        inputs[i] = (struct snap_input){names->text[i], i, "0"};
    return snap__meta_write(&census, &opt, 0, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct jsb_vm *vm;
    struct names names = {{{0}}, 0};
    duk_context *ctx;
    size_t len;
    char *meta;
    if (vm == NULL)
        demand(jsb_create(NULL, &vm) == JSB_OK);
    ctx = jsb_context(vm);
    split(&names, data, size);
    meta = write_meta(ctx, &names, &len);
    demand(meta != NULL && is_utf8(meta, len));
    for (size_t i = 0; i < len; i++)
        demand((unsigned char)meta[i] >= 0x20 && meta[i] != 0x7f);
    duk_push_lstring(ctx, meta, len);
    demand(duk_safe_call(ctx, read_back, &names, 1, 1) == DUK_EXEC_SUCCESS);
    duk_pop(ctx);
    free(meta);
    return 0;
}
