/* SPDX-License-Identifier: GPL-2.0 */
/* The counters of each CPU. */
#ifndef COUNTERS_BPF_H
#define COUNTERS_BPF_H

/*
 * After an exec nothing of a probe is in the L1 cache, neither data nor code. So code that rarely runs is placed behind code that
 * always runs, not in its middle.
 */
#define unlikely(condition) __builtin_expect(!!(condition), 0)

static __always_inline struct lifecycle_counters *counters_here(void)
{
	__u32 cpu = bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&counters, &cpu);
}

/* The atomic add matters: an interrupt may run another probe in between. */
static __always_inline void count(__u64 *counter)
{
	__sync_fetch_and_add(counter, 1);
}

/* Not atomic: the kernel skips a program that already runs on this CPU. One that does not may count a run too few. */
static __always_inline void count_hit(struct lifecycle_counters *here, __u32 program)
{
	here->hits[program & 31]++;
}

static __always_inline void count_loss(struct lifecycle_counters *here, __u32 cause, __u16 kind)
{
	count(&here->lost[cause & (LIFECYCLE_LOSSES - 1)]);
	count(&here->lost_by_kind[cause & (LIFECYCLE_LOSSES - 1)][kind & (LIFECYCLE_KINDS - 1)]);
}

#endif
