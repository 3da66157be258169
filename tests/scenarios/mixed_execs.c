// Creates N children one after the other. Four of five exec /bin/true, every fifth tries a missing program. Prints the pid
// of each. Stays on one CPU, so that tracers with one buffer per CPU keep its order.
//
// Expected: N forks; per child one exec; ENOENT (-2) for every fifth, which then exits with 127.
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int children = argc > 1 ? atoi(argv[1]) : 500;
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET(0, &one);
	sched_setaffinity(0, sizeof(one), &one);

	for (int i = 0; i < children; i++) {
		pid_t child = fork();

		if (child == 0) {
			char *path = i % 5 == 4 ? "/no/such/program" : "/bin/true";
			char *args[] = { path, NULL };

			execve(path, args, NULL);
			_exit(127);
		}
		printf("%d\n", child);
		waitpid(child, NULL, 0);
	}
	return 0;
}
