/* SPDX-License-Identifier: MIT
 * tree.c - the files of an archive in memory: their names, links and the package's folder. */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

enum { HOPS_MAX = 40 };

static int is_dots(const char *part, size_t len)
{
    return len <= 2 && strncmp(part, "..", len) == 0;
}

/* Takes the last part off. */
static size_t up(const char *path, size_t len)
{
    while (len > 0 && path[len - 1] != '/')
        len--;
    return len > 0 ? len - 1 : 0;
}

static size_t append(char *out, size_t len, const char *part, size_t part_len)
{
    if (len > 0)
        out[len++] = '/';
    memcpy(out + len, part, part_len);
    return len + part_len;
}

enum tree_path tree_normalize(const char *path, char *out)
{
    size_t len = 0;
    if (path[0] == '/')
        return TREE_PATH_ABSOLUTE;
    while (*(path += strspn(path, "/")) != '\0') {
        size_t part = strcspn(path, "/");
        if (part == 2 && is_dots(path, part))
            return TREE_PATH_UP;
        if (len + part + 2 > TREE_NAME_MAX)
            return TREE_PATH_LONG;
        if (!is_dots(path, part))
            len = append(out, len, path, part);
        path += part;
    }
    out[len] = '\0';
    return len > 0 ? TREE_PATH_OK : TREE_PATH_EMPTY;
}

int tree_resolve_link(const char *path, const char *target, char *out)
{
    size_t len = strlen(path);
    if (target[0] == '/' || len >= TREE_NAME_MAX)
        return -1;
    memcpy(out, path, len);
    len = up(out, len);
    while (*(target += strspn(target, "/")) != '\0') {
        size_t part = strcspn(target, "/");
        if (len + part + 2 > TREE_NAME_MAX)
            return -1;
        if (!is_dots(target, part))
            len = append(out, len, target, part);
        else if (part == 2 && len == 0)
            return -1;
        else if (part == 2)
            len = up(out, len);
        target += part;
    }
    out[len] = '\0';
    return 0;
}

/* ----------------------------------------------------------------------- the list */

static int reserve(struct tree *tree)
{
    size_t capacity = tree->capacity ? tree->capacity * 2 : 64;
    struct jsb_file *list;
    char **copies;
    if (tree->count < tree->capacity)
        return 0;
    list = realloc(tree->list, capacity * sizeof(*list));
    if (list != NULL)
        tree->list = list;
    copies = list ? realloc(tree->copies, capacity * sizeof(*copies)) : NULL;
    if (copies == NULL)
        return -1;
    tree->copies = copies;
    tree->capacity = capacity;
    return 0;
}

int tree_add(struct tree *tree, const char *path, void *data, size_t len, const char *link,
             const char *copy_of)
{
    struct jsb_file file = {strdup(path), data, len, link ? strdup(link) : NULL};
    char *copy = copy_of ? strdup(copy_of) : NULL;
    if (file.path == NULL || (link != NULL && file.link == NULL) ||
        (copy_of != NULL && copy == NULL) || reserve(tree) != 0) {
        free((char *)(uintptr_t)file.path);
        free((char *)(uintptr_t)file.link);
        free(copy);
        return -1;
    }
    tree->copies[tree->count] = copy;
    tree->list[tree->count++] = file;
    return 0;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct jsb_file *)a)->path, ((const struct jsb_file *)b)->path);
}

const struct jsb_file *tree_find(const struct tree *tree, const char *path)
{
    struct jsb_file key = {.path = path};
    return tree->count == 0 ? NULL
                            : bsearch(&key, tree->list, tree->count, sizeof(*tree->list), by_path);
}

/* ------------------------------------------------------------------ the package's folder */

/* Length of the folder that all files are in, with its slash; 0 if there is none. */
static size_t common_folder(const struct tree *tree)
{
    size_t len = tree->count > 0 ? strcspn(tree->list[0].path, "/") + 1 : 0;
    for (size_t i = 0; i < tree->count; i++)
        if (strncmp(tree->list[i].path, tree->list[0].path, len) != 0 ||
            tree->list[i].path[len - 1] != '/')
            return 0;
    return len;
}

static int is_package(const struct tree *tree, size_t len)
{
    if (len == strlen("package/") && memcmp(tree->list[0].path, "package/", len) == 0)
        return 1;
    for (size_t i = 0; i < tree->count; i++)
        if (strcmp(tree->list[i].path + len, "package.json") == 0)
            return 1;
    return 0;
}

