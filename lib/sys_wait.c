/* SPDX-License-Identifier: MIT
 * sys_wait.c - the one place where a program waits for something to happen. */
#include "sys.h"

#include <math.h>
#include <poll.h>
#include <time.h>

/* A day: a longer wait is taken up again by the event loop. */
#define LONGEST_MS 86400e3

/**
 * wait(ms): until that much time has passed, or a signal came.  What was printed is written
 * first, as nobody knows how long this takes.
 */
duk_ret_t jsb__sys_wait(duk_context *ctx)
{
    double ms = fmin(duk_require_number(ctx, 0), LONGEST_MS);
    struct timespec time = {(time_t)(ms / 1e3), (long)(fmod(ms, 1e3) * 1e6)};

    if (ms > 0) {
        jsb_flush(jsb__vm(ctx));
        ppoll(NULL, 0, &time, NULL);
    }
    return 0;
}
