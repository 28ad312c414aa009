/* SPDX-License-Identifier: MIT
 * torture.c - what passes must be harmless: mutants of compiled code are verified, and run
 * if they pass.
 *
 * Mutants are made in batches, each in a child of a prepared process.  A mutant that runs
 * too long ends its batch; one that a sanitizer or the kernel ends is a hole. */
#include "bytecode.h"

#include "../../lib/code_entry.h"
#include "../../lib/hash.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BATCH = 32, ATTEMPTS = 400, CHANGES = 3, LIMIT_MS = 200, TOO_LONG = 77 };

/* In memory that parent and children share. */
struct progress {
    unsigned long made, passed, returned;
    char last[512]; /* what was run last */
};

static struct progress *progress;
static uint64_t random_state;

static uint32_t random_below(size_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 20) % (limit ? limit : 1));
}

/* AddressSanitizer calls this first; writing its report may take longer than the limit. */
static volatile sig_atomic_t reporting;
void __asan_on_error(void);
void __asan_on_error(void)
{
    reporting = 1;
}

static void too_long(int signal)
{
    (void)signal;
    if (!reporting)
        _exit(TOO_LONG);
}

static void set_limit(int ms)
{
    struct itimerval limit = {.it_value = {ms / 1000, ms % 1000 * 1000}};
    setitimer(ITIMER_REAL, &limit, NULL);
}

/* True if the child ended as it should; a mutant that does not end is no hole. */
static int run_batch(void (*fn)(void *user), void *user, unsigned long seed)
{
    int status;
    pid_t pid;
    fflush(NULL);
    pid = fork();
    if (pid < 0)
        die("cannot fork", "torture");
    if (pid == 0) {
        random_state = seed * 0x9e3779b97f4a7c15u + 1;
        signal(SIGALRM, too_long);
        fn(user);
        _exit(0);
    }
    waitpid(pid, &status, 0);
    if (WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == TOO_LONG))
        return 1;
    printf("torture: seed %lu: status 0x%x after %s\n", seed, (unsigned)status, progress->last);
    return 0;
}

/* Batches until so many mutants were run. */
static int run_batches(void (*fn)(void *user), void *user, unsigned long mutants,
                       unsigned long seed, const char *what)
{
    unsigned long failed = 0;
    while (progress->passed < mutants && progress->made / ATTEMPTS < mutants && failed < 20)
        failed += !run_batch(fn, user, seed++);
    printf("%s: %lu mutants, %lu passed and ran, %lu of them to their end, %lu failed\n", what,
           progress->made, progress->passed, progress->returned, failed);
    return failed != 0 || progress->passed == 0;
}

