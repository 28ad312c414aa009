/* SPDX-License-Identifier: MIT
 * ending.c - a build that is ended before it is done leaves nothing behind. */
#include "ending.h"

#include "extract.h"
#include "guard.h"
#include "outside.h"
#include "sign.h"

#include <signal.h>
#include <snapshot.h>
#include <unistd.h>

static void abandon(void)
{
    jsb_last_words();
    snap_abandon();
    sign_abandon();
    extract_abandon();
}

void ending_at_timeout(void)
{
    abandon();
    outside_end_children();
}

/* A terminal's signals go to the whole group. */
static void on_signal(int signal_number)
{
    abandon();
    if (signal_number == SIGTERM || signal_number == SIGHUP)
        outside_end_children();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
    _exit(128 + signal_number); /* the first process of a container, to which that did nothing */
}

/* A signal that the caller has us ignore, as nohup does, stays ignored.  A file that is too large
 * is an error like others. */
void ending_catch_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU};
    guard_at_end = abandon;
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        if (signal(signals[i], SIG_IGN) != SIG_IGN)
            signal(signals[i], on_signal);
}
