/* SPDX-License-Identifier: MIT
 * archive_stream.c - the bytes of a tar archive, unpacked.
 *
 * zlib unpacks gzip here, and not libarchive, which does not look at the checksum that follows
 * the data: a damaged archive would go into the blob. */
#include "archive_stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static int fail(struct stream *s, const char *text)
{
    snprintf(s->error, sizeof(s->error), "%s", text ? text : "out of memory");
    return -1;
}

static int open_zstd(struct stream *s)
{
    struct archive_entry *entry;
    s->zstd = archive_read_new();
    if (s->zstd == NULL)
        return fail(s, NULL);
    archive_read_support_filter_zstd(s->zstd);
    archive_read_support_format_raw(s->zstd);
    if (archive_read_open_fd(s->zstd, s->fd, STREAM_BLOCK) != ARCHIVE_OK ||
        archive_read_next_header(s->zstd, &entry) != ARCHIVE_OK)
        return fail(s, archive_error_string(s->zstd));
    return 0;
}

static int open_gzip(struct stream *s)
{
    int fd = dup(s->fd);
    if (fd < 0)
        return fail(s, strerror(errno));
    s->gzip = gzdopen(fd, "rb");
    if (s->gzip != NULL)
        return 0;
    close(fd);
    return fail(s, NULL);
}

int stream_open(struct stream *s, int fd, uint64_t most)
{
    static const unsigned char gzip[] = {0x1f, 0x8b}, zstd[] = {0x28, 0xb5, 0x2f, 0xfd};
    unsigned char head[4] = {0};
    s->most = most;
    s->fd = dup(fd);
    if (s->fd < 0 || lseek(s->fd, 0, SEEK_SET) != 0 || pread(s->fd, head, sizeof(head), 0) < 0)
        return fail(s, strerror(errno));
    if (memcmp(head, gzip, sizeof(gzip)) == 0)
        return open_gzip(s);
    return memcmp(head, zstd, sizeof(zstd)) == 0 ? open_zstd(s) : 0;
}

/* zlib puts a name of its own in front. */
static const char *without_name(const char *text)
{
    const char *colon = text[0] == '<' ? strstr(text, ">: ") : NULL;
    return colon ? colon + 3 : text;
}

static ssize_t read_gzip(struct stream *s)
{
    int n = gzread(s->gzip, s->block, sizeof(s->block)), code = Z_OK;
    const char *text = gzerror(s->gzip, &code);
    /* Where the file ends too early there are bytes still, and the error comes with them. */
    if (n < 0 || (code != Z_OK && code != Z_STREAM_END))
        return fail(s, code == Z_BUF_ERROR ? "unexpected end of file" : without_name(text));
    return n;
}

static ssize_t read_any(struct stream *s)
{
    ssize_t n;
    if (s->gzip != NULL)
        return read_gzip(s);
    if (s->zstd != NULL) {
        n = archive_read_data(s->zstd, s->block, sizeof(s->block));
        return n < 0 ? fail(s, archive_error_string(s->zstd)) : n;
    }
    do
        n = read(s->fd, s->block, sizeof(s->block));
    while (n < 0 && errno == EINTR);
    return n < 0 ? fail(s, strerror(errno)) : n;
}

ssize_t stream_read(struct stream *s)
{
    ssize_t n = read_any(s);
    size_t len = n > 0 ? (size_t)n : 0, zeros = 0;
    if (n <= 0)
        return n;
    s->total += len;
    if (s->total > s->most) {
        s->is_too_much = 1;
        return fail(s, "too much");
    }
    while (zeros < len && s->block[len - 1 - zeros] == 0)
        zeros++;
    s->zeros = zeros == len ? s->zeros + len : zeros;
    return n;
}

void stream_close(struct stream *s)
{
    if (s->gzip != NULL)
        gzclose(s->gzip);
    if (s->zstd != NULL)
        archive_read_free(s->zstd);
    if (s->fd >= 0)
        close(s->fd);
}
