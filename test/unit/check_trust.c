/* SPDX-License-Identifier: MIT
 * check_trust.c - whose blobs are opened: owner and mode, the caller's say, signatures. */
#include "unit.h"

#include "../../lib/os_trust.h"
#include "../../snapshot/minisign.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static struct jsb_error last;

/* Path of a saved blob in which x is 42. */
static const char *saved_blob(void)
{
    const char *path = unit_path("app.bin");
    struct unit_blob blob = unit_freeze_program("var x = 42;");
    unit_write(path, blob.data, blob.len);
    unit_free(&blob);
    ck_assert_int_eq(chmod(path, 0644), 0);
    return path;
}

static int open_and_close(const char *path, const struct snap_open_options *opt)
{
    struct snap_blob *blob;
    int rc = snap_open_with(path, opt, &blob, &last);
    ck_assert_int_eq(blob != NULL, rc == JSB_OK);
    snap_close(blob);
    return rc;
}

/* ------------------------------------------------------------- owner and mode */

START_TEST(trust_modes)
{
    const char *path = saved_blob();
    struct snap_open_options anyones = {.allow_unsafe_owner = 1};
    struct snap_blob *blob;
    for (unsigned mode = 0400; mode <= 0777; mode++) {
        int want = (mode & 0002) != 0                                  ? JSB_E_OWNER
                   : (mode & 0020) != 0 && getuid() != (uid_t)getgid() ? JSB_E_OWNER
                                                                       : JSB_OK;
        ck_assert_int_eq(chmod(path, mode), 0);
        UNIT_ASSERT(open_and_close(path, NULL) == want, "mode %o", mode);
        UNIT_ASSERT(open_and_close(path, &anyones) == JSB_OK, "mode %o, allowed", mode);
    }
    ck_assert_int_eq(snap_open(path, &blob, &last), JSB_E_OWNER);
    ck_assert_ptr_null(blob);
    ck_assert_str_eq(last.file, path);
    ck_assert_int_eq(snap_open(path, &blob, NULL), JSB_E_OWNER);
}
END_TEST

START_TEST(trust_owners)
{
    const char *path = saved_blob();
    if (geteuid() != 0)
        return;
    ck_assert_int_eq(chdir(unit_path(".")), 0); /* others cannot go there by its full name */
    ck_assert_int_eq(chmod(".", 0711), 0);
    path = "app.bin";
    ck_assert_int_eq(chown(path, 12345, 12345), 0);
    ck_assert_int_eq(open_and_close(path, NULL), JSB_E_OWNER);
    ck_assert_ptr_nonnull(strstr(last.message, "owned by user 12345, expected root or user 0"));
    /* A program that gives up its rights is judged by what it is now. */
    ck_assert_int_eq(seteuid(12345), 0);
    ck_assert_int_eq(open_and_close(path, NULL), JSB_OK);
    ck_assert_int_eq(seteuid(0), 0);
}
END_TEST

