/* SPDX-License-Identifier: MIT
 * date.h - texts of dates: what a program writes them like, and what it reads.
 * Neighbours: none.  Nothing here throws or allocates. */
#ifndef JSB_DATE_H
#define JSB_DATE_H

#include <stddef.h>

/** A date and time of day as a text names them. */
struct jsb__date {
    int year, month, day; /* month and day from 1 */
    int hour, minute, second, ms;
    int has_zone;
    int zone_minutes; /* east of Greenwich; without has_zone it is a local time */
};

enum { JSB__DATE_SIZE = 128 };

enum jsb__date_form {
    JSB__DATE_DAY = 1,
    JSB__DATE_TIME = 2,
    JSB__DATE_LOCALE = 4, /* as people in the United States write it; else as programs do */
    JSB__DATE_UTC = 8
};

/** Read a text: the form of ISO 8601 that ECMAScript has, or what people and programs write,
 *  "Mar 1, 2024 10:00 PM", "1 March 2024 UTC", "3/1/2024", as node reads it.  @return true if
 *  it is a date */
int jsb__date_read(const char *text, struct jsb__date *out);

/** Write a date; `form` is a sum of JSB__DATE_*.  `weekday` is 0 for Sunday.  `zone_seconds` is
 *  how far its zone is east of Greenwich. */
void jsb__date_write(char out[JSB__DATE_SIZE], const struct jsb__date *date, int weekday,
                     int zone_seconds, unsigned form);

#endif
