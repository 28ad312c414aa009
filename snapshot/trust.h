/* SPDX-License-Identifier: MIT
 * trust.h - run 0: may this file's content be run at all?  Neighbours: os_trust.h,
 * snapshot.h. */
#ifndef SNAP_TRUST_H
#define SNAP_TRUST_H

#include "../lib/os_trust.h"
#include "snapshot.h"

/**
 * Look at an open file before anything of it is used: who could have written it and, if the
 * caller has a say, what the caller says of a copy, which then takes the file's place.
 *
 * @param opt  NULL for the defaults
 * @return 0, JSB_E_OWNER, JSB_E_IO, or the caller's code
 */
int snap__trust_file(struct jsb__file *file, const char *path, const struct snap_open_options *opt,
                     struct jsb_error *err);

#endif
