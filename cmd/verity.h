/* SPDX-License-Identifier: MIT
 * verity.h - fs-verity: the file system checks each page of a file when it is read, and lets
 * nobody change it.  Neighbours: cli.h. */
#ifndef VERITY_H
#define VERITY_H

/** Turn it on for a finished file.  A file system without it is worth a warning, no more.
 *  @return 0, or an exit code after a message */
int verity_enable(const char *path);

/** Is it on? */
int verity_is_on(const char *path);

#endif
