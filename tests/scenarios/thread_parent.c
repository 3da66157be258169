// A thread with a name of its own forks, waits and kills. The child is the process's, and so are the deeds: who looks
// for the culprit looks for "thread_parent", not for "worker-7".
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
