/* SPDX-License-Identifier: MIT
 * guard.c - what happens to the process when a blob's file is damaged while it is in use.
 *
 * The handler runs on the ordinary stack.  A fault of the blob's leaves room there; without
 * room, after a stack overflow, the kernel ends the process as it does without a handler. */
#include "guard.h"

#include "cli.h"

#include <signal.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

void (*guard_at_end)(void);

static const char *guarded_path;
static const struct snap_blob *guarded_blob;

/* A sanitizer's, else the default; a whole sigaction would cost each run of jsrun a page. */
static struct handler {
    void (*function)(int, siginfo_t *, void *);
    int flags;
} old_bus, old_segv;

static void set_handler(int signal_number, struct handler handler, struct handler *old)
{
    struct sigaction before;
    struct sigaction action = {.sa_sigaction = handler.function, .sa_flags = handler.flags};
    sigaction(signal_number, &action, &before);
    if (old != NULL)
        *old = (struct handler){before.sa_sigaction, before.sa_flags};
}

/* Only what a signal handler may call; one write, so that the line stays whole. */
static _Noreturn void refuse(const char *what)
{
    const char *parts[] = {cli_name, ": ", guarded_path, ": ", what, "\n"};
    struct iovec line[sizeof(parts) / sizeof(parts[0])];
    ssize_t written;
    jsb_last_words(); /* what was printed comes before the message */
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        line[i] = (struct iovec){(void *)(uintptr_t)parts[i], strlen(parts[i])};
    written = writev(STDERR_FILENO, line, (int)(sizeof(line) / sizeof(line[0])));
    (void)written; /* there is nobody else to tell */
    if (guard_at_end != NULL)
        guard_at_end();
    _exit(CLI_REFUSED);
}

static void on_fault(int signal_number, siginfo_t *info, void *context)
{
    int is_fault = info->si_code > 0; /* else somebody sent the signal */
    (void)context;
    if (is_fault && signal_number == SIGBUS && snap_covers(info->si_addr))
        refuse("the blob was cut short while it was in use, or its disk cannot be read; "
               "run it again, and replace blobs by renaming, never in place");
    if (is_fault && guarded_blob != NULL && snap_check_unchanged(guarded_blob, NULL) != JSB_OK)
        refuse("the blob's file was written to while it was in use, and the run crashed; "
               "run it again, and replace blobs by renaming, never in place");
    set_handler(signal_number, signal_number == SIGBUS ? old_bus : old_segv, NULL);
    if (!is_fault)
        raise(signal_number);
    /* Returning repeats the fault, which is now what it would have been without us. */
}

void guard_start(const char *path)
{
    const struct handler ours = {on_fault, SA_SIGINFO};
    guarded_path = path;
    set_handler(SIGBUS, ours, &old_bus);
    set_handler(SIGSEGV, ours, &old_segv);
}

void guard_blob(const struct snap_blob *blob)
{
    guarded_blob = blob;
}
