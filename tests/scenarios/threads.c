// Many threads, one process: one exit. The argument is the number of threads; with a second one they live until the
// input ends.
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *work(void *hold)
{
	char byte;

	while (hold && read(0, &byte, 1) > 0)
		;
	return NULL;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 50;
	pthread_t *threads = calloc(count, sizeof(*threads));

	for (int i = 0; i < count; i++)
		pthread_create(&threads[i], NULL, work, argc > 2 ? argv[2] : NULL);
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	return 3;
}
