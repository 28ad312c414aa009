/* SPDX-License-Identifier: MIT
 * timeout.h - ends a build that takes too long.  Neighbours: none. */
#ifndef TIMEOUT_H
#define TIMEOUT_H

/** Text of --timeout: seconds, with a fraction if need be; 0 is for ever.
 *  @return 0, or -1 if it is none */
int timeout_parse(const char *text, double *seconds);

/** After so many seconds end the process with a message and exit status 1; `at_end` is called
 *  before, in a signal handler. */
void timeout_start(double seconds, void (*at_end)(void));

/** What is under way now, for the message; borrowed, NULL for nothing. */
void timeout_note(const char *what);

/** It did not take too long. */
void timeout_stop(void);

#endif
