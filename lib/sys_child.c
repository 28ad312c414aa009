/* SPDX-License-Identifier: MIT
 * sys_child.c - natives that start child processes and talk to them through pipes.
 *
 * vfork() and not fork(): a child of a large heap costs what one of a small heap costs.
 * Between it and execve() the child shares our memory, so all that it needs is prepared
 * before, and it calls nothing but the system. */
#include "os.h"
#include "sys.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What a number of the list `stdio` asks for; one from 0 on is a descriptor of ours. */
enum { STDIO_PIPE = -1, STDIO_NULL = -2, STDIO_MOST = 64 };
enum { FLAG_DETACHED = 1 };

#ifndef SYS_pidfd_open
# define SYS_pidfd_open 434
#endif

extern char **environ;

struct plan {
    const char *file;
    char **argv; /* behind one free place, for the name of a shell */
    char **envp;
    const char *folder; /* NULL: ours */
    const char *search; /* PATH as the child has it */
    int stdio[STDIO_MOST]; /* the child's end of each, or STDIO_NULL */
    int ours[STDIO_MOST];  /* our end, or -1 */
    int stdio_count;
    int flags;
    int has_uid, has_gid;
    uid_t uid;
    gid_t gid;
    volatile int error; /* written by the child if it cannot become the program */
};

/* ------------------------------------------------------------------- the child */

/* A text without a first line that names its interpreter is the shell's. */
static void exec_file(struct plan *plan, const char *path)
{
    execve(path, plan->argv, plan->envp);
    if (errno == ENOEXEC) {
        plan->argv[-1] = (char *)"/bin/sh";
        plan->argv[0] = (char *)path;
        execve("/bin/sh", plan->argv - 1, plan->envp);
    }
}

/* Each folder of PATH in turn.  One that may not be entered is remembered, as it says more
 * than that the last one has no such file. */
static int exec_search(struct plan *plan)
{
    char path[PATH_MAX];
    size_t name_len = strlen(plan->file);
    int error = ENOENT;
    for (const char *at = plan->search, *end; at != NULL; at = *end == ':' ? end + 1 : NULL) {
        size_t len;
        end = strchrnul(at, ':');
        len = (size_t)(end - at);
        if (len + name_len + 2 > sizeof(path))
            continue;
        memcpy(path, at, len);
        path[len] = '/';
        memcpy(path + len + (len > 0), plan->file, name_len + 1);
        exec_file(plan, path);
        if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
            return errno;
        error = errno == EACCES ? EACCES : error;
    }
    return error;
}

static int fail_step(struct plan *plan)
{
    plan->error = errno;
    return -1;
}

/* First everything that lies where another one is to go moves out of the way. */
static int place_stdio(struct plan *plan)
{
    for (int i = 0; i < plan->stdio_count; i++) {
        int fd = plan->stdio[i];
        if (fd == STDIO_NULL && i < 3)
            fd = open("/dev/null", (i == 0 ? O_RDONLY : O_RDWR) | O_CLOEXEC);
        if (fd >= 0 && fd < plan->stdio_count)
            fd = fcntl(fd, F_DUPFD_CLOEXEC, plan->stdio_count);
        if (fd < 0 && (plan->stdio[i] != STDIO_NULL || i < 3))
            return fail_step(plan);
        plan->stdio[i] = fd;
    }
    for (int i = 0; i < plan->stdio_count; i++)
        if (plan->stdio[i] >= 0 && dup2(plan->stdio[i], i) < 0)
            return fail_step(plan);
    return 0;
}

static int take_identity(struct plan *plan)
{
    if (!plan->has_uid && !plan->has_gid)
        return 0;
    if (getuid() == 0)
        setgroups(0, NULL);
    if (plan->has_gid && setgid(plan->gid) < 0)
        return fail_step(plan);
    return plan->has_uid && setuid(plan->uid) < 0 ? fail_step(plan) : 0;
}

