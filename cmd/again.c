/* SPDX-License-Identifier: MIT
 * again.c - makes a blob a second time in other surroundings.
 *
 * The second process gets its memory at fixed addresses, another time zone, language, umask and
 * size of the environment, and works in a copy of the inputs elsewhere. */
#include "again.h"

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGS_MAX = GIVEN_MAX + WORDS_MAX + 16, PATH_SIZE = PATH_MAX + 32, HEADER_SIZE = 4096 };

struct again {
    const struct gen *gen;
    char folder[64];           /* made by us */
    char output[80];           /* of the second build */
    char *args[ARGS_MAX];
    size_t count;
    int failed; /* out of memory */
};

/* -------------------------------------------------------------------- the folder */

/* Folders for a file below another folder. */
static int make_parents(char *path)
{
    for (char *at = strchr(path + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        int failed;
        *at = '\0';
        failed = mkdir(path, 0700) != 0 && errno != EEXIST;
        *at = '/';
        if (failed)
            return -1;
    }
    return 0;
}

static int copy_bytes(int from, int to)
{
    static char buffer[1 << 16];
    ssize_t n;
    while ((n = read(from, buffer, sizeof(buffer))) > 0)
        if (write(to, buffer, (size_t)n) != n)
            return -1;
    return n < 0 ? -1 : 0;
}

static int copy_file(const char *name, const char *folder)
{
    char path[PATH_SIZE + 64];
    int from = open(name, O_RDONLY | O_CLOEXEC), to = -1, rc = -1;
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    if (from >= 0 && make_parents(path) == 0)
        to = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (to >= 0)
        rc = copy_bytes(from, to);
    if (from >= 0)
        close(from);
    if (to >= 0 && close(to) != 0)
        rc = -1;
    return rc;
}

/* Options of which it is known what files they need. */
static int is_known(const char *name)
{
    static const char *const known[] = {"eval", "require", "context",    "module",    "bare", "base",
                                        "io",   "main",    "precompile", "train", "train-arg",
                                        "allow-read", "allow-env", "seed"};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcmp(name, known[i]) == 0)
            return 1;
    return !gen_build_matters(name);
}

/* An archive or a folder is an entry, but none of the files that were read. */
static int is_input(const struct gen *gen, const char *entry)
{
    const char *name = policy_short_name(&gen->build.policy, entry);
    while (strncmp(name, "./", 2) == 0)
        name += 2;
    for (size_t i = 0; i < gen->build.all.count; i++)
        if (strcmp(gen->build.all.list[i].path, name) == 0)
            return 1;
    return 0;
}

/* Where the program has looked at files, a copy without them would be no fair test. */
static int can_move(const struct gen *gen)
{
    const struct policy *policy = &gen->build.policy;
    if (gen->keep_paths || policy->mode != POLICY_STRICT)
        return 0;
    for (size_t i = 0; i < gen->build.given_count; i++)
        if (!is_known(gen->build.given[i].name))
            return 0;
    for (size_t i = 0; i < gen->build.all.count; i++)
        if (gen->build.all.list[i].path[0] == '/')
            return 0; /* who comes from there by a relative name would not find it */
    for (size_t i = 0; i < gen->entries.count; i++)
        if (!is_input(gen, gen->entries.list[i]))
            return 0;
    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_entry *e = &policy->list[i];
        if (!e->for_module && e->kind == JSB_TOUCH_LOOK && !e->refused)
            return 0;
    }
    return 1;
}

/* What lies below the current folder is copied; a folder that may be read has to be there. */
static int copy_inputs(const struct again *again)
{
    const struct inputs *all = &again->gen->build.all;
    const struct policy *policy = &again->gen->build.policy;
    char path[PATH_SIZE + 64];
    for (size_t i = 0; i < all->count; i++) {
        const char *name = all->list[i].path;
        if (name[0] != '/' && name[0] != '[' && copy_file(name, again->folder) != 0)
            return -1;
    }
    for (size_t i = 0; i < policy->dir_count; i++) {
        const char *dir = policy_short_name(policy, policy->dirs[i]);
        snprintf(path, sizeof(path), "%s/%s/", again->folder, dir);
        if (dir[0] != '/' && make_parents(path) != 0)
            return -1;
    }
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    return remove(path);
}

