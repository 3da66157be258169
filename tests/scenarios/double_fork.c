// How a daemon detaches from its parent: fork, fork again, the middle process exits. The grandchild is re-parented to init, or
// to a subreaper above (a user's systemd, a container's tini). It waits for that and prints "MIDDLE ADOPTER".
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	if (fork() == 0) {
		int middle = getpid();

		if (fork() == 0) {
			while (getppid() == middle)
				usleep(1000);
			printf("%d %d\n", middle, getppid());
			return 5;
		}
		_exit(0);
	}
	wait(NULL);
	return 0;
}
