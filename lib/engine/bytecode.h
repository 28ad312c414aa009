/* SPDX-License-Identifier: MIT
 * bytecode.h - the verifier of compiled functions: operands, then flow, then registers
 * whose value must be known.
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
};

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

static const char *bad_a(const struct jsb__code *code, unsigned operands, uint32_t ins)
{
    if ((operands & A_REG) && !has_regs(code, DUK_DEC_A(ins), 1))
        return "operand A is not a register";
    if ((operands & A_PAIR) && !has_regs(code, DUK_DEC_A(ins), 2))
        return "operand A is not a pair of registers";
    return NULL;
}

static const char *bad_b_or_c(const struct jsb__code *code, unsigned operands, uint32_t ins)
{
    if ((operands & B_REG) && !has_regs(code, DUK_DEC_B(ins), 1))
        return "operand B is not a register";
    if ((operands & C_REG) && !has_regs(code, DUK_DEC_C(ins), 1))
        return "operand C is not a register";
    if ((operands & (B_ANY | B_NAME)) &&
        !any_is_there(code, DUK_DEC_B(ins), ins & DUK_BC_REGCONST_B))
        return "operand B is neither register nor constant";
    if ((operands & C_ANY) && !any_is_there(code, DUK_DEC_C(ins), ins & DUK_BC_REGCONST_C))
        return "operand C is neither register nor constant";
    return NULL;
}

static const char *bad_bc(const struct jsb__code *code, unsigned operands, uint32_t ins)
{
    size_t bc = DUK_DEC_BC(ins);
    if ((operands & BC_REG) && !has_regs(code, bc, 1))
        return "operand BC is not a register";
    if ((operands & BC_PAIR) && !has_regs(code, bc, 2))
        return "operand BC is not a pair of registers";
    if ((operands & BC_CONST) && bc >= code->constant_count)
        return "operand BC is not a constant";
    if ((operands & BC_NAME) && !constant_is(code, bc, JSB__CONSTANT_STRING))
        return "operand BC is not a constant string";
    if ((operands & BC_NUMBER) && !constant_is(code, bc, JSB__CONSTANT_NUMBER))
        return "operand BC is not a constant number";
    if ((operands & BC_FUNC) && bc >= code->func_count)
        return "operand BC is not an inner function";
    return NULL;
}

static int verify_operands(const struct verifier *v)
{
    for (size_t pc = 0; pc < v->code->instruction_count; pc++) {
        uint32_t ins = instruction(v, pc);
        unsigned operands = opcodes[DUK_DEC_OP(ins)].operands;
        const char *bad = operands & KNOWN ? NULL : "unknown opcode";
        if (bad == NULL)
            bad = bad_a(v->code, operands, ins);
        if (bad == NULL)
            bad = bad_b_or_c(v->code, operands, ins);
        if (bad == NULL)
            bad = bad_bc(v->code, operands, ins);
        if (bad != NULL)
            return refuse(v, pc, bad);
    }
    return JSB_OK;
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

static int verify_flow(struct verifier *v)
{
    int rc;
    memset(v->state, 0xff, v->code->instruction_count * sizeof(*v->state));
    rc = reach(v, SIZE_MAX, 0, STATE_EMPTY);
    while (rc == JSB_OK && v->work_count > 0)
        rc = follow(v, v->work[--v->work_count]);
    return rc;
}

/* ----------------------------------------------------------- known registers */

/* What a register certainly holds. */
struct known {
    enum { UNKNOWN, KNOWN_INT, KNOWN_CONST } type;
    int64_t value; /* the integer, or the constant's index */
};

/* If an instruction sets `reg` by loading or moving, what is left to find. */
static int step_back(uint32_t ins, size_t *reg, int64_t *low, struct known *known)
{
    int64_t bc = (int64_t)DUK_DEC_BC(ins);
    int hit = DUK_DEC_A(ins) == *reg;
    switch (DUK_DEC_OP(ins)) {
    case DUK_OP_LDCONST:
        if (hit && *low < 0)
            *known = (struct known){KNOWN_CONST, bc};
        return !hit;
    case DUK_OP_LDINT:
        if (hit && *low < 0)
            *known = (struct known){KNOWN_INT, bc - DUK_BC_LDINT_BIAS};
        else if (hit)
            *known = (struct known){KNOWN_INT, (bc - DUK_BC_LDINT_BIAS) * 65536 + *low};
        return !hit;
    case DUK_OP_LDINTX:
        if (hit && *low < 0)
            *low = bc;
        else if (hit)
            return 0;
        return 1;
    case DUK_OP_LDREG:
        if (hit)
            *reg = (size_t)bc;
        return 1;
    case DUK_OP_STREG:
        if ((size_t)bc == *reg)
            *reg = DUK_DEC_A(ins);
        return 1;
    default: return DUK_DEC_OP(ins) == DUK_OP_NOP;
    }
}

