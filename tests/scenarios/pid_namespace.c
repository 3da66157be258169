// The first process of a new pid namespace: 1 to itself, an ordinary number to the machine.
#define _GNU_SOURCE
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	if (unshare(CLONE_NEWPID))
		return 1;
	if (fork() == 0) {
		if (fork() == 0)
			_exit(3);
		wait(NULL);
		_exit(getpid());
	}
	wait(NULL);
	return 0;
}
