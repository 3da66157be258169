// CLONE_PARENT: the new process is the caller's sibling, so its creator is not its parent.
#define _GNU_SOURCE
#include <linux/sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	if (fork() == 0) {
		if (syscall(SYS_clone, CLONE_PARENT, 0, 0, 0, 0) == 0)
			_exit(11);
		_exit(10);
	}
	while (wait(NULL) > 0)
		;
	return 0;
}
