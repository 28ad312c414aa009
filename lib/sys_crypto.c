/* SPDX-License-Identifier: MIT
 * sys_crypto.c - natives for `crypto`: digests and random bytes.
 *
 * The state of a digest is a buffer that JavaScript holds. */
#include "digest.h"
#include "host.h"
#include "sys.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

static struct jsb__digest *state_arg(duk_context *ctx)
{
    size_t size;
    struct jsb__digest *state = duk_require_buffer_data(ctx, 0, &size);
    if (size != sizeof(*state) || state->kind >= JSB__DIGEST_KINDS || state->fill >= 128)
        (void)duk_type_error(ctx, "not the state of a digest");
    return state;
}

/** digestStart(kind): a state, as a Buffer. */
duk_ret_t jsb__sys_digestStart(duk_context *ctx)
{
    unsigned kind = duk_require_uint(ctx, 0);
    struct jsb__digest *state = duk_push_fixed_buffer(ctx, sizeof(*state));
    if (kind >= JSB__DIGEST_KINDS)
        return duk_range_error(ctx, "no such digest");
    jsb__digest_start(state, (enum jsb__digest_kind)kind);
    jsb__wrap_buffer(ctx, sizeof(*state));
    return 1;
}

/** digestAdd(state, string or buffer) */
duk_ret_t jsb__sys_digestAdd(duk_context *ctx)
{
    struct jsb__digest *state = state_arg(ctx);
    size_t len;
    const void *data = jsb__bytes_arg(ctx, 1, &len);
    jsb__digest_add(state, data, len);
    return 0;
}

/** digestEnd(state): the digest, as a Buffer. */
duk_ret_t jsb__sys_digestEnd(duk_context *ctx)
{
    struct jsb__digest *state = state_arg(ctx);
    uint8_t out[JSB__DIGEST_MAX];
    size_t len = jsb__digest_end(state, out);
    memcpy(duk_push_fixed_buffer(ctx, len), out, len);
    jsb__wrap_buffer(ctx, len);
    return 1;
}

/* Those of a build repeat, as Math.random does there. */
static void fill_repeatable(duk_context *ctx, unsigned char *out, size_t len)
{
    for (size_t i = 0; i < len; i++)
        out[i] = (unsigned char)(jsb__random(jsb__vm(ctx)) * 256);
}

/** randomFill(buffer): bytes that nobody can guess, of the system. */
duk_ret_t jsb__sys_randomFill(duk_context *ctx)
{
    size_t len;
    unsigned char *out = duk_require_buffer_data(ctx, 0, &len);
    if (jsb__vm(ctx)->host.opt.building) {
        fill_repeatable(ctx, out, len);
        return 0;
    }
    while (len > 0) {
        ssize_t n = getrandom(out, len, 0);
        if (n < 0 && errno != EINTR)
            jsb__throw_errno(ctx, errno, "getrandom", JSB__NO_PATH, JSB__NO_PATH);
        out += n > 0 ? n : 0;
        len -= n > 0 ? (size_t)n : 0;
    }
    return 0;
}
