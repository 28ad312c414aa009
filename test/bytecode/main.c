/* SPDX-License-Identifier: MIT
 * main.c - tries the verifiers of compiled code on code that is right and code that is not.
 *
 *   bytecode verify FILE...               all functions of all files must pass
 *   bytecode torture COUNT SEED FILE...   functions of the files, COUNT mutants: run those
 *                                         that pass
 *   bytecode regexps COUNT SEED           the same with compiled regular expressions
 *   bytecode lines COUNT SEED             the same with line tables
 *   bytecode entries COUNT SEED FILE...   damaged and forged code caches of the files
 *
 * What torture finds, a sanitizer has to say: run it in a build with SAN=1.  The same seed
 * makes the same mutants.  The last line is a summary, the exit status 1 if one failed. */
#include "bytecode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void die(const char *what, const char *name)
{
    fprintf(stderr, "bytecode: %s: %s\n", name, what);
    exit(2);
}

struct program program_read(const char *path)
{
    struct program p = {NULL, 0, path};
    FILE *in = fopen(path, "rb");
    long len;
    if (in == NULL || fseek(in, 0, SEEK_END) != 0 || (len = ftell(in)) < 0)
        die("cannot be read", path);
    p.source = malloc((size_t)len + 1);
    rewind(in);
    if (p.source == NULL || fread(p.source, 1, (size_t)len, in) != (size_t)len)
        die("cannot be read", path);
    p.len = (size_t)len;
    fclose(in);
    return p;
}

struct jsb_vm *new_vm(void)
{
    struct jsb_options opt = {.building = 1, .seed = 1, .memory_limit = (size_t)512 << 20};
    struct jsb_vm *vm;
    if (jsb_create(&opt, &vm) != JSB_OK)
        die("out of memory", "VM");
    return vm;
}

int main(int argc, char **argv)
{
    unsigned long count = argc > 3 ? strtoul(argv[2], NULL, 0) : 0;
    unsigned long seed = argc > 3 ? strtoul(argv[3], NULL, 0) : 0;
    if (argc > 2 && strcmp(argv[1], "verify") == 0)
        return verify_files(argc - 2, argv + 2);
    if (argc > 4 && strcmp(argv[1], "torture") == 0)
        return torture_functions(count, seed, argc - 4, argv + 4);
    if (argc == 4 && strcmp(argv[1], "regexps") == 0)
        return torture_regexps(count, seed);
    if (argc == 4 && strcmp(argv[1], "lines") == 0)
        return torture_lines(count, seed);
    if (argc > 4 && strcmp(argv[1], "entries") == 0)
        return torture_entries(count, seed, argc - 4, argv + 4);
    fprintf(stderr, "usage: bytecode verify|torture|regexps|lines|entries ...\n");
    return 2;
}
