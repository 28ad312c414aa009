/* SPDX-License-Identifier: MIT
 * sys_process.c - natives for `process` and `os`: words, environment, folder, limits.
 *
 * Each call asks the system anew.  The runtime keeps no answer in the heap, so that a
 * snapshot never holds one.  Startup code may keep what it is told, so while a VM is being
 * built for a snapshot the answers are fixed and say nothing about the process and the
 * machine that build; gen_snapshot(1) lists them. */
#include "host.h"
#include "os.h"
#include "sys.h"
#include "touch.h"

#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* What a build is told. */
#define BUILD_WORD     "jsrun"
#define BUILD_EXEC     "/usr/bin/jsrun"
#define BUILD_PID      1
#define BUILD_PPID     0
#define BUILD_UMASK    022
#define BUILD_MEMORY   1073741824.0
#define BUILD_ARCH     "x64"
#define COUNT_OF(list) (sizeof(list) / sizeof((list)[0]))

extern char **environ;

static int is_building(duk_context *ctx)
{
    return jsb__vm(ctx)->host.opt.building != 0;
}

static void push_host_string(duk_context *ctx, const char *text)
{
    jsb__push_text(ctx, text, strlen(text));
}

static duk_ret_t push_number(duk_context *ctx, double value)
{
    duk_push_number(ctx, value);
    return 1;
}

static duk_ret_t push_numbers(duk_context *ctx, const double *values, size_t count)
{
    duk_push_array(ctx);
    for (size_t i = 0; i < count; i++) {
        duk_push_number(ctx, values[i]);
        duk_put_prop_index(ctx, -2, (duk_uarridx_t)i);
    }
    return 1;
}

static duk_ret_t push_texts(duk_context *ctx, const char *const *texts, size_t count)
{
    duk_push_array(ctx);
    for (size_t i = 0; i < count; i++) {
        push_host_string(ctx, texts[i]);
        duk_put_prop_index(ctx, -2, (duk_uarridx_t)i);
    }
    return 1;
}

/** isBuilding(): whether this heap is to be frozen. */
duk_ret_t jsb__sys_isBuilding(duk_context *ctx)
{
    duk_push_boolean(ctx, is_building(ctx) != 0);
    return 1;
}

/* ---------------------------------------------------------------- command line */

/* Whether a file, if no part of its name is a link, is a program and not a script that names one. */
static int is_program(const char *path)
{
    char magic[4];
    int fd = jsb__open_unlinked(path);
    int is = fd >= 0 && read(fd, magic, sizeof(magic)) == sizeof(magic) &&
             memcmp(magic, ELFMAG, SELFMAG) == 0;
    if (fd >= 0)
        close(fd);
    return is;
}

/* The name that the kernel was given for this program, if that is where it is.  To ask for
 * /proc/self/exe, which the kernel has to make up, costs a tenth of a short run. */
static const char *given_name(void)
{
    const char *name = (const char *)getauxval(AT_EXECFN);
    return name != NULL && name[0] == '/' && strstr(name, "//") == NULL &&
                   strstr(name, "/./") == NULL && strstr(name, "/../") == NULL && is_program(name)
               ? name
               : NULL;
}

/* [] -> [path]: apart, as its buffer would be a page of the stack for those that need none. */
static __attribute__((noinline)) void push_link(duk_context *ctx, const char *otherwise)
{
    char path[PATH_MAX + 1];
    ssize_t len = readlink("/proc/self/exe", path, PATH_MAX);
    path[len > 0 ? len : 0] = '\0';
    push_host_string(ctx, len > 0 ? path : otherwise);
}

/** execPath(): absolute path of the executable, without links.  Who starts it may give it any word
 *  for a name. */
duk_ret_t jsb__sys_execPath(duk_context *ctx)
{
    const struct jsb_options *opt = &jsb__vm(ctx)->host.opt;
    const char *name = opt->building ? BUILD_EXEC : given_name();
    if (name != NULL)
        push_host_string(ctx, name);
    else
        push_link(ctx, opt->argc > 0 ? opt->argv[0] : "");
    return 1;
}

/* [list] -> [list] */
void jsb__fill_argv(duk_context *ctx)
{
    const struct jsb_options *opt = &jsb__vm(ctx)->host.opt;
    for (int i = 0; i < opt->argc; i++) {
        if (i == 0)
            (void)jsb__sys_execPath(ctx);
        else
            push_host_string(ctx, opt->argv[i]);
        duk_put_prop_index(ctx, -2, (duk_uarridx_t)i);
    }
}

