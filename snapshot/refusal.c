/* SPDX-License-Identifier: MIT
 * refusal.c - the message by which a heap is refused: one line for each cause, followed by the
 * stack of its creation if that is known. */
#include "refusal.h"

#include "../lib/utf8.h"
#include "census.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_FOR_REST 32u /* bytes: "... and 4294967295 more" */
#define PATH_SIZE     512u
#define TEXT_SIZE     3072u

/* ---------------------------------------------------------------------- causes */

static char *copy(const char *text, int *failed)
{
    char *made = strdup(text);
    if (made == NULL)
        *failed = 1;
    return made;
}

void snap__causes_add(void *user, const struct jsb__cause *cause)
{
    struct snap__causes *causes = user;
    struct jsb__cause *list = realloc(causes->list, (causes->count + 1) * sizeof(*list));
    if (list == NULL) {
        causes->failed = 1;
        return;
    }
    causes->list = list;
    list += causes->count++;
    *list = *cause;
    list->what = copy(cause->what, &causes->failed);
    list->remedy = copy(cause->remedy, &causes->failed);
    list->stack = copy(cause->stack, &causes->failed);
}

void snap__causes_free(struct snap__causes *causes)
{
    for (size_t i = 0; i < causes->count; i++) {
        free((char *)(uintptr_t)causes->list[i].what);
        free((char *)(uintptr_t)causes->list[i].remedy);
        free((char *)(uintptr_t)causes->list[i].stack);
    }
    free(causes->list);
    memset(causes, 0, sizeof(*causes));
}

/* --------------------------------------------------------------------- message */

/* The engine's text as UTF-8; what does not fit is cut, and no half character is left. */
static void to_utf8(char *out, size_t size, const char *text)
{
    size_t len = strlen(text), need;
    int same;
    while ((need = jsb__utf8_len(text, len, &same)) >= size)
        len -= (need - size) / 3 + 1;
    jsb__utf8_from_cesu8(out, text, len);
    out[need] = '\0';
}

/* `path` is NULL if the program cannot reach the thing by properties. */
static void refuse(struct snap__refusal *r, const char *path, const struct jsb__cause *cause)
{
    char line[TEXT_SIZE], text[TEXT_SIZE];
    if (r->count++ == 0)
        jsb__fail(r->err, JSB_E_UNFREEZABLE, "%s", "");
    if (r->err == NULL || r->hidden > 0) {
        r->hidden++;
        return;
    }
    snprintf(line, sizeof(line), "%s%s%s%s cannot be frozen: %s%s%s", path ? path : "",
             path ? " is " : "", cause->what, path ? ", which" : "", cause->remedy,
             cause->stack[0] ? "\n" : "", cause->stack);
    to_utf8(text, sizeof(text), line);
    if (strlen(r->err->message) + strlen(text) + ROOM_FOR_REST > sizeof(r->err->message))
        r->hidden++;
    else
        jsb__more(r->err, "%s", text);
}

void snap__refuse_slot(struct snap__census *c, size_t index, size_t off, const char *what,
                       const char *remedy)
{
    struct jsb__cause cause = {.what = what, .remedy = remedy, .stack = ""};
    char path[PATH_SIZE];
    snap__census_path(c, index, off, path, sizeof(path));
    refuse(&c->refusal, path, &cause);
}

/* True if a path from the global object to what the program holds is in `out`. */
static int find_path(const struct snap__census *c, const struct jsb__cause *cause, char *out)
{
    size_t index, off;
    if (cause->object != NULL) {
        index = snap__census_find(c, cause->object);
        if (index == 0 || index >= c->global_count)
            return 0;
        off = c->origins[index].off;
        index = c->origins[index].parent;
    } else {
        index = snap__census_find_number(c, cause->number, &off);
        if (index == SIZE_MAX)
            return 0;
    }
    snap__census_path(c, index, off, out, PATH_SIZE);
    return 1;
}

int snap__refuse_causes(struct snap__census *c, const struct snap__causes *causes)
{
    char path[PATH_SIZE];
    for (size_t i = 0; i < causes->count; i++) {
        const struct jsb__cause *cause = &causes->list[i];
        refuse(&c->refusal, find_path(c, cause, path) ? path : NULL, cause);
    }
    if (c->refusal.hidden > 0)
        jsb__more(c->refusal.err, "... and %u more", c->refusal.hidden);
    return c->refusal.count ? JSB_E_UNFREEZABLE : JSB_OK;
}
