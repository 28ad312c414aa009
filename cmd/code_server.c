/* SPDX-License-Identifier: MIT
 * code_server.c - a server that has entries of the compile cache, by way of a helper program.
 *
 * jsboot-transfer puts what it gets into the folder, where it is found and checked as what this
 * machine has made; share.c describes what is said.  It is no child of ours but that of a process
 * that ends at once, has a session of its own, and none of our files: a program that has ended
 * leaves nothing behind that anybody would wait for.
 *
 * Starting it and asking take as long as compiling some 150 KB.  So a source of that size is asked
 * for by itself, and all smaller ones together, once as much of them was missing. */
#include "code_server.h"

#include "address.h"
#include "cli.h"
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ASK_BYTES = 192 * 1024, PENDING_MOST = 256, LOWEST_FD = 3 };

static struct code_server {
    const char *url;
    uint64_t limit;
    double left_us; /* of the time that may be waited */
    double more_us; /* for each byte of a large source, once its entry is known to come */
    int trace;
    enum { NOT_STARTED, RUNNING, ENDED } state;
    int fd; /* with RUNNING: packets to the helper and from it */
    ino_t inode;
    uint64_t small_len;   /* bytes of small sources that were missing */
    int has_asked;        /* for the small ones */
    int is_filling;       /* some of them have come, and more will */
    size_t pending_count; /* small entries that were made before */
    char pending[PENDING_MOST][JSB_CODE_KEY_SIZE];
} server CLI_COLD;

/* -------------------------------------------------------------------------- the helper */

/* In memory that is the parent's: nothing but the system is called. */
static void become_helper(const char *path, int socket)
{
    static const char *const words[] = {"jsboot-transfer", "code", NULL};
    int null = open("/dev/null", O_RDWR);
    pid_t helper;
    setsid();
    if (null < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0 ||
        dup2(socket, STDIN_FILENO) < 0 || chdir("/") != 0)
        _exit(1);
    /* A second vfork() would not do: sanitizers keep one return address. */
    _exit(posix_spawn(&helper, path, NULL, NULL, (char *const *)(uintptr_t)words, environ) != 0);
}

/* No signal may find the child in our memory; the helper lets them in again. */
static void spawn(const char *path, int socket)
{
    sigset_t all, old;
    pid_t pid;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &old);
    pid = vfork();
    if (pid == 0)
        become_helper(path, socket);
    sigprocmask(SIG_SETMASK, &old, NULL);
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        ;
}

/* A program may have closed our descriptor by its number: then it is another file's. */
static int is_still_open(void)
{
    struct stat st;
    if (fstat(server.fd, &st) != 0 || st.st_ino != server.inode)
        server.state = ENDED;
    return server.state == RUNNING;
}

/* What a helper that is busy has no room for, it is not told. */
static int say(const char *packet, size_t len)
{
    if (!is_still_open())
        return 0;
    if (send(server.fd, packet, len, MSG_NOSIGNAL | MSG_DONTWAIT) == (ssize_t)len)
        return 1;
    if (errno != EAGAIN)
        server.state = ENDED;
    return 0;
}

static int greet(const char *folder)
{
    char packet[IO_PATH_SIZE + ADDRESS_SIZE + 32];
    int len = snprintf(packet, sizeof(packet), "%" PRIu64 "%c%s%c%s", server.limit, 0, folder, 0,
                       server.url);
    return (size_t)len < sizeof(packet) && say(packet, (size_t)len + 1);
}

static int open_sockets(int ends[2])
{
    struct stat st;
    int found[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, found) != 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        ends[i] = fcntl(found[i], F_DUPFD_CLOEXEC, LOWEST_FD);
        close(found[i]);
    }
    if (ends[0] >= 0 && ends[1] >= 0 && fstat(ends[0], &st) == 0) {
        server.inode = st.st_ino;
        return 0;
    }
    close(ends[0]);
    close(ends[1]);
    return -1;
}

/* @return true if the helper runs, as far as is known */
static int start(const char *folder)
{
    static char path[IO_PATH_SIZE] CLI_COLD;
    double begin;
    int ends[2];
    if (server.state != NOT_STARTED)
        return server.state == RUNNING;
    begin = cli_now_us();
    server.state = ENDED;
    if (io_find_program("jsboot-transfer", X_OK, path) != 0) {
        cli_message("compile cache: jsboot-transfer is not where jsrun's installation has it: "
                    "beside jsrun or in ../libexec/jsboot");
        return 0;
    }
    if (open_sockets(ends) != 0)
        return 0;
    spawn(path, ends[1]);
    close(ends[1]);
    server.fd = ends[0];
    server.state = RUNNING;
    server.left_us -= cli_now_us() - begin;
    if (!greet(folder))
        server.state = ENDED;
    return server.state == RUNNING;
}

/* --------------------------------------------------------------------------- asking */

