/* SPDX-License-Identifier: MIT
 * config.h - options from a file.  Neighbours: none. */
#ifndef CONFIG_H
#define CONFIG_H

#include <getopt.h>
#include <stddef.h>

/**
 * Put what the file of --config says before the words of the command line, so that these decide.
 *
 * @param argc, argv  replaced if there is such an option
 * @param options     what may be in the file; an option is known by its long name
 * @return 0, or an exit code after a message
 */
int config_expand(int *argc, char ***argv, const struct option *options);

/** The file's name; NULL if there is none. */
const char *config_path(void);

/** Its entries, which come before those of the command line; NULL behind the last. */
const char *config_entry(size_t i);

/** Whether it was this file: an option that is cut short, or is there twice, is not seen. */
int config_is_read(const char *path);

#endif
