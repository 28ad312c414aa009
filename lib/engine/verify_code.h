/* SPDX-License-Identifier: MIT
 * verify_code.h - a heap of unknown origin, step 3: what is compiled, and the calls that
 * wait in it.
 *
 * Needs that all parts have been checked.  Each piece of code is described to the verifier of
 * bytecode.h once, whatever number of functions share it and of calls wait in it.
 *
 * A part of engine.c: includes nothing, is included there once. */

#define FROM_COMPILER "what the engine's compiler makes"

/* ----------------------------------------------------------- regular expressions */

/* A string remembers that it has passed. */
static int verify_regexp_text(struct jsb__verify *v, uint32_t part, struct jsb__code_fault *found)
{
    const duk_hstring *h = part_at(v, part);
    int rc;
    if ((v->parts[part].users & STRING_IS_REGEXP) != 0)
        return JSB_OK;
    rc = jsb__regexp_verify(DUK_HSTRING_GET_DATA(h), h->blen, found);
    if (rc == JSB_OK)
        v->parts[part].users |= STRING_IS_REGEXP;
    return rc;
}

static int check_regexp(struct jsb__verify *v, size_t part)
{
    uint32_t text = note_of(v, part, NOTE_BYTECODE);
    struct jsb__code_fault found;
    int rc = text == NO_PART ? JSB_OK : verify_regexp_text(v, text, &found);
    if (rc == JSB_E_CORRUPT)
        rc = fault_text(v, text, sizeof(duk_hstring) + found.pc, found.what, found.opcode,
                        FROM_COMPILER);
    return rc;
}

/* The names that an arguments object goes by are looked up without a look at their type. */
static int check_arguments(struct jsb__verify *v, size_t part)
{
    uint32_t map = note_of(v, part, NOTE_MAP);
    const duk_tval *array;
    struct table t;
    if (map == NO_PART || v->parts[map].users != 0)
        return JSB_OK;
    v->parts[map].users = 1;
    t = table_of(v, map);
    if ((object_flags(v, map) & DUK_HOBJECT_EXOTIC_BEHAVIOR_FLAGS) != 0)
        return fault_text(v, map, 0, "flags", object_flags(v, map), "those of a map of arguments");
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(&t.shadow); i++)
        if (DUK_HOBJECT_E_GET_KEY(NULL, &t.shadow, i) != NULL &&
            (DUK_HOBJECT_E_SLOT_IS_ACCESSOR(NULL, &t.shadow, i) ||
             !DUK_TVAL_IS_STRING(DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, &t.shadow, i))))
            return fault_text(v, map, 0, "name of an argument", i, "a string");
    array = DUK_HOBJECT_GET_ASIZE(&t.shadow) ? DUK_HOBJECT_A_GET_BASE(NULL, &t.shadow) : NULL;
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ASIZE(&t.shadow); i++)
        if (!DUK_TVAL_IS_STRING(&array[i]) && !DUK_TVAL_IS_UNUSED(&array[i]))
            return fault_text(v, map, 0, "name of an argument", i, "a string");
    return JSB_OK;
}

static int check_object_notes(struct jsb__verify *v, size_t part)
{
    const duk_hobject *h = part_at(v, part);
    if (DUK_HOBJECT_GET_CLASS_NUMBER(h) == DUK_HOBJECT_CLASS_REGEXP)
        return check_regexp(v, part);
    return DUK_HOBJECT_HAS_EXOTIC_ARGUMENTS(h) ? check_arguments(v, part) : JSB_OK;
}

/* --------------------------------------------------------------------------- code */

struct image_code {
    struct jsb__verify *v;
    size_t part;
};

static void image_constant(const struct jsb__code *code, size_t index, struct jsb__constant *out)
{
    const struct image_code *image = code->user;
    size_t off = sizeof(duk_hbuffer_fixed) + index * sizeof(duk_tval);
    uint32_t text = wanted_in(image->v, image->part, off + TVAL_WORD, WANT(STRING));
    const duk_tval *tv = (const void *)((const char *)part_at(image->v, image->part) + off);
    describe_constant(tv, text != NO_PART ? part_at(image->v, text) : NULL, out);
}

static int image_regexp(const struct jsb__code *code, const struct jsb__constant *compiled,
                        struct jsb__code_fault *found)
{
    struct jsb__verify *v = ((const struct image_code *)code->user)->v;
    size_t off = (size_t)((const char *)compiled->text - v->bytes) - sizeof(duk_hstring);
    return verify_regexp_text(v, v->starts[off / 8] - 1, found);
}

