/* SPDX-License-Identifier: MIT
 * address.c - addresses of caches behind HTTP, as options name them. */
#include "address.h"

#include <stdio.h>
#include <string.h>

int address_is(const char *word)
{
    const char *colon = strchr(word, ':');
    return colon != NULL && (strncmp(colon, "://", 3) == 0 || strncmp(word, "http:", 5) == 0 ||
                             strncmp(word, "https:", 6) == 0);
}

const char *address_problem(const char *word)
{
    const char *host = strstr(word, "://");
    if (strncmp(word, "http://", 7) != 0 && strncmp(word, "https://", 8) != 0)
        return "an address starts with http:// or https://";
    if (strpbrk(word, "?#") != NULL)
        return "an address ends with its path, without '?' and '#'";
    if (strpbrk(word, " \t\r\n") != NULL)
        return "an address has no spaces in it";
    if (host[3] == '\0' || host[3] == '/')
        return "an address names a host behind ://";
    /* What is before it would be shown, and may be a password. */
    if (strchr(host + 3 + strcspn(host + 3, "/"), '@') != NULL)
        return "an address has no '@' behind a '/': it is %40 in a path, '/' is %2F in a password";
    return strlen(word) < ADDRESS_SIZE ? NULL : "the address is too long";
}

/* What is between "//" and the last "@" is nobody's business. */
void address_name(const char *address, char *name, size_t size)
{
    const char *host = strstr(address, "://") + 3;
    const char *at = host + strcspn(host, "/");
    while (at > host && at[-1] != '@')
        at--;
    snprintf(name, size, "%.*s%s", (int)(host - address), address, at);
}
