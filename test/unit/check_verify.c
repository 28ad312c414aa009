/* SPDX-License-Identifier: MIT
 * check_verify.c - blobs that are damaged on purpose, under right checksums: each rule of
 * the full check, broken alone. */
#include "unit.h"

#include "../../lib/engine.h"
#include "../../lib/hash.h"
#include "../../snapshot/census.h"
#include "../../snapshot/check.h"
#include "../../snapshot/write.h"
#include "recount.h"
#include "verify_recipes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct unit_blob good;
static struct jsb__verify map; /* of the good blob */
static struct jsb_error last;

static struct snap__header *header(void)
{
    return (void *)good.data;
}

static void setup(void)
{
    struct jsb_vm *vm = unit_rich_vm();
    unit_run(vm,
             "var sure = { yes: true }, many = {}; for (var i = 0; i < 20; i++) many['m' + i] = i;"
             /* The twins differ in a byte that the engine's hash skips. */
             "var most = new Array(991).join('x'), twins = [most + 'ayyyyyy', most + 'byyyyyy'];"
             "function maker(one, two) { return function inner() { return one + 0.5; }; }");
    good = unit_freeze(vm);
    jsb_destroy(vm);
    map = (struct jsb__verify){
        .bytes = good.data,
        .start = SNAP__PAGE,
        .len = header()->image_len,
        .base = header()->base,
        .heap_off = header()->heap_off,
        .native_count = header()->native_count,
    };
    ck_assert_int_eq(jsb__verify_find(&map), JSB_OK);
}

static void teardown(void)
{
    jsb__verify_free(&map);
    unit_free(&good);
}

static void renew_sums(void)
{
    struct snap__header *h = header();
    struct snap__section *chunks = &h->sections[SNAP__SECTION_CHUNKS];
    for (int i = SNAP__SECTION_NATIVES; i < SNAP__SECTION_CHUNKS; i++)
        h->sections[i].checksum = i == SNAP__SECTION_FILE_DATA ? 0 :
            jsb__hash64(good.data + h->sections[i].off, h->sections[i].len, 0);
    for (uint64_t off = SNAP__PAGE, i = 0; off < chunks->off; off += SNAP__CHUNK, i++) {
        uint64_t len = chunks->off - off < SNAP__CHUNK ? chunks->off - off : SNAP__CHUNK;
        uint64_t sum = jsb__hash64(good.data + off, len, 0);
        memcpy(good.data + chunks->off + i * sizeof(sum), &sum, sizeof(sum));
    }
    chunks->checksum = jsb__hash64(good.data + chunks->off, chunks->len, 0);
    h->checksum = snap__page_sum((void *)h);
}

static int validate(void)
{
    struct snap_blob *blob;
    int rc;
    renew_sums();
    memset(&last, 0, sizeof(last));
    rc = snap_open_memory(good.data, good.len, &blob, &last);
    if (rc == JSB_OK)
        rc = snap_validate(blob, &last);
    snap_close(blob);
    return rc;
}

/* What is seen first may depend on what lies beside: `words` has all that may be, with '|' between. */
static int says(const char *message, const char *words)
{
    char one[64];
    size_t len;
    for (;; words += len + 1) {
        len = strcspn(words, "|");
        snprintf(one, sizeof(one), "%.*s", (int)len, words);
        if (strstr(message, one) != NULL || words[len] == '\0')
            return strstr(message, one) != NULL;
    }
}

static void expect(const char *name, const char *words)
{
    int rc = validate();
    UNIT_ASSERT(rc == JSB_E_CORRUPT, "%s: %d instead of a refusal", name, rc);
    UNIT_ASSERT(says(last.message, words), "%s: wanted '%s' in: %s", name, words,
                last.message);
    UNIT_ASSERT(strstr(last.message, "make the blob again") != NULL, "%s: no remedy in: %s", name,
                last.message);
}

static uint64_t number_at(size_t off, int len)
{
    uint64_t value = 0;
    memcpy(&value, good.data + off, (size_t)len);
    return value;
}

/* Sizes of the table that belongs to a block: entries, array part, hash part. */
static uint32_t size_of(const struct jsb__part *part, int which)
{
    size_t off = map.parts[part->owner].off + unit_abi("offset duk_hobject.e_size");
    return (uint32_t)number_at(off + (size_t)which, 4);
}

