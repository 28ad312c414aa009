/* SPDX-License-Identifier: MIT
 * bytecode.h - the two halves of the program that tries the verifiers of compiled code. */
#ifndef TEST_BYTECODE_H
#define TEST_BYTECODE_H

#include "../../lib/engine.h"
#include "../../lib/jsboot.h"
#include "../../lib/vm.h"

struct program {
    char *source;
    size_t len;
    const char *name;
};

/** Read a file; ends the program if that fails. */
struct program program_read(const char *path);

/** Print what is wrong and end the program. */
_Noreturn void die(const char *what, const char *name);

/** A VM without a runtime, so that no program can touch a file. */
struct jsb_vm *new_vm(void);

/** Compile each file and verify every function.  @return exit status */
int verify_files(int count, char **paths);

/** Mutate functions of the files, run what passes.  @return exit status */
int torture_functions(unsigned long mutants, unsigned long seed, int count, char **paths);
int torture_regexps(unsigned long mutants, unsigned long seed);
int torture_lines(unsigned long mutants, unsigned long seed);

/** Damage the code caches of the files: all damage is noticed; where it is forged, with a checksum
 *  that is right, nothing but the program suffers.  @return exit status */
int torture_entries(unsigned long mutants, unsigned long seed, int count, char **paths);

#endif
