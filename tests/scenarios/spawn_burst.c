// N short processes as fast as posix_spawn can, by two workers at a time. Prints what it did: "spawned N failed 0".
//
// To be seen: N + 2 forks (the workers are forked too), N execs, N + 2 exits, nothing lost.
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKERS 2

static int spawn(const char *program, int count)
{
	char *args[] = { (char *)program, NULL };
	char *environment[] = { NULL };
	int failed = 0;

	for (int i = 0; i < count; i++) {
		pid_t child;

		if (posix_spawn(&child, program, NULL, NULL, args, environment))
			failed++;
		else
			waitpid(child, NULL, 0);
	}
	return failed;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 20000;
	const char *program = argc > 2 ? argv[2] : "/bin/true";
	int failed = 0, status;

	for (int i = 0; i < WORKERS; i++)
		if (fork() == 0)
			_exit(spawn(program, count / WORKERS) ? 1 : 0);
	while (wait(&status) > 0)
		failed += !WIFEXITED(status) || WEXITSTATUS(status);
	printf("spawned %d failed %d\n", count / WORKERS * WORKERS, failed);
	return failed != 0;
}
