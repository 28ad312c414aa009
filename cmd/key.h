/* SPDX-License-Identifier: MIT
 * key.h - names of builds: equal keys, equal blobs.  Neighbours: gen_options.h. */
#ifndef KEY_H
#define KEY_H

#include "gen_options.h"

/** Key of what is known before anything runs: versions, options, allowed variables, base.
 *  @return 0, or an exit code after a message */
int key_of_command(const struct gen *gen, char hex[INPUTS_HEX_SIZE]);

/** Key of a build that has run: the above with all that it has read and looked at.
 *  @return 1, or 0 if there is none: it has changed or asked what no key can hold */
int key_of_build(const struct gen *gen, char hex[INPUTS_HEX_SIZE]);

/**
 * Key from the report of an earlier build, if that build would see today what it saw then.
 *
 * @return 1, or 0 if there is no such report or something is different
 */
int key_from_report(const struct gen *gen, const char *report, char hex[INPUTS_HEX_SIZE]);

#endif
