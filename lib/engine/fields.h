/* SPDX-License-Identifier: MIT
 * fields.h - the one table: which bytes of each kind of block are data, which are pointers.
 *
 * A part of engine.c: includes nothing, is included there once. */

enum field_type {
    F_BYTES,      /* plain data */
    F_HEADER,     /* flags and reference count of a cell, both as the image needs them */
    F_TVAL,       /* tagged value */
    F_NATIVE,     /* native function */
    F_OBJECT,     /* pointers: to a cell ... */
    F_STRING,
    F_BUFFER,
    F_CODE,
    F_HEAP,
    F_PROPS,      /* ... or to a side allocation that this block owns */
    F_ARGS,
    F_DATA,
    F_STACK,
    F_ACTIVATION,
    F_CATCHER,
    F_STRTAB,     /* ... or to the string table that the image gets */
    F_OWN_STRTAB,
    F_INNER,      /* pointer into the block that the field at `base` points to */
    F_PC,         /* pointer into the code of the function at `base` */
    F_CATCHER_PC  /* pointer into the code of the owning activation's function */
};

struct field {
    uint16_t off;  /* where the field is */
    uint16_t len;  /* bytes */
    uint16_t base; /* F_INNER: offset of the base pointer; F_PC: of the function */
    uint16_t from; /* offset to read the live value from, mostly equal to off */
    uint8_t type;
    const char *label; /* how a property path names it */
    uint32_t want;     /* pointers: kinds of block that it may lead to, and WANT_NULL */
};

/* Kinds as sets. */
#define WANT(kind) (UINT32_C(1) << JSB__KIND_##kind)
#define WANT_NULL (UINT32_C(1) << 31)
#define WANT_FUNCTION (WANT(COMPFUNC) | WANT(NATFUNC))
#define WANT_ENV (WANT(DECENV) | WANT(OBJENV))
#define WANT_BUFFER (WANT(BUFFER) | WANT(DYNBUFFER))
/* What a program may hold; scopes are the engine's own. */
#define WANT_OBJECT                                                                                \
 (WANT(OBJECT) | WANT(ARRAY) | WANT(BOUNDFUNC) | WANT(BUFOBJ) | WANT(PROXY) | WANT(THREAD) |       \
  WANT_FUNCTION)

#define MEMBER_SIZE(T, m) sizeof(((T *)0)->m)
#define FIELD(T, m, type, label) \
    {offsetof(T, m), MEMBER_SIZE(T, m), 0, offsetof(T, m), type, label, 0}
#define POINTER(T, m, type, label, want) \
    {offsetof(T, m), MEMBER_SIZE(T, m), 0, offsetof(T, m), type, label, want}
#define BYTES(T, m) FIELD(T, m, F_BYTES, "")
#define INNER(T, m, b) \
    {offsetof(T, m), MEMBER_SIZE(T, m), offsetof(T, b), offsetof(T, m), F_INNER, "", 0}
#define HEADER(T) \
    {offsetof(T, hdr.h_flags), \
     offsetof(T, hdr.h_refcount) + MEMBER_SIZE(T, hdr.h_refcount) - offsetof(T, hdr.h_flags), 0, \
     offsetof(T, hdr.h_flags), F_HEADER, "", 0}
#define END_OF_FIELDS {0, 0, 0, 0, F_BYTES, NULL, 0}

static const struct field object_fields[] = {
    HEADER(duk_hobject),
    POINTER(duk_hobject, props, F_PROPS, "", WANT(PROPS) | WANT_NULL),
    POINTER(duk_hobject, prototype, F_OBJECT, ".[[Prototype]]",
            WANT_OBJECT | WANT_ENV | WANT_NULL),
    BYTES(duk_hobject, e_size),
    BYTES(duk_hobject, e_next),
    BYTES(duk_hobject, a_size),
    BYTES(duk_hobject, h_size),
    END_OF_FIELDS,
};

static const struct field array_fields[] = {
    BYTES(duk_harray, length),
    BYTES(duk_harray, length_nonwritable),
    END_OF_FIELDS,
};

