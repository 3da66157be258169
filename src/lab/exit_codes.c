// Four ends: a code, a code too large for its byte, a signal from another process, and a signal to itself.
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	struct rlimit no_core = { 0, 0 };
	int pid;

	setrlimit(RLIMIT_CORE, &no_core);
	if (fork() == 0)
		_exit(3);
	wait(NULL);
	if (fork() == 0)
		_exit(300);
	wait(NULL);
	pid = fork();
	if (pid == 0)
		for (;;)
			pause();
	kill(pid, SIGKILL);
	wait(NULL);
	if (fork() == 0)
		abort();
	wait(NULL);
	return 0;
}