/* ------------------------------------------------------------------- the command */

static void add(struct again *again, const char *option, const char *value)
{
    char *text = NULL;
    if (again->count + 1 < ARGS_MAX && asprintf(&text, "%s%s", option, value) >= 0)
        again->args[again->count++] = text;
    else
        again->failed = 1;
}

/* Folders that may be read are those of the copy if there is one. */
static void add_folders(struct again *again, int moves)
{
    const struct policy *policy = &again->gen->build.policy;
    for (size_t i = 0; i < policy->dir_count; i++) {
        const char *dir = policy->dirs[i];
        if (moves)
            dir = policy->root && strcmp(dir, policy->root) == 0 ? "."
                                                                 : policy_short_name(policy, dir);
        add(again, "--allow-read=", dir);
    }
}

/* A base is where it was; other names are seen from the second folder. */
static void add_option(struct again *again, const struct given *option)
{
    char name[128], full[PATH_MAX];
    int is_base = strcmp(option->name, "base") == 0;
    if (strcmp(option->name, "allow-read") == 0)
        return;
    if (option->value == NULL) {
        snprintf(name, sizeof(name), "--%s", option->name);
        add(again, name, "");
        return;
    }
    snprintf(name, sizeof(name), "--%s=", option->name);
    add(again, name,
        is_base && realpath(again->gen->base, full) != NULL
            ? full
            : policy_short_name(&again->gen->build.policy, option->value));
}

/* An archive is read again from where it is. */
static const char *entry_of(const struct gen *gen, size_t i, char full[PATH_MAX])
{
    return gen->package.kind == PACKAGE_ARCHIVE && realpath(gen->package.name, full) != NULL
               ? full
               : policy_short_name(&gen->build.policy, gen->entries.list[i]);
}

static void add_words(struct again *again, int moves)
{
    char full[PATH_MAX];
    const struct gen *gen = again->gen;
    char limit[32], timeout[32];
    add(again, "gen_snapshot", "");
    for (size_t i = 0; i < gen->build.given_count; i++)
        if (gen_build_matters(gen->build.given[i].name))
            add_option(again, &gen->build.given[i]);
    add_folders(again, moves);
    if (gen->base_trust.allow_unsafe_owner)
        add(again, "--allow-unsafe-owner", "");
    snprintf(limit, sizeof(limit), "%zu", gen->vm.memory_limit);
    add(again, "--memory-limit=", limit);
    snprintf(timeout, sizeof(timeout), "%g", gen->build.timeout);
    add(again, "--timeout=", timeout);
    add(again, "--quiet", "");
    add(again, "--output=", again->output);
    add(again, "--", "");
    for (size_t i = 0; i < gen->entries.count; i++)
        add(again, "", entry_of(gen, i, full));
    again->args[again->count] = NULL;
}

/* Does not return. */
static void become(const struct again *again, int moves)
{
    char epoch[32], filling[512];
    int null = open("/dev/null", O_RDWR);
    memset(filling, 'x', sizeof(filling) - 1);
    filling[sizeof(filling) - 1] = '\0';
    snprintf(epoch, sizeof(epoch), "%.0f", again->gen->vm.epoch_ms / 1e3);
    setenv("SOURCE_DATE_EPOCH", epoch, 1);
    setenv("JSBOOT_FILLING", filling, 1);
    setenv("TZ", "Pacific/Kiritimati", 1);
    setenv("LC_ALL", "tr_TR.UTF-8", 1);
    umask(077);
    personality(ADDR_NO_RANDOMIZE);
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    if (chdir(moves ? again->folder : again->gen->start ? again->gen->start : ".") == 0)
        execv("/proc/self/exe", again->args);
    cli_message("cannot run %s again: %s", cli_name, strerror(errno));
    _exit(CLI_FAILED);
}

