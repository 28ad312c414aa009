/* SPDX-License-Identifier: MIT
 * transfer.c - jsboot-transfer: gets and puts files over HTTP for gen_snapshot's cache, and
 * entries of the code cache for jsrun.
 *
 * For gen_snapshot standard input has a line with the time limit in milliseconds, one with the
 * address, then requests, "get MOST PATH" and "put LENGTH PATH".  Each is answered by a line on
 * standard output, "ok LENGTH", "none" or what is wrong.  The bytes are in a file that descriptor
 * 3 has open.  What jsrun says is described in share.c. */
#include "http.h"
#include "share.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>

static void serve(struct http *http, const char *verb, size_t number, const char *path)
{
    int is_get = strcmp(verb, "get") == 0;
    size_t len = number;
    int rc = is_get ? http_get(http, path, number, &len) : http_put(http, path, number);
    if (rc > 0)
        printf("ok %zu\n", len);
    else
        printf("%s\n", rc == 0 ? "none" : http->error);
    fflush(stdout);
}

static int serve_blobs(void)
{
    static char base[4096], line[512];
    char verb[8], path[128];
    size_t number;
    struct http http = {.base = base};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (fgets(line, sizeof(line), stdin) == NULL || sscanf(line, "%ld", &http.limit_ms) != 1 ||
        fgets(base, sizeof(base), stdin) == NULL) {
        fprintf(stderr,
                "jsboot-transfer is started by gen_snapshot --cache and jsrun --compile-cache\n");
        return 9;
    }
    base[strcspn(base, "\n")] = '\0';
    if (http_open(&http) != 0)
        return 1;
    while (fgets(line, sizeof(line), stdin) != NULL &&
           sscanf(line, "%7s %zu %127s", verb, &number, path) == 3)
        serve(&http, verb, number, path);
    http_close(&http);
    return 0;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    return argc == 2 && strcmp(argv[1], SHARE_WORD) == 0 ? share_code() : serve_blobs();
}
