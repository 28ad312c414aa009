/* SPDX-License-Identifier: MIT
 *
 * snapshot.h - freeze a VM's heap into a blob, boot VMs from blobs.
 *
 * What is not in this header or in jsboot.h is not API.  Ownership, threads and results
 * are as stated in jsboot.h.  A function that takes a `struct jsb_error *` accepts NULL
 * and fills it on failure.
 *
 * Several threads may use one open blob at once for snap_boot(), snap_open_context() and what
 * only reads its header: snap_get_info(), snap_section() and the list of contexts.
 * snap_validate() and snap_metadata() come before the first snap_boot(), snap_close() when
 * no other thread uses the blob.
 */
#ifndef SNAP_SNAPSHOT_H
#define SNAP_SNAPSHOT_H

#include <jsboot.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A source file that went into a blob, for its metadata. */
struct snap_input {
    const char *path;   /**< as the blob is to name it */
    uint64_t len;       /**< bytes */
    const char *sha256; /**< 64 hexadecimal digits */
};

/** What a file in a blob is there for; bits. */
enum snap_file_kind {
    SNAP_FILE_SOURCE = 1, /**< to be looked up: the program was made from it */
    SNAP_FILE_ASSET = 2   /**< the program reads it below /snapshot */
};

/** A file that travels in a blob. */
struct snap_file {
    const char *path; /**< relative and in the form of struct jsb_file; a source may also have
                           an absolute one or a name in brackets, as "[stdin]" */
    const void *data; /**< its bytes; may be NULL if there are none */
    uint64_t len;     /**< bytes */
    unsigned kind;    /**< SNAP_FILE_* */
};

/** Options of snap_create().  Zero every member you do not set. */
struct snap_options {
    const struct snap_input *inputs; /**< borrowed */
    size_t input_count;
    const char *generator; /**< name and version of the program for the metadata, or NULL */
    uint64_t base;         /**< address to write the image for, 0 = the usual one */
    const struct snap_file *files; /**< borrowed: files to put into the blob, in any order, each
                                        path once; JSB_E_INVALID if one cannot be */
    size_t file_count;
    const struct snap_input *origin; /**< for the metadata: the blob that the VM was booted
                                          from, its `path` is not used; NULL if none */
    /**
     * Called when a step of the work begins, so that progress can be shown, or NULL.
     *
     * @param step  "settle", "collect", "list", "train", "lay out", "copy", "write tables"
     */
    void (*on_step)(void *user, const char *step);
    /**
     * What a program does after boot, or NULL: the blob is laid out by what it uses of the heap, so
     * that such programs take fewer pages.  It changes nothing else.
     *
     * Called once, with a VM of a copy of the heap, which it is to run but not to destroy.  The
     * copy has no garbage collections, jsb_finish() leaves its finalizers out, and it takes about a page of memory for each block that is
     * used.  The process's handler of SIGSEGV is another one meanwhile.
     *
     * @return 0, or a JSB_E_* that snap_create() then returns, with the VM's last error
     */
    int (*on_train)(void *user, struct jsb_vm *vm);
    const struct jsb_options *train_options; /**< borrowed: of that VM, or NULL */
    void *user; /**< for on_step and on_train */
};

/**
 * Freeze a VM's whole heap.
 *
 * Runs what is scheduled except timers, then serialize callbacks, collects garbage, then lists
 * and copies what is reachable.  No JavaScript may be running.  The VM stays usable.
 *
 * @param blob  the blob, to be freed with snap_free()
 * @param size  its length in bytes
 * @return 0; JSB_E_BUSY, JSB_E_UNFREEZABLE (the message has a line for each cause, with the
 *         property path that leads to it; lines that start with "    at " are the stack of
 *         its creation), JSB_E_NOMEM, or the code of an exception in a callback
 */
int snap_create(struct jsb_vm *vm, const struct snap_options *opt, void **blob, size_t *size,
                struct jsb_error *err);

/** Free what snap_create() made.  NULL is ignored. */
void snap_free(void *blob);

/**
 * Write a blob to a file: temporary file beside it, sync, rename.  The old file or the new
 * one is there, never a part.  "-" is standard output.
 *
 * @return 0 or JSB_E_IO
 */
int snap_save(const char *path, const void *blob, size_t size, struct jsb_error *err);

struct snap_draft; /**< A blob in a temporary file, to be given its name. */

