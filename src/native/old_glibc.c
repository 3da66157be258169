// SPDX-License-Identifier: MIT
/*
 * Functions that newer glibc has under names or versions that glibc 2.31 does
 * not have. Debian's libbpf.a and libelf.a call them, so they are defined here,
 * hidden, and reach glibc by its older names. See old_glibc.h for the rest.
 */
#include <stdarg.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#define HIDDEN __attribute__((visibility("hidden")))

struct stat;

/* Since 2.33 a function of its own; before, an inline call of __fxstat(). The kernel's struct is the caller's. */
HIDDEN int fstat(int fd, struct stat *status);

int fstat(int fd, struct stat *status)
{
	return syscall(SYS_fstat, fd, status);
}

/*
 * Since 2.38 what is compiled for C23 or with _GNU_SOURCE calls these, which
 * also read "0b" as binary. The older functions, by their symbols: the headers
 * would turn their names into these again. Neither library parses binary.
 */
extern long old_strtol(const char *text, char **end, int base) __asm__("strtol");
extern unsigned long long old_strtoull(const char *text, char **end, int base) __asm__("strtoull");
extern int old_vsscanf(const char *text, const char *format, va_list arguments) __asm__("__isoc99_vsscanf");
extern int old_vfscanf(FILE *file, const char *format, va_list arguments) __asm__("__isoc99_vfscanf");

HIDDEN long __isoc23_strtol(const char *text, char **end, int base);
HIDDEN unsigned long long __isoc23_strtoull(const char *text, char **end, int base);
HIDDEN unsigned long __isoc23_strtoul(const char *text, char **end, int base);
HIDDEN int __isoc23_sscanf(const char *text, const char *format, ...);
HIDDEN int __isoc23_fscanf(FILE *file, const char *format, ...);

long __isoc23_strtol(const char *text, char **end, int base)
{
	return old_strtol(text, end, base);
}

unsigned long long __isoc23_strtoull(const char *text, char **end, int base)
{
	return old_strtoull(text, end, base);
}

unsigned long __isoc23_strtoul(const char *text, char **end, int base)
{
	return old_strtoull(text, end, base);
}

int __isoc23_sscanf(const char *text, const char *format, ...)
{
	va_list arguments;
	int count;

	va_start(arguments, format);
	count = old_vsscanf(text, format, arguments);
	va_end(arguments);
	return count;
}

int __isoc23_fscanf(FILE *file, const char *format, ...)
{
	va_list arguments;
	int count;

	va_start(arguments, format);
	count = old_vfscanf(file, format, arguments);
	va_end(arguments);
	return count;
}
