/* SPDX-License-Identifier: MIT
 * code_folder.h - the folder of a code cache: where it is, what is in it, how much may be.
 * Neighbours: code_own.h, jsboot.h. */
#ifndef JSB_CODE_FOLDER_H
#define JSB_CODE_FOLDER_H

#include "code_own.h"
#include "jsboot.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

enum {
    JSB__CODE_KEY_SIZE = 16,
    JSB__CODE_NAME_SIZE = 2 * JSB__CODE_KEY_SIZE + 5 /* hexadecimal digits, ".jsc" and NUL */
};

/** The part of a limit that may be written before the folder is looked through again. */
#define JSB__CODE_STEP(limit) ((limit) / 32)

/** Bytes of whole disk blocks that a file of that size takes. */
#define JSB__CODE_ON_DISK(size) (((uint64_t)(size) + 4095) & ~(uint64_t)4095)

/** A key as others see it. */
void jsb__code_digits(const uint8_t key[JSB__CODE_KEY_SIZE], char text[JSB_CODE_KEY_SIZE]);

/** Name of the file of an entry. */
void jsb__code_name(const uint8_t key[JSB__CODE_KEY_SIZE], char name[JSB__CODE_NAME_SIZE]);

/**
 * Open a folder.
 *
 * @param make  make it, and those that it is in, if it is not there
 * @param st    what it is
 * @param why   as jsb__code_is_own(), "" if it is only not there
 * @return a descriptor; -1, with errno EPERM if others could write to it
 */
int jsb__code_folder_open(const char *path, int make, struct stat *st, char *why);

/** Remove what was used least recently until the folder is smaller than `limit` bytes by a
 *  step, and temporary files that nobody writes to any more.  Failures are nobody's. */
void jsb__code_folder_trim(int fd, uint64_t limit);

#endif
