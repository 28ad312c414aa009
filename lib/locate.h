/* SPDX-License-Identifier: MIT
 * locate.h - where in its source an error was made: file, line, column and the line itself.
 * Neighbours: vm.h. */
#ifndef JSB_LOCATE_H
#define JSB_LOCATE_H

#include "vm.h"

/**
 * Add to *err, which is about the error value on top of the value stack, the program's own
 * innermost function: its file and line; and, if jsb_options.locate_errors asks for them and
 * the source can be read and has not changed since, column and source line.  An error whose place the
 * program has set keeps that.
 */
void jsb__locate(struct jsb_vm *vm, struct jsb_error *err);

#endif
