// A thread execs while another one kills the process: some of the execs never return, neither with success nor with an
// error. The argument is the number of attempts.
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void *replace(void *unused)
{
	char *args[] = { "true", NULL };

	(void)unused;
	execve("/bin/true", args, NULL);
	_exit(1);
}

int main(int argc, char **argv)
{
	int times = argc > 1 ? atoi(argv[1]) : 100;

	for (int i = 0; i < times; i++) {
		int pid = fork();

		if (pid == 0) {
			pthread_t thread;

			pthread_create(&thread, NULL, replace, NULL);
			for (;;)
				pause();
		}
		usleep(i * 10);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	return 0;
}
