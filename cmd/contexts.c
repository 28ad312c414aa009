/* SPDX-License-Identifier: MIT
 * contexts.c - the contexts of a blob: each goes on from the common heap and is frozen. */
#include "contexts.h"

#include "cli.h"
#include "exe_section.h"
#include "guard.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct jsb_error error; /* large: not on the stack */

/* -------------------------------------------------------------------- options */

static size_t name_len(const char *word)
{
    return strcspn(word, "=");
}

static int same_name(const char *a, const char *b)
{
    return name_len(a) == name_len(b) && strncmp(a, b, name_len(a)) == 0;
}

int contexts_add(struct contexts *contexts, const char *word)
{
    if (contexts->count == CONTEXT_SCRIPTS_MAX)
        return cli_usage("more than %d of --context", CONTEXT_SCRIPTS_MAX);
    contexts->words[contexts->count++] = word;
    return 0;
}

static int check_word(const char *word)
{
    size_t len = name_len(word);
    char name[64];
    if (word[len] != '=' || word[len + 1] == '\0' || len == 0)
        return cli_usage("--context is NAME=SCRIPT, not '%s'", word);
    snprintf(name, sizeof(name), "%.*s", (int)len, word);
    if (snap_is_context_name(name))
        return 0;
    return cli_usage("--context: '%.*s' is no name for a context: use letters, digits, _, . and "
                     "-, at most 47",
                     (int)len, word);
}

int contexts_check(const struct contexts *contexts)
{
    int rc = 0;
    for (size_t i = 0; i < contexts->count && rc == 0; i++)
        rc = check_word(contexts->words[i]);
    return rc;
}

/* ----------------------------------------------------------------- generation */

/* FNV-1a (Fowler, Noll, Vo).  Contexts are not to repeat each other's random numbers, nor
 * those of the common part. */
static uint64_t seed_of(const char *name, size_t len, uint64_t seed)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)name[i]) * 0x100000001b3u;
    return h ^ seed;
}

static int run_scripts(const struct contexts *contexts, const struct context_steps *steps,
                       size_t first, struct jsb_vm *vm)
{
    int code = 0;
    for (size_t i = first; i < contexts->count && code == 0; i++) {
        const char *word = contexts->words[i];
        if (same_name(word, contexts->words[first]))
            code = steps->run(steps->user, vm, word + name_len(word) + 1);
    }
    return code;
}

/* The finalizers of a context's objects run where its blob is booted, not here. */
static int make_one(const struct contexts *contexts, const struct context_steps *steps,
                    size_t first, const struct jsb_options *opt, struct snap_blob *common,
                    struct snap_context *out)
{
    const char *word = contexts->words[first];
    struct jsb_options own = *opt;
    struct jsb_vm *vm;
    void *blob;
    int code;
    own.seed = seed_of(word, name_len(word), opt->seed);
    if (snap_boot(common, &own, &vm, &error) != JSB_OK)
        return cli_report(&error);
    code = run_scripts(contexts, steps, first, vm);
    if (code == 0)
        code = steps->freeze(steps->user, vm, &blob, &out->size);
    jsb_discard(vm);
    if (code != 0)
        return code;
    out->blob = blob;
    out->name = strndup(word, name_len(word));
    return out->name ? 0 : (cli_message("out of memory"), CLI_FAILED);
}

static int is_first_of_name(const struct contexts *contexts, size_t at)
{
    size_t i = 0;
    while (!same_name(contexts->words[i], contexts->words[at]))
        i++;
    return i == at;
}

static int make_named(struct contexts *contexts, const struct context_steps *steps, size_t first,
                      const struct jsb_options *opt, struct snap_blob *common,
                      struct snap_context *out)
{
    const char *word = contexts->words[first];
    int code;
    snprintf(contexts->current, sizeof(contexts->current), "%.*s", (int)name_len(word), word);
    code = make_one(contexts, steps, first, opt, common, out);
    if (code != 0)
        cli_message("context '%s' failed", contexts->current);
    contexts->current[0] = '\0';
    return code;
}

static int join(void **blob, size_t *size, const struct snap_context *parts, size_t count)
{
    void *common = *blob;
    if (snap_join(common, *size, parts, count, blob, size, &error) != JSB_OK) {
        snap_free(common);
        return cli_report(&error);
    }
    snap_free(common);
    return 0;
}

int contexts_make(struct contexts *contexts, const struct context_steps *steps,
                  const struct jsb_options *vm, void **blob, size_t *size)
{
    struct snap_context parts[CONTEXT_SCRIPTS_MAX] = {{0}};
    struct snap_blob *common;
    size_t count = 0;
    int code = 0;
    if (snap_open_memory(*blob, *size, &common, &error) != JSB_OK)
        return cli_report(&error);
    for (size_t i = 0; i < contexts->count && code == 0; i++)
        if (is_first_of_name(contexts, i))
            code = make_named(contexts, steps, i, vm, common, &parts[count++]);
    snap_close(common);
    if (code == 0)
        code = join(blob, size, parts, count);
    for (size_t i = 0; i < count; i++) {
        snap_free((void *)(uintptr_t)parts[i].blob);
        free((char *)(uintptr_t)parts[i].name);
    }
    return code;
}

/* ----------------------------------------------------------------- inspection */

static int open_named(const char *name, struct snap_blob **blob, char *label, size_t size,
                      struct jsb_error *err)
{
    struct snap_blob *whole = *blob;
    size_t len = strlen(label);
    int rc = snap_open_context(whole, name, blob, err);
    snap_close(whole);
    snprintf(label + len, size - len, " (context %s)", name);
    return rc;
}

int contexts_look(const struct contexts *contexts, const char *path, struct snap_blob **blob,
                  char *label, size_t size, struct jsb_error *err)
{
    struct snap_open_options anyones = {.allow_unsafe_owner = 1};
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), rc;
    guard_start(path);
    snprintf(label, size, "%s", path);
    if (fd >= 0) {
        exe_find_section(fd, &anyones);
        close(fd);
    }
    rc = snap_open_with(path, &anyones, blob, err);
    if (rc == JSB_OK && contexts->count > 0)
        rc = open_named(contexts->words[0], blob, label, size, err);
    return rc;
}

static void print_one(const struct snap_blob *blob, const char *name)
{
    struct snap_blob *context;
    struct snap_info info;
    if (snap_open_context(blob, name, &context, NULL) != JSB_OK) {
        printf("  %-14s damaged\n", name);
        return;
    }
    snap_get_info(context, &info);
    printf("  %-14s %12llu bytes %10llu objects, %llu mapped at 0x%llx%s\n", name,
           (unsigned long long)info.file_len, (unsigned long long)info.object_count,
           (unsigned long long)info.image_len, (unsigned long long)info.base,
           info.has_main ? ", has a main function" : "");
    snap_close(context);
}

void contexts_print(const struct snap_blob *blob)
{
    const char *name;
    if (snap_context_count(blob) > 0)
        printf("contexts:\n");
    for (unsigned i = 0; (name = snap_context_name(blob, i)) != NULL; i++)
        print_one(blob, name);
}