static void share_progress(void)
{
    progress =
        mmap(NULL, sizeof(*progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (progress == MAP_FAILED)
        die("out of memory", "torture");
}

/* ------------------------------------------------------------------ functions */

struct target {
    struct jsb_vm *vm;
    struct jsb__block *cells; /* all functions that can be called */
    size_t count, capacity;
};

/* Inner functions are templates without a prototype: they cannot be called. */
static int is_callable(duk_context *ctx, const struct jsb__block *cell)
{
    duk_bool_t callable;
    duk_push_heapptr(ctx, (void *)(uintptr_t)cell->ptr);
    duk_get_prototype(ctx, -1);
    callable = duk_is_object(ctx, -1);
    duk_pop_2(ctx);
    return (int)callable;
}

static void collect_cell(void *user, const struct jsb__block *cell)
{
    struct target *t = user;
    if (cell->kind != JSB__KIND_COMPFUNC || !is_callable(jsb_context(t->vm), cell))
        return;
    if (t->count == t->capacity) {
        t->capacity = t->capacity ? 2 * t->capacity : 256;
        t->cells = realloc(t->cells, t->capacity * sizeof(*t->cells));
        if (t->cells == NULL)
            die("out of memory", "torture");
    }
    t->cells[t->count++] = *cell;
}

/* A mutant may delete what leads to another function. */
static void keep_cells(const struct target *t)
{
    duk_context *ctx = jsb_context(t->vm);
    duk_push_global_stash(ctx);
    duk_push_array(ctx);
    for (size_t i = 0; i < t->count; i++) {
        duk_push_heapptr(ctx, (void *)(uintptr_t)t->cells[i].ptr);
        duk_put_prop_index(ctx, -2, (duk_uarridx_t)i);
    }
    duk_put_prop_string(ctx, -2, "kept");
    duk_pop(ctx);
}

static uint32_t mutant_of(uint32_t ins, const struct jsb__code *code)
{
    unsigned field = 8 * random_below(4);
    switch (random_below(6)) {
    case 0: return ins ^ 1u << random_below(32);
    case 1: return (ins & ~0xffu) | random_below(212);
    case 2: return (ins & ~(0xffu << field)) | (random_below(code->nregs + 2) & 0xff) << field;
    case 3: return (ins & 0xffffu) | random_below(code->constant_count + 2) << 16;
    case 4: return code->instructions[random_below(code->instruction_count)];
    default: return (ins & 0xffu) | (random_below(32) + 0x800000 - 16) << 8; /* a short jump */
    }
}

static const char run_source[] =
    "(function (f) { var o = { a: 1, b: { c: 'x' }, f: function () { return this; } };"
    " try { f.call(o, 3, 'text', o, [1, 2, 3]); } catch (e) { String(e.stack); }"
    " try { new f(o, [o], /x/g); } catch (e) { String(e.stack); }"
    " try { f(function (a) { return a; }, -1.5); } catch (e) { String(e.stack); } })";

static duk_ret_t call_runner(duk_context *ctx, void *arg)
{
    duk_eval_string(ctx, run_source);
    duk_push_heapptr(ctx, arg);
    duk_call(ctx, 1);
    return 0;
}

static void run_function(struct target *t, const struct jsb__block *cell)
{
    duk_context *ctx = jsb_context(t->vm);
    progress->passed++;
    set_limit(LIMIT_MS);
    progress->returned += jsb__protect(t->vm, call_runner, (void *)(uintptr_t)cell->ptr, 0) != 0;
    set_limit(0);
    duk_pop(ctx);
}

static void note(const char *format, ...)
{
    size_t used = strlen(progress->last);
    va_list args;
    va_start(args, format);
    vsnprintf(progress->last + used, sizeof(progress->last) - used, format, args);
    va_end(args);
}

static void note_function(duk_context *ctx, const struct jsb__block *cell)
{
    progress->last[0] = '\0';
    duk_push_heapptr(ctx, (void *)(uintptr_t)cell->ptr);
    duk_get_prop_string(ctx, -1, "name");
    note("function %.60s", duk_safe_to_string(ctx, -1));
    duk_pop_2(ctx);
}

/* Change a function, verify, run, change back. */
static void try_function(struct target *t)
{
    const struct jsb__block *cell = &t->cells[random_below(t->count)];
    size_t where[CHANGES], changes = 1 + random_below(CHANGES);
    uint32_t old[CHANGES], *code;
    struct jsb__compiled compiled;
    struct jsb__code_fault fault;
    jsb__compiled_describe(jsb_context(t->vm), cell, &compiled);
    note_function(jsb_context(t->vm), cell);
    code = (uint32_t *)(uintptr_t)compiled.code.instructions;
    for (size_t i = 0; i < changes; i++) {
        where[i] = random_below(compiled.code.instruction_count);
        old[i] = code[where[i]];
        code[where[i]] = mutant_of(old[i], &compiled.code);
        note("; pc %zu: %08x, was %08x", where[i], code[where[i]], old[i]);
    }
    progress->made++;
    if (jsb__code_verify(&compiled.code, &fault) == JSB_OK)
        run_function(t, cell);
    while (changes-- > 0)
        code[where[changes]] = old[changes];
}

static void function_batch(void *user)
{
    unsigned long until = progress->passed + BATCH;
    for (int i = 0; i < ATTEMPTS && progress->passed < until; i++)
        try_function(user);
}

static void load_program(struct jsb_vm *vm, const char *path)
{
    struct program p = program_read(path);
    static const char module[] = "var module = { exports: {} }, exports = module.exports;"
                                 " function require() { return {}; }";
    if (jsb_eval(vm, module, sizeof(module) - 1, "module") != JSB_OK ||
        jsb_eval(vm, p.source, p.len, path) != JSB_OK)
        printf("torture: %s: %s\n", path, jsb_last_error(vm)->message);
    free(p.source);
}

int torture_functions(unsigned long mutants, unsigned long seed, int count, char **paths)
{
    int rc = 0;
    for (int i = 0; i < count; i++) {
        struct target t = {.vm = new_vm()};
        share_progress();
        load_program(t.vm, paths[i]);
        jsb_gc(t.vm);
        jsb__heap_list(jsb_context(t.vm), collect_cell, &t);
        keep_cells(&t);
        rc |= run_batches(function_batch, &t, mutants / (unsigned long)count, seed, paths[i]);
        free(t.cells);
        jsb_destroy(t.vm);
        munmap(progress, sizeof(*progress));
    }
    return rc;
}

/* ------------------------------------------------- regular expressions, lines */

/* Bytes of a hidden property, changed. */
static void mutate_bytes(unsigned char *bytes, size_t len)
{
    for (unsigned changes = 1 + random_below(CHANGES); changes > 0; changes--) {
        unsigned char *at = &bytes[random_below(len)];
        switch (random_below(4)) {
        case 0: *at ^= (unsigned char)(1u << random_below(8)); break;
        case 1: *at = (unsigned char)random_below(24); break;
        case 2: *at = bytes[random_below(len)]; break;
        default: *at = (unsigned char)random_below(256); break;
        }
    }
}

static const char *const regexps[] = {
    "/a(b)*c/g",
    "/(?:x|y(z))+?$/m",
    "/^[a-f0-9]{2,5}\\\\b/i",
    "/(a)(?=b\\\\1)|(?!c)./",
    "/((a+)|(b{0,3}))*?\\\\2/",
    "/\\\\w+\\\\s*[^\\\\d\\\\W]/gi",
    "/(?:(?:a|b)(c)?){1,3}\\\\1\\\\B/",
    "/[\\\\u0100-\\\\uffff]\\\\S/i",
};
#define REGEXP_COUNT (sizeof(regexps) / sizeof(regexps[0]))
#define HIDDEN_BYTECODE                                                                            \
 "\x82"                                                                                            \
 "Bytecode"

static duk_ret_t run_regexp(duk_context *ctx, void *arg)
{
    (void)arg;
    duk_eval_string(ctx, "(function (r) { ['', 'abcabbc', 'yzx\\nxyz', 'aab1 \\u1234\\uffffab',"
                         " 'AFF09 abac'].forEach(function (s) { try { s.replace(r, '$1');"
                         " r.exec(s); r.lastIndex = 1; r.test(s); } catch (e) {} }); })");
    duk_dup(ctx, -2);
    duk_call(ctx, 1);
    return 0;
}

static void try_regexp(struct jsb_vm *vm)
{
    duk_context *ctx = jsb_context(vm);
    unsigned char bytes[512];
    struct jsb__code_fault fault;
    duk_size_t len;
    const char *compiled;
    char source[64];
    snprintf(source, sizeof(source), "%s", regexps[random_below(REGEXP_COUNT)]);
    duk_eval_string(ctx, source);
    duk_push_lstring(ctx, HIDDEN_BYTECODE, sizeof(HIDDEN_BYTECODE) - 1);
    duk_dup_top(ctx);
    duk_get_prop(ctx, -3);
    compiled = duk_require_lstring(ctx, -1, &len);
    memcpy(bytes, compiled, len);
    duk_pop(ctx);
    mutate_bytes(bytes, len);
    duk_push_lstring(ctx, (const char *)bytes, len);
    duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_FORCE);
    progress->made++;
    for (size_t i = 0; i < len && i < 80; i++)
        snprintf(progress->last + 3 * i, 4, "%02x ", bytes[i]);
    if (jsb__regexp_verify(bytes, len, &fault) == JSB_OK) {
        progress->passed++;
        set_limit(LIMIT_MS);
        progress->returned += jsb__protect(vm, run_regexp, NULL, 1) != 0;
        set_limit(0);
    }
    duk_set_top(ctx, 0);
}

static void regexp_batch(void *user)
{
    for (int i = 0; i < BATCH; i++)
        try_regexp(user);
}

int torture_regexps(unsigned long mutants, unsigned long seed)
{
    struct jsb_vm *vm = new_vm();
    int rc;
    share_progress();
    rc = run_batches(regexp_batch, vm, mutants, seed, "regexps");
    jsb_destroy(vm);
    return rc;
}

static duk_ret_t run_lines(duk_context *ctx, void *arg)
{
    (void)arg;
    duk_eval_string(ctx, "(function (f) { for (var i = 0; i < 200; i += 7)"
                         " try { f(i); } catch (e) { e.lineNumber + e.stack; } })");
    duk_dup(ctx, -2);
    duk_call(ctx, 1);
    return 0;
}

/* A function of many lines that throws in one of them. */
static void push_long_function(duk_context *ctx)
{
    duk_require_stack(ctx, 256);
    duk_push_string(ctx, "(function (n) {");
    for (int line = 0; line < 200; line++)
        duk_push_sprintf(ctx, "%s if (n === %d) throw new Error('x');",
                         line % 9 ? "\n" : "\n\n\n\n\n\n\n", line);
    duk_push_string(ctx, "})");
    duk_concat(ctx, 202);
    duk_eval(ctx);
}

static void try_lines(struct jsb_vm *vm)
{
    duk_context *ctx = jsb_context(vm);
    unsigned char kept[4096], *bytes;
    struct jsb__compiled compiled;
    struct jsb__code_fault fault;
    struct jsb__block func = {.ptr = duk_get_heapptr(ctx, 0), .kind = JSB__KIND_COMPFUNC};
    jsb__compiled_describe(ctx, &func, &compiled);
    bytes = (unsigned char *)(uintptr_t)compiled.pc2line;
    if (compiled.pc2line_length > sizeof(kept))
        die("too long", "lines");
    memcpy(kept, bytes, compiled.pc2line_length);
    mutate_bytes(bytes, compiled.pc2line_length);
    progress->made++;
    if (jsb__pc2line_verify(bytes, compiled.pc2line_length, compiled.code.instruction_count,
                            &fault) == JSB_OK) {
        progress->passed++;
        duk_dup(ctx, 0);
        progress->returned += jsb__protect(vm, run_lines, NULL, 1) != 0;
    }
    memcpy(bytes, kept, compiled.pc2line_length);
    duk_set_top(ctx, 1);
}

static void lines_batch(void *user)
{
    for (int i = 0; i < BATCH; i++)
        try_lines(user);
}

int torture_lines(unsigned long mutants, unsigned long seed)
{
    struct jsb_vm *vm = new_vm();
    int rc;
    share_progress();
    push_long_function(jsb_context(vm));
    rc = run_batches(lines_batch, vm, mutants, seed, "lines");
    jsb_destroy(vm);
    return rc;
}

/* ------------------------------------------------------------------ cache entries */

/** A program and its code cache. */
struct entry {
    struct program program;
    struct jsb__code_source source;
    unsigned char *data, *good;
    size_t len;
};

static struct entry make_entry(const char *path)
{
    struct entry e = {.program = program_read(path)};
    struct jsb_vm *vm = new_vm();
    struct jsb_script *script;
    void *data;
    if (jsb_compile(vm, e.program.source, e.program.len, path, NULL, 0, NULL, &script) != JSB_OK ||
        jsb_create_code_cache(script, &data, &e.len) != JSB_OK)
        die(jsb_last_error(vm)->message, path);
    e.good = data;
    e.data = malloc(e.len);
    if (e.data == NULL)
        die("out of memory", path);
    memcpy(e.data, e.good, e.len);
    jsb__code_source(e.program.source, e.program.len, JSB__UNIT_EVAL, &e.source);
    jsb_release_script(script);
    jsb_destroy(vm);
    return e;
}

static void free_entry(struct entry *e)
{
    free(e->program.source);
    free(e->data);
    jsb_free_code_cache(e->good);
}

/* One bit, or the end, is lost: the entry is rejected. */
static int is_noticed(struct entry *e)
{
    size_t at = random_below(e->len);
    unsigned char bit = (unsigned char)(1u << random_below(8));
    int is_cut = random_below(8) == 0, is_rejected;
    e->data[at] ^= is_cut ? 0 : bit;
    is_rejected = jsb__code_check(e->data, is_cut ? at : e->len, &e->source, NULL) == NULL;
    e->data[at] ^= is_cut ? 0 : bit;
    if (!is_rejected)
        printf("torture: %s: byte %zu %s: not noticed\n", e->program.name, at,
               is_cut ? "and the rest lost" : "changed");
    return is_rejected;
}

/* The checksum covers what follows the first 16 bytes, and is the second half of these. */
static void seal_entry(struct entry *e)
{
    uint64_t sum = jsb__hash64(e->data + 16, e->len - 16, 0);
    memcpy(e->data + 8, &sum, sizeof(sum));
}

static void forge(struct entry *e)
{
    progress->last[0] = '\0';
    memcpy(e->data, e->good, e->len);
    for (unsigned changes = 1 + random_below(CHANGES); changes > 0; changes--) {
        size_t at = 64 + random_below(e->len - 64);
        mutate_bytes(e->data + at, 1);
        note("byte %zu: %02x; ", at, e->data[at]);
    }
    seal_entry(e);
}

static const char call_all[] =
    "(function (g) { Object.getOwnPropertyNames(g).slice(0, 400).forEach(function (k) {"
    " var f = g[k]; if (typeof f !== 'function' || /^(print|Duktape)$/.test(k)) return;"
    " try { f({ a: 1 }, 'text', [1], 3); } catch (e) { String(e.stack); }"
    " try { new f(2); } catch (e) { String(e.stack); } }); })(this)";

static void try_entry(struct entry *e)
{
    struct jsb_vm *vm;
    struct jsb_script *script;
    int rejected;
    forge(e);
    progress->made++;
    if (jsb__code_check(e->data, e->len, &e->source, NULL) == NULL)
        return;
    progress->passed++;
    if (jsb_create(NULL, &vm) != JSB_OK)
        die("out of memory", "VM");
    set_limit(LIMIT_MS);
    if (jsb_compile(vm, e->program.source, e->program.len, e->program.name, e->data, e->len,
                    &rejected, &script) == JSB_OK) {
        progress->returned += jsb_run(script) == JSB_OK;
        (void)jsb_eval(vm, call_all, sizeof(call_all) - 1, "call");
        jsb_gc(vm);
        jsb_release_script(script);
    }
    set_limit(0);
    jsb_destroy(vm);
}

static void entry_batch(void *user)
{
    unsigned long until = progress->passed + BATCH;
    for (int i = 0; i < ATTEMPTS && progress->passed < until; i++)
        try_entry(user);
}

int torture_entries(unsigned long mutants, unsigned long seed, int count, char **paths)
{
    unsigned long missed = 0;
    int rc = 0;
    random_state = seed + 1;
    for (int i = 0; i < count; i++) {
        struct entry e = make_entry(paths[i]);
        for (unsigned long k = 0; k < mutants; k++)
            missed += !is_noticed(&e);
        share_progress();
        rc |= run_batches(entry_batch, &e, mutants / (unsigned long)count, seed, paths[i]);
        munmap(progress, sizeof(*progress));
        free_entry(&e);
    }
    printf("entries: %lu flips and cuts of each of %d entries, %lu not noticed\n", mutants, count,
           missed);
    return rc || missed > 0;
}
