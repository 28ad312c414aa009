/* SPDX-License-Identifier: MIT
 * date.c - texts of dates, to read and to write. */
#include "date.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_between(int value, int low, int high)
{
    return value >= low && value <= high;
}

/* --------------------------------------------------------------------- ISO 8601 */

/* Exactly `count` digits. */
static int take_digits(const char **at, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (!is_digit(**at))
            return 0;
        *value = *value * 10 + (**at - '0');
    }
    return 1;
}

static int take(const char **at, char wanted)
{
    if (**at != wanted)
        return 0;
    (*at)++;
    return 1;
}

static int take_letter(const char **at, char upper)
{
    return take(at, upper) || take(at, (char)(upper | 0x20));
}

/* Any number of digits; three count. */
static int take_fraction(const char **at, int *ms)
{
    int unit = 100;
    if (!is_digit(**at))
        return 0;
    for (*ms = 0; is_digit(**at); (*at)++, unit /= 10)
        *ms += (**at - '0') * unit;
    return 1;
}

static int take_year(const char **at, int *year)
{
    int sign = **at == '-' ? -1 : 1;
    if (!take(at, '-') && !take(at, '+'))
        return take_digits(at, 4, year);
    if (!take_digits(at, 6, year) || (sign < 0 && *year == 0))
        return 0;
    *year *= sign;
    return 1;
}

static int take_offset(const char **at, struct jsb__date *out)
{
    int sign = **at == '-' ? -1 : 1, hours, minutes;
    if (take_letter(at, 'Z')) {
        out->has_zone = 1;
        return 1;
    }
    if (!take(at, '-') && !take(at, '+'))
        return 1;
    if (!take_digits(at, 2, &hours))
        return 0;
    (void)take(at, ':');
    if (!take_digits(at, 2, &minutes))
        return 0;
    out->has_zone = 1;
    out->zone_minutes = sign * (hours * 60 + minutes);
    return hours <= 23 && minutes <= 59;
}

static int is_time(const struct jsb__date *t)
{
    if (t->hour == 24)
        return t->minute == 0 && t->second == 0 && t->ms == 0;
    return is_between(t->hour, 0, 23) && is_between(t->minute, 0, 59) &&
           is_between(t->second, 0, 59) && is_between(t->ms, 0, 999);
}

static int take_time(const char **at, struct jsb__date *out)
{
    if (!take_digits(at, 2, &out->hour) || !take(at, ':') || !take_digits(at, 2, &out->minute))
        return 0;
    if (take(at, ':') && !take_digits(at, 2, &out->second))
        return 0;
    if (take(at, '.') && !take_fraction(at, &out->ms))
        return 0;
    return is_time(out) && take_offset(at, out);
}

/* A day alone is one of Greenwich, a day with a time one of here. */
static int read_iso(const char *at, struct jsb__date *out)
{
    *out = (struct jsb__date){.month = 1, .day = 1};
    if (!take_year(&at, &out->year))
        return 0;
    if (take(&at, '-')) {
        if (!take_digits(&at, 2, &out->month))
            return 0;
        if (take(&at, '-') && !take_digits(&at, 2, &out->day))
            return 0;
    }
    if (!is_between(out->month, 1, 12) || !is_between(out->day, 1, 31))
        return 0;
    if (!take_letter(&at, 'T')) {
        out->has_zone = 1;
        return *at == '\0';
    }
    return take_time(&at, out) && *at == '\0';
}

/* -------------------------------------------------------------- what people write
 *
 * Numbers and words in nearly any order: a number before a colon begins a time of day, a sign
 * after it a zone; what else is a number is of the day.  Words before the first number mean
 * nothing unless they name a month; what is in parentheses never does. */

enum { NONE = INT_MAX, ZONE_HOURS_MAX = 9999 };

