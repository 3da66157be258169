// posix_spawn: clone with CLONE_VM and CLONE_VFORK. The first argument is how many times.
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

int main(int argc, char **argv)
{
	int times = argc > 1 ? atoi(argv[1]) : 1;

	for (int i = 0; i < times; i++) {
		char *args[] = { "true", NULL };
		pid_t pid;

		if (posix_spawn(&pid, "/bin/true", NULL, NULL, args, NULL))
			return 1;
		waitpid(pid, NULL, 0);
	}
	return 0;
}
