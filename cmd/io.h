/* SPDX-License-Identifier: MIT
 * io.h - files read and written as a whole, and the programs that come with this one. */
#ifndef IO_H
#define IO_H

#include <limits.h>
#include <stddef.h>

enum { IO_PATH_SIZE = PATH_MAX + 64 };

/** Read a file of at most `most` bytes.
 *  @param waits  non-zero: also a pipe or a device, until it ends; zero: regular files only
 *  @param len    receives its bytes, behind which there is a NUL
 *  @return the content, to be freed with free(); NULL and errno, EFBIG if there is more */
char *io_read_file(const char *path, int waits, size_t most, size_t *len);

/** Write all bytes.  @return 0; -1 and errno */
int io_write(int fd, const void *data, size_t len);

/** Find a program beside this executable, or in libexec/jsboot below the same prefix.
 *  @param mode  what access() is asked
 *  @return 0; -1 and errno */
int io_find_program(const char *name, int mode, char path[IO_PATH_SIZE]);

#endif
