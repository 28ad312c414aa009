/* SPDX-License-Identifier: MIT
 * bytecode_values.h - the verifier of compiled functions: registers whose value must be known,
 * and the whole.
 *
 * A part of engine.c: includes nothing, is included there once. */

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

/* What few instructions need beyond operands in their limits. */
static DUK_NOINLINE int verify_values(const struct verifier *v, size_t pc, uint32_t ins,
                                      unsigned operands)
{
    struct jsb__constant name;
    if ((operands & (BC_STRING | BC_NUMBER)) && !has_type(v->code, operands, ins))
        return refuse(v, pc, bad_bc(operands));
    if (v->state[pc] == STATE_UNSEEN)
        return JSB_OK;
    if ((operands & B_STRING) && !operand_b_is_name(v, pc, &name))
        return refuse(v, pc, "operand B is not a constant string");
    return operands & RULE ? verify_rule(v, pc, ins) : JSB_OK;
}

static int verify_instructions(const struct verifier *v)
{
    const struct limits limits = limits_of(v->code);
    int rc = JSB_OK;
    for (size_t pc = 0; pc < v->code->instruction_count && rc == JSB_OK; pc++) {
        uint32_t ins = instruction(v, pc);
        unsigned operands = opcodes[DUK_DEC_OP(ins)].operands;
        if ((operands & KNOWN) == 0)
            return refuse(v, pc, "unknown opcode");
        if (!are_in_limits(&limits, operands, ins))
            return refuse(v, pc, outside_limits(&limits, operands, ins));
        if (operands & (BC_STRING | BC_NUMBER | B_STRING | RULE))
            rc = verify_values(v, pc, ins, operands);
    }
    return rc;
}

/* --------------------------------------------------------------------- entry */

static int verifier_init(struct verifier *v, const struct jsb__code *code,
                         struct jsb__code_fault *fault)
{
    size_t count = code->instruction_count;
    v->code = code;
    v->fault = fault;
    v->state = NULL;
    v->work_count = 0;
    if (count == 0 || count > CODE_LIMIT)
        return refuse(v, 0, "impossible number of instructions");
    if (code->nargs > code->nregs)
        return refuse(v, 0, "more arguments than registers");
    if (count * STATE_SIZE <= sizeof(v->few))
        v->state = v->few;
    else if (count <= code->scratch_size / STATE_SIZE)
        v->state = code->scratch;
    else
        v->state = malloc(count * STATE_SIZE);
    if (v->state == NULL)
        return JSB_E_NOMEM;
    v->work = v->state + count;
    v->landed = (uint8_t *)(v->work + count);
    memset(v->landed, 0, count);
    return JSB_OK;
}

static void verifier_free(struct verifier *v)
{
    if (v->state != v->few && v->state != v->code->scratch)
        free(v->state);
}

/* Leaves the states of all instructions in *v: verifier_free() in each case. */
static int verify_code(struct verifier *v, const struct jsb__code *code,
                       struct jsb__code_fault *fault)
{
    int rc = verifier_init(v, code, fault);
    if (rc == JSB_OK && !code->has_plain_constants)
        rc = verify_constants(v);
    if (rc == JSB_OK)
        rc = verify_flow(v);
    return rc == JSB_OK ? verify_instructions(v) : rc;
}

int jsb__code_verify(const struct jsb__code *code, struct jsb__code_fault *fault)
{
    struct verifier v;
    int rc = verify_code(&v, code, fault);
    verifier_free(&v);
    return rc;
}
