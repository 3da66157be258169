// SPDX-License-Identifier: MIT
/*
 * Debian builds libelf.a and libbpf.a for programs, not for shared libraries.
 * What does not survive the move gets a stand-in here. Remove the first two
 * when the archives are built with -fPIC.
 *
 * First, stderr: reached by a direct address (R_X86_64_PC32; on arm64 through the
 * GOT, where the stand-in does no harm), which needs it in this file. libbpf
 * writes to it only while no print function is set, and log_begin() sets one
 * before anything else happens.
 */
#include <stddef.h>

/* lifecycle-capture is a program, and has these from the archives. */
#ifndef LIFECYCLE_PROGRAM
struct _IO_FILE;
__attribute__((visibility("hidden"))) struct _IO_FILE *stderr;

/*
 * Second, the three functions of libelf's elf_error.o, so that the linker does not take
 * that one object from the archive: Debian builds it for programs only (its
 * thread-local variable has R_X86_64_TPOFF32 relocations, R_AARCH64_TLSLE ones
 * on arm64), and a shared library cannot hold it. Only libbpf's messages about
 * a broken BPF object ask for these texts, and the object is our own.
 */
static __thread int last_error;

__attribute__((visibility("hidden"))) void __libelf_seterrno(int value);
__attribute__((visibility("hidden"))) int elf_errno(void);
__attribute__((visibility("hidden"))) const char *elf_errmsg(int error);

void __libelf_seterrno(int value)
{
	last_error = value;
}

int elf_errno(void)
{
	int value = last_error;

	last_error = 0;
	return value;
}

const char *elf_errmsg(int error)
{
	/* As in libelf: 0 and -1 ask for the last one, and 0 with none is no text. */
	if (error == 0 && !last_error)
		return 0;
	return "the BPF object could not be read";
}
#endif

/*
 * Third, what libelf.a of Debian 13 (0.192) calls and never needs here: the
 * list behind elf_getdata_rawchunk(), which libbpf does not call, whose object
 * Debian left out of the archive; and zstd, for compressed sections, which our
 * own object and the kernel's type information do not have. So libzstd is not
 * linked at all.
 */
#define HIDDEN __attribute__((visibility("hidden")))

HIDDEN void eu_search_tree_init(void *tree);
HIDDEN void eu_search_tree_fini(void *tree, void (*free_node)(void *node));
HIDDEN void *ZSTD_createCCtx(void);
HIDDEN size_t ZSTD_freeCCtx(void *context);
HIDDEN size_t ZSTD_compressStream2(void *context, void *output, void *input, int end);
HIDDEN size_t ZSTD_decompress(void *to, size_t room, const void *from, size_t bytes);
HIDDEN unsigned ZSTD_isError(size_t result);

void eu_search_tree_init(void *tree)
{
	(void)tree;
}

void eu_search_tree_fini(void *tree, void (*free_node)(void *node))
{
	(void)tree;
	(void)free_node;
}

/* libelf takes NULL for a lack of memory. */
void *ZSTD_createCCtx(void)
{
	return NULL;
}

size_t ZSTD_freeCCtx(void *context)
{
	(void)context;
	return 0;
}

size_t ZSTD_compressStream2(void *context, void *output, void *input, int end)
{
	(void)context, (void)output, (void)input, (void)end;
	return -1;
}

size_t ZSTD_decompress(void *to, size_t room, const void *from, size_t bytes)
{
	(void)to, (void)room, (void)from, (void)bytes;
	return -1;
}

/* As in libzstd: errors are the largest numbers. */
unsigned ZSTD_isError(size_t result)
{
	return result > (size_t)-120;
}
