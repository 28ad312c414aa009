/* SPDX-License-Identifier: MIT
 * gen_precompile.h - what gen_snapshot compiles to be run after boot.  Neighbours: gen_options.h. */
#ifndef GEN_PRECOMPILE_H
#define GEN_PRECOMPILE_H

#include "gen_options.h"

/** Print a VM's last error, behind what it has printed itself.  @return an exit code */
int gen_report_failure(struct jsb_vm *vm);

/** Compile what --main and --precompile name.  @return 0, or an exit code after a message */
int gen_precompile(struct gen *gen, struct jsb_vm *vm);

#endif
