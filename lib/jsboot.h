/* SPDX-License-Identifier: MIT
 *
 * jsboot.h - embed a JavaScript VM: create, run, inspect errors, destroy.
 *
 * What is not in this header or in snapshot.h is not API.
 *
 * Ownership: the caller owns every pointer it passes in; the library copies
 * what it keeps unless a comment says "borrowed".  Every destroy and free
 * function accepts NULL.  Threads: one VM per thread at a time, no globals.
 * Results: 0 or a negative JSB_E_* code; on failure outputs are NULL or 0
 * and nothing is left for the caller to free.
 */
#ifndef JSB_JSBOOT_H
#define JSB_JSBOOT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define JSB_VERSION_MAJOR 0
#define JSB_VERSION_MINOR 1
#define JSB_VERSION_PATCH 0
#define JSB_VERSION_STRING "0.1.0"

/** Version of the library that is linked, as "major.minor.patch". */
const char *jsb_version(void);

struct jsb_vm;      /**< One JavaScript VM: a heap and its global object. */
struct duk_hthread; /**< The engine's context, for users of its own API. */

/** Error codes; numbers are never reused.  The list is in errors.def. */
enum jsb_code {
    JSB_OK = 0,
#define JSB_ERROR(number, name, text) JSB_E_##name = number,
#include "errors.def"
#undef JSB_ERROR
    JSB_CODE_END = 1 /* keeps the enum free of a trailing comma */
};

/** Fixed text for a code, such as "out of memory"; never NULL. */
const char *jsb_strerror(int code);

/**
 * What went wrong, filled by the functions that take one.  A plain value:
 * no member needs freeing.  Text is UTF-8, cut where it does not fit.
 */
struct jsb_error {
    int code;           /**< JSB_E_*, 0 after success */
    int line;           /**< line in `file` from 1, 0 if unknown */
    int column;         /**< UTF-16 units from 1, 0 if unknown: see jsb_options.locate_errors */
    int caret;          /**< characters of `source` before that column */
    int exit_code;      /**< with JSB_E_EXIT: what process.exit was given; with JSB_E_SCRIPT: 7
                             if a listener of 'uncaughtException' threw it, else 0 */
    uint64_t offset;    /**< byte offset in a blob, when a field is to blame */
    char file[512];     /**< script or blob, "" if unknown */
    char message[8192]; /**< one or more lines, no trailing newline */
    char stack[8192];   /**< JavaScript stack, "" if none; only set with
                             JSB_E_SCRIPT and JSB_E_SYNTAX */
    char source[256];   /**< with a column: the line, or what of it is around the column */
};

/** A native function of the embedding program: an external reference.  A blob names it, and
 *  each VM that is booted from the blob calls the function which its own table has under
 *  that name. */
struct jsb_native {
    const char *name;
    int (*function)(struct duk_hthread *ctx); /**< a `duk_c_function` */
    int nargs;  /**< arguments on the value stack, 0 to 255, or JSB_VARARGS: as many as
                     were given */
    void *data; /**< for jsb_native_data(), may be NULL */
};
#define JSB_VARARGS (-1)

/** A file that scripts see below /snapshot, whatever is on the disk. */
struct jsb_file {
    const char *path; /**< below /snapshot, UTF-8, without "." and "..", as "lib/app.js" */
    const void *data; /**< its bytes; may be NULL if there are none */
    size_t len;       /**< bytes */
    const char *link; /**< NULL, or it is a symbolic link to this path below /snapshot, written
                           in the same way, "" for /snapshot itself */
};

/** What startup code can touch outside of a heap that is being built. */
enum jsb_touch_kind {
    JSB_TOUCH_READ,     /**< the content of a file, or standard input */
    JSB_TOUCH_LOOK,     /**< whether a file is there, its attributes, names in a folder */
    JSB_TOUCH_WRITE,    /**< a file that is written, made, renamed, removed */
    JSB_TOUCH_VARIABLE, /**< a variable of the environment */
    JSB_TOUCH_PROCESS   /**< a program that is started, a signal that is sent */
};

/** One such thing.  All text is valid during the call only. */
struct jsb_touch {
    int kind;           /**< JSB_TOUCH_* */
    const char *native; /**< the native function that is called for it */
    const char *what;   /**< real path, or name of the variable; "" for a process */
    const char *file;   /**< script that asks, "" if unknown */
    int line;           /**< line in `file` from 1, 0 if unknown */
    int for_module;     /**< `require` is looking for a file, or reading it */
};

