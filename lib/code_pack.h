/* SPDX-License-Identifier: MIT
 * code_pack.h - small entries of the code cache, many in one file.
 * Neighbours: code_format.h, code_own.h, code_stored.h. */
#ifndef JSB_CODE_PACK_H
#define JSB_CODE_PACK_H

#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct jsb__memory;
struct jsb__stored;

/** The file's name in the folder of a code cache. */
#define JSB__PACK_NAME "pack"

/** Bytes that the file may have where the folder may have so many. */
#define JSB__PACK_SHARE(limit) ((limit) / 4)

enum {
    JSB__PACK_MOST = 32 * 1024, /* bytes of an entry: larger ones are mapped from their own files */
    JSB__PACK_NOTE = 1,         /* bytes of what is no entry, but says of something that it has one */
    JSB__PACK_FILE_MOST = 32 * 1024 * 1024,
    JSB__PACK_BY_ITSELF = -1 /* such an entry is to have a file of its own */
};

struct jsb__pack {
    int fd; /* -1 if it is not open */
    dev_t device;
    ino_t inode;
    uint64_t limit;  /* bytes */
    int is_unusable; /* it is never to be opened again */
    int is_writable;
    uint8_t key[16]; /* of the entry that was looked for last */
    int way;         /* where in the list it is or may be, -1 if others have all its places */
    int was_sought;
    int may_forget; /* entries of others, to make room in it */
};

/** @param limit  bytes that the folder may have */
void jsb__pack_init(struct jsb__pack *pack, uint64_t limit);
void jsb__pack_close(struct jsb__pack *pack);

/** Is the file open, and still that of the folder?
 *  @param writes  it is to be written to
 *  @param st      receives what it is */
int jsb__pack_is_open(const struct jsb__pack *pack, int writes, struct stat *st);

/**
 * Open the file in an open folder.
 *
 * @param writes  for writing too: make it if it is not there, or if what is there cannot be used
 * @param st      receives what it is
 * @param why     as jsb__code_is_own(); "" where nobody is to be warned
 * @return true if it is open
 */
int jsb__pack_open(struct jsb__pack *pack, int folder, int writes, struct stat *st, char *why);

/** Whether an entry has no room in the file any more. */
int jsb__pack_is_full(const struct jsb__pack *pack, const struct stat *st, size_t size);

/** Look for an entry, in a file that is open; its bytes are checked by nobody.
 *  @param memory  where to put it, NULL: jsb__startup_alloc()
 *  @return 1 if it is there */
int jsb__pack_find(struct jsb__pack *pack, const uint8_t key[16], struct jsb__memory *memory,
                   struct jsb__stored *out);

/** Whether the list has an entry, or a note, of that key, in a file that is open. */
int jsb__pack_has(struct jsb__pack *pack, const uint8_t key[16]);

/**
 * Keep an entry, in a file that is open.
 *
 * @param st      what the file is
 * @param random  which other is forgotten if there is no place in the list, and one may be
 * @return 0, an errno value, or JSB__PACK_BY_ITSELF
 */
int jsb__pack_put(struct jsb__pack *pack, const struct stat *st, const uint8_t key[16],
                  const void *data, size_t size, unsigned random);

/** Forget an entry, in a file that is open. */
void jsb__pack_drop(struct jsb__pack *pack, const uint8_t key[16]);

/** How many entries there are in the file of a folder. */
uint64_t jsb__pack_entries(int folder);

#endif