struct reader {
    const char *at;
    int day[3], day_count;
    int time[4], time_count; /* hour, minute, second, millisecond */
    int month, noon;         /* of names: 1 to 12; 0 for AM and 12 for PM */
    int zone_sign, zone_hour, zone_minute;
    int has_number;
};

struct word {
    const char *text;
    enum { WORD_NOON, WORD_ZONE } kind;
    int value; /* hours */
};

static const struct word words[] = {
    {"am", WORD_NOON, 0},   {"pm", WORD_NOON, 12},  {"z", WORD_ZONE, 0},    {"ut", WORD_ZONE, 0},
    {"utc", WORD_ZONE, 0},  {"gmt", WORD_ZONE, 0},  {"est", WORD_ZONE, -5}, {"edt", WORD_ZONE, -4},
    {"cst", WORD_ZONE, -6}, {"cdt", WORD_ZONE, -5}, {"mst", WORD_ZONE, -7}, {"mdt", WORD_ZONE, -6},
    {"pst", WORD_ZONE, -8}, {"pdt", WORD_ZONE, -7}};

/* @return how many digits it has; nine count. */
static int read_number(struct reader *r, int *value)
{
    const char *start = r->at;
    int counted = 0;
    while (*r->at == '0')
        r->at++;
    for (*value = 0; is_digit(*r->at); r->at++)
        if (counted++ < 9)
            *value = *value * 10 + (*r->at - '0');
    return (int)(r->at - start);
}

static int add_time(struct reader *r, int value)
{
    if (r->time_count == 4)
        return 0;
    r->time[r->time_count++] = value;
    return 1;
}

/* The last number of a time of day: the rest of it is 0. */
static void end_time(struct reader *r, int value)
{
    while (add_time(r, value))
        value = 0;
}

static int expects_time(const struct reader *r, int value)
{
    return r->time_count > 0 && r->time_count < 4 && value <= (r->time_count == 3 ? 999 : 59);
}

static int is_after_time(char c)
{
    return c == '\0' || c == ' ' || (c >= '\t' && c <= '\r') || c == '+' || c == '-' || c == 'z' ||
           c == 'Z';
}

static int on_fraction(struct reader *r, int seconds)
{
    int ms;
    (void)add_time(r, seconds);
    if (!take_fraction(&r->at, &ms))
        return 0;
    end_time(r, ms);
    return 1;
}

static int on_day(struct reader *r, int value)
{
    if (r->day_count == 3)
        return 0;
    r->day[r->day_count++] = value;
    (void)take(&r->at, '-');
    return 1;
}

static int on_hours(struct reader *r, int value)
{
    if (take(&r->at, ':'))
        return r->time_count == 0 && add_time(r, value) && add_time(r, 0);
    (void)take(&r->at, '.');
    return add_time(r, value);
}

static int on_number(struct reader *r)
{
    int value;
    (void)read_number(r, &value);
    r->has_number = 1;
    if (take(&r->at, ':'))
        return on_hours(r, value);
    if (take(&r->at, '.') && expects_time(r, value))
        return on_fraction(r, value);
    if (r->zone_hour != NONE && r->zone_minute == NONE && value <= 59) {
        r->zone_minute = value;
        return 1;
    }
    if (!expects_time(r, value))
        return on_day(r, value);
    end_time(r, value);
    return is_after_time(*r->at);
}

static int is_letter(char c)
{
    return (unsigned char)c >= 'A';
}

/* The first letters of a word, in lower case. */
static size_t read_word(struct reader *r, char out[4])
{
    size_t len = 0;
    memset(out, 0, 4);
    for (; is_letter(*r->at); r->at++, len++)
        if (len < 3)
            out[len] = *r->at >= 'A' && *r->at <= 'Z' ? (char)(*r->at | 0x20) : *r->at;
    return len;
}

static int month_of(const char name[4])
{
    for (int i = 0; i < 12; i++)
        if (name[0] == (months[i][0] | 0x20) && name[1] == months[i][1] && name[2] == months[i][2])
            return i + 1;
    return NONE;
}

