// A child killed by its parent: signal 9, which is not "exit code 0" and not "exit code 9". The argument is the signal.
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int signal_number = argc > 1 ? atoi(argv[1]) : SIGKILL;
	int pid = fork();

	if (pid == 0) {
		for (;;)
			pause();
	}
	kill(pid, signal_number);
	waitpid(pid, NULL, 0);
	return 0;
}
