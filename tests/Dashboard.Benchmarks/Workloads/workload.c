// What the benchmarks trace. Counts what it did by the kernel's own answers, and times itself by CLOCK_MONOTONIC.
//
//   workload cycles N PROGRAM CPU...        vfork, exec, exit, wait; one worker on each of the CPUs named
//                                           prints "cycles N ns X": of one cycle, mean of the workers
//   workload storm CYCLES FAILURES WORKERS PROGRAM MISSING
//                                           as fast as it goes, then as many execs of MISSING; on no CPU in particular
//                                           prints "cycles N failures N ns X"
//   workload pace CYCLES SECONDS PROGRAM    so many cycles a second, evenly; prints "cycles N ns X"
//   workload getppid N CPU                  a system call that nobody traces; prints "calls N ns X"
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_WORKERS 16

// One a worker, in memory that all share.
struct work {
	long cycles;
	long failures;
	double ns;
};

static struct work *works;

static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static void pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		perror("sched_setaffinity");
}

// 1 when the child was born, became the program and ended with 0.
static int cycle(const char *program)
{
	char *args[] = { (char *)program, NULL };
	char *environment[] = { NULL };
	int status, pid = vfork();

	if (pid == 0) {
		execve(program, args, environment);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static void work(struct work *mine, long cycles, const char *program, long failures, const char *missing)
{
	char *args[] = { "missing", "first", "second", NULL };
	char *environment[] = { NULL };
	double start = now_ns();

	for (long i = 0; i < cycles; i++)
		mine->cycles += cycle(program);
	for (long i = 0; i < failures; i++)
		mine->failures += execve(missing, args, environment) == -1 && errno == ENOENT;
	mine->ns = now_ns() - start;
}

static struct work sum(int workers)
{
	struct work all = { 0 };

	while (wait(NULL) > 0)
		;
	for (int w = 0; w < workers; w++) {
		all.cycles += works[w].cycles;
		all.failures += works[w].failures;
		all.ns += works[w].ns;
	}
	return all;
}

static void cycles(long count, const char *program, int workers, char **cpus)
{
	struct work all;

	for (int w = 0; w < workers; w++)
		if (fork() == 0) {
			pin(atoi(cpus[w]));
			cycle(program);
			work(&works[w], count, program, 0, NULL);
			_exit(0);
		}
	all = sum(workers);
	printf("cycles %ld ns %.1f\n", all.cycles, all.ns / all.cycles);
}

static void storm(long count, long failures, int workers, const char *program, const char *missing)
{
	double start = now_ns();
	struct work all;

	for (int w = 0; w < workers; w++)
		if (fork() == 0) {
			work(&works[w], count / workers, program, failures / workers, missing);
			_exit(0);
		}
	all = sum(workers);
	printf("cycles %ld failures %ld ns %.0f\n", all.cycles, all.failures, now_ns() - start);
}

static void pace(long a_second, long seconds, const char *program)
{
	double start = now_ns(), gap = 1e9 / a_second;
	long done = 0;

	for (long i = 0; i < a_second * seconds; i++) {
		double left = start + i * gap - now_ns();

		// Late ones are made up for at once: the rate holds on the whole.
		if (left > 0) {
			struct timespec t = { .tv_sec = left / 1e9, .tv_nsec = (long)left % 1000000000 };

			nanosleep(&t, NULL);
		}
		done += cycle(program);
	}
	printf("cycles %ld ns %.0f\n", done, now_ns() - start);
}

static void getppids(long count, int cpu)
{
	double start;

	pin(cpu);
	start = now_ns();
	for (long i = 0; i < count; i++)
		syscall(SYS_getppid);
	printf("calls %ld ns %.2f\n", count, (now_ns() - start) / count);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	works = mmap(NULL, MAX_WORKERS * sizeof(*works), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!strcmp(what, "cycles") && argc > 4 && argc - 4 <= MAX_WORKERS)
		cycles(atol(argv[2]), argv[3], argc - 4, argv + 4);
	else if (!strcmp(what, "storm") && argc == 7 && atoi(argv[4]) <= MAX_WORKERS)
		storm(atol(argv[2]), atol(argv[3]), atoi(argv[4]), argv[5], argv[6]);
	else if (!strcmp(what, "pace") && argc == 5)
		pace(atol(argv[2]), atol(argv[3]), argv[4]);
	else if (!strcmp(what, "getppid") && argc == 4)
		getppids(atol(argv[2]), atoi(argv[3]));
	else {
		fprintf(stderr, "workload cycles|storm|pace|getppid ...: see the head of workload.c\n");
		return 2;
	}
	return 0;
}
