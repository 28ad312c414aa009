/* SPDX-License-Identifier: MIT
 * files.h - files that a VM has of its own: scripts see them below /snapshot, and the disk does
 * not matter there.  Neighbours: jsboot.h. */
#ifndef JSB_FILES_H
#define JSB_FILES_H

#include "jsboot.h"

/** The files of a VM.  All zeros: there are none. */
struct jsb__files {
    const struct jsb_file *list; /* sorted by the bytes of their paths, each path once */
    size_t count;
    int is_whole; /* nothing else is below /snapshot, and relative paths of a build lead there */
    /** Fills `list` and `count` when a script asks first, NULL if they are filled or there is
     *  nothing.  What it allocates is `owned`.  @return 0 or a JSB_E_* code */
    int (*load)(struct jsb__files *files);
    struct jsb_file *owned;
    /* What load() reads. */
    const char *index, *data;
    size_t index_len, data_len;
    uint64_t index_count, index_sum;
};

/** What a path is. */
enum jsb__file_kind { JSB__FILE_NONE = -1, JSB__FILE_PLAIN, JSB__FILE_FOLDER };

/**
 * The name of a path below /snapshot, without "." and ".." and "//"; that of /snapshot itself is
 * "".
 *
 * @param name         receives it, `size` bytes
 * @param is_relative  whether relative paths count from /snapshot
 * @return 1; 0 if the path leads elsewhere or the name does not fit
 */
int jsb__files_name(const char *path, int is_relative, char *name, size_t size);

/** Index of the first file in a folder, if there is one: jsb__files_below() tells. */
size_t jsb__files_first(const struct jsb__files *files, const char *folder);

/**
 * Follow the links in a name, in place.
 *
 * @return 0; ELOOP after 40 links; ENAMETOOLONG
 */
int jsb__files_follow(const struct jsb__files *files, char *name, size_t size);

/** Find what a name without links stands for; *file is NULL unless it is JSB__FILE_PLAIN. */
enum jsb__file_kind jsb__files_find(const struct jsb__files *files, const char *name,
                                    const struct jsb_file **file);

/** Whether files[at] is in a folder; "" is the one that all are in.  Its path then goes on at
 *  the returned place, else NULL. */
const char *jsb__files_below(const struct jsb__files *files, size_t at, const char *folder);

#endif
