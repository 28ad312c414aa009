/* SPDX-License-Identifier: MIT
 * check_bytecode.c - verifiers of compiled code: what the compiler makes passes, and each
 * rule refuses the code that breaks only that rule. */
#include "unit.h"

#include "../../lib/engine.h"

#include <stdio.h>
#include <string.h>

/* ----------------------------------------------------------------------- Core */

static struct jsb_vm *the_vm;
static unsigned verified;

static void verify_cell(void *user, const struct jsb__block *cell)
{
    struct jsb__code_fault fault;
    (void)user;
    if (cell->kind != JSB__KIND_COMPFUNC)
        return;
    verified++;
    UNIT_ASSERT(jsb__compiled_verify(jsb_context(the_vm), cell, &fault) == JSB_OK,
                "function %u: pc %zu opcode %u: %s", verified, fault.pc, fault.opcode, fault.what);
}

static void verify_program(const char *source, unsigned at_least)
{
    the_vm = unit_vm();
    unit_run(the_vm, source);
    verified = 0;
    jsb__heap_list(jsb_context(the_vm), verify_cell, NULL);
    ck_assert_uint_ge(verified, at_least);
    jsb_destroy(the_vm);
}

START_TEST(bytecode_of_statements_passes)
{
    verify_program(
        "var calls = 0; function f(o) { if (calls++ > 99) throw calls;"
        " a: for (var k in o) { try { if (k) continue a; with (o) { break a; } }"
        " catch (e) { if (e) return /x(y)*?/g; } finally { if (o.p) break a; o[k]++; } }"
        " switch (o) { case 1: do { if (k) continue; break; } while (k); default: k = [1, , 2, ,]; "
        "}"
        " try { throw new f(k, { get a() { return 1; }, set a(v) {} }); } catch (x) { eval('x'); }"
        " return f(delete o.x, typeof zz, zz++, --o.y, 0x7fffffff); }"
        "try { f({}); } catch (e) {}",
        3);
}
END_TEST

/* Operands of more than 8 bits are loaded into registers beforehand. */
START_TEST(bytecode_of_big_functions_passes)
{
    verify_program(
        "var v = [], s = [], fs = []; for (var i = 0; i < 400; i++) {"
        " v.push('v' + i + ' = ' + (i + 0.5)); s.push('v' + i); }"
        "var head = 'var ' + v.join() + ';', sum = s.join();"
        "['try { v1(); } catch (late) { return late; } finally { v2 = 1; }',"
        " 'return [' + sum + ', , ]', 'return Math.max(' + sum + ')', 'for (var k in v3) v4 += k',"
        " 'with (v5) { return /late\\\\d/.test({ z: v399, [v398]: 1, get q() { return 1; } }) }',"
        " 'v397++; this.p = --v396; eval(\"v1\"); typeof lateName; function lateFunc() {}',"
        " 'return new v7(' + sum + ')'].forEach(function (body) {"
        " fs.push(new Function('a', head + body)); });",
        9);
}
END_TEST

/* ------------------------------------------------------------- hand-made code */

enum { NUMBER, NAME, REGEXP, BAD_REGEXP, OTHER, SYMBOL };

static const uint8_t regexp_text[8] = {0, 2, 11, 0, 3, 11, 1, 1};

static void constant(const struct jsb__code *code, size_t index, struct jsb__constant *out)
{
    static const uint8_t symbol[] = "\x82"
                                    "Varmap";
    size_t kind = code->user == NULL ? index : SYMBOL;
    out->type = kind == NUMBER  ? JSB__CONSTANT_NUMBER
                : kind == OTHER ? JSB__CONSTANT_OTHER
                                : JSB__CONSTANT_STRING;
    out->text = kind == SYMBOL ? symbol : regexp_text;
    out->length = kind == BAD_REGEXP ? 1 : sizeof(symbol);
}

#define I(op, a, b, c)                                                                             \
 ((uint32_t)(op) | (uint32_t)(a) << 8 | (uint32_t)(b) << 16 | (uint32_t)(c) << 24)
