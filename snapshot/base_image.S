/* SPDX-License-Identifier: MIT
 * base_image.S - the runtime's image as sections of the program; base.bin is made by the
 * build's first stage, JSB_WRITABLE are its bytes before those that are read-only. */
#ifdef JSB_BASE_IN_PLACE
    .section .jsbbase, "aw", %progbits
    .globl jsb__base_start
jsb__base_start:
    .incbin "base.bin", 0, JSB_WRITABLE
    .section .jsbconst, "a", %progbits
    .incbin "base.bin", JSB_WRITABLE
#else
    .section .rodata
    .balign 4096
    .globl jsb__base_start
    .globl jsb__base_end
jsb__base_start:
    .incbin "base.bin"
jsb__base_end:
#endif
    .section .note.GNU-stack, "", %progbits
