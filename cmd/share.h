/* SPDX-License-Identifier: MIT
 * share.h - jsboot-transfer as jsrun's helper: entries of the code cache come from a server and
 * go there. */
#ifndef SHARE_H
#define SHARE_H

/** The word with which jsrun starts it. */
#define SHARE_WORD "code"

/** Serve one process, and stay behind when it has ended to put what it has made; a minute at
 *  most.  @return an exit code */
int share_code(void);

#endif
