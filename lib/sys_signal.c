/* SPDX-License-Identifier: MIT
 * sys_signal.c - natives that let the event loop hear signals.
 *
 * Signals that a program listens to are blocked and read from a descriptor, which the loop
 * waits for together with all others: so there is no handler, and nothing that it could
 * interrupt.  The descriptor and what is blocked belong to runtime/signals.js.  Only a session
 * has a handler, while it runs what was typed. */
#include "last_words.h"
#include "os.h"
#include "sys.h"

#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

static sigset_t set_of(double bits)
{
    sigset_t set;
    uint32_t mask = (uint32_t)bits;
    sigemptyset(&set);
    for (int number = 1; number < 32; number++)
        if (mask >> number & 1)
            sigaddset(&set, number);
    return set;
}

/* A shell starts what is in the background with some signals ignored: who listens wants them. */
static void unignore(double bits)
{
    uint32_t mask = (uint32_t)bits;
    for (int number = 1; number < 32; number++)
        if (mask >> number & 1)
            signal(number, SIG_DFL);
}

/**
 * watchSignals(fd, heard, dropped): bit n stands for signal n.  The first are to be read from
 * the descriptor, the others do again what they did.  @return the descriptor, new for fd -1
 */
duk_ret_t jsb__sys_watchSignals(duk_context *ctx)
{
    double heard_bits = duk_require_number(ctx, 1);
    sigset_t heard = set_of(heard_bits), dropped = set_of(duk_require_number(ctx, 2));
    int fd = signalfd(duk_require_int(ctx, 0), &heard, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd < 0)
        jsb__throw_errno(ctx, errno, "signalfd", JSB__NO_PATH, JSB__NO_PATH);
    fd = jsb__raise_descriptor(fd, JSB__ABOVE_STREAMS);
    pthread_sigmask(SIG_BLOCK, &heard, NULL);
    unignore(heard_bits);
    pthread_sigmask(SIG_UNBLOCK, &dropped, NULL);
    if (jsb__last_words_heard(jsb__vm(ctx)))
        jsb__last_words_hear(jsb__vm(ctx));
    duk_push_int(ctx, fd);
    return 1;
}

/** readSignal(fd): the next signal that came, 0 if there is none. */
duk_ret_t jsb__sys_readSignal(duk_context *ctx)
{
    struct signalfd_siginfo info = {0};
    ssize_t n = read(duk_require_int(ctx, 0), &info, sizeof(info));
    duk_push_int(ctx, n == (ssize_t)sizeof(info) ? (int)info.ssi_signo : 0);
    return 1;
}

/* What SIGINT did, and whether it was blocked, before a session ran what was typed. */
static struct sigaction interrupt_before;
static sigset_t mask_before;

/* A second one, when the first has not stopped anything yet, ends the process. */
static void on_interrupt(int signal_number)
{
    if (jsb__interrupt != 0) {
        jsb_last_words();
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    }
    jsb__interrupt = SIZE_MAX;
}

static void start_hearing(void)
{
    struct sigaction ours = {.sa_handler = on_interrupt};
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigaction(SIGINT, &ours, &interrupt_before);
    pthread_sigmask(SIG_UNBLOCK, &interrupt, &mask_before);
}

static void end_hearing(void)
{
    sigset_t interrupt;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    if (sigismember(&mask_before, SIGINT) == 1)
        pthread_sigmask(SIG_BLOCK, &interrupt, NULL);
    sigaction(SIGINT, &interrupt_before, NULL);
}

/**
 * interruptible(isOn): from true to false SIGINT stops the program that runs, by an error at its
 * next loop or call.  @return whether it was to be stopped since the last time
 */
duk_ret_t jsb__sys_interruptible(duk_context *ctx)
{
    if (duk_require_boolean(ctx, 0))
        start_hearing();
    else
        end_hearing();
    duk_push_boolean(ctx, jsb__interrupt != 0);
    jsb__interrupt = 0;
    return 1;
}
