/* SPDX-License-Identifier: MIT
 * regexp.h - the verifiers of what else the engine compiles: regular expressions, line
 * tables, register maps.
 *
 * The regular expression matcher checks what it decodes, but not where a jump goes, and
 * it adds up a range of captures without looking for overflow.  So all instructions are
 * decoded in a row, as the compiler wrote them, and each jump must hit the start of one.
 *
 * A part of engine.c: includes nothing, is included there once. */

struct regexp {
    const uint8_t *start; /* of the first instruction */
    const uint8_t *end;
    const uint8_t *at;
    uint32_t saved_count;
    uint8_t *starts; /* for each byte: an instruction starts here */
    struct jsb__code_fault *fault;
};

static int regexp_refuse(const struct regexp *re, const uint8_t *at, const char *what)
{
    re->fault->pc = (size_t)(at - re->start);
    re->fault->opcode = at < re->end ? *at : 0;
    re->fault->what = what;
    return JSB_E_CORRUPT;
}

/* A number of the code, decoded as the matcher does. */
static int take_number(struct regexp *re, uint32_t *out)
{
    duk_ucodepoint_t number;
    if (!duk_unicode_decode_xutf8(NULL, &re->at, re->start, re->end, &number))
        return 0;
    *out = (uint32_t)number;
    return 1;
}

static int take_numbers(struct regexp *re, uint64_t count)
{
    uint32_t ignored;
    while (count-- > 0)
        if (!take_number(re, &ignored))
            return 0;
    return 1;
}

/* How many numbers an instruction starts with, apart from a jump's distance. */
static int regexp_operands(unsigned op)
{
    switch (op) {
    case DUK_REOP_CHAR: return 1;
    case DUK_REOP_SQMINIMAL: return 2;
    case DUK_REOP_SQGREEDY: return 3;
    default: return 0;
    }
}

static int regexp_jumps(unsigned op)
{
    return op == DUK_REOP_JUMP || op == DUK_REOP_SPLIT1 || op == DUK_REOP_SPLIT2 ||
           op == DUK_REOP_SQMINIMAL || op == DUK_REOP_SQGREEDY || op == DUK_REOP_LOOKPOS ||
           op == DUK_REOP_LOOKNEG;
}

static int take_ranges(struct regexp *re)
{
    uint32_t count;
    return take_number(re, &count) && take_numbers(re, 2 * (uint64_t)count);
}

/* Operands that name captures: NULL if they are there, else what is wrong. */
static const char *take_captures(struct regexp *re, unsigned op)
{
    uint32_t first, count = 1;
    if (!take_number(re, &first) || (op == DUK_REOP_WIPERANGE && !take_number(re, &count)))
        return "a number is cut short";
    if (op == DUK_REOP_BACKREFERENCE && (first == 0 || first >= re->saved_count / 2))
        return "refers to a capture that is not there";
    if (op != DUK_REOP_BACKREFERENCE && (count == 0 || (uint64_t)first + count > re->saved_count))
        return "saves a capture that is not there";
    return NULL;
}

static const char *take_operands(struct regexp *re, unsigned op)
{
    if (op < DUK_REOP_MATCH || op > DUK_REOP_ASSERT_NOT_WORD_BOUNDARY)
        return "unknown opcode of a regular expression";
    if (op == DUK_REOP_SAVE || op == DUK_REOP_WIPERANGE || op == DUK_REOP_BACKREFERENCE)
        return take_captures(re, op);
    if (op == DUK_REOP_RANGES || op == DUK_REOP_INVRANGES)
        return take_ranges(re) ? NULL : "a number is cut short";
    return take_numbers(re, (uint64_t)regexp_operands(op)) ? NULL : "a number is cut short";
}

/* The distance of a jump: even numbers forward, odd numbers back. */
static int take_target(struct regexp *re, const uint8_t **target)
{
    uint32_t number;
    int64_t distance;
    if (!take_number(re, &number))
        return 0;
    distance = number & 1 ? -(int64_t)(number >> 1) : (int64_t)(number >> 1);
    if (distance < re->start - re->at || distance >= re->end - re->at)
        return 0;
    *target = re->at + distance;
    return 1;
}

