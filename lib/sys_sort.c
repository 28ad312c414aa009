/* SPDX-License-Identifier: MIT
 * sys_sort.c - Array.prototype.sort of ES2019: what is equal stays in its order.
 *
 * The engine's own is a quicksort with random pivots: equal elements came out in another order in
 * each run.  Here a permutation is sorted by merging, while the elements lie in an array that no
 * program can reach; only the result is written to the program's. */
#include "sys.h"

#include <string.h>

enum { RUN = 32 }; /* elements that are sorted by insertion; all, if they are fewer than two runs */

/* Places on the value stack. */
enum { COMPARE, SORTED, VALUES };

struct key {
    const char *data;
    duk_size_t len;
};

struct sort {
    duk_context *ctx;
    const struct key *keys; /* texts to compare, NULL: the program compares */
    uint32_t *order, *spare;
    uint32_t count, undefined_count;
};

static int texts_after(const struct key *a, const struct key *b)
{
    duk_size_t common = a->len < b->len ? a->len : b->len;
    int difference = common == 0 ? 0 : memcmp(a->data, b->data, common);
    return difference != 0 ? difference > 0 : a->len > b->len;
}

/* Whether `a`, which comes first, must stand behind `b`.  The program is asked as V8 asks it: what
 * answers with true and false moves nothing. */
static int is_after(const struct sort *s, uint32_t a, uint32_t b)
{
    int after;
    if (s->keys != NULL)
        return texts_after(&s->keys[a], &s->keys[b]);
    duk_dup(s->ctx, COMPARE);
    (void)duk_get_prop_index(s->ctx, VALUES, b);
    (void)duk_get_prop_index(s->ctx, VALUES, a);
    duk_call(s->ctx, 2);
    after = duk_to_number(s->ctx, -1) < 0; /* NaN is not */
    duk_pop(s->ctx);
    return after;
}

static void reverse(uint32_t *from, uint32_t *end)
{
    while (from < --end) {
        uint32_t value = *from;
        *from++ = *end;
        *end = value;
    }
}

/* @return where the order ends that the elements have; those that descend are turned round */
static uint32_t *find_order(const struct sort *s, uint32_t *from, uint32_t *end)
{
    uint32_t *at = from + 1;
    int descends;
    if (at >= end)
        return end;
    descends = is_after(s, *from, *at);
    while (++at < end && is_after(s, at[-1], *at) == descends)
        ;
    if (descends)
        reverse(from, at);
    return at;
}

/* A comparison costs far more than to move what lies behind.  V8 makes the same comparisons. */
static void sort_run(const struct sort *s, uint32_t *from, uint32_t *end)
{
    for (uint32_t *next = find_order(s, from, end); next < end; next++) {
        uint32_t value = *next, *left = from, *right = next;
        while (left < right) {
            uint32_t *middle = left + (right - left) / 2;
            if (is_after(s, *middle, value))
                right = middle;
            else
                left = middle + 1;
        }
        memmove(left + 1, left, (size_t)(next - left) * sizeof(*left));
        *left = value;
    }
}

/* Two sorted neighbours, [from, middle) and [middle, end), become one in `out`. */
static void merge(const struct sort *s, const uint32_t *from, const uint32_t *middle,
                  const uint32_t *end, uint32_t *out)
{
    const uint32_t *left = from, *right = middle;
    if (middle < end && is_after(s, middle[-1], *middle))
        while (left < middle && right < end)
            *out++ = is_after(s, *left, *right) ? *right++ : *left++;
    memcpy(out, left, (size_t)(middle - left) * sizeof(*out));
    memcpy(out + (middle - left), right, (size_t)(end - right) * sizeof(*out));
}

static void sort_order(struct sort *s)
{
    size_t count = s->count, run = count < 2 * RUN ? 2 * RUN : RUN;
    for (size_t at = 0; at < count; at += run)
        sort_run(s, s->order + at, s->order + (count - at < run ? count : at + run));
    for (size_t width = run; width < count; width *= 2) {
        uint32_t *from = s->order;
        for (size_t at = 0; at < count; at += 2 * width) {
            size_t middle = count - at < width ? count : at + width;
            size_t end = count - at < 2 * width ? count : at + 2 * width;
            merge(s, from + at, from + middle, from + end, s->spare + at);
        }
        s->order = s->spare;
        s->spare = from;
    }
}

/* [compare object values] -> the same: `values` holds the elements that are defined. */
static void collect(struct sort *s, duk_uarridx_t len)
{
    for (duk_uarridx_t i = 0; i < len; i++) {
        if (!duk_has_prop_index(s->ctx, SORTED, i))
            continue;
        if (duk_get_prop_index(s->ctx, SORTED, i) && !duk_is_undefined(s->ctx, -1)) {
            duk_put_prop_index(s->ctx, VALUES, s->count++);
        } else {
            duk_pop(s->ctx);
            s->undefined_count++;
        }
    }
}

/* [..] -> [.. texts keys]: each element as a text, once. */
static void make_keys(struct sort *s)
{
    duk_context *ctx = s->ctx;
    struct key *keys;
    duk_push_bare_array(ctx);
    keys = duk_push_fixed_buffer(ctx, s->count * sizeof(*keys));
    for (uint32_t i = 0; i < s->count; i++) {
        (void)duk_get_prop_index(ctx, VALUES, i);
        keys[i].data = duk_to_lstring(ctx, -1, &keys[i].len);
        duk_put_prop_index(ctx, -3, i); /* keeps the text alive */
    }
    s->keys = keys;
}

static void write_back(const struct sort *s, duk_uarridx_t len)
{
    duk_uarridx_t at = 0;
    for (; at < s->count; at++) {
        (void)duk_get_prop_index(s->ctx, VALUES, s->order[at]);
        duk_put_prop_index(s->ctx, SORTED, at);
    }
    for (; at < s->count + s->undefined_count; at++) {
        duk_push_undefined(s->ctx);
        duk_put_prop_index(s->ctx, SORTED, at);
    }
    for (; at < len; at++)
        if (duk_has_prop_index(s->ctx, SORTED, at))
            (void)duk_del_prop_index(s->ctx, SORTED, at);
}

/** Array.prototype.sort(compare) */
duk_ret_t jsb__sys_arraySort(duk_context *ctx)
{
    struct sort s = {.ctx = ctx};
    duk_uarridx_t len;
    if (!duk_is_undefined(ctx, COMPARE) && !duk_is_function(ctx, COMPARE))
        return duk_type_error(ctx, "The comparison function must be either a function or undefined");
    duk_push_this(ctx);
    (void)duk_to_object(ctx, SORTED);
    len = (duk_uarridx_t)duk_get_length(ctx, SORTED);
    duk_push_bare_array(ctx);
    collect(&s, len);
    if (duk_is_undefined(ctx, COMPARE))
        make_keys(&s);
    s.order = duk_push_fixed_buffer(ctx, s.count * sizeof(*s.order));
    s.spare = duk_push_fixed_buffer(ctx, s.count * sizeof(*s.spare));
    for (uint32_t i = 0; i < s.count; i++)
        s.order[i] = i;
    sort_order(&s);
    write_back(&s, len);
    duk_dup(ctx, SORTED);
    return 1;
}
