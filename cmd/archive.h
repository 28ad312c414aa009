/* SPDX-License-Identifier: MIT
 * archive.h - reads an archive into memory; nothing of it goes to the disk.
 * Neighbours: tree.h. */
#ifndef ARCHIVE_READ_H
#define ARCHIVE_READ_H

#include "tree.h"

/** What an archive may take. */
struct archive_limits {
    size_t size;    /* bytes of all its files, and of the archive itself */
    uint64_t files; /* entries, folders too */
    uint64_t ratio; /* bytes out of one byte of the archive, once ARCHIVE_RATIO_FROM are out */
};

enum {
    ARCHIVE_SIZE = 512 * 1024 * 1024,
    ARCHIVE_FILES = 100000,
    ARCHIVE_RATIO = 200,
    ARCHIVE_RATIO_FROM = 32 * 1024 * 1024
};

/** Whether an open file that can be sought starts as an archive does. */
int archive_is_one(int fd);

/** Length of the extension if a name ends as that of an archive does, else 0. */
size_t archive_extension(const char *name);

/**
 * Read a tar archive, plain or packed with gzip or Zstandard, or a zip archive.
 *
 * @param name  what messages call it
 * @param fd    the file, which can be sought
 * @return 0, or an exit code after a message
 */
int archive_read(const char *name, int fd, const struct archive_limits *limits,
                 struct tree *tree);

#endif
