/* SPDX-License-Identifier: MIT
 * verify_thread.h - a heap of unknown origin, step 2: coroutines, their stacks and calls.
 *
 * A suspended coroutine has called Duktape.Thread.yield: its youngest activation is that
 * native function, all older ones are JavaScript functions.  The engine resumes it without a
 * look at any offset.
 *
 * A part of engine.c: includes nothing, is included there once. */

#define TVAL_SIZE sizeof(duk_tval)

static int check_stack_pointers(struct jsb__verify *v, size_t part)
{
    const duk_hthread *t = part_at(v, part);
    uint64_t start = (uint64_t)(uintptr_t)t->valstack, end = (uint64_t)(uintptr_t)t->valstack_end;
    uint64_t bottom = (uint64_t)(uintptr_t)t->valstack_bottom;
    uint64_t top = (uint64_t)(uintptr_t)t->valstack_top;
    if (t->valstack_alloc_end != t->valstack_end)
        return fault(v, part, offsetof(duk_hthread, valstack_alloc_end),
                     "end of the value stack's block", (uint64_t)(uintptr_t)t->valstack_alloc_end,
                     end);
    if (top < start || top > end || (top - start) % TVAL_SIZE != 0)
        return fault(v, part, offsetof(duk_hthread, valstack_top), "top of the value stack", top,
                     end);
    if (bottom < start || bottom > top || (bottom - start) % TVAL_SIZE != 0 ||
        (t->callstack_curr == NULL && bottom != start))
        return fault(v, part, offsetof(duk_hthread, valstack_bottom), "bottom of the value stack",
                     bottom, start);
    return JSB_OK;
}

static size_t stack_used(const struct jsb__verify *v, size_t thread)
{
    const duk_hthread *t = part_at(v, thread);
    return (size_t)((uint64_t)(uintptr_t)t->valstack_top - (uint64_t)(uintptr_t)t->valstack);
}

/* Values up to the top; undefined behind it. */
static int check_stack(struct jsb__verify *v, size_t part)
{
    size_t used = stack_used(v, v->parts[part].owner);
    int rc = check_tvals(v, part, 0, used / TVAL_SIZE, 0);
    for (size_t off = used; off < v->parts[part].size && rc == JSB_OK; off += TVAL_SIZE) {
        const duk_tval *tv = (const void *)(v->bytes + v->parts[part].off + off);
        if (!DUK_TVAL_IS_UNDEFINED(tv))
            return fault(v, part, off, "tag of a value above the top", tv->t, DUK_TAG_UNDEFINED);
        rc = check_tval(v, part, off, 0);
    }
    return rc;
}

/* -------------------------------------------------------------------- activations */

/* A place on the value stack, in bytes from its start. */
static int check_place(struct jsb__verify *v, size_t part, size_t at, const char *what,
                       uint64_t min, uint64_t max)
{
    uint64_t off = word_in(v, part, at);
    if (off % TVAL_SIZE != 0 || off < min)
        return fault(v, part, at, what, off, min);
    return off <= max ? JSB_OK : fault(v, part, at, what, off, max);
}

/* An open scope lives in the registers of the activation that made it, and is closed by its
 * end; nothing else would close it. */
static int check_open_scope(struct jsb__verify *v, size_t thread, size_t act, uint32_t func)
{
    const duk_activation *a = part_at(v, act);
    uint32_t env = wanted_in(v, act, offsetof(duk_activation, var_env), WANT(DECENV)), map;
    const duk_hdecenv *e;
    uint32_t registers = 0;
    int rc;
    if (env == NO_PART)
        return JSB_OK;
    e = part_at(v, env);
    map = wanted_in(v, env, offsetof(duk_hdecenv, varmap), WANT(OBJECT));
    if (part_in(v, env, offsetof(duk_hdecenv, thread)) != thread ||
        e->regbase_byteoff != a->bottom_byteoff || map == NO_PART)
        return JSB_OK;
    rc = check_varmap(v, map, &registers);
    if (rc != JSB_OK)
        return rc;
    if (registers > ((const duk_hcompfunc *)part_at(v, func))->nregs ||
        a->bottom_byteoff + registers * TVAL_SIZE > stack_used(v, thread))
        return fault(v, env, offsetof(duk_hdecenv, varmap), "registers of an open scope", registers,
                     ((const duk_hcompfunc *)part_at(v, func))->nregs);
    v->parts[env].users = 1;
    return JSB_OK;
}

