// Forks that fail: in a pid namespace whose init has exited, by a clone and a clone3 with contradicting flags, in a namespace
// that an ordinary user may not create, and then, as a user at the limit of processes, one of each call that the machine
// has.
#define _GNU_SOURCE
#include <linux/sched.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// The first child in a new pid namespace is its init; after its exit no process can be created there (ENOMEM).
static void without_init(void)
{
	if (fork() == 0) {
		unshare(CLONE_NEWPID);
		if (fork() == 0)
			_exit(0);
		wait(NULL);
		syscall(SYS_clone, 0, 0, 0, 0, 0);
		_exit(0);
	}
	wait(NULL);
}

int main(void)
{
	struct clone_args args = { .flags = CLONE_THREAD };

	without_init();
	// Threads must share their signal handlers.
	syscall(SYS_clone, CLONE_THREAD, 0, 0, 0, 0);
	syscall(SYS_clone3, &args, sizeof(args));

	struct rlimit none = { 0, 0 };

	setresuid(54323, 54323, 54323);
	syscall(SYS_clone, CLONE_NEWPID, 0, 0, 0, 0);
	setrlimit(RLIMIT_NPROC, &none);
	args.flags = 0;
	syscall(SYS_clone, CLONE_PARENT, 0, 0, 0, 0);
	syscall(SYS_clone3, &args, sizeof(args));
#ifdef SYS_fork
	syscall(SYS_fork);
	syscall(SYS_vfork);
#endif
	return 0;
}