/** argv(): the words of the command line, the first as execPath() says it. */
duk_ret_t jsb__sys_argv(duk_context *ctx)
{
    duk_push_array(ctx);
    jsb__fill_argv(ctx);
    return 1;
}

/** argv0(): the first word as it was typed. */
duk_ret_t jsb__sys_argv0(duk_context *ctx)
{
    const struct jsb_options *opt = &jsb__vm(ctx)->host.opt;
    const char *word = opt->argv0 != NULL ? opt->argv0 : opt->argc > 0 ? opt->argv[0] : "";
    push_host_string(ctx, opt->building ? BUILD_WORD : word);
    return 1;
}

/* ----------------------------------------------------------------- environment */

static const char *name_arg(duk_context *ctx)
{
    size_t len;
    return jsb__bytes_arg(ctx, 0, &len);
}

/* A build has the variables that its embedding program lets it have. */
static int has_environment(duk_context *ctx)
{
    return !is_building(ctx) || jsb__vm(ctx)->host.opt.on_touch != NULL;
}

/** getenv(name): a string or undefined. */
duk_ret_t jsb__sys_getenv(duk_context *ctx)
{
    const char *value = has_environment(ctx) ? getenv(name_arg(ctx)) : NULL;
    if (value == NULL)
        return 0;
    push_host_string(ctx, value);
    return 1;
}

/* A change of the time zone is for the next Date. */
static void note_change(const char *name)
{
    if (strcmp(name, "TZ") == 0)
        tzset();
}

/** setenv(name, value) */
duk_ret_t jsb__sys_setenv(duk_context *ctx)
{
    size_t len;
    const char *name = name_arg(ctx);
    /* A name that the system does not take is ignored, as node ignores it. */
    setenv(name, jsb__bytes_arg(ctx, 1, &len), 1);
    note_change(name);
    return 0;
}

/** unsetenv(name) */
duk_ret_t jsb__sys_unsetenv(duk_context *ctx)
{
    const char *name = name_arg(ctx);
    unsetenv(name);
    note_change(name);
    return 0;
}

/* [] -> [string]: the name of a variable, if it has one that may be told. */
static int push_name(duk_context *ctx, const char *entry)
{
    const char *end = strchr(entry, '=');
    size_t len;

    if (end == NULL || end == entry)
        return 0;
    jsb__push_text(ctx, entry, (size_t)(end - entry));
    duk_dup_top(ctx);
    if (!is_building(ctx) || jsb__touch_variable(ctx, "envNames", jsb__bytes_arg(ctx, -1, &len))) {
        duk_pop(ctx);
        return 1;
    }
    duk_pop_2(ctx);
    return 0;
}

/** envNames(): the names of all variables. */
duk_ret_t jsb__sys_envNames(duk_context *ctx)
{
    char **entry = has_environment(ctx) ? environ : NULL;
    duk_uarridx_t count = 0;

    duk_push_array(ctx);
    for (; entry != NULL && *entry != NULL; entry++)
        if (push_name(ctx, *entry))
            duk_put_prop_index(ctx, -2, count++);
    return 1;
}

/* ---------------------------------------------------------------------- folder */

/** cwd(): the current folder as scripts see it. */
duk_ret_t jsb__sys_cwd(duk_context *ctx)
{
    char path[PATH_MAX];
    if (is_building(ctx) && jsb__vm(ctx)->files.is_whole) {
        duk_push_string(ctx, "/snapshot");
        return 1;
    }
    if (getcwd(path, sizeof path) == NULL)
        jsb__throw_errno(ctx, errno, "uv_cwd", JSB__NO_PATH, JSB__NO_PATH);
    jsb__push_script_path(ctx, path);
    return 1;
}

/** chdir(path) */
duk_ret_t jsb__sys_chdir(duk_context *ctx)
{
    int error = chdir(jsb__host_path(ctx, 0)) < 0 ? errno : 0;
    if (error != 0) {
        jsb__sys_cwd(ctx);
        jsb__throw_errno(ctx, error, "chdir", duk_get_top(ctx) - 1, 0);
    }
    return 0;
}

/* --------------------------------------------------------------------- process */

/** pid() */
duk_ret_t jsb__sys_pid(duk_context *ctx)
{
    return push_number(ctx, is_building(ctx) ? BUILD_PID : getpid());
}

/** ppid() */
duk_ret_t jsb__sys_ppid(duk_context *ctx)
{
    return push_number(ctx, is_building(ctx) ? BUILD_PPID : getppid());
}