/**
 * Freeze a VM's whole heap into a file: as snap_create() and snap_save(), without the memory
 * for the blob, and in two steps.  What cannot be replaced by renaming, such as a device or
 * standard output, is written to in the second step.
 *
 * One draft at a time in a thread, which makes, saves and frees it, and calls no snap_save()
 * meanwhile.
 *
 * @param path  as for snap_save(), copied
 * @param out   to be freed with snap_free_draft(), saved or not
 * @return the codes of snap_create(); JSB_E_IO
 */
int snap_create_draft(struct jsb_vm *vm, const struct snap_options *opt, const char *path,
                      struct snap_draft **out, struct jsb_error *err);

/** Bytes of a draft that is not saved yet, *size of them; they are the draft's.  NULL and 0 if
 *  there is no memory, or if the draft was saved. */
const void *snap_draft_bytes(struct snap_draft *draft, size_t *size);

/**
 * Sync and rename: the old file or the new one is there, never a part.  Once: a draft that
 * could not be saved is gone.
 *
 * @return 0, JSB_E_IO; JSB_E_INVALID the second time
 */
int snap_save_draft(struct snap_draft *draft, struct jsb_error *err);

/** Free a draft; if it is not saved, the temporary file goes.  NULL is ignored. */
void snap_free_draft(struct snap_draft *draft);

/** Remove the temporary file of this thread's draft, or of a snap_save() under way, for signal
 *  handlers. */
void snap_abandon(void);

/** A context of a blob that is put together: a heap of its own, to be booted by name. */
struct snap_context {
    const char *name; /**< letters, digits, "_", and behind the first "." and "-"; at most 47 */
    const void *blob; /**< as snap_create() made it */
    size_t size;      /**< bytes */
};

/** True if a context may have the name. */
int snap_is_context_name(const char *name);

/**
 * Make one blob of a blob and contexts.
 *
 * Who boots the result without naming a context gets the heap of `blob`.  Contexts share
 * nothing.  Each gets an address of its own, so that a process can boot several of them
 * without relocation; the blobs that are passed in stay as they are.
 *
 * @param out  the blob, to be freed with snap_free()
 * @return 0; JSB_E_INVALID for a name that cannot be, that is there twice, for too many
 *         contexts (more than 255) or a blob that has contexts; the codes of snap_open()
 *         for what is no blob; JSB_E_NOMEM
 */
int snap_join(const void *blob, size_t size, const struct snap_context *contexts, size_t count,
              void **out, size_t *out_size, struct jsb_error *err);

struct snap_blob; /**< A blob that was opened and whose header was checked. */

/**
 * Open a blob file: check who could have written it and its header, map it at its own address.
 *
 * @param path  borrowed until snap_close()
 * @return 0; JSB_E_IO, JSB_E_OWNER, JSB_E_NOT_BLOB, JSB_E_UNFINISHED, JSB_E_FORMAT, JSB_E_ENGINE,
 *         JSB_E_NATIVES, JSB_E_TRUNCATED, JSB_E_CORRUPT, JSB_E_NOMEM
 */
int snap_open(const char *path, struct snap_blob **out, struct jsb_error *err);

/** Options of snap_open_with().  Zero every member you do not set. */
struct snap_open_options {
    int allow_unsafe_owner; /**< non-zero: whoever could have written the file */
    /**
     * May be NULL; else it decides whether the blob may be used, before any of its bytes is
     * looked at.  snap_verify_signature() is one.
     *
     * @param user  as below
     * @param path  the blob's name
     * @param fd    a copy of the file in memory that can no longer be changed: what is judged
     *              is what will boot.  Not to be closed.
     * @param size  its bytes
     * @return 0 to accept it; a JSB_E_* code, which snap_open_with() then returns, with *err
     *         filled
     */
    int (*verify)(void *user, const char *path, int fd, uint64_t size, struct jsb_error *err);
    void *user; /**< borrowed during the call, handed to verify */
    uint64_t offset; /**< where in the file the blob starts, a multiple of the page size */
    uint64_t size;   /**< its bytes; 0: the whole file is the blob */
};

/** As snap_open(), with options; NULL for the defaults. */
int snap_open_with(const char *path, const struct snap_open_options *opt,
                   struct snap_blob **out, struct jsb_error *err);

/** What snap_verify_signature() asks for. */
struct snap_trust {
    const char *trusted_key; /**< a minisign public key in base64, or the name of its file */
    const char *signature;   /**< name of the signature; NULL: the blob's with .minisig */
};

/**
 * Check a minisign signature, and that of its trusted comment.  A value for `verify` of
 * struct snap_open_options.
 *
 * A program that calls this function or one of the next two links libsodium too.
 *
 * @param trust  a const struct snap_trust
 * @return 0, JSB_E_SIGNATURE, JSB_E_IO or JSB_E_NOMEM
 */
