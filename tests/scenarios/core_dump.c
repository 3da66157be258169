// A crash with a core dump: the kernel itself starts a program to take it, if /proc/sys/kernel/core_pattern begins with "|".
// No process called exec for that program.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };

	if (fork() == 0) {
		setrlimit(RLIMIT_CORE, &all);
		raise(SIGABRT);
	}
	wait(NULL);
	return 0;
}
