// Many threads, one process: one exit. The argument is the number of threads.
#include <pthread.h>
#include <stdlib.h>

static void *work(void *unused)
{
	return unused;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 50;
	pthread_t *threads = calloc(count, sizeof(*threads));

	for (int i = 0; i < count; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	return 3;
}
