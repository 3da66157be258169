// Processes that were never born: a clone and a clone3 with flags that contradict each other.
#define _GNU_SOURCE
#include <linux/sched.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
	struct clone_args args = { .flags = CLONE_THREAD };

	// Threads must share their signal handlers.
	syscall(SYS_clone, CLONE_THREAD, 0, 0, 0, 0);
	syscall(SYS_clone3, &args, sizeof(args));
	return 0;
}