#define RETURN              I(158, 0, 0, 0)
#define JUMP(distance)      ((uint32_t)2 | (uint32_t)(0x800000 + (distance)) << 8)
#define LDINT(reg, value)   I(4, reg, 0, 0x80) + ((uint32_t)(value) << 16)
#define LDCONST(reg, index) I(3, reg, index, 0)
#define INVALID             I(206, 0, 0, 0)
enum { REGS = 8 };

struct code_case {
    const char *what; /* NULL: passes */
    uint32_t ins[12];
};

/* Eight registers, four constants, one inner function; code ends at the first zero. */
static const struct code_case code_cases[] = {
    {NULL, {RETURN}},
    {"unknown opcode", {I(207, 0, 0, 0), RETURN}},
    {"unknown opcode", {I(117, 0, 0, 0), RETURN}},
    {"operand A is not a register", {I(6 + 47, 8, NUMBER, 0), RETURN}},
    {"operand BC is not a register", {I(157, 0, 8, 0)}},
    {NULL, {I(157, 0, 7, 0)}},
    {"operand BC is not a register", {I(157, 0, 7, 1)}},
    {"operand B is not a register", {I(52, 0, 8, 0), RETURN}},
    {"operand B is not a constant", {I(53, 0, 4, 0), RETURN}},
    {NULL, {I(53, 0, 3, 0), RETURN}},
    {"operand C is not a register", {I(52, 0, 0, 8), RETURN}},
    {"operand C is not a constant", {I(54, 0, 0, 4), RETURN}},
    {NULL, {I(55, 0, 3, 3), RETURN}},
    {"operand C is not a constant", {I(118, 0, 0, 4), RETURN}},
    {"operand B is not a register", {I(201, 0, 8, 0), RETURN}},
    {"operand C is not a register", {I(202, 0, 0, 8), RETURN, RETURN}},
    {"operand A is not a pair of registers", {I(173, 7, NAME, 0), RETURN}},
    {"operand B is not a constant string", {I(173, 6, NUMBER, 0), RETURN}},
    {"operand B is not a constant string", {I(172, 6, 0, 0), RETURN}},
    {NULL, {LDCONST(0, NAME), I(172, 6, 0, 0), RETURN}},
    {"operand B is not a constant string",
     {I(48, 0, 0, 0), JUMP(1), LDCONST(0, NAME), I(172, 6, 0, 0), RETURN}},
    {"operand BC is not a pair of registers", {I(171, 0, 7, 0), RETURN}},
    {"operand BC is not a pair of registers", {I(196, 0, 7, 0), RETURN}},
    {"operand BC is not a constant", {LDCONST(0, 4), RETURN}},
    {"operand BC is not a constant string", {I(11, 0, NUMBER, 0), RETURN}},
    {NULL, {I(11, 0, NAME, 0), RETURN}},
    {"operand BC is not a constant number", {I(160, 0, NAME, 0)}},
    {NULL, {I(160, 0, NUMBER, 0)}},
    {"operand BC is not an inner function", {I(152, 0, 1, 0), RETURN}},
    {"leads out of the code", {I(7, 0, 0, 0)}},
    {"leads out of the code", {JUMP(1), RETURN}},
    {"leads out of the code", {JUMP(-2), RETURN}},
    {NULL, {JUMP(-1), RETURN}},
    {"leads out of the code", {I(48, 0, 0, 0), RETURN}},
    {"leads out of the code", {I(202, 0, 0, 0), RETURN}},
    {"no upper half before it", {I(5, 0, 0, 0), RETURN}},
    {NULL, {LDINT(0, 1), I(5, 0, 0, 0), RETURN}},
    /* calls and lists */
    {NULL, {I(176, 6, 0, 0), RETURN}},
    {"the arguments are not all registers", {I(176, 7, 0, 0), RETURN}},
    {"the number of arguments is not known", {I(184, 0, 0, 0), RETURN}},
    {NULL, {LDINT(0, 5), I(184, 0, 1, 0), RETURN}},
    {"the arguments are not all registers", {LDINT(0, 6), I(184, 0, 1, 0), RETURN}},
    {"the number of arguments is not known", {LDINT(0, -1), I(184, 0, 1, 0), RETURN}},
    {"unknown kind of call", {I(182, 0, 0, 0), RETURN}},
    {NULL, {I(194, 0, 4, 4), RETURN}},
    {"the values are not all registers", {I(194, 0, 5, 4), RETURN}},
    {"impossible number of values", {I(194, 0, 4, 3), RETURN}},
    {"impossible number of values", {I(198, 0, 4, 1), RETURN}},
    {"the values are not all registers", {I(198, 0, 7, 2), RETURN}},
    {"the first register is not known", {I(199, 0, 4, 2), RETURN}},
    {NULL, {LDINT(4, 6), I(199, 0, 4, 2), RETURN}},
    {"the values are not all registers", {LDINT(4, 7), I(195, 0, 4, 2), RETURN}},
    /* declarations, regular expressions */
    {NULL, {I(145, 0x17, NAME, 0), RETURN}},
    {NULL, {I(145, 0x07, NAME, 8), RETURN}},
    {"operand C is neither register nor constant", {I(145, 0x17, NAME, 8), RETURN}},
    {"unknown kind of declaration", {I(145, 0x08, NAME, 0), RETURN}},
    {NULL, {I(151, 0, REGEXP, NAME), RETURN}},
    {"the regular expression has no header", {I(151, 0, BAD_REGEXP, NAME), RETURN}},
    {"a part of the regular expression is not a constant string", {I(149, 0, REGEXP, 0), RETURN}},
    {"a part of the regular expression is not a constant string",
     {I(151, 0, NUMBER, NAME), RETURN}},
    /* labels */
    {NULL, {I(161, 0, 3, 0), JUMP(1), INVALID, I(162, 0, 3, 0), RETURN}},
    {"is not followed by two jumps", {I(161, 0, 3, 0), JUMP(1), I(161, 0, 4, 0), RETURN}},
    {"is not followed by two jumps", {I(161, 0, 3, 0), JUMP(1)}},
    {"ends a label that has not begun", {I(162, 0, 3, 0), RETURN}},
    {"ends a label that has not begun",
     {I(161, 0, 3, 0), JUMP(1), INVALID, I(162, 0, 4, 0), RETURN}},
    {"is reached inside different statements",
     {I(161, 0, 3, 0), JUMP(1), INVALID, I(162, 0, 3, 0), JUMP(-2), RETURN}},
    /* try: flags, register; catch, finally, with */
    {NULL,
     {LDCONST(0, NAME), I(165, 5, 0, 0), JUMP(2), JUMP(2), I(166, 0, 0, 0), I(167, 0, 0, 0),
      RETURN}},
    {"the name of the caught value is not a constant string",
     {LDCONST(1, NAME), I(165, 5, 0, 0), JUMP(2), JUMP(2), I(166, 0, 0, 0), I(167, 0, 0, 0),
      RETURN}},
    {"the name of the caught value is not a constant string",
     {LDCONST(0, NUMBER), I(165, 5, 0, 0), JUMP(2), JUMP(2), I(166, 0, 0, 0), I(167, 0, 0, 0),
      RETURN}},
    {NULL, {I(165, 2, 0, 0), INVALID, JUMP(1), I(166, 0, 0, 0), I(168, 0, 0, 0), RETURN}},
    {"ends a part of a statement that has not begun",
     {I(165, 2, 0, 0), INVALID, JUMP(1), I(166, 0, 0, 0), I(168, 2, 0, 0), RETURN}},
    {"ends a part of a statement that has not begun",
     {I(165, 2, 0, 0), INVALID, JUMP(1), I(167, 0, 0, 0), I(168, 0, 0, 0), RETURN}},
    {NULL, {I(165, 8, 0, 0), INVALID, JUMP(1), I(166, 0, 0, 0), RETURN}},
    {"unknown kind of statement", {I(165, 9, 0, 0), JUMP(2), JUMP(1), I(166, 0, 0, 0), RETURN}},
    {"operand BC is not a pair of registers",
     {I(165, 8, 7, 0), INVALID, JUMP(1), I(166, 0, 0, 0), RETURN}},
    {"is not followed by two jumps", {I(165, 8, 0, 0), INVALID, RETURN, I(166, 0, 0, 0)}},
    {"ends a part of a statement that has not begun", {I(166, 0, 0, 0), RETURN}},
    {"ends a part of a statement that has not begun", {I(167, 0, 0, 0), RETURN}},
    {"ends a part of a statement that has not begun", {I(168, 0, 0, 0), RETURN}},
};
#define CODE_CASES (sizeof(code_cases) / sizeof(code_cases[0]))

