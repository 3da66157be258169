/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How a probe begins and ends, and why it can have three programs.
 *
 * The kernel skips a program that is already running on the same CPU
 * (__bpf_trace_run() and bpf_prog_run_array_sleepable(), counted as
 * recursion_misses). Up to 6.19 only an interrupt could cause that, because
 * tracepoints disabled preemption. Since 7.0 they do not: a task that loses its
 * CPU inside a probe keeps the program busy until it runs again, and the kernel
 * skips the program for all that other tasks of that CPU do meanwhile.
 *
 * So where tracepoints can be preempted (config.preemptible):
 * - A probe disables preemption while it works. Per-CPU memory then has one
 *   user, and no reserved record waits in the ring for a task that waits for a
 *   CPU. It does not help against skipped runs: the task then loses its CPU at
 *   the end of the program, which is still inside.
 * - Each probe has three programs at its tracepoint, one behind the other, and
 *   the first that is not skipped does the work. It leaves a mark, by which the
 *   others know; the last takes the mark away.
 * What all three miss is recursion_misses of the first less "recovered". It is
 * rare: 7.3.4 under preempt=full skipped the first 54 times in 5,608 exits by
 * eight processes, and the first and the second 3 times.
 */
#ifndef RUNS_BPF_H
#define RUNS_BPF_H

#define FIRST 0
#define SECOND 1
#define LAST 2

/* No task has this number or a higher one. */
#define PID_MAX_LIMIT (4 << 20)

#ifdef LIFECYCLE_CASTS
extern void bpf_preempt_disable(void) __ksym __weak;
extern void bpf_preempt_enable(void) __ksym __weak;

/*
 * One for each task and probe. Two tasks share a place when their numbers are
 * equal modulo 32,768; that matters only while both are between the first and
 * the last program of one probe, and then an event may come twice. The idle
 * tasks all have the number 0, and processes are freed on top of them, so theirs
 * are behind the others, by CPU. Resized before load.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} marks SEC(".maps");

/* In place of recursion_misses. */
static __always_inline void count_skipped(__u32 program)
{
	struct lifecycle_counters *here = counters_here();

	if (here)
		count(&here->skipped[program & 31]);
}

/* Whether the work is this program's. turn: FIRST, SECOND or LAST. */
static __always_inline bool is_own_run(__u32 program, int turn)
{
	__u32 task = (__u32)bpf_get_current_pid_tgid();
	__u32 mark, key, *place;

	/* For tests on kernels that skip nothing. */
	if (turn < config.turns_to_skip && bpf_get_prandom_u32() % 2) {
		if (turn == FIRST)
			count_skipped(program);
		return false;
	}
	if (task) {
		mark = task << 5 | program;
		key = mark & (LIFECYCLE_MARKS - 1);
	} else {
		mark = (PID_MAX_LIMIT + bpf_get_smp_processor_id()) << 5 | program;
		key = LIFECYCLE_MARKS + (bpf_get_smp_processor_id() << 5 | program);
	}
	place = bpf_map_lookup_elem(&marks, &key);
	if (!place)
		return turn == FIRST;
	if (turn != FIRST && *place == mark) {
		if (turn == LAST)
			*place = 0;
		return false;
	}
	if (turn != LAST)
		*place = mark;
	return true;
}
#endif

/* NULL when there is nothing to do; otherwise end_run() must follow. */
static __always_inline struct lifecycle_counters *begin_run(__u32 program, int turn)
{
	struct lifecycle_counters *here;

#ifdef LIFECYCLE_CASTS
	if (config.preemptible) {
		if (!is_own_run(program, turn))
			return 0;
		bpf_preempt_disable();
	}
#endif
	here = counters_here();
	if (here) {
		count_hit(here, program);
		if (turn != FIRST)
			count(&here->recovered[program & 31]);
		return here;
	}
#ifdef LIFECYCLE_CASTS
	if (config.preemptible)
		bpf_preempt_enable();
#endif
	return 0;
}

static __always_inline void end_run(void)
{
#ifdef LIFECYCLE_CASTS
	if (config.preemptible)
		bpf_preempt_enable();
#endif
}

/* clang-format takes the functions of these macros for blocks. */
/* clang-format off */
#define RUN(program, turn, work)							\
	struct lifecycle_counters *here = begin_run(program, turn);		\
										\
	if (here) {								\
		work;								\
		end_run();							\
	}									\
	return 0;

/* The programs of a probe. "work" may use here, and ctx or the named arguments. */
#define FIRST_OF_CLASSIC(section, name, program, context, work)			\
	SEC(section) int name(struct context *ctx) { RUN(program, FIRST, work) }
#define FIRST_OF_RAW(section, name, program, work, arguments...)			\
	SEC(section) int BPF_PROG(name, arguments) { RUN(program, FIRST, work) }

#ifdef LIFECYCLE_CASTS
#define CLASSIC_PROBE(section, name, program, context, work)			\
	FIRST_OF_CLASSIC(section, name, program, context, work)			\
	SEC(section) int name##_second(struct context *ctx) { RUN(program, SECOND, work) }	\
	SEC(section) int name##_last(struct context *ctx) { RUN(program, LAST, work) }
#define RAW_PROBE(section, name, program, work, arguments...)			\
	FIRST_OF_RAW(section, name, program, work, arguments)			\
	SEC(section) int BPF_PROG(name##_second, arguments) { RUN(program, SECOND, work) }	\
	SEC(section) int BPF_PROG(name##_last, arguments) { RUN(program, LAST, work) }
#else
#define CLASSIC_PROBE FIRST_OF_CLASSIC
#define RAW_PROBE FIRST_OF_RAW
#endif
/* clang-format on */

#endif
