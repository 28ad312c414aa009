/* SPDX-License-Identifier: MIT
 * failures.c - the Nth call fails, for every N: generate and boot must end with an error that
 * says so, or as if nothing had happened; nothing leaks, and a blob's file is the old one or
 * the new one. */
#include "inject.h"

#include <dirent.h>
#include <signal.h>
#include <snapshot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct jsb_error error;
static char output[256]; /* what the scenario printed, through jsb_result() */

/* ------------------------------------------------------------------ scenarios */

/* Whatever a function says must be in its record too. */
static int failed(int rc, const struct jsb_error *err)
{
    if (rc != JSB_OK && (err->code != rc || err->message[0] == '\0'))
        return printf("code %d came with code %d and message '%s'\n", rc, err->code, err->message),
               1000;
    return rc;
}

static int evaluate(struct jsb_vm *vm, const char *source)
{
    int rc = jsb_eval(vm, source, strlen(source), "test.js");
    return failed(rc, jsb_last_error(vm));
}

static int run_script(struct jsb_vm *vm)
{
    int rc = jsb_run_script(vm, "startup.js");
    return failed(rc, jsb_last_error(vm));
}

static int take_result(struct jsb_vm *vm)
{
    snprintf(output, sizeof(output), "%s", jsb_result(vm, NULL));
    return strcmp(output, "undefined") == 0 ? JSB_E_NOMEM : JSB_OK;
}

static int save(struct jsb_vm *vm, const char *path)
{
    const struct snap_options opt = {.generator = "failures"};
    void *blob = NULL;
    size_t size;
    int rc = failed(snap_create(vm, &opt, &blob, &size, &error), &error);
    if (rc == JSB_OK)
        rc = failed(snap_save(path, blob, size, &error), &error);
    snap_free(blob);
    return rc;
}

static int save_draft(struct jsb_vm *vm, const char *path)
{
    const struct snap_options opt = {.generator = "failures"};
    struct snap_draft *draft;
    size_t size;
    int rc = failed(snap_create_draft(vm, &opt, path, &draft, &error), &error);
    if (rc == JSB_OK && snap_draft_bytes(draft, &size) == NULL)
        rc = JSB_E_NOMEM;
    if (rc == JSB_OK)
        rc = failed(snap_save_draft(draft, &error), &error);
    snap_free_draft(draft);
    return rc;
}

static const char startup[] =
    "var list = [], table = {};"
    "for (var i = 0; i < 40; i++) { list.push({ n: i, f: function () { return i; } });"
    "  table['key' + i] = 'value ' + i; }"
    "var coroutine = new Duktape.Thread(function (x) { return Duktape.Thread.yield(x) + list.length; });"
    "Duktape.Thread.resume(coroutine, 1);"
    "var bytes = new Uint8Array([1, 2, 3]), pattern = /(a+)b/g;";

static const char main_source[] =
    "list.push(list.map(function (x) { return x.n; }).join());"
    "list.length + ' ' + table.key7 + ' ' + Duktape.Thread.resume(coroutine, 1) + ' ' +"
    "  bytes[2] + ' ' + 'xaab'.replace(pattern, '<$1>')";

static int make_bare(int (*save_to)(struct jsb_vm *vm, const char *path))
{
    struct jsb_options opt = {.building = 1};
    struct jsb_vm *vm;
    int rc = jsb_create(&opt, &vm);
    if (rc == JSB_OK)
        rc = evaluate(vm, startup);
    if (rc == JSB_OK)
        rc = save_to(vm, "app.bin");
    jsb_destroy(vm);
    return rc;
}

static int generate_bare(void)
{
    return make_bare(save);
}

static int draft_bare(void)
{
    return make_bare(save_draft);
}

static int open_and_boot(int (*open)(struct snap_blob **out), struct jsb_options *opt,
                         struct jsb_vm **vm)
{
    struct snap_blob *blob;
    int rc = failed(open(&blob), &error);
    *vm = NULL;
    if (rc == JSB_OK)
        rc = failed(snap_boot(blob, opt, vm, &error), &error);
    snap_close(blob);
    return rc;
}

static int open_base(struct snap_blob **out)
{
    return snap_open_base(out, &error);
}