/* What the catchers do in their function is for check_waiting() to see. */
static int check_catchers(struct jsb__verify *v, size_t act, size_t used)
{
    const duk_activation *a = part_at(v, act);
    uint32_t c = part_in(v, act, offsetof(duk_activation, cat));
    for (; c != NO_PART; c = part_in(v, c, offsetof(duk_catcher, parent))) {
        const duk_catcher *cat = part_at(v, c);
        unsigned type = DUK_CAT_GET_TYPE(cat);
        if (type != DUK_CAT_TYPE_TCF && type != DUK_CAT_TYPE_LABEL)
            return fault(v, c, offsetof(duk_catcher, flags), "type", type, DUK_CAT_TYPE_LABEL);
        if (type == DUK_CAT_TYPE_LABEL ? cat->idx_base != 0
                                       : (cat->idx_base < a->bottom_byteoff / TVAL_SIZE ||
                                          cat->idx_base >= used / TVAL_SIZE - 1))
            return fault(v, c, offsetof(duk_catcher, idx_base), "place on the value stack",
                         cat->idx_base, used / TVAL_SIZE);
    }
    return JSB_OK;
}

/* The calls of a function are checked in one go with its code. */
static void add_waiting(struct jsb__verify *v, size_t act, uint32_t func)
{
    uint32_t code = part_in(v, func, offsetof(duk_hcompfunc, data));
    v->parts[act].mark = v->parts[code].mark;
    v->parts[code].mark = (uint32_t)act;
}

static int check_script_call(struct jsb__verify *v, size_t thread, size_t act, uint32_t func,
                             uint64_t next_bottom)
{
    const duk_activation *a = part_at(v, act);
    const duk_hcompfunc *f = part_at(v, func);
    uint64_t bottom = a->bottom_byteoff,
             size = v->parts[part_in(v, thread, offsetof(duk_hthread, valstack))].size;
    int rc = check_place(v, act, offsetof(duk_activation, bottom_byteoff), "start of the registers",
                         2 * TVAL_SIZE, next_bottom - 2 * TVAL_SIZE);
    if (rc == JSB_OK)
        rc = check_place(v, act, offsetof(duk_activation, retval_byteoff), "place of the result",
                         next_bottom - 2 * TVAL_SIZE, next_bottom - 2 * TVAL_SIZE);
    if (rc == JSB_OK)
        rc = check_place(v, act, offsetof(duk_activation, reserve_byteoff), "end of the reserve",
                         bottom + (f->nregs + (uint64_t)DUK_VALSTACK_INTERNAL_EXTRA) * TVAL_SIZE,
                         size);
    if (rc == JSB_OK)
        rc = check_open_scope(v, thread, act, func);
    if (rc == JSB_OK)
        rc = check_catchers(v, act, stack_used(v, thread));
    if (rc == JSB_OK)
        add_waiting(v, act, func);
    return rc;
}

/* The youngest activation of a suspended coroutine. */
static int check_yield_call(struct jsb__verify *v, size_t thread, size_t act, uint32_t func)
{
    const duk_hthread *t = part_at(v, thread);
    uint64_t bottom = (uint64_t)(uintptr_t)t->valstack_bottom - (uint64_t)(uintptr_t)t->valstack;
    uint64_t native = word_in(v, func, offsetof(duk_hnatfunc, func));
    if (native != jsb__engine_native_index(duk_bi_thread_yield))
        return fault(v, func, offsetof(duk_hnatfunc, func), "function that suspends a coroutine",
                     native, jsb__engine_native_index(duk_bi_thread_yield));
    if (word_in(v, act, offsetof(duk_activation, cat)) != 0)
        return fault_text(v, act, offsetof(duk_activation, cat), "catcher",
                          word_in(v, act, offsetof(duk_activation, cat)) - v->base, "none");
    if (word_in(v, act, offsetof(duk_activation, retval_byteoff)) != 0)
        return fault(v, act, offsetof(duk_activation, retval_byteoff), "place of the result",
                     word_in(v, act, offsetof(duk_activation, retval_byteoff)), 0);
    return check_place(v, act, offsetof(duk_activation, bottom_byteoff), "start of the arguments",
                       bottom > 4 * TVAL_SIZE ? bottom : 4 * TVAL_SIZE, bottom);
}

static int check_call(struct jsb__verify *v, size_t thread, size_t act, size_t depth,
                      uint64_t next_bottom)
{
    const duk_activation *a = part_at(v, act);
    uint32_t want = depth == 0 ? WANT(NATFUNC) : WANT(COMPFUNC);
    uint32_t func = wanted_in(v, act, offsetof(duk_activation, func), want);
    duk_small_uint_t known = DUK_ACT_FLAG_STRICT | DUK_ACT_FLAG_TAILCALLED |
                             DUK_ACT_FLAG_CONSTRUCT | DUK_ACT_FLAG_PREVENT_YIELD |
                             DUK_ACT_FLAG_DIRECT_EVAL | DUK_ACT_FLAG_CONSTRUCT_PROXY;
    if (func == NO_PART)
        return fault_text(v, act, offsetof(duk_activation, func), "function that is called",
                          word_in(v, act, offsetof(duk_activation, func)) - v->base,
                          want_text(want));
    if (!DUK_TVAL_IS_OBJECT(&a->tv_func) || part_in(v, act, TVAL_WORD) != func)
        return fault_text(v, act, TVAL_WORD, "value of the function that is called",
                          word_in(v, act, TVAL_WORD) - v->base, "the same function");
    if ((a->flags & ~known) != 0)
        return fault(v, act, offsetof(duk_activation, flags), "flags", a->flags, known);
    if (((a->flags & DUK_ACT_FLAG_PREVENT_YIELD) != 0) != (depth == 0))
        return fault_text(v, act, offsetof(duk_activation, flags), "flags", a->flags,
                          "the youngest call alone prevents a yield");
    if ((a->lex_env == NULL) != (a->var_env == NULL))
        return fault_text(v, act, offsetof(duk_activation, lex_env), "scope of a call",
                          (uint64_t)(uintptr_t)a->lex_env, "both scopes or none");
    return depth == 0 ? check_yield_call(v, thread, act, func)
                      : check_script_call(v, thread, act, func, next_bottom);
}