/** Bytes of disk that a code cache may take where nobody says how many: 256 MiB. */
#define JSB_CODE_CACHE_LIMIT ((uint64_t)256 << 20)

/** What a code cache has to say. */
enum jsb_code_cache_kind {
    JSB_CODE_CACHE_UNSAFE,  /**< other users could have written what is there: it is not used;
                                 told once */
    JSB_CODE_CACHE_UNUSABLE, /**< the folder cannot be read or written */
    JSB_CODE_CACHE_NO_FOLDER /**< its name, or a part of it, is that of a file */
};

/** An entry of the code cache, for those who share entries between machines. */
struct jsb_code_event {
    const char *key;     /**< of the entry: 32 hexadecimal digits */
    const char *program; /**< key of what the VM has looked for first, its main script's as a rule */
    const char *folder;  /**< of the code cache, absolute */
    uint64_t source_len; /**< bytes of the source: what compiling it costs */
};

/** Where the functions of a source text came from. */
enum jsb_unit_state {
    JSB_UNIT_COMPILED, /**< the text was compiled */
    JSB_UNIT_CACHED,   /**< the code cache had it */
    JSB_UNIT_REJECTED, /**< the code cache had something else under its name: it was compiled */
    JSB_UNIT_PRECOMPILED /**< the blob had its functions */
};

/** A source text that has become functions, and is about to run. */
struct jsb_unit_event {
    const char *name; /**< of its file, UTF-8, valid during the call only */
    int state;        /**< JSB_UNIT_* */
    const char *why;  /**< with JSB_UNIT_REJECTED: what was wrong with the entry, static text */
    double us;        /**< microseconds that it took */
};

/** Options of a VM.  Zero every member you do not set. */
struct jsb_options {
    size_t memory_limit; /**< bytes of heap outside a blob, 0 = no limit */
    size_t stack_limit;  /**< bytes of C stack JavaScript may use, 0 = no limit: the engine counts
                              levels of recursion, which take up to three megabytes */
    int argc;            /**< words in argv */
    char *const *argv;   /**< borrowed: process.argv, but for argv[0], the executable's path */
    const char *argv0;   /**< borrowed: process.argv0, NULL = argv[0] */
    int building;        /**< non-zero: a VM that is to be frozen; clock, zone and
                              random numbers repeat, startupSnapshot is active */
    int seeded;          /**< non-zero: Math.random starts from `seed`, as with building */
    uint64_t seed;       /**< with building or seeded: seed of Math.random */
    double epoch_ms;     /**< with building: first value of Date.now(), ms since 1970 */
    double elapsed_ms;   /**< with building: first value of performance.now(), ms */
    const char *root;    /**< with building, borrowed: folder that scripts see as
                              /snapshot; NULL = real paths everywhere */
    /** With building, may be NULL: called for each source file that is read
     *  through `require` or run as an entry.  `path` and `data` are valid
     *  during the call only. */
    void (*on_input)(void *user, const char *path, const void *data, size_t len);
    /** With building, may be NULL: called before startup code touches anything outside of the
     *  heap.  Returns NULL to let it happen; else what is to be done about it, for the
     *  message of the error that is thrown.  A variable that is refused is not there.
     *  Without this function all may be touched, and there is no variable. */
    const char *(*on_touch)(void *user, const struct jsb_touch *touch);
    /** Called by process.exit(code) after output is flushed; may be NULL, then the
     *  process ends.  If it returns, JavaScript is unwound and the running
     *  jsb_* function returns JSB_E_EXIT. */
    void (*on_exit)(void *user, int code);
    int flush_on_signals; /**< non-zero: what the program has printed and was not written yet, is
                               written when SIGINT, SIGTERM, SIGHUP or SIGQUIT ends the
                               process; for one VM of a process at a time, which is the only one
                               that prints.  A signal that is ignored or has a handler is left
                               alone */
    int locate_errors; /**< non-zero: an error that is not caught tells its column and shows its
                            source line, for which its file is read and compiled again */
    void *user; /**< handed to the callbacks */
    const struct jsb_native *natives; /**< borrowed, with its names: external references, in
                                           any order, each name once */
    size_t native_count;
    const struct jsb_file *files; /**< with building, borrowed: what scripts see below /snapshot
                                       in place of `root`; sorted by the bytes of their paths,
                                       no file is also a folder; NULL = none */
    size_t file_count;
    const char *code_cache; /**< folder of the code cache, NULL = none: what is compiled of files
                                 is kept there, and taken from there; not with building.  "" is
                                 JSB_CODE_CACHE_UNUSABLE, "." the current folder */
    uint64_t code_cache_limit; /**< bytes of disk that entries may take, 0 =
                                   JSB_CODE_CACHE_LIMIT */
    int code_cache_off; /**< non-zero: scripts cannot turn the code cache on by themselves */
    /** May be NULL: the code cache has something to say, which costs no more than time.
     *  `text` is one line, valid during the call only. */
    void (*on_code_cache)(void *user, int kind, const char *text);
    /** May be NULL: the folder of the code cache can be used and has no such entry.  The source
     *  is compiled after the call, unless it returns non-zero: then the folder is looked into
     *  once more.  What is there by then is checked as ever.  `event` and its texts are valid
     *  during the call only. */
    int (*on_code_missing)(void *user, const struct jsb_code_event *event);
    /** May be NULL: an entry was made, and is in the folder. */
    void (*on_code_kept)(void *user, const struct jsb_code_event *event);
    /** May be NULL: called for each source text that is to run, but for those that `eval` and
     *  `new Function` are given. */
    void (*on_unit)(void *user, const struct jsb_unit_event *event);
};

