/* SPDX-License-Identifier: MIT
 * minisign.c - what reading and writing of minisign's files share.  Needs libsodium. */
#include "minisign.h"

#include <string.h>

char *snap__next_line(char **text)
{
    char *line = *text;
    size_t len = strcspn(line, "\n");
    if (*line == '\0')
        return NULL;
    *text = line + len + (line[len] == '\n');
    if (len > 0 && line[len - 1] == '\r')
        len--;
    line[len] = '\0';
    return line;
}

int snap__decode(const char *line, void *bytes, size_t len)
{
    size_t found = 0;
    int rc = sodium_base642bin(bytes, len, line, strlen(line), NULL, &found, NULL,
                               sodium_base64_VARIANT_ORIGINAL);
    return rc == 0 && found == len ? 0 : -1;
}

uint64_t snap__key_id(const uint8_t id[8])
{
    uint64_t number = 0;
    for (int i = 7; i >= 0; i--)
        number = number << 8 | id[i];
    return number;
}

void snap__prehash(const void *data, size_t size, uint8_t hash[crypto_generichash_BYTES_MAX])
{
    crypto_generichash(hash, crypto_generichash_BYTES_MAX, data, size, NULL, 0);
}
