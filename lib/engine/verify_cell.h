/* SPDX-License-Identifier: MIT
 * verify_cell.h - a heap of unknown origin, step 2: strings, objects and buffers by kind.
 *
 * What the engine asserts of its structs, and what it takes for granted when it casts one.
 *
 * A part of engine.c: includes nothing, is included there once. */

/* --------------------------------------------------------------------- strings */

#define STRING_BUILT_IN                                                                            \
 (DUK_HSTRING_FLAG_RESERVED_WORD | DUK_HSTRING_FLAG_STRICT_RESERVED_WORD |                         \
  DUK_HSTRING_FLAG_EVAL_OR_ARGUMENTS)

/* The flags that the engine derives from a string's text. */
static duk_uint32_t string_flags(const duk_hstring *h, duk_uint32_t chars)
{
    const unsigned char *text = DUK_HSTRING_GET_DATA(h);
    duk_uint32_t flags = chars == h->blen ? DUK_HSTRING_FLAG_ASCII : 0;
    if (h->arridx != DUK_HSTRING_NO_ARRAY_INDEX)
        flags |= DUK_HSTRING_FLAG_ARRIDX;
    if (h->blen > 0 && text[0] >= 0x80 && text[0] <= 0x82)
        flags |= DUK_HSTRING_FLAG_SYMBOL;
    if (h->blen > 0 && (text[0] == 0x82 || text[0] == 0xff))
        flags |= DUK_HSTRING_FLAG_SYMBOL | DUK_HSTRING_FLAG_HIDDEN;
    return flags;
}

static int check_string(struct jsb__verify *v, size_t part)
{
    const duk_hstring *h = part_at(v, part);
    const duk_uint8_t *text = DUK_HSTRING_GET_DATA(h);
    duk_heap *heap = (duk_heap *)DUK_LOSE_CONST(part_at(v, 0));
    duk_uint32_t hash = duk_heap_hashstring(heap, text, h->blen);
    duk_uint32_t arridx = duk_js_to_arrayindex_string(text, h->blen);
    duk_uint32_t chars = (duk_uint32_t)duk_unicode_unvalidated_utf8_length(text, h->blen);
    duk_uint32_t flags =
        h->hdr.h_flags & ~(duk_uint32_t)(DUK_HEAPHDR_FLAG_READONLY | STRING_BUILT_IN);
    if (h->hash != hash)
        return fault(v, part, offsetof(duk_hstring, hash), "hash", h->hash, hash);
    if (h->arridx != arridx)
        return fault(v, part, offsetof(duk_hstring, arridx), "array index", h->arridx, arridx);
    if (h->clen != chars)
        return fault(v, part, offsetof(duk_hstring, clen), "length in characters", h->clen, chars);
    if (text[h->blen] != 0)
        return fault(v, part, sizeof(*h) + h->blen, "end of the text", text[h->blen], 0);
    if (flags != string_flags(h, chars))
        return fault(v, part, offsetof(duk_hstring, hdr), "flags", flags, string_flags(h, chars));
    return JSB_OK;
}

/* --------------------------------------------------------------------- objects */

/* Flags beyond those of an object's kind that it may have: bits of duk_heaphdr. */
#define OBJECT_ANY                                                                                 \
 (DUK_HEAPHDR_FLAG_FINALIZED | DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_ARRAY_PART |         \
  DUK_HOBJECT_FLAG_HAVE_FINALIZER | DUK_HOBJECT_CLASS_AS_FLAGS(31UL) | DUK_HTYPE_OBJECT)
#define OBJECT_CALLS (DUK_HOBJECT_FLAG_CALLABLE | DUK_HOBJECT_FLAG_CONSTRUCTABLE)
#define OBJECT_FUNCTION                                                                            \
 (OBJECT_CALLS | DUK_HOBJECT_FLAG_STRICT | DUK_HOBJECT_FLAG_NOTAIL | DUK_HOBJECT_FLAG_NEWENV)

