// A process renames itself, and again to the same name; then one of its threads renames only itself.
#include <pthread.h>
#include <sys/prctl.h>

static void *name_thread(void *unused)
{
	prctl(PR_SET_NAME, "thread-name");
	return unused;
}

int main(void)
{
	pthread_t thread;

	prctl(PR_SET_NAME, "new-name");
	prctl(PR_SET_NAME, "new-name");
	pthread_create(&thread, NULL, name_thread, NULL);
	pthread_join(thread, NULL);
	return 0;
}
