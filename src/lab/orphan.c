// A double fork below a subreaper: the middle process exits, its child is re-parented to the first, which waits for both.
// Prints the pids of the middle process and of the orphan.
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	int middle = fork();

	if (middle == 0) {
		if (fork() == 0) {
			usleep(100000);
			_exit(8);
		}
		_exit(0);
	}
	printf("%d\n", middle);
	int pid;
	while ((pid = wait(NULL)) > 0)
		printf("%d\n", pid);
	return 0;
}
