/* SPDX-License-Identifier: MIT */
/* What every part of the benchmark needs: an end with a message, memory, numbers. */
#include "bench.h"

#include <stdarg.h>
#include <stdlib.h>

_Noreturn void bench_die(const char *format, ...)
{
    va_list args;

    fputs("bench: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(EXIT_FAILURE);
}

void *bench_alloc(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);

    if (memory == NULL)
        bench_die("out of memory");
    return memory;
}

long bench_number(const char *text, long least, long most)
{
    char *end;
    long value = strtol(text, &end, 10);

    if (end == text || *end != '\0' || value < least || value > most)
        bench_die("'%s' is not a number from %ld to %ld", text, least, most);
    return value;
}
