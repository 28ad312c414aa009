/* SPDX-License-Identifier: MIT
 * os.h - files and memory of the operating system.  Neighbours: err.h. */
#ifndef JSB_OS_H
#define JSB_OS_H

#include "err.h"

#include <signal.h>

/** Read a whole file ("-" is standard input).  *data is to be freed with
 *  jsb__startup_free(); a NUL follows its *len bytes.  @return 0, JSB_E_IO, JSB_E_NOMEM */
int jsb__read_file(const char *path, char **data, size_t *len, struct jsb_error *err);

/** The same from an open descriptor, which stays open; `path` is for messages.
 *  @param most  a regular file of more bytes is not read: *data is NULL then, and the result 0 */
int jsb__read_descriptor(int fd, size_t most, const char *path, char **data, size_t *len,
                         struct jsb_error *err);

/** Bytes of a regular file, -1 if the descriptor is of something else. */
int64_t jsb__descriptor_size(int fd);

/** Which file it is that a descriptor is of, whatever its names are.  @return 0, or -1 */
int jsb__descriptor_id(int fd, uint64_t id[2]);

/** An open file: which it is, its size, who may write to it, and when it was last written to. */
struct jsb__file {
    int fd;
    uint64_t size;
    uint64_t device, inode;
    int64_t written_s, written_ns;
    unsigned uid, gid, mode; /* as fstat has them */
};

/** Open a file for reading if no part of its name is a link: then the name says where it is.
 *  @return a descriptor, or -1; also where the kernel cannot tell */
int jsb__open_unlinked(const char *path);

/** Give an open descriptor a number of at least `least`, if there is one that is free; what is less
 *  than 0 stays.  @return the number it has now */
int jsb__raise_descriptor(int fd, int least);

/** Who starts us may have closed the standard streams.  What stays open while programs run does not
 *  take their numbers: else what is printed would go there, and what is there would be read. */
enum { JSB__ABOVE_STREAMS = 3 };

/** Open a regular file for reading, above the streams.  @return 0 or JSB_E_IO */
int jsb__open_file(const char *path, struct jsb__file *out, struct jsb_error *err);
void jsb__close_file(struct jsb__file *file);

/** Whether the file was written to since it was opened, as far as its size and its time of
 *  modification tell; no if it cannot be told.  A signal handler may call this. */
int jsb__file_changed(const struct jsb__file *file);
/** A second descriptor of an open file.  @return 0 or JSB_E_IO */
int jsb__share_file(const struct jsb__file *file, const char *path, struct jsb__file *out,
                    struct jsb_error *err);

/** Read `len` bytes at `off`.  @return 0 or JSB_E_IO */
int jsb__read_at(const struct jsb__file *file, const char *path, void *data, size_t len,
                 uint64_t off, struct jsb_error *err);

/** Write until all is written, or `stop` is not 0 any more; `data` and `len` move on.
 *  @return 0 or an errno value */
int jsb__write_unless(int fd, const char **data, size_t *len, const volatile sig_atomic_t *stop);

/** Write all bytes, waiting for a descriptor that is not ready.  @return 0 or an errno value */
int jsb__write_fully(int fd, const void *data, size_t len);

/**
 * Write a file so that its name holds the old content or the new, never a part:
 * temporary file beside it, fsync, rename, fsync of the folder.
 *
 * @param path  "-" writes to standard output
 * @param mark_last  non-zero: the first byte is '!' until all the rest is on the disk, so
 *             that a file which was cut short by a crash can be told
 * @return 0 or JSB_E_IO; then no temporary file is left and the old file is untouched,
 *         unless only the last step failed, the sync of the folder after the rename
 */
int jsb__write_file(const char *path, const void *data, size_t len, int mark_last,
                    struct jsb_error *err);

/** Paths of the temporary files that jsb__write_file() and drafts of this thread write to now,
 *  NULL where there is none; a signal handler may unlink them. */
enum { JSB__TEMPORARIES = 4 };
extern _Thread_local const char *volatile jsb__temporary_paths[JSB__TEMPORARIES];

/**
 * A file that is put together in any order: a temporary file beside the one that it is to
 * replace.  Signal handlers know of as many in a thread as
 * there are jsb__temporary_paths.
 *
 * The functions return 0 or an errno value; jsb__draft_fail() makes a message of it.
 */
struct jsb__draft;

/** Begin.  *out is NULL on success if `path` is standard output, a device or the like:
 *  then it takes jsb__write_file(). */
int jsb__draft_open(const char *path, int mark_last, struct jsb__draft **out);
int jsb__draft_fail(const char *path, int error, struct jsb_error *err);

/** Make the first `len` bytes zeros, in large pieces: the kernel keeps a file as it was written,
 *  and maps what lies in few large pieces several times faster than what lies in small ones.
 *  @return 0 or an errno value */
int jsb__draft_reserve(struct jsb__draft *draft, uint64_t len);

/** Write or read at `off`.  Bytes that are not written are 0.  While the file is marked as
 *  unfinished its first byte cannot be read. */
int jsb__draft_write(struct jsb__draft *draft, uint64_t off, const void *data, size_t len);
int jsb__draft_read(const struct jsb__draft *draft, uint64_t off, void *data, size_t len);

/** Map it to be read, as it will be.  @return NULL and errno set on failure */
void *jsb__draft_map(const struct jsb__draft *draft, size_t len);

/** Finish as jsb__write_file() does, and free. */
int jsb__draft_keep(struct jsb__draft *draft);

/** Remove, and free.  NULL is ignored. */
void jsb__draft_drop(struct jsb__draft *draft);

/**
 * Map `len` bytes, private and writable, at `address` if that range is free, else
 * anywhere, as if it is NULL.  From byte `off` of the file, a multiple of the page size, or
 * zeroed memory if fd is -1.
 *
 * @return the address; NULL and errno set on failure
 */
void *jsb__map(void *address, size_t len, int fd, uint64_t off);
void jsb__unmap(void *address, size_t len);

/** Make mapped pages read-only.  @return 0; -1 and errno set on failure */
int jsb__protect_pages(void *address, size_t len);

#endif
