// The first thread ends before the others. The process lives until the last one goes, with that one's code.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *outlive(void *unused)
{
	(void)unused;
	usleep(50000);
	exit(5);
}

int main(void)
{
	pthread_t thread;

	pthread_create(&thread, NULL, outlive, NULL);
	pthread_exit(NULL);
}