/**
 * Create a bare VM: the engine's built-ins and `print`, no runtime.
 * For a VM with the runtime (console, process, require, fs, path) see
 * snap_open_base() and snap_boot() in snapshot.h.
 *
 * @param opt  options or NULL for defaults; not kept, but its borrowed
 *             strings must outlive the VM
 * @param out  the VM, to be destroyed with jsb_destroy()
 * @return 0; JSB_E_NOMEM; JSB_E_INVALID, then jsb_check_natives() tells why
 */
int jsb_create(const struct jsb_options *opt, struct jsb_vm **out);

/** Destroy a VM: finalizers run, all its memory is freed.  NULL is ignored. */
void jsb_destroy(struct jsb_vm *vm);

/** Destroy a VM as if its process had ended: what its program printed is written, all its
 *  memory is freed, but none of its JavaScript runs.  For a VM whose heap lives on in a blob:
 *  there its finalizers are still to come.  NULL is ignored. */
void jsb_discard(struct jsb_vm *vm);

/**
 * Run source text as a script in the global scope.
 *
 * @param source     UTF-8, `len` bytes, need not end with NUL; may be NULL if there are none
 * @param file_name  shown in stacks; NULL = "eval"
 * @return 0; JSB_E_SYNTAX, JSB_E_SCRIPT, JSB_E_NOMEM or JSB_E_EXIT, then
 *         jsb_last_error() has message, file, line and stack
 */
int jsb_eval(struct jsb_vm *vm, const char *source, size_t len, const char *file_name);

/**
 * Completion value of the last successful jsb_eval() as a string.
 *
 * @param len  receives the length in bytes, may be NULL
 * @return UTF-8 owned by the VM, valid until the next call on it; "undefined"
 *         if nothing was evaluated; NULL if its toString() calls process.exit(): then
 *         jsb_last_error() has JSB_E_EXIT
 */
const char *jsb_result(struct jsb_vm *vm, size_t *len);

/** Run a garbage collection.  What dead objects of a blob hold may stay: duk_gc() of the VM's
 *  context with DUK_GC_COMPACT frees it, in more time.  @return 0, or JSB_E_EXIT if a finalizer
 *  calls process.exit() */
int jsb_gc(struct jsb_vm *vm);

/** Error of the last call on this VM that failed; never NULL, owned by the VM. */
const struct jsb_error *jsb_last_error(const struct jsb_vm *vm);

/** With `building`: what Date.now() is going to return, in ms since 1970, so that another VM
 *  can start from there. */
double jsb_build_clock(const struct jsb_vm *vm);

/** Bytes of heap the VM has allocated outside of a blob. */
size_t jsb_memory_used(const struct jsb_vm *vm);

/**
 * The engine's own context (a `duk_context *`), for those who want Duktape's
 * API.  Calls through it may throw: make them inside duk_safe_call().
 */
struct duk_hthread *jsb_context(struct jsb_vm *vm);

/** Check a table of natives: each has a name of its own and a function.
 *  @return 0, JSB_E_INVALID, JSB_E_NOMEM */
int jsb_check_natives(const struct jsb_native *natives, size_t count, struct jsb_error *err);

/**
 * Make a native of the VM's table a property of the global object.
 *
 * @param global  name of the property
 * @param name    name in the table
 * @return 0; JSB_E_INVALID if the table has no such name, JSB_E_SCRIPT, JSB_E_NOMEM
 */
int jsb_set_global_native(struct jsb_vm *vm, const char *global, const char *name);

