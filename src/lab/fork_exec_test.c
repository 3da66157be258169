// Fork, then exec in the child. Two pids; the child has two images.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int pid = fork();
	int rc = 0;

	if (pid == 0) {
		char *args[] = { "/bin/id", NULL };

		rc = execve(args[0], args, NULL);
		printf("exec came back, so it failed: %d\n", rc);
	} else {
		wait(NULL);
		printf("I am %d, and my child was %d\n", getpid(), pid);
	}
	return rc;
}
