/* SPDX-License-Identifier: MIT
 * touch.h - asks the embedding program before a native touches the world outside of a heap
 * that is being built.  Neighbours: vm.h. */
#ifndef JSB_TOUCH_H
#define JSB_TOUCH_H

#include "vm.h"

/** Which arguments of a native say what it touches. */
enum jsb__touch_how {
    JSB__TOUCH_OPEN,          /* 0 is a path, 1 flags of open() */
    JSB__TOUCH_LOOK,          /* 0 is a path */
    JSB__TOUCH_CHANGE,        /* 0 is a path */
    JSB__TOUCH_CHANGE_TWO,    /* 0 and 1 are paths */
    JSB__TOUCH_CHANGE_SECOND, /* 1 is a path */
    JSB__TOUCH_DESCRIPTOR,    /* 0 is a descriptor that is read */
    JSB__TOUCH_VARIABLE,      /* 0 is the name of a variable; where it is refused there is none */
    JSB__TOUCH_PROCESS        /* starts a process or sends it a signal */
};

/** Ask.  @return false if the native is to answer undefined; throws if it is refused */
int jsb__touch_ask(duk_context *ctx, enum jsb__touch_how how, const char *native);

/** Whether a variable of the environment may be told of. */
int jsb__touch_variable(duk_context *ctx, const char *native, const char *name);

/** The gate that each native of touches.def stands behind; a run has nobody to ask. */
static inline int jsb__touch(duk_context *ctx, enum jsb__touch_how how, const char *native)
{
    return jsb__vm(ctx)->host.opt.on_touch == NULL || jsb__touch_ask(ctx, how, native);
}

#endif
