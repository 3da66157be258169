// N processes as fast as possible: vfork, and the child exits at once. WORKERS do it in parallel (2 by default). With PAUSE
// each has its own CPU and sleeps for that many microseconds after every 20 processes, so that the kernel frees them on idle
// CPUs. Prints "forked N", counted by the return values, without the workers.
//
// Expected: N births and N exits below the workers, each pid reused many times if N is larger than pid_max.
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// With fewer CPUs it stays where it is.
static void settle_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static int make(int code)
{
	int pid = vfork();

	if (pid == 0)
		_exit(code);
	return pid;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 1000;
	int workers = argc > 2 ? atoi(argv[2]) : 2;
	int *forked = mmap(NULL, workers * sizeof(*forked), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int pause_us = argc > 3 ? atoi(argv[3]) : 0;
	int total = 0;

	for (int w = 0; w < workers; w++) {
		if (fork())
			continue;
		if (pause_us)
			settle_on(w);
		for (int i = w, made = 1; i < count; i += workers, made++) {
			int pid = make(i & 0x7f);

			forked[w] += pid > 0;
			waitpid(pid, NULL, 0);
			if (pause_us && made % 20 == 0)
				usleep(pause_us);
		}
		_exit(0);
	}
	while (wait(NULL) > 0)
		;
	for (int w = 0; w < workers; w++)
		total += forked[w];
	printf("forked %d\n", total);
	return 0;
}
