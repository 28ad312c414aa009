/* SPDX-License-Identifier: MIT
 * abi.h - what an image depends on: sizes, offsets and options of the engine.
 *
 * A part of engine.c: includes nothing, is included there once.  The values stand in each
 * blob's header and are compared one by one at boot, so that a refusal names the field.
 * Append freely: a longer list is a different engine. */

#define ABI_LIST(X) \
    X("Duktape version", DUK_VERSION) \
    X("engine patch level", 4) \
    X("engine natives", ENGINE_NATIVES) \
    X("sizeof pointer", sizeof(void *)) \
    X("byte order", DUK_USE_BYTEORDER) \
    X("sizeof duk_tval", sizeof(duk_tval)) \
    X("offset duk_tval.v", offsetof(duk_tval, v)) \
    X("DUK_TAG_OBJECT", DUK_TAG_OBJECT) \
    X("sizeof duk_heaphdr", sizeof(duk_heaphdr)) \
    X("offset duk_heaphdr.h_refcount", offsetof(duk_heaphdr, h_refcount)) \
    X("offset duk_heaphdr.h_next", offsetof(duk_heaphdr, h_next)) \
    X("offset duk_heaphdr.h_prev", offsetof(duk_heaphdr, h_prev)) \
    X("sizeof duk_hstring", sizeof(duk_hstring)) \
    X("offset duk_hstring.hash", offsetof(duk_hstring, hash)) \
    X("offset duk_hstring.clen", offsetof(duk_hstring, clen)) \
    X("sizeof duk_hobject", sizeof(duk_hobject)) \
    X("offset duk_hobject.props", offsetof(duk_hobject, props)) \
    X("offset duk_hobject.prototype", offsetof(duk_hobject, prototype)) \
    X("offset duk_hobject.e_size", offsetof(duk_hobject, e_size)) \
    X("size of a property table", DUK_HOBJECT_P_COMPUTE_SIZE(3, 5, 8)) \
    X("sizeof duk_harray", sizeof(duk_harray)) \
    X("sizeof duk_hcompfunc", sizeof(duk_hcompfunc)) \
    X("offset duk_hcompfunc.bytecode", offsetof(duk_hcompfunc, bytecode)) \
    X("offset duk_hcompfunc.nregs", offsetof(duk_hcompfunc, nregs)) \
    X("sizeof duk_hnatfunc", sizeof(duk_hnatfunc)) \
    X("sizeof duk_hboundfunc", sizeof(duk_hboundfunc)) \
    X("sizeof duk_hbufobj", sizeof(duk_hbufobj)) \
    X("sizeof duk_hdecenv", sizeof(duk_hdecenv)) \
    X("sizeof duk_hobjenv", sizeof(duk_hobjenv)) \
    X("sizeof duk_hproxy", sizeof(duk_hproxy)) \
    X("sizeof duk_hbuffer_fixed", sizeof(duk_hbuffer_fixed)) \
    X("sizeof duk_hbuffer_dynamic", sizeof(duk_hbuffer_dynamic)) \
    X("sizeof duk_hthread", sizeof(duk_hthread)) \
    X("offset duk_hthread.valstack", offsetof(duk_hthread, valstack)) \
    X("offset duk_hthread.builtins", offsetof(duk_hthread, builtins)) \
    X("offset duk_hthread.strs", offsetof(duk_hthread, strs)) \
    X("built-in objects", DUK_NUM_BUILTINS) \
    X("sizeof duk_activation", sizeof(duk_activation)) \
    X("offset duk_activation.curr_pc", offsetof(duk_activation, curr_pc)) \
    X("offset duk_activation.flags", offsetof(duk_activation, flags)) \
    X("sizeof duk_catcher", sizeof(duk_catcher)) \
    X("sizeof duk_heap", sizeof(duk_heap)) \
    X("offset duk_heap.heap_allocated", offsetof(duk_heap, heap_allocated)) \
    X("offset duk_heap.lj", offsetof(duk_heap, lj)) \
    X("offset duk_heap.heap_thread", offsetof(duk_heap, heap_thread)) \
    X("offset duk_heap.hash_seed", offsetof(duk_heap, hash_seed)) \
    X("offset duk_heap.strtable", offsetof(duk_heap, strtable)) \
    X("offset duk_heap.image_strtable", offsetof(duk_heap, image_strtable)) \
    X("offset duk_heap.image_objects", offsetof(duk_heap, image_objects)) \
    X("offset duk_heap.strs", offsetof(duk_heap, strs)) \
    X("built-in strings", DUK_HEAP_NUM_STRINGS) \
    X("string table minimum", DUK_USE_STRTAB_MINSIZE) \
    X("hash part limit", DUK_USE_HOBJECT_HASH_PROP_LIMIT) \
    X("DUK_HSTRING_FLAG_PINNED_LITERAL", DUK_HSTRING_FLAG_PINNED_LITERAL) \
    X("DUK_HEAPHDR_FLAG_READONLY", DUK_HEAPHDR_FLAG_READONLY) \
    X("DUK_HOBJECT_FLAG_EXOTIC_PROXYOBJ", DUK_HOBJECT_FLAG_EXOTIC_PROXYOBJ)

const uint32_t jsb__abi_values[] = {
#define X(name, value) (uint32_t)(value),
    ABI_LIST(X)
#undef X
};

const char *const jsb__abi_names[] = {
#define X(name, value) name,
    ABI_LIST(X)
#undef X
};

_Static_assert(sizeof(jsb__abi_values) <= 512 * sizeof(uint32_t), "abi of a blob's header");
_Static_assert(ENGINE_NATIVES < JSB__NATIVE_OWN, "indexes of natives");

const unsigned jsb__abi_count = sizeof(jsb__abi_values) / sizeof(jsb__abi_values[0]);