/* With an access list the group's permissions are the most that those whom it names have. */
START_TEST(trust_access_lists)
{
    static const uint16_t list[] = {2,    0,                  /* version */
                                    0x01, 6, 0xffff, 0xffff,  /* owner */
                                    0x02, 6, 4242,   0,       /* user 4242: may write */
                                    0x04, 4, 0xffff, 0xffff,  /* group */
                                    0x10, 6, 0xffff, 0xffff,  /* mask */
                                    0x20, 4, 0xffff, 0xffff}; /* others */
    const char *path = saved_blob();
    struct stat st;
    ck_assert_int_eq(stat(path, &st), 0);
    if (st.st_gid != st.st_uid ||
        setxattr(path, "system.posix_acl_access", list, sizeof(list), 0) != 0)
        return; /* no private group, or a file system without access lists */
    ck_assert_int_eq(stat(path, &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0664);
    ck_assert_int_eq(open_and_close(path, NULL), JSB_E_OWNER);
    ck_assert_int_eq(removexattr(path, "system.posix_acl_access"), 0);
    ck_assert_int_eq(chmod(path, 0664), 0);
    ck_assert_int_eq(open_and_close(path, NULL), JSB_OK);
}
END_TEST

/* ---------------------------------------------------------------- caller's say */

struct judge {
    int answer, calls;
    const char *path;
    const char *replace; /* what the file is overwritten with meanwhile */
};

static int judge(void *user, const char *path, int fd, uint64_t size, struct jsb_error *err)
{
    struct judge *j = user;
    int seals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
    struct stat st;
    j->calls++;
    j->path = path;
    ck_assert_int_eq(fcntl(fd, F_GET_SEALS) & seals, seals);
    ck_assert_int_eq(fstat(fd, &st), 0);
    ck_assert_uint_eq((uint64_t)st.st_size, size);
    ck_assert_int_eq((int)pwrite(fd, "x", 1, 0), -1);
    ck_assert_int_eq(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    if (j->replace != NULL)
        unit_write(path, j->replace, strlen(j->replace));
    if (j->answer != JSB_OK) {
        err->code = j->answer;
        snprintf(err->message, sizeof(err->message), "not by us");
    }
    return j->answer;
}

START_TEST(trust_asks_the_caller)
{
    const char *path = saved_blob();
    struct judge j = {.answer = JSB_E_SIGNATURE};
    struct snap_open_options opt = {.verify = judge, .user = &j};
    ck_assert_int_eq(open_and_close(path, &opt), JSB_E_SIGNATURE);
    ck_assert_int_eq(j.calls, 1);
    ck_assert_str_eq(j.path, path);
    ck_assert_str_eq(last.message, "not by us");
    ck_assert_str_eq(last.file, path);
    j.answer = JSB_OK;
    ck_assert_int_eq(open_and_close(path, &opt), JSB_OK);
    ck_assert_int_eq(chmod(path, 0646), 0);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_E_OWNER);
    ck_assert_int_eq(j.calls, 2);
    opt.allow_unsafe_owner = 1;
    ck_assert_int_eq(open_and_close(path, &opt), JSB_OK);
    ck_assert_int_eq(j.calls, 3);
}
END_TEST

/* Several VMs, and those at another address, come from the copy too. */
START_TEST(trust_boots_what_was_judged)
{
    const char *path = saved_blob();
    struct judge j = {.replace = "something else"};
    struct snap_open_options opt = {.verify = judge, .user = &j};
    struct snap_blob *blob;
    struct jsb_vm *vm[3];
    ck_assert_int_eq(snap_open_with(path, &opt, &blob, &last), JSB_OK);
    ck_assert_int_eq(snap_validate(blob, &last), JSB_OK);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(snap_boot(blob, NULL, &vm[i], &last), JSB_OK);
        unit_expect(vm[i], "x++", "42");
    }
    snap_close(blob);
    for (int i = 0; i < 3; i++) {
        unit_expect(vm[i], "x", "43");
        jsb_destroy(vm[i]);
    }
    ck_assert_int_eq(open_and_close(path, NULL), JSB_E_NOT_BLOB);
}
END_TEST

/* Also what is accepted has to be a blob. */
START_TEST(trust_is_not_all)
{
    const char *path = unit_path("file");
    struct judge j = {.answer = JSB_OK};
    struct snap_open_options opt = {.verify = judge, .user = &j};
    unit_write(path, "", 0);
    ck_assert_int_eq(chmod(path, 0644), 0);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_E_NOT_BLOB);
    unit_write(path, "something else", 14);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_E_NOT_BLOB);
    ck_assert_int_eq(j.calls, 2);
}
END_TEST

/* -------------------------------------------------------------- small files */

START_TEST(trust_reads_small_texts)
{
    const char *path = unit_path("text");
    char text[8];
    unit_write(path, "1234567", 7);
    ck_assert_int_eq(jsb__read_text(path, text, sizeof(text)), EFBIG); /* no room to see its end */
    unit_write(path, "123456", 6);
    ck_assert_int_eq(jsb__read_text(path, text, sizeof(text)), 0);
    ck_assert_str_eq(text, "123456");
    ck_assert_int_eq(jsb__read_text("/dev/zero", text, sizeof(text)), EFBIG);
    ck_assert_int_eq(jsb__read_text(unit_path("none"), text, sizeof(text)), ENOENT);
    ck_assert_int_eq(jsb__read_text(unit_path("."), text, sizeof(text)), EISDIR);
    ck_assert_str_eq(text, "");
}
END_TEST

