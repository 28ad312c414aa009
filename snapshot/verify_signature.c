/* SPDX-License-Identifier: MIT
 * verify_signature.c - does a minisign signature fit a blob?  Needs libsodium: programs that
 * do not call the function do not link this file. */
#include "../lib/os_trust.h"
#include "minisign.h"
#include "snapshot.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* A signature file, taken apart. */
struct parts {
    char text[SNAP__MINISIGN_MAX];
    struct snap__signature signature;
    const char *comment;
    uint8_t comment_signature[crypto_sign_BYTES];
};

static int starts_with(const char *line, const char *prefix)
{
    return line != NULL && strncmp(line, prefix, strlen(prefix)) == 0;
}

/* The key itself, or the second line of a file. */
static int read_public_key(const char *name, struct snap__public_key *key, struct jsb_error *err)
{
    char text[SNAP__MINISIGN_MAX], *rest = text, *line;
    int error;
    if (snap__decode(name, key, sizeof(*key)) == 0 && memcmp(key->algorithm, "Ed", 2) == 0)
        return JSB_OK;
    error = jsb__read_text(name, text, sizeof(text));
    if (error != 0 && error != EFBIG)
        return jsb__fail(err, JSB_E_SIGNATURE, "cannot read the trusted key '%s': %s", name,
                         strerror(error));
    line = snap__next_line(&rest);
    if (starts_with(line, SNAP__UNTRUSTED))
        line = snap__next_line(&rest);
    if (line != NULL && snap__decode(line, key, sizeof(*key)) == 0 &&
        memcmp(key->algorithm, "Ed", 2) == 0)
        return JSB_OK;
    return jsb__fail(err, JSB_E_SIGNATURE,
                     "the trusted key '%s' is no minisign public key: name a file that minisign "
                     "-G made, or give the key itself",
                     name);
}

static int take_apart(struct parts *parts)
{
    char *rest = parts->text, *line;
    if (!starts_with(snap__next_line(&rest), SNAP__UNTRUSTED))
        return -1;
    line = snap__next_line(&rest);
    if (line == NULL || snap__decode(line, &parts->signature, sizeof(parts->signature)) != 0)
        return -1;
    line = snap__next_line(&rest);
    if (!starts_with(line, SNAP__TRUSTED))
        return -1;
    parts->comment = line + strlen(SNAP__TRUSTED);
    line = snap__next_line(&rest);
    if (line == NULL ||
        snap__decode(line, parts->comment_signature, sizeof(parts->comment_signature)) != 0)
        return -1;
    return memcmp(parts->signature.algorithm, "ED", 2) == 0 ||
                   memcmp(parts->signature.algorithm, "Ed", 2) == 0
               ? 0
               : -1;
}

static int read_signature(const char *name, struct parts *parts, struct jsb_error *err)
{
    int error = jsb__read_text(name, parts->text, sizeof(parts->text));
    if (error != 0 && error != EFBIG)
        return jsb__fail(err, JSB_E_SIGNATURE,
                         "no signature: cannot read '%s': %s; sign the blob with gen_snapshot "
                         "--sign, or name its signature",
                         name, strerror(error));
    if (error == 0 && take_apart(parts) == 0)
        return JSB_OK;
    return jsb__fail(err, JSB_E_SIGNATURE,
                     "'%s' is no minisign signature: get it again, or sign the blob again", name);
}

static int is_signed(const struct parts *parts, const struct snap__public_key *key,
                     const void *data, size_t size)
{
    uint8_t hash[crypto_generichash_BYTES_MAX];
    const uint8_t *message = data;
    if (parts->signature.algorithm[1] == 'D') {
        snap__prehash(data, size, hash);
        message = hash;
        size = sizeof(hash);
    }
    return crypto_sign_verify_detached(parts->signature.bytes, message, size, key->key) == 0;
}

static int is_comment_signed(const struct parts *parts, const struct snap__public_key *key)
{
    uint8_t message[crypto_sign_BYTES + SNAP__MINISIGN_MAX];
    size_t len = strlen(parts->comment);
    memcpy(message, parts->signature.bytes, crypto_sign_BYTES);
    memcpy(message + crypto_sign_BYTES, parts->comment, len);
    return crypto_sign_verify_detached(parts->comment_signature, message, crypto_sign_BYTES + len,
                                       key->key) == 0;
}

static int check(const struct parts *parts, const struct snap__public_key *key, int fd, size_t size,
                 struct jsb_error *err)
{
    const void *data = size > 0 ? jsb__view(fd, size) : "";
    int fits;
    if (data == NULL)
        return jsb__fail(err, JSB_E_NOMEM, "cannot map the blob into memory: %s", strerror(errno));
    fits = is_signed(parts, key, data, size);
    if (size > 0)
        jsb__unmap((void *)(uintptr_t)data, size);
    if (!fits)
        return jsb__fail(err, JSB_E_SIGNATURE,
                         "the signature does not fit the blob: one of them was changed or is of "
                         "another build; get both again");
    if (!is_comment_signed(parts, key))
        return jsb__fail(err, JSB_E_SIGNATURE,
                         "the trusted comment of the signature was changed: get it again");
    return JSB_OK;
}

/* Returns 0 or -1 if the name is too long. */
static int signature_name(const struct snap_trust *trust, const char *path, char name[PATH_MAX])
{
    int len = trust->signature ? snprintf(name, PATH_MAX, "%s", trust->signature)
                               : snprintf(name, PATH_MAX, "%s.minisig", path);
    return len < PATH_MAX ? 0 : -1;
}

int snap_verify_signature(void *user, const char *path, int fd, uint64_t size,
                          struct jsb_error *err)
{
    const struct snap_trust *trust = user;
    struct snap__public_key key;
    struct parts parts;
    char name[PATH_MAX];
    int rc;
    if (sodium_init() < 0)
        return jsb__fail(err, JSB_E_NOMEM, "libsodium cannot start");
    if (signature_name(trust, path, name) != 0)
        return jsb__fail(err, JSB_E_SIGNATURE, "no signature: %s", strerror(ENAMETOOLONG));
    rc = read_public_key(trust->trusted_key, &key, err);
    if (rc == JSB_OK)
        rc = read_signature(name, &parts, err);
    if (rc == JSB_OK && memcmp(parts.signature.id, key.id, sizeof(key.id)) != 0)
        return jsb__fail(err, JSB_E_SIGNATURE,
                         "signed with key %016llX, the trusted key is %016llX: get the blob from "
                         "its owner, or name the other key",
                         (unsigned long long)snap__key_id(parts.signature.id),
                         (unsigned long long)snap__key_id(key.id));
    return rc == JSB_OK ? check(&parts, &key, fd, (size_t)size, err) : rc;
}
