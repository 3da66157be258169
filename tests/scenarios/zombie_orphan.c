// A parent ends without waiting for its zombie. The kernel re-parents the zombie like any other child, and the new parent waits
// for it 200 ms later: this program, which is a subreaper, or with an argument the init of a pid namespace.
#define _GNU_SOURCE
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

// Returns when the child has exited, and leaves it a zombie.
static void until_zombie(int child)
{
	siginfo_t info;

	waitid(P_PID, child, &info, WEXITED | WNOWAIT);
}

static int adopt(void)
{
	int parent = fork();

	if (parent == 0) {
		int zombie = fork();

		if (zombie == 0)
			_exit(5);
		until_zombie(zombie);
		_exit(0);
	}
	waitpid(parent, NULL, 0);
	usleep(200000);
	return waitpid(-1, NULL, 0) > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	int status;

	(void)argv;
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	if (argc == 1)
		return adopt();
	if (unshare(CLONE_NEWPID))
		return 1;
	if (fork() == 0)
		_exit(adopt());
	wait(&status);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
