/* SPDX-License-Identifier: MIT
 * assets.c - the files that --asset asks for. */
#include "assets.h"

#include "cli.h"

#include <errno.h>
#include <fnmatch.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATTERNS_MAX = 256, PART_MAX = 256 };

/* ----------------------------------------------------------------------- patterns */

static int fits(const char *pattern, size_t pattern_len, const char *part, size_t part_len)
{
    char p[PART_MAX], name[PART_MAX];
    if (pattern_len >= sizeof(p) || part_len >= sizeof(name))
        return 0;
    snprintf(p, sizeof(p), "%.*s", (int)pattern_len, pattern);
    snprintf(name, sizeof(name), "%.*s", (int)part_len, part);
    return fnmatch(p, name, FNM_PERIOD) == 0;
}

static const char *next(const char *path, size_t len)
{
    return path[len] == '/' ? path + len + 1 : path + len;
}

/* "**" for as few parts as may be, then for more, but not for hidden folders. */
static enum asset_match match_any(const char *rest, const char *path)
{
    if (*rest == '\0')
        return *path != '\0' ? ASSET_YES : ASSET_BELOW;
    while (*path != '\0') {
        if (asset_match(rest, path) == ASSET_YES)
            return ASSET_YES;
        if (*path == '.')
            return ASSET_NO;
        path = next(path, strcspn(path, "/"));
    }
    return ASSET_BELOW;
}

enum asset_match asset_match(const char *pattern, const char *path)
{
    for (;;) {
        size_t pattern_len = strcspn(pattern, "/"), len = strcspn(path, "/");
        if (*pattern == '\0')
            return ASSET_YES;
        if (pattern_len == 2 && strncmp(pattern, "**", 2) == 0)
            return match_any(next(pattern, 2), path);
        if (*path == '\0')
            return ASSET_BELOW;
        if (!fits(pattern, pattern_len, path, len))
            return ASSET_NO;
        pattern = next(pattern, pattern_len);
        path = next(path, len);
    }
}

int assets_check(const char *pattern)
{
    const char *at = pattern;
    int is_bad = *pattern == '\0' || *pattern == '/';
    for (; *at != '\0' && !is_bad; at = next(at, strcspn(at, "/"))) {
        size_t len = strcspn(at, "/");
        is_bad = len == 0 || (len <= 2 && strncmp(at, "..", len) == 0);
    }
    return is_bad ? cli_usage("--asset is a pattern for paths below the folder that is frozen, "
                              "without '.' and '..', not '%s'",
                              pattern)
                  : 0;
}

/* -------------------------------------------------------------------------- search */

struct search {
    const char *const *patterns;
    size_t count;
    int seen[PATTERNS_MAX];
    struct files *files;
};

/* All patterns are asked, so that each knows whether it is of use. */
static enum asset_match match_all(struct search *s, const char *path, int is_file)
{
    enum asset_match best = ASSET_NO;
    for (size_t i = 0; i < s->count; i++) {
        enum asset_match match = asset_match(s->patterns[i], path);
        if (match == ASSET_YES && is_file)
            s->seen[i] = 1;
        best = match > best ? match : best;
    }
    return best;
}

static void search_archive(struct search *s, const struct tree *tree)
{
    for (size_t i = 0; i < tree->count; i++) {
        const struct jsb_file *file = &tree->list[i];
        if (file->link == NULL && match_all(s, file->path, 1) == ASSET_YES)
            files_add(s->files, file->path, file->data, file->len, SNAP_FILE_ASSET);
    }
}

static int add_file(struct search *s, const char *path, size_t size)
{
    FILE *in = fopen(path, "rb");
    char *data = malloc(size + 1);
    size_t len = in && data ? fread(data, 1, size + 1, in) : 0;
    int is_whole = in && data && !ferror(in) && len == size;
    int error = errno;
    if (in != NULL)
        fclose(in);
    if (is_whole) {
        files_add(s->files, path, data, len, SNAP_FILE_ASSET);
        return 0;
    }
    cli_message("%s: cannot read this asset: %s", path,
                in && data ? "it changes while it is read" : strerror(error));
    free(data);
    return CLI_FAILED;
}

/* Paths begin with "./". */
static int look_at(struct search *s, FTS *fts, FTSENT *entry)
{
    const char *path = entry->fts_path + 2;
    if (entry->fts_level == 0)
        return 0;
    if (entry->fts_info == FTS_F && match_all(s, path, 1) == ASSET_YES)
        return add_file(s, path, (size_t)entry->fts_statp->st_size);
    if (entry->fts_info == FTS_D && match_all(s, path, 0) == ASSET_NO)
        fts_set(fts, entry, FTS_SKIP);
    if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS) {
        cli_message("%s: cannot look for assets here: %s", path, strerror(entry->fts_errno));
        return CLI_FAILED;
    }
    return 0;
}

static int search_folder(struct search *s)
{
    char here[] = ".";
    char *const roots[] = {here, NULL};
    FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    FTSENT *entry;
    int rc = 0;
    if (fts == NULL) {
        cli_message("cannot look for assets: %s", strerror(errno));
        return CLI_FAILED;
    }
    while (rc == 0 && (entry = fts_read(fts)) != NULL)
        rc = look_at(s, fts, entry);
    fts_close(fts);
    return rc;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct snap_file *)a)->path, ((const struct snap_file *)b)->path);
}

int assets_collect(const char *const *patterns, size_t count, const struct package *package,
                   struct files *files)
{
    struct search s = {.patterns = patterns, .count = count, .files = files};
    size_t first = files->count;
    int rc = 0;
    if (count == 0)
        return 0;
    if (package->kind == PACKAGE_ARCHIVE)
        search_archive(&s, &package->tree);
    else
        rc = search_folder(&s);
    for (size_t i = 0; i < count && rc == 0; i++)
        if (!s.seen[i]) {
            cli_message("--asset '%s': no file fits in %s; symbolic links are not followed",
                        patterns[i],
                        package->kind != PACKAGE_NONE ? package->name : "the current folder");
            rc = CLI_FAILED;
        }
    if (rc == 0) /* a folder has no order of its own */
        qsort(files->list + first, files->count - first, sizeof(*files->list), by_path);
    return rc;
}
