// The first thread ends before the others. The process lives until the last one ends, with that one's exit code; with an
// argument that one waits for the end of the input.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *outlive(void *hold)
{
	char byte;

	if (hold)
		read(0, &byte, 1);
	else
		usleep(50000);
	exit(5);
}

int main(int argc, char **argv)
{
	pthread_t thread;

	pthread_create(&thread, NULL, outlive, argc > 1 ? argv[1] : NULL);
	pthread_exit(NULL);
}
