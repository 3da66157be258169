/* SPDX-License-Identifier: GPL-2.0 */
/* Getting records into the ring, and counting those that do not fit. */
#ifndef EMIT_BPF_H
#define EMIT_BPF_H

/* Shared by all CPUs on purpose: a lost race costs one wake-up. */
__u64 last_wake_boot_ns;

/*
 * After an exec nothing of a probe is in the first cache, neither data nor code. So what seldom runs stands behind what
 * always runs, not in its middle.
 */
#define seldom(condition) __builtin_expect(!!(condition), 0)

#define WAKE_INTERVAL_NS 1000000ULL
/* Looked at once in so many records of a CPU, and for each large one: the positions share lines with the reader. */
#define WAKE_LOOK_EVERY 16
#define WAKE_LOOK_BYTES 1024

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

/*
 * What a wake-up costs the traced process is ten times what a record costs, so
 * while records come the reader looks by itself every few milliseconds. It is
 * woken only when much is waiting, at most once a millisecond, so that the ring
 * cannot fill while it sleeps; and by the first record after a quiet time, so
 * that it need not look when nothing happens.
 */
static __always_inline __u64 wake_flags(struct lifecycle_header *header, __u64 size)
{
	__u64 now = header->boot_ns;
	if (!seldom(size >= WAKE_LOOK_BYTES || header->cpu_seq % WAKE_LOOK_EVERY == 0))
		return BPF_RB_NO_WAKEUP;
	if (bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA) < config.wake_bytes)
		return BPF_RB_NO_WAKEUP;
	if (now - last_wake_boot_ns < WAKE_INTERVAL_NS)
		return BPF_RB_NO_WAKEUP;
	last_wake_boot_ns = now;
	return BPF_RB_FORCE_WAKEUP;
}

/* Whether it is for the caller to wake the reader. Asked when the record has its place in the ring: sleep_ms() in lifecycle_ring.c. */
static __always_inline bool take_sleep(void)
{
	if (!seldom(reader.sleeps))
		return false;
	reader.sleeps = 0;
	return true;
}

/* By a record that the reader skips: only what is submitted or discarded can wake. */
static __always_inline void wake_reader(void)
{
	void *nothing = bpf_ringbuf_reserve(&events, 8, 0);

	if (nothing)
		bpf_ringbuf_discard(nothing, BPF_RB_FORCE_WAKEUP);
}

static __always_inline void fill_header(struct lifecycle_header *header, struct lifecycle_counters *here,
					__u16 kind, __u32 size)
{
	header->size = size;
	header->kind = kind;
	header->flags = 0;
	header->cpu = bpf_get_smp_processor_id();
	/*
	 * Not atomic: BPF could not return the sum before 5.12. An interrupt between
	 * the two halves gives two records one number, which shows as no hole at all;
	 * the losses themselves are counted apart and atomically.
	 */
	header->cpu_seq = ++here->seq;
	header->boot_ns = bpf_ktime_get_boot_ns();
}

static __always_inline void count_loss(struct lifecycle_counters *here, __u32 cause, __u16 kind)
{
	count(&here->lost[cause]);
	count(&here->lost_by_kind[kind & (LIFECYCLE_KINDS - 1)]);
}

/* For records of a fixed size. size must be a constant. */
static __always_inline void *reserve_record(struct lifecycle_counters *here, __u16 kind, __u64 size)
{
	struct lifecycle_header *header;

	header = bpf_ringbuf_reserve(&events, size, 0);
	if (seldom(!header)) {
		++here->seq;
		count_loss(here, LIFECYCLE_LOST_RING_FULL, kind);
		return 0;
	}
	fill_header(header, here, kind, size);
	return header;
}

static __always_inline void submit_record(void *record)
{
	bpf_ringbuf_submit(record, take_sleep() ? BPF_RB_FORCE_WAKEUP : wake_flags(record, 0));
}

#endif