static int regexp(const struct jsb__code *code, const struct jsb__constant *compiled,
                  struct jsb__code_fault *fault)
{
    (void)code;
    return jsb__regexp_verify(compiled->text, compiled->length, fault);
}

static struct jsb__code code_of(const uint32_t *ins, size_t max)
{
    struct jsb__code code = {.instructions = ins,
                             .constant_count = 4,
                             .func_count = 1,
                             .nregs = REGS,
                             .nargs = 2,
                             .constant = constant,
                             .regexp = regexp};
    while (code.instruction_count < max && ins[code.instruction_count] != 0)
        code.instruction_count++;
    return code;
}

static void expect(const char *what, size_t number, int rc, const struct jsb__code_fault *fault)
{
    UNIT_ASSERT((rc == JSB_OK) == (what == NULL), "case %zu: %s, expected %s", number,
                rc == JSB_OK ? "passes" : fault->what, what ? what : "to pass");
    UNIT_ASSERT(what == NULL || strcmp(fault->what, what) == 0, "case %zu: %s, expected %s", number,
                fault->what, what);
}

START_TEST(bytecode_each_rule_refuses)
{
    for (size_t i = 0; i < CODE_CASES; i++) {
        struct jsb__code code = code_of(code_cases[i].ins, 12);
        struct jsb__code_fault fault;
        expect(code_cases[i].what, i, jsb__code_verify(&code, &fault), &fault);
    }
}
END_TEST

