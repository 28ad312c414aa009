/* SPDX-License-Identifier: MIT
 * sys.h - what the natives of the runtime (sys_*.c) share: text, paths, errors.
 * Neighbours: duktape.h, vm.h, utf8.h.
 *
 * Everything here may throw.  No native keeps a file descriptor or a block of its own
 * across such a call: descriptors belong to JavaScript, which closes them in `finally`,
 * and memory is the engine's. */
#ifndef JSB_SYS_H
#define JSB_SYS_H

#include "vm.h"

#define NATIVE(name, nargs) duk_ret_t jsb__sys_##name(duk_context *ctx);
#include "natives.def"
#undef NATIVE

/** Encodings of Buffer and fs, in the order that runtime/buffer.js numbers them. */
enum jsb__encoding {
    JSB__ENC_UTF8,
    JSB__ENC_LATIN1,
    JSB__ENC_ASCII,
    JSB__ENC_HEX,
    JSB__ENC_BASE64,
    JSB__ENC_BASE64URL,
    JSB__ENC_UTF16LE
};

/** Bytes of a string argument as UTF-8, or of a buffer argument as they are.  Valid until
 *  the value stack slot changes: converted text takes the argument's place there. */
const void *jsb__bytes_arg(duk_context *ctx, duk_idx_t idx, size_t *len);

/** Arguments (.., buffer, offset, length) from 1 on: where a transfer starts in memory. */
char *jsb__range_arg(duk_context *ctx, size_t *len);

/** [] -> [string]: text from outside. */
void jsb__push_text(duk_context *ctx, const void *utf8, size_t len);

/** The words that a module knows, and NULL. */
extern const char *const jsb__module_formals[];

/** [list] -> [list]: puts process.argv's words into it, that of the script as it was given. */
void jsb__fill_argv(duk_context *ctx);

/**
 * [] -> [buffer]: the text of a source file, from an open descriptor; a build is told of it.
 *
 * @param name  where its name is on the value stack, for errors
 * @param most  a longer file that could be read is not: then nothing is pushed
 * @return the text, NULL if it is longer
 */
const char *jsb__push_source(duk_context *ctx, int fd, duk_idx_t name, size_t most, size_t *len);

/** [] -> [Buffer]: a Buffer over the plain buffer on top of the stack, which it replaces. */
void jsb__wrap_buffer(duk_context *ctx, size_t len);

/** Folder that scripts see as /snapshot, NULL when there is none. */
const char *jsb__virtual_root(duk_context *ctx);

/** [] -> [bytes]: path argument `idx` as the file system knows it; the pointer lives as
 *  long as the pushed value.  The ONE place where /snapshot/... becomes a real path. */
const char *jsb__host_path(duk_context *ctx, duk_idx_t idx);

/** [] -> [bytes]: path argument `idx` as it stands, in UTF-8. */
const char *jsb__script_path(duk_context *ctx, duk_idx_t idx);

/** What a path argument is among the files that the VM has of its own. */
struct jsb__found {
    int is_ours; /* 0: the path is the file system's */
    enum jsb__file_kind kind;
    const struct jsb_file *file; /* JSB__FILE_PLAIN */
    char *name; /* below /snapshot, without links; also of what is not there */
};

/** Look a path argument up; throws if the list of files is damaged.  What the result points to
 *  lives on the value stack.  @return is_ours */
int jsb__find_file(duk_context *ctx, duk_idx_t idx, const char *syscall, struct jsb__found *found);

/** The same, and throw ENOENT if there is no such file. */
int jsb__need_file(duk_context *ctx, duk_idx_t idx, const char *syscall, struct jsb__found *found);

/** Throw EROFS if a path argument is among these files; also if `dest`, unless it is
 *  JSB__NO_PATH. */
void jsb__refuse_change(duk_context *ctx, const char *syscall, duk_idx_t path, duk_idx_t dest);

/** A descriptor of a copy of a file, which lives in memory.  Throws. */
int jsb__open_packed(duk_context *ctx, const struct jsb__found *found, int flags);

/** [] -> [array]: what fsStat and fsReaddir give for a found file or folder. */
void jsb__push_packed_stat(duk_context *ctx, const struct jsb__found *found);
void jsb__push_packed_names(duk_context *ctx, const struct jsb__found *found);

/** [] -> [string]: the path of a found file or folder, as scripts see it. */
void jsb__push_packed_path(duk_context *ctx, const struct jsb__found *found);

/** [] -> [string]: a path of the file system as scripts see it, the way back. */
void jsb__push_script_path(duk_context *ctx, const char *host_path);

/** Name of an errno, such as "ENOENT", and its text as node spells it. */
const char *jsb__errno_name(int error);
const char *jsb__errno_text(int error);

/** Index for "no path" below. */
#define JSB__NO_PATH (-1)

/** Throw node's error for a failed system call; `path` and `dest` are stack indexes of
 *  what the script passed, or JSB__NO_PATH. */
void jsb__throw_errno(duk_context *ctx, int error, const char *syscall, duk_idx_t path,
                      duk_idx_t dest) __attribute__((noreturn));

#endif
