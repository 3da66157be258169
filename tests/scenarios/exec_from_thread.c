// A thread that is not the first calls exec: the kernel ends all others and gives it the pid. The enter comes from one
// thread id, the new image runs under another. The argument says how many times to do it.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void *replace(void *unused)
{
	char *args[] = { "true", "from-thread", NULL };

	(void)unused;
	execve("/bin/true", args, NULL);
	_exit(1);
}

int main(int argc, char **argv)
{
	int times = argc > 1 ? atoi(argv[1]) : 1;

	for (int i = 0; i < times; i++) {
		if (fork() == 0) {
			pthread_t thread;

			pthread_create(&thread, NULL, replace, NULL);
			for (;;)
				pause();
		}
		wait(NULL);
	}
	return 0;
}
