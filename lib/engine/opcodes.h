/* SPDX-License-Identifier: MIT
 * opcodes.h - what each instruction takes as operands, and where it goes next.
 *
 * A part of engine.c: includes nothing, is included there once. */

/** What a field holds has bits next to each other: at most one is set, and together they are an
 *  index of limits, see bytecode.h. */
enum operands {
    NOTHING = 0,
    /* field A */
    A_REG = 1 << 0,  /* a register */
    A_PAIR = 1 << 1, /* the first of two */
    /* fields B and C */
    B_REG = 1 << 2,
    B_CONST = 1 << 3,
    C_REG = 1 << 4,
    C_CONST = 1 << 5,
    /* field BC */
    BC_REG = 1 << 6,
    BC_PAIR = 1 << 7,
    BC_CONST = 1 << 8,
    BC_FUNC = 1 << 9, /* an inner function */

    B_STRING = 1 << 10,  /* B holds a string that is known beforehand */
    BC_STRING = 1 << 11, /* BC_CONST is a string */
    BC_NUMBER = 1 << 12, /* it is a number */
    RULE = 1 << 13,      /* a rule of its own */
    KNOWN = 1 << 14,     /* set for every opcode that is not refused */

    /* only here, of opcodes that come in fours */
    B_ANY = 1 << 16, /* a register, or a constant if the opcode's bit 0 is set */
    C_ANY = 1 << 17, /* the same with bit 1 */
    B_NAME = B_ANY | B_STRING,
    BC_NAME = BC_CONST | BC_STRING
};

enum flow {
    TO_NEXT,
    TO_NOWHERE, /* returns, throws, or goes where a catcher says */
    TO_TARGET,
    TO_NEXT_OR_SKIP,
    TO_LABEL,
    TO_LABEL_END,
    TO_TRY,
    TO_TRY_END,
    TO_CATCH_END,
    TO_FINALLY_END
};

struct opcode {
    uint16_t operands;
    uint8_t flow;
};

#define OP(name, operands, flow) [DUK_OP_##name] = {(operands) | KNOWN, flow}
/* Four opcodes, one for each choice of register and constant in B and C. */
#define CHOICE(ops, b, c)                                                                          \
 {                                                                                                 \
  ((ops) & 0xffff) | ((ops) & B_ANY ? (b) : 0) | ((ops) & C_ANY ? (c) : 0) | KNOWN, TO_NEXT        \
 }
