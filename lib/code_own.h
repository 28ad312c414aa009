/* SPDX-License-Identifier: MIT
 * code_own.h - whose the files of a code cache are.  Neighbours: none. */
#ifndef JSB_CODE_OWN_H
#define JSB_CODE_OWN_H

#include <sys/stat.h>

enum { JSB__CODE_WHY_SIZE = 160 };

/** May code come from this file or folder?  Whoever can write to it decides what runs.
 *  @param why  receives what is wrong and how to mend it, JSB__CODE_WHY_SIZE bytes
 *  @return true if it is the user's own and no other user's to change */
int jsb__code_is_own(const struct stat *st, char *why);

#endif
