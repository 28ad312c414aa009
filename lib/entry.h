/* SPDX-License-Identifier: MIT
 * entry.h - the module that C starts by itself.  Neighbours: vm.h. */
#ifndef JSB_ENTRY_H
#define JSB_ENTRY_H

#include "vm.h"

/**
 * Find a program's file without asking JavaScript: a regular file that is there under the
 * name given.  The VM remembers it for process.argv.
 *
 * @return true if it is found: jsb__entry_run() has it open
 */
int jsb__entry_find(struct jsb_vm *vm, const char *given);

/** Run the file that jsb__entry_find() found, as a CommonJS module.
 *  @return as jsb_run_module(); JSB_E_IO if it cannot be read or JavaScript is to load it, then
 *          nothing has run */
int jsb__entry_run(struct jsb_vm *vm);

/** Call the program's main function, or run the script that was compiled when the blob was made.
 *  @return as jsb_run_module(); JSB_E_IO if there is neither or JavaScript is to start it, then
 *          nothing has run */
int jsb__entry_run_main(struct jsb_vm *vm);

/** Fill the array of the command line's words that a blob's program holds.
 *  @return 0 or the code of vm->error */
int jsb__entry_fill_argv(struct jsb_vm *vm);

/** Forget the file. */
void jsb__entry_free(struct jsb_vm *vm);

#endif