/* Signals are ours to listen to, the child starts with none blocked or ignored. */
static void reset_signals(void)
{
    sigset_t none;
    for (int number = 1; number < 32; number++)
        if (number != SIGKILL && number != SIGSTOP)
            signal(number, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void run_child(struct plan *plan)
{
    if (plan->flags & FLAG_DETACHED)
        setsid();
    if (place_stdio(plan) < 0)
        _exit(127);
    if (plan->folder != NULL && chdir(plan->folder) < 0)
        (void)fail_step(plan);
    else if (take_identity(plan) == 0) {
        reset_signals();
        if (strchr(plan->file, '/') == NULL)
            plan->error = exec_search(plan);
        else {
            exec_file(plan, plan->file);
            (void)fail_step(plan);
        }
    }
    _exit(127);
}

/* ------------------------------------------------------------------ the parent */

static pid_t start(struct plan *plan)
{
    pid_t pid = vfork();
    if (pid == 0)
        run_child(plan);
    return pid;
}

/* Who started us may have ignored the ends of children: then the system forgets how they ended. */
static void want_status(void)
{
    struct sigaction action;
    if (sigaction(SIGCHLD, NULL, &action) == 0 && action.sa_handler == SIG_IGN)
        signal(SIGCHLD, SIG_DFL);
}

/* A descriptor that becomes readable when the child ends.  @return 0 or an errno value */
static int watch_child(pid_t pid, int *fd)
{
    *fd = jsb__raise_descriptor((int)syscall(SYS_pidfd_open, pid, 0), JSB__ABOVE_STREAMS);
    if (*fd >= 0)
        return 0;
    kill(pid, SIGKILL);
    return errno;
}

/* No signal may find the child in our memory.  @return 0 or an errno value */
static int start_child(struct plan *plan, pid_t *pid, int *fd)
{
    sigset_t all, old;
    int error;
    want_status();
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    *pid = start(plan);
    error = *pid < 0 ? errno : plan->error;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (error == 0)
        error = watch_child(*pid, fd);
    if (*pid > 0 && error != 0)
        while (waitpid(*pid, NULL, 0) < 0 && errno == EINTR)
            ;
    return error;
}

/* The child reads from the first of its files and writes to the others.  Our ends do not
 * block, since both sides may have much to say. */
static int open_pipe(struct plan *plan, int i)
{
    int ends[2], our = i == 0 ? 1 : 0;
    if (pipe2(ends, O_CLOEXEC) < 0)
        return errno;
    for (int end = 0; end < 2; end++)
        ends[end] = jsb__raise_descriptor(ends[end], JSB__ABOVE_STREAMS);
    plan->ours[i] = ends[our];
    plan->stdio[i] = ends[1 - our];
    return fcntl(plan->ours[i], F_SETFL, O_NONBLOCK) < 0 ? errno : 0;
}

static int open_pipes(struct plan *plan, int is_pipe[])
{
    for (int i = 0; i < plan->stdio_count; i++) {
        int error = is_pipe[i] ? open_pipe(plan, i) : 0;
        if (error != 0)
            return error;
    }
    return 0;
}

static void close_ends(int fds[], const int is_pipe[], int count)
{
    for (int i = 0; i < count; i++)
        if (is_pipe[i] && fds[i] >= 0)
            close(fds[i]);
}

/* Opens, starts and closes; nothing here throws.  @return 0 or an errno value */
static int start_plan(struct plan *plan, int32_t *out)
{
    int is_pipe[STDIO_MOST], theirs[STDIO_MOST], error, fd = -1;
    pid_t pid = 0;
    for (int i = 0; i < plan->stdio_count; i++) {
        is_pipe[i] = plan->stdio[i] == STDIO_PIPE;
        plan->ours[i] = -1;
    }
    error = open_pipes(plan, is_pipe);
    memcpy(theirs, plan->stdio, sizeof(theirs)); /* the child moves its list about */
    if (error == 0)
        error = start_child(plan, &pid, &fd);
    close_ends(theirs, is_pipe, plan->stdio_count);
    if (error != 0)
        close_ends(plan->ours, is_pipe, plan->stdio_count);
    out[0] = error != 0 ? 0 : (int32_t)pid;
    out[1] = error != 0 ? -1 : fd;
    for (int i = 0; i < plan->stdio_count; i++)
        out[i + 2] = error != 0 ? -1 : plan->ours[i];
    return error;
}

/* [] -> [pointers]: texts of argument `idx`, each with NUL behind it, after a free place. */
static char **push_list(duk_context *ctx, duk_idx_t idx)
{
    size_t len, count = 0;
    const char *text = jsb__bytes_arg(ctx, idx, &len);
    char **list;
    for (size_t i = 0; i < len; i++)
        count += text[i] == '\0';
    list = duk_push_fixed_buffer(ctx, (count + 2) * sizeof(*list));
    for (size_t at = 0, i = 1; at < len && i <= count; i++) {
        list[i] = (char *)text + at;
        at += strlen(text + at) + 1;
    }
    return list + 1;
}

static const char *find_path(char **envp)
{
    for (; *envp != NULL; envp++)
        if (strncmp(*envp, "PATH=", 5) == 0)
            return *envp + 5;
    return "/usr/local/bin:/bin:/usr/bin";
}

static void fill_stdio(duk_context *ctx, struct plan *plan, duk_idx_t list)
{
    plan->stdio_count = (int)duk_get_length(ctx, list);
    if (plan->stdio_count > STDIO_MOST)
        (void)duk_range_error(ctx, "more than %d files for a child process", STDIO_MOST);
    for (int i = 0; i < plan->stdio_count; i++) {
        duk_get_prop_index(ctx, list, (duk_uarridx_t)i);
        plan->stdio[i] = duk_require_int(ctx, -1);
        duk_pop(ctx);
    }
}

/**
 * spawn(out, file, words, environment, folder, stdio, flags, uid, gid): starts a program.
 * Words and environment are texts with NUL behind each; `out`, an Int32Array, gets the
 * process number, a descriptor that is readable when it has ended, our end of each of `stdio`.  @return 0 or an errno value
 */
duk_ret_t jsb__sys_spawn(duk_context *ctx)
{
    struct plan plan = {.flags = duk_require_int(ctx, 6)};
    size_t len, size;
    int32_t *out = duk_require_buffer_data(ctx, 0, &size);
    fill_stdio(ctx, &plan, 5);
    if (size < sizeof(*out) * (size_t)(plan.stdio_count + 2))
        return duk_range_error(ctx, "no room for the pipes of a child process");
    plan.file = jsb__bytes_arg(ctx, 1, &len);
    plan.argv = push_list(ctx, 2);
    plan.envp = duk_is_undefined(ctx, 3) ? environ : push_list(ctx, 3);
    plan.folder = duk_is_undefined(ctx, 4) ? NULL : jsb__host_path(ctx, 4);
    plan.search = find_path(plan.envp);
    plan.has_uid = duk_is_number(ctx, 7) != 0;
    plan.has_gid = duk_is_number(ctx, 8) != 0;
    plan.uid = (uid_t)duk_get_uint(ctx, 7);
    plan.gid = (gid_t)duk_get_uint(ctx, 8);
    jsb_flush(jsb__vm(ctx)); /* what was printed comes before what the child prints */
    duk_push_int(ctx, start_plan(&plan, out));
    return 1;
}

/** waitChild(pid): undefined while it runs, then its exit status or minus its signal. */
duk_ret_t jsb__sys_waitChild(duk_context *ctx)
{
    int status = 0;
    if (waitpid((pid_t)duk_require_int(ctx, 0), &status, WNOHANG) == 0)
        return 0;
    duk_push_int(ctx, WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status));
    return 1;
}

/* ----------------------------------------------------------------------- pipes */

/**
 * poll(list, count, ms): waits until one of `count` entries of the list, which are struct pollfd,
 * is ready, that much time has passed, or a signal came.  Below 0 there is no such time.
 */
duk_ret_t jsb__sys_poll(duk_context *ctx)
{
    size_t size, count = duk_require_uint(ctx, 1);
    struct pollfd *list = duk_require_buffer_data(ctx, 0, &size);
    double ms = duk_require_number(ctx, 2);
    struct timespec time = {(time_t)(ms / 1e3), (long)((ms - 1e3 * (double)(long)(ms / 1e3)) * 1e6)};
    int ready;
    if (count > size / sizeof(*list))
        return duk_range_error(ctx, "range outside of buffer");
    if (ms != 0)
        jsb_flush(jsb__vm(ctx));
    ready = ppoll(list, count, ms < 0 ? NULL : &time, NULL);
    for (size_t i = 0; ready < 0 && i < count; i++)
        list[i].revents = 0;
    return 0;
}

static duk_ret_t push_count(duk_context *ctx, ssize_t n)
{
    duk_push_number(ctx, n < 0 ? -(double)errno : (double)n);
    return 1;
}

/** pipeRead(fd, buffer, offset, length): bytes read, or minus an errno value. */
duk_ret_t jsb__sys_pipeRead(duk_context *ctx)
{
    size_t len;
    char *data = jsb__range_arg(ctx, &len);
    ssize_t n;
    do
        n = read(duk_require_int(ctx, 0), data, len);
    while (n < 0 && errno == EINTR);
    return push_count(ctx, n);
}

/* The signal of a pipe that nobody reads is taken away again: it is an error of this pipe. */
static ssize_t write_quietly(int fd, const void *data, size_t len)
{
    static const struct timespec at_once = {0, 0};
    sigset_t pipe, old;
    ssize_t n;
    int error;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &old);
    n = write(fd, data, len);
    error = errno;
    if (n < 0 && error == EPIPE && !sigismember(&old, SIGPIPE))
        sigtimedwait(&pipe, NULL, &at_once);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    errno = error;
    return n;
}

/** pipeWrite(fd, buffer, offset, length): bytes written, or minus an errno value. */
duk_ret_t jsb__sys_pipeWrite(duk_context *ctx)
{
    size_t len;
    const char *data = jsb__range_arg(ctx, &len);
    return push_count(ctx, write_quietly(duk_require_int(ctx, 0), data, len));
}
