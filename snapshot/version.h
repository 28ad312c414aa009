/* SPDX-License-Identifier: MIT
 * version.h - the blob format's version, an integer of its own: bump it when any byte of a
 * blob changes its meaning.  Blobs of other versions are refused by number. */
#ifndef SNAP_VERSION_H
#define SNAP_VERSION_H

#define SNAP__FORMAT_VERSION 9u

#endif
