/* SPDX-License-Identifier: MIT
 * base_image.S - the runtime's image as a section of the program; base.bin is made by the
 * build's first stage. */
#ifdef JSB_BASE_IN_PLACE
    .section .jsbbase, "aw", %progbits
#else
    .section .rodata
#endif
    .balign 4096
    .globl jsb__base_start
    .globl jsb__base_end
jsb__base_start:
    .incbin "base.bin"
jsb__base_end:
    .section .note.GNU-stack, "", %progbits