START_TEST(bytecode_description_is_checked)
{
    static const uint32_t ins[] = {RETURN};
    struct jsb__code code = code_of(ins, 1);
    struct jsb__code_fault fault;
    code.constant_count = 5;
    expect("a constant is neither number nor string", 0, jsb__code_verify(&code, &fault), &fault);
    code = code_of(ins, 1);
    code.user = &code;
    expect("a constant is a symbol", 3, jsb__code_verify(&code, &fault), &fault);
    code = code_of(ins, 1);
    code.nargs = REGS + 1;
    expect("more arguments than registers", 1, jsb__code_verify(&code, &fault), &fault);
    code = code_of(ins, 0);
    expect("impossible number of instructions", 2, jsb__code_verify(&code, &fault), &fault);
}
END_TEST

/* A call that waits in the try part of a statement, itself inside a label. */
START_TEST(bytecode_waiting_calls)
{
    static const uint32_t ins[] = {I(161, 0, 3, 0), JUMP(9),         INVALID, LDCONST(4, NAME),
                                   I(165, 5, 4, 0), JUMP(3),         JUMP(3), I(176, 0, 0, 0),
                                   I(166, 0, 0, 0), I(167, 0, 0, 0), JUMP(0), I(162, 0, 3, 0),
                                   RETURN};
    struct jsb__code code = code_of(ins, sizeof(ins) / sizeof(ins[0]));
    struct jsb__code_catcher good[2] = {{5, 4, 0x51, regexp_text}, {1, 0, 0x302, NULL}}, bad[2];
    struct jsb__code_fault fault = {0, 0, ""};
    size_t scopes;
    expect(NULL, 0, jsb__code_verify(&code, &fault), &fault);
    expect(NULL, 1, jsb__call_verify(&code, 8, good, 2, &scopes, &fault), &fault);
    ck_assert_uint_eq(scopes, 0);
    expect("the call does not wait behind a call", 2,
           jsb__call_verify(&code, 9, good, 2, &scopes, &fault), &fault);
    expect("the call lacks a catcher", 3, jsb__call_verify(&code, 8, good, 1, &scopes, &fault),
           &fault);
    for (int i = 0; i < 5; i++) {
        memcpy(bad, good, sizeof(good));
        bad[0].pc_base += i == 0;
        bad[0].reg += i == 1;
        bad[0].flags |= i == 2 ? 0x80 : 0;
        bad[0].name = i == 3 ? NULL : bad[0].name;
        bad[1].flags += i == 4 ? 0x100 : 0;
        expect("the call's catchers are not those of its statements", 4,
               jsb__call_verify(&code, 8, bad, 2, &scopes, &fault), &fault);
    }
}
END_TEST

