/* SPDX-License-Identifier: MIT
 * http.c - files that jsboot-transfer gets and puts. */
#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONNECT_MS = 5000, REDIRECTS = 5, BUFFER_SIZE = 256 * 1024 };

/* A redirection's own text is no part of the file: it is cut off when the answer begins. */
static size_t on_header(char *line, size_t size, size_t count, void *user)
{
    struct http *http = user;
    if (size * count > 5 && memcmp(line, "HTTP/", 5) == 0)
        http->done = 0;
    return size * count;
}

static size_t on_received(char *bytes, size_t size, size_t count, void *user)
{
    struct http *http = user;
    size_t len = size * count;
    if (len > http->most - http->done) {
        http->is_too_long = 1;
        return 0;
    }
    if (pwrite(HTTP_DATA_FD, bytes, len, (off_t)http->done) != (ssize_t)len)
        return 0;
    http->done += len;
    return len;
}

static size_t on_send(char *bytes, size_t size, size_t count, void *user)
{
    struct http *http = user;
    ssize_t n = pread(HTTP_DATA_FD, bytes, size * count, (off_t)http->done);
    if (n < 0)
        return CURL_READFUNC_ABORT;
    http->done += (size_t)n;
    return (size_t)n;
}

/* After a redirection the file is sent again. */
static int on_rewind(void *user, curl_off_t offset, int origin)
{
    struct http *http = user;
    if (origin != SEEK_SET)
        return CURL_SEEKFUNC_CANTSEEK;
    http->done = (size_t)offset;
    return CURL_SEEKFUNC_OK;
}

static size_t on_ignored(char *bytes, size_t size, size_t count, void *user)
{
    (void)bytes;
    (void)user;
    return size * count;
}

/* As programs of OpenSSL have it; libcurl looks at neither by itself. */
static void prepare_trust(CURL *c)
{
    const char *file = getenv("SSL_CERT_FILE"), *folder = getenv("SSL_CERT_DIR");
    if (file != NULL && file[0] != '\0')
        curl_easy_setopt(c, CURLOPT_CAINFO, file);
    if (folder != NULL && folder[0] != '\0')
        curl_easy_setopt(c, CURLOPT_CAPATH, folder);
}

/* Each request has options of its own; connections stay. */
static void prepare(struct http *http, const char *url)
{
    CURL *c = http->curl;
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, http->error);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)REDIRECTS);
    curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS,
                     http->limit_ms < CONNECT_MS ? http->limit_ms : CONNECT_MS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, http->limit_ms);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "jsboot");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, http->headers);
    prepare_trust(c);
    http->done = 0;
    http->is_too_long = 0;
    http->error[0] = '\0';
}

static void prepare_get(struct http *http, size_t most)
{
    http->most = most;
    curl_easy_setopt(http->curl, CURLOPT_BUFFERSIZE, (long)BUFFER_SIZE);
    curl_easy_setopt(http->curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(http->curl, CURLOPT_HEADERDATA, http);
    curl_easy_setopt(http->curl, CURLOPT_WRITEFUNCTION, on_received);
    curl_easy_setopt(http->curl, CURLOPT_WRITEDATA, http);
}

static void prepare_put(struct http *http, size_t len)
{
    curl_easy_setopt(http->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(http->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)len);
    curl_easy_setopt(http->curl, CURLOPT_READFUNCTION, on_send);
    curl_easy_setopt(http->curl, CURLOPT_READDATA, http);
    curl_easy_setopt(http->curl, CURLOPT_SEEKFUNCTION, on_rewind);
    curl_easy_setopt(http->curl, CURLOPT_SEEKDATA, http);
    curl_easy_setopt(http->curl, CURLOPT_WRITEFUNCTION, on_ignored);
}

/* @return 1, 0 if there is no such file, -1 */
static int perform(struct http *http, int is_get)
{
    const char *verb = is_get ? "GET" : "PUT";
    long status = 0;
    CURLcode rc = curl_easy_perform(http->curl);
    curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
    if (http->is_too_long)
        snprintf(http->error, sizeof(http->error), "the answer is longer than it may be");
    else if (rc != CURLE_OK && http->error[0] == '\0')
        snprintf(http->error, sizeof(http->error), "%s", curl_easy_strerror(rc));
    if (rc != CURLE_OK)
        return -1;
    if (is_get && (status == 404 || status == 410))
        return 0;
    if (status == 200 || (!is_get && (status == 201 || status == 202 || status == 204)))
        return 1;
    snprintf(http->error, sizeof(http->error), "the server answers %s with status %ld", verb,
             status);
    return -1;
}

static void prepare_path(struct http *http, const char *path)
{
    char url[8192];
    size_t len = strlen(http->base);
    while (len > 0 && http->base[len - 1] == '/')
        len--;
    snprintf(url, sizeof(url), "%.*s/%s", (int)len, http->base, path);
    prepare(http, url);
}

int http_get(struct http *http, const char *path, size_t most, size_t *len)
{
    int rc;
    prepare_path(http, path);
    prepare_get(http, most);
    rc = perform(http, 1);
    *len = http->done;
    return rc;
}

int http_put(struct http *http, const char *path, size_t len)
{
    prepare_path(http, path);
    prepare_put(http, len);
    return perform(http, 0);
}

int http_open(struct http *http)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    http->curl = curl_easy_init();
    http->headers = curl_slist_append(NULL, "Expect:"); /* some servers wait a second with it */
    return http->curl != NULL && http->headers != NULL ? 0 : -1;
}

void http_close(struct http *http)
{
    curl_slist_free_all(http->headers);
    curl_easy_cleanup(http->curl);
    curl_global_cleanup();
}
