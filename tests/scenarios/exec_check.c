// Checks whether a file may be executed, an existing one and a missing one (AT_EXECVE_CHECK, Linux 6.14), and then renames
// itself. No exec is started, even if the kernel does not have the flag. Prints both results.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CHECK 0x10000

int main(void)
{
	char *args[] = { "true", NULL }, *environment[] = { NULL };
	int good = syscall(SYS_execveat, AT_FDCWD, "/bin/true", args, environment, CHECK) ? -errno : 0;
	int missing = syscall(SYS_execveat, AT_FDCWD, "/no/such", args, environment, CHECK) ? -errno : 0;

	prctl(PR_SET_NAME, "checked");
	printf("%d %d\n", good, missing);
	return 0;
}