/* Calls in each part of a statement, and the flags that its catcher can have then: catch
 * and finally also run once more, after a jump out of try whose finally throws. */
START_TEST(bytecode_calls_waiting_in_parts)
{
    static const uint32_t ins[] = {LDCONST(4, NAME),
                                   I(165, 7, 4, 0),
                                   JUMP(3),
                                   JUMP(4),
                                   I(176, 0, 0, 0),
                                   I(166, 0, 0, 0), /* try */
                                   I(176, 0, 0, 0),
                                   I(167, 0, 0, 0), /* catch */
                                   I(176, 0, 0, 0),
                                   I(168, 4, 0, 0), /* finally */
                                   RETURN};
    static const struct {
        size_t pc;
        uint32_t flags; /* of these 0x10 catch, 0x20 finally, 0x80 scope may vary */
        size_t scopes;
        int good;
    } calls[] = {{5, 0x71, 0, 1}, {5, 0x61, 0, 0}, {5, 0x51, 0, 0}, {5, 0xf1, 0, 0},
                 {7, 0xe1, 1, 1}, {7, 0xc1, 1, 1}, {7, 0x41, 0, 0}, {7, 0x61, 0, 0},
                 {7, 0xf1, 0, 0}, {7, 0xd1, 0, 0}, {9, 0x41, 0, 1}, {9, 0x51, 0, 1},
                 {9, 0xc1, 1, 1}, {9, 0xd1, 0, 0}, {9, 0x61, 0, 0}, {9, 0x01, 0, 0}};
    struct jsb__code code = code_of(ins, sizeof(ins) / sizeof(ins[0]));
    struct jsb__code_fault fault = {0, 0, ""};
    expect(NULL, 0, jsb__code_verify(&code, &fault), &fault);
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        struct jsb__code_catcher catcher = {2, 4, calls[i].flags, regexp_text};
        size_t scopes;
        expect(calls[i].good ? NULL : "the call's catchers are not those of its statements", i,
               jsb__call_verify(&code, calls[i].pc, &catcher, 1, &scopes, &fault), &fault);
        if (calls[i].good)
            ck_assert_uint_eq(scopes, calls[i].scopes);
    }
}
END_TEST

/* ------------------------------------------- regular expressions, line tables */

struct regexp_case {
    const char *what;
    size_t length;
    uint8_t text[16];
};

