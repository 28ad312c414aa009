/* SPDX-License-Identifier: MIT
 * archive.c - reads an archive into memory and refuses what no package has.
 *
 * Whoever made the archive may have meant harm: sizes, names and links of it are looked at
 * before they are used, and all of it counts against limits. */
#include "archive.h"

#include "archive_stream.h"
#include "cli.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

struct reader {
    const char *name;
    const struct archive_limits *limits;
    struct tree *tree;
    struct archive *archive;
    struct stream *stream; /* NULL for zip */
    uint64_t file_len;     /* bytes of the archive */
    uint64_t entries, total;
    char path[TREE_NAME_MAX]; /* of the entry that is looked at */
};

/* ---------------------------------------------------------------------- messages */

/* A name from an archive has no say on the terminal, and is not long. */
static const char *shown(const char *text, char out[256])
{
    size_t i = 0;
    for (; text[i] != '\0' && i < 250; i++)
        out[i] = (unsigned char)text[i] < 0x20 || (unsigned char)text[i] > 0x7e ? '?' : text[i];
    snprintf(out + i, 5, "%s", text[i] != '\0' ? "..." : "");
    return out;
}

static int refuse(const struct reader *r, const char *path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static int refuse(const struct reader *r, const char *path, const char *format, ...)
{
    char entry[256], text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    if (path[0] != '\0')
        cli_message("%s: %s: %s", r->name, shown(path, entry), text);
    else
        cli_message("%s: %s", r->name, text);
    return CLI_FAILED;
}

static int too_large(const struct reader *r)
{
    return refuse(r, r->path,
                  "with this file the archive takes more than %zu bytes; if it can be trusted, "
                  "allow more with --max-archive-size",
                  r->limits->size);
}

static int too_dense(const struct reader *r)
{
    return refuse(r, r->path,
                  "with this file the archive unpacks to more than %llu times its %llu bytes; if "
                  "it can be trusted, allow more with --max-archive-ratio",
                  (unsigned long long)r->limits->ratio, (unsigned long long)r->file_len);
}

/* What the libraries say of a part that they cannot read: some of it ends with a line's end. */
static int damaged(const struct reader *r)
{
    const char *text = archive_error_string(r->archive);
    int len;
    if (r->stream != NULL && r->stream->is_too_much)
        return too_large(r);
    if (r->stream != NULL && r->stream->error[0] != '\0')
        text = r->stream->error;
    if (text == NULL)
        text = "unknown error";
    len = (int)strcspn(text, "\n");
    return refuse(r, r->path, "the archive is damaged or cut short: %.*s; copy or make it again",
                  len, text);
}

/* ---------------------------------------------------------------------- contents */

static int is_dense(const struct reader *r, uint64_t total)
{
    return total > ARCHIVE_RATIO_FROM && total / r->limits->ratio > r->file_len;
}

static int check_total(const struct reader *r, uint64_t total)
{
    if (total > r->limits->size)
        return too_large(r);
    return is_dense(r, total) ? too_dense(r) : 0;
}

/* The size that an entry claims is a reason to refuse it, not to believe it. */
static int check_claim(const struct reader *r, struct archive_entry *entry)
{
    int64_t size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
    if (size < 0 || (uint64_t)size > r->limits->size)
        return too_large(r);
    return check_total(r, r->total + (uint64_t)size);
}

static int read_data(struct reader *r, char **data, size_t *len)
{
    size_t capacity = 0;
    *len = 0;
    for (;;) {
        la_ssize_t n;
        if (capacity - *len < STREAM_BLOCK) {
            char *more = realloc(*data, capacity = capacity * 2 + 2 * STREAM_BLOCK);
            if (more == NULL)
                return refuse(r, r->path, "out of memory");
            *data = more;
        }
        n = archive_read_data(r->archive, *data + *len, capacity - *len);
        if (n < 0)
            return damaged(r);
        if (n == 0)
            break;
        *len += (size_t)n;
        if (check_total(r, r->total + *len) != 0)
            return CLI_FAILED;
    }
    r->total += *len;
    *data = *len > 0 ? realloc(*data, *len) : *data;
    return 0;
}

/* ----------------------------------------------------------------------- entries */

static int add(struct reader *r, void *data, size_t len, const char *link, const char *copy_of)
{
    if (tree_add(r->tree, r->path, data, len, link, copy_of) == 0)
        return 0;
    free(data);
    return refuse(r, r->path, "out of memory");
}

static int add_file(struct reader *r, struct archive_entry *entry)
{
    char *data = NULL;
    size_t len;
    int rc = check_claim(r, entry);
    if (rc == 0)
        rc = read_data(r, &data, &len);
    if (rc == 0)
        return add(r, data, len, NULL, NULL);
    free(data);
    return rc;
}

static int add_link(struct reader *r, const char *target)
{
    char path[TREE_NAME_MAX], text[256];
    if (target == NULL || tree_resolve_link(r->path, target, path) != 0)
        return refuse(r, r->path,
                      "is a symbolic link that leads out of the archive, to '%s'; leave it out, "
                      "or put a copy of the file there",
                      shown(target ? target : "", text));
    return add(r, NULL, 0, path, NULL);
}

static int add_copy(struct reader *r, const char *target)
{
    char path[TREE_NAME_MAX], text[256];
    if (tree_normalize(target, path) != TREE_PATH_OK)
        return refuse(r, r->path,
                      "is a hard link that leads out of the archive, to '%s'; leave it out, or "
                      "put a copy of the file there",
                      shown(target, text));
    return add(r, NULL, 0, NULL, path);
}

static int refuse_kind(const struct reader *r, mode_t kind)
{
    return refuse(r, r->path, "is %s, not a file, folder or link; leave it out",
                  kind == AE_IFCHR || kind == AE_IFBLK ? "a device"
                  : kind == AE_IFIFO                   ? "a pipe"
                  : kind == AE_IFSOCK                  ? "a socket"
                                                       : "of an unknown kind");
}

/* The message has the name as it is in the archive. */
static int check_path(struct reader *r, const char *path)
{
    enum tree_path kind;
    if (path == NULL || mbstowcs(NULL, path, 0) == (size_t)-1)
        return refuse(r, path ? path : "?", "this name is not UTF-8; rename it");
    kind = tree_normalize(path, r->path);
    if (kind == TREE_PATH_ABSOLUTE)
        return refuse(r, path, "is an absolute path; make the archive with relative ones");
    if (kind == TREE_PATH_UP)
        return refuse(r, path,
                      "leads out of the archive by '..'; make it with paths below "
                      "one folder");
    if (kind == TREE_PATH_LONG)
        return refuse(r, path, "this name is longer than %d bytes; shorten it", TREE_NAME_MAX - 1);
    return 0;
}

static int add_entry(struct reader *r, struct archive_entry *entry)
{
    const char *hard = archive_entry_hardlink(entry);
    mode_t kind = archive_entry_filetype(entry);
    int rc;
    if (++r->entries > r->limits->files)
        return refuse(r, "",
                      "there are more than %llu entries in it; if it can be trusted, allow more "
                      "with --max-archive-files",
                      (unsigned long long)r->limits->files);
    rc = check_path(r, archive_entry_pathname(entry));
    if (rc != 0 || (kind == AE_IFDIR && hard == NULL))
        return rc;
    if (archive_entry_is_encrypted(entry))
        return refuse(r, r->path, "is encrypted; make the archive without a password");
    if (r->path[0] == '\0')
        return refuse(r, "?", "an entry has no name; make the archive again");
    if (hard != NULL)
        return add_copy(r, hard);
    if (kind == AE_IFLNK)
        return add_link(r, archive_entry_symlink(entry));
    return kind == AE_IFREG ? add_file(r, entry) : refuse_kind(r, kind);
}

static int add_entries(struct reader *r)
{
    struct archive_entry *entry;
    int rc, code = 0;
    while (code == 0 && (rc = archive_read_next_header(r->archive, &entry)) != ARCHIVE_EOF) {
        code = rc == ARCHIVE_OK ? add_entry(r, entry) : damaged(r);
        if (code == 0 && archive_read_has_encrypted_entries(r->archive) > 0)
            code = refuse(r, r->path, "is encrypted; make the archive without a password");
    }
    return code;
}

/* ------------------------------------------------------------------------ formats */

static la_ssize_t on_read(struct archive *archive, void *user, const void **block)
{
    struct stream *s = user;
    ssize_t n = stream_read(s);
    *block = s->block;
    if (n < 0)
        archive_set_error(archive, EIO, "%s", s->error);
    return n;
}

/* Behind the last entry come zeros, and behind the data a checksum. */
static int check_end(struct reader *r)
{
    ssize_t n;
    r->path[0] = '\0';
    while ((n = stream_read(r->stream)) > 0)
        if (is_dense(r, r->stream->total))
            return too_dense(r);
    if (n < 0)
        return damaged(r);
    if (r->stream->zeros >= 1024)
        return 0;
    return refuse(r, "",
                  "the archive is cut short: the mark of its end is missing; copy or make "
                  "it again");
}

static int read_tar(struct reader *r, int fd)
{
    static struct stream stream;                         /* large: not on the stack */
    uint64_t room = r->limits->files * 4096 + (1 << 20); /* for headers */
    int rc;
    stream = (struct stream){.fd = -1};
    r->stream = &stream;
    archive_read_support_format_tar(r->archive);
    rc = stream_open(&stream, fd, r->limits->size + room) == 0 ? 0 : damaged(r);
    if (rc == 0 && archive_read_open(r->archive, &stream, NULL, on_read, NULL) != ARCHIVE_OK)
        rc = damaged(r);
    if (rc == 0)
        rc = add_entries(r);
    if (rc == 0)
        rc = check_end(r);
    stream_close(&stream);
    return rc;
}

static int read_zip(struct reader *r, int fd)
{
    archive_read_support_format_zip_seekable(r->archive);
    if (lseek(fd, 0, SEEK_SET) != 0 ||
        archive_read_open_fd(r->archive, fd, STREAM_BLOCK) != ARCHIVE_OK)
        return damaged(r);
    return add_entries(r);
}

static int is_zip(int fd)
{
    unsigned char head[4] = {0};
    return pread(fd, head, sizeof(head), 0) == sizeof(head) && memcmp(head, "PK", 2) == 0 &&
           head[2] < 9 && head[3] == head[2] + 1;
}

static int read_any(struct reader *r, int fd)
{
    struct tree_fault fault;
    char text[256];
    int rc = is_zip(fd) ? read_zip(r, fd) : read_tar(r, fd);
    if (rc != 0)
        return rc;
    if (r->tree->count == 0)
        return refuse(r, "", "there is no file in the archive; make it again");
    if (tree_finish(r->tree, &fault) == 0)
        return 0;
    return refuse(r, fault.path, "%s%s%s%s; make the archive again", fault.cause,
                  fault.other ? ": '" : "", fault.other ? shown(fault.other, text) : "",
                  fault.other ? "'" : "");
}

int archive_read(const char *name, int fd, const struct archive_limits *limits, struct tree *tree)
{
    static struct reader reader; /* large: not on the stack */
    struct stat st;
    int rc;
    reader = (struct reader){.name = name, .limits = limits, .tree = tree};
    if (fstat(fd, &st) != 0)
        return refuse(&reader, "", "cannot read: %s", strerror(errno));
    reader.file_len = (uint64_t)st.st_size;
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        return refuse(&reader, "", "this system has no locale C.UTF-8, which names of files take");
    reader.archive = archive_read_new();
    rc = reader.archive ? read_any(&reader, fd) : refuse(&reader, "", "out of memory");
    archive_read_free(reader.archive);
    setlocale(LC_CTYPE, "C");
    return rc;
}

/* --------------------------------------------------------------------- recognition */

int archive_is_one(int fd)
{
    unsigned char head[512] = {0};
    ssize_t n = pread(fd, head, sizeof(head), 0);
    return (n >= 4 && memcmp(head, "\x1f\x8b\x08", 3) == 0) ||
           (n >= 4 && memcmp(head, "\x28\xb5\x2f\xfd", 4) == 0) || is_zip(fd) ||
           (n == sizeof(head) && memcmp(head + 257, "ustar", 5) == 0);
}

size_t archive_extension(const char *name)
{
    static const char *const extensions[] = {".tar", ".tar.gz", ".tgz", ".tar.zst", ".zip"};
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof(extensions) / sizeof(extensions[0]); i++) {
        size_t n = strlen(extensions[i]);
        if (len > n && strcmp(name + len - n, extensions[i]) == 0)
            return n;
    }
    return 0;
}
