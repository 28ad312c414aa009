/* SPDX-License-Identifier: MIT
 * outside.c - what a build has of the world around it: files that were open when it began, and
 * processes that it has started.
 *
 * Processes are found in /proc, by what a signal handler may call. */
#include "outside.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH_MAX = 8, LIST_SIZE = 4096, NAME_SIZE = 64 };

/* ------------------------------------------------------------------------------- files */

/* As a shell passes <(command). */
static int is_named(int fd, char **words)
{
    char ends[2][32];
    snprintf(ends[0], sizeof(ends[0]), "/dev/fd/%d", fd);
    snprintf(ends[1], sizeof(ends[1]), "/proc/self/fd/%d", fd);
    for (; *words != NULL; words++)
        for (size_t i = 0; i < 2; i++) {
            const char *at = strstr(*words, ends[i]);
            if (at != NULL && at[strlen(ends[i])] == '\0')
                return 1;
        }
    return 0;
}

void outside_close(char **words)
{
    DIR *list = opendir("/proc/self/fd");
    struct dirent *entry;
    while (list != NULL && (entry = readdir(list)) != NULL) {
        int fd = (int)strtol(entry->d_name, NULL, 10);
        if (fd > STDERR_FILENO && fd != dirfd(list) && !is_named(fd, words))
            close(fd);
    }
    if (list != NULL)
        closedir(list);
}

/* --------------------------------------------------------------------------- processes */

static char *put_text(char *to, const char *text)
{
    while (*text != '\0')
        *to++ = *text++;
    *to = '\0';
    return to;
}

static char *put_number(char *to, long number)
{
    char digits[24], *at = digits + sizeof(digits) - 1;
    *at = '\0';
    do
        *--at = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    return put_text(to, at);
}

/* The numbers of a process's children, with spaces between them. */
static ssize_t read_children(long pid, char *list)
{
    char name[NAME_SIZE];
    ssize_t len;
    int fd;
    put_text(put_number(put_text(put_number(put_text(name, "/proc/"), pid), "/task/"), pid),
             "/children");
    fd = open(name, O_RDONLY | O_CLOEXEC);
    len = fd < 0 ? -1 : read(fd, list, LIST_SIZE - 1);
    if (fd >= 0)
        close(fd);
    return len;
}

/* One that stands still starts no others while its children are looked up. */
static void end_children(long parent, int depth)
{
    char list[LIST_SIZE];
    ssize_t len = read_children(parent, list);
    long pid = 0;
    for (ssize_t i = 0; i < len; i++) {
        if (list[i] >= '0' && list[i] <= '9') {
            pid = pid * 10 + (list[i] - '0');
        } else if (pid > 0) {
            kill((pid_t)pid, SIGSTOP);
            if (depth < DEPTH_MAX)
                end_children(pid, depth + 1);
            kill((pid_t)pid, SIGKILL);
            pid = 0;
        }
    }
}

void outside_end_children(void)
{
    end_children((long)getpid(), 0);
}
