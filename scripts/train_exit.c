/* SPDX-License-Identifier: MIT
 * train_exit.c - a jsrun whose engine counts what it does writes the counts when it ends. */
void __gcov_dump(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);

_Noreturn void __wrap__exit(int status)
{
    __gcov_dump();
    __real__exit(status);
}
