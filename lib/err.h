/* SPDX-License-Identifier: MIT
 * err.h - filling a struct jsb_error.  Neighbours: jsboot.h. */
#ifndef JSB_ERR_H
#define JSB_ERR_H

#include "jsboot.h"

/** Set code and message of *err, which may be NULL, and clear the rest.
 *  @return code, so that callers can `return jsb__fail(...)` */
int jsb__fail(struct jsb_error *err, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** As jsb__fail() for a failed system call on a file: appends the text of errno_value. */
int jsb__fail_io(struct jsb_error *err, const char *what, const char *path, int errno_value);

/** Append a line to the message of *err, which may be NULL. */
void jsb__more(struct jsb_error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Name the file that an error is about. */
void jsb__fail_file(struct jsb_error *err, const char *path);

#endif