static const struct word *known_word(const char name[4], size_t len)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && len <= 3; i++)
        if (strcmp(words[i].text, name) == 0)
            return &words[i];
    return NULL;
}

static int on_known(struct reader *r, const struct word *word)
{
    if (word->kind == WORD_NOON) {
        r->noon = word->value;
        return r->time_count > 0;
    }
    r->zone_sign = word->value < 0 ? -1 : 1;
    r->zone_hour = abs(word->value);
    r->zone_minute = 0;
    return 1;
}

static int on_word(struct reader *r)
{
    char name[4];
    size_t len = read_word(r, name);
    const struct word *word = known_word(name, len);
    int month = month_of(name);
    if (month != NONE) {
        r->month = month;
        (void)take(&r->at, '-');
        return 1;
    }
    if (word != NULL && (word->kind == WORD_NOON ? r->time_count > 0 : r->has_number))
        return on_known(r, word);
    return !r->has_number && !is_digit(*r->at);
}

static int may_have_zone(const struct reader *r)
{
    return r->time_count > 0 || (r->zone_hour == 0 && r->zone_minute == 0);
}

/* "+1", "+01", "+0100", "+01:00" */
static int on_zone(struct reader *r)
{
    int value, len;
    r->zone_sign = *r->at++ == '-' ? -1 : 1;
    len = read_number(r, &value);
    r->has_number = 1;
    r->zone_hour = len > 2 && *r->at != ':' ? value / 100 : value;
    r->zone_minute = *r->at == ':' ? NONE : len > 2 ? value % 100 : 0;
    return *r->at == ':' || (len > 0 && len <= 4);
}

static void skip_parentheses(struct reader *r)
{
    int depth = 0;
    do
        depth += (*r->at == '(') - (*r->at == ')');
    while (*r->at++ != '\0' && depth > 0 && *r->at != '\0');
}

static int read_part(struct reader *r)
{
    char c = *r->at;
    if (is_digit(c))
        return on_number(r);
    if (is_letter(c))
        return on_word(r);
    if (c == '(') {
        skip_parentheses(r);
        return 1;
    }
    if ((c == '+' || c == '-') && may_have_zone(r))
        return on_zone(r);
    if ((c == '+' || c == '-' || c == ')') && r->has_number)
        return 0;
    r->at++;
    return 1;
}

static int year_of(int year)
{
    return year < 50 ? year + 2000 : year < 100 ? year + 1900 : year;
}

/* Which number is what: a year is what cannot be a day, or comes last. */
static int to_day(const struct reader *r, struct jsb__date *out)
{
    int a = r->day[0], is_year_first = !is_between(a, 1, 31);
    int b = r->day_count > 1 ? r->day[1] : 1, c = r->day_count > 2 ? r->day[2] : 1;
    if (r->day_count == 0)
        return 0;
    if (r->month != NONE) {
        out->month = r->month;
        out->day = is_year_first ? b : a;
        out->year = year_of(is_year_first ? a : b);
    } else {
        out->month = is_year_first ? b : a;
        out->day = is_year_first ? c : b;
        out->year = year_of(is_year_first ? a : c);
    }
    return is_between(out->month, 1, 12) && is_between(out->day, 1, 31);
}

static int to_time(const struct reader *r, struct jsb__date *out)
{
    int *to[] = {&out->hour, &out->minute, &out->second, &out->ms};
    for (int i = 0; i < r->time_count; i++)
        *to[i] = r->time[i];
    if (r->noon != NONE) {
        if (!is_between(out->hour, 0, 12))
            return 0;
        out->hour = out->hour % 12 + r->noon;
    }
    if (r->zone_hour != NONE) {
        if (r->zone_hour > ZONE_HOURS_MAX)
            return 0;
        out->has_zone = 1;
        out->zone_minutes = r->zone_sign * (r->zone_hour * 60 +
                                            (r->zone_minute == NONE ? 0 : r->zone_minute));
    }
    return is_time(out);
}

