// The first process of a new pid namespace: pid 1 inside, an ordinary pid outside.
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