int snap_verify_signature(void *trust, const char *path, int fd, uint64_t size,
                          struct jsb_error *err);

/** What snap_sign() signs with. */
struct snap_signer {
    const char *key;     /**< name of a minisign secret key file */
    const char *comment; /**< the trusted comment: one line, which is signed as well */
    /** Called if the key has a password; may be NULL.  Writes it, NUL-terminated, to the `size`
     *  bytes at text.  @return 0, or -1 if there is none to be had */
    int (*password)(void *user, char *text, size_t size);
    void *user; /**< handed to password */
};

/** Can a file be what snap_sign() signs with?  Its password is not asked for.
 *  @return 0 or JSB_E_INVALID */
int snap_sign_check(const char *key, struct jsb_error *err);

/**
 * Sign a blob as `minisign -S` does.  The same blob, key and comment give the same signature.
 *
 * @param signature  the content of a signature file, to be freed with snap_free()
 * @param len        its bytes
 * @return 0; JSB_E_INVALID if key, password or comment are no good; JSB_E_NOMEM
 */
int snap_sign(const struct snap_signer *signer, const void *blob, size_t size, char **signature,
              size_t *len, struct jsb_error *err);

/** As snap_open() for a blob in memory, borrowed until snap_close().  It lies at a multiple of 8,
 *  as what malloc() gives: else JSB_E_INVALID. */
int snap_open_memory(const void *blob, size_t size, struct snap_blob **out,
                     struct jsb_error *err);

/** Open the image of the runtime that is built into the library. */
int snap_open_base(struct snap_blob **out, struct jsb_error *err);

/** Number of contexts in a blob; 0 for most. */
unsigned snap_context_count(const struct snap_blob *blob);

/** Name of context `index`, owned by the blob; NULL if there are not so many. */
const char *snap_context_name(const struct snap_blob *blob, unsigned index);

/**
 * Open a context of a blob.  What is returned is a blob as any other, to be closed on its
 * own; the file's bytes outside of the context are not looked at again.
 *
 * @return 0; JSB_E_CONTEXT if there is none of that name, the message lists those that
 *         there are; the codes of snap_open()
 */
int snap_open_context(const struct snap_blob *blob, const char *name, struct snap_blob **out,
                      struct jsb_error *err);

/** Close.  VMs booted from the blob go on.  NULL is ignored. */
void snap_close(struct snap_blob *blob);

/** What a blob's header says. */
struct snap_info {
    unsigned format;         /**< format version */
    int has_runtime;         /**< 0: a bare heap, the engine and `print` only */
    int has_main;            /**< a deserialize main function is set */
    uint64_t file_len;       /**< bytes */
    uint64_t image_len;      /**< bytes that are mapped */
    uint64_t base;           /**< address the image is written for */
    uint64_t object_count;   /**< cells and side allocations */
    uint64_t relocation_count;
    char fingerprint[17];    /**< of the engine build that fits, hexadecimal */
};
void snap_get_info(const struct snap_blob *blob, struct snap_info *out);

/** The metadata, JSON text; *len receives its bytes.  Owned by the blob; NULL if damaged. */
const char *snap_metadata(const struct snap_blob *blob, size_t *len);

/**
 * Number of files in a blob.  To be called before snap_boot().
 *
 * @return 0; JSB_E_CORRUPT if their list is damaged; JSB_E_INVALID after snap_boot() of a file
 */
int snap_file_count(const struct snap_blob *blob, size_t *count, struct jsb_error *err);

/** File `index` of a blob whose files were counted, by the bytes of their paths.  What *out
 *  points to is the blob's, and stays where it is when a VM is booted from it. */
void snap_get_file(const struct snap_blob *blob, size_t index, struct snap_file *out);

/** Name, bytes and blocks of heap segment or table `index`; 0 if there is none. */
int snap_section(const struct snap_blob *blob, unsigned index, const char **name,
                 uint64_t *len, uint64_t *count);

/** Fingerprint of this library's engine build: blobs with another one are refused. */
void snap_fingerprint(char out[17]);

/** Hash over what a blob depends on besides its program, hexadecimal: format, fingerprint,
 *  natives and the runtime of this library.  @return 0 or JSB_E_NO_RUNTIME */
int snap_build_id(char out[17], struct jsb_error *err);

/**
 * Check every byte of a blob against its checksums: finds accidents.  To be called before
 * snap_boot().
 *
 * @return 0; JSB_E_CORRUPT with the file offset of the damaged part; JSB_E_INVALID after
 *         snap_boot() of a file
 */
