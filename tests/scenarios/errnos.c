// One failing exec for each errno that a program can cause on its own. Arguments: a directory to work in, and "cold" to keep
// each path on a page that was never read before (like a literal after a fork). Prints "NUMBER PATH" for each.
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static char *args[] = { "tried", NULL };
static int cold;

static void print_attempt(int number, const char *path)
{
	printf("%d %s\n", number, path);
	fflush(stdout);
}

static void file(const char *path, const char *text, size_t bytes, int mode)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, mode);

	write(fd, text, bytes);
	fchmod(fd, mode);
	close(fd);
}

// The path in a file that is mapped now and first read by the kernel.
static const char *untouched(const char *path)
{
	int fd;
	char *mapped;

	if (!cold)
		return path;
	file("path", path, strlen(path) + 1, 0644);
	fd = open("path", O_RDONLY);
	mapped = mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	return mapped;
}

static void try(const char *path)
{
	execve(untouched(path), args, NULL);
	print_attempt(errno, path);
}

static char copy[1 << 20];

static ssize_t read_program(void)
{
	int fd = open("/bin/true", O_RDONLY);
	ssize_t bytes = read(fd, copy, sizeof(copy));

	close(fd);
	return bytes;
}

// A program whose interpreter ("dynamic linker") is not one.
static void wrong_linker(void)
{
	static char text[4096] = "this is no linker";
	ssize_t bytes = read_program();
	Elf64_Ehdr *header = (void *)copy;
	Elf64_Phdr *segment = (void *)(copy + header->e_phoff);

	for (int i = 0; i < header->e_phnum; i++)
		if (segment[i].p_type == PT_INTERP)
			strcpy(copy + segment[i].p_offset, "./no-linker");
	file("no-linker", text, sizeof(text), 0755);
	file("linked", copy, bytes, 0755);
	try("./linked");
}

// The file requires a capability that the process may not have.
static void capability_out_of_bounds(void)
{
	struct vfs_cap_data cap = {
		.magic_etc = VFS_CAP_REVISION_2 | VFS_CAP_FLAGS_EFFECTIVE,
		.data[0].permitted = 1 << CAP_SYS_NICE,
	};

	file("capable", copy, read_program(), 0755);
	if (setxattr("capable", "security.capability", &cap, sizeof(cap), 0))
		return;
	if (fork() == 0) {
		prctl(PR_CAPBSET_DROP, CAP_SYS_NICE);
		try("./capable");
		_exit(0);
	}
	wait(NULL);
}

// The user has more processes than allowed: setuid succeeds, the exec after it does not.
static void too_many_processes(void)
{
	const char *path = untouched("/bin/true");
	struct rlimit none = { 0, 0 };
	int ends[2];
	char byte;

	pipe(ends);
	for (int i = 0; i < 2; i++) {
		if (fork())
			continue;
		setrlimit(RLIMIT_NPROC, &none);
		close(ends[1 - i]);
		if (i == 0) {
			// Only exists until the other process has tried.
			setresuid(54321, 54321, 54321);
			read(ends[0], &byte, 1);
			_exit(0);
		}
		// The first process must have become that user before.
		usleep(50000);
		setresuid(54321, 54321, 54321);
		execve(path, args, NULL);
		print_attempt(errno, "/bin/true");
		_exit(0);
	}
	close(ends[0]);
	close(ends[1]);
	while (wait(NULL) > 0)
		;
}

int main(int argc, char **argv)
{
	static char longer[5000];
	static char big[200000];
	char *many[] = { "tried", big, NULL };
	char *volatile nowhere = (char *)8;
	int fd;

	if (argc < 2 || chdir(argv[1]))
		return 1;
	cold = argc > 2;
	try("missing"); // ENOENT
	file("orphan.sh", "#!/no/such/interpreter\n", 23, 0755);
	try("./orphan.sh"); // ENOENT: the interpreter
	file("plain", "text", 4, 0644);
	try("./plain"); // EACCES: no x bit
	try(".");       // EACCES: a directory
	mkdir("noexec", 0755);
	if (unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	    mount("none", "noexec", "tmpfs", MS_NOEXEC, NULL) == 0) {
		file("noexec/program", "#!/bin/sh\n", 10, 0755);
		try("noexec/program"); // EACCES: the mount
		umount("noexec");
	}
	file("nonsense", "\x01\x02\x03\x04", 4, 0755);
	try("./nonsense"); // ENOEXEC
	symlink("loop", "loop");
	try("./loop"); // ELOOP
	file("again.sh", "#!./again.sh\n", 13, 0755);
	try("./again.sh");    // ELOOP: its own interpreter
	try("./plain/below"); // ENOTDIR
	memset(longer, 'l', sizeof(longer) - 1);
	longer[300] = 0;
	try(longer); // ENAMETOOLONG: one name
	file("open", "#!/bin/sh\n", 10, 0755);
	fd = open("open", O_WRONLY);
	try("./open"); // ETXTBSY
	close(fd);
	wrong_linker();             // ELIBBAD
	capability_out_of_bounds(); // EPERM
	too_many_processes();       // EAGAIN
	memset(big, 'b', sizeof(big) - 1);
	execve(untouched("/bin/true"), many, NULL); // E2BIG: one argument of more than 128 KiB
	print_attempt(errno, "/bin/true");
	execve(nowhere, args, NULL); // EFAULT
	print_attempt(errno, "");
	execveat(AT_FDCWD, untouched("missing"), args, NULL, 0x10); // EINVAL: unknown flag
	print_attempt(errno, "missing");
	execveat(999, untouched("below"), args, NULL, 0); // EBADF
	print_attempt(errno, "below");
	return 0;
}
