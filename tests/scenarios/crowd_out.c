// An ordinary user who tries to hide the events of others: crowd_out UID args|failures|vfork COUNT WORKERS. As that user,
// WORKERS in parallel do it COUNT times in total, with 0 until the input ends: an exec that fails with an argument of 131,000
// bytes; a short one that fails; a vfork whose child exits at once. Prints "did N".
//
// Expected: all events of the others, and N of this one, including those reported as lost.
#define _GNU_SOURCE
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define LONG_ARGUMENT 131000

static struct {
	int left, did, stop;
} * shared;

static void once(const char *what, char *argument)
{
	char *args[] = { "x", argument, NULL }, *none[] = { NULL };
	int pid;

	if (strcmp(what, "vfork")) {
		execve("/nonexistent/y", args, none);
		return;
	}
	pid = vfork();
	if (pid == 0)
		_exit(0);
	waitpid(pid, NULL, 0);
}

static void work(const char *what)
{
	static char argument[LONG_ARGUMENT + 1];

	memset(argument, 'a', !strcmp(what, "args") ? LONG_ARGUMENT : 1);
	while (!__atomic_load_n(&shared->stop, __ATOMIC_RELAXED) && __atomic_fetch_sub(&shared->left, 1, __ATOMIC_RELAXED) > 0) {
		once(what, argument);
		__atomic_fetch_add(&shared->did, 1, __ATOMIC_RELAXED);
	}
	_exit(0);
}

int main(int argc, char **argv)
{
	int uid = argc > 1 ? atoi(argv[1]) : 65532;
	const char *what = argc > 2 ? argv[2] : "failures";
	int count = argc > 3 ? atoi(argv[3]) : 1000, workers = argc > 4 ? atoi(argv[4]) : 2, ended = 0;
	struct pollfd input = { .fd = 0, .events = POLLIN };
	char byte;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	shared->left = count ? count : INT_MAX;
	input.fd = count ? -1 : 0;
	if (setresgid(uid, uid, uid) || setresuid(uid, uid, uid))
		return 1;
	for (int w = 0; w < workers; w++)
		if (!fork())
			work(what);
	while (ended < workers) {
		if (poll(&input, 1, 20) > 0 && read(0, &byte, 1) <= 0) {
			shared->stop = 1;
			input.fd = -1;
		}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			ended++;
	}
	printf("did %d\n", shared->did);
	return 0;
}