static const struct object_rule {
    duk_uint32_t must;    /* flags that the kind has */
    duk_uint32_t may;     /* flags that it may have besides OBJECT_ANY */
    duk_uint32_t classes; /* bitmap */
} object_rules[JSB__KIND_COUNT] = {
    [JSB__KIND_OBJECT] = {0,
                          DUK_HOBJECT_FLAG_FASTREFS | DUK_HOBJECT_FLAG_EXOTIC_STRINGOBJ |
                              DUK_HOBJECT_FLAG_EXOTIC_ARGUMENTS,
                          DUK_HOBJECT_CMASK_ALL &
                              ~(DUK_HOBJECT_CMASK_ALL_BUFOBJS | DUK_HOBJECT_CMASK_ARRAY |
                                DUK_HOBJECT_CMASK_DECENV | DUK_HOBJECT_CMASK_OBJENV |
                                1UL << DUK_HOBJECT_CLASS_THREAD)},
    [JSB__KIND_ARRAY] = {DUK_HOBJECT_FLAG_EXOTIC_ARRAY, DUK_HOBJECT_FLAG_FASTREFS,
                         DUK_HOBJECT_CMASK_ARRAY},
    [JSB__KIND_COMPFUNC] = {DUK_HOBJECT_FLAG_COMPFUNC | DUK_HOBJECT_FLAG_CALLABLE,
                            OBJECT_FUNCTION | DUK_HOBJECT_FLAG_NAMEBINDING |
                                DUK_HOBJECT_FLAG_CREATEARGS,
                            DUK_HOBJECT_CMASK_FUNCTION},
    [JSB__KIND_NATFUNC] = {DUK_HOBJECT_FLAG_NATFUNC | DUK_HOBJECT_FLAG_CALLABLE,
                           OBJECT_FUNCTION | DUK_HOBJECT_FLAG_FASTREFS |
                               DUK_HOBJECT_FLAG_SPECIAL_CALL,
                           DUK_HOBJECT_CMASK_FUNCTION},
    [JSB__KIND_BOUNDFUNC] = {DUK_HOBJECT_FLAG_BOUNDFUNC | DUK_HOBJECT_FLAG_CALLABLE,
                             OBJECT_FUNCTION, DUK_HOBJECT_CMASK_FUNCTION},
    [JSB__KIND_BUFOBJ] = {DUK_HOBJECT_FLAG_BUFOBJ, 0, DUK_HOBJECT_CMASK_ALL_BUFOBJS},
    [JSB__KIND_DECENV] = {0, 0, DUK_HOBJECT_CMASK_DECENV},
    [JSB__KIND_OBJENV] = {0, 0, DUK_HOBJECT_CMASK_OBJENV},
    [JSB__KIND_PROXY] = {DUK_HOBJECT_FLAG_EXOTIC_PROXYOBJ,
                         OBJECT_CALLS | DUK_HOBJECT_FLAG_SPECIAL_CALL,
                         DUK_HOBJECT_CMASK_OBJECT | DUK_HOBJECT_CMASK_FUNCTION},
    [JSB__KIND_THREAD] = {0, 0, 1UL << DUK_HOBJECT_CLASS_THREAD},
};

static duk_uint32_t object_flags(const struct jsb__verify *v, size_t part)
{
    return ((const duk_heaphdr *)part_at(v, part))->h_flags;
}