/* Decode everything once to find the starts, ... */
static int mark_starts(struct regexp *re)
{
    unsigned op = DUK_REOP_CHAR;
    for (re->at = re->start; re->at < re->end;) {
        const uint8_t *at = re->at, *target;
        const char *bad;
        op = *re->at++;
        re->starts[at - re->start] = 1;
        bad = take_operands(re, op);
        if (bad != NULL)
            return regexp_refuse(re, at, bad);
        if (regexp_jumps(op) && !take_target(re, &target))
            return regexp_refuse(re, at, "a jump leads out of the regular expression");
    }
    if (op != DUK_REOP_MATCH && op != DUK_REOP_JUMP)
        return regexp_refuse(re, re->end, "the regular expression has no end");
    return JSB_OK;
}

/* ... and once more to see where the jumps go. */
static int check_targets(struct regexp *re)
{
    for (re->at = re->start; re->at < re->end;) {
        const uint8_t *at = re->at, *target;
        unsigned op = *re->at++;
        (void)take_operands(re, op);
        if (regexp_jumps(op) && take_target(re, &target) && !re->starts[target - re->start])
            return regexp_refuse(re, at, "a jump leads into an instruction");
    }
    return JSB_OK;
}

enum { FEW_STARTS = 512 }; /* bytes of most regular expressions: they need no memory */

int jsb__regexp_verify(const uint8_t *text, size_t length, struct jsb__code_fault *fault)
{
    uint8_t few[FEW_STARTS] = {0};
    struct regexp re = {.start = text, .end = text + length, .at = text, .fault = fault};
    uint32_t flags;
    int rc;
    if (length > INT32_MAX || !take_number(&re, &flags) || !take_number(&re, &re.saved_count))
        return regexp_refuse(&re, text, "the regular expression has no header");
    if (re.saved_count < 2 || re.saved_count % 2 != 0)
        return regexp_refuse(&re, text, "impossible number of captures");
    re.start = re.at;
    re.starts = re.end - re.start < FEW_STARTS ? few : calloc((size_t)(re.end - re.start) + 1, 1);
    if (re.starts == NULL)
        return JSB_E_NOMEM;
    rc = mark_starts(&re);
    if (rc == JSB_OK)
        rc = check_targets(&re);
    if (re.starts != few)
        free(re.starts);
    return rc;
}

/* ---------------------------------------------------------------- line tables */

static int refuse_whole(struct jsb__code_fault *fault, const char *what)
{
    memset(fault, 0, sizeof(*fault));
    fault->what = what;
    return JSB_E_CORRUPT;
}

/* The number of instructions; for each run of some, the first line and where the bits for
 * the others start.  The decoder of the bits stays inside the buffer by itself. */
int jsb__pc2line_verify(const uint8_t *data, size_t length, size_t instruction_count,
                        struct jsb__code_fault *fault)
{
    size_t runs = (instruction_count + DUK_PC2LINE_SKIP - 1) / DUK_PC2LINE_SKIP;
    size_t header = sizeof(uint32_t) * (1 + 2 * runs);
    uint32_t value;
    if (instruction_count > CODE_LIMIT || length < header)
        return refuse_whole(fault, "the line table is cut short");
    memcpy(&value, data, sizeof(value));
    if (value != instruction_count)
        return refuse_whole(fault, "the line table is that of other code");
    for (size_t i = 0; i < runs; i++) {
        memcpy(&value, data + sizeof(value) * (2 + 2 * i), sizeof(value));
        if (value < header || value > length)
            return refuse_whole(fault, "the line table refers to outside of it");
    }
    return JSB_OK;
}

int jsb__varmap_verify(double value, unsigned nregs)
{
    return value >= 0 && value < nregs && value == (double)(unsigned)value;
}
