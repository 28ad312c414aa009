/* SPDX-License-Identifier: MIT
 * unit.h - what the suites share: VMs, blobs, folders.  Each helper fails the running test
 * when something is wrong, so that a test reads as a list of facts. */
#ifndef UNIT_H
#define UNIT_H

#include "../../lib/jsboot.h"
#include "../../snapshot/snapshot.h"

#include <check.h>
#include <duktape.h>
#include <stddef.h>
#include <stdint.h>

Suite *suite_alloc(void);
Suite *suite_bytes(void);
Suite *suite_boot(void);
Suite *suite_bytecode(void);
Suite *suite_census(void);
Suite *suite_check(void);
Suite *suite_code_pack(void);
Suite *suite_code_space(void);
Suite *suite_code_store(void);
Suite *suite_code_strings(void);
Suite *suite_contexts(void);
Suite *suite_engine(void);
Suite *suite_error(void);
Suite *suite_externals(void);
Suite *suite_files(void);
Suite *suite_graph(void);
Suite *suite_hooks(void);
Suite *suite_tree(void);
Suite *suite_host(void);
Suite *suite_image(void);
Suite *suite_layout(void);
Suite *suite_locate(void);
Suite *suite_memory(void);
Suite *suite_immortal(void);
Suite *suite_meta(void);
Suite *suite_natives(void);
Suite *suite_os(void);
Suite *suite_precompile(void);
Suite *suite_refusal(void);
Suite *suite_remember(void);
Suite *suite_script(void);
Suite *suite_snapshot(void);
Suite *suite_threads(void);
Suite *suite_touch(void);
Suite *suite_train(void);
Suite *suite_verify(void);
Suite *suite_verify_layout(void);
Suite *suite_trust(void);
Suite *suite_vm(void);
Suite *suite_watch(void);
Suite *suite_write(void);

/** Seconds that a test may take; the sanitizers are slow. */
#define UNIT_TIMEOUT 60.0

/** Add a test case with a list of tests, each of which runs in a process of its own. */
void unit_case(Suite *suite, const char *name, const TTest *const *tests, size_t count);
/** What is run before and after each test of the cases that are added next. */
void unit_fixture(void (*setup)(void), void (*teardown)(void));
#define UNIT_CASE(suite, name, tests)                                                              \
 unit_case(suite, name, tests, sizeof(tests) / sizeof((tests)[0]))

/** An assertion for loops: Check writes a record of each of its own, also of those that hold. */
#define UNIT_ASSERT(condition, ...)                                                                \
 do {                                                                                              \
  if (!(condition))                                                                                \
   ck_abort_msg(__VA_ARGS__);                                                                      \
 } while (0)

/** True where AddressSanitizer's shadow takes the images' own address. */
int unit_base_is_taken(void);

/** A VM for freezing: clock and random numbers repeat. */
struct jsb_vm *unit_vm(void);

/** Run source that must succeed. */
void unit_run(struct jsb_vm *vm, const char *source);

/** Run source that must fail with `code`; what failed is then in jsb_last_error(). */
void unit_run_fails(struct jsb_vm *vm, const char *source, int code);

/** Run an expression and compare its value as a string. */
void unit_expect(struct jsb_vm *vm, const char *source, const char *expected);
double unit_number(struct jsb_vm *vm, const char *source);

/** Make one of our natives a global function of the same name. */
void unit_define_native(struct jsb_vm *vm, const char *name);

/** Make the runtime's side of the hooks from the text of a boot.js. */
void unit_load_hooks(struct jsb_vm *vm, const char *boot_source);

/** A blob in memory. */
struct unit_blob {
    char *data;
    size_t len;
};

/** Freeze a VM; `base` is 0 for the usual address. */
struct unit_blob unit_freeze_at(struct jsb_vm *vm, uint64_t base);
struct unit_blob unit_freeze(struct jsb_vm *vm);

/** Freeze what a program leaves behind. */
struct unit_blob unit_freeze_program(const char *source);

/** Boot a VM from a blob in memory. */
struct jsb_vm *unit_boot(const struct unit_blob *blob);

void unit_free(struct unit_blob *blob);
int unit_equal(const struct unit_blob *a, const struct unit_blob *b);

/** A VM whose heap has every kind of block, in every state that is known to be odd. */
struct jsb_vm *unit_rich_vm(void);

/** Use all that unit_rich_vm() made, in the VM itself or in one booted from its blob.  Works
 *  once, as it resumes the coroutines. */
void unit_rich_probe(struct jsb_vm *vm);

/** The folder that all tests' folders are in; for main(). */
void unit_make_folder(void);
void unit_remove_folder(void);

/** Path of a file in the test's own folder, which starts empty; good for seven more calls. */
const char *unit_path(const char *name);
void unit_write(const char *path, const void *data, size_t len);
size_t unit_read(const char *path, char *out, size_t size);
/** Number of entries in the folder of unit_path(). */
int unit_entries(void);

/** Run fn(arg) in a child process with file descriptor 1 going to `out`.
 *  @return its exit status, or -1 if a signal ended it */
int unit_child(int (*fn)(void *arg), void *arg, char *out, size_t size);

/** Run fn(arg) in a thread with a stack of `size` bytes. */
void unit_small_stack(void (*fn)(void *arg), void *arg, size_t size);

#endif
