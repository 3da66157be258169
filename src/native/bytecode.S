/* SPDX-License-Identifier: MIT */
/*
 * The BPF objects inside the library. The assembler does it, so that a build
 * needs no bpftool, which Ubuntu ships only for the kernel that runs.
 */
	.section .rodata
	.balign 16
	.globl lifecycle_bytecode
	.hidden lifecycle_bytecode
lifecycle_bytecode:
	.incbin BYTECODE
	.globl lifecycle_bytecode_end
	.hidden lifecycle_bytecode_end
lifecycle_bytecode_end:
	.byte 0
	.balign 16
	.globl lifecycle_bytecode_casts
	.hidden lifecycle_bytecode_casts
lifecycle_bytecode_casts:
	.incbin BYTECODE_CASTS
	.globl lifecycle_bytecode_casts_end
	.hidden lifecycle_bytecode_casts_end
lifecycle_bytecode_casts_end:
	.byte 0
	.globl lifecycle_bytecode_compiler
	.hidden lifecycle_bytecode_compiler
lifecycle_bytecode_compiler:
	.incbin BYTECODE_COMPILER
	.byte 0
	.section .note.GNU-stack,"",%progbits