/* A path without the folder; NULL if it is outside of it. */
static const char *without(const char *path, const char *folder, size_t len)
{
    if (strncmp(path, folder, len) == 0)
        return path + len;
    return strncmp(path, folder, len - 1) == 0 && path[len - 1] == '\0' ? path + len - 1 : NULL;
}

static int fail(struct tree_fault *fault, const char *path, const char *cause, const char *other)
{
    *fault = (struct tree_fault){path, cause, other};
    return -1;
}

static int strip(struct tree *tree, size_t len, struct tree_fault *fault)
{
    const char *folder = tree->list[0].path;
    for (size_t i = 0; i < tree->count; i++) {
        struct jsb_file *file = &tree->list[i];
        const char *link = file->link ? without(file->link, folder, len) : NULL;
        if (file->link != NULL && link == NULL)
            return fail(fault, file->path, "is a link that leads out of the package", file->link);
        file->link = link;
        if (tree->copies[i] != NULL && without(tree->copies[i], folder, len) == NULL)
            return fail(fault, file->path, "is a hard link to what is no file of the archive",
                        tree->copies[i]);
        if (tree->copies[i] != NULL)
            tree->copies[i] += strlen(tree->copies[i]) < len ? len - 1 : len;
    }
    for (size_t i = tree->count; i-- > 0;)
        tree->list[i].path += len;
    return 0;
}

/* ------------------------------------------------------------------------ the whole */

/* Whether a path or a folder in it is that of an earlier file. */
static const char *clash(const struct tree *tree, size_t i)
{
    char folder[TREE_NAME_MAX];
    const char *path = tree->list[i].path;
    if (i > 0 && strcmp(tree->list[i - 1].path, path) == 0)
        return path;
    for (size_t len = up(path, strlen(path)); len > 0; len = up(folder, len)) {
        memcpy(folder, path, len);
        folder[len] = '\0';
        if (tree_find(tree, folder) != NULL)
            return tree_find(tree, folder)->path;
    }
    return NULL;
}

static int check_names(const struct tree *tree, struct tree_fault *fault)
{
    for (size_t i = 0; i < tree->count; i++) {
        const char *other = clash(tree, i);
        if (other == tree->list[i].path || (other && strcmp(other, tree->list[i].path) == 0))
            return fail(fault, other, "is there twice", NULL);
        if (other != NULL)
            return fail(fault, tree->list[i].path, "is below what is no folder", other);
    }
    return 0;
}

/* The hard links of a tree that was sorted: {path, target}. */
static int copy_contents(struct tree *tree, struct jsb_file *links, size_t count,
                         struct tree_fault *fault)
{
    for (size_t i = 0; i < count; i++) {
        const struct jsb_file *own = tree_find(tree, links[i].path), *target = own;
        const struct jsb_file *at = NULL;
        for (int hop = 0; hop < HOPS_MAX && target != NULL; hop++) {
            struct jsb_file key = {.path = target->path};
            at = bsearch(&key, links, count, sizeof(*links), by_path);
            if (at == NULL)
                break;
            target = tree_find(tree, at->link);
        }
        if (target == NULL || at != NULL || target->link != NULL)
            return fail(fault, links[i].path, "is a hard link to what is no file of the archive",
                        links[i].link);
        ((struct jsb_file *)(uintptr_t)own)->data = target->data;
        ((struct jsb_file *)(uintptr_t)own)->len = target->len;
    }
    return 0;
}

static int link_copies(struct tree *tree, struct tree_fault *fault)
{
    struct jsb_file *links = calloc(tree->count + 1, sizeof(*links));
    size_t count = 0;
    int rc;
    if (links == NULL)
        return fail(fault, "", "out of memory", NULL);
    for (size_t i = 0; i < tree->count; i++)
        if (tree->copies[i] != NULL)
            links[count++] = (struct jsb_file){.path = tree->list[i].path, .link = tree->copies[i]};
    qsort(links, count, sizeof(*links), by_path);
    if (tree->count > 0)
        qsort(tree->list, tree->count, sizeof(*tree->list), by_path);
    rc = check_names(tree, fault);
    if (rc == 0)
        rc = copy_contents(tree, links, count, fault);
    free(links);
    return rc;
}

int tree_finish(struct tree *tree, struct tree_fault *fault)
{
    size_t folder = common_folder(tree);
    if (folder > 0 && is_package(tree, folder) && strip(tree, folder, fault) != 0)
        return -1;
    return link_copies(tree, fault);
}
