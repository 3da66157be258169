// SPDX-License-Identifier: MIT
/*
 * Debian builds libelf.a and libbpf.a for programs, not for shared libraries.
 * Two places of them do not survive the move; both get a stand-in here. Remove
 * each when the archive is built with -fPIC.
 *
 * First, stderr: reached by a direct address (R_X86_64_PC32), which needs it in
 * this file. libbpf writes to it only while no print function is set, and
 * log_begin() sets one before anything else happens.
 */
struct _IO_FILE;
__attribute__((visibility("hidden"))) struct _IO_FILE *stderr;

/*
 * Second, the three functions of libelf's elf_error.o, so that the linker does not take
 * that one object from the archive: Debian builds it for programs only (its
 * thread-local variable has an R_X86_64_TPOFF32 relocation), and a shared
 * library cannot hold it. Only libbpf's messages about a broken BPF object ask
 * for these texts, and the object is our own.
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

/*
 * Third, two functions that libelf.a of Debian 13 (0.192) calls and that are in no archive. They keep the pieces of
 * elf_getdata_rawchunk(), which libbpf does not call. Weak, for archives that have them.
 */
__attribute__((weak, visibility("hidden"))) void eu_search_tree_init(void *tree);
__attribute__((weak, visibility("hidden"))) void eu_search_tree_fini(void *tree, void (*free_node)(void *node));

void eu_search_tree_init(void *tree)
{
	(void)tree;
}

void eu_search_tree_fini(void *tree, void (*free_node)(void *node))
{
	(void)tree;
	(void)free_node;
}
