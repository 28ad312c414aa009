/* SPDX-License-Identifier: MIT
 * transfer.c - jsboot-transfer: gets and puts files over HTTP for gen_snapshot's cache.
 *
 * Standard input has a line with the time limit in milliseconds, one with the address, then requests,
 * "get MOST PATH" and "put LENGTH PATH".  Each is answered by a line on standard output, "ok
 * LENGTH", "none" or what is wrong.  The bytes are in a file that descriptor 3 has open. */
#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { DATA_FD = 3, CONNECT_MS = 5000, REDIRECTS = 5 };

struct transfer {
    CURL *curl;
    struct curl_slist *headers;
    const char *base;
    long limit_ms;
    size_t most, done;
    int is_too_long;
    char error[CURL_ERROR_SIZE];
};

/* A redirection's own text is no part of the file: it is cut off when the answer begins. */
static size_t on_header(char *line, size_t size, size_t count, void *user)
{
    struct transfer *t = user;
    if (size * count > 5 && memcmp(line, "HTTP/", 5) == 0)
        t->done = 0;
    return size * count;
}

static size_t on_received(char *bytes, size_t size, size_t count, void *user)
{
    struct transfer *t = user;
    size_t len = size * count;
    if (len > t->most - t->done) {
        t->is_too_long = 1;
        return 0;
    }
    if (pwrite(DATA_FD, bytes, len, (off_t)t->done) != (ssize_t)len)
        return 0;
    t->done += len;
    return len;
}

static size_t on_send(char *bytes, size_t size, size_t count, void *user)
{
    struct transfer *t = user;
    ssize_t n = pread(DATA_FD, bytes, size * count, (off_t)t->done);
    if (n < 0)
        return CURL_READFUNC_ABORT;
    t->done += (size_t)n;
    return (size_t)n;
}

/* After a redirection the file is sent again. */
static int on_rewind(void *user, curl_off_t offset, int origin)
{
    struct transfer *t = user;
    if (origin != SEEK_SET)
        return CURL_SEEKFUNC_CANTSEEK;
    t->done = (size_t)offset;
    return CURL_SEEKFUNC_OK;
}

static size_t on_ignored(char *bytes, size_t size, size_t count, void *user)
{
    (void)bytes;
    (void)user;
    return size * count;
}

/* Each request has options of its own; connections stay. */
static void prepare(struct transfer *t, const char *url)
{
    CURL *c = t->curl;
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, t->error);
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)REDIRECTS);
    curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS,
                     t->limit_ms < CONNECT_MS ? t->limit_ms : CONNECT_MS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, t->limit_ms);
    curl_easy_setopt(c, CURLOPT_USERAGENT, "jsboot");
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, t->headers);
    t->done = 0;
    t->is_too_long = 0;
    t->error[0] = '\0';
}

static void prepare_get(struct transfer *t, size_t most)
{
    t->most = most;
    curl_easy_setopt(t->curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(t->curl, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(t->curl, CURLOPT_WRITEFUNCTION, on_received);
    curl_easy_setopt(t->curl, CURLOPT_WRITEDATA, t);
}

static void prepare_put(struct transfer *t, size_t len)
{
    curl_easy_setopt(t->curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(t->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)len);
    curl_easy_setopt(t->curl, CURLOPT_READFUNCTION, on_send);
    curl_easy_setopt(t->curl, CURLOPT_READDATA, t);
    curl_easy_setopt(t->curl, CURLOPT_SEEKFUNCTION, on_rewind);
    curl_easy_setopt(t->curl, CURLOPT_SEEKDATA, t);
    curl_easy_setopt(t->curl, CURLOPT_WRITEFUNCTION, on_ignored);
}

static void answer(const struct transfer *t, CURLcode rc, int is_get, size_t len)
{
    long status = 0;
    curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
    if (t->is_too_long)
        printf("the answer is longer than it may be\n");
    else if (rc != CURLE_OK)
        printf("%s\n", t->error[0] ? t->error : curl_easy_strerror(rc));
    else if (is_get && (status == 404 || status == 410))
        printf("none\n");
    else if (status != 200 && (is_get || (status != 201 && status != 202 && status != 204)))
        printf("the server answers %s with status %ld\n", is_get ? "GET" : "PUT", status);
    else
        printf("ok %zu\n", is_get ? t->done : len);
    fflush(stdout);
}

static void serve(struct transfer *t, const char *verb, size_t number, const char *path)
{
    char url[8192];
    size_t len = strlen(t->base);
    int is_get = strcmp(verb, "get") == 0;
    while (len > 0 && t->base[len - 1] == '/')
        len--;
    snprintf(url, sizeof(url), "%.*s/%s", (int)len, t->base, path);
    prepare(t, url);
    if (is_get)
        prepare_get(t, number);
    else
        prepare_put(t, number);
    answer(t, curl_easy_perform(t->curl), is_get, number);
}

int main(void)
{
    static char base[4096], line[512];
    char verb[8], path[128];
    size_t number;
    struct transfer t = {.base = base};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_IGN);
    if (fgets(line, sizeof(line), stdin) == NULL ||
        sscanf(line, "%ld", &t.limit_ms) != 1 || fgets(base, sizeof(base), stdin) == NULL) {
        fprintf(stderr, "jsboot-transfer is started by gen_snapshot --cache\n");
        return 9;
    }
    base[strcspn(base, "\n")] = '\0';
    curl_global_init(CURL_GLOBAL_DEFAULT);
    t.curl = curl_easy_init();
    t.headers = curl_slist_append(NULL, "Expect:"); /* some servers wait a second with it */
    if (t.curl == NULL || t.headers == NULL)
        return 1;
    while (fgets(line, sizeof(line), stdin) != NULL &&
           sscanf(line, "%7s %zu %127s", verb, &number, path) == 3)
        serve(&t, verb, number, path);
    curl_slist_free_all(t.headers);
    curl_easy_cleanup(t.curl);
    curl_global_cleanup();
    return 0;
}
