/* SPDX-License-Identifier: MIT
 * exe_write.h - one executable of a blob and jsrun.  Neighbours: none. */
#ifndef EXE_WRITE_H
#define EXE_WRITE_H

#include <stddef.h>

/** Is there a jsrun of this version?  Asked before anything runs.
 *  @return 0, or an exit code after a message */
int exe_prepare(void);

/** Write jsrun with the blob in a section of its own.
 *  @return 0, or an exit code after a message */
int exe_write(const char *path, const void *blob, size_t size);

#endif