/* The compiler loads such a register right before, in a straight line. */
#define KNOWN_DISTANCE 8

static struct known known_register(const struct verifier *v, size_t pc, size_t reg)
{
    struct known known = {UNKNOWN, 0};
    int64_t low = -1; /* the lower half of an integer, once LDINTX was met */
    for (int i = 0; i < KNOWN_DISTANCE && pc > 0 && !v->landed[pc]; i++)
        if (!step_back(instruction(v, --pc), &reg, &low, &known))
            break;
    return known;
}

/* The constant string that an operand or register certainly holds. */
static int known_string(const struct verifier *v, size_t pc, size_t operand, int is_const,
                        struct jsb__constant *out)
{
    struct known known = {KNOWN_CONST, (int64_t)operand};
    if (!is_const)
        known = known_register(v, pc, operand);
    if (known.type != KNOWN_CONST ||
        !constant_is(v->code, (size_t)known.value, JSB__CONSTANT_STRING))
        return 0;
    v->code->constant(v->code, (size_t)known.value, out);
    return 1;
}

static int operand_b_is_name(const struct verifier *v, size_t pc, struct jsb__constant *out)
{
    uint32_t ins = instruction(v, pc);
    return known_string(v, pc, DUK_DEC_B(ins), ins & DUK_BC_REGCONST_B, out);
}

static int verify_call(const struct verifier *v, size_t pc, uint32_t ins)
{
    struct known count = {KNOWN_INT, DUK_DEC_A(ins)};
    if (ins & DUK_BC_CALL_FLAG_INDIRECT)
        count = known_register(v, pc, DUK_DEC_A(ins));
    if (count.type != KNOWN_INT || count.value < 0)
        return refuse(v, pc, "the number of arguments is not known");
    if (!has_regs(v->code, DUK_DEC_BC(ins), 2 + (size_t)count.value))
        return refuse(v, pc, "the arguments are not all registers");
    if ((ins & DUK_BC_CALL_FLAG_CONSTRUCT) && (ins & DUK_BC_CALL_FLAG_CALLED_AS_EVAL))
        return refuse(v, pc, "unknown kind of call");
    return JSB_OK;
}

/* MPUTOBJ takes pairs of key and value, MPUTARR an index and at least one value. */
static int verify_put(const struct verifier *v, size_t pc, uint32_t ins)
{
    unsigned op = (unsigned)DUK_DEC_OP(ins);
    int pairs = op == DUK_OP_MPUTOBJ || op == DUK_OP_MPUTOBJI;
    size_t count = DUK_DEC_C(ins);
    struct known first = {KNOWN_INT, DUK_DEC_B(ins)};
    if (op == DUK_OP_MPUTOBJI || op == DUK_OP_MPUTARRI)
        first = known_register(v, pc, DUK_DEC_B(ins));
    if (first.type != KNOWN_INT || first.value < 0)
        return refuse(v, pc, "the first register is not known");
    if (count < 2 || (pairs && count % 2 != 0))
        return refuse(v, pc, "impossible number of values");
    if (!has_regs(v->code, (size_t)first.value, count))
        return refuse(v, pc, "the values are not all registers");
    return JSB_OK;
}

static int verify_declaration(const struct verifier *v, size_t pc, uint32_t ins)
{
    unsigned flags = (unsigned)DUK_DEC_A(ins);
    int is_func = (flags & DUK_BC_DECLVAR_FLAG_FUNC_DECL) != 0;
    if (flags & ~(unsigned)(DUK_PROPDESC_FLAGS_WEC | DUK_BC_DECLVAR_FLAG_FUNC_DECL))
        return refuse(v, pc, "unknown kind of declaration");
    if (is_func && !any_is_there(v->code, DUK_DEC_C(ins), ins & DUK_BC_REGCONST_C))
        return refuse(v, pc, "operand C is neither register nor constant");
    return JSB_OK;
}

