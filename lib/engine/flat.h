/* SPDX-License-Identifier: MIT
 * flat.h - the flat form of compiled functions, which code_format.h describes: where its lists
 * are, and the check of it as a whole.
 *
 * A part of engine.c: includes nothing, is included there once. */

_Static_assert(sizeof(duk_instr_t) == 4, "flat form");

#define FLAT_LIMIT 0x7fffffffu

static const struct {
    duk_uint32_t flag;
    uint32_t flat;
} flat_flags[] = {
    {DUK_HOBJECT_FLAG_STRICT, JSB__FLAT_STRICT},
    {DUK_HOBJECT_FLAG_NOTAIL, JSB__FLAT_NOTAIL},
    {DUK_HOBJECT_FLAG_NEWENV, JSB__FLAT_NEWENV},
    {DUK_HOBJECT_FLAG_NAMEBINDING, JSB__FLAT_NAMEBINDING},
    {DUK_HOBJECT_FLAG_CREATEARGS, JSB__FLAT_CREATEARGS},
    {DUK_HOBJECT_FLAG_CONSTRUCTABLE, JSB__FLAT_CONSTRUCTABLE},
};

#define FLAT_FLAG_COUNT (sizeof(flat_flags) / sizeof(flat_flags[0]))

/** Where the lists are. */
struct flat_view {
    const struct jsb__flat_head *head;
    const double *numbers;
    const struct jsb__flat_func *funcs;
    const uint32_t *strings, *values;
    const struct jsb__flat_variable *variables;
    const uint32_t *formals;
    const duk_instr_t *instrs;
    const uint8_t *lines, *texts;
};

/* Most strings of a large program are not in the processor's caches, nor is the table that they are
 * looked up in: that memory is asked for some of them at once. */
enum { FLAT_AHEAD = 16 };

/** A list in whose parts, of `step` numbers, the first is a string, or none. */
struct flat_names {
    const uint32_t *list;
    size_t step;
    uint32_t count;
    int are_values;                  /* the constants of a function */
    duk_uint32_t hashes[FLAT_AHEAD]; /* of strings at `at` modulo that which are not found yet */
};

/* Bytes of a constant.  A longer one is seldom needed by two functions, and may be data that is
 * used once: only who asked for it has it. */
enum { FLAT_LONG = 256 };

/** A flat form that functions of a heap are made of; for the rest see flat_template.h. */
struct flat_unit {
    struct flat_unit *next;
    duk_hbuffer *stub; /* functions that have not been read refer to it */
    duk_hcompfunc *blank, *once;
    int is_filled;           /* `blank` is being made use of */
    struct flat_names names; /* of functions from this one on: */
    uint32_t first_named;
    struct flat_view view;
    int is_checked;       /* as a whole, before it was used */
    void *scratch;        /* FLAT_SCRATCH bytes; only the first unit of a heap has it */
    duk_hstring *found[]; /* for each string of the form: NULL until the first function needs it */
};

/* What it takes to check a function of 7000 instructions. */
#define FLAT_SCRATCH 65536u

static const void *flat_take(const char **at, size_t size)
{
    const char *from = *at;
    *at += size;
    return from;
}

/** @return bytes that the lists take, with the head */
static size_t flat_open(struct flat_view *v, const void *data)
{
    const struct jsb__flat_head *head = data;
    const char *at = (const char *)(head + 1);
    v->head = head;
    v->numbers = flat_take(&at, sizeof(double) * head->numbers);
    v->funcs = flat_take(&at, sizeof(struct jsb__flat_func) * ((size_t)head->funcs + 1));
    v->values = flat_take(&at, sizeof(uint32_t) * head->values);
    v->variables = flat_take(&at, sizeof(struct jsb__flat_variable) * head->variables);
    v->formals = flat_take(&at, sizeof(uint32_t) * head->formals);
    v->instrs = flat_take(&at, sizeof(duk_instr_t) * head->instrs);
    v->lines = flat_take(&at, ((size_t)head->lines + 3) & ~(size_t)3);
    v->strings = flat_take(&at, sizeof(uint32_t) * head->strings);
    v->texts = flat_take(&at, head->texts);
    return (size_t)(at - (const char *)data);
}

static const uint8_t *flat_text(const struct flat_view *v, uint32_t string, size_t *len)
{
    uint32_t start = string > 0 ? v->strings[string - 1] : 0;
    *len = v->strings[string] - start;
    return v->texts + start;
}

/* No source text makes symbols, which open the engine's own properties. */
static const char *bad_strings(const struct flat_view *v)
{
    uint32_t start = 0;
    for (uint32_t i = 0; i < v->head->strings; i++) {
        uint32_t end = v->strings[i];
        if (end < start || end > v->head->texts)
            return "a string is not among the texts";
        if (end > start && ((v->texts[start] & 0xc0) == 0x80 || v->texts[start] == 0xff))
            return "a string is a symbol";
        start = end;
    }
    return NULL;
}

static int has_order(const struct jsb__flat_func *f)
{
    return f[0].instr < f[1].instr && f[0].value <= f[1].value && f[0].inner <= f[1].inner &&
           f[0].variable <= f[1].variable && f[0].formal <= f[1].formal && f[0].line <= f[1].line;
}

static const char *bad_function(const struct flat_view *v, uint32_t index)
{
    const struct jsb__flat_func *f = &v->funcs[index];
    uint32_t formals = f[1].formal - f[0].formal;
    if (!has_order(f) || f->inner <= index)
        return "functions overlap";
    if (f->nargs > f->nregs || (formals > 0 && formals != f->nargs))
        return "a function has too many parameters";
    if ((f->flags & ~(uint32_t)JSB__FLAT_FLAGS) != 0 ||
        (index > 0 && (f->flags & JSB__FLAT_NEWENV) == 0))
        return "unknown kind of function";
    if ((f->flags & JSB__FLAT_NAMEBINDING) != 0 && (f->flags & JSB__FLAT_NEWENV) == 0)
        return "unknown kind of function";
    if (f->name == JSB__FLAT_NONE ? (f->flags & JSB__FLAT_NAMEBINDING) != 0
                                  : f->name >= v->head->strings)
        return "a function has no name";
    return NULL;
}

static int is_at(const struct jsb__flat_func *f, const struct jsb__flat_head *counts)
{
    return f->instr == counts->instrs && f->value == counts->values && f->inner == counts->funcs &&
           f->variable == counts->variables && f->formal == counts->formals &&
           f->line == counts->lines;
}

static const char *bad_flat(const void *data, size_t len)
{
    const struct jsb__flat_head *head = data;
    const struct jsb__flat_head none = {.funcs = 1};
    struct flat_view v;
    const char *bad = NULL;
    if (len < sizeof(*head) || flat_open(&v, data) != len)
        return "its parts do not have its size";
    if (head->funcs == 0 || head->strings > FLAT_LIMIT || head->numbers > FLAT_LIMIT ||
        head->instrs > FLAT_LIMIT)
        return "impossible number of parts";
    if (!is_at(&v.funcs[0], &none) || !is_at(&v.funcs[head->funcs], head))
        return "the list of functions is not whole";
    for (uint32_t i = 0; i < head->funcs && bad == NULL; i++)
        bad = bad_function(&v, i);
    return bad != NULL ? bad : bad_strings(&v);
}

/** A function that has not been read from its flat form. */
static int is_unread(const duk_hcompfunc *f)
{
    return DUK_DEC_OP(*f->bytecode) == DUK_OP_READFUNC;
}
