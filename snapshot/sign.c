/* SPDX-License-Identifier: MIT
 * sign.c - sign a blob as minisign does.  Needs libsodium: programs that do not call these
 * functions do not link this file. */
#include "../lib/os_trust.h"
#include "minisign.h"
#include "snapshot.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int refuse(struct jsb_error *err, const char *key, const char *why)
{
    jsb__fail(err, JSB_E_INVALID, "%s", why);
    jsb__fail_file(err, key);
    return JSB_E_INVALID;
}

/* ----------------------------------------------------------------------- key */

static int parse_key(char *text, struct snap__secret_key *key)
{
    char *line = snap__next_line(&text);
    if (line == NULL || strncmp(line, SNAP__UNTRUSTED, strlen(SNAP__UNTRUSTED)) != 0)
        return -1;
    line = snap__next_line(&text);
    if (line == NULL || snap__decode(line, key, sizeof(*key)) != 0)
        return -1;
    if (memcmp(key->algorithm, "Ed", 2) != 0 || memcmp(key->checksum_algorithm, "B2", 2) != 0)
        return -1;
    return memcmp(key->kdf, "Sc", 2) == 0 || memcmp(key->kdf, "\0\0", 2) == 0 ? 0 : -1;
}

static int read_key(const char *name, struct snap__secret_key *key, struct jsb_error *err)
{
    char text[SNAP__MINISIGN_MAX];
    int error = jsb__read_text(name, text, sizeof(text));
    int rc = error == 0 ? parse_key(text, key) : -1;
    sodium_memzero(text, sizeof(text));
    if (error != 0 && error != EFBIG) {
        jsb__fail_io(err, "cannot read the key", name, error);
        if (err != NULL)
            err->code = JSB_E_INVALID;
        return JSB_E_INVALID;
    }
    if (rc != 0)
        return refuse(err, name, "no minisign secret key: make one with minisign -G");
    return JSB_OK;
}

static int has_password(const struct snap__secret_key *key)
{
    return key->kdf[0] != 0;
}

static int has_right_checksum(const struct snap__secret_key *key)
{
    uint8_t sum[sizeof(key->checksum)];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof(sum));
    crypto_generichash_update(&state, key->algorithm, sizeof(key->algorithm));
    crypto_generichash_update(&state, key->id, sizeof(key->id));
    crypto_generichash_update(&state, key->key, sizeof(key->key));
    crypto_generichash_final(&state, sum, sizeof(sum));
    return sodium_memcmp(sum, key->checksum, sizeof(sum)) == 0;
}

static int decrypt(const struct snap_signer *signer, struct snap__secret_key *key,
                   const char *password, struct jsb_error *err)
{
    uint8_t stream[sizeof(*key) - offsetof(struct snap__secret_key, id)];
    uint8_t *bytes = (uint8_t *)key + offsetof(struct snap__secret_key, id);
    int rc = crypto_pwhash_scryptsalsa208sha256(stream, sizeof(stream), password, strlen(password),
                                                key->salt, snap__key_id(key->opslimit),
                                                (size_t)snap__key_id(key->memlimit));
    for (size_t i = 0; rc == 0 && i < sizeof(stream); i++)
        bytes[i] ^= stream[i];
    sodium_memzero(stream, sizeof(stream));
    if (rc != 0)
        return jsb__fail(err, JSB_E_NOMEM, "no memory for the key's password: it takes %llu bytes",
                         (unsigned long long)snap__key_id(key->memlimit));
    if (!has_right_checksum(key))
        return refuse(err, signer->key, "wrong password for the key");
    return JSB_OK;
}

static int unlock(const struct snap_signer *signer, struct snap__secret_key *key,
                  struct jsb_error *err)
{
    char password[1024] = "";
    int rc;
    if (!has_password(key))
        return JSB_OK;
    if (signer->password == NULL || signer->password(signer->user, password, sizeof(password)))
        rc = refuse(err, signer->key, "no password for the key");
    else
        rc = decrypt(signer, key, password, err);
    sodium_memzero(password, sizeof(password));
    return rc;
}

int snap_sign_check(const char *name, struct jsb_error *err)
{
    struct snap__secret_key key;
    int rc = read_key(name, &key, err);
    sodium_memzero(&key, sizeof(key));
    return rc;
}

/* ----------------------------------------------------------------- signature */

static void sign_bytes(const struct snap__secret_key *key, const void *data, size_t size,
                       struct snap__signature *out)
{
    uint8_t hash[crypto_generichash_BYTES_MAX];
    snap__prehash(data, size, hash);
    memcpy(out->algorithm, "ED", 2);
    memcpy(out->id, key->id, sizeof(out->id));
    crypto_sign_detached(out->bytes, NULL, hash, sizeof(hash), key->key);
}

static void sign_comment(const struct snap__secret_key *key, const char *comment,
                         const struct snap__signature *signature, uint8_t out[crypto_sign_BYTES])
{
    uint8_t message[crypto_sign_BYTES + SNAP__COMMENT_MAX];
    size_t len = strlen(comment);
    memcpy(message, signature->bytes, crypto_sign_BYTES);
    memcpy(message + crypto_sign_BYTES, comment, len);
    crypto_sign_detached(out, NULL, message, crypto_sign_BYTES + len, key->key);
}

/* The text of a signature file; NULL if there is no memory. */
static char *compose(const struct snap__signature *signature, const char *comment,
                     const uint8_t comment_signature[crypto_sign_BYTES], size_t *len)
{
    enum { VARIANT = sodium_base64_VARIANT_ORIGINAL };
    char first[sodium_base64_ENCODED_LEN(sizeof(*signature), VARIANT)];
    char second[sodium_base64_ENCODED_LEN(crypto_sign_BYTES, VARIANT)];
    char *text = NULL;
    int n;
    sodium_bin2base64(first, sizeof(first), (const uint8_t *)signature, sizeof(*signature),
                      VARIANT);
    sodium_bin2base64(second, sizeof(second), comment_signature, crypto_sign_BYTES, VARIANT);
    n = asprintf(&text, SNAP__UNTRUSTED "signature of a jsboot blob\n%s\n" SNAP__TRUSTED "%s\n%s\n",
                 first, comment, second);
    *len = n < 0 ? 0 : (size_t)n;
    return n < 0 ? NULL : text;
}

static int is_one_line(const char *comment)
{
    return strlen(comment) < SNAP__COMMENT_MAX && strpbrk(comment, "\r\n") == NULL;
}

int snap_sign(const struct snap_signer *signer, const void *blob, size_t size, char **signature,
              size_t *len, struct jsb_error *err)
{
    struct snap__secret_key key;
    struct snap__signature bytes;
    uint8_t comment_signature[crypto_sign_BYTES];
    int rc;
    *signature = NULL;
    *len = 0;
    if (sodium_init() < 0)
        return jsb__fail(err, JSB_E_NOMEM, "libsodium cannot start");
    if (!is_one_line(signer->comment))
        return jsb__fail(err, JSB_E_INVALID, "the trusted comment is one short line");
    rc = read_key(signer->key, &key, err);
    if (rc == JSB_OK)
        rc = unlock(signer, &key, err);
    if (rc == JSB_OK) {
        sign_bytes(&key, blob, size, &bytes);
        sign_comment(&key, signer->comment, &bytes, comment_signature);
        *signature = compose(&bytes, signer->comment, comment_signature, len);
        if (*signature == NULL)
            rc = jsb__fail(err, JSB_E_NOMEM, "out of memory for the signature");
    }
    sodium_memzero(&key, sizeof(key));
    return rc;
}
