/* SPDX-License-Identifier: MIT
 * interrupt.h - stops a program that somebody waits for no longer.
 *
 * A part of engine.c: includes nothing, is included there once.  While jsb__interrupt is set the
 * engine asks here at each jump and call.  What the program catches is thrown again at the next
 * one.  The runtime's own functions are not stopped: what they have begun, they end. */

static const char RUNTIME_FILES[] = "jsboot:";

static int is_program(duk_hthread *thr, duk_hobject *func)
{
    duk_tval *tv;
    duk_hstring *name;
    if (func == NULL || !DUK_HOBJECT_IS_COMPFUNC(func))
        return 0;
    tv = duk_hobject_find_entry_tval_ptr_stridx(thr->heap, func, DUK_STRIDX_FILE_NAME);
    if (tv == NULL || !DUK_TVAL_IS_STRING(tv))
        return 1;
    name = DUK_TVAL_GET_STRING(tv);
    return DUK_HSTRING_GET_BYTELEN(name) < sizeof(RUNTIME_FILES) - 1 ||
           memcmp(DUK_HSTRING_GET_DATA(name), RUNTIME_FILES, sizeof(RUNTIME_FILES) - 1) != 0;
}

/* At a jump of the function that runs, or where it calls another one. */
DUK_LOCAL void jsb__stop_program(duk_hthread *thr, duk_hobject *callee)
{
    duk_activation *act = thr->callstack_curr;
    if (!is_program(thr, callee) && (act == NULL || !is_program(thr, DUK_ACT_GET_FUNC(act))))
        return;
    DUK_ERROR_ERROR(thr, "the program was interrupted");
}

/* The jump of code that was compiled in a session; `pc` is behind it. */
DUK_LOCAL duk_instr_t *jsb__stopping_jump(duk_hthread *thr, duk_instr_t *pc)
{
    if (jsb__interrupt != 0)
        jsb__stop_program(thr, NULL);
    return pc + (duk_int_fast_t)DUK_DEC_ABC(pc[-1]) - (duk_int_fast_t)DUK_BC_JUMP_BIAS;
}