static const struct regexp_case regexp_cases[] = {
    {NULL, 9, {0, 2, 11, 0, 2, 'a', 11, 1, 1}},
    {"the regular expression has no header", 1, {0}},
    {"impossible number of captures", 3, {0, 0, 1}},
    {"impossible number of captures", 3, {0, 3, 1}},
    {"the regular expression has no end", 2, {0, 2}},
    {"the regular expression has no end", 4, {0, 2, 11, 0}},
    {"unknown opcode of a regular expression", 4, {0, 2, 20, 1}},
    {"unknown opcode of a regular expression", 4, {0, 2, 0, 1}},
    {"a number is cut short", 3, {0, 2, 2}},
    {"a number is cut short", 4, {0, 2, 2, 0xc3}},
    {"a number is cut short", 6, {0, 2, 4, 2, 'a', 'b'}},
    {"saves a capture that is not there", 5, {0, 2, 11, 2, 1}},
    {"saves a capture that is not there", 6, {0, 2, 12, 1, 2, 1}},
    {"saves a capture that is not there", 6, {0, 2, 12, 0, 0, 1}},
    {"saves a capture that is not there",
     12,
     {0, 2, 12, 0xfe, 0x83, 0xbf, 0xbf, 0xbf, 0xbf, 0xbf, 2, 1}},
    {"refers to a capture that is not there", 5, {0, 2, 15, 1, 1}},
    {"refers to a capture that is not there", 5, {0, 4, 15, 0, 1}},
    {NULL, 5, {0, 4, 15, 1, 1}},
    {NULL, 5, {0, 2, 6, 0, 1}},
    {NULL, 5, {0, 2, 6, 5, 1}},
    {"a jump leads out of the regular expression", 5, {0, 2, 6, 2, 1}},
    {"a jump leads out of the regular expression", 5, {0, 2, 6, 7, 1}},
    {"a jump leads into an instruction", 5, {0, 2, 6, 3, 1}},
    {"a jump leads out of the regular expression", 6, {0, 2, 13, 4, 1, 1}},
    {"a jump leads out of the regular expression", 9, {0, 2, 10, 0, 1, 1, 6, 1, 1}},
};
#define REGEXP_CASES (sizeof(regexp_cases) / sizeof(regexp_cases[0]))

START_TEST(bytecode_regexp_rules)
{
    for (size_t i = 0; i < REGEXP_CASES; i++) {
        struct jsb__code_fault fault;
        expect(regexp_cases[i].what, i,
               jsb__regexp_verify(regexp_cases[i].text, regexp_cases[i].length, &fault), &fault);
    }
}
END_TEST

START_TEST(bytecode_line_table_rules)
{
    uint32_t table[6] = {65, 1, 20, 9, 22, 0}; /* two runs, three bytes of bits */
    struct jsb__code_fault fault;
    expect(NULL, 0, jsb__pc2line_verify((uint8_t *)table, 23, 65, &fault), &fault);
    expect("the line table is cut short", 1, jsb__pc2line_verify((uint8_t *)table, 19, 65, &fault),
           &fault);
    expect("the line table is that of other code", 2,
           jsb__pc2line_verify((uint8_t *)table, 23, 66, &fault), &fault);
    table[4] = 24;
    expect("the line table refers to outside of it", 3,
           jsb__pc2line_verify((uint8_t *)table, 23, 65, &fault), &fault);
    table[4] = 19;
    expect("the line table refers to outside of it", 4,
           jsb__pc2line_verify((uint8_t *)table, 23, 65, &fault), &fault);
}
END_TEST

START_TEST(bytecode_register_numbers)
{
    ck_assert(jsb__varmap_verify(0, 1));
    ck_assert(jsb__varmap_verify(7, 8));
    ck_assert(!jsb__varmap_verify(8, 8));
    ck_assert(!jsb__varmap_verify(-1, 8));
    ck_assert(!jsb__varmap_verify(0.5, 8));
    ck_assert(!jsb__varmap_verify(0.0 / 0.0, 8));
    ck_assert(!jsb__varmap_verify(4294967296.0, 8));
}
END_TEST

/* -------------------------------------------------------------------- Runtime */

/* What stock Duktape does: "catch" gets what its "finally" throws after a jump out of
 * "try", then "finally" runs again.  "with" around it makes a lost catcher show. */