#define OP4(name, ops)                                                                             \
 [DUK_OP_##name] = CHOICE(ops, B_REG, C_REG), [DUK_OP_##name + 1] = CHOICE(ops, B_CONST, C_REG),   \
 [DUK_OP_##name + 2] = CHOICE(ops, B_REG, C_CONST),                                                \
 [DUK_OP_##name + 3] = CHOICE(ops, B_CONST, C_CONST)
#define OP16(name, ops) OP4(name, ops), OP4(name + 4, ops), OP4(name + 8, ops), OP4(name + 12, ops)
#define BINARY          (A_REG | B_ANY | C_ANY)

static const struct opcode opcodes[256] = {
    OP(LDREG, A_REG | BC_REG, TO_NEXT),
    OP(STREG, A_REG | BC_REG, TO_NEXT),
    OP(JUMP, NOTHING, TO_TARGET),
    OP(LDCONST, A_REG | BC_CONST, TO_NEXT),
    OP(LDINT, A_REG, TO_NEXT),
    OP(LDINTX, A_REG | RULE, TO_NEXT),
    OP(LDTHIS, BC_REG, TO_NEXT),
    OP(LDUNDEF, BC_REG, TO_NEXT),
    OP(LDNULL, BC_REG, TO_NEXT),
    OP(LDTRUE, BC_REG, TO_NEXT),
    OP(LDFALSE, BC_REG, TO_NEXT),
    OP(GETVAR, A_REG | BC_NAME, TO_NEXT),
    OP(BNOT, A_REG | BC_REG, TO_NEXT),
    OP(LNOT, A_REG | BC_REG, TO_NEXT),
    OP(UNM, A_REG | BC_REG, TO_NEXT),
    OP(UNP, A_REG | BC_REG, TO_NEXT),
    OP4(EQ, BINARY),
    OP4(NEQ, BINARY),
    OP4(SEQ, BINARY),
    OP4(SNEQ, BINARY),
    OP4(GT, BINARY),
    OP4(GE, BINARY),
    OP4(LT, BINARY),
    OP4(LE, BINARY),
    OP(IFTRUE_R, BC_REG, TO_NEXT_OR_SKIP),
    OP(IFTRUE_C, BC_CONST, TO_NEXT_OR_SKIP),
    OP(IFFALSE_R, BC_REG, TO_NEXT_OR_SKIP),
    OP(IFFALSE_C, BC_CONST, TO_NEXT_OR_SKIP),
    OP4(ADD, BINARY),
    OP4(SUB, BINARY),
    OP4(MUL, BINARY),
    OP4(DIV, BINARY),
    OP4(MOD, BINARY),
    OP4(EXP, BINARY),
    OP4(BAND, BINARY),
    OP4(BOR, BINARY),
    OP4(BXOR, BINARY),
    OP4(BASL, BINARY),
    OP4(BLSR, BINARY),
    OP4(BASR, BINARY),
    OP4(INSTOF, BINARY),
    OP4(IN, BINARY),
    OP4(GETPROP, BINARY),
    OP4(PUTPROP, BINARY),
    OP(DELPROP_RR, A_REG | B_REG | C_REG, TO_NEXT),
    OP(DELPROP_RC, A_REG | B_REG | C_CONST, TO_NEXT),
    OP(PREINCR, A_REG | BC_REG, TO_NEXT),
    OP(PREDECR, A_REG | BC_REG, TO_NEXT),
    OP(POSTINCR, A_REG | BC_REG, TO_NEXT),
    OP(POSTDECR, A_REG | BC_REG, TO_NEXT),
    OP(PREINCV, A_REG | BC_NAME, TO_NEXT),
    OP(PREDECV, A_REG | BC_NAME, TO_NEXT),
    OP(POSTINCV, A_REG | BC_NAME, TO_NEXT),
    OP(POSTDECV, A_REG | BC_NAME, TO_NEXT),
    OP16(PREINCP, BINARY),
    OP4(DECLVAR, B_NAME | RULE),
    OP4(REGEXP, A_REG | B_ANY | C_ANY | RULE),
    OP(CLOSURE, A_REG | BC_FUNC, TO_NEXT),
    OP(TYPEOF, A_REG | BC_REG, TO_NEXT),
    OP(TYPEOFID, A_REG | BC_NAME, TO_NEXT),
    OP(PUTVAR, A_REG | BC_NAME, TO_NEXT),
    OP(DELVAR, A_REG | BC_NAME, TO_NEXT),
    OP(RETREG, BC_REG, TO_NOWHERE),
    OP(RETUNDEF, NOTHING, TO_NOWHERE),
    OP(RETCONST, BC_CONST, TO_NOWHERE),
    OP(RETCONSTN, BC_CONST | BC_NUMBER, TO_NOWHERE), /* takes no reference to the value */
    OP(LABEL, NOTHING, TO_LABEL),
    OP(ENDLABEL, NOTHING, TO_LABEL_END),
    OP(BREAK, NOTHING, TO_NOWHERE), /* an unknown label is an error when it runs */
    OP(CONTINUE, NOTHING, TO_NOWHERE),
    OP(TRYCATCH, BC_PAIR | RULE, TO_TRY),
    OP(ENDTRY, NOTHING, TO_TRY_END),
    OP(ENDCATCH, NOTHING, TO_CATCH_END),
    OP(ENDFIN, NOTHING, TO_FINALLY_END), /* its register is the catcher's */
    OP(THROW, BC_REG, TO_NOWHERE),
    OP(INVLHS, NOTHING, TO_NOWHERE),
    OP(CSREG, A_REG | BC_PAIR, TO_NEXT),
    OP4(CSVAR, A_PAIR | B_NAME),
    OP16(CALL0, RULE),
    OP(NEWOBJ, BC_REG, TO_NEXT),
    OP(NEWARR, BC_REG, TO_NEXT),
    OP(MPUTOBJ, A_REG | RULE, TO_NEXT),
    OP(MPUTOBJI, A_REG | RULE, TO_NEXT),
    OP(INITSET, A_REG | BC_PAIR, TO_NEXT),
    OP(INITGET, A_REG | BC_PAIR, TO_NEXT),
    OP(MPUTARR, A_REG | RULE, TO_NEXT),
    OP(MPUTARRI, A_REG | RULE, TO_NEXT),
    OP(SETALEN, A_REG | BC_REG, TO_NEXT),
    OP(INITENUM, B_REG | C_REG, TO_NEXT),
    OP(NEXTENUM, B_REG | C_REG, TO_NEXT_OR_SKIP),
    OP(NEWTARGET, BC_REG, TO_NEXT),
    OP(DEBUGGER, NOTHING, TO_NEXT),
    OP(NOP, NOTHING, TO_NEXT),
    OP(INVALID, NOTHING, TO_NOWHERE), /* the compiler leaves it in unused jump slots */
    OP4(GETPROPC, BINARY),
};

#undef OP
#undef OP4
#undef OP16
#undef CHOICE
#undef BINARY
