/* SPDX-License-Identifier: MIT
 * later.h - what later editions say of dates, see ../date.h, and of errors.  Without the runtime
 * all is as on stock Duktape.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* [] -> [time], and true; false leaves it to the engine. */
static int jsb__date_parse(duk_context *ctx, const char *text)
{
    duk_double_t parts[DUK_DATE_IDX_NUM_PARTS] = {0};
    struct jsb__date date;
    if (!jsb__has_runtime(ctx))
        return 0;
    if (!jsb__date_read(text, &date)) {
        duk_push_nan(ctx);
        return 1;
    }
    parts[DUK_DATE_IDX_YEAR] = date.year;
    parts[DUK_DATE_IDX_MONTH] = date.month - 1;
    parts[DUK_DATE_IDX_DAY] = date.day - 1;
    parts[DUK_DATE_IDX_HOUR] = date.hour;
    parts[DUK_DATE_IDX_MINUTE] = date.minute - date.zone_minutes;
    parts[DUK_DATE_IDX_SECOND] = date.second;
    parts[DUK_DATE_IDX_MILLISECOND] = date.ms;
    duk_push_number(ctx, duk_bi_date_get_timeval_from_dparts(
                             parts, date.has_zone ? 0 : DUK_DATE_FLAG_LOCALTIME));
    return 1;
}

/* [value ..] -> the same: a date in the first place gives way to its time. */
static void jsb__date_copy(duk_context *ctx)
{
    duk_hobject *obj = duk_get_hobject(ctx, 0);
    if (obj == NULL || DUK_HOBJECT_GET_CLASS_NUMBER(obj) != DUK_HOBJECT_CLASS_DATE ||
        !jsb__has_runtime(ctx))
        return;
    duk_xget_owndataprop_stridx_short(ctx, 0, DUK_STRIDX_INT_VALUE);
    duk_replace(ctx, 0);
}

static unsigned date_form(duk_small_uint_t flags)
{
    return (flags & DUK_DATE_FLAG_TOSTRING_DATE ? JSB__DATE_DAY : 0U) |
           (flags & DUK_DATE_FLAG_TOSTRING_TIME ? JSB__DATE_TIME : 0U) |
           (flags & DUK_DATE_FLAG_TOSTRING_LOCALE ? JSB__DATE_LOCALE : 0U) |
           (flags & DUK_DATE_FLAG_LOCALTIME ? 0U : JSB__DATE_UTC);
}

/* [] -> [text], and true; false leaves it to the engine, as ISO 8601. */
static int jsb__date_format(duk_context *ctx, const duk_int_t *parts, duk_int_t zone,
                            duk_small_uint_t flags)
{
    char text[JSB__DATE_SIZE];
    struct jsb__date date = {.year = parts[DUK_DATE_IDX_YEAR], .month = parts[DUK_DATE_IDX_MONTH],
                             .day = parts[DUK_DATE_IDX_DAY], .hour = parts[DUK_DATE_IDX_HOUR],
                             .minute = parts[DUK_DATE_IDX_MINUTE],
                             .second = parts[DUK_DATE_IDX_SECOND]};
    if ((flags & DUK_DATE_FLAG_SEP_T) || !jsb__has_runtime(ctx))
        return 0;
    jsb__date_write(text, &date, parts[DUK_DATE_IDX_WEEKDAY], zone, date_form(flags));
    duk_push_string(ctx, text);
    return 1;
}

/* [message options error] -> the same: the error has the cause that the options name (ES2022). */
static void jsb__error_cause(duk_context *ctx)
{
    if (!duk_is_object(ctx, 1) || !jsb__has_runtime(ctx) || !duk_has_prop_string(ctx, 1, "cause"))
        return;
    duk_push_literal(ctx, "cause");
    (void)duk_get_prop_string(ctx, 1, "cause");
    duk_xdef_prop(ctx, -3, DUK_PROPDESC_FLAGS_WC);
}
