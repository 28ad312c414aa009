/* SPDX-License-Identifier: MIT
 * ending.h - a build that is ended before it is done leaves nothing behind.  Neighbours: none. */
#ifndef ENDING_H
#define ENDING_H

/** Remove temporary files when a signal ends the process; it dies of that signal. */
void ending_catch_signals(void);

/** Remove temporary files and end what the build has started; may be called in a signal handler. */
void ending_at_timeout(void);

#endif
