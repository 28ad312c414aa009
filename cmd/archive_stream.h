/* SPDX-License-Identifier: MIT
 * archive_stream.h - the bytes of a tar archive, unpacked.  Neighbours: none. */
#ifndef ARCHIVE_STREAM_H
#define ARCHIVE_STREAM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct archive;
struct gzFile_s;

enum { STREAM_BLOCK = 65536 };

/** A file that is read and unpacked.  Zero it at first. */
struct stream {
    int fd;                /* plain */
    struct gzFile_s *gzip; /* or this */
    struct archive *zstd;  /* or this */
    uint64_t total, most;  /* bytes that came out; that may */
    int is_too_much;       /* more would have come */
    size_t zeros;          /* at the end of what came out */
    char error[200];       /* "" if there is none */
    char block[STREAM_BLOCK];
};

/** Take a copy of a descriptor and find out how the file is packed.  @return 0 or -1 */
int stream_open(struct stream *s, int fd, uint64_t most);

/** The next bytes.  @return their number; 0 at the end; -1, then there is an error */
ssize_t stream_read(struct stream *s);

void stream_close(struct stream *s);

#endif
