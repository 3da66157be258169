// exit_group while many threads wait: all are killed at once, in any order, and it is still one exit.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *wait_for_end(void *unused)
{
	for (;;)
		pause();
	return unused;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 50;
	pthread_t thread;

	for (int i = 0; i < count; i++)
		pthread_create(&thread, NULL, wait_for_end, NULL);
	exit(4);
}
