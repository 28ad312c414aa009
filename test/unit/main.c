/* SPDX-License-Identifier: MIT
 * main.c - runs the suites.  Each test is a process of its own: a crash is one failed test. */
#include "unit.h"

#include <stdlib.h>

/* Some tests ask for more memory than there is: the answer has to be NULL, not an abort. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

int main(void)
{
    SRunner *runner = srunner_create(suite_alloc());
    int failed;
    srunner_add_suite(runner, suite_bytes());
    srunner_add_suite(runner, suite_os());
    srunner_add_suite(runner, suite_write());
    srunner_add_suite(runner, suite_code_pack());
    srunner_add_suite(runner, suite_code_store());
    srunner_add_suite(runner, suite_code_space());
    srunner_add_suite(runner, suite_code_strings());
    srunner_add_suite(runner, suite_natives());
    srunner_add_suite(runner, suite_externals());
    srunner_add_suite(runner, suite_vm());
    srunner_add_suite(runner, suite_error());
    srunner_add_suite(runner, suite_script());
    srunner_add_suite(runner, suite_host());
    srunner_add_suite(runner, suite_touch());
    srunner_add_suite(runner, suite_engine());
    srunner_add_suite(runner, suite_bytecode());
    srunner_add_suite(runner, suite_census());
    srunner_add_suite(runner, suite_refusal());
    srunner_add_suite(runner, suite_layout());
    srunner_add_suite(runner, suite_locate());
    srunner_add_suite(runner, suite_train());
    srunner_add_suite(runner, suite_image());
    srunner_add_suite(runner, suite_check());
    srunner_add_suite(runner, suite_snapshot());
    srunner_add_suite(runner, suite_meta());
    srunner_add_suite(runner, suite_files());
    srunner_add_suite(runner, suite_tree());
    srunner_add_suite(runner, suite_contexts());
    srunner_add_suite(runner, suite_graph());
    srunner_add_suite(runner, suite_boot());
    srunner_add_suite(runner, suite_memory());
    srunner_add_suite(runner, suite_immortal());
    srunner_add_suite(runner, suite_remember());
    srunner_add_suite(runner, suite_trust());
    srunner_add_suite(runner, suite_hooks());
    srunner_add_suite(runner, suite_precompile());
    srunner_add_suite(runner, suite_threads());
    srunner_add_suite(runner, suite_verify());
    srunner_add_suite(runner, suite_verify_layout());
    srunner_add_suite(runner, suite_watch());
    srunner_set_fork_status(runner, CK_FORK);
    unit_make_folder();
    srunner_run_all(runner, CK_NORMAL);
    unit_remove_folder();
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
