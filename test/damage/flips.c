/* SPDX-License-Identifier: MIT
 * flips.c - single bits flipped anywhere in a blob.  With --verify=full each is refused.
 * Without it those are that the boot reads before it runs anything; what the others lead to
 * is counted and said. */
#include "damage.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

enum effect { SAME, NOTICED, WRONG, CRASH, HANG, EFFECTS };

struct tally {
    size_t flips, refused, unread, body;
    size_t effects[EFFECTS];
};

static const struct snap__header *header_of(const struct damage *d)
{
    return (const void *)d->blob;
}

static enum effect effect_of(const struct outcome *o, const struct outcome *good)
{
    if (WIFSIGNALED(o->status))
        return WTERMSIG(o->status) == 9 || WTERMSIG(o->status) == 24 ? HANG : CRASH;
    if (WEXITSTATUS(o->status) != 0)
        return NOTICED;
    return o->digest == good->digest ? SAME : WRONG;
}

static int lies_in(const struct damage *d, size_t off, enum snap__section_type type)
{
    const struct snap__section *s = &header_of(d)->sections[type];
    return off >= s->off && off < s->off + s->len;
}

/* The header always is; relocations are when the image is moved, as each is that is not
 * written for the usual address, or any where a sanitizer needs that address for itself. */
static int is_checked_at_boot(const struct damage *d, size_t off)
{
    return off < SNAP__PAGE ||
           ((header_of(d)->base != SNAP__BASE || getenv("ALL_MOVED") != NULL) &&
            lies_in(d, off, SNAP__SECTION_RELOC));
}

static void flip_by_default(struct damage *d, size_t off, const char *what, struct tally *t,
                            const struct outcome *good)
{
    struct outcome o;
    enum effect effect;
    run(d, NULL, &o);
    effect = effect_of(&o, good);
    if (is_checked_at_boot(d, off)) {
        t->refused++;
        judge(d, what, REFUSED, "", &o);
    } else if (off >= header_of(d)->image_len) {
        t->unread++;
        if (effect == SAME)
            d->passed++;
        else
            fail(d, what, "the same as without the flip", &o);
    } else {
        t->body++;
        t->effects[effect]++;
    }
}

static void flip_once(struct damage *d, struct tally *t, const struct outcome *good)
{
    uint64_t r = random_number();
    size_t off = (size_t)(r / 8 % d->len);
    unsigned char damaged = (unsigned char)(d->blob[off] ^ (1u << r % 8));
    struct outcome o;
    char what[64];
    snprintf(what, sizeof(what), "byte %zu, bit %u", off, (unsigned)(r % 8));
    t->flips++;
    put(d, &damaged, 1, off);
    run(d, "--verify=full", &o);
    judge(d, what, REFUSED, "", &o);
    flip_by_default(d, off, what, t, good);
    put(d, d->blob + off, 1, off);
}

static double percent(size_t part, size_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void print_tally(const struct tally *t)
{
    const size_t *e = t->effects;
    printf("flips: %zu, all refused with --verify=full; without it %zu in checked parts refused, "
           "%zu in parts that are not read without effect\n",
           t->flips, t->refused, t->unread);
    printf("flips: %zu in the heap: %.1f%% without effect, %.1f%% seen by the program (exit "
           "status), %.1f%% wrong output, %.1f%% crash, %.1f%% endless\n",
           t->body, percent(e[SAME], t->body), percent(e[NOTICED], t->body),
           percent(e[WRONG], t->body), percent(e[CRASH], t->body), percent(e[HANG], t->body));
}

void flip_at_random(struct damage *d, size_t count)
{
    struct tally t = {0};
    struct outcome good;
    run(d, NULL, &good);
    for (size_t i = 0; i < count; i++)
        flip_once(d, &t, &good);
    if (d->failed == 0)
        print_tally(&t);
}