#if defined(__x86_64__)
# define ARCH "x64"
#elif defined(__aarch64__)
# define ARCH "arm64"
#elif defined(__riscv)
# define ARCH "riscv64"
#elif defined(__powerpc64__)
# define ARCH "ppc64"
#else
# define ARCH "unknown"
#endif

/** arch(): node's name of the machine that runs, which need not be the one that built. */
duk_ret_t jsb__sys_arch(duk_context *ctx)
{
    duk_push_string(ctx, is_building(ctx) ? BUILD_ARCH : ARCH);
    return 1;
}

/* Field 22 of /proc/self/stat: when the process began, in ticks since boot.  The name of
 * the command, which may hold spaces, ends with the last ')'. */
static double start_seconds(void)
{
    char text[1024];
    FILE *file = fopen("/proc/self/stat", "re");
    size_t len = file == NULL ? 0 : fread(text, 1, sizeof text - 1, file);
    char *at;

    if (file != NULL)
        fclose(file);
    text[len] = '\0';
    at = strrchr(text, ')');
    for (int field = 2; at != NULL && field < 22; field++)
        at = strchr(at + 1, ' ');
    return at == NULL ? -1 : strtod(at, NULL) / (double)sysconf(_SC_CLK_TCK);
}

/** uptime(): seconds since the process began; a build has only its virtual clock. */
duk_ret_t jsb__sys_uptime(duk_context *ctx)
{
    double start;
    struct timespec now;

    if (is_building(ctx))
        return push_number(ctx, jsb__monotonic_now(ctx) / 1e3);
    start = start_seconds();
    clock_gettime(CLOCK_BOOTTIME, &now);
    return push_number(ctx, start < 0 ? 0 : (double)now.tv_sec + (double)now.tv_nsec / 1e9 - start);
}

static double resident_bytes(void)
{
    unsigned long total = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "re");

    if (file != NULL) {
        if (fscanf(file, "%lu %lu", &total, &resident) != 2)
            resident = 0;
        fclose(file);
    }
    return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

/** memoryUsage(): [bytes resident, bytes of heap outside of a blob]. */
duk_ret_t jsb__sys_memoryUsage(duk_context *ctx)
{
    double values[2] = {0, 0};

    if (!is_building(ctx)) {
        values[0] = resident_bytes();
        values[1] = (double)jsb_memory_used(jsb__vm(ctx));
    }
    return push_numbers(ctx, values, COUNT_OF(values));
}

/* A build does not know its mask, so it could not set it back: it can take permissions
 * away from the files to come, and not give any. */
static duk_ret_t build_umask(duk_context *ctx)
{
    if (duk_is_number(ctx, 0))
        umask(umask(0777) | (mode_t)duk_get_uint(ctx, 0));
    return push_number(ctx, BUILD_UMASK);
}

/** umask(mask): the old one; without a number only that. */
duk_ret_t jsb__sys_umask(duk_context *ctx)
{
    mode_t old;

    if (is_building(ctx))
        return build_umask(ctx);
    old = umask(duk_is_number(ctx, 0) ? (mode_t)duk_get_uint(ctx, 0) : 0);
    if (!duk_is_number(ctx, 0))
        umask(old);
    return push_number(ctx, old);
}

/** kill(pid, signal) */
duk_ret_t jsb__sys_kill(duk_context *ctx)
{
    pid_t pid = (pid_t)duk_require_int(ctx, 0);

    if (is_building(ctx) && pid == BUILD_PID)
        pid = getpid();
    jsb_flush(jsb__vm(ctx)); /* the signal may end this process */
    if (kill(pid, duk_require_int(ctx, 1)) < 0)
        jsb__throw_errno(ctx, errno, "kill", JSB__NO_PATH, JSB__NO_PATH);
    return 0;
}

/** title(text): the name of the process; with a string, sets it first, not in a build. */
duk_ret_t jsb__sys_title(duk_context *ctx)
{
    char name[17] = BUILD_WORD;
    size_t len;

    if (!is_building(ctx) && duk_is_string(ctx, 0))
        prctl(PR_SET_NAME, jsb__bytes_arg(ctx, 0, &len), 0, 0, 0);
    if (!is_building(ctx))
        prctl(PR_GET_NAME, name, 0, 0, 0);
    push_host_string(ctx, name);
    return 1;
}

/** exit(code): does not return. */
duk_ret_t jsb__sys_exit(duk_context *ctx)
{
    jsb__exit(ctx, duk_require_int(ctx, 0));
}

