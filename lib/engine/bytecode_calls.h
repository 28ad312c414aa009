/* SPDX-License-Identifier: MIT
 * bytecode_calls.h - the verifier of suspended calls: where they wait, and their catchers.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* What the engine's flags of a catcher must be, but for those of open_flags(). */
static uint32_t catcher_flags(const struct verifier *v, enum phase phase, size_t pushed_at)
{
    unsigned has = try_flags(v, pushed_at);
    uint32_t flags = DUK_CAT_TYPE_TCF;
    if (phase == PHASE_LABEL)
        return (uint32_t)(DUK_CAT_TYPE_LABEL |
                          (DUK_DEC_BC(instruction(v, pushed_at)) << DUK_CAT_LABEL_SHIFT));
    if (has & TRY_NAME)
        flags |= DUK_CAT_FLAG_CATCH_BINDING_ENABLED;
    if ((has & TRY_CATCH) && phase == PHASE_TRY)
        flags |= DUK_CAT_FLAG_CATCH_ENABLED;
    if ((has & TRY_FINALLY) && phase == PHASE_TRY)
        flags |= DUK_CAT_FLAG_FINALLY_ENABLED;
    if ((has & TRY_WITH) || phase == PHASE_CATCH)
        flags |= DUK_CAT_FLAG_LEXENV_ACTIVE;
    return flags;
}

/* Flags that depend on how a part was entered.  A jump out of try leaves catch enabled
 * for what finally throws, and finally is over then; one out of catch leaves its scope. */
static uint32_t open_flags(const struct verifier *v, enum phase phase, size_t pushed_at)
{
    unsigned both = TRY_CATCH | TRY_FINALLY;
    if (phase == PHASE_CATCH && (try_flags(v, pushed_at) & both) == both)
        return DUK_CAT_FLAG_FINALLY_ENABLED;
    if (phase == PHASE_FINALLY && (try_flags(v, pushed_at) & both) == both)
        return DUK_CAT_FLAG_CATCH_ENABLED | DUK_CAT_FLAG_LEXENV_ACTIVE;
    return 0;
}

static int flags_fit(const struct verifier *v, uint32_t given, enum phase phase, size_t pushed_at)
{
    const uint32_t never = DUK_CAT_FLAG_CATCH_ENABLED | DUK_CAT_FLAG_LEXENV_ACTIVE;
    uint32_t open = open_flags(v, phase, pushed_at);
    return ((given ^ catcher_flags(v, phase, pushed_at)) & ~open) == 0 && (given & never) != never;
}

static int catcher_fits(const struct verifier *v, const struct jsb__code_catcher *c,
                        enum phase phase, size_t pushed_at)
{
    struct jsb__constant name = {.text = NULL};
    size_t reg = phase == PHASE_LABEL ? 0 : DUK_DEC_BC(instruction(v, pushed_at));
    if (phase != PHASE_LABEL && (try_flags(v, pushed_at) & TRY_NAME))
        (void)known_string(v, pushed_at, reg, 0, &name);
    return flags_fit(v, c->flags, phase, pushed_at) && c->pc_base == pushed_at + 1 &&
           c->reg == reg && c->name == name.text;
}

/* A call that waits at `pc`, while its catchers are compared one by one. */
struct waiting {
    size_t pc;
    uint32_t state; /* the catchers that are still to come */
    size_t scopes;
};

static int match_start(const struct verifier *v, size_t pc, struct waiting *w)
{
    if (pc == 0 || pc >= v->code->instruction_count || v->state[pc] == STATE_UNSEEN ||
        (opcode_at(v, pc - 1) & 0xf0U) != DUK_OP_CALL0)
        return refuse(v, pc, "the call does not wait behind a call");
    *w = (struct waiting){.pc = pc, .state = v->state[pc]};
    return JSB_OK;
}

static int match_catcher(const struct verifier *v, struct waiting *w,
                         const struct jsb__code_catcher *c)
{
    size_t pushed_at;
    enum phase phase = phase_of(v, w->state, &pushed_at);
    if (phase == PHASE_NONE || !catcher_fits(v, c, phase, pushed_at))
        return refuse(v, w->pc, "the call's catchers are not those of its statements");
    if (phase != PHASE_LABEL)
        w->scopes += (c->flags & DUK_CAT_FLAG_LEXENV_ACTIVE) != 0;
    w->state = v->state[pushed_at];
    return JSB_OK;
}

static int match_end(const struct verifier *v, const struct waiting *w)
{
    return w->state == STATE_EMPTY ? JSB_OK : refuse(v, w->pc, "the call lacks a catcher");
}

int jsb__call_verify(const struct jsb__code *code, size_t pc,
                     const struct jsb__code_catcher *catchers, size_t count, size_t *scopes,
                     struct jsb__code_fault *fault)
{
    struct verifier v;
    struct waiting w = {.pc = pc};
    int rc = verifier_init(&v, code, fault);
    if (rc == JSB_OK)
        rc = verify_flow(&v);
    if (rc == JSB_OK)
        rc = match_start(&v, pc, &w);
    for (size_t i = 0; i < count && rc == JSB_OK; i++)
        rc = match_catcher(&v, &w, &catchers[i]);
    if (rc == JSB_OK)
        rc = match_end(&v, &w);
    *scopes = w.scopes;
    verifier_free(&v);
    return rc;
}