/* ---------------------------------------------------------------- signatures */

static const char *write_key(const char *name, const void *key, size_t len)
{
    const char *path = unit_path(name);
    char text[512] = SNAP__UNTRUSTED "a key\n";
    size_t used = strlen(text);
    sodium_bin2base64(text + used, sizeof(text) - used, key, len, sodium_base64_VARIANT_ORIGINAL);
    strcat(text, "\n");
    unit_write(path, text, strlen(text));
    return path;
}

/* A pair of keys of number `id`, the secret one with a password unless that is NULL. */
static void make_keys(uint8_t id, const char *password, const char **public_path,
                      const char **secret_path)
{
    struct snap__public_key pub = {.algorithm = "Ed", .id = {id}};
    struct snap__secret_key key = {
        .algorithm = "Ed", .checksum_algorithm = "B2", .salt = {7}, .id = {id}};
    uint8_t stream[104], sum_of[74];
    ck_assert_int_ge(sodium_init(), 0);
    crypto_sign_keypair(pub.key, key.key);
    if (password != NULL) {
        memcpy(key.kdf, "Sc", 2);
        key.opslimit[1] = 0x80; /* 32768 */
        key.memlimit[3] = 1;    /* 16 MiB */
        memcpy(sum_of, "Ed", 2);
        memcpy(sum_of + 2, key.id, 8);
        memcpy(sum_of + 10, key.key, 64);
        crypto_generichash(key.checksum, 32, sum_of, sizeof(sum_of), NULL, 0);
        ck_assert_int_eq(crypto_pwhash_scryptsalsa208sha256(stream, sizeof(stream), password,
                                                            strlen(password), key.salt, 32768,
                                                            16777216),
                         0);
        for (size_t i = 0; i < sizeof(stream); i++)
            ((uint8_t *)&key)[offsetof(struct snap__secret_key, id) + i] ^= stream[i];
    }
    *public_path = write_key("key.pub", &pub, sizeof(pub));
    *secret_path = write_key("key.sec", &key, sizeof(key));
}

/* Signs the file at `path` and saves the signature beside it. */
static int sign_file(const struct snap_signer *signer, const char *path)
{
    static char data[4 << 20];
    char name[512], *text;
    size_t len, size = unit_read(path, data, sizeof(data));
    int rc = snap_sign(signer, data, size, &text, &len, &last);
    ck_assert_int_eq(text != NULL, rc == JSB_OK);
    ck_assert_int_eq(len != 0, rc == JSB_OK);
    if (rc == JSB_OK) {
        snprintf(name, sizeof(name), "%s.minisig", path);
        unit_write(name, text, len);
    }
    snap_free(text);
    return rc;
}

START_TEST(trust_signatures)
{
    const char *path = saved_blob();
    struct snap_signer signer = {.comment = "release 7"};
    struct snap_trust trust = {0};
    struct snap_open_options opt = {.verify = snap_verify_signature, .user = &trust};
    make_keys(1, NULL, &trust.trusted_key, &signer.key);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_E_SIGNATURE);
    ck_assert_int_eq(snap_sign_check(signer.key, &last), JSB_OK);
    ck_assert_int_eq(sign_file(&signer, path), JSB_OK);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_OK);
    signer.comment = "";
    ck_assert_int_eq(sign_file(&signer, path), JSB_OK);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_OK);
    make_keys(2, NULL, &trust.trusted_key, &signer.key);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_E_SIGNATURE);
    ck_assert_ptr_nonnull(strstr(last.message, "signed with key 0000000000000001, "
                                               "the trusted key is 0000000000000002"));
    make_keys(1, NULL, &trust.trusted_key, &signer.key);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_E_SIGNATURE);
    ck_assert_ptr_nonnull(strstr(last.message, "does not fit the blob"));
}
END_TEST

