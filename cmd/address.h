/* SPDX-License-Identifier: MIT
 * address.h - addresses of caches behind HTTP, as options name them. */
#ifndef ADDRESS_H
#define ADDRESS_H

#include <stddef.h>

enum { ADDRESS_SIZE = 4096 };

/** Whether a word is meant as an address, right or wrong, and not as a folder. */
int address_is(const char *word);

/** What is wrong with an address, for people; NULL if nothing is. */
const char *address_problem(const char *word);

/** What of an address may be shown: it, without name and password. */
void address_name(const char *address, char *name, size_t size);

#endif
