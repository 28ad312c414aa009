/* SPDX-License-Identifier: MIT
 * gen_names.h - names of gen_snapshot's command line in another current folder.
 * Neighbours: gen_options.h. */
#ifndef GEN_NAMES_H
#define GEN_NAMES_H

#include "gen_options.h"

/** After scripts, which may have gone to another folder: names mean what they meant before.
 *  @return 0, or an exit code after a message */
int gen_keep_names(struct gen *gen);

/** Make the folder of the package the current one, as the scripts of a package expect; names go
 *  on to mean what they meant before.
 *  @return 0, or an exit code after a message */
int gen_enter_package(struct gen *gen);

/** Scripts with the runtime are found by JavaScript, whose strings hold no other names.
 *  @return 0, or an exit code after a message */
int gen_check_script_name(const struct gen *gen, const char *name);

#endif
