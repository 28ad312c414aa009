/* SPDX-License-Identifier: MIT
 * host.h - clock, random numbers, output and exit for the engine and our natives.
 * Neighbours: vm.h, err.h. */
#ifndef JSB_HOST_H
#define JSB_HOST_H

#include "err.h"
#include "vm.h"

/** Math.random, and the two clocks in milliseconds; called by the engine. */
double jsb__random(void *udata);
double jsb__date_now(duk_context *ctx);
double jsb__monotonic_now(duk_context *ctx);
/** Whether the VM of a context has the runtime in JavaScript. */
int jsb__has_runtime(duk_context *ctx);

/** End the program as process.exit does: flush, then the embedder's on_exit or _exit. */
void jsb__exit(duk_context *ctx, int code) __attribute__((noreturn));

duk_ret_t jsb__sys_print(duk_context *ctx);
duk_ret_t jsb__sys_exitCode(duk_context *ctx);
duk_ret_t jsb__sys_wantFinish(duk_context *ctx);
duk_ret_t jsb__sys_wantLoop(duk_context *ctx);

#endif
