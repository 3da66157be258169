// Processes that were never born: a clone and a clone3 with flags that contradict each other, and then, as a user who
// may have no process more, one of each kind that the machine has.
#define _GNU_SOURCE
#include <linux/sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
	struct clone_args args = { .flags = CLONE_THREAD };

	// Threads must share their signal handlers.
	syscall(SYS_clone, CLONE_THREAD, 0, 0, 0, 0);
	syscall(SYS_clone3, &args, sizeof(args));

	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_NPROC, &none);
	setresuid(54323, 54323, 54323);
	args.flags = 0;
	syscall(SYS_clone, CLONE_PARENT, 0, 0, 0, 0);
	syscall(SYS_clone3, &args, sizeof(args));
#ifdef SYS_fork
	syscall(SYS_fork);
	syscall(SYS_vfork);
#endif
	return 0;
}