int snap_check_sums(const struct snap_blob *blob, struct jsb_error *err);

/**
 * Check all of a blob that can be checked without running it: checksums, tables, and the
 * structure of the heap image, block by block.  Safe for any bytes.  To be called before
 * snap_boot().
 *
 * Takes memory of about the image's size, and some 90 times the time of
 * snap_check_sums().
 *
 * @return as snap_check_sums(), and JSB_E_NOMEM
 */
int snap_validate(const struct snap_blob *blob, struct jsb_error *err);

/**
 * Boot a VM from a blob; may be called several times, each VM has its own heap.
 *
 * The image is mapped at its own address, or relocated if that range is taken.  Deserialize
 * callbacks run before the function returns.
 *
 * @param opt  as for jsb_create()
 * @return 0; JSB_E_NOMEM, JSB_E_IO, JSB_E_CORRUPT, or the code of an exception in a
 *         deserialize callback
 */
int snap_boot(struct snap_blob *blob, const struct jsb_options *opt, struct jsb_vm **out,
              struct jsb_error *err);

/**
 * Tell whether a blob's file was written to since snap_open(): what is read from its mapping
 * shows that.  Worth asking when the work is done, before its results are used.  Size and
 * time of modification are compared; renaming, linking, and a change of permissions do not
 * matter.  A signal handler may call this with NULL for `err`.
 *
 * @return 0, also for a blob in memory; JSB_E_CHANGED
 */
int snap_check_unchanged(const struct snap_blob *blob, struct jsb_error *err);

/**
 * Whether an address lies in the mapping of a blob's file, of an open blob or of a VM.  For
 * handlers of SIGBUS, which is what reading such an address leads to when the file was cut
 * short.  Thirty-two mappings of a process at a time
 * are known.
 */
int snap_covers(const void *address);

struct snap_graph; /**< The heap of a blob as a graph, nothing of which runs. */

/** A block of memory in a blob's heap: an object, or what belongs to one. */
struct snap_node {
    const char *kind;    /**< "function", "property table" .. */
    uint64_t bytes;
    uint64_t retained;   /**< bytes that would go with it: its own, and those of what only it
                              leads to */
    uint64_t offset;     /**< in the image, bytes */
    size_t holder;       /**< the last node that every path to this one goes through; the node
                              itself if there is none */
    size_t parent;       /**< from which a shortest path comes; the node itself at a root */
    int is_cell;         /**< 0: memory that belongs to another node */
};

/**
 * Read a blob's heap.  The blob is checked as snap_validate() does it, and mapped, but no
 * JavaScript runs.  Takes memory of some 100 bytes for each object.
 *
 * @return 0; the codes of snap_validate() and snap_boot(); JSB_E_INVALID after a boot
 */
int snap_graph_open(struct snap_blob *blob, struct snap_graph **out, struct jsb_error *err);
void snap_graph_close(struct snap_graph *graph);

/** How many nodes there are.  The global object is the first one. */
size_t snap_graph_count(const struct snap_graph *graph);
void snap_graph_node(const struct snap_graph *graph, size_t index, struct snap_node *out);

/** A shortest property path of a node, such as "globalThis.db.handle". */
void snap_graph_path(const struct snap_graph *graph, size_t index, char *out, size_t size);

/** Name of an object's constructor or of a function, "" if it has none. */
void snap_graph_class(const struct snap_graph *graph, size_t index, char *out, size_t size);

/** File that a function comes from or a module object stands for, "" for all else. */
void snap_graph_file(const struct snap_graph *graph, size_t index, char *out, size_t size);

/** Find a node by its path, with or without "globalThis" before it.
 *  @return 0 or JSB_E_INVALID */
int snap_graph_find(const struct snap_graph *graph, const char *path, size_t *index);

/** Called for each reference of a node: to which one, by what, such as ".name"; the label is
 *  valid during the call only. */
typedef void (*snap_graph_fn)(void *user, size_t to, const char *label);
void snap_graph_refs(const struct snap_graph *graph, size_t index, snap_graph_fn fn,
                     void *user);

/** Say what lies at a byte of a blob: section, and the property path in the heap. */
void snap_describe(const void *blob, size_t size, uint64_t offset, char *out, size_t out_size);

/** Run the blob's deserialize main function.  @return as jsb_eval() */
int snap_run_main(struct jsb_vm *vm);

#ifdef __cplusplus
}
#endif

#endif /* SNAP_SNAPSHOT_H */
