// The tutorial's second program: fork, then exec in the child. Two pids; the child has two images.
#include <stdio.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int pid = fork();
	int rc = 0;

	if (pid == 0) {
		printf("I am the child\n");
		char *margs[] = { "/bin/id", NULL };
		rc = execve(margs[0], margs, NULL);
		printf("We should not see this %d\n", rc);
	} else {
		printf("I am the parent\n");
		wait(NULL);
	}
	return rc;
}