/* Offset in the image, or 0 if the block has no such place. */
static size_t place_in(const struct jsb__part *part, const struct place *p)
{
    size_t entries, i = (size_t)p->off, off;
    if (p->from == NULL)
        return part->off + (size_t)p->off;
    if (part->kind != K(PROPS))
        return part->off + unit_abi(p->from) + (size_t)p->off;
    entries = size_of(part, 0);
    if (strcmp(p->from, "key") == 0)
        return entries > i ? part->off + entries * 16 + i * 8 : 0;
    if (strcmp(p->from, "flag") == 0)
        return entries > i ? part->off + entries * 24 + i : 0;
    off = part->off + (entries * 25 + 7) / 8 * 8 + size_of(part, 8) * (size_t)16;
    return size_of(part, 12) > i ? off + i * 4 : 0;
}

static int fits(const struct jsb__part *part, const struct recipe *r)
{
    size_t off;
    if (part->kind != r->kind)
        return 0;
    if (r->where_len == 0)
        return 1;
    off = place_in(part, &r->where);
    if (off == 0)
        return 0;
    return r->where_value == ANY ? number_at(off, r->where_len) != 0
                                 : number_at(off, r->where_len) == r->where_value;
}

static const struct jsb__part *first_of(int kind)
{
    for (size_t i = 0; i < map.count; i++)
        if (map.parts[i].kind == kind)
            return &map.parts[i];
    return NULL;
}

static uint64_t changed(const struct recipe *r, const struct jsb__part *part, uint64_t value)
{
    switch (r->change) {
    case SET: return r->value;
    case ADD: return value + r->value;
    case FLIP: return value ^ r->value;
    case SELF: return map.base + part->off;
    default: /* another name of the same table for -1 */
        if (r->value == ANY) {
            struct place before = {"key", 0};
            return number_at(place_in(part, &before), 8);
        }
        return map.base + first_of((int)r->value)->off;
    }
}

static void follow(const struct recipe *r)
{
    size_t i = 0, off;
    uint64_t before, after;
    while (i < map.count && !fits(&map.parts[i], r))
        i++;
    UNIT_ASSERT(i < map.count, "%s: no block to damage", r->name);
    off = place_in(&map.parts[i], &r->at);
    before = number_at(off, r->len);
    after = changed(r, &map.parts[i], before);
    memcpy(good.data + off, &after, (size_t)r->len);
    UNIT_ASSERT(number_at(off, r->len) != before, "%s: nothing to change", r->name);
    expect(r->name, r->words);
    memcpy(good.data + off, &before, (size_t)r->len);
}

/* ------------------------------------------------- instructions, and notes in tables */

/* The part that a pointer in the blob leads to the start of, or NULL. */
static const struct jsb__part *target_at(size_t off)
{
    uint64_t at = number_at(off, 8) - map.base;
    return at < map.len && at % 8 == 0 && map.starts[at / 8] ? &map.parts[map.starts[at / 8] - 1]
                                                             : NULL;
}

/* The string of that text. */
static const struct jsb__part *key_of(const char *name)
{
    size_t i = 0, text = unit_abi("sizeof duk_hstring");
    while (map.parts[i].kind != K(STRING) ||
           strcmp(good.data + map.parts[i].off + text, name) != 0)
        i++;
    return &map.parts[i];
}

/* Where the value of the first property of that name is: tag, then 8 bytes more. */
static size_t value_of(const char *name)
{
    size_t text = unit_abi("sizeof duk_hstring");
    for (size_t i = 0; i < map.count; i++) {
        struct place key = {"key", 0};
        size_t off = map.parts[i].kind == K(PROPS) ? place_in(&map.parts[i], &key) : 0;
        for (; off != 0; off = place_in(&map.parts[i], &key)) {
            const struct jsb__part *string = target_at(off);
            if (string != NULL && strcmp(good.data + string->off + text, name) == 0)
                return map.parts[i].off + (size_t)key.off * 16;
            key.off++;
        }
    }
    ck_abort_msg("no property %s", name);
    return 0;
}

