/* SPDX-License-Identifier: MIT
 * runtime.h - the part of the VM that is JavaScript: loading it, calling into it.
 * Neighbours: vm.h. */
#ifndef JSB_RUNTIME_H
#define JSB_RUNTIME_H

#include "vm.h"

/** A source file of the runtime: `name` without folder and ".js". */
struct jsb__module {
    const char *name;
    const char *source;
    size_t len;
};

/** Load the runtime into a bare VM; only the base image's builder does this.  The module
 *  named "boot" starts it.  @return 0 or the code of the JavaScript error */
int jsb__load_runtime(struct jsb_vm *vm, const struct jsb__module *modules, size_t count);

/** Call a hook for its result, which is left on the value stack in place of `nargs`
 *  arguments.  On failure nothing is left and vm->error is set. */
int jsb__hook(struct jsb_vm *vm, const char *name, int nargs);

/** Call a hook that runs the user's code: an exception goes to the program's own
 *  'uncaughtException' listener first.  Nothing is left on the value stack. */
int jsb__run_hook(struct jsb_vm *vm, const char *name, int nargs);

/** Offer the error value on top of the value stack to the program.
 *  @return 0 with some value left in its place if the program took it; else the code, with
 *          vm->error set and the value popped */
int jsb__uncaught(struct jsb_vm *vm);

/** What hook "settle" answers, and what a blob's header keeps of it. */
enum {
    JSB__SETTLE_HAS_MAIN = 1, /* a deserialize main function is set */
    JSB__SETTLE_REFRESH = 2,  /* hook "refresh" is to be called at boot */
    JSB__SETTLE_FINISH = 4,   /* hook "finish" is to be called at the end */
    JSB__SETTLE_PENDING = 8,  /* something is open or under way: see causes.h */
    JSB__SETTLE_ARGV = 16     /* jsb__entry_fill_argv() is to be called at boot */
};

/** Bring the JavaScript side to rest before a snapshot; *flags receives JSB__SETTLE_*. */
int jsb__settle(struct jsb_vm *vm, unsigned *flags);

#define JSB__USED_MAX 32u

/** Objects that C uses to start a program: those that it reads first, then those that each start
 *  writes to, the first JSB__USED_WRITTEN of the runtime's list `entry`, then those that some do.
 *  From JSB__USED_CALLED to before JSB__USED_CALLED_END, that list has functions that C calls. */
struct jsb__used {
    const void *objects[JSB__USED_MAX];
    size_t count, read_count, write_count; /* of all, of the first, of the first two kinds */
};

#define JSB__USED_WRITTEN 3u
#define JSB__USED_CALLED 9u
#define JSB__USED_CALLED_END 11u

/** List them; there are none without the runtime.  @return 0 or JSB_E_NOMEM */
int jsb__used_objects(struct jsb_vm *vm, struct jsb__used *used);

#endif
