/* SPDX-License-Identifier: MIT
 * build_id.c - what a blob depends on besides its program: the image of the runtime has it all,
 * format, fingerprint, natives and JavaScript. */
#include "blob.h"

#include "../lib/hash.h"

#include <stdio.h>

int snap_build_id(char out[17], struct jsb_error *err)
{
    struct snap_blob *base;
    const struct snap__header *h;
    int rc = snap_open_base(&base, err);
    out[0] = '\0';
    if (rc != JSB_OK)
        return rc;
    h = snap__header_of(base);
    snprintf(out, 17, "%016llx",
             (unsigned long long)jsb__hash64(snap__bytes_of(base), (size_t)h->file_len, 0));
    snap_close(base);
    return JSB_OK;
}