static int open_app(struct snap_blob **out)
{
    return snap_open("app.bin", out, &error);
}

static int generate(void)
{
    struct jsb_options opt = {.building = 1};
    struct jsb_vm *vm;
    int rc = open_and_boot(open_base, &opt, &vm);
    if (rc == JSB_OK)
        rc = run_script(vm);
    if (rc == JSB_OK)
        rc = save(vm, "app.bin");
    jsb_destroy(vm);
    return rc;
}

static int boot(void)
{
    struct jsb_options opt = {0};
    struct jsb_vm *vm;
    int rc = open_and_boot(open_app, &opt, &vm);
    if (rc == JSB_OK)
        rc = evaluate(vm, main_source);
    if (rc == JSB_OK)
        rc = take_result(vm);
    if (rc == JSB_OK && jsb_finish(vm, 0) != 0)
        rc = failed(jsb_last_error(vm)->code, jsb_last_error(vm));
    jsb_destroy(vm);
    return rc;
}

static int inspect(void)
{
    struct snap_blob *blob;
    size_t len;
    int rc = failed(snap_open("app.bin", &blob, &error), &error);
    if (rc == JSB_OK)
        rc = failed(snap_validate(blob, &error), &error);
    if (rc == JSB_OK && snap_metadata(blob, &len) == NULL)
        rc = JSB_E_NOMEM;
    snap_close(blob);
    return rc;
}

/* *made receives an entry of a code cache, for jsb_free_code_cache(). */
static int run_cached(const void *cache, size_t len, void **made, size_t *made_len)
{
    static const char source[] = "function add(a, b) { return [a, b, /c/.test('c')].join(); }"
                                 " add('text', 1.5)";
    struct jsb_script *script = NULL;
    struct jsb_vm *vm;
    int rc = jsb_create(NULL, &vm);
    if (rc != JSB_OK)
        return rc;
    rc = jsb_compile(vm, source, strlen(source), "app.js", cache, len, NULL, &script);
    if (rc == JSB_OK)
        rc = jsb_run(script);
    if (rc == JSB_OK)
        rc = jsb_create_code_cache(script, made, made_len);
    rc = failed(rc, jsb_last_error(vm));
    if (rc == JSB_OK)
        rc = take_result(vm);
    jsb_release_script(script);
    jsb_destroy(vm);
    return rc;
}

static int code_cache(void)
{
    void *first = NULL, *second = NULL;
    size_t first_len = 0, second_len = 0;
    int rc = run_cached(NULL, 0, &first, &first_len);
    if (rc == JSB_OK)
        rc = run_cached(first, first_len, &second, &second_len);
    if (rc == JSB_OK && (first_len != second_len || memcmp(first, second, first_len) != 0))
        rc = JSB_E_CORRUPT;
    jsb_free_code_cache(first);
    jsb_free_code_cache(second);
    return rc;
}

static const struct scenario {
    const char *name;
    int (*run)(void);
    int writes;  /* app.bin is made, else it is used */
    int runtime; /* app.bin holds the runtime */
} scenarios[] = {
    {"generate bare", generate_bare, 1, 0}, {"draft bare", draft_bare, 1, 0},
    {"boot bare", boot, 0, 0},
    {"generate", generate, 1, 1},           {"boot", boot, 0, 1},
    {"inspect", inspect, 0, 1},            {"code cache", code_cache, 0, 0},
};

/* ---------------------------------------------------------------- what is left */

static char *content(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *data = NULL;
    *len = 0;
    if (f == NULL)
        return NULL;
    fseek(f, 0, SEEK_END);
    *len = (size_t)ftell(f);
    rewind(f);
    data = malloc(*len + 1);
    if (data == NULL || fread(data, 1, *len, f) != *len)
        abort();
    fclose(f);
    return data;
}

static void put(const char *path, const char *data, size_t len)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL || fwrite(data, 1, len, f) != len || fclose(f) != 0)
        abort();
}

static int is_content(const char *path, const char *expected, size_t len)
{
    size_t found;
    char *data = content(path, &found);
    int same = data != NULL && found == len && memcmp(data, expected, len) == 0;
    free(data);
    return same;
}

