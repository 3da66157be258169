// One failing exec for each reason that a program can provoke by itself. Needs a directory to work in.
// Prints "NUMBER PATH" for each.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *args[] = { "tried", NULL };

static void try(const char *path)
{
	execve(path, args, NULL);
	printf("%d %s\n", errno, path);
	fflush(stdout);
}

static void file(const char *path, const char *text, int mode)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, mode);

	write(fd, text, strlen(text));
	fchmod(fd, mode);
	close(fd);
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
	try("missing");					// ENOENT
	file("orphan.sh", "#!/no/such/interpreter\n", 0755);
	try("./orphan.sh");				// ENOENT: the interpreter
	file("plain", "text", 0644);
	try("./plain");					// EACCES: no x bit
	try(".");					// EACCES: a directory
	file("nonsense", "\x01\x02\x03\x04", 0755);
	try("./nonsense");				// ENOEXEC
	symlink("loop", "loop");
	try("./loop");					// ELOOP
	try("./plain/below");				// ENOTDIR
	memset(longer, 'l', sizeof(longer) - 1);
	longer[300] = 0;
	try(longer);					// ENAMETOOLONG: one name
	file("open", "#!/bin/sh\n", 0755);
	fd = open("open", O_WRONLY);
	try("./open");					// ETXTBSY
	close(fd);
	memset(big, 'b', sizeof(big) - 1);
	execve("/bin/true", many, NULL);		// E2BIG: one argument of more than 128 KiB
	printf("%d %s\n", errno, "/bin/true");
	execve(nowhere, args, NULL);			// EFAULT
	printf("%d \n", errno);
	execveat(AT_FDCWD, "missing", args, NULL, 0x10);	// EINVAL: unknown flag
	printf("%d %s\n", errno, "missing");
	execveat(999, "below", args, NULL, 0);		// EBADF
	printf("%d %s\n", errno, "below");
	fflush(stdout);
	return 0;
}
