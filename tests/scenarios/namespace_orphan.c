// An orphan inside a pid namespace is re-parented to the namespace's own init, even with a subreaper outside. And when that
// init exits, the kernel kills all other processes inside first, so its children get no new parent.
#define _GNU_SOURCE
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int init(void)
{
	if (fork() == 0) {
		if (fork() == 0) {
			while (getppid() != 1)
				usleep(1000);
			_exit(6);
		}
		_exit(0);
	}
	wait(NULL);
	wait(NULL);
	if (fork() == 0)
		for (;;)
			pause();
	return 7;
}

int main(void)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (unshare(CLONE_NEWPID))
		return 1;
	if (fork() == 0)
		_exit(init());
	wait(NULL);
	return 0;
}
