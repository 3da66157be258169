// Processes start and exit without a pause until the input ends: some exit at once, some exec another program, some live a
// few milliseconds, some leave an orphan or a zombie for a while. Prints "ready" when it runs, and at the end "forked N", as
// counted by its workers.
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKERS 3

struct shared {
	volatile int stop;
	int forked[WORKERS];
};

static void live(int kind, char *program)
{
	char *args[] = { "nop", NULL };

	switch (kind) {
	case 0:
		break;
	case 1:
		execve(program, args, NULL);
		break;
	case 2:
		usleep(3000);
		break;
	case 3:
		if (fork() == 0)
			usleep(2000);
		break;
	}
	_exit(0);
}

static void work(struct shared *shared, int worker, char *program)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (int i = 0; !shared->stop; i++) {
		int pid = fork();

		if (pid == 0)
			live(i % 4, program);
		shared->forked[worker] += pid > 0;
		// Waits for the oldest only now and then, so some are zombies for a while.
		if (i % 8 == 7)
			while (waitpid(-1, NULL, WNOHANG) > 0)
				;
		usleep(200);
	}
	while (wait(NULL) > 0)
		;
	_exit(0);
}

int main(int argc, char **argv)
{
	struct shared *shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int total = 0;
	char byte;

	for (int i = 0; i < WORKERS; i++)
		if (fork() == 0)
			work(shared, i, argc > 1 ? argv[1] : "/bin/true");
	puts("ready");
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	shared->stop = 1;
	while (wait(NULL) > 0)
		;
	for (int i = 0; i < WORKERS; i++)
		total += shared->forked[i];
	printf("forked %d\n", total);
	return 0;
}
