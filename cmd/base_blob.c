/* SPDX-License-Identifier: MIT
 * base_blob.c - opens the blob of --base and reads where it came from. */
#include "base_blob.h"

#include "digest.h"

#include <errno.h>
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

static int fail(struct jsb_error *err, const char *path, int code, const char *format,
                const char *detail)
{
    memset(err, 0, sizeof(*err));
    err->code = code;
    snprintf(err->file, sizeof(err->file), "%s", path);
    snprintf(err->message, sizeof(err->message), format, detail);
    return code;
}

/* {"bytes": n, "sha256": "..."}; false if it is none. */
static int read_digest(struct json_object *entry, struct snap_input *out)
{
    struct json_object *bytes, *sha256;
    if (!json_object_object_get_ex(entry, "bytes", &bytes) ||
        !json_object_object_get_ex(entry, "sha256", &sha256))
        return 0;
    out->len = json_object_get_uint64(bytes);
    out->sha256 = json_object_get_string(sha256);
    return out->sha256 != NULL;
}

static void read_inputs(struct json_object *list, struct inputs *inputs)
{
    size_t count = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
    for (size_t i = 0; i < count; i++) {
        struct json_object *entry = json_object_array_get_idx(list, i);
        struct json_object *path;
        struct snap_input input;
        if (json_object_object_get_ex(entry, "path", &path) && read_digest(entry, &input))
            inputs_add_digest(inputs, json_object_get_string(path), input.len, input.sha256);
    }
}

static void read_origin(struct json_object *meta, struct base_blob *base)
{
    static char sha256[INPUTS_HEX_SIZE];
    struct json_object *origin;
    base->has_origin = json_object_object_get_ex(meta, "base", &origin) &&
                       read_digest(origin, &base->origin);
    if (!base->has_origin)
        return;
    snprintf(sha256, sizeof(sha256), "%s", base->origin.sha256);
    base->origin.sha256 = sha256;
}

static int read_metadata(const struct snap_blob *blob, struct base_blob *base,
                         struct inputs *inputs)
{
    struct json_tokener *tokener = json_tokener_new();
    struct json_object *meta, *list;
    size_t len;
    const char *text = snap_metadata(blob, &len);
    meta = tokener && text ? json_tokener_parse_ex(tokener, text, (int)len) : NULL;
    if (meta != NULL && json_object_object_get_ex(meta, "inputs", &list))
        read_inputs(list, inputs);
    if (meta != NULL)
        read_origin(meta, base);
    if (tokener != NULL)
        json_tokener_free(tokener);
    json_object_put(meta);
    return meta != NULL;
}

static int describe(const char *path, const struct snap_blob *blob, struct base_blob *base,
                    struct inputs *inputs, struct jsb_error *err)
{
    static char sha256[INPUTS_HEX_SIZE];
    int rc = snap_validate(blob, err);
    if (rc != JSB_OK)
        return rc;
    if (digest_file(path, sha256, &base->self.len) != 0)
        return fail(err, path, JSB_E_IO, "cannot read: %s", strerror(errno));
    base->self.sha256 = sha256;
    if (read_metadata(blob, base, inputs))
        return JSB_OK;
    return fail(err, path, JSB_E_CORRUPT, "the metadata of the blob cannot be read%s",
                "; make the blob again");
}

int base_blob_open(const char *path, const struct snap_open_options *opt, struct snap_blob **out,
                   struct base_blob *base, struct inputs *inputs, struct jsb_error *err)
{
    int rc = snap_open_with(path, opt, out, err);
    if (rc == JSB_OK)
        rc = describe(path, *out, base, inputs, err);
    if (rc != JSB_OK) {
        snap_close(*out);
        *out = NULL;
    }
    return rc;
}
