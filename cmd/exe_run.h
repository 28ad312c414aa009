/* SPDX-License-Identifier: MIT
 * exe_run.h - a program with a blob of its own finds it.  Neighbours: snapshot.h. */
#ifndef EXE_RUN_H
#define EXE_RUN_H

#include <snapshot.h>

/** Whether this program has one. */
int exe_has_blob(void);

/** The program's own file, for opening; its name, for messages and process.argv. */
#define EXE_SELF "/proc/self/exe"
const char *exe_name(void);

/** Set in *open where the blob is in the file.  @return 0, or -1 if there is none */
int exe_find_blob(struct snap_open_options *open);

#endif
