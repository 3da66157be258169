// Runs a file whose names up to the root have 4,096 bytes with their NULs: one more than a path may have. Arguments: a
// directory to work in, a static program. The root is a tmpfs in a separate mount namespace, because the name below "/" has
// 255 bytes, too.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRY(call) \
	do { \
		if ((call) < 0) { \
			perror(#call); \
			exit(1); \
		} \
	} while (0)

static void enter_new_directory(int length)
{
	char name[256];

	memset(name, 'd', length);
	name[length] = 0;
	TRY(mkdir(name, 0755));
	TRY(chdir(name));
}

int main(int argc, char **argv)
{
	int i, from, to, child, status;

	if (argc < 3)
		return 1;
	TRY(from = open(argv[2], O_RDONLY));
	TRY(unshare(CLONE_NEWNS));
	TRY(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
	TRY(mount("none", argv[1], "tmpfs", 0, NULL));
	TRY(chdir(argv[1]));
	TRY(mkdir("old", 0755));
	TRY(syscall(SYS_pivot_root, ".", "old"));
	TRY(chdir("/"));
	/* 15 * 256 + 252 + 4 */
	for (i = 0; i < 15; i++)
		enter_new_directory(255);
	enter_new_directory(251);
	TRY(to = open("nop", O_WRONLY | O_CREAT, 0755));
	TRY(sendfile(to, from, NULL, 1 << 24));
	close(to);
	TRY(child = fork());
	if (child == 0) {
		execl("./nop", "nop", NULL);
		perror("exec");
		_exit(127);
	}
	TRY(waitpid(child, &status, 0));
	printf("%d %d\n", child, status);
	return 0;
}