/** abort(): ends by SIGABRT. */
duk_ret_t jsb__sys_abort(duk_context *ctx)
{
    jsb_flush(jsb__vm(ctx));
    abort();
}

/* ------------------------------------------------------------------- terminals */

/** isatty(fd) */
duk_ret_t jsb__sys_isatty(duk_context *ctx)
{
    duk_push_boolean(ctx, !is_building(ctx) && isatty(duk_require_int(ctx, 0)) == 1);
    return 1;
}

/** windowSize(fd): [columns, rows], undefined if it is not a terminal. */
duk_ret_t jsb__sys_windowSize(duk_context *ctx)
{
    struct winsize size;
    if (is_building(ctx) || ioctl(duk_require_int(ctx, 0), TIOCGWINSZ, &size) < 0)
        return 0;
    const double values[] = {size.ws_col, size.ws_row};
    return push_numbers(ctx, values, COUNT_OF(values));
}

static void write_with(duk_context *ctx, void (*write)(struct jsb_vm *, const void *, size_t))
{
    size_t len;
    const void *data = jsb__bytes_arg(ctx, 0, &len);
    if (len > 0)
        write(jsb__vm(ctx), data, len);
}

/** writeOut(string or buffer): to standard output, in order with print. */
duk_ret_t jsb__sys_writeOut(duk_context *ctx)
{
    write_with(ctx, jsb__write_out);
    return 0;
}

/** writeErr(string or buffer) */
duk_ret_t jsb__sys_writeErr(duk_context *ctx)
{
    write_with(ctx, jsb__write_err);
    return 0;
}

/* -------------------------------------------------------------------------- os */

/** uname(): [system, host, release, version, machine]. */
duk_ret_t jsb__sys_uname(duk_context *ctx)
{
    struct utsname name = {.sysname = "Linux",
                           .nodename = "localhost",
                           .release = "0.0.0",
                           .version = "#1",
                           .machine = "x86_64"};
    const char *texts[] = {name.sysname, name.nodename, name.release, name.version, name.machine};

    if (!is_building(ctx) && uname(&name) < 0)
        jsb__throw_errno(ctx, errno, "uname", JSB__NO_PATH, JSB__NO_PATH);
    return push_texts(ctx, texts, COUNT_OF(texts));
}

/** homedir(): of the user, from the system's list of users. */
duk_ret_t jsb__sys_homedir(duk_context *ctx)
{
    const struct passwd *user = is_building(ctx) ? NULL : getpwuid(getuid());
    push_host_string(ctx, user != NULL ? user->pw_dir : "/");
    return 1;
}

/** ids(): [user, effective user, group, effective group]; a build is nobody's but root's. */
duk_ret_t jsb__sys_ids(duk_context *ctx)
{
    double values[] = {0, 0, 0, 0};

    if (!is_building(ctx)) {
        values[0] = getuid();
        values[1] = geteuid();
        values[2] = getgid();
        values[3] = getegid();
    }
    return push_numbers(ctx, values, COUNT_OF(values));
}

/** userInfo(): [name, folder, shell] of the user, undefined if the system knows none. */
duk_ret_t jsb__sys_userInfo(duk_context *ctx)
{
    const struct passwd *user = is_building(ctx) ? NULL : getpwuid(geteuid());
    const char *texts[] = {"root", "/", "/bin/sh"};

    if (user == NULL && !is_building(ctx))
        return 0;
    if (user != NULL) {
        texts[0] = user->pw_name;
        texts[1] = user->pw_dir;
        texts[2] = user->pw_shell;
    }
    return push_texts(ctx, texts, COUNT_OF(texts));
}

/** sysinfo(): [bytes of memory, free bytes, seconds since boot, processors]. */
duk_ret_t jsb__sys_sysinfo(duk_context *ctx)
{
    double values[] = {BUILD_MEMORY, BUILD_MEMORY, 0, 1};
    struct sysinfo info = {0};

    if (!is_building(ctx)) {
        sysinfo(&info);
        values[0] = (double)info.totalram * (double)info.mem_unit;
        values[1] = (double)info.freeram * (double)info.mem_unit;
        values[2] = (double)info.uptime;
        values[3] = (double)sysconf(_SC_NPROCESSORS_ONLN);
    }
    return push_numbers(ctx, values, COUNT_OF(values));
}

/** version(): of this library. */
duk_ret_t jsb__sys_version(duk_context *ctx)
{
    duk_push_string(ctx, JSB_VERSION_STRING);
    return 1;
}
