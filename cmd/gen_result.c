/* SPDX-License-Identifier: MIT
 * gen_result.c - what a build leaves: the blob or the program, its signature, a line about it. */
#include "gen_result.h"

#include "cli.h"
#include "exe_write.h"
#include "ship.h"
#include "verity.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct jsb_error error; /* large: not on the stack */

/* Who has closed standard error wants to see nothing: its number is not for the result, which would
 * have what is printed in it. */
static int open_stderr(void)
{
    int nowhere = fcntl(STDERR_FILENO, F_GETFD) < 0 ? open("/dev/null", O_WRONLY) : STDERR_FILENO;
    if (nowhere < 0 || nowhere == STDERR_FILENO)
        return nowhere;
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
    return STDERR_FILENO;
}

int gen_result_save_stdout(struct gen *gen)
{
    gen->saved_stdout = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (gen->saved_stdout >= 0 && open_stderr() >= 0 && dup2(STDERR_FILENO, STDOUT_FILENO) >= 0)
        return 0;
    cli_message("standard output: cannot write: %s", strerror(errno));
    return CLI_FAILED;
}

const void *gen_result_bytes(const struct gen_result *result, size_t *size)
{
    *size = result->size;
    return result->draft ? snap_draft_bytes(result->draft, size) : result->blob;
}

/* What is signed is what boots. */
static const char *signed_name(const struct gen *gen, char name[PATH_MAX])
{
    snprintf(name, PATH_MAX, "%s", gen->output);
    if (gen->build.compress)
        ship_unpacked_name(gen->output, name, PATH_MAX);
    return name;
}

static int sign(struct gen *gen, const struct gen_result *result)
{
    char name[PATH_MAX];
    size_t size;
    const void *blob;
    if (gen->sign.key == NULL)
        return 0;
    blob = gen_result_bytes(result, &size);
    if (blob == NULL)
        return cli_message("out of memory"), CLI_FAILED;
    return sign_blob(&gen->sign, signed_name(gen, name), blob, size);
}

static int save_packed(struct gen *gen, const struct gen_result *result)
{
    void *packed;
    size_t size;
    int rc = ship_pack(result->blob, result->size, &packed, &size);
    if (rc == 0)
        rc = snap_save(gen->output, packed, size, &error);
    free(packed);
    return rc;
}

static int save_blob(struct gen *gen, const struct gen_result *result)
{
    if (gen->build.compress)
        return save_packed(gen, result);
    return result->draft ? snap_save_draft(result->draft, &error)
                         : snap_save(gen->output, result->blob, result->size, &error);
}

/* The signature is made first, so that a wrong password leaves all as it was.  Of the two files
 * the blob is written first: with the old signature it is refused. */
int gen_result_save(struct gen *gen, const struct gen_result *result)
{
    char name[PATH_MAX];
    int rc = sign(gen, result);
    if (gen->build.exe != NULL)
        return exe_write(gen->build.exe, result->blob, result->size);
    if (gen->saved_stdout >= 0)
        dup2(gen->saved_stdout, STDOUT_FILENO);
    if (rc == 0)
        rc = save_blob(gen, result);
    if (rc < 0)
        rc = cli_report(&error);
    if (rc == 0)
        rc = sign_save(&gen->sign, signed_name(gen, name));
    return rc == 0 && gen->verity ? verity_enable(gen->output) : rc;
}

void gen_summary_take(const struct gen *gen, const struct gen_result *result,
                      struct gen_summary *out)
{
    const void *blob;
    struct snap_blob *open;
    struct snap_info info;
    out->text[0] = '\0';
    if (!gen_shows_progress(gen))
        return;
    blob = gen_result_bytes(result, &out->size);
    if (blob == NULL || snap_open_memory(blob, out->size, &open, NULL) != JSB_OK)
        return;
    snap_get_info(open, &info);
    snprintf(out->text, sizeof(out->text), "%llu objects", (unsigned long long)info.object_count);
    if (snap_context_count(open) > 0)
        snprintf(out->text + strlen(out->text), sizeof(out->text) - strlen(out->text),
                 " with %u contexts", snap_context_count(open));
    snap_close(open);
}

void gen_summary_print(struct gen *gen, const struct gen_summary *summary, double run_us,
                       double freeze_us)
{
    if (summary->text[0] != '\0')
        cli_message("%s: %s, %zu bytes, %.0f ms (scripts %.0f, freeze and write %.0f)", gen->output,
                    summary->text, summary->size, (run_us + freeze_us) / 1e3, run_us / 1e3,
                    freeze_us / 1e3);
    if (gen_shows_progress(gen) && gen->verbose)
        steps_print(&gen->steps, gen->output);
}
