/* SPDX-License-Identifier: MIT
 * explain.h - what to do about a syntax error.  Neighbours: cli.h, modern.h. */
#ifndef JSB_EXPLAIN_H
#define JSB_EXPLAIN_H

#include <jsboot.h>

/** What "[eval]" in an error is, NULL if there is no such code. */
extern const char *explain_code;

/** If the error is that of a source in a newer edition of the language than the engine knows:
 *  say on standard error what it is, where, and what helps.
 *  @return whether it is one */
int explain_syntax(const struct jsb_error *err);

#endif
