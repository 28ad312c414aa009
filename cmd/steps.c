/* SPDX-License-Identifier: MIT
 * steps.c - where the time of a generation goes. */
#include "steps.h"

#include "cli.h"

#include <stdio.h>
#include <string.h>

static size_t find(struct steps *steps, const char *name)
{
    size_t i = 0;
    while (i < steps->count && strcmp(steps->list[i].name, name) != 0)
        i++;
    if (i == steps->count && i < STEPS_MAX)
        steps->list[steps->count++].name = name;
    return i < STEPS_MAX ? i : STEPS_MAX - 1;
}

static void end_step(struct steps *steps, double now)
{
    if (steps->since != 0)
        steps->list[steps->current].us += now - steps->since;
    steps->since = 0;
}

void steps_begin(struct steps *steps, const char *name)
{
    double now = cli_now_us();
    end_step(steps, now);
    steps->current = find(steps, name);
    steps->since = now;
}

void steps_print(struct steps *steps, const char *subject)
{
    char text[512];
    size_t used = 0;
    end_step(steps, cli_now_us());
    for (size_t i = 0; i < steps->count && used < sizeof(text); i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s %.1f", i ? ", " : "",
                                 steps->list[i].name, steps->list[i].us / 1e3);
    cli_message("%s: ms: %s", subject, text);
}
