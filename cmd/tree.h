/* SPDX-License-Identifier: MIT
 * tree.h - the files of an archive in memory.  Neighbours: jsboot.h. */
#ifndef TREE_H
#define TREE_H

#include <jsboot.h>

enum { TREE_NAME_MAX = 4000 /* bytes of a path, so that it fits with what is before it */ };

/** Files by path; paths, contents and links are the tree's, which lives as long as the process. */
struct tree {
    struct jsb_file *list;
    char **copies; /* for each file the path of which it is a hard link, or NULL */
    size_t count, capacity;
};

/** What a path of an archive is made of. */
enum tree_path {
    TREE_PATH_OK,
    TREE_PATH_EMPTY,    /* nothing but "." */
    TREE_PATH_ABSOLUTE,
    TREE_PATH_UP,       /* it has a part ".." */
    TREE_PATH_LONG
};

/** Put a path into its form in a tree: no "." and no empty parts.  `out` has TREE_NAME_MAX
 *  bytes. */
enum tree_path tree_normalize(const char *path, char *out);

/** Where a symbolic link in a tree leads, whose own path is normalized: the same form, "" is
 *  the tree itself.  @return 0, or -1 if it leads out or is too long */
int tree_resolve_link(const char *path, const char *target, char *out);

/** Append a file; strings are copied, `data` is taken over.  @return 0, or -1: no memory */
int tree_add(struct tree *tree, const char *path, void *data, size_t len, const char *link,
             const char *copy_of);

/** What is wrong with a tree. */
struct tree_fault {
    const char *path; /* of the entry */
    const char *cause;
    const char *other; /* the path that the cause is about, or NULL */
};

/**
 * Sort a tree, take off the folder that all of it is in if that is a package, and give hard
 * links the contents of their targets.
 *
 * @return 0, or -1 and *fault is filled
 */
int tree_finish(struct tree *tree, struct tree_fault *fault);

/** Find a file.  @return NULL if there is none */
const struct jsb_file *tree_find(const struct tree *tree, const char *path);

#endif
