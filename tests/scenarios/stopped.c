// A stop is no exit, and a continue is no birth: a wait returns for both, with the pid, as it does for an exit.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int pid = fork(), status;

	if (pid == 0)
		for (;;)
			pause();
	for (int i = 0; i < 3; i++) {
		kill(pid, SIGSTOP);
		// Once with a status pointer, and once without.
		waitpid(pid, i % 2 ? NULL : &status, WUNTRACED);
		kill(pid, SIGCONT);
		waitpid(pid, i % 2 ? NULL : &status, WCONTINUED);
	}
	kill(pid, SIGTERM);
	waitpid(pid, &status, 0);
	return 0;
}
