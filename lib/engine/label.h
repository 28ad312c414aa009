/* SPDX-License-Identifier: MIT
 * label.h - how a property path names a slot of a block.
 *
 * A part of engine.c: includes nothing, is included there once. */

#define LABEL_MOST 80u /* bytes of a name in a label */

static int is_identifier(const char *s, size_t len)
{
    if (len == 0 || (s[0] >= '0' && s[0] <= '9'))
        return 0;
    for (size_t i = 0; i < len; i++) {
        char c = s[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '$'))
            return 0;
    }
    return 1;
}

/* A number as an array index has it, "0" or without leading zeros. */
static int is_index(const char *s, size_t len)
{
    size_t i = 0;
    while (i < len && s[i] >= '0' && s[i] <= '9')
        i++;
    return i == len && len > 0 && (s[0] != '0' || len == 1);
}

/* As much of a text as a label shows, without half a character at its end. */
static size_t label_len(const char *text, size_t len)
{
    if (len <= LABEL_MOST)
        return len;
    for (len = LABEL_MOST; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80;)
        len--;
    /* The first half of a surrogate pair. */
    if (len >= 3 && (unsigned char)text[len - 3] == 0xed &&
        ((unsigned char)text[len - 2] & 0xf0) == 0xa0)
        len -= 3;
    return len;
}

/* A name in a message takes one line: control characters show as "?". */
static void label_text(char *out, size_t size, const char *before, const char *text, size_t len,
                       const char *after)
{
    size_t start = strlen(before);
    int n = snprintf(out, size, "%s%.*s%s", before, (int)label_len(text, len), text, after);
    size_t end = (size_t)n < size ? (size_t)n : size - 1;
    for (size_t i = start; i < end; i++)
        if ((unsigned char)out[i] < 0x20 || out[i] == 0x7f)
            out[i] = '?';
}

/* Symbols are strings with a leading marker byte; a unique tail follows 0xff. */
static void label_key(const duk_hstring *key, char *out, size_t size)
{
    const char *s = (const char *)DUK_HSTRING_GET_DATA(key);
    size_t len = key->blen;
    const char *end;
    if (DUK_HSTRING_HAS_HIDDEN(key)) {
        label_text(out, size, ".[[", s + 1, len - 1, "]]");
    } else if (DUK_HSTRING_HAS_SYMBOL(key)) {
        end = memchr(s + 1, 0xff, len - 1);
        label_text(out, size, "[Symbol(", s + 1, end ? (size_t)(end - s - 1) : len - 1, ")]");
    } else if (is_identifier(s, len) && len <= LABEL_MOST) {
        label_text(out, size, ".", s, len, "");
    } else if (is_index(s, len)) {
        label_text(out, size, "[", s, len, "]");
    } else {
        label_text(out, size, "[\"", s, len, "\"]");
    }
}

/* Of an accessor the path goes on through one of its two functions. */
static void label_accessor(size_t within, char *out, size_t size)
{
    size_t len = strlen(out);
    const char *half = within < offsetof(duk_propaccessor, set) ? ".[[Get]]" : ".[[Set]]";
    snprintf(out + len, size - len, "%s", half);
}

static void label_entry(const struct jsb__block *b, size_t off, char *out, size_t size)
{
    duk_hobject *h = (duk_hobject *)DUK_LOSE_CONST(b->owner);
    const char *values = (const char *)DUK_HOBJECT_E_GET_VALUE_BASE(NULL, h);
    size_t start = (size_t)(values - (const char *)b->ptr);
    duk_uint32_t i = (duk_uint32_t)((off - start) / sizeof(duk_propvalue));
    if (off < start || i >= DUK_HOBJECT_GET_ENEXT(h) || DUK_HOBJECT_E_GET_KEY(NULL, h, i) == NULL)
        return;
    label_key(DUK_HOBJECT_E_GET_KEY(NULL, h, i), out, size);
    if (DUK_HOBJECT_E_SLOT_IS_ACCESSOR(NULL, h, i))
        label_accessor(off - start - i * sizeof(duk_propvalue), out, size);
}

static void label_props(const struct jsb__block *b, size_t off, char *out, size_t size)
{
    duk_hobject *h = (duk_hobject *)DUK_LOSE_CONST(b->owner);
    size_t array = (size_t)((const char *)DUK_HOBJECT_A_GET_BASE(NULL, h) - (const char *)b->ptr);
    if (DUK_HOBJECT_GET_ASIZE(h) > 0 && off >= array &&
        off < array + DUK_HOBJECT_GET_ASIZE(h) * sizeof(duk_tval))
        snprintf(out, size, "[%zu]", (off - array) / sizeof(duk_tval));
    else
        label_entry(b, off, out, size);
}

static const char *label_field(const struct field *fields, size_t off)
{
    for (const struct field *f = fields; f->label != NULL; f++)
        if (off >= f->off && off < (size_t)f->off + f->len)
            return f->label;
    return NULL;
}

/* The scopes around a function show as one: what counts is that it can see the variable. */
static int is_outer_scope(const struct jsb__block *block, size_t off)
{
    return (block->kind == JSB__KIND_DECENV || block->kind == JSB__KIND_OBJENV) &&
           off == offsetof(duk_hobject, prototype);
}

const char *jsb__slot_label(const struct jsb__block *block, size_t off, char *out, size_t size)
{
    const char *label = NULL;
    out[0] = '\0';
    if (block->kind == JSB__KIND_PROPS) {
        label_props(block, off, out, size);
        return out;
    }
    if (block->kind == JSB__KIND_STACK || block->kind == JSB__KIND_ARGS) {
        snprintf(out, size, "[%zu]", off / sizeof(duk_tval));
        return out;
    }
    if (is_outer_scope(block, off))
        return out;
    if (kinds[block->kind].is_object)
        label = label_field(object_fields, off);
    if (label == NULL)
        label = label_field(kinds[block->kind].fields, off);
    if (label != NULL)
        snprintf(out, size, "%s", label);
    return out;
}

static int is_number(const duk_tval *tv, double number)
{
    return DUK_TVAL_IS_NUMBER(tv) && DUK_TVAL_GET_NUMBER(tv) == number;
}

size_t jsb__find_number(const struct jsb__block *block, double number)
{
    duk_hobject *h = (duk_hobject *)DUK_LOSE_CONST(block->owner);
    const duk_tval *found = NULL;
    if (block->kind != JSB__KIND_PROPS)
        return SIZE_MAX;
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(h) && found == NULL; i++)
        if (DUK_HOBJECT_E_GET_KEY(NULL, h, i) != NULL &&
            !DUK_HOBJECT_E_SLOT_IS_ACCESSOR(NULL, h, i) &&
            is_number(DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, h, i), number))
            found = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(NULL, h, i);
    for (duk_uint32_t i = 0; i < DUK_HOBJECT_GET_ASIZE(h) && found == NULL; i++)
        if (is_number(DUK_HOBJECT_A_GET_VALUE_PTR(NULL, h, i), number))
            found = DUK_HOBJECT_A_GET_VALUE_PTR(NULL, h, i);
    return found ? (size_t)((const char *)&found->v - (const char *)block->ptr) : SIZE_MAX;
}