static int give_password(void *user, char *text, size_t size)
{
    return user == NULL || snprintf(text, size, "%s", (const char *)user) < 0 ? -1 : 0;
}

START_TEST(trust_passwords)
{
    static char right[] = "a b c", wrong[] = "a b d";
    const char *path = saved_blob();
    struct snap_trust trust = {0};
    struct snap_open_options opt = {.verify = snap_verify_signature, .user = &trust};
    struct snap_signer signer = {.comment = "", .password = give_password, .user = right};
    make_keys(3, right, &trust.trusted_key, &signer.key);
    ck_assert_int_eq(sign_file(&signer, path), JSB_OK);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_OK);
    signer.user = wrong;
    ck_assert_int_eq(sign_file(&signer, path), JSB_E_INVALID);
    ck_assert_str_eq(last.message, "wrong password for the key");
    ck_assert_str_eq(last.file, signer.key);
    signer.user = NULL;
    ck_assert_int_eq(sign_file(&signer, path), JSB_E_INVALID);
    ck_assert_str_eq(last.message, "no password for the key");
    signer.password = NULL;
    ck_assert_int_eq(sign_file(&signer, path), JSB_E_INVALID);
    ck_assert_int_eq(snap_sign_check(signer.key, NULL), JSB_OK);
}
END_TEST

START_TEST(trust_comments)
{
    static char longest[SNAP__COMMENT_MAX + 1];
    const char *path = saved_blob();
    struct snap_trust trust = {0};
    struct snap_open_options opt = {.verify = snap_verify_signature, .user = &trust};
    struct snap_signer signer = {.comment = "two\nlines"};
    make_keys(4, NULL, &trust.trusted_key, &signer.key);
    ck_assert_int_eq(sign_file(&signer, path), JSB_E_INVALID);
    memset(longest, 'c', sizeof(longest) - 1);
    signer.comment = longest;
    ck_assert_int_eq(sign_file(&signer, path), JSB_E_INVALID);
    longest[sizeof(longest) - 2] = '\0';
    ck_assert_int_eq(sign_file(&signer, path), JSB_OK);
    ck_assert_int_eq(open_and_close(path, &opt), JSB_OK);
}
END_TEST

/* No cut or changed signature is accepted, and none is too much for the reader. */
START_TEST(trust_damaged_signatures)
{
    const char *path = saved_blob();
    const char *other = unit_path("other.minisig");
    struct snap_signer signer = {.comment = "release 7"};
    struct snap_trust trust = {0};
    struct snap_open_options opt = {.verify = snap_verify_signature, .user = &trust};
    char name[512], text[1024], changed[1024];
    size_t len;
    make_keys(5, NULL, &trust.trusted_key, &signer.key);
    ck_assert_int_eq(sign_file(&signer, path), JSB_OK);
    snprintf(name, sizeof(name), "%s.minisig", path);
    len = unit_read(name, text, sizeof(text));
    trust.signature = other;
    for (size_t i = 0; i < len - 1; i++) { /* the last line may lack its end */
        unit_write(other, text, i);
        UNIT_ASSERT(open_and_close(path, &opt) == JSB_E_SIGNATURE, "cut at %zu", i);
    }
    for (size_t i = strcspn(text, "\n") + 1; i < len - 1; i++) {
        memcpy(changed, text, len);
        changed[i] = (char)(text[i] ^ 4); /* also for the last digit, not a bit that is unused */
        unit_write(other, changed, len);
        UNIT_ASSERT(open_and_close(path, &opt) == JSB_E_SIGNATURE, "change at %zu", i);
    }
}
END_TEST

Suite *suite_trust(void)
{
    Suite *suite = suite_create("trust");
    const TTest *core[] = {trust_owners, trust_asks_the_caller, trust_boots_what_was_judged,
                           trust_signatures, trust_passwords};
    const TTest *limits[] = {trust_modes, trust_access_lists, trust_reads_small_texts,
                             trust_comments};
    const TTest *errors[] = {trust_is_not_all, trust_damaged_signatures};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