static int check_flags(struct jsb__verify *v, size_t part)
{
    const struct object_rule *rule = &object_rules[v->parts[part].kind];
    const duk_hobject *h = part_at(v, part);
    duk_uint32_t flags = object_flags(v, part);
    if ((flags & rule->must) != rule->must ||
        (flags & ~(duk_uint32_t)(rule->must | rule->may | OBJECT_ANY |
                                 DUK_HEAPHDR_FLAG_READONLY)) != 0)
        return fault(v, part, 0, "flags", flags, rule->must);
    if ((rule->classes >> DUK_HOBJECT_GET_CLASS_NUMBER(h) & 1) == 0)
        return fault_text(v, part, 0, "class", DUK_HOBJECT_GET_CLASS_NUMBER(h), "one of its kind");
    if ((flags & DUK_HOBJECT_FLAG_CALLABLE) != 0 &&
        DUK_HOBJECT_GET_CLASS_NUMBER(h) != DUK_HOBJECT_CLASS_FUNCTION)
        return fault(v, part, 0, "class of a callable object", DUK_HOBJECT_GET_CLASS_NUMBER(h),
                     DUK_HOBJECT_CLASS_FUNCTION);
    if ((flags & DUK_HOBJECT_FLAG_EXOTIC_STRINGOBJ) != 0 &&
        DUK_HOBJECT_GET_CLASS_NUMBER(h) != DUK_HOBJECT_CLASS_STRING)
        return fault(v, part, 0, "class of a string object", DUK_HOBJECT_GET_CLASS_NUMBER(h),
                     DUK_HOBJECT_CLASS_STRING);
    if ((flags & DUK_HOBJECT_FLAG_EXOTIC_ARGUMENTS) != 0 &&
        DUK_HOBJECT_GET_CLASS_NUMBER(h) != DUK_HOBJECT_CLASS_ARGUMENTS)
        return fault(v, part, 0, "class of an arguments object", DUK_HOBJECT_GET_CLASS_NUMBER(h),
                     DUK_HOBJECT_CLASS_ARGUMENTS);
    return JSB_OK;
}

static int check_function(struct jsb__verify *v, size_t part)
{
    const duk_hcompfunc *f = part_at(v, part);
    uint32_t code = part_in(v, part, offsetof(duk_hcompfunc, data));
    const duk_hcompfunc *first = part_at(v, v->parts[code].owner);
    if (f->nargs > f->nregs)
        return fault(v, part, offsetof(duk_hcompfunc, nargs), "arguments", f->nargs, f->nregs);
    if ((f->lex_env == NULL) != (f->var_env == NULL))
        return fault_text(v, part, offsetof(duk_hcompfunc, var_env), "variable scope",
                          (uint64_t)(uintptr_t)f->var_env, "both scopes or none");
    if (f->nregs != first->nregs || f->nargs != first->nargs)
        return fault(v, part, offsetof(duk_hcompfunc, nregs),
                     "registers, as other functions of the code have", f->nregs, first->nregs);
    return JSB_OK;
}

/* The engine resolves a bound function in one step and expects to be done. */
static int check_bound(struct jsb__verify *v, size_t part)
{
    size_t off = offsetof(duk_hboundfunc, target);
    const duk_hboundfunc *f = part_at(v, part);
    uint32_t target = wanted_in(v, part, off + TVAL_WORD, WANT_FUNCTION | WANT(PROXY));
    if (!DUK_TVAL_IS_OBJECT(&f->target) || target == NO_PART ||
        (object_flags(v, target) & DUK_HOBJECT_FLAG_CALLABLE) == 0)
        return fault_text(v, part, off, "target", word_in(v, part, off + TVAL_WORD),
                          "a function that is not bound");
    return JSB_OK;
}

static int check_bufobj(struct jsb__verify *v, size_t part)
{
    static const uint8_t shifts[DUK_HBUFOBJ_ELEM_MAX + 1] = {0, 0, 0, 1, 1, 2, 2, 2, 3};
    const duk_hbufobj *b = part_at(v, part);
    uint32_t buffer = part_in(v, part, offsetof(duk_hbufobj, buf));
    uint64_t end = (uint64_t)b->offset + b->length, limit = UINT32_MAX;
    if (b->elem_type > DUK_HBUFOBJ_ELEM_MAX)
        return fault(v, part, offsetof(duk_hbufobj, elem_type), "type of elements", b->elem_type,
                     DUK_HBUFOBJ_ELEM_MAX);
    if (b->shift != shifts[b->elem_type])
        return fault(v, part, offsetof(duk_hbufobj, shift), "size of elements", b->shift,
                     shifts[b->elem_type]);
    if (b->is_typedarray > 1)
        return fault(v, part, offsetof(duk_hbufobj, is_typedarray), "mark of typed arrays",
                     b->is_typedarray, 1);
    /* A dynamic buffer may have shrunk: the engine looks before each access. */
    if (b->buf == NULL)
        limit = 0;
    else if (buffer != NO_PART && v->parts[buffer].kind == JSB__KIND_BUFFER)
        limit = v->parts[buffer].size - sizeof(duk_hbuffer_fixed);
    if (end > limit)
        return fault(v, part, offsetof(duk_hbufobj, length), "end in the buffer", end, limit);
    return JSB_OK;
}

