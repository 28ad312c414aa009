/* SPDX-License-Identifier: MIT
 * exe_section.h - where the blob of a program is in its file.  Neighbours: snapshot.h. */
#ifndef EXE_SECTION_H
#define EXE_SECTION_H

#include <snapshot.h>

/** Set in *open where an open program has its blob.  @return 0, or -1 if it is none with one */
int exe_find_section(int fd, struct snap_open_options *open);

#endif