static void tell(const char *what, double us)
{
    char name[ADDRESS_SIZE];
    if (!server.trace)
        return;
    address_name(server.url, name, sizeof(name));
    fprintf(stderr, "startup: asked %s: %s in %.0f us\n", name, what, us);
}

/* @return entries that came; 0 if this is another question's answer; -1, none came */
static int read_answer(const char *packet, const char *kind, const char *key, double us)
{
    char its_kind[8], its_key[JSB_CODE_KEY_SIZE], text[64];
    int count, why = 0;
    if (sscanf(packet, "%7s %32s %d %n", its_kind, its_key, &count, &why) != 3)
        return -1;
    if (strcmp(its_kind, "done") == 0)
        server.is_filling = 0;
    if (strcmp(its_kind, kind) != 0 || strcmp(its_key, key) != 0)
        return 0;
    snprintf(text, sizeof(text), "%d %s", count, count == 1 ? "entry" : "entries");
    tell(count > 0 ? text : packet + why, us);
    return count > 0 ? count : -1;
}

/* @return bytes of a packet; 0 if the time is over */
static size_t receive(char *packet, size_t size, double until)
{
    struct pollfd wait = {.fd = server.fd, .events = POLLIN};
    double left = until - cli_now_us();
    ssize_t len = 0;
    if (is_still_open() && left > 0 && poll(&wait, 1, (int)(left / 1e3) + 1) > 0) {
        len = recv(server.fd, packet, size - 1, MSG_DONTWAIT);
        server.state = len > 0 ? server.state : ENDED;
    }
    packet[len > 0 ? len : 0] = '\0';
    return len > 0 ? (size_t)len : 0;
}

static int is_coming(const char *packet, const char *key)
{
    return strncmp(packet, "coming ", 7) == 0 && strncmp(packet + 7, key, strlen(key)) == 0;
}

/* @return true if something came */
static int wait_for(const char *kind, const char *key, uint64_t source_len)
{
    char packet[512];
    double begin = cli_now_us(), until = begin + server.left_us;
    int count = 0;
    while (count == 0 && server.state == RUNNING && cli_now_us() < until) {
        if (receive(packet, sizeof(packet), until) == 0)
            continue;
        if (is_coming(packet, key))
            until += server.more_us * (double)source_len;
        else
            count = read_answer(packet, kind, key, cli_now_us() - begin);
    }
    server.left_us = until - cli_now_us();
    if (count == 0)
        tell(server.state == ENDED ? "jsboot-transfer has ended" : "no answer",
             cli_now_us() - begin);
    return count > 0;
}

static int send_word(const char *verb, const char *kind, const char *key)
{
    char packet[64];
    int len = snprintf(packet, sizeof(packet), "%s %s %s", verb, kind, key);
    return say(packet, (size_t)len);
}

static int ask(const char *kind, const char *key, const char *folder, uint64_t source_len)
{
    return start(folder) && send_word("get", kind, key) && server.left_us > 0 &&
           wait_for(kind, key, source_len);
}

/* What is asked for without being waited for would be made twice. */
static int ask_for_large(const struct jsb_code_event *event)
{
    return start(event->folder) && server.left_us > 0 &&
           ask("one", event->key, event->folder, event->source_len);
}

/* Those that were made before belong to the program too. */
static int ask_for_small(const struct jsb_code_event *event)
{
    int came = ask("set", event->program, event->folder, 0);
    server.has_asked = 1;
    server.is_filling = came;
    for (size_t i = 0; i < server.pending_count && server.state == RUNNING; i++)
        (void)send_word("made", "set", server.pending[i]);
    return came;
}

/* -------------------------------------------------------------------------- callbacks */

static int on_missing(void *user, const struct jsb_code_event *event)
{
    (void)user;
    if (event->source_len >= ASK_BYTES)
        return ask_for_large(event);
    if (server.is_filling) /* what is run is faster than what fills the folder */
        return server.left_us > 0 && wait_for("done", event->program, 0);
    server.small_len += event->source_len;
    return server.small_len >= ASK_BYTES && !server.has_asked && ask_for_small(event);
}

static void on_kept(void *user, const struct jsb_code_event *event)
{
    (void)user;
    if (event->source_len >= ASK_BYTES || server.has_asked) {
        if (server.state == RUNNING)
            (void)send_word("made", event->source_len >= ASK_BYTES ? "one" : "set", event->key);
    } else if (server.pending_count < PENDING_MOST) {
        snprintf(server.pending[server.pending_count++], JSB_CODE_KEY_SIZE, "%s", event->key);
    }
}

void code_server_use(const char *url, double wait_us, double more_us, int trace,
                     struct jsb_options *vm)
{
    server.more_us = more_us;
    server.url = url;
    server.limit = vm->code_cache_limit;
    server.left_us = wait_us;
    server.trace = trace;
    vm->on_code_missing = on_missing;
    vm->on_code_kept = on_kept;
}
