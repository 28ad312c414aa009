/* SPDX-License-Identifier: MIT
 * outside.h - what a build has of the world around it.  Neighbours: none. */
#ifndef OUTSIDE_H
#define OUTSIDE_H

/** Close the files that were open when the process began, but standard input, output and error and
 *  those that a word of the command line names as /dev/fd/N. */
void outside_close(char **words);

/** Kill the processes that this one has started, and theirs.  May be called in a signal handler. */
void outside_end_children(void);

#endif
