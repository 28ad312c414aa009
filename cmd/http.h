/* SPDX-License-Identifier: MIT
 * http.h - files that jsboot-transfer gets and puts.  Neighbours: curl/curl.h. */
#ifndef HTTP_H
#define HTTP_H

#include <curl/curl.h>
#include <stddef.h>

/** What is sent and received is in the file that this descriptor has open. */
enum { HTTP_DATA_FD = 3 };

/** A server.  Zero it at first. */
struct http {
    const char *base; /* address that paths are appended to, borrowed */
    long limit_ms;    /* for one request */
    CURL *curl;
    struct curl_slist *headers;
    size_t most, done;
    int is_too_long;
    char error[CURL_ERROR_SIZE]; /* why the last request failed */
};

/** @return 0, -1 if there is no memory */
int http_open(struct http *http);
void http_close(struct http *http);

/** Get a file of at most `most` bytes.
 *  @param len  receives its bytes
 *  @return 1, 0 if the server has none, -1 and http->error */
int http_get(struct http *http, const char *path, size_t most, size_t *len);

/** Put the first `len` bytes.  @return 1, -1 and http->error */
int http_put(struct http *http, const char *path, size_t len);

#endif
