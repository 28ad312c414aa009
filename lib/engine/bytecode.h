/* SPDX-License-Identifier: MIT
 * bytecode.h - the verifier of compiled functions: operands, constants and flow.
 *
 * Flow is followed with the list of catchers (labels, try statements) as the only state.
 * The compiler nests them as the source does, so each instruction has exactly one state,
 * is visited once, and a second way to it must agree.  A list is named by its innermost
 * entry, and that by an instruction, because two jump slots follow LABEL and TRYCATCH:
 *
 *     LABEL      the label
 *     TRYCATCH   the statement while its try part runs
 *     slot 1     the same in its catch part
 *     slot 2     the same in its finally part
 *
 * The rest of the list is the state at the LABEL or TRYCATCH.  Which parts of a statement
 * may still run is not in the state, the engine has flags for it: what finally throws after
 * a jump out of try goes to catch, and from there to finally again.
 *
 * A part of engine.c: includes nothing, is included there once. */

#define STATE_UNSEEN UINT32_MAX
#define STATE_EMPTY  0U                    /* no catcher */
#define STATE_OF(pc) ((uint32_t)(pc) + 1U) /* the catcher that pc names */
#define CODE_LIMIT   (UINT32_MAX / 16U)

struct verifier {
    const struct jsb__code *code;
    struct jsb__code_fault *fault;
    uint32_t *state; /* for each instruction: list of catchers when it runs */
    uint32_t *work;  /* instructions that were reached but not followed yet */
    uint8_t *landed; /* for each instruction: something jumps here */
    size_t work_count;
    uint32_t few[512]; /* what `state` points to if that is enough */
};

/* Bytes that an instruction takes of a verifier's memory, and how many need no other. */
#define STATE_SIZE       (2 * sizeof(uint32_t) + 1)
#define FEW_INSTRUCTIONS (sizeof(((struct verifier *)0)->few) / STATE_SIZE)

static int refuse(const struct verifier *v, size_t pc, const char *what)
{
    v->fault->pc = pc;
    v->fault->opcode = pc < v->code->instruction_count ? DUK_DEC_OP(v->code->instructions[pc]) : 0;
    v->fault->what = what;
    return JSB_E_CORRUPT;
}

static uint32_t instruction(const struct verifier *v, size_t pc)
{
    return v->code->instructions[pc];
}

static unsigned opcode_at(const struct verifier *v, size_t pc)
{
    return (unsigned)DUK_DEC_OP(v->code->instructions[pc]);
}

static size_t jump_target(size_t pc, uint32_t ins)
{
    return pc + 1 + (size_t)DUK_DEC_ABC(ins) - (size_t)DUK_BC_JUMP_BIAS;
}

/* ------------------------------------------------------------------ operands */

static int has_regs(const struct jsb__code *code, size_t first, size_t count)
{
    return first + count <= code->nregs;
}

static int constant_is(const struct jsb__code *code, size_t index, enum jsb__constant_type type)
{
    struct jsb__constant constant;
    if (index >= code->constant_count)
        return 0;
    code->constant(code, index, &constant);
    return constant.type == type;
}

static int any_is_there(const struct jsb__code *code, size_t index, int is_const)
{
    return is_const ? index < code->constant_count : has_regs(code, index, 1);
}

/** For each way to use a field of an instruction: what it holds is less than that. */
struct limits {
    uint32_t a[4], b_or_c[4], bc[16];
};

