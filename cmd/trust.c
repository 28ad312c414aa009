/* SPDX-License-Identifier: MIT
 * trust.c - have a blob's signature checked by the helper program.
 *
 * The helper is looked for beside this executable and below its prefix, nowhere else, and gets
 * an empty environment: who chooses the blob or the environment must not choose the judge. */
#include "trust.h"

#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* For a variable reason behind a fixed text. */
static int fail(struct jsb_error *err, const char *what, const char *reason)
{
    memset(err, 0, offsetof(struct jsb_error, file));
    err->code = JSB_E_SIGNATURE;
    err->file[0] = err->stack[0] = '\0';
    snprintf(err->message, sizeof(err->message), "%s%s", what, reason);
    return JSB_E_SIGNATURE;
}

/* ------------------------------------------------------------------- the helper */

/* Whoever could have replaced this executable may replace the helper, no one else. */
static int is_as_trusted_as_we_are(int fd)
{
    struct stat self, helper;
    if (stat("/proc/self/exe", &self) != 0 || fstat(fd, &helper) != 0)
        return 0;
    return S_ISREG(helper.st_mode) && (helper.st_mode & S_IWOTH) == 0 &&
           (helper.st_uid == 0 || helper.st_uid == self.st_uid);
}

/* Returns a descriptor, or -1 and errno.  It is none of the standard streams', which are set
 * anew in the helper's process before it is executed. */
static int open_helper(void)
{
    char path[IO_PATH_SIZE];
    int high, fd = io_find_program("jsboot-verify", R_OK, path) == 0
                       ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return -1;
    high = is_as_trusted_as_we_are(fd) ? fcntl(fd, F_DUPFD_CLOEXEC, 3) : (errno = EPERM, -1);
    close(fd);
    return high;
}

static int spawn(int helper, int blob, int answer, char **words, pid_t *pid)
{
    static char *environment[] = {"LC_ALL=C", NULL};
    posix_spawn_file_actions_t actions;
    char path[32];
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0)
        return error;
    snprintf(path, sizeof(path), "/proc/self/fd/%d", helper);
    error = posix_spawn_file_actions_adddup2(&actions, blob, STDIN_FILENO);
    if (error == 0)
        error = posix_spawn_file_actions_adddup2(&actions, answer, STDOUT_FILENO);
    if (error == 0)
        error = posix_spawn(pid, path, &actions, NULL, words, environment);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* The helper's last line without its end. */
static void read_answer(int fd, char *text, size_t size)
{
    size_t len = 0;
    ssize_t n = 1;
    while (n != 0 && len + 1 < size) {
        n = read(fd, text + len, size - 1 - len);
        if (n > 0)
            len += (size_t)n;
        else if (n < 0 && errno != EINTR)
            break;
    }
    text[len] = '\0';
    text[strcspn(text, "\n")] = '\0';
}

/* Returns what waitpid() says, or -1. */
static int wait_for(pid_t pid)
{
    int status;
    pid_t rc;
    do
        rc = waitpid(pid, &status, 0);
    while (rc < 0 && errno == EINTR);
    return rc == pid ? status : -1;
}

static int run_helper(int helper, int blob, char **words, struct jsb_error *err)
{
    char answer[4096] = "";
    int ends[2], status = -1, error;
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail(err, "cannot run jsboot-verify: ", strerror(errno));
    error = spawn(helper, blob, ends[1], words, &pid);
    close(ends[1]);
    if (error == 0) {
        read_answer(ends[0], answer, sizeof(answer));
        status = wait_for(pid);
    }
    close(ends[0]);
    if (error != 0)
        return fail(err, "cannot run jsboot-verify: ", strerror(error));
    if (status == 0)
        return JSB_OK;
    return fail(err, answer, answer[0] ? "" : "jsboot-verify has ended without an answer");
}

int trust_verify(void *user, const char *path, int fd, uint64_t size, struct jsb_error *err)
{
    const struct snap_trust *trust = user;
    char name[PATH_MAX];
    char *words[] = {"jsboot-verify", (char *)(uintptr_t)trust->trusted_key, name, NULL};
    struct sigaction standard = {.sa_handler = SIG_DFL}, callers;
    int helper, rc;
    (void)size;
    if (snprintf(name, sizeof(name), "%s%s", trust->signature ? trust->signature : path,
                 trust->signature ? "" : ".minisig") >= (int)sizeof(name))
        return fail(err, "no signature: ", strerror(ENAMETOOLONG));
    helper = open_helper();
    if (helper < 0)
        return fail(err,
                    "the signature cannot be checked: jsboot-verify is not where jsrun's "
                    "installation has it: ",
                    strerror(errno));
    /* A caller may have us ignore the signal; then there would be no status to wait for. */
    sigaction(SIGCHLD, &standard, &callers);
    rc = run_helper(helper, fd, words, err);
    sigaction(SIGCHLD, &callers, NULL);
    close(helper);
    return rc;
}
