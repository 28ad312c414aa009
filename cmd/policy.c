/* SPDX-License-Identifier: MIT
 * policy.c - what startup code may touch outside of its heap, and what it has touched.
 *
 * A file that is read becomes an input of the blob, whatever the mode.  A variable that is not
 * allowed is not there, in each mode: that is an answer which every machine gives. */
#include "policy.h"

#include "cli.h"
#include "digest.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* -------------------------------------------------------------------- options */

int policy_set_mode(struct policy *policy, const char *word)
{
    static const char *const words[] = {"strict", "report", "allow"};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(word, words[i]) != 0)
            continue;
        policy->mode = (enum policy_mode)i;
        return 0;
    }
    return cli_usage("--io is strict, report or allow, not '%s'", word);
}

int policy_allow_read(struct policy *policy, const char *dir)
{
    if (policy->dir_count == POLICY_DIRS_MAX)
        return cli_usage("more than %d of '--allow-read'", POLICY_DIRS_MAX);
    policy->dirs[policy->dir_count] = realpath(dir, NULL);
    if (policy->dirs[policy->dir_count] == NULL)
        return cli_usage("--allow-read: there is no '%s'", dir);
    policy->dir_count++;
    return 0;
}

int policy_allow_env(struct policy *policy, const char *names)
{
    while (*names != '\0') {
        size_t len = strcspn(names, ",");
        if (len == 0 || memchr(names, '=', len) != NULL)
            return cli_usage("--allow-env is a list of names such as A,B, not '%s'", names);
        if (policy->name_count == POLICY_NAMES_MAX)
            return cli_usage("--allow-env: more than %d names", POLICY_NAMES_MAX);
        policy->names[policy->name_count++] = strndup(names, len);
        names += len + (names[len] == ',');
    }
    return 0;
}

static int is_allowed_name(const struct policy *policy, const char *name, size_t len)
{
    for (size_t i = 0; i < policy->name_count; i++)
        if (policy->names[i] != NULL && strlen(policy->names[i]) == len &&
            memcmp(policy->names[i], name, len) == 0)
            return 1;
    return 0;
}

/* Allowed variables move to the start of the list. */
void policy_scrub(const struct policy *policy)
{
    extern char **environ;
    char **to = environ;
    for (char **from = environ; from != NULL && *from != NULL; from++)
        if (is_allowed_name(policy, *from, strcspn(*from, "=")))
            *to++ = *from;
    if (to != NULL)
        *to = NULL;
}

/* ---------------------------------------------------------------- what is touched */

const char *policy_kind_name(int kind)
{
    static const char *const names[] = {"read", "look", "write", "variable", "process"};
    return names[kind];
}

const char *policy_short_name(const struct policy *policy, const char *path)
{
    size_t len = policy->root ? strlen(policy->root) : 0;
    while (len > 0 && policy->root[len - 1] == '/')
        len--;
    return len > 0 && strncmp(path, policy->root, len) == 0 && path[len] == '/' ? path + len + 1
                                                                                : path;
}

/* Names in a folder, whatever their order on the disk. */
static void observe_folder(const char *path, char *observed)
{
    struct dirent **list;
    int count = scandir(path, &list, NULL, alphasort);
    char *text = NULL, hex[INPUTS_HEX_SIZE];
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    for (int i = 0; i < count; i++) {
        if (out != NULL)
            fprintf(out, "%s/", list[i]->d_name);
        free(list[i]);
    }
    if (count >= 0)
        free(list);
    if (out != NULL)
        fclose(out);
    digest_bytes(text ? text : "", size, hex);
    snprintf(observed, POLICY_OBSERVED_SIZE, "folder %.32s", hex);
    free(text);
}