static const struct field compfunc_fields[] = {
    POINTER(duk_hcompfunc, data, F_CODE, ".[[Code]]", WANT(CODE)),
    INNER(duk_hcompfunc, funcs, data),
    INNER(duk_hcompfunc, bytecode, data),
    POINTER(duk_hcompfunc, lex_env, F_OBJECT, ".[[Scope]]", WANT_ENV | WANT_NULL),
    POINTER(duk_hcompfunc, var_env, F_OBJECT, ".[[Scope]]", WANT_ENV | WANT_NULL),
    BYTES(duk_hcompfunc, nregs),
    BYTES(duk_hcompfunc, nargs),
    END_OF_FIELDS,
};

static const struct field natfunc_fields[] = {
    FIELD(duk_hnatfunc, func, F_NATIVE, ""),
    BYTES(duk_hnatfunc, nargs),
    BYTES(duk_hnatfunc, magic),
    END_OF_FIELDS,
};

static const struct field boundfunc_fields[] = {
    FIELD(duk_hboundfunc, target, F_TVAL, ".[[BoundTarget]]"),
    FIELD(duk_hboundfunc, this_binding, F_TVAL, ".[[BoundThis]]"),
    POINTER(duk_hboundfunc, args, F_ARGS, ".[[BoundArgs]]", WANT(ARGS) | WANT_NULL),
    BYTES(duk_hboundfunc, nargs),
    END_OF_FIELDS,
};

static const struct field bufobj_fields[] = {
    POINTER(duk_hbufobj, buf, F_BUFFER, ".[[Buffer]]", WANT_BUFFER | WANT_NULL),
    POINTER(duk_hbufobj, buf_prop, F_OBJECT, ".buffer", WANT(BUFOBJ) | WANT_NULL),
    BYTES(duk_hbufobj, offset),
    BYTES(duk_hbufobj, length),
    BYTES(duk_hbufobj, shift),
    BYTES(duk_hbufobj, elem_type),
    BYTES(duk_hbufobj, is_typedarray),
    END_OF_FIELDS,
};

static const struct field decenv_fields[] = {
    POINTER(duk_hdecenv, thread, F_OBJECT, ".[[Coroutine]]", WANT(THREAD) | WANT_NULL),
    POINTER(duk_hdecenv, varmap, F_OBJECT, ".[[Varmap]]", WANT(OBJECT) | WANT_NULL),
    BYTES(duk_hdecenv, regbase_byteoff),
    END_OF_FIELDS,
};

static const struct field objenv_fields[] = {
    POINTER(duk_hobjenv, target, F_OBJECT, ".[[With]]", WANT_OBJECT),
    BYTES(duk_hobjenv, has_this),
    END_OF_FIELDS,
};

static const struct field proxy_fields[] = {
    POINTER(duk_hproxy, target, F_OBJECT, ".[[ProxyTarget]]", WANT_OBJECT),
    POINTER(duk_hproxy, handler, F_OBJECT, ".[[ProxyHandler]]", WANT_OBJECT),
    END_OF_FIELDS,
};

static const struct field thread_fields[] = {
    POINTER(duk_hthread, heap, F_HEAP, ".[[Heap]]", WANT(HEAP)),
    BYTES(duk_hthread, strict),
    BYTES(duk_hthread, state),
    POINTER(duk_hthread, valstack, F_STACK, ".[[Stack]]", WANT(STACK)),
    INNER(duk_hthread, valstack_end, valstack),
    /* The slack above the guaranteed part of a value stack is not kept. */
    {offsetof(duk_hthread, valstack_alloc_end), sizeof(void *), offsetof(duk_hthread, valstack),
     offsetof(duk_hthread, valstack_end), F_INNER, "", 0},
    INNER(duk_hthread, valstack_bottom, valstack),
    INNER(duk_hthread, valstack_top, valstack),
    POINTER(duk_hthread, callstack_curr, F_ACTIVATION, ".[[Calls]]", WANT(ACTIVATION) | WANT_NULL),
    BYTES(duk_hthread, callstack_top),
    BYTES(duk_hthread, callstack_preventcount),
    POINTER(duk_hthread, resumer, F_OBJECT, ".[[Resumer]]", WANT(THREAD) | WANT_NULL),
    INNER(duk_hthread, strs, heap),
    END_OF_FIELDS,
};