static uint32_t limit_of(size_t count)
{
    return count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

static struct limits limits_of(const struct jsb__code *code)
{
    uint32_t any = UINT32_MAX, regs = code->nregs, pairs = regs > 0 ? regs - 1 : 0;
    uint32_t constants = limit_of(code->constant_count);
    return (struct limits){
        .a = {any, regs, pairs},
        .b_or_c = {any, regs, constants},
        .bc = {any, regs, pairs, 0, constants, 0, 0, 0, limit_of(code->func_count)},
    };
}

static uint32_t limit_a(const struct limits *limits, unsigned operands)
{
    return limits->a[operands & 3U];
}

static uint32_t limit_b(const struct limits *limits, unsigned operands)
{
    return limits->b_or_c[operands >> 2 & 3U];
}

static uint32_t limit_c(const struct limits *limits, unsigned operands)
{
    return limits->b_or_c[operands >> 4 & 3U];
}

static uint32_t limit_bc(const struct limits *limits, unsigned operands)
{
    return limits->bc[operands >> 6 & 15U];
}

static int are_in_limits(const struct limits *limits, unsigned operands, uint32_t ins)
{
    return DUK_DEC_A(ins) < limit_a(limits, operands) &&
           DUK_DEC_B(ins) < limit_b(limits, operands) &&
           DUK_DEC_C(ins) < limit_c(limits, operands) && DUK_DEC_BC(ins) < limit_bc(limits, operands);
}

static const char *bad_bc(unsigned operands)
{
    if (operands & BC_CONST)
        return operands & BC_STRING   ? "operand BC is not a constant string"
               : operands & BC_NUMBER ? "operand BC is not a constant number"
                                      : "operand BC is not a constant";
    return operands & BC_REG    ? "operand BC is not a register"
           : operands & BC_PAIR ? "operand BC is not a pair of registers"
                                : "operand BC is not an inner function";
}

/* What is wrong with operands that are not in the limits. */
static const char *outside_limits(const struct limits *limits, unsigned operands, uint32_t ins)
{
    if (DUK_DEC_A(ins) >= limit_a(limits, operands))
        return operands & A_REG ? "operand A is not a register"
                                : "operand A is not a pair of registers";
    if (DUK_DEC_B(ins) >= limit_b(limits, operands))
        return operands & B_REG ? "operand B is not a register" : "operand B is not a constant";
    if (DUK_DEC_C(ins) >= limit_c(limits, operands))
        return operands & C_REG ? "operand C is not a register" : "operand C is not a constant";
    return bad_bc(operands);
}

/* Whether a constant that there is has the type that is needed. */
static int has_type(const struct jsb__code *code, unsigned operands, uint32_t ins)
{
    return constant_is(code, DUK_DEC_BC(ins),
                       operands & BC_STRING ? JSB__CONSTANT_STRING : JSB__CONSTANT_NUMBER);
}

/* Hidden keys open the engine's own properties, such as a function's map of registers, to
 * ordinary instructions; no source text makes them, nor other symbols. */
static int is_symbol(const struct jsb__constant *constant)
{
    return constant->type == JSB__CONSTANT_STRING && constant->length > 0 &&
           ((constant->text[0] & 0xc0) == 0x80 || constant->text[0] == 0xff);
}

static int verify_constants(const struct verifier *v)
{
    struct jsb__constant constant;
    for (size_t i = 0; i < v->code->constant_count; i++) {
        v->code->constant(v->code, i, &constant);
        if (constant.type != JSB__CONSTANT_NUMBER && constant.type != JSB__CONSTANT_STRING)
            return refuse(v, 0, "a constant is neither number nor string");
        if (is_symbol(&constant))
            return refuse(v, 0, "a constant is a symbol");
    }
    return JSB_OK;
}

/* ---------------------------------------------------------------------- flow */

enum phase { PHASE_NONE, PHASE_LABEL, PHASE_TRY, PHASE_CATCH, PHASE_FINALLY };

/* The innermost catcher of a state: its kind, and where it was pushed. */
static enum phase phase_of(const struct verifier *v, uint32_t state, size_t *pushed_at)
{
    size_t at = state - 1;
    *pushed_at = at;
    if (state == STATE_EMPTY)
        return PHASE_NONE;
    if (opcode_at(v, at) == DUK_OP_LABEL)
        return PHASE_LABEL;
    if (opcode_at(v, at) == DUK_OP_TRYCATCH)
        return PHASE_TRY;
    *pushed_at = at - 1;
    if (opcode_at(v, at - 1) == DUK_OP_TRYCATCH)
        return PHASE_CATCH;
    *pushed_at = at - 2;
    return PHASE_FINALLY;
}

static int reach(struct verifier *v, size_t from, size_t pc, uint32_t state)
{
    if (pc >= v->code->instruction_count)
        return refuse(v, from, "leads out of the code");
    if (pc != from + 1)
        v->landed[pc] = 1;
    if (v->state[pc] == state)
        return JSB_OK;
    if (v->state[pc] != STATE_UNSEEN)
        return refuse(v, pc, "is reached inside different statements");
    v->state[pc] = state;
    v->work[v->work_count++] = (uint32_t)pc;
    return JSB_OK;
}

/* Both slots must be there and cannot themselves push a catcher. */
static int has_slots(const struct verifier *v, size_t pc)
{
    for (size_t slot = pc + 1; slot <= pc + 2; slot++)
        if (slot >= v->code->instruction_count ||
            (opcode_at(v, slot) != DUK_OP_JUMP && opcode_at(v, slot) != DUK_OP_INVALID))
            return 0;
    return 1;
}

/* A break or continue may come at any time, from anywhere inside the label. */
static int follow_label(struct verifier *v, size_t pc)
{
    int rc;
    if (!has_slots(v, pc))
        return refuse(v, pc, "is not followed by two jumps");
    rc = reach(v, pc, pc + 3, STATE_OF(pc));
    if (rc == JSB_OK)
        rc = reach(v, pc, pc + 1, STATE_OF(pc));
    return rc == JSB_OK ? reach(v, pc, pc + 2, STATE_OF(pc)) : rc;
}

static int follow_label_end(struct verifier *v, size_t pc)
{
    size_t label;
    if (phase_of(v, v->state[pc], &label) != PHASE_LABEL ||
        DUK_DEC_BC(instruction(v, label)) != DUK_DEC_BC(instruction(v, pc)))
        return refuse(v, pc, "ends a label that has not begun");
    return reach(v, pc, pc + 1, v->state[label]);
}

#define TRY_CATCH   DUK_BC_TRYCATCH_FLAG_HAVE_CATCH
#define TRY_FINALLY DUK_BC_TRYCATCH_FLAG_HAVE_FINALLY
#define TRY_NAME    DUK_BC_TRYCATCH_FLAG_CATCH_BINDING
#define TRY_WITH    DUK_BC_TRYCATCH_FLAG_WITH_BINDING

static unsigned try_flags(const struct verifier *v, size_t pc)
{
    return (unsigned)DUK_DEC_A(instruction(v, pc));
}

/* An error may come at any time, from anywhere inside the statement. */
static int follow_try(struct verifier *v, size_t pc)
{
    unsigned flags = try_flags(v, pc);
    int rc;
    if (flags != TRY_WITH && flags != TRY_FINALLY && flags != (TRY_CATCH | TRY_NAME) &&
        flags != (TRY_CATCH | TRY_NAME | TRY_FINALLY))
        return refuse(v, pc, "unknown kind of statement");
    if (!has_slots(v, pc))
        return refuse(v, pc, "is not followed by two jumps");
    rc = reach(v, pc, pc + 3, STATE_OF(pc));
    if (rc == JSB_OK && (flags & TRY_CATCH))
        rc = reach(v, pc, pc + 1, STATE_OF(pc + 1));
    if (rc == JSB_OK && (flags & TRY_FINALLY))
        rc = reach(v, pc, pc + 2, STATE_OF(pc + 2));
    return rc;
}

/* Where try or catch ends, "finally" comes next, or the statement is over. */
static uint32_t state_after_part(const struct verifier *v, size_t statement)
{
    return try_flags(v, statement) & TRY_FINALLY ? STATE_OF(statement + 2) : v->state[statement];
}

static int follow_part_end(struct verifier *v, size_t pc, enum phase part)
{
    size_t statement;
    if (phase_of(v, v->state[pc], &statement) != part)
        return refuse(v, pc, "ends a part of a statement that has not begun");
    return reach(v, pc, part == PHASE_TRY ? statement + 2 : pc + 1, state_after_part(v, statement));
}

static int follow_finally_end(struct verifier *v, size_t pc)
{
    size_t statement;
    if (phase_of(v, v->state[pc], &statement) != PHASE_FINALLY ||
        DUK_DEC_BC(instruction(v, statement)) != DUK_DEC_ABC(instruction(v, pc)))
        return refuse(v, pc, "ends a part of a statement that has not begun");
    return reach(v, pc, pc + 1, v->state[statement]);
}

static int follow(struct verifier *v, size_t pc)
{
    int rc;
    switch (opcodes[opcode_at(v, pc)].flow) {
    case TO_NEXT: return reach(v, pc, pc + 1, v->state[pc]);
    case TO_NEXT_OR_SKIP:
        rc = reach(v, pc, pc + 1, v->state[pc]);
        return rc == JSB_OK ? reach(v, pc, pc + 2, v->state[pc]) : rc;
    case TO_TARGET: return reach(v, pc, jump_target(pc, instruction(v, pc)), v->state[pc]);
    case TO_LABEL: return follow_label(v, pc);
    case TO_LABEL_END: return follow_label_end(v, pc);
    case TO_TRY: return follow_try(v, pc);
    case TO_TRY_END: return follow_part_end(v, pc, PHASE_TRY);
    case TO_CATCH_END: return follow_part_end(v, pc, PHASE_CATCH);
    case TO_FINALLY_END: return follow_finally_end(v, pc);
    default: return JSB_OK;
    }
}

/* As far as one instruction follows the other, none has to wait for its turn.  @return the last */
static size_t follow_straight(struct verifier *v, size_t pc)
{
    uint32_t state = v->state[pc];
    while (opcodes[opcode_at(v, pc)].flow == TO_NEXT && pc + 1 < v->code->instruction_count &&
           v->state[pc + 1] == STATE_UNSEEN)
        v->state[++pc] = state;
    return pc;
}

static int verify_flow(struct verifier *v)
{
    int rc;
    memset(v->state, 0xff, v->code->instruction_count * sizeof(*v->state));
    rc = reach(v, SIZE_MAX, 0, STATE_EMPTY);
    while (rc == JSB_OK && v->work_count > 0)
        rc = follow(v, follow_straight(v, v->work[--v->work_count]));
    return rc;
}
