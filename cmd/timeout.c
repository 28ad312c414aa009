/* SPDX-License-Identifier: MIT
 * timeout.c - ends a build that takes too long.
 *
 * A timer of wall-clock time: a build that sleeps hangs as well as one that computes. */
#include "timeout.h"

#include "cli.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

static char start_text[128];
static const char *volatile current;
static void (*end_function)(void);

int timeout_parse(const char *text, double *seconds)
{
    char *end;
    *seconds = strtod(text, &end);
    return text[0] >= '0' && text[0] <= '9' && strspn(text, "0123456789.") == strlen(text) &&
                   *end == '\0' && *seconds <= 1e6
               ? 0
               : -1;
}

static struct iovec part(const char *text)
{
    return (struct iovec){(void *)(uintptr_t)text, strlen(text)};
}

/* Only what a signal handler may call. */
static void on_alarm(int signal_number)
{
    const char *what = current;
    struct iovec line[] = {part(start_text), part(what ? " seconds while running " : " seconds"),
                           part(what ? what : ""),
                           part("; give it more with --timeout, or none with --timeout=0\n")};
    ssize_t written;
    (void)signal_number;
    if (end_function != NULL)
        end_function(); /* the program's output comes before the message */
    written = writev(STDERR_FILENO, line, sizeof(line) / sizeof(line[0]));
    (void)written; /* there is nobody else to tell */
    _exit(CLI_FAILED);
}

void timeout_start(double seconds, void (*at_end)(void))
{
    struct itimerval timer = {.it_value.tv_sec = (time_t)seconds,
                              .it_value.tv_usec = (suseconds_t)(fmod(seconds, 1) * 1e6)};
    struct sigaction action = {.sa_handler = on_alarm};
    snprintf(start_text, sizeof(start_text), "%s: the build took longer than %g", cli_name,
             seconds);
    end_function = at_end;
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

void timeout_note(const char *what)
{
    current = what;
}

void timeout_stop(void)
{
    static const struct itimerval none;
    setitimer(ITIMER_REAL, &none, NULL);
}