static void observe_program(const char *path, char *observed)
{
    struct stat st;
    if (stat(path, &st) != 0)
        snprintf(observed, POLICY_OBSERVED_SIZE, "none");
    else if (S_ISDIR(st.st_mode))
        observe_folder(path, observed);
    else
        snprintf(observed, POLICY_OBSERVED_SIZE, "file %lld %lld.%09ld %o", (long long)st.st_size,
                 (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, (unsigned)st.st_mode);
}

/* A module is known by its real name. */
static void observe_module(const struct policy *policy, const char *path, char *observed)
{
    static const char *const words[] = {"none", "file", "folder"};
    char real[PATH_MAX], hex[INPUTS_HEX_SIZE] = "";
    const char *name;
    struct stat st;
    int kind = stat(path, &st) != 0 ? 0 : S_ISDIR(st.st_mode) ? 2 : 1;
    if (kind == 1 && realpath(path, real) != NULL) {
        name = policy_short_name(policy, real);
        digest_bytes(name, strlen(name), hex);
    }
    snprintf(observed, POLICY_OBSERVED_SIZE, "%s%s%.32s", words[kind], hex[0] ? " " : "", hex);
}

void policy_observe(const struct policy *policy, const char *path, int for_module,
                    char observed[POLICY_OBSERVED_SIZE])
{
    if (for_module)
        observe_module(policy, path, observed);
    else
        observe_program(path, observed);
}

static struct policy_entry *find(struct policy *policy, const struct jsb_touch *touch)
{
    for (size_t i = policy->count; i-- > 0;) {
        struct policy_entry *e = &policy->list[i];
        if (e->kind == touch->kind && e->for_module == touch->for_module &&
            (e->for_module || (e->line == touch->line && strcmp(e->file, touch->file) == 0)) &&
            strcmp(e->what, touch->what) == 0)
            return e;
    }
    return NULL;
}

static struct policy_entry *append(struct policy *policy, const struct jsb_touch *touch)
{
    size_t capacity = policy->capacity ? policy->capacity * 2 : 64;
    struct policy_entry *list = policy->list, *e;
    if (policy->count == policy->capacity) {
        list = realloc(list, capacity * sizeof(*list));
        if (list == NULL)
            return NULL;
        policy->list = list;
        policy->capacity = capacity;
    }
    e = &list[policy->count];
    *e = (struct policy_entry){.what = strdup(touch->what),
                               .file = strdup(touch->file),
                               .line = touch->line,
                               .native = touch->native,
                               .kind = touch->kind,
                               .for_module = touch->for_module};
    if (e->what == NULL || e->file == NULL) {
        free(e->what);
        free(e->file);
        return NULL;
    }
    policy->count++;
    return e;
}

/* ------------------------------------------------------------------ what is allowed */

/* The real name of a path whose end need not exist. */
static int real_name(const char *path, char real[PATH_MAX])
{
    char parent[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len;
    if (realpath(path, real) != NULL)
        return 1;
    if (slash != NULL && (size_t)(slash - path) < sizeof(parent)) {
        snprintf(parent, sizeof(parent), "%.*s", (int)(slash == path ? 1 : slash - path), path);
        if (strcmp(slash + 1, "..") == 0 || !real_name(parent, real))
            return 0;
    } else if (slash != NULL || strcmp(path, "..") == 0 || realpath(".", real) == NULL) {
        return 0;
    }
    len = strlen(real);
    return (size_t)snprintf(real + len, PATH_MAX - len, "/%s", slash ? slash + 1 : path) <
           PATH_MAX - len;
}

static int is_below(const char *path, const char *dir)
{
    size_t len = strcmp(dir, "/") == 0 ? 0 : strlen(dir);
    return strncmp(path, dir, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

/* A file that require() has read is an input already. */
static int is_module(const struct policy *policy, const char *real)
{
    char other[PATH_MAX];
    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_entry *e = &policy->list[i];
        if (e->for_module && e->kind == JSB_TOUCH_READ && realpath(e->what, other) != NULL &&
            strcmp(other, real) == 0)
            return 1;
    }
    return 0;
}

/* So is an asset. */
static int is_input(const struct policy *policy, const char *real)
{
    const char *name = policy_short_name(policy, real);
    for (size_t i = 0; i < policy->all->count; i++)
        if (strcmp(policy->all->list[i].path, name) == 0)
            return 1;
    return 0;
}

static int may_read(const struct policy *policy, const char *path)
{
    char real[PATH_MAX];
    if (!real_name(path, real))
        return 0;
    for (size_t i = 0; i < policy->dir_count; i++)
        if (is_below(real, policy->dirs[i]))
            return 1;
    return is_module(policy, real) || is_input(policy, real);
}

static int is_allowed(const struct policy *policy, const struct jsb_touch *touch)
{
    if (touch->for_module || strcmp(touch->what, "/dev/null") == 0)
        return 1;
    switch (touch->kind) {
    case JSB_TOUCH_VARIABLE:
        return is_allowed_name(policy, touch->what, strlen(touch->what));
    case JSB_TOUCH_READ:
    case JSB_TOUCH_LOOK:
        return policy->mode != POLICY_STRICT || may_read(policy, touch->what);
    default:
        return policy->mode != POLICY_STRICT;
    }
}

/* Which option allows it. */
static const char *remedy_for(const struct policy *policy, const struct jsb_touch *touch)
{
    static char text[PATH_MAX + 64];
    const char *name = policy_short_name(policy, touch->what);
    const char *slash = strrchr(name, '/');
    int len = slash == NULL ? 0 : slash == name ? 1 : (int)(slash - name);
    if (touch->kind == JSB_TOUCH_VARIABLE)
        snprintf(text, sizeof(text), "allow it with --allow-env=%s", touch->what);
    else if (touch->kind == JSB_TOUCH_WRITE || touch->kind == JSB_TOUCH_PROCESS)
        snprintf(text, sizeof(text), "do it after boot, or allow all with --io=allow");
    else if (strncmp(touch->what, "/dev/std", 8) == 0)
        snprintf(text, sizeof(text), "read it after boot, or allow all with --io=allow");
    else
        snprintf(text, sizeof(text), "allow it with --allow-read=%.*s", len ? len : 1,
                 len ? name : ".");
    return text;
}

/* What is read is an input of the blob. */
static void add_input(struct policy *policy, struct policy_entry *e)
{
    char hex[INPUTS_HEX_SIZE], real[PATH_MAX];
    struct stat st;
    uint64_t len;
    if (stat(e->what, &st) != 0 || !S_ISREG(st.st_mode) || digest_file(e->what, hex, &len) != 0)
        return;
    snprintf(e->observed, sizeof(e->observed), "%s", hex);
    if (realpath(e->what, real) == NULL)
        return;
    if (!policy->is_package)
        inputs_add_digest(policy->inputs, policy_short_name(policy, real), len, hex);
    inputs_add_digest(policy->all, policy_short_name(policy, real), len, hex);
}

static void observe(struct policy *policy, struct policy_entry *e)
{
    if (e->kind == JSB_TOUCH_READ && !e->for_module)
        add_input(policy, e);
    else if (e->kind == JSB_TOUCH_LOOK)
        policy_observe(policy, e->what, e->for_module, e->observed);
}

static const char *touch_here(struct policy *policy, const struct jsb_touch *touch)
{
    int allowed = is_allowed(policy, touch);
    struct policy_entry *e = find(policy, touch);
    if (!allowed && strcmp(touch->native, "envNames") == 0)
        return remedy_for(policy, touch); /* nobody has asked for this one */
    if (e == NULL) {
        e = append(policy, touch);
        if (e == NULL) {
            policy->failed = 1;
            return "there is no memory";
        }
        if (allowed)
            observe(policy, e);
    }
    e->count++;
    e->refused = !allowed;
    return allowed ? NULL : remedy_for(policy, touch);
}

/* Once a script has gone to another folder, relative names no longer count from where the next
 * build would look. */
const char *policy_touch(struct policy *policy, const struct jsb_touch *touch)
{
    char folder[PATH_MAX], full[2 * PATH_MAX];
    struct jsb_touch named = *touch;
    int is_path = touch->kind != JSB_TOUCH_VARIABLE && touch->kind != JSB_TOUCH_PROCESS;
    const char *remedy;
    if (policy->has_moved && is_path && touch->what[0] != '/' && getcwd(folder, sizeof(folder))) {
        snprintf(full, sizeof(full), "%s/%s", folder, touch->what);
        named.what = full;
    }
    remedy = touch_here(policy, &named);
    if (remedy == NULL && strcmp(touch->native, "chdir") == 0)
        policy->has_moved = 1;
    return remedy;
}

/* ----------------------------------------------------------------------- the end */

static const char *verb_of(int kind)
{
    static const char *const verbs[] = {"reads", "looks at", "changes", "asks for the variable",
                                        "starts a program or sends a signal"};
    return verbs[kind];
}

static void print_entry(const struct policy *policy, const struct policy_entry *e)
{
    char place[PATH_MAX], times[32] = "";
    if (e->count > 1)
        snprintf(times, sizeof(times), ", %llu times", (unsigned long long)e->count);
    snprintf(place, sizeof(place), e->line > 0 ? "%s:%d" : "%s", e->file[0] ? e->file : "startup code",
             e->line);
    cli_message("%s: %s%s%s%s%s", place, verb_of(e->kind), e->what[0] ? " " : "",
                policy_short_name(policy, e->what),
                e->refused ? e->kind == JSB_TOUCH_VARIABLE ? ", which is not there" : ", refused"
                           : "",
                times);
}

/* A refusal that the program has caught is told in strict mode too: its blob lacks something.  A
 * variable that is not there is what most programs are ready for. */
void policy_print(const struct policy *policy)
{
    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_entry *e = &policy->list[i];
        int show = policy->mode == POLICY_REPORT ||
                   (policy->mode == POLICY_STRICT && e->refused && e->kind != JSB_TOUCH_VARIABLE);
        if (show && !e->for_module && strcmp(e->what, "/dev/null") != 0)
            print_entry(policy, e);
    }
}

void policy_free(struct policy *policy)
{
    for (size_t i = 0; i < policy->count; i++) {
        free(policy->list[i].what);
        free(policy->list[i].file);
    }
    free(policy->list);
    for (size_t i = 0; i < policy->dir_count; i++)
        free(policy->dirs[i]);
    for (size_t i = 0; i < policy->name_count; i++)
        free(policy->names[i]);
    *policy = (struct policy){0};
}
