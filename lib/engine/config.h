/* SPDX-License-Identifier: MIT
 * config.h - the engine's configuration: upstream's defaults plus what snapshots need.
 *
 * Included by engine.c before the amalgamation.  It pulls in upstream's duk_config.h
 * first (whose include guard makes the amalgamation's own include a no-op) and then
 * redefines.  Everything not named here stays as upstream ships it, so that programs
 * behave as on stock Duktape. */
#ifndef JSB_ENGINE_CONFIG_H
#define JSB_ENGINE_CONFIG_H

/* Without the second, upstream's configuration takes each internal function for an external one
 * and drops what is said about inlining: a twentieth more time. */
#define DUK_COMPILING_DUKTAPE
#define DUK_SINGLE_FILE
#include <duk_config.h>

#include <stddef.h>
#include <stdint.h>

/* The line of a token is its place in the source: see 0021-mark-offsets.patch. */
#define DUK_COMPILE_MARK_OFFSETS (1U << 13)

/* Math.random and the clock live in the host, so that no seed and no time gets into an
 * image, and a restored program does not repeat random numbers. */
double jsb__random(void *udata);
double jsb__date_now(duk_context *ctx);
double jsb__monotonic_now(duk_context *ctx);
#define DUK_USE_GET_RANDOM_DOUBLE(udata) jsb__random(udata)
#undef DUK_USE_DATE_GET_NOW
#define DUK_USE_DATE_GET_NOW(ctx) jsb__date_now(ctx)
#undef DUK_USE_GET_MONOTONIC_TIME
#define DUK_USE_GET_MONOTONIC_TIME(ctx) jsb__monotonic_now(ctx)

/* Whether a VM has the runtime in JavaScript: what later editions say of dates and errors holds
 * there, without it all is as on stock Duktape. */
int jsb__has_runtime(duk_context *ctx);

/* Duktape.env names compiler, architecture and system: one text for all builds, or images
 * would differ from compiler to compiler. */
#undef DUK_USE_COMPILER_STRING
#define DUK_USE_COMPILER_STRING "c"
#undef DUK_USE_ARCH_STRING
#define DUK_USE_ARCH_STRING "64le"
#undef DUK_USE_OS_STRING
#define DUK_USE_OS_STRING "posix"
#undef DUK_USE_TARGET_INFO
#define DUK_USE_TARGET_INFO "unknown"

/* C libraries differ in the last digits of these: all builds take one library's. */
#ifdef JSB_ONE_MATH
double jsb__math_acos(double x);
double jsb__math_asin(double x);
double jsb__math_atan(double x);
double jsb__math_cbrt(double x);
double jsb__math_cos(double x);
double jsb__math_exp(double x);
double jsb__math_log(double x);
double jsb__math_log2(double x);
double jsb__math_log10(double x);
double jsb__math_sin(double x);
double jsb__math_tan(double x);
double jsb__math_atan2(double y, double x);
double jsb__math_fmod(double x, double y);
double jsb__math_pow(double x, double y);
#undef DUK_ACOS
#define DUK_ACOS jsb__math_acos
#undef DUK_ASIN
#define DUK_ASIN jsb__math_asin
#undef DUK_ATAN
#define DUK_ATAN jsb__math_atan
#undef DUK_ATAN2
#define DUK_ATAN2 jsb__math_atan2
#undef DUK_CBRT
#define DUK_CBRT jsb__math_cbrt
#undef DUK_COS
#define DUK_COS jsb__math_cos
#undef DUK_EXP
#define DUK_EXP jsb__math_exp
#undef DUK_FMOD
#define DUK_FMOD jsb__math_fmod
#undef DUK_LOG
#define DUK_LOG jsb__math_log
#undef DUK_LOG2
#define DUK_LOG2 jsb__math_log2
#undef DUK_LOG10
#define DUK_LOG10 jsb__math_log10
#undef DUK_POW
#define DUK_POW jsb__math_pow
#undef DUK_SIN
#define DUK_SIN jsb__math_sin
#undef DUK_TAN
#define DUK_TAN jsb__math_tan
#endif

/* The C stack is bounded by bytes as well as by the engine's call counters. */
extern _Thread_local char *jsb__stack_floor;
#undef DUK_USE_NATIVE_STACK_CHECK
#define DUK_USE_NATIVE_STACK_CHECK() ((char *)__builtin_frame_address(0) < jsb__stack_floor)

/* All bits of it are set while the program is to be stopped, see interrupt.h: only in a session. */
extern _Thread_local volatile size_t jsb__interrupt;

/* Set in a session: what is compiled has jumps that look at it. */
extern _Thread_local int jsb__interruptible;

/* The strings of an image are apart, see image.h, and short scripts add few to them: with this many
 * chains, what each start writes to is one page. */
#undef DUK_USE_STRTAB_MINSIZE
#define DUK_USE_STRTAB_MINSIZE 64

/* Memory of the host's for collections, see vm.h. */
size_t jsb__memory_in_use(void *udata);
void *jsb__collection_alloc(void *udata, size_t size);
void jsb__collection_free(void *udata, void *block);

/* What a live heap knows of the image that it was booted from: see image.h. */
struct jsb__image {
    char *start;       /* where the image is mapped */
    size_t len;        /* bytes */
    size_t heap_end; /* its segments, see jsb__place */
    size_t objects_off, objects_end;
    size_t props_off, props_end;
    uint8_t *marks;    /* bitmap: objects that the last exact marking reached; or NULL */
    uint8_t *before;   /* ... that the one before it reached; or NULL */
    uint8_t *deferred; /* ... whose children are still to be visited; or NULL */
    uint8_t *written;  /* bitmap: pages written to since boot, while a marking goes by them */
    size_t exact_len;  /* bytes that were in use after the last exact collection */
    uint8_t exact;     /* the collection under way marks the image's objects */
    uint8_t exact_due; /* the next one is to */
    uint8_t waking;    /* ... and counts the references to the image's objects */
    uint8_t checking;  /* all is marked, and looked at again */
    uint8_t eager;     /* functions are read from their flat form before they are called */
    uint8_t strings_ahead; /* binary logarithm of a size that the string table is not to go below */
    struct flat_unit *units; /* flat forms that functions come from: see flat_template.h */
};

#ifdef JSB_GC_TORTURE
#define DUK_USE_GC_TORTURE /* a garbage collection at each allocation and call */
#endif

#ifdef JSB_ASSERTIONS
#define DUK_USE_ASSERTIONS
#define DUK_USE_SELF_TESTS
#endif

#endif