static int count_files(void)
{
    DIR *folder = opendir(".");
    int count = 0;
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count - 2;
}

/* ------------------------------------------------------------------- the rounds */

static const char *current;
static unsigned long current_nth;
static enum inject_site current_site;
static int current_lasting;
static unsigned long rounds, errors, bad;

static void complain(const char *what)
{
    bad++;
    printf("FAIL %s, %s call %lu%s: %s\n", current, inject_names[current_site], current_nth,
           current_lasting ? " and all after it" : "", what);
}

static void on_signal(int number)
{
    complain("a signal ended it");
    fflush(stdout);
    signal(number, SIG_DFL);
    raise(number);
}

struct reference {
    char *blob;
    size_t len;
    int files;
    char output[256];
};

static const char old[] = "the old file";

/* @return false when the call was never reached */
static int play_round(const struct scenario *s, const struct reference *ref)
{
    long blocks = inject_blocks(), fds = inject_descriptors(), maps = inject_mappings();
    int rc, fired;
    output[0] = '\0';
    if (s->writes)
        put("app.bin", old, sizeof(old));
    inject_arm(current_site, current_nth, current_lasting);
    rc = s->run();
    fired = inject_disarm();
    rounds++;
    errors += rc != JSB_OK;
    if (rc > 0)
        complain("an error without a record");
    if (rc != JSB_OK && !fired)
        complain("an error although nothing failed");
    if (rc == JSB_OK && strcmp(output, ref->output) != 0)
        complain("another result");
    if (rc == JSB_OK && s->writes && !is_content("app.bin", ref->blob, ref->len))
        complain("another blob");
    if (rc != JSB_OK && s->writes && !is_content("app.bin", old, sizeof(old)) &&
        !is_content("app.bin", ref->blob, ref->len))
        complain("a blob that is neither old nor new");
    if (count_files() != ref->files)
        complain("a file is left over");
    if (inject_blocks() != blocks)
        complain("memory leaks");
    if (inject_descriptors() != fds)
        complain("a descriptor leaks");
    if (inject_mappings() != maps)
        complain("a mapping leaks");
    return fired;
}

/* With sanitizers each block of the engine is a malloc(): thousands of calls. */
static unsigned long step(unsigned long stride)
{
    enum { EACH = 100 };
    if (current_site == INJECT_engine || (current_site <= INJECT_realloc && current_nth >= EACH))
        return stride;
    return 1;
}

static void play_site(const struct scenario *s, const struct reference *ref, unsigned long stride)
{
    for (current_nth = 1; play_round(s, ref); current_nth += step(stride))
        if (bad > 20)
            return;
}

static int make_reference(const struct scenario *s, struct reference *ref)
{
    output[0] = '\0';
    if (s->run() != JSB_OK)
        return printf("%s fails by itself: %s\n", s->name, error.message), -1;
    snprintf(ref->output, sizeof(ref->output), "%s", output);
    ref->blob = content("app.bin", &ref->len);
    ref->files = count_files();
    return 0;
}

static int play(const struct scenario *s, unsigned long stride)
{
    struct reference ref;
    unsigned long before = rounds;
    current = s->name;
    if (make_reference(s, &ref) != 0)
        return -1;
    for (int site = 0; site < INJECT_COUNT; site++) {
        for (current_lasting = 0; current_lasting < 2; current_lasting++) {
            current_site = (enum inject_site)site;
            play_site(s, &ref, stride);
        }
    }
    if (s->writes)
        put("app.bin", ref.blob, ref.len);
    free(ref.blob);
    printf("%s: %lu rounds\n", s->name, rounds - before);
    return 0;
}

int main(int argc, char **argv)
{
    unsigned long stride = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
    if (argc < 2 || stride == 0 || chdir(argv[1]) != 0)
        return fprintf(stderr, "usage: failures folder [stride of engine allocations]\n"), 9;
    signal(SIGABRT, on_signal);
    signal(SIGSEGV, on_signal);
    put("startup.js", startup, sizeof(startup) - 1);
    for (size_t i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++)
        if (play(&scenarios[i], stride) != 0)
            return 1;
    printf("failures: %lu rounds, %lu ended with an error, %lu bad\n", rounds, errors, bad);
    return bad != 0;
}
