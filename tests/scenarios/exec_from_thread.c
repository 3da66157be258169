// A thread other than the first calls exec: the kernel ends all others and gives it the pid. The enter has one thread id, the
// new image another. Arguments: how many times, the program, and how many at a time.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void *replace(void *program)
{
	char *args[] = { "true", "from-thread", NULL };

	execve(program, args, NULL);
	_exit(1);
}

int main(int argc, char **argv)
{
	int times = argc > 1 ? atoi(argv[1]) : 1;
	char *program = argc > 2 ? argv[2] : "/bin/true";
	int at_a_time = argc > 3 ? atoi(argv[3]) : 1;

	for (int i = 0; i < times; i++) {
		if (i >= at_a_time)
			wait(NULL);
		if (fork() == 0) {
			pthread_t thread;

			pthread_create(&thread, NULL, replace, program);
			for (;;)
				pause();
		}
	}
	while (wait(NULL) > 0)
		;
	return 0;
}
