/* SPDX-License-Identifier: MIT
 * last_words.c - what a program has printed when a signal ends it.
 *
 * Output to a pipe or a file waits in a buffer.  A program that is busy does not come back to
 * its loop, so a handler has to write it.  The buffer's length grows behind its bytes, so what a
 * handler sees there is whole.  While the buffer is being written, nobody but the kernel knows
 * how much of it is gone: then the handler leaves a note, and who writes ends the process.
 *
 * All this holds for the thread that prints.  In another one the handler knows nothing of the
 * buffer, and lets the signal do what it does without us.
 *
 * Short runs pay for the handlers too, so each is set by one call, which tells what was there.
 * Until that is known a signal that comes is noted: it may be one that is ignored.
 *
 * A reader may have stopped reading: nothing here waits for it. */
#include "last_words.h"

#include "os.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static struct jsb_vm *volatile speaker;
static pthread_t speaking; /* the speaker's thread */
static volatile sig_atomic_t is_writing;
static struct {
    volatile sig_atomic_t signal; /* that came while it is being written */
    volatile sig_atomic_t unsure; /* the signal of which we do not know yet what it did before */
    volatile sig_atomic_t noted;  /* whether that one came */
} came;

/* A pipe that is ready takes this much at once.  @return bytes that were written */
static size_t write_at_once(const char *from, size_t len)
{
    size_t done = 0;
    while (done < len) {
        struct pollfd p = {.fd = STDOUT_FILENO, .events = POLLOUT};
        ssize_t n;
        if (poll(&p, 1, 0) != 1 || (p.revents & (POLLERR | POLLHUP)) != 0)
            break;
        n = write(p.fd, from + done, len - done < PIPE_BUF ? len - done : PIPE_BUF);
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    return done;
}

static int is_here(void)
{
    return speaker != NULL && pthread_equal(speaking, pthread_self());
}

void jsb_last_words(void)
{
    struct jsb_vm *vm = speaker;
    if (!is_here() || is_writing)
        return;
    write_at_once(vm->texts->out_buf, vm->host.out_len);
    vm->host.out_len = 0;
}

/* Raised again, the signal ends the process; but not the first one of a container, to which a
 * signal without a handler does nothing. */
static void on_signal(int signal_number)
{
    int error = errno;
    if (signal_number == came.unsure) {
        came.noted = 1;
        return;
    }
    if (getpid() == 1)
        return;
    signal(signal_number, SIG_DFL);
    if (is_writing && is_here()) {
        came.signal = signal_number;
        return;
    }
    jsb_last_words();
    raise(signal_number);
    errno = error;
}

/* What is ignored or has a handler does not get to ours. */
static void hear(int signal_number)
{
    struct sigaction before, ours = {.sa_handler = on_signal, .sa_flags = SA_NODEFER};
    int is_ignored = 0;
    sigaddset(&ours.sa_mask, SIGPIPE); /* the reader may be gone: this signal is what counts */
    came.unsure = signal_number;
    if (sigaction(signal_number, &ours, &before) == 0 && before.sa_handler != SIG_DFL &&
        before.sa_handler != on_signal) {
        sigaction(signal_number, &before, NULL);
        is_ignored = before.sa_handler == SIG_IGN;
    }
    came.unsure = 0;
    if (came.noted) {
        came.noted = 0;
        if (!is_ignored)
            raise(signal_number);
    }
}

void jsb__last_words_hear(struct jsb_vm *vm)
{
    speaking = pthread_self();
    speaker = vm;
    hear(SIGINT);
    hear(SIGTERM);
    hear(SIGHUP);
    hear(SIGQUIT);
}

void jsb__last_words_forget(const struct jsb_vm *vm)
{
    if (speaker == vm)
        speaker = NULL;
}

int jsb__last_words_heard(const struct jsb_vm *vm)
{
    return speaker == vm && is_here();
}

int jsb__last_words_write(struct jsb_vm *vm, const char *data, size_t len)
{
    int error;
    is_writing = 1;
    vm->host.out_len = 0;
    error = jsb__write_unless(STDOUT_FILENO, &data, &len, &came.signal);
    is_writing = 0;
    if (came.signal != 0) {
        size_t done = write_at_once(data, len);
        raise(came.signal);
        came.signal = 0; /* the process is still there */
        error = jsb__write_fully(STDOUT_FILENO, data + done, len - done);
    }
    return error;
}