/** Push a function object for a native of the VM's table onto the engine's value stack.
 *  Throws when memory runs out.  @return 0, or JSB_E_INVALID and nothing is pushed */
int jsb_push_native(struct duk_hthread *ctx, const char *name);

/** For a native function while it runs: `data` of its entry in the VM's table, NULL if it has
 *  none.  A function object that was pushed by address has that of the first name, in
 *  alphabetical order, under which the address is listed. */
void *jsb_native_data(struct duk_hthread *ctx);

/**
 * Run a file as a script in the global scope; with a runtime, the global
 * `require` then resolves from its folder.  "-" is standard input.
 */
int jsb_run_script(struct jsb_vm *vm, const char *path);

/**
 * Run source text as `-e` does: a script in the global scope whose `require` resolves from
 * the current folder.
 *
 * @param print  non-zero: print the completion value, as console.log does if there is a
 *               runtime
 */
int jsb_run_code(struct jsb_vm *vm, const char *source, size_t len, const char *file_name,
                 int print);

/** Compile a file, as a module if there is a runtime, and do not run it.
 *  @return 0, JSB_E_SYNTAX, JSB_E_IO, JSB_E_NOMEM */
int jsb_check(struct jsb_vm *vm, const char *path);

/** Run a file as a CommonJS module, as node does.  Needs a VM with the runtime. */
int jsb_run_module(struct jsb_vm *vm, const char *path);

/** `require` a module from the current folder.  Needs a VM with the runtime.
 *  @return also JSB_E_INVALID for a name that is not UTF-8 */
int jsb_require(struct jsb_vm *vm, const char *specifier);

/**
 * Compile a module and what it requires by names in quotes, and run nothing: `require` finds the
 * functions when a blob of this VM is booted.  Needs a VM with the runtime that is building.
 *
 * @param name     a file, or else what `require` finds from the current folder
 * @param as_main  non-zero: a file that snap_run_main() runs after boot, as jsb_run_module() does;
 *                 fails if there is a main function that the blob's base does not have
 * @return as jsb_require(); JSB_E_SYNTAX if the module itself does not compile
 */
int jsb_precompile(struct jsb_vm *vm, const char *name, int as_main);

/** Whether a text is well-formed UTF-8, as the names of modules have to be. */
int jsb_is_utf8(const char *text);

/**
 * Start a session: jsb_loop() then reads lines of standard input, runs them, prints their
 * values, and returns when the session ends.  Errors of the program, also of what it runs from
 * here on, are printed and taken.  Needs a VM with the runtime.
 */
int jsb_start_session(struct jsb_vm *vm);

/**
 * Run the event loop: ticks, microtasks, timers and immediates, until nothing is left that
 * keeps the program alive; then process 'beforeExit' is emitted.  Nothing runs if the program
 * has scheduled nothing and listens to no event.  While a heap is being built for a snapshot
 * timers stay pending.
 *
 * @return 0; JSB_E_SCRIPT, JSB_E_NOMEM or JSB_E_EXIT, then what has not run stays scheduled
 */
int jsb_loop(struct jsb_vm *vm);

/** Write what JavaScript has printed to file descriptor 1.
 *  @return 0 or JSB_E_IO */
int jsb_flush(struct jsb_vm *vm);

/** @return what process.exitCode says so far, 0 to 255; 0 if it says nothing.  A freeze takes it
 *  out of the heap, and leaves it here: serialize callbacks may have set it. */
int jsb_exit_code(const struct jsb_vm *vm);

/** For the handler of a signal that ends the process: write what the VM with flush_on_signals has
 *  printed, as far as nobody has to wait for it. */
void jsb_last_words(void);

/**
 * End of a program: emit process 'exit', run finalizers if any object has one,
 * flush output.  Nothing runs in the VM any more; what may still be called for it are
 * jsb_last_error(), jsb_memory_used(), jsb_flush(), jsb_release_script(), and jsb_destroy(),
 * which must be.
 *
 * @param code  the exit code so far
 * @return the exit code that the program asks for, 0 to 255; jsb_last_error() has code
 *         JSB_OK unless an 'exit' listener threw, which no listener of 'uncaughtException' took
 *         and which no other error was before, or output could not be written
 */
int jsb_finish(struct jsb_vm *vm, int code);

/* ------------------------------------------------------------ scripts and their caches */

struct jsb_script; /**< A compiled program of a VM. */