/* A program that gets at a scope could give it another prototype: to the engine all on its
 * chain are scopes. */
static int check_prototype(struct jsb__verify *v, size_t part)
{
    size_t off = offsetof(duk_hobject, prototype);
    if ((WANT_ENV >> v->parts[part].kind & 1) != 0 ||
        wanted_in(v, part, off, WANT_ENV) == NO_PART)
        return JSB_OK;
    return fault_text(v, part, off, ".[[Prototype]]", word_in(v, part, off) - v->base, "an object");
}

static int check_scope(struct jsb__verify *v, size_t part)
{
    size_t outer = offsetof(duk_hobject, prototype);
    if (word_in(v, part, outer) == 0 || wanted_in(v, part, outer, WANT_ENV) != NO_PART)
        return JSB_OK;
    return fault_text(v, part, outer, "outer scope", word_in(v, part, outer) - v->base, "a scope");
}

static int check_object_scope(struct jsb__verify *v, size_t part)
{
    const duk_hobjenv *env = part_at(v, part);
    if (env->has_this > 1)
        return fault(v, part, offsetof(duk_hobjenv, has_this), "mark of a `this` binding",
                     env->has_this, 1);
    return check_scope(v, part);
}

/* A call of a callable proxy is a special one, of its target. */
static int check_proxy(struct jsb__verify *v, size_t part)
{
    uint32_t target = part_in(v, part, offsetof(duk_hproxy, target));
    duk_uint32_t calls = object_flags(v, part) & OBJECT_CALLS;
    if (((calls & DUK_HOBJECT_FLAG_CALLABLE) != 0) !=
        ((object_flags(v, part) & DUK_HOBJECT_FLAG_SPECIAL_CALL) != 0))
        return fault_text(v, part, 0, "flags", object_flags(v, part), "a special call or no call");
    if ((object_flags(v, target) & calls) != calls)
        return fault(v, part, 0, "flags of what its target can do", calls,
                     object_flags(v, target) & OBJECT_CALLS);
    return JSB_OK;
}

static int check_buffer(struct jsb__verify *v, size_t part)
{
    int is_dynamic = v->parts[part].kind == JSB__KIND_DYNBUFFER;
    duk_uint32_t flags = DUK_HTYPE_BUFFER | DUK_HEAPHDR_FLAG_READONLY |
                         (is_dynamic ? DUK_HBUFFER_FLAG_DYNAMIC : 0);
    if (object_flags(v, part) != flags)
        return fault(v, part, 0, "flags", object_flags(v, part), flags);
    return JSB_OK;
}

/* Constants, inner functions, instructions; jsb__verify_find() has checked their borders.
 * What the instructions do is for check_instructions() to see. */
static int check_code(struct jsb__verify *v, size_t part)
{
    const duk_hcompfunc *f = part_at(v, v->parts[part].owner);
    uint64_t at = v->base + v->parts[part].off;
    size_t off = sizeof(duk_hbuffer_fixed);
    size_t funcs = (size_t)((uint64_t)(uintptr_t)f->funcs - at);
    size_t instructions = (size_t)((uint64_t)(uintptr_t)f->bytecode - at);
    int rc = check_buffer(v, part);
    if (rc == JSB_OK)
        rc = check_tvals(v, part, off, (funcs - off) / sizeof(duk_tval), 0);
    for (off = funcs; off < instructions && rc == JSB_OK; off += sizeof(void *))
        rc = check_pointer(v, part, off, WANT(COMPFUNC), "inner function");
    return rc;
}