static int read_free(const char *text, struct jsb__date *out)
{
    struct reader r = {.at = text, .month = NONE, .noon = NONE, .zone_hour = NONE,
                       .zone_minute = NONE, .zone_sign = 1};
    while (*r.at != '\0')
        if (!read_part(&r))
            return 0;
    *out = (struct jsb__date){.month = 1};
    return to_day(&r, out) && to_time(&r, out);
}

int jsb__date_read(const char *text, struct jsb__date *out)
{
    return read_iso(text, out) || read_free(text, out);
}

/* ------------------------------------------------------------------------ writing */

struct text {
    char *at, *end;
};

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...)
{
    va_list args;
    int n;
    va_start(args, format);
    n = vsnprintf(text->at, (size_t)(text->end - text->at), format, args);
    va_end(args);
    if (n > 0)
        text->at += n < text->end - text->at ? n : text->end - text->at - 1;
}

/* The zone's own abbreviation: longer names are not on the machine. */
static void add_zone(struct text *text, const struct jsb__date *d, int zone_seconds)
{
    struct tm parts = {.tm_year = d->year - 1900, .tm_mon = d->month - 1, .tm_mday = d->day,
                       .tm_hour = d->hour, .tm_min = d->minute, .tm_sec = d->second};
    time_t at = timegm(&parts) - (time_t)zone_seconds;
    int minutes = abs(zone_seconds) / 60;
    add(text, " GMT%c%02d%02d", zone_seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
    if (localtime_r(&at, &parts) == NULL || parts.tm_zone == NULL)
        return;
    add(text, " (%s)", strcmp(parts.tm_zone, "UTC") == 0 ? "Coordinated Universal Time" :
                       parts.tm_zone);
}

static void add_year(struct text *text, int year)
{
    add(text, "%s%04d", year < 0 ? "-" : "", abs(year));
}

static void write_utc(struct text *text, const struct jsb__date *d, int weekday)
{
    add(text, "%s, %02d %s ", days[weekday], d->day, months[d->month - 1]);
    add_year(text, d->year);
    add(text, " %02d:%02d:%02d GMT", d->hour, d->minute, d->second);
}

static void write_locale(struct text *text, const struct jsb__date *d, unsigned form)
{
    if (form & JSB__DATE_DAY)
        add(text, "%d/%d/%d", d->month, d->day, d->year);
    if ((form & JSB__DATE_DAY) && (form & JSB__DATE_TIME))
        add(text, ", ");
    if (form & JSB__DATE_TIME)
        add(text, "%d:%02d:%02d %s", (d->hour + 11) % 12 + 1, d->minute, d->second,
            d->hour < 12 ? "AM" : "PM");
}

static void write_plain(struct text *text, const struct jsb__date *d, int weekday, int zone_seconds,
                        unsigned form)
{
    if (form & JSB__DATE_DAY) {
        add(text, "%s %s %02d ", days[weekday], months[d->month - 1], d->day);
        add_year(text, d->year);
    }
    if ((form & JSB__DATE_DAY) && (form & JSB__DATE_TIME))
        add(text, " ");
    if (form & JSB__DATE_TIME) {
        add(text, "%02d:%02d:%02d", d->hour, d->minute, d->second);
        add_zone(text, d, zone_seconds);
    }
}

void jsb__date_write(char out[JSB__DATE_SIZE], const struct jsb__date *date, int weekday,
                     int zone_seconds, unsigned form)
{
    struct text text = {out, out + JSB__DATE_SIZE};
    out[0] = '\0';
    if (form & JSB__DATE_UTC)
        write_utc(&text, date, weekday);
    else if (form & JSB__DATE_LOCALE)
        write_locale(&text, date, form);
    else
        write_plain(&text, date, weekday, zone_seconds, form);
}