static void describe_code(const struct image_code *image, struct jsb__code *out)
{
    const struct jsb__verify *v = image->v;
    const duk_hcompfunc *f = part_at(v, v->parts[image->part].owner);
    uint64_t start = v->base + v->parts[image->part].off;
    uint64_t funcs = (uint64_t)(uintptr_t)f->funcs, first = (uint64_t)(uintptr_t)f->bytecode;
    *out = (struct jsb__code){
        .instructions = (const void *)((const char *)part_at(v, image->part) + (first - start)),
        .instruction_count = instruction_count(v, v->parts[image->part].owner),
        .constant_count = (size_t)(funcs - start - sizeof(duk_hbuffer_fixed)) / sizeof(duk_tval),
        .func_count = (size_t)(first - funcs) / sizeof(void *),
        .nregs = f->nregs,
        .nargs = f->nargs,
        .constant = image_constant,
        .regexp = image_regexp,
        .user = image,
    };
}

/* ----------------------------------------------------------- calls that wait in it */

/* Index of the instruction that the pointer in a part leads to. */
static size_t instruction_at(const struct jsb__verify *v, size_t part, size_t off, uint32_t func)
{
    const duk_hcompfunc *f = part_at(v, func);
    return (size_t)(word_in(v, part, off) - (uint64_t)(uintptr_t)f->bytecode) /
           sizeof(duk_instr_t);
}

static struct jsb__code_catcher describe_catcher(const struct jsb__verify *v, uint32_t cat,
                                                 const duk_activation *a, uint32_t func)
{
    const duk_catcher *c = part_at(v, cat);
    uint32_t name = part_in(v, cat, offsetof(duk_catcher, h_varname));
    struct jsb__code_catcher out = {
        .pc_base = instruction_at(v, cat, offsetof(duk_catcher, pc_base), func),
        .flags = c->flags,
        .name = name != NO_PART ? (const duk_hstring *)part_at(v, name) + 1 : NULL,
    };
    if (DUK_CAT_GET_TYPE(c) == DUK_CAT_TYPE_TCF)
        out.reg = c->idx_base - a->bottom_byteoff / sizeof(duk_tval);
    return out;
}

/* The ends of statements go back from scope to scope, and one must be left. */
static int check_scopes(struct jsb__verify *v, size_t act, size_t count)
{
    uint32_t env = part_in(v, act, offsetof(duk_activation, lex_env));
    for (size_t i = 0; i < count && env != NO_PART; i++)
        env = part_in(v, env, offsetof(duk_hobject, prototype));
    if (count > 0 && env == NO_PART)
        return fault_text(v, act, offsetof(duk_activation, lex_env), "scopes to leave", count,
                          "as many scopes and one more");
    return JSB_OK;
}

static int match_call(struct jsb__verify *v, const struct verifier *code, size_t act,
                      struct waiting *w)
{
    const duk_activation *a = part_at(v, act);
    uint32_t func = part_in(v, act, offsetof(duk_activation, func));
    uint32_t cat = part_in(v, act, offsetof(duk_activation, cat));
    int rc =
        match_start(code, instruction_at(v, act, offsetof(duk_activation, curr_pc), func), w);
    for (; cat != NO_PART && rc == JSB_OK; cat = part_in(v, cat, offsetof(duk_catcher, parent))) {
        struct jsb__code_catcher catcher = describe_catcher(v, cat, a, func);
        rc = match_catcher(code, w, &catcher);
    }
    return rc == JSB_OK ? match_end(code, w) : rc;
}

static int check_waiting(struct jsb__verify *v, const struct verifier *code, size_t act)
{
    struct waiting w;
    int rc = match_call(v, code, act, &w);
    if (rc != JSB_OK)
        return fault_text(v, act, offsetof(duk_activation, curr_pc), code->fault->what,
                          code->fault->pc, "an instruction that it can wait at");
    return check_scopes(v, act, w.scopes);
}

static int check_instructions(struct jsb__verify *v, size_t part)
{
    struct image_code image = {v, part};
    struct jsb__code_fault found;
    struct jsb__code code;
    struct verifier verifier;
    int rc;
    describe_code(&image, &code);
    rc = verify_code(&verifier, &code, &found);
    if (rc == JSB_E_CORRUPT)
        rc = fault_text(v, part,
                        (size_t)((const char *)&code.instructions[found.pc] -
                                 (const char *)part_at(v, part)),
                        found.what, found.opcode, FROM_COMPILER);
    for (uint32_t act = v->parts[part].mark; act != 0 && rc == JSB_OK; act = v->parts[act].mark)
        rc = check_waiting(v, &verifier, act);
    verifier_free(&verifier);
    return rc;
}
