/* SPDX-License-Identifier: MIT
 * host.c - what a run has and a blob never holds: clock, random numbers, standard output.
 *
 * While a VM is being built for a snapshot, clock and random numbers are deterministic:
 * the same program must give the same blob. */
#include "host.h"

#include "last_words.h"
#include "os.h"
#include "sys.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

/* ------------------------------------------------------------ random numbers */

/* SplitMix64 (Steele, Lea, Flood 2014) spreads a seed over the generator's state. */
static uint64_t spread(uint64_t *x)
{
    uint64_t z = (*x += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void seed_random(struct jsb__host *host)
{
    uint64_t x = host->opt.seed;
    int repeats = host->opt.building || host->opt.seeded;
    host->random_ready = 1;
    if (!repeats && getrandom(host->random, sizeof(host->random), GRND_NONBLOCK) ==
                        (ssize_t)sizeof(host->random))
        return;
    if (!repeats)
        x = (uint64_t)time(NULL) ^ ((uint64_t)getpid() << 32);
    host->random[0] = spread(&x);
    host->random[1] = spread(&x);
}

/* xorshift128+ (Vigna 2014); 53 bits of it make a number in [0, 1). */
double jsb__random(void *udata)
{
    struct jsb__host *host = &((struct jsb_vm *)udata)->host;
    uint64_t a, b;
    if (!host->random_ready)
        seed_random(host);
    a = host->random[0];
    b = host->random[1];
    host->random[0] = b;
    a ^= a << 23;
    a ^= b ^ (a >> 17) ^ (b >> 26);
    host->random[1] = a;
    return (double)((a + b) >> 11) * 0x1p-53;
}

/* ------------------------------------------------------------------ the clock */

static double clock_ms(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* A build's clock starts at a given time and advances by a millisecond at each look, so
 * that loops which wait for it end. */
static double build_clock(struct jsb__host *host)
{
    return host->build_now_ms++;
}

double jsb_build_clock(const struct jsb_vm *vm)
{
    return vm->host.build_now_ms;
}

int jsb__has_runtime(duk_context *ctx)
{
    return jsb__vm(ctx)->has_runtime;
}

double jsb__date_now(duk_context *ctx)
{
    struct jsb__host *host = &jsb__vm(ctx)->host;
    if (host->is_own_clock)
        return build_clock(host);
    return clock_ms(CLOCK_REALTIME);
}

/* This clock never goes back.  In a build it counts from 0: what the program remembers of it is
 * then in the past of the machine that boots the blob. */
static double build_elapsed(struct jsb__host *host)
{
    return build_clock(host) - host->opt.epoch_ms + host->opt.elapsed_ms;
}

double jsb__monotonic_now(duk_context *ctx)
{
    struct jsb__host *host = &jsb__vm(ctx)->host;
    return host->is_own_clock ? build_elapsed(host) : clock_ms(CLOCK_MONOTONIC);
}

/* --------------------------------------------------------------------- output */

static void out_direct(struct jsb_vm *vm, const void *data, size_t len)
{
    int error = jsb__last_words_heard(vm) ? jsb__last_words_write(vm, data, len)
                                          : jsb__write_fully(STDOUT_FILENO, data, len);
    if (error != 0 && vm->host.out_error == 0)
        vm->host.out_error = error;
}

/* Until the write has begun, a handler of signals has to know of what waits. */
static void out_flush(struct jsb_vm *vm)
{
    size_t len = vm->host.out_len;
    if (len > 0)
        out_direct(vm, vm->texts->out_buf, len);
    vm->host.out_len = 0;
}

/* A person at a terminal sees each line at once; pipes and files get large writes. */
static int out_is_terminal(struct jsb__host *host)
{
    if (host->out_terminal == 0)
        host->out_terminal = isatty(STDOUT_FILENO) ? 1 : -1;
    return host->out_terminal > 0;
}

/* What is written together stays together, unless it is longer than the buffer. */
static void out_make_room(struct jsb_vm *vm, size_t len)
{
    if (len > JSB__OUT_SIZE - vm->host.out_len)
        out_flush(vm);
}

static void out_put(struct jsb_vm *vm, const void *data, size_t len)
{
    out_make_room(vm, len);
    if (len > JSB__OUT_SIZE) {
        out_direct(vm, data, len);
        return;
    }
    memcpy(vm->texts->out_buf + vm->host.out_len, data, len);
    atomic_signal_fence(memory_order_release); /* a handler reads the buffer up to its length */
    vm->host.out_len += len;
}

static void out_show(struct jsb_vm *vm)
{
    if (out_is_terminal(&vm->host))
        out_flush(vm);
    else if (vm->host.opt.flush_on_signals && !jsb__last_words_heard(vm))
        jsb__last_words_hear(vm);
}

void jsb__write_out(struct jsb_vm *vm, const void *data, size_t len)
{
    out_put(vm, data, len);
    out_show(vm);
}

void jsb__write_err(struct jsb_vm *vm, const void *data, size_t len)
{
    out_flush(vm); /* keep the order of what was printed */
    jsb__write_fully(STDERR_FILENO, data, len);
}

int jsb_flush(struct jsb_vm *vm)
{
    out_flush(vm);
    if (vm->host.out_error == 0)
        return JSB_OK;
    return jsb__fail_io(jsb__error(vm), "cannot write", "standard output", vm->host.out_error);
}

/* ----------------------------------------------------------------------- exit */

/* An embedder may call JavaScript by the engine's own functions: then there is no level. */
static void note_exit(struct jsb__host *host, int code)
{
    if (host->level != NULL) {
        host->level->exiting = 1;
        host->level->exit_code = code;
    } else {
        host->exiting = 1;
        host->exit_code = code;
    }
}

void jsb__exit(duk_context *ctx, int code)
{
    struct jsb_vm *vm = jsb__vm(ctx);
    if (jsb_flush(vm) != 0 && code == 0)
        code = 1;
    note_exit(&vm->host, code & 255);
    if (vm->host.opt.on_exit == NULL)
        _exit(code & 255);
    vm->host.opt.on_exit(vm->host.opt.user, code & 255);
    (void)duk_generic_error(ctx, "process.exit(%d)", code & 255);
    abort(); /* the line above throws */
}

int jsb_exit_code(const struct jsb_vm *vm)
{
    return vm->host.has_exit_code ? vm->host.exit_code : 0;
}

/** exitCode(code): what the program is to end with, undefined if it does not say.  Without
 *  listeners its end has nothing else to ask JavaScript for. */
duk_ret_t jsb__sys_exitCode(duk_context *ctx)
{
    struct jsb__host *host = &jsb__vm(ctx)->host;
    host->has_exit_code = !duk_is_undefined(ctx, 0);
    host->exit_code = duk_to_int(ctx, 0) & 255;
    return 0;
}

/** wantFinish(): the program has listeners, so its end must ask JavaScript. */
duk_ret_t jsb__sys_wantFinish(duk_context *ctx)
{
    jsb__vm(ctx)->want_finish = 1;
    return 0;
}

/** wantLoop(): something is scheduled, so the event loop must run. */
duk_ret_t jsb__sys_wantLoop(duk_context *ctx)
{
    jsb__vm(ctx)->want_loop = 1;
    return 0;
}

/* A bare VM prints the engine's bytes, as stock Duktape does. */
static const char *printed(duk_context *ctx, duk_idx_t index, size_t *len)
{
    return jsb__vm(ctx)->has_runtime ? jsb__bytes_arg(ctx, index, len)
                                     : duk_get_lstring(ctx, index, len);
}

/** print(values...): the values as strings, with spaces between, and a newline.  A string of the
 *  whole would have to be searched for in the string table. */
duk_ret_t jsb__sys_print(duk_context *ctx)
{
    struct jsb_vm *vm = jsb__vm(ctx);
    duk_idx_t count = duk_get_top(ctx);
    size_t len, all = 1;
    for (duk_idx_t i = 0; i < count; i++) {
        duk_to_string(ctx, i); /* may throw: nothing is printed yet */
        (void)duk_get_lstring(ctx, i, &len);
        all += len + 1;
    }
    out_make_room(vm, all);
    for (duk_idx_t i = 0; i < count; i++) {
        const char *text = printed(ctx, i, &len);
        out_put(vm, " ", i > 0);
        out_put(vm, text, len);
        duk_set_top(ctx, count);
    }
    out_put(vm, "\n", 1);
    out_show(vm);
    return 0;
}