static const struct field string_fields[] = {
    HEADER(duk_hstring),
    BYTES(duk_hstring, arridx),
    BYTES(duk_hstring, blen),
    BYTES(duk_hstring, clen),
    END_OF_FIELDS,
};

static const struct field buffer_fields[] = {
    HEADER(duk_hbuffer),
    BYTES(duk_hbuffer, size),
    END_OF_FIELDS,
};

static const struct field dynbuffer_fields[] = {
    HEADER(duk_hbuffer_dynamic),
    BYTES(duk_hbuffer_dynamic, size),
    POINTER(duk_hbuffer_dynamic, curr_alloc, F_DATA, ".[[Data]]", WANT(DATA) | WANT_NULL),
    END_OF_FIELDS,
};

static const struct field activation_fields[] = {
    FIELD(duk_activation, tv_func, F_TVAL, ".[[Callee]]"),
    POINTER(duk_activation, func, F_OBJECT, ".[[Callee]]", WANT_FUNCTION),
    POINTER(duk_activation, parent, F_ACTIVATION, ".[[Caller]]", WANT(ACTIVATION) | WANT_NULL),
    POINTER(duk_activation, var_env, F_OBJECT, ".[[Scope]]", WANT_ENV | WANT_NULL),
    POINTER(duk_activation, lex_env, F_OBJECT, ".[[Scope]]", WANT_ENV | WANT_NULL),
    POINTER(duk_activation, cat, F_CATCHER, ".[[Catch]]", WANT(CATCHER) | WANT_NULL),
#if defined(DUK_USE_NONSTD_FUNC_CALLER_PROPERTY)
    POINTER(duk_activation, prev_caller, F_OBJECT, ".[[Caller]]", WANT_FUNCTION | WANT_NULL),
#endif
    {offsetof(duk_activation, curr_pc), sizeof(void *), offsetof(duk_activation, func),
     offsetof(duk_activation, curr_pc), F_PC, "", 0},
    BYTES(duk_activation, bottom_byteoff),
    BYTES(duk_activation, retval_byteoff),
    BYTES(duk_activation, reserve_byteoff),
    BYTES(duk_activation, flags),
    END_OF_FIELDS,
};

static const struct field catcher_fields[] = {
    POINTER(duk_catcher, parent, F_CATCHER, ".[[Outer]]", WANT(CATCHER) | WANT_NULL),
    POINTER(duk_catcher, h_varname, F_STRING, ".[[CatchName]]", WANT(STRING) | WANT_NULL),
    FIELD(duk_catcher, pc_base, F_CATCHER_PC, ""),
    BYTES(duk_catcher, idx_base),
    BYTES(duk_catcher, flags),
    END_OF_FIELDS,
};

static const struct field heap_fields[] = {
    BYTES(duk_heap, flags),
    BYTES(duk_heap, ms_recursion_depth),
    BYTES(duk_heap, ms_base_flags),
    BYTES(duk_heap, ms_running),
    BYTES(duk_heap, ms_prevent_count),
    BYTES(duk_heap, pf_prevent_count),
    BYTES(duk_heap, pf_skip_finalizers),
    BYTES(duk_heap, creating_error),
    BYTES(duk_heap, augmenting_error),
    BYTES(duk_heap, lj.type),
    BYTES(duk_heap, lj.iserror),
    FIELD(duk_heap, lj.value1, F_TVAL, ".[[Thrown]]"),
    FIELD(duk_heap, lj.value2, F_TVAL, ".[[Thrown]]"),
    POINTER(duk_heap, heap_thread, F_OBJECT, ".[[Main]]", WANT(THREAD)),
    POINTER(duk_heap, heap_object, F_OBJECT, ".[[Stash]]", WANT(OBJECT)),
    BYTES(duk_heap, call_recursion_depth),
    BYTES(duk_heap, call_recursion_limit),
    BYTES(duk_heap, sym_counter),
    POINTER(duk_heap, strtable, F_OWN_STRTAB, "", WANT(OWN_STRTAB)),
    BYTES(duk_heap, st_resizing),
    POINTER(duk_heap, image_strtable, F_STRTAB, "", WANT(STRTAB)),
    END_OF_FIELDS,
};

