/* SPDX-License-Identifier: MIT
 * share.c - jsboot-transfer as jsrun's helper.
 *
 * Standard input is a socket of packets.  The first one is from jsrun: limit and folder of the
 * code cache and the address, NUL behind each.  Then come "get KIND KEY" and "made KIND KEY".
 * Kind "one" is the entry of a large source, which the server has by itself; "set" is, with get,
 * all small ones of a program, by the key of its main script, and with made, one of these.  A get
 * is answered by "KIND KEY COUNT TEXT": how many entries came, or why none did.  The first ones are
 * in the folder by then; when all of a set are, "done KEY COUNT" follows.  Before, "coming KEY 1"
 * says that the server has it.
 *
 * jsrun waits for an answer as long as it likes, and may end at any time.  What was made, and is
 * not on the server, is put there when nothing more comes. */
#include "share.h"

#include "batch.h"
#include "cache_entry.h"
#include "digest.h"
#include "http.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    FIRST = 16,
    LIFE_S = 60,
    IDLE_MS = 5000,
    GET_MS = 10000,
    PUT_MS = 30000,
    KEY_SIZE = JSB_CODE_KEY_SIZE
};

/* What is sent and received, and all small entries of a program. */
#define MOST        ((size_t)64 << 20)
#define MOST_OF_SET ((size_t)16 << 20)

struct share {
    struct http http;
    const char *folder;
    uint64_t limit;
    char set[KEY_SIZE]; /* the key of the program, "" until it is asked for */
    struct batch had;   /* what the server had under it */
    struct batch_names asked, there, made, made_small; /* `there`: on the server */
};

static struct jsb_error error;

/* ------------------------------------------------------------------------ the server */

/* Where the server has it, and the name of the file that the entry there lists: both are of all
 * that matters. */
static void find_place(const char *kind, const char *key, char path[CACHE_NAME_SIZE],
                       char name[CACHE_NAME_SIZE])
{
    char text[80], hex[INPUTS_HEX_SIZE];
    snprintf(text, sizeof(text), "jsboot-code-1 %s %s", kind, key);
    digest_bytes(text, strlen(text), hex);
    snprintf(path, CACHE_NAME_SIZE, "ac/%s", hex);
    snprintf(name, CACHE_NAME_SIZE, "%s.code", hex);
}

/* @return 1 and bytes of malloc(), 0, -1 */
static int get_bytes(struct http *http, const char *path, size_t most, struct batch *out)
{
    int rc;
    http->limit_ms = GET_MS;
    rc = http_get(http, path, most, &out->len);
    if (rc != 1)
        return rc;
    out->bytes = malloc(out->len + 1);
    if (out->bytes != NULL && pread(HTTP_DATA_FD, out->bytes, out->len, 0) == (ssize_t)out->len)
        return 1;
    free(out->bytes);
    *out = (struct batch){0};
    snprintf(http->error, sizeof(http->error), "out of memory");
    return -1;
}

/* What is none of ours is as none: it makes room for a good one. */
static int get_file(struct http *http, const char *kind, const char *key, struct cache_file *file)
{
    char path[CACHE_NAME_SIZE], name[CACHE_NAME_SIZE];
    const struct cache_file *found = NULL;
    struct cache_entry entry;
    struct batch bytes = {0};
    int rc;
    find_place(kind, key, path, name);
    rc = get_bytes(http, path, CACHE_ENTRY_MAX, &bytes);
    if (rc == 1 && cache_entry_read(&entry, bytes.bytes, bytes.len) == 0)
        found = cache_entry_find(&entry, name);
    free(bytes.bytes);
    if (found != NULL)
        *file = *found;
    return rc == 1 && (found == NULL || found->size > MOST) ? 0 : rc;
}

static void answer(const char *kind, const char *key, int count, const char *text)
{
    char packet[CURL_ERROR_SIZE + 80];
    snprintf(packet, sizeof(packet), "%s %s %d %s", kind, key, count, text);
    (void)send(STDIN_FILENO, packet, strlen(packet), MSG_NOSIGNAL);
}

static int get_batch(struct http *http, const char *kind, const char *key, struct batch *batch)
{
    struct cache_file file;
    char path[CACHE_NAME_SIZE];
    int rc = get_file(http, kind, key, &file);
    *batch = (struct batch){0};
    if (rc != 1)
        return rc;
    answer("coming", key, 1, "");
    snprintf(path, sizeof(path), "cas/%s", file.sha256);
    return get_bytes(http, path, (size_t)file.size, batch);
}

static int put_bytes(struct http *http, const char *path, const void *data, size_t len)
{
    http->limit_ms = PUT_MS;
    return ftruncate(HTTP_DATA_FD, 0) == 0 && pwrite(HTTP_DATA_FD, data, len, 0) == (ssize_t)len
               ? http_put(http, path, len)
               : -1;
}

/* What an entry names is there before the entry is. */
static int put_batch(struct http *http, const char *kind, const char *key,
                     const struct batch *batch)
{
    char path[CACHE_NAME_SIZE], name[CACHE_NAME_SIZE], file[CACHE_NAME_SIZE];
    unsigned char bytes[1024];
    struct cache_entry entry = {0};
    find_place(kind, key, path, name);
    cache_entry_add(&entry, name, batch->bytes, batch->len);
    snprintf(file, sizeof(file), "cas/%s", entry.files[0].sha256);
    if (put_bytes(http, file, batch->bytes, batch->len) != 1)
        return -1;
    return put_bytes(http, path, bytes, cache_entry_write(&entry, bytes));
}

