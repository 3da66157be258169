// What the benchmarks trace. Counts what it did by the kernel's own answers, and times itself by CLOCK_MONOTONIC.
//
//   workload cycles N PROGRAM CPU...        vfork, exec, exit, wait; one worker on each of the CPUs named
//                                           prints "pieces ..." for each 100 of them, and "cycles N"
//   workload storm CYCLES FAILURES WORKERS PROGRAM MISSING
//                                           as fast as it goes, then as many execs of MISSING; on no CPU in particular
//                                           prints "cycles N failures N ns X"
//   workload pace CYCLES SECONDS PROGRAM    so many cycles a second, evenly; prints "cycles N ns X"
//   workload getppid N CPU                  a system call that nobody traces; prints "pieces ..." for each 100,000 of them
//
// A virtual machine is fast now and slow in a tenth of a second, by half. So what is timed takes turns with work that no
// tracer watches, page faults in a fresh mapping, which is as much slower at such times: within 2 % where the time itself
// differs by 20. A piece is two numbers: nanoseconds of one cycle or call, and how often the reference would have gone
// into it. All that passes while the reference does not run itself is counted as the cycle's, so that a tracer that takes
// the CPU away from both does not hide.
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
#define MAX_PIECES 1000
#define TURNS_A_PIECE 100
#define CALLS_A_TURN 1000
#define REFERENCE_PAGES 96
#define PAGE_BYTES 4096

// One a worker, in memory that all share.
struct work {
	long cycles;
	long failures;
	int pieces;
	struct piece {
		double ns;
		double references;
	} piece[MAX_PIECES];
};

static struct work *works;

static double clock_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static double now_ns(void)
{
	return clock_ns(CLOCK_MONOTONIC);
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

static void reference(void)
{
	size_t bytes = REFERENCE_PAGES * PAGE_BYTES;
	volatile char *fresh = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	for (size_t at = 0; at < bytes; at += PAGE_BYTES)
		fresh[at] = 1;
	munmap((void *)fresh, bytes);
}

static long getppids(const char *unused)
{
	(void)unused;
	for (int i = 0; i < CALLS_A_TURN; i++)
		syscall(SYS_getppid);
	return CALLS_A_TURN;
}

static long one_cycle(const char *program)
{
	return cycle(program);
}

// turn: what is timed; returns how much of it there was.
static void timed(struct work *mine, long turns, long (*turn)(const char *), const char *program)
{
	for (long done = 0; done < turns && mine->pieces < MAX_PIECES; done += TURNS_A_PIECE) {
		double spent = 0, in_reference = 0, start, piece_start = now_ns();
		long of = 0;

		for (int i = 0; i < TURNS_A_PIECE; i++) {
			start = now_ns();
			of += turn(program);
			spent += now_ns() - start;
			start = clock_ns(CLOCK_THREAD_CPUTIME_ID);
			reference();
			in_reference += clock_ns(CLOCK_THREAD_CPUTIME_ID) - start;
		}
		mine->cycles += of;
		mine->piece[mine->pieces++] = (struct piece){
			.ns = spent / of,
			.references = (now_ns() - piece_start - in_reference) / in_reference * TURNS_A_PIECE / of,
		};
	}
}

static void storm_work(struct work *mine, long cycles, const char *program, long failures, const char *missing)
{
	char *args[] = { "missing", "first", "second", NULL };
	char *environment[] = { NULL };

	for (long i = 0; i < cycles; i++)
		mine->cycles += cycle(program);
	for (long i = 0; i < failures; i++)
		mine->failures += execve(missing, args, environment) == -1 && errno == ENOENT;
}

static struct work sum(int workers)
{
	struct work all = { 0 };

	while (wait(NULL) > 0)
		;
	for (int w = 0; w < workers; w++) {
		all.cycles += works[w].cycles;
		all.failures += works[w].failures;
	}
	return all;
}

// The mean of all workers: a tracer that is busy on one CPU leaves the others alone.
static void print_pieces(int workers)
{
	printf("pieces");
	for (int i = 0; i < works[0].pieces; i++) {
		struct piece mean = { 0 };

		for (int w = 0; w < workers; w++) {
			mean.ns += works[w].piece[i].ns / workers;
			mean.references += works[w].piece[i].references / workers;
		}
		printf(" %.1f %.6f", mean.ns, mean.references);
	}
	printf("\n");
}

static void cycles(long count, const char *program, int workers, char **cpus)
{
	for (int w = 0; w < workers; w++)
		if (fork() == 0) {
			pin(atoi(cpus[w]));
			cycle(program);
			timed(&works[w], count, one_cycle, program);
			_exit(0);
		}
	struct work all = sum(workers);

	print_pieces(workers);
	printf("cycles %ld\n", all.cycles);
}

static void storm(long count, long failures, int workers, const char *program, const char *missing)
{
	double start = now_ns();
	struct work all;

	for (int w = 0; w < workers; w++)
		if (fork() == 0) {
			storm_work(&works[w], count / workers, program, failures / workers, missing);
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

static void calls(long count, int cpu)
{
	pin(cpu);
	timed(works, count / CALLS_A_TURN, getppids, NULL);
	print_pieces(1);
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
		calls(atol(argv[2]), atoi(argv[3]));
	else {
		fprintf(stderr, "workload cycles|storm|pace|getppid ...: see the head of workload.c\n");
		return 2;
	}
	return 0;
}
