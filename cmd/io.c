/* SPDX-License-Identifier: MIT
 * io.c - files read and written as a whole, and the programs that come with this one. */
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Room for one byte more than there is tells the end. */
static int grow(char **bytes, size_t *room, size_t first)
{
    size_t more = *room == 0 ? first : *room * 2;
    char *moved = realloc(*bytes, more);
    if (moved == NULL)
        return -1;
    *bytes = moved;
    *room = more;
    return 0;
}

static char *read_open(int fd, size_t expected, size_t most, size_t *len)
{
    char *bytes = NULL;
    size_t room = 0;
    ssize_t n = 1;
    for (*len = 0; n != 0 && *len <= most; *len += n > 0 ? (size_t)n : 0) {
        if (*len == room && grow(&bytes, &room, expected + 1) != 0)
            n = -1;
        else
            n = read(fd, bytes + *len, room - *len);
        if (n < 0 && errno != EINTR)
            break;
    }
    if (n != 0) {
        errno = n > 0 ? EFBIG : errno;
        free(bytes);
        return NULL;
    }
    bytes[*len] = '\0';
    return bytes;
}

/* @return 0 and the bytes that are to be expected; -1 and errno */
static int check(int fd, int waits, size_t most, size_t *expected)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return -1;
    *expected = 65535;
    if (!S_ISREG(st.st_mode)) {
        errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
        return waits && errno == EINVAL ? 0 : -1;
    }
    if (st.st_size > 0)
        *expected = (size_t)st.st_size;
    errno = EFBIG;
    return *expected <= most || st.st_size == 0 ? 0 : -1;
}

char *io_read_file(const char *path, int waits, size_t most, size_t *len)
{
    int fd = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK));
    size_t expected;
    char *bytes;
    int error;
    if (fd < 0)
        return NULL;
    bytes = check(fd, waits, most, &expected) == 0 ? read_open(fd, expected, most, len) : NULL;
    error = errno;
    close(fd);
    errno = error;
    return bytes;
}

int io_write(int fd, const void *data, size_t len)
{
    const char *bytes = data;
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR)
            return -1;
        bytes += n > 0 ? n : 0;
        len -= n > 0 ? (size_t)n : 0;
    }
    return 0;
}

int io_find_program(const char *name, int mode, char path[IO_PATH_SIZE])
{
    static const char *const places[] = {"", "../libexec/jsboot/"};
    ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 1);
    char *end;
    if (len < 0)
        return -1;
    path[len] = '\0';
    end = strrchr(path, '/') + 1; /* the link holds a full path */
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        snprintf(end, IO_PATH_SIZE - (size_t)(end - path), "%s%s", places[i], name);
        if (access(path, mode) == 0)
            return 0;
    }
    return -1;
}
