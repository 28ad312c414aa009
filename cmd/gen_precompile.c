/* SPDX-License-Identifier: MIT
 * gen_precompile.c - what gen_snapshot compiles to be run after boot.
 *
 * Before any startup code runs, so that who gave a wrong name need not wait for it. */
#include "gen_precompile.h"

#include "cli.h"
#include "explain.h"

int gen_report_failure(struct jsb_vm *vm)
{
    jsb_flush(vm);
    return cli_report(jsb_last_error(vm));
}

static int compile(const struct gen *gen, struct jsb_vm *vm, const char *name, int as_main)
{
    int code;
    if (gen_shows_progress(gen))
        cli_message("compiling %s", name);
    if (jsb_precompile(vm, name, as_main) == JSB_OK)
        return 0;
    code = gen_report_failure(vm);
    if (as_main && gen->package.kind != PACKAGE_ARCHIVE)
        explain_missing(jsb_last_error(vm), name);
    cli_message(as_main ? "--main=%s: no blob written" : "--precompile=%s: no blob written", name);
    return code;
}

int gen_precompile(struct gen *gen, struct jsb_vm *vm)
{
    int code = 0;
    if (gen->main != NULL || gen->precompile.count > 0)
        steps_begin(&gen->steps, "precompile");
    if (gen->main != NULL)
        code = compile(gen, vm, gen->main, 1);
    for (size_t i = 0; i < gen->precompile.count && code == 0; i++)
        code = compile(gen, vm, gen->precompile.list[i], 0);
    return code;
}
