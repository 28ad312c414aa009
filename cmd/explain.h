/* SPDX-License-Identifier: MIT
 * explain.h - what to do about a syntax error, or a script that is not there.  Neighbours: cli.h, modern.h. */
#ifndef JSB_EXPLAIN_H
#define JSB_EXPLAIN_H

#include <jsboot.h>

/** What "[eval]" in an error is, NULL if there is no such code. */
extern const char *explain_code;

/** If the error is that of a source in a newer edition of the language than the engine knows, or
 *  of what is no source: say on standard error what it is, where, and what helps.
 *  @return whether it is one */
int explain_syntax(const struct jsb_error *err);

/** If the error is that the script of the command line is not found: say why. */
void explain_missing(const struct jsb_error *err, const char *script);

#endif