/* Offset of the first instruction with this opcode. */
static size_t instruction_of(unsigned opcode)
{
    size_t object = unit_abi("sizeof duk_hobject");
    for (size_t i = 0; i < map.count; i++) {
        const struct jsb__part *part = &map.parts[i];
        size_t off = part->off + part->size;
        if (part->kind == K(CODE))
            off = (size_t)(number_at(map.parts[part->owner].off + object + 16, 8) - map.base);
        for (; off < part->off + part->size; off += 4)
            if ((unsigned char)good.data[off] == opcode)
                return off;
    }
    ck_abort_msg("no instruction %u", opcode);
    return 0;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(verify_accepts_a_rich_heap)
{
    UNIT_ASSERT(validate() == JSB_OK, "%s", last.message);
    for (int kind = 0; kind < JSB__KIND_COUNT; kind++)
        UNIT_ASSERT(first_of(kind) != NULL, "the heap has no %s", jsb__kind_name(kind));
}
END_TEST

START_TEST(verify_accepts_a_restored_heap)
{
    struct jsb_vm *vm = unit_boot(&good);
    unit_rich_probe(vm);
    jsb__verify_free(&map);
    unit_free(&good);
    good = unit_freeze(vm);
    jsb_destroy(vm);
    UNIT_ASSERT(validate() == JSB_OK, "%s", last.message);
}
END_TEST

/* The sums are right and a block is not: the cheap check is content, the full one is not. */
START_TEST(verify_is_more_than_sums)
{
    struct snap_blob *blob;
    const struct recipe r = {"count", K(OBJECT), FIRST, COUNT, 4, ADD, 1, "reference count"};
    good.data[place_in(first_of(r.kind), &r.at)]++;
    renew_sums();
    ck_assert_int_eq(snap_open_memory(good.data, good.len, &blob, NULL), JSB_OK);
    ck_assert_int_eq(snap_check_sums(blob, NULL), JSB_OK);
    ck_assert_int_eq(snap_validate(blob, &last), JSB_E_CORRUPT);
    ck_assert_uint_eq(last.offset, place_in(first_of(r.kind), &r.at));
    snap_close(blob);
}
END_TEST

/* ---------------------------------------------------------------------- Errors */

START_TEST(verify_finds_each_damage)
{
    for (size_t i = 0; i < sizeof(recipes) / sizeof(recipes[0]); i++)
        follow(&recipes[i]);
    UNIT_ASSERT(validate() == JSB_OK, "%s", last.message);
}
END_TEST

static int is_table_of_object(const struct jsb__part *part)
{
    return part->kind == K(PROPS) && map.parts[part->owner].kind == K(OBJECT);
}

/* Two objects whose tables have the same sizes exchange them: all is right but the order. */
START_TEST(verify_wants_tables_in_order)
{
    size_t sizes = unit_abi("offset duk_hobject.e_size"), props = unit_abi("sizeof duk_heaphdr");
    const struct jsb__part *one = map.parts, *other;
    while (!is_table_of_object(one))
        one++;
    for (other = one + 1; !is_table_of_object(other) ||
                          memcmp(good.data + map.parts[one->owner].off + sizes,
                                 good.data + map.parts[other->owner].off + sizes, 16) != 0;)
        other++;
    *(uint64_t *)(void *)(good.data + map.parts[one->owner].off + props) = map.base + other->off;
    *(uint64_t *)(void *)(good.data + map.parts[other->owner].off + props) = map.base + one->off;
    expect("tables", "object of a property table");
}
END_TEST

/* The engine's numbers. */
enum { OP_LDREG = 0, OP_JUMP = 2, OP_LDCONST = 3, OP_GETVAR = 11, OP_CLOSURE = 152 };

START_TEST(verify_looks_at_instructions)
{
    static const struct {
        unsigned opcode;
        uint32_t change;
        const char *words;
    } cases[] = {
        {OP_LDREG, 0xff00, "operand A is not a register"},
        {OP_LDREG, 0xffff0000, "operand BC is not a register"},
        {OP_LDCONST, 0xffff0000, "operand BC is not a constant"},
        {OP_GETVAR, 0xffff0000, "operand BC is not a constant string"},
        {OP_CLOSURE, 0xffff0000, "operand BC is not an inner function"},
        {OP_JUMP, 0x7fffff00, "leads out of the code"},
        {OP_JUMP, OP_JUMP ^ 255, "unknown opcode"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        size_t off = instruction_of(cases[i].opcode);
        uint32_t before = (uint32_t)number_at(off, 4), after = before ^ cases[i].change;
        memcpy(good.data + off, &after, 4);
        expect(cases[i].words, cases[i].words);
        ck_assert_uint_eq(last.offset, off);
        memcpy(good.data + off, &before, 4);
    }
}
END_TEST

/* A slot becomes what is told, and is put back. */
static void try_slot(const struct unit_strings *s, uint32_t slot, uint8_t tag, uint32_t at,
                     const char *words)
{
    uint8_t tag_before = s->tags[slot];
    uint32_t before = s->slots[slot];
    s->tags[slot] = tag;
    s->slots[slot] = at;
    expect(words, words);
    s->tags[slot] = tag_before;
    s->slots[slot] = before;
}

START_TEST(verify_looks_at_slots)
{
    struct unit_strings near, s;
    uint32_t slot = 1, at, code = (uint32_t)(first_of(K(CODE))->off / 8);
    uint8_t tag;
    char *hash;
    unit_strings(&good, &near, &s);
    while (s.tags[slot] == 0 || s.tags[slot - 1] != 0 || s.tags[slot + 1] != 0) /* one by itself */
        slot++;
    at = s.slots[slot];
    tag = s.tags[slot];
    hash = good.data + at * 8 + unit_abi("offset duk_hstring.hash");
    try_slot(&s, slot, tag, UINT32_MAX, "a slot leads to");
    try_slot(&s, slot, tag, code, "a slot leads to");
    try_slot(&s, slot, tag ^ 2, at, "tag of the string");
    try_slot(&s, slot, 0, at, "free slot");
    try_slot(&s, slot, 0, 0, "count of immortal cells");
    try_slot(&s, slot + 1, tag, at, "a block that is taken");
    *(uint32_t *)(void *)hash ^= 256; /* to another slot, in general */
    try_slot(&s, slot, tag, at, "found");
    *(uint32_t *)(void *)hash ^= 256;
    s.tags[slot] = 0;
    s.slots[slot] = 0;
    try_slot(&s, slot - 1, tag, at, "steps to a string");
    s.tags[slot] = tag;
    s.slots[slot] = at;
    memset(s.tags, 1, s.size);
    expect("full", "count of strings in the table");
}
END_TEST

START_TEST(verify_compares_functions_of_one_code)
{
    size_t i = 0;
    while (map.parts[i].kind != K(CODE) || map.parts[i].users < 2)
        i++;
    good.data[map.parts[map.parts[i].owner].off + unit_abi("offset duk_hcompfunc.nregs")]++;
    expect("one register more", "registers, as other functions");
}
END_TEST

/* Puts a pointer to a block, or a number, behind the tag of a property's value. */
static void try_value(const char *name, const struct jsb__part *target, const char *words)
{
    size_t off = value_of(name) + 8;
    uint64_t before = number_at(off, 8), after = target ? map.base + target->off : 0;
    memcpy(good.data + off, &after, 8);
    expect(name, words);
    memcpy(good.data + off, &before, 8);
}

START_TEST(verify_looks_at_notes)
{
    size_t yes = value_of("yes");
    const struct jsb__part *sure = target_at(value_of("sure") + 8);
    try_value("\x82" "Bytecode", first_of(K(STRING)), "the engine's compiler makes");
    try_value("\x82" "Map", sure, "name of an argument");
    try_value("\x82" "Varmap", sure, "variable's register");
    try_value("\x82" "Next", NULL, "next entry of an enumerator");
    ck_assert_uint_eq(number_at(yes, 4), 4);
    memcpy(good.data + yes, "\x08", 1);
    try_value("yes", key_of("\x82" "Next"), "no name that only the engine uses");
}
END_TEST

static void swap(size_t a, size_t b, size_t len)
{
    char bytes[16];
    memcpy(bytes, good.data + a, len);
    memcpy(good.data + a, good.data + b, len);
    memcpy(good.data + b, bytes, len);
}

START_TEST(verify_wants_variables_first)
{
    size_t values = value_of("\x82" "Varmap"), keys = values;
    while (number_at(keys, 8) != map.base + key_of("\x82" "Varmap")->off)
        keys += 8;
    swap(values, values + 16, 16);
    swap(keys, keys + 8, 8);
    expect("variables second", "the first property");
}
END_TEST

/* What was checked once stays as it was: no program holds it. */
START_TEST(verify_keeps_notes_apart)
{
    size_t yes = value_of("yes"), count = unit_abi("offset duk_heaphdr.h_refcount");
    const struct jsb__part *varmap = target_at(value_of("\x82" "Varmap") + 8);
    good.data[yes] = 9;
    good.data[varmap->off + count]++;
    try_value("yes", varmap, "what is the engine's own");
}
END_TEST

/* Writes bytes that some rule is to refuse, and then what was there. */
static void try_bytes(const char *name, size_t off, const void *bytes, size_t len,
                      const char *words)
{
    char before[16];
    memcpy(before, good.data + off, len);
    memcpy(good.data + off, bytes, len);
    expect(name, words);
    memcpy(good.data + off, before, len);
}

/* The index of the first block of a kind that a test takes, from `i` on. */
static size_t next_of(int kind, size_t i)
{
    while (i < map.count && map.parts[i].kind != kind)
        i++;
    ck_assert_uint_lt(i, map.count);
    return i;
}

/* A call in a part of a statement that has a scope of its own is given the global scope. */
START_TEST(verify_counts_scopes_to_leave)
{
    const struct recipe outermost = {"", K(OBJENV), HEADER(8), 8, 0, AT(0), 0, SET, 0, ""};
    const struct jsb__part *catcher;
    size_t call = 0, scope = 0;
    uint64_t global;
    do {
        call = next_of(K(ACTIVATION), call) + 1;
        catcher = target_at(map.parts[call - 1].off + 48);
    } while (catcher == NULL || (number_at(catcher->off + 32, 4) & 1 << 7) == 0);
    while (!fits(&map.parts[scope], &outermost))
        scope++;
    global = map.base + map.parts[scope].off;
    try_bytes("global scope", map.parts[call - 1].off + 40, &global, 8, "scopes to leave");
}
END_TEST

/* What an enumerator lists is the program's, but for the two entries it begins with. */
START_TEST(verify_looks_at_names_in_enumerators)
{
    const struct recipe third = {"", K(PROPS), {"key", 2}, 8, ANY, AT(0), 0, SET, 0, ""};
    uint64_t next = map.base + key_of("\x82" "Next")->off;
    uint64_t late = map.base + key_of("\x82" "Value")->off;
    size_t i = 0;
    while (!fits(&map.parts[i], &third) ||
           number_at(place_in(&map.parts[i], &(struct place){"key", 1}), 8) != next)
        i++;
    try_bytes("late name", place_in(&map.parts[i], &third.where), &late, 8,
              "names in an enumerator");
}
END_TEST

/* The engine copies what templates say of the function without a look at what it is. */
START_TEST(verify_allows_templates_no_accessors)
{
    const struct place key = {"key", 0}, flag = {"flag", 0};
    static const char none[16], accessor = 1 << 3;
    size_t i = 0, text = unit_abi("sizeof duk_hstring"), table;
    char *value;
    for (;; i++) {
        i = next_of(K(PROPS), i);
        table = map.parts[i].owner;
        if (map.parts[table].kind == K(COMPFUNC) && place_in(&map.parts[i], &key) != 0 &&
            number_at(map.parts[table].off + unit_abi("sizeof duk_hobject") + 24, 8) == 0 &&
            good.data[target_at(place_in(&map.parts[i], &key))->off + text] != '\x82')
            break;
    }
    value = good.data + map.parts[i].off;
    memcpy(value, none, sizeof(none));
    try_bytes("accessor", place_in(&map.parts[i], &flag), &accessor, 1, "none in a template");
}
END_TEST

#define FIELD(name) offsetof(struct snap__header, name)
#define SECTION(type, member)                                                                      \
 (FIELD(sections) + SNAP__SECTION_##type * sizeof(struct snap__section) +                          \
  offsetof(struct snap__section, member))

START_TEST(verify_finds_damaged_tables)
{
    static const struct {
        size_t off;
        int add;
        const char *words;
    } fields[] = {
        {SECTION(STRINGS, count), 1, "blocks in a segment"},
        {SECTION(OBJECTS, count), -1, "blocks in a segment"},
        {SECTION(HEAP, len), 8, "block that nothing leads to"},
        {SECTION(HEAP, len), -8, "the blob contradicts itself"},
        {SECTION(HEAP, checksum), 1, "checksum or length of a segment"},
        {SECTION(CODE, off), 8, "start of a section"},
        {SECTION(META, off), 8, "start of a section"},
        {SECTION(META, count), 1, "number of metadata texts"},
        {SECTION(NATIVES, count), 1, "number of natives"},
        {SECTION(RELOC, count), 1, "number of relocations"},
        {FIELD(heap_off), 8, "the heap image is damaged"},
        {FIELD(base), 4096, "the heap image is damaged"},
        {FIELD(often_end), -8, "end of the objects that are used often"},
        {FIELD(often_end), 1 << 30, "end of the objects that are used often"},
        {FIELD(most_end), -8, "end of the objects that are used most"},
        {FIELD(most_end), 1 << 30, "end of the objects that are used most"},
        {FIELD(reserved), 1, "byte between two parts"},
        {offsetof(struct snap__page, reserved2), 1, "byte between two parts"},
        {sizeof(struct snap__page) - 1, 1, "byte between two parts"},
        {offsetof(struct snap__page, reserved) - 1, 1, "byte between two parts"},
    };
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        char name[48];
        uint64_t before = number_at(fields[i].off, fields[i].off % 8 == 0 ? 8 : 1);
        uint64_t after = before + (uint64_t)(int64_t)fields[i].add;
        snprintf(name, sizeof(name), "header, byte %zu", fields[i].off);
        memcpy(good.data + fields[i].off, &after, fields[i].off % 8 == 0 ? 8 : 1);
        expect(name, fields[i].words);
        memcpy(good.data + fields[i].off, &before, fields[i].off % 8 == 0 ? 8 : 1);
    }
}
END_TEST

/* A buffer with room for a pointer that some view shows. */
static const struct jsb__part *view_buffer(void)
{
    size_t i = 0, off = unit_abi("sizeof duk_hobject");
    for (;; i++) {
        const struct jsb__part *buffer = target_at(map.parts[i].off + off);
        if (map.parts[i].kind == K(BUFOBJ) && buffer != NULL && buffer->kind == K(BUFFER) &&
            buffer->size >= unit_abi("sizeof duk_hbuffer_fixed") + 8)
            return buffer;
    }
}

START_TEST(verify_compares_relocations)
{
    size_t reloc = header()->sections[SNAP__SECTION_RELOC].off, off;
    unsigned char *p = (unsigned char *)good.data + reloc + 2; /* the first takes two bytes */
    ck_assert_int_lt(p[0], 0x7f);
    p[0]++;
    expect("next word", "relocation of what is no pointer");
    p[0]--;
    p[-2] = 0;
    expect("in the header", "relocation of what is no pointer");
    p[-2] = (unsigned char)(SNAP__PAGE / 8);
    p[-2] = 0;
    p[-1] = 0x80;
    expect("a number that is too long", "relocation");
    p[-1] = 0x04;
    teardown();
    setup();
    off = place_in(view_buffer(), &(struct place){"sizeof duk_hbuffer_fixed", 0});
    memcpy(good.data + off, &map.base, sizeof(map.base));
    UNIT_ASSERT(validate() == JSB_OK, "%s", last.message); /* data may look like a pointer */
}
END_TEST

/* Random damage: never a crash, never an odd code. */
START_TEST(verify_survives_anything)
{
    uint64_t x = 88172645463325252u;
    for (unsigned n = 0; n < 400; n++) {
        uint64_t saved[16], at[16];
        int rc;
        for (unsigned k = 0; k <= n % 16; k++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            at[k] = SNAP__PAGE + x % (header()->sections[SNAP__SECTION_META].off - SNAP__PAGE - 8);
            memcpy(&saved[k], good.data + at[k], 8);
            memcpy(good.data + at[k], &x, 8);
        }
        rc = validate();
        UNIT_ASSERT(rc == JSB_OK || rc == JSB_E_CORRUPT, "code %d", rc);
        for (unsigned k = n % 16 + 1; k-- > 0;)
            memcpy(good.data + at[k], &saved[k], 8);
    }
    ck_assert_int_eq(validate(), JSB_OK);
}
END_TEST

Suite *suite_verify(void)
{
    Suite *suite = suite_create("verify");
    const TTest *core[] = {verify_accepts_a_rich_heap, verify_accepts_a_restored_heap,
                           verify_is_more_than_sums};
    const TTest *errors[] = {verify_looks_at_instructions,
                             verify_looks_at_slots,
                             verify_compares_functions_of_one_code,
                             verify_looks_at_notes,
                             verify_wants_variables_first,
                             verify_keeps_notes_apart,
                             verify_looks_at_names_in_enumerators,
                             verify_allows_templates_no_accessors,
                             verify_counts_scopes_to_leave,
                             verify_wants_tables_in_order,
                             verify_finds_each_damage,
                             verify_finds_damaged_tables,
                             verify_compares_relocations,
                             verify_survives_anything};
    unit_fixture(setup, teardown);
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", errors);
    unit_fixture(NULL, NULL);
    return suite;
}