static int verify_regexp_literal(const struct verifier *v, size_t pc, uint32_t ins)
{
    struct jsb__constant compiled, source;
    struct jsb__code_fault inner;
    int rc;
    if (!operand_b_is_name(v, pc, &compiled) ||
        !known_string(v, pc, DUK_DEC_C(ins), ins & DUK_BC_REGCONST_C, &source))
        return refuse(v, pc, "a part of the regular expression is not a constant string");
    rc = v->code->regexp(v->code, &compiled, &inner);
    return rc == JSB_E_CORRUPT ? refuse(v, pc, inner.what) : rc;
}

/* The catcher keeps the name without a reference: a constant lives as long as the call. */
static int verify_catch_name(const struct verifier *v, size_t pc, uint32_t ins)
{
    struct jsb__constant name;
    if ((try_flags(v, pc) & TRY_NAME) && !known_string(v, pc, DUK_DEC_BC(ins), 0, &name))
        return refuse(v, pc, "the name of the caught value is not a constant string");
    return JSB_OK;
}

static int verify_rule(const struct verifier *v, size_t pc, uint32_t ins)
{
    unsigned op = (unsigned)DUK_DEC_OP(ins);
    struct known known;
    switch (op) {
    case DUK_OP_LDINTX:
        known = known_register(v, pc, DUK_DEC_A(ins));
        return known.type == KNOWN_INT ? JSB_OK : refuse(v, pc, "no upper half before it");
    case DUK_OP_TRYCATCH: return verify_catch_name(v, pc, ins);
    case DUK_OP_MPUTOBJ:
    case DUK_OP_MPUTOBJI:
    case DUK_OP_MPUTARR:
    case DUK_OP_MPUTARRI: return verify_put(v, pc, ins);
    }
    if ((op & 0xf0U) == DUK_OP_CALL0)
        return verify_call(v, pc, ins);
    if (DUK_BC_NOREGCONST_OP(op) == DUK_OP_DECLVAR)
        return verify_declaration(v, pc, ins);
    return verify_regexp_literal(v, pc, ins);
}

static int verify_registers(const struct verifier *v)
{
    struct jsb__constant name;
    int rc = JSB_OK;
    for (size_t pc = 0; pc < v->code->instruction_count && rc == JSB_OK; pc++) {
        uint32_t ins = instruction(v, pc);
        unsigned operands = opcodes[DUK_DEC_OP(ins)].operands;
        if (v->state[pc] == STATE_UNSEEN)
            continue;
        if ((operands & B_NAME) && !operand_b_is_name(v, pc, &name))
            return refuse(v, pc, "operand B is not a constant string");
        if (operands & RULE)
            rc = verify_rule(v, pc, ins);
    }
    return rc;
}

/* --------------------------------------------------------------------- entry */

static int verifier_init(struct verifier *v, const struct jsb__code *code,
                         struct jsb__code_fault *fault)
{
    size_t count = code->instruction_count;
    memset(v, 0, sizeof(*v));
    v->code = code;
    v->fault = fault;
    if (count == 0 || count > CODE_LIMIT)
        return refuse(v, 0, "impossible number of instructions");
    if (code->nargs > code->nregs)
        return refuse(v, 0, "more arguments than registers");
    v->state = calloc(count, 2 * sizeof(uint32_t) + 1);
    if (v->state == NULL)
        return JSB_E_NOMEM;
    v->work = v->state + count;
    v->landed = (uint8_t *)(v->work + count);
    return JSB_OK;
}

/* Leaves the states of all instructions in *v: free(v->state) in each case. */
static int verify_code(struct verifier *v, const struct jsb__code *code,
                       struct jsb__code_fault *fault)
{
    int rc = verifier_init(v, code, fault);
    if (rc == JSB_OK)
        rc = verify_constants(v);
    if (rc == JSB_OK)
        rc = verify_operands(v);
    if (rc == JSB_OK)
        rc = verify_flow(v);
    return rc == JSB_OK ? verify_registers(v) : rc;
}

int jsb__code_verify(const struct jsb__code *code, struct jsb__code_fault *fault)
{
    struct verifier v;
    int rc = verify_code(&v, code, fault);
    free(v.state);
    return rc;
}

/* ------------------------------------------------------------ suspended calls */

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
    free(v.state);
    return rc;
}