/* --------------------------------------------------------------------------- getting */

/* @return entries that came, if one of the first is in the folder; -1 and http.error */
static int fetch(struct share *share, const char *kind, const char *key, struct batch *batch)
{
    size_t before = share->there.count;
    int rc = get_batch(&share->http, kind, key, batch);
    if (rc == 0)
        snprintf(share->http.error, CURL_ERROR_SIZE, "it is not there");
    if (rc != 1)
        return rc;
    rc = batch_unpack(batch, FIRST, share->folder, share->limit, &share->there, &error);
    if (rc != JSB_OK)
        snprintf(share->http.error, CURL_ERROR_SIZE, "%.200s", error.message);
    if (rc != JSB_OK && rc != JSB_E_INVALID)
        return -1;
    return share->there.count > before ? (int)batch_count(batch) : 0;
}

/* @return 0, -1 if there is no use in going on */
static int get(struct share *share, const char *kind, const char *key)
{
    struct batch batch;
    int is_set = strcmp(kind, "set") == 0, count = fetch(share, kind, key, &batch);
    answer(kind, key, count, share->http.error);
    if (is_set) {
        (void)batch_unpack(&batch, SIZE_MAX, share->folder, share->limit, &share->there, &error);
        answer("done", key, count, "");
        snprintf(share->set, sizeof(share->set), "%s", key);
        share->had = batch;
    } else {
        free(batch.bytes);
        (void)batch_name(&share->asked, key);
    }
    return count < 0 ? -1 : 0;
}

/* --------------------------------------------------------------------------- putting */

static int put_one(struct share *share, const char *key)
{
    struct cache_file file;
    struct batch batch = {0};
    int rc = batch_has(&share->asked, key) ? 0 : get_file(&share->http, "one", key, &file);
    if (rc == 0)
        rc = batch_add(&batch, share->folder, key) != 0 || batch.len > MOST
                 ? 0
                 : put_batch(&share->http, "one", key, &batch);
    free(batch.bytes);
    return rc < 0 ? -1 : 0;
}

/* What the server had stays beside what is new, as other runs of the program may have made it,
 * until that is too much. */
static int put_set(struct share *share)
{
    size_t len = share->had.len, added = 0;
    for (size_t i = 0; i < share->made_small.count; i++)
        if (!batch_has(&share->there, share->made_small.keys[i]) &&
            batch_add(&share->had, share->folder, share->made_small.keys[i]) == 0)
            added++;
    if (added == 0)
        return 0;
    if (share->had.len > MOST_OF_SET) {
        share->had.len -= len;
        memmove(share->had.bytes, share->had.bytes + len, share->had.len);
    }
    if (share->had.len > MOST)
        return 0;
    return put_batch(&share->http, "set", share->set, &share->had) == 1 ? 0 : -1;
}

/* The first failure is the last: a server that only reads refuses them all. */
static void put_all(struct share *share)
{
    int rc = share->set[0] != '\0' ? put_set(share) : 0;
    for (size_t i = 0; i < share->made.count && rc == 0; i++)
        if (!batch_has(&share->there, share->made.keys[i]))
            rc = put_one(share, share->made.keys[i]);
}

/* --------------------------------------------------------------------------- serving */

/* @return bytes of a packet, which ends with NUL; 0 if none comes any more */
static size_t receive(char *packet, size_t size)
{
    struct pollfd wait = {.fd = STDIN_FILENO, .events = POLLIN};
    ssize_t len = poll(&wait, 1, IDLE_MS) == 1 ? recv(STDIN_FILENO, packet, size - 1, 0) : 0;
    packet[len > 0 ? len : 0] = '\0';
    return len > 0 ? (size_t)len : 0;
}

static void serve(struct share *share)
{
    char packet[256], verb[8], kind[8], key[KEY_SIZE];
    while (receive(packet, sizeof(packet)) > 0) {
        if (sscanf(packet, "%7s %7s %32s", verb, kind, key) != 3)
            continue;
        if (strcmp(verb, "made") == 0)
            (void)batch_name(strcmp(kind, "one") == 0 ? &share->made : &share->made_small, key);
        else if (get(share, kind, key) != 0)
            return;
    }
    put_all(share);
}

/* @return the text behind the NUL of one, NULL if there is none */
static const char *next(const char *text, const char *end)
{
    text += strlen(text) + 1;
    return text < end ? text : NULL;
}

static int start(struct share *share, char *packet, size_t size)
{
    const char *end = packet + receive(packet, size);
    int data = memfd_create("jsboot-code", MFD_CLOEXEC);
    share->folder = packet < end ? next(packet, end) : NULL;
    share->http.base = share->folder != NULL ? next(share->folder, end) : NULL;
    if (share->http.base == NULL || (data != HTTP_DATA_FD && dup2(data, HTTP_DATA_FD) < 0))
        return -1;
    share->limit = strtoull(packet, NULL, 10);
    return http_open(&share->http);
}

/* Whoever waits for the end of a pipe does not wait for us. */
int share_code(void)
{
    static char packet[16384];
    static struct share share;
    sigset_t none;
    closefrom(HTTP_DATA_FD);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGALRM, SIG_DFL); /* whoever has started the program may ignore it */
    alarm(LIFE_S);
    if (start(&share, packet, sizeof(packet)) != 0)
        return 1;
    serve(&share);
    http_close(&share.http);
    return 0;
}