START_TEST(bytecode_finally_is_caught_by_its_own_catch)
{
    struct jsb_vm *vm = unit_vm();
    unit_run(vm, "var log = []; function f(how) { with ({ w: 1 }) { for (;;) {"
                 " try { if (how) return 1; break; } catch (e) { log.push('caught ' + e); }"
                 " finally { log.push('fin' + w); throw how; } } } }"
                 "[0, 1].forEach(function (how) { try { f(how); } catch (e) { log.push(e); } });");
    unit_expect(vm, "log.join()", "fin1,caught 0,fin1,0,fin1,caught 1,fin1,1");
    jsb_destroy(vm);
}
END_TEST

START_TEST(bytecode_enumeration_of_what_changes)
{
    struct jsb_vm *vm = unit_vm();
    unit_run(vm, "var o = { a: 1, b: 2, c: 3 }, seen = ''; for (var k in o) { seen += k;"
                 " delete o.b; o.d = 1; } var p = new Proxy({ x: 1, y: 2 }, {});"
                 "for (k in p) seen += k; for (k in 'st') seen += k; for (k in null) seen += '!';");
    unit_expect(vm, "seen + Object.keys({ q: 1 })", "acxy01q");
    jsb_destroy(vm);
}
END_TEST

static const struct {
    const char *source;
    unsigned op;
} trusting[] = {
    {"function f(n) { return { a: n, b: n }; }", 194},          /* MPUTOBJ */
    {"function f(n) { return { set a(v) { n = v; } }; }", 196}, /* INITSET */
    {"function f(n) { return { get a() { return n; } }; }", 197},
    {"function f(n) { return [n, n]; }", 198}, /* MPUTARR */
    {"function f(n) { return [n, , ]; }", 200} /* SETALEN */
};

/* The instructions of f that have this opcode get the first argument for operand A. */
static void take_argument(struct jsb_vm *vm, unsigned op)
{
    duk_context *ctx = jsb_context(vm);
    struct jsb__block func = {.kind = JSB__KIND_COMPFUNC};
    struct jsb__compiled compiled;
    struct jsb__code_fault fault = {0, 0, ""};
    unsigned changed = 0;
    uint32_t *code;
    duk_get_global_string(ctx, "f");
    func.ptr = duk_get_heapptr(ctx, -1);
    duk_pop(ctx);
    jsb__compiled_describe(ctx, &func, &compiled);
    code = (uint32_t *)(uintptr_t)compiled.code.instructions;
    for (size_t i = 0; i < compiled.code.instruction_count; i++)
        if ((code[i] & 0xffU) == op) {
            code[i] &= ~0xff00U;
            changed++;
        }
    ck_assert_uint_gt(changed, 0);
    expect(NULL, op, jsb__compiled_verify(ctx, &func, &fault), &fault);
}

/* Such code passes, as the verifier cannot know what a register holds.  Assertions trust in what
 * compilers do. */
START_TEST(bytecode_registers_without_an_object)
{
#ifdef JSB_ASSERTIONS
    return;
#endif
    for (size_t i = 0; i < sizeof(trusting) / sizeof(trusting[0]); i++) {
        struct jsb_vm *vm = unit_vm();
        unit_run(vm, trusting[i].source);
        take_argument(vm, trusting[i].op);
        unit_expect(vm,
                    "var all = [1.5, undefined, 'text', null].map(function (v) {"
                    " try { f(v); return 'no error'; } catch (e) { return e instanceof Error; } });"
                    " all.join()",
                    "true,true,true,true");
        jsb_destroy(vm);
    }
}
END_TEST

Suite *suite_bytecode(void)
{
    Suite *suite = suite_create("bytecode");
    const TTest *core[] = {bytecode_of_statements_passes,
                           bytecode_of_big_functions_passes,
                           bytecode_waiting_calls,
                           bytecode_calls_waiting_in_parts,
                           bytecode_finally_is_caught_by_its_own_catch,
                           bytecode_enumeration_of_what_changes};
    const TTest *errors[] = {bytecode_each_rule_refuses, bytecode_description_is_checked,
                             bytecode_regexp_rules,      bytecode_line_table_rules,
                             bytecode_register_numbers,  bytecode_registers_without_an_object};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
