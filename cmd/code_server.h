/* SPDX-License-Identifier: MIT
 * code_server.h - a server that has entries of the compile cache, by way of a helper program.
 * Neighbours: jsboot.h. */
#ifndef CODE_SERVER_H
#define CODE_SERVER_H

#include <jsboot.h>

/**
 * Have a VM share its code cache with a server; one VM in a process.  Touches nothing but memory:
 * the helper is started when it is needed.
 *
 * @param url      an address without problems, borrowed
 * @param wait_us  microseconds that the program waits for answers in all
 * @param more_us  the same for each byte of a large source whose entry the server says it has
 * @param trace    say on standard error what came of each question
 */
void code_server_use(const char *url, double wait_us, double more_us, int trace,
                     struct jsb_options *vm);

#endif