static int check_calls(struct jsb__verify *v, size_t part)
{
    const duk_hthread *t = part_at(v, part);
    uint32_t act = part_in(v, part, offsetof(duk_hthread, callstack_curr));
    size_t depth = 0;
    uint64_t next_bottom = 0;
    for (; act != NO_PART; act = part_in(v, act, offsetof(duk_activation, parent)), depth++) {
        int rc = check_call(v, part, act, depth, next_bottom);
        if (rc != JSB_OK)
            return rc;
        next_bottom = ((const duk_activation *)part_at(v, act))->bottom_byteoff;
    }
    if (t->callstack_top != depth)
        return fault(v, part, offsetof(duk_hthread, callstack_top), "number of calls",
                     t->callstack_top, depth);
    if (t->callstack_preventcount != (depth > 0))
        return fault(v, part, offsetof(duk_hthread, callstack_preventcount),
                     "number of calls that prevent a yield", t->callstack_preventcount, depth > 0);
    if (t->state == DUK_HTHREAD_STATE_YIELDED ? depth < 2 : depth != 0)
        return fault(v, part, offsetof(duk_hthread, state), "state", t->state,
                     depth ? DUK_HTHREAD_STATE_YIELDED : DUK_HTHREAD_STATE_INACTIVE);
    return JSB_OK;
}

/* ------------------------------------------------------------------ the coroutine */

static int check_builtins(struct jsb__verify *v, size_t part)
{
    int rc = JSB_OK;
    for (size_t i = 0; i < DUK_NUM_BUILTINS && rc == JSB_OK; i++)
        rc = check_pointer(v, part, offsetof(duk_hthread, builtins) + i * sizeof(void *),
                           i == DUK_BIDX_GLOBAL_ENV ? WANT_ENV : WANT_OBJECT, "built-in object");
    return rc;
}

static int check_thread(struct jsb__verify *v, size_t part)
{
    const duk_hthread *t = part_at(v, part);
    uint64_t strs = v->base + v->heap_off + offsetof(duk_heap, strs);
    int rc;
    if ((uint64_t)(uintptr_t)t->strs != strs)
        return fault(v, part, offsetof(duk_hthread, strs), "pointer to the built-in strings",
                     (uint64_t)(uintptr_t)t->strs, strs);
    if (t->state != DUK_HTHREAD_STATE_INACTIVE && t->state != DUK_HTHREAD_STATE_YIELDED &&
        t->state != DUK_HTHREAD_STATE_TERMINATED)
        return fault_text(v, part, offsetof(duk_hthread, state), "state", t->state, "one at rest");
    if (t->strict > 1)
        return fault(v, part, offsetof(duk_hthread, strict), "mark of strict code", t->strict, 1);
    if (t->resumer != NULL)
        return fault_text(v, part, offsetof(duk_hthread, resumer), "who waits for it",
                          (uint64_t)(uintptr_t)t->resumer - v->base, "none");
    rc = check_stack_pointers(v, part);
    if (rc == JSB_OK)
        rc = check_calls(v, part);
    return rc ? rc : check_builtins(v, part);
}

/* ------------------------------------------------------------ scopes, once all is seen */

static int check_closed(struct jsb__verify *v, size_t part)
{
    const duk_hdecenv *env = part_at(v, part);
    if (env->thread == NULL && env->varmap != NULL)
        return fault_text(v, part, offsetof(duk_hdecenv, varmap), "map of variables",
                          (uint64_t)(uintptr_t)env->varmap - v->base, "none in a closed scope");
    if (env->thread != NULL && v->parts[part].users == 0)
        return fault_text(v, part, offsetof(duk_hdecenv, thread), "coroutine of an open scope",
                          (uint64_t)(uintptr_t)env->thread - v->base,
                          "one with a call that the scope belongs to");
    if (env->thread == NULL && env->regbase_byteoff != 0)
        return fault(v, part, offsetof(duk_hdecenv, regbase_byteoff), "registers",
                     env->regbase_byteoff, 0);
    return JSB_OK;
}
