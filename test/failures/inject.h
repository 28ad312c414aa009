/* SPDX-License-Identifier: MIT
 * inject.h - the Nth call of an allocator or of the system fails; what was taken is counted.
 *
 * The linker's --wrap sends the library's calls here. */
#ifndef INJECT_H
#define INJECT_H

/* Each call that may fail, the errno it fails with. */
#define INJECT_SITES(X) \
    X(engine, ENOMEM)   \
    X(malloc, ENOMEM)   \
    X(calloc, ENOMEM)   \
    X(realloc, ENOMEM)  \
    X(open_memstream, ENOMEM) \
    X(open, EMFILE)     \
    X(fcntl, EMFILE)    \
    X(fstat, EIO)       \
    X(read, EIO)        \
    X(pread, EIO)       \
    X(mmap, ENOMEM)     \
    X(mkostemp, EACCES) \
    X(write, ENOSPC)    \
    X(pwrite, EIO)      \
    X(fsync, EIO)       \
    X(close, EIO)       \
    X(rename, EACCES)

enum inject_site {
#define X(name, error) INJECT_##name,
    INJECT_SITES(X)
#undef X
    INJECT_COUNT
};

extern const char *const inject_names[INJECT_COUNT];

/** From now on the `nth` call (from 1) of `site` fails, and with `lasting` all after it. */
void inject_arm(enum inject_site site, unsigned long nth, int lasting);

/** Let calls pass again.  @return true if one has failed */
int inject_disarm(void);

/** What was taken and not given back since the start. */
long inject_blocks(void);
long inject_descriptors(void);
long inject_mappings(void);

#endif
