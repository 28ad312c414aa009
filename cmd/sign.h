/* SPDX-License-Identifier: MIT
 * sign.h - sign a blob that is about to be written.  Neighbours: snapshot.h. */
#ifndef SIGN_H
#define SIGN_H

#include <snapshot.h>

/** Options of signing, and the signature. */
struct sign {
    const char *key;           /* file, NULL: do not sign */
    const char *password_file; /* NULL: ask at the terminal */
    int password_failed;       /* and a message says so */
    char *text;                /* what goes to the signature's file */
    size_t len;
};

/** Before scripts run: could a blob be signed?  @return 0, or an exit code after a message */
int sign_prepare(const struct sign *sign, const char *output);

/** Sign; the password is asked for now, when no script runs any more that could look for it.
 *  @return 0, or an exit code after a message */
int sign_blob(struct sign *sign, const char *output, const void *blob, size_t size);

/** Write the signature beside the blob.  @return 0, or an exit code after a message */
int sign_save(struct sign *sign, const char *output);

/** Make a terminal that a password is typed at as it was; for signal handlers. */
void sign_abandon(void);

#endif
