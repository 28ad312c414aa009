/* SPDX-License-Identifier: MIT
 * cli.h - what both commands share: messages, exit codes, option errors.  This is the only
 * code that prints diagnostics.  Neighbours: jsboot.h. */
#ifndef CLI_H
#define CLI_H

#include <getopt.h>
#include <jsboot.h>

/** For large zeroed variables that most runs do not touch: the linker sorts them behind the
 *  ones that every run does. */
#define CLI_COLD __attribute__((section(".bss.zzz_cold")))

/** Exit codes, node's numbers. */
enum cli_exit {
    CLI_OK = 0,
    CLI_FAILED = 1,   /* uncaught error, syntax error, file not found, not written */
    CLI_USAGE = 9,    /* the command line is wrong */
    CLI_REFUSED = 14, /* the snapshot cannot be used */
};

/** Name that messages start with; set by main. */
extern const char *cli_name;

/** Print "name: message" on standard error. */
void cli_message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** Print an error record: file, line, message, stack.  @return the exit code that fits */
int cli_report(const struct jsb_error *err);

/** Print why a blob is refused; its name is `path` unless the record has one.
 *  @return CLI_REFUSED */
int cli_refuse(struct jsb_error *err, const char *path);

/** Say that the command line is wrong and where help is.  @return CLI_USAGE */
int cli_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** After getopt_long() returned '?' or ':': name the option, suggest the nearest one.
 *  @return CLI_USAGE */
int cli_bad_option(int answer, char **argv, const struct option *options);

/** Show a line of a source on standard error, and a caret below the character behind the first
 *  `caret` ones; a tab before it is as wide below as it is above. */
void cli_show_line(const char *line, size_t len, int caret);

/** The option whose name is nearest to a word, NULL if none is near. */
const char *cli_nearest(const char *word, const struct option *options);

/** Flush what was printed to standard output.  @return CLI_OK, or CLI_FAILED after a message */
int cli_flush(void);

/** Print what was asked for on standard output and end the process; returns to no one, its
 *  type lets it stand where an exit code does. */
int cli_print_and_leave(const char *text);

/** Parse a size with an optional suffix k, M or G.  @return 0, or -1 if it is none */
int cli_parse_size(const char *text, size_t *size);

/** Parse a whole number.  @return 0, or -1 if it is none */
int cli_parse_number(const char *text, uint64_t *number);

/** Monotonic clock in microseconds. */
double cli_now_us(void);

#endif