static const struct field no_fields[] = {END_OF_FIELDS};

static const char *const kind_names[JSB__KIND_COUNT] = {
#define KIND(name, text) text,
#include "kinds.def"
#undef KIND
};

static const struct kind {
    uint16_t size; /* of the struct, 0 for untyped blocks */
    uint8_t is_object;
    const struct field *fields; /* beyond object_fields for objects */
} kinds[JSB__KIND_COUNT] = {
    [JSB__KIND_HEAP] = {sizeof(duk_heap), 0, heap_fields},
    [JSB__KIND_STRING] = {sizeof(duk_hstring), 0, string_fields},
    [JSB__KIND_OBJECT] = {sizeof(duk_hobject), 1, no_fields},
    [JSB__KIND_ARRAY] = {sizeof(duk_harray), 1, array_fields},
    [JSB__KIND_COMPFUNC] = {sizeof(duk_hcompfunc), 1, compfunc_fields},
    [JSB__KIND_NATFUNC] = {sizeof(duk_hnatfunc), 1, natfunc_fields},
    [JSB__KIND_BOUNDFUNC] = {sizeof(duk_hboundfunc), 1, boundfunc_fields},
    [JSB__KIND_BUFOBJ] = {sizeof(duk_hbufobj), 1, bufobj_fields},
    [JSB__KIND_DECENV] = {sizeof(duk_hdecenv), 1, decenv_fields},
    [JSB__KIND_OBJENV] = {sizeof(duk_hobjenv), 1, objenv_fields},
    [JSB__KIND_PROXY] = {sizeof(duk_hproxy), 1, proxy_fields},
    [JSB__KIND_THREAD] = {sizeof(duk_hthread), 1, thread_fields},
    [JSB__KIND_CODE] = {sizeof(duk_hbuffer_fixed), 0, buffer_fields},
    [JSB__KIND_BUFFER] = {sizeof(duk_hbuffer_fixed), 0, buffer_fields},
    [JSB__KIND_DYNBUFFER] = {sizeof(duk_hbuffer_dynamic), 0, dynbuffer_fields},
    [JSB__KIND_PROPS] = {0, 0, no_fields},
    [JSB__KIND_ARGS] = {0, 0, no_fields},
    [JSB__KIND_DATA] = {0, 0, no_fields},
    [JSB__KIND_STACK] = {0, 0, no_fields},
    [JSB__KIND_ACTIVATION] = {sizeof(duk_activation), 0, activation_fields},
    [JSB__KIND_CATCHER] = {sizeof(duk_catcher), 0, catcher_fields},
    [JSB__KIND_STRTAB] = {0, 0, no_fields},
    [JSB__KIND_OWN_STRTAB] = {0, 0, no_fields},
};

const char *jsb__kind_name(int kind)
{
    return kind_names[kind];
}

int jsb__kind_is_cell(int kind)
{
    return kind > JSB__KIND_HEAP && kind < JSB__KIND_PROPS;
}

/* The engine does not count what an activation calls and what a catcher is named by: others
 * keep these alive. */
static int is_borrowed(int kind, size_t off)
{
    return kind == JSB__KIND_CATCHER ||
           (kind == JSB__KIND_ACTIVATION && off < offsetof(duk_activation, func));
}

int jsb__ref_is_counted(const struct jsb__block *block, const struct jsb__ref *ref)
{
    return ref->slot == JSB__SLOT_REF && ref->delta == 0 && jsb__kind_is_cell(ref->target.kind) &&
           !is_borrowed(block->kind, ref->off);
}

int jsb__kind_is_resizable(int kind)
{
    return kind == JSB__KIND_STACK || kind == JSB__KIND_DATA || kind == JSB__KIND_OWN_STRTAB;
}
