/* SPDX-License-Identifier: MIT
 * os_trust.h - what checks of trust ask the operating system.  Neighbours: os.h. */
#ifndef JSB_OS_TRUST_H
#define JSB_OS_TRUST_H

#include "os.h"

/** Is this the effective user of the process, now or when it was started?  The answer for the
 *  latter, which is the usual one, takes no system call. */
int jsb__is_own_user(unsigned uid);

/** May others than its owner and group have been given rights to a file by an access list?
 *  Also true if the file system does not tell. */
int jsb__has_acl(const struct jsb__file *file);

/**
 * Put a copy of an open file in its place that nobody can change, this process included.
 *
 * The copy is what the file held while it was read; its size is that of what was read.
 *
 * @param path  for the message
 * @return 0 or JSB_E_IO; then the file is as it was
 */
int jsb__seal(struct jsb__file *file, const char *path, struct jsb_error *err);

/** A file's bytes for reading, to be given to jsb__unmap(); NULL and errno set on failure. */
const void *jsb__view(int fd, size_t len);

/**
 * Read a small text file, NUL-terminated.
 *
 * @param path  also a pipe's
 * @param size  bytes at text
 * @return 0 or an errno value: EFBIG if it does not fit
 */
int jsb__read_text(const char *path, char *text, size_t size);

#endif
