/* SPDX-License-Identifier: MIT
 * cache_server.c - a cache behind HTTP, by way of the helper program.
 *
 * The helper has libcurl: linked into gen_snapshot, its libraries would cost each start more
 * than all others together.  It gets the address on its standard input, where no list of
 * processes shows the password, and shares a file in memory for what is sent and received. */
#include "cache_place.h"
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HELPER_DATA_FD = 3 };

static int spawn(struct cache_place *place, const char *path, int socket)
{
    static char *words[] = {(char *)(uintptr_t) "jsboot-transfer", NULL};
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0)
        return error;
    error = posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(&actions, place->data, HELPER_DATA_FD);
    if (error == 0)
        error = posix_spawn(&place->helper, path, &actions, NULL, words,
                            place->cache->environment);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* A descriptor that the helper's own cannot be mixed up with. */
static int raise_fd(int fd)
{
    int high = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, HELPER_DATA_FD + 1);
    if (fd >= 0)
        close(fd);
    return high;
}

static int say(struct cache_place *place, const char *text)
{
    size_t len = strlen(text);
    while (len > 0) {
        ssize_t n = send(place->fd, text, len, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return cache_place_fail(place, "jsboot-transfer has ended: %s", strerror(errno));
        text += n;
        len -= (size_t)n;
    }
    return 0;
}

int cache_server_open(struct cache_place *place)
{
    char path[IO_PATH_SIZE], greeting[4096];
    int ends[2], error;
    if (io_find_program("jsboot-transfer", X_OK, path) != 0)
        return cache_place_fail(place, "jsboot-transfer is not where gen_snapshot's installation "
                                       "has it: beside gen_snapshot or in ../libexec/jsboot");
    place->data = raise_fd(memfd_create("jsboot-cache", MFD_CLOEXEC));
    if (place->data < 0 || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return cache_place_fail(place, "%s", strerror(errno));
    place->fd = raise_fd(ends[0]);
    ends[1] = raise_fd(ends[1]);
    error = place->fd < 0 || ends[1] < 0 ? errno : spawn(place, path, ends[1]);
    if (ends[1] >= 0)
        close(ends[1]);
    if (error != 0)
        return cache_place_fail(place, "%s: cannot run: %s", path, strerror(error));
    if (snprintf(greeting, sizeof(greeting), "%ld\n%s\n", (long)(place->cache->timeout * 1e3),
                 place->cache->place) >= (int)sizeof(greeting))
        return cache_place_fail(place, "the address is too long");
    return say(place, greeting) == 0 ? 1 : -1;
}

void cache_server_close(struct cache_place *place)
{
    if (place->fd >= 0)
        close(place->fd);
    if (place->data >= 0)
        close(place->data);
    while (place->helper > 0 && waitpid(place->helper, NULL, 0) < 0 && errno == EINTR)
        ;
}

/* ------------------------------------------------------------------------ requests */

static int read_line(struct cache_place *place, char *line, size_t size)
{
    size_t len = 0;
    while (len + 1 < size) {
        ssize_t n = read(place->fd, line + len, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return cache_place_fail(place, "jsboot-transfer has ended without an answer");
        if (line[len] == '\n')
            break;
        len++;
    }
    line[len] = '\0';
    return 0;
}

/* Returns 1 and the number in the answer, 0 for "none", -1. */
static int ask(struct cache_place *place, const char *verb, const char *path, size_t number,
               size_t *answered)
{
    char line[512];
    unsigned long long len = 0;
    snprintf(line, sizeof(line), "%s %zu %s\n", verb, number, path);
    if (say(place, line) != 0 || read_line(place, line, sizeof(line)) != 0)
        return -1;
    if (strcmp(line, "none") == 0)
        return 0;
    if (sscanf(line, "ok %llu", &len) != 1)
        return cache_place_fail(place, "%.500s", line);
    *answered = (size_t)len;
    return 1;
}

int cache_server_get(struct cache_place *place, const char *path, size_t most,
                     struct cache_bytes *out)
{
    size_t len = 0;
    int rc = ask(place, "get", path, most, &len);
    *out = (struct cache_bytes){0};
    if (rc != 1)
        return rc;
    out->bytes = malloc(len + 1);
    out->len = len;
    if (out->bytes == NULL || pread(place->data, out->bytes, len, 0) != (ssize_t)len)
        return cache_place_fail(place, "%s", strerror(errno));
    return 1;
}

int cache_server_put(struct cache_place *place, const char *path, const void *data, size_t len)
{
    size_t answered;
    if (ftruncate(place->data, 0) != 0 || pwrite(place->data, data, len, 0) != (ssize_t)len)
        return cache_place_fail(place, "%s", strerror(errno));
    return ask(place, "put", path, len, &answered) == 1 ? 0 : -1;
}
