// A thread with its own name forks, waits and kills. The child belongs to the process, and so do the actions: events must
// name "thread_parent", not "worker-7".
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void *work(void *unused)
{
	int pid;

	prctl(PR_SET_NAME, "worker-7");
	pid = fork();
	if (pid == 0)
		for (;;)
			pause();
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
	return unused;
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, work, NULL);
	pthread_join(thread, NULL);
	return 0;
}