/* Who interrupts us waits until we have cleaned up; the second process ends at once. */
static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { ENDS = sizeof(ends) / sizeof(ends[0]) };
static volatile sig_atomic_t caught;
static volatile pid_t second;

static void on_end(int signal_number)
{
    caught = signal_number;
    if (second > 0)
        kill(second, signal_number);
}

static void hold_signals(void (*before[ENDS])(int))
{
    for (size_t i = 0; i < ENDS; i++) {
        before[i] = signal(ends[i], on_end);
        if (before[i] == SIG_IGN)
            signal(ends[i], SIG_IGN);
    }
}

static void release_signals(void (*before[ENDS])(int))
{
    for (size_t i = 0; i < ENDS; i++)
        signal(ends[i], before[i]);
    if (caught != 0)
        raise(caught);
}

static int run(struct again *again, int moves)
{
    int status = 0;
    pid_t pid = second = fork(); /* execv() resets what signals do */
    if (pid == 0)
        become(again, moves);
    if (pid > 0 && caught != 0)
        kill(pid, caught);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    second = 0;
    if (pid < 0)
        return cli_message("cannot run %s again: %s", cli_name, strerror(errno)), CLI_FAILED;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return 0;
    if (caught != 0)
        return CLI_FAILED;
    cli_message("%s: not reproducible: the second build failed", again->gen->output);
    return CLI_FAILED;
}

/* ------------------------------------------------------------------ the comparison */

/* The header has sums of what follows it, so that it differs always: it is looked at last. */
static int differ(const struct gen *gen, const char *one, size_t size, const char *other,
                  size_t other_size)
{
    size_t at = HEADER_SIZE, least = size < other_size ? size : other_size;
    char where[1024] = "", there[1024] = "";
    while (at < least && one[at] == other[at])
        at++;
    if (at >= size && size == other_size && memcmp(one, other, size) == 0)
        return 0;
    snap_describe(one, size, at, where, sizeof(where));
    snap_describe(other, other_size, at, there, sizeof(there));
    cli_message("%s: not reproducible: %zu bytes, the second time %zu; they differ first at byte "
                "%zu, %s%s%s",
                gen->output, size, other_size, at, where, strcmp(where, there) ? "; there " : "",
                strcmp(where, there) ? there : "");
    return CLI_FAILED;
}

static int compare(const struct again *again, const void *blob, size_t size)
{
    struct stat st;
    int fd = open(again->output, O_RDONLY | O_CLOEXEC), code = CLI_FAILED;
    void *other = MAP_FAILED;
    if (fd >= 0 && fstat(fd, &st) == 0)
        other = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (other == MAP_FAILED)
        cli_message("%s: cannot read: %s", again->output, strerror(errno));
    else
        code = differ(again->gen, blob, size, other, (size_t)st.st_size);
    if (other != MAP_FAILED)
        munmap(other, (size_t)st.st_size);
    if (fd >= 0)
        close(fd);
    return code;
}

int again_verify(const struct gen *gen, const void *blob, size_t size)
{
    struct again again = {.gen = gen, .folder = "/tmp/jsboot-again.XXXXXX"};
    int moves = can_move(gen), code;
    void (*before[ENDS])(int);
    hold_signals(before);
    if (mkdtemp(again.folder) == NULL) {
        cli_message("%s: cannot write: %s", again.folder, strerror(errno));
        release_signals(before);
        return CLI_FAILED;
    }
    snprintf(again.output, sizeof(again.output), "%s/.blob", again.folder);
    add_words(&again, moves);
    if (again.failed)
        code = (cli_message("out of memory"), CLI_FAILED);
    else if (moves && copy_inputs(&again) != 0)
        code = (cli_message("%s: cannot write: %s", again.folder, strerror(errno)), CLI_FAILED);
    else
        code = run(&again, moves);
    if (code == 0)
        code = compare(&again, blob, size);
    if (code == 0 && !moves && gen->verbose)
        cli_message("%s: reproducible; the folder was the same both times", gen->output);
    nftw(again.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    for (size_t i = 0; i < again.count; i++)
        free(again.args[i]);
    release_signals(before);
    return code;
}