/**
 * Compile a program, which runs in the global scope, and do not run it.
 *
 * A code cache saves the compilation: what jsb_create_code_cache() made of a program with the same
 * text, under any name, in any process with the same build of the engine.  One that is stale,
 * damaged or foreign does no harm: it is rejected, and the program is compiled.
 *
 * @param source      UTF-8, `len` bytes, need not end with NUL; may be NULL if there are none
 * @param file_name   shown in stacks; NULL = "eval"
 * @param cache       the code cache, which is copied, or NULL
 * @param cache_size  bytes at cache
 * @param cache_rejected  may be NULL; receives 1 if there is a code cache that cannot be used, else
 *                    0.  A VM with `building` looks at none, and rejects none.
 * @param script      receives the script, with one reference that the caller is to release
 * @return 0; JSB_E_SYNTAX, JSB_E_NOMEM, then jsb_last_error() tells more
 */
int jsb_compile(struct jsb_vm *vm, const char *source, size_t len, const char *file_name,
                const void *cache, size_t cache_size, int *cache_rejected,
                struct jsb_script **script);

/**
 * Run a script; it may run any number of times.
 *
 * @return as jsb_eval(); jsb_result() has the completion value
 */
int jsb_run(struct jsb_script *script);

/**
 * Make a code cache of a script, before it runs or after.
 *
 * @param data  receives it, to be freed with jsb_free_code_cache()
 * @param len   receives its bytes
 * @return 0; JSB_E_NOMEM; JSB_E_INVALID if the program has changed its own function by means of
 *         Duktape.act()
 */
int jsb_create_code_cache(struct jsb_script *script, void **data, size_t *len);

/** Free a code cache; NULL is ignored. */
void jsb_free_code_cache(void *data);

/** Take a reference to a script.  @return script */
struct jsb_script *jsb_retain_script(struct jsb_script *script);

/** Give a reference to a script back; the last one frees it.  All are to be given back before
 *  the VM is destroyed.  NULL is ignored. */
void jsb_release_script(struct jsb_script *script);

/* ---------------------------------------------------------------- the code cache */

/**
 * The folder of the code cache where none is named: $XDG_CACHE_HOME/jsboot/code, or
 * ~/.cache/jsboot/code.  It need not be there.
 *
 * @param path  receives it, "" on failure
 * @param size  bytes at path
 * @return 0; JSB_E_INVALID if neither variable is an absolute path, or it does not fit
 */
int jsb_code_cache_folder(char *path, size_t size);

/** What the folder of a code cache holds. */
struct jsb_code_cache_stats {
    uint64_t entries;   /**< number of them */
    uint64_t bytes;     /**< of disk blocks that they take */
    int64_t oldest_use; /**< seconds since 1970 of the least recent use, exact to a day; 0 if
                             there is no entry */
};

/**
 * Count what a folder holds.  One that is not there holds nothing.
 *
 * @return 0; JSB_E_OWNER if others could write to it, JSB_E_IO
 */
int jsb_code_cache_count(const char *folder, struct jsb_code_cache_stats *stats,
                         struct jsb_error *err);

/**
 * Remove all entries, and nothing else, from a folder.  Processes that use it meanwhile are not
 * disturbed.
 *
 * @param removed  receives the number of entries
 * @return as jsb_code_cache_count()
 */
int jsb_code_cache_clear(const char *folder, uint64_t *removed, struct jsb_error *err);

/** Bytes of an entry's name, with NUL. */
#define JSB_CODE_KEY_SIZE 33

/**
 * Read an entry from a folder, to give it to another machine.
 *
 * @param key   its name, as in struct jsb_code_event
 * @param data  receives it, to be freed with jsb_free_code_cache(); NULL on failure
 * @return 0; JSB_E_INVALID if there is none, or it is damaged or of another engine; JSB_E_NOMEM
 */
int jsb_code_cache_read(const char *folder, const char *key, void **data, size_t *len,
                        struct jsb_error *err);

/**
 * Put an entry that another machine has made into a folder, unless it is there.  Its checksum is
 * checked, and that it is of this engine; its functions are when it is used.
 *
 * @param limit  as code_cache_limit
 * @param data   at a multiple of 8
 * @param key    receives its name
 * @return 0; JSB_E_INVALID if it is no entry of this engine, or damaged; JSB_E_IO if it cannot be
 *         written or is larger than `limit`; JSB_E_NOMEM
 */
int jsb_code_cache_add(const char *folder, uint64_t limit, const void *data, size_t len,
                       char key[JSB_CODE_KEY_SIZE], struct jsb_error *err);

#ifdef __cplusplus
}
#endif

#endif /* JSB_JSBOOT_H */
