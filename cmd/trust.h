/* SPDX-License-Identifier: MIT
 * trust.h - have a blob's signature checked by the helper program.  Neighbours: snapshot.h. */
#ifndef TRUST_H
#define TRUST_H

#include <snapshot.h>

/**
 * A value for `verify` of struct snap_open_options, as snap_verify_signature() is: the check
 * itself is done by jsboot-verify, since this command links no libsodium.
 *
 * @param trust  a const struct snap_trust
 * @return 0 or JSB_E_SIGNATURE
 */
int trust_verify(void *trust, const char *path, int fd, uint64_t size, struct jsb_error *err);

#endif
