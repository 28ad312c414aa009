/* SPDX-License-Identifier: MIT
 * files.c - files that a VM has of its own: names, links, folders.
 *
 * A folder is there if a file is below it; there are no empty ones. */
#include "files.h"

#include <errno.h>
#include <string.h>

static const char FOLDER[] = "/snapshot";
enum { LINKS_MAX = 40 };

/* Takes the last part off a name. */
static size_t up(const char *name, size_t len)
{
    while (len > 0 && name[len - 1] != '/')
        len--;
    return len > 0 ? len - 1 : 0;
}

/* Appends the parts of a path; -1 if it leads above the folder or does not fit. */
static long join(char *name, size_t size, size_t len, const char *path)
{
    while (*(path += strspn(path, "/")) != '\0') {
        size_t part = strcspn(path, "/");
        int dots = part <= 2 && strncmp(path, "..", part) == 0 ? (int)part : 0;
        if (len == 0 && dots == 2)
            return -1;
        if (dots == 2)
            len = up(name, len);
        if (dots == 0) {
            if (len + part + 2 > size)
                return -1;
            if (len > 0)
                name[len++] = '/';
            memcpy(name + len, path, part);
            len += part;
        }
        path += part;
    }
    name[len] = '\0';
    return (long)len;
}

int jsb__files_name(const char *path, int is_relative, char *name, size_t size)
{
    size_t len = sizeof(FOLDER) - 1;
    if (path[0] != '/')
        return is_relative && join(name, size, 0, path) >= 0;
    path += strspn(path, "/") - 1;
    if (strncmp(path, FOLDER, len) != 0 || (path[len] != '/' && path[len] != '\0'))
        return 0;
    return join(name, size, 0, path + len) >= 0;
}

/* Compares a path with a name, or with what all paths in the folder of that name begin with. */
static int compare(const char *path, const char *name, int is_folder)
{
    size_t len = strlen(name);
    int order = strncmp(path, name, len);
    if (order != 0 || (is_folder && len == 0))
        return order;
    if (!is_folder)
        return path[len] != '\0';
    return path[len] == '/' ? 0 : (unsigned char)path[len] < '/' ? -1 : 1;
}

static size_t first(const struct jsb__files *files, const char *name, int is_folder)
{
    size_t low = 0, high = files->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(files->list[middle].path, name, is_folder) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t jsb__files_first(const struct jsb__files *files, const char *folder)
{
    return first(files, folder, 1);
}

static const struct jsb_file *exact(const struct jsb__files *files, const char *name)
{
    size_t at = first(files, name, 0);
    return at < files->count && strcmp(files->list[at].path, name) == 0 ? &files->list[at] : NULL;
}

/* The first part of a name that is a link; *rest is what follows it. */
static const char *first_link(const struct jsb__files *files, char *name, char **rest)
{
    char *end = name;
    while (*end != '\0') {
        const struct jsb_file *file;
        char after;
        end += 1 + strcspn(end + 1, "/");
        after = *end;
        *end = '\0';
        file = exact(files, name);
        *end = after;
        *rest = end;
        if (file != NULL && file->link != NULL)
            return file->link;
    }
    return NULL;
}

int jsb__files_follow(const struct jsb__files *files, char *name, size_t size)
{
    const char *link;
    char *rest;
    for (int i = 0; (link = first_link(files, name, &rest)) != NULL; i++) {
        size_t head = strlen(link), tail;
        if (head == 0 && rest[0] == '/')
            rest++;
        tail = strlen(rest) + 1;
        if (i == LINKS_MAX)
            return ELOOP;
        if (head + tail > size)
            return ENAMETOOLONG;
        memmove(name + head, rest, tail);
        memcpy(name, link, head);
    }
    return 0;
}

const char *jsb__files_below(const struct jsb__files *files, size_t at, const char *folder)
{
    size_t len = strlen(folder);
    const char *path = at < files->count ? files->list[at].path : "";
    if (len == 0)
        return path[0] != '\0' ? path : NULL;
    return strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

enum jsb__file_kind jsb__files_find(const struct jsb__files *files, const char *name,
                                    const struct jsb_file **file)
{
    *file = name[0] != '\0' ? exact(files, name) : NULL;
    if (*file != NULL)
        return JSB__FILE_PLAIN;
    if (name[0] == '\0' || jsb__files_below(files, jsb__files_first(files, name), name) != NULL)
        return JSB__FILE_FOLDER;
    return JSB__FILE_NONE;
}
