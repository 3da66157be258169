/* SPDX-License-Identifier: GPL-2.0 */
/* Getting records into the ring, and counting those that do not fit. */
#ifndef EMIT_BPF_H
#define EMIT_BPF_H

/* Shared by all CPUs on purpose: a lost race costs one wake-up. */
__u64 last_wake_boot_ns;

#define WAKE_INTERVAL_NS 1000000ULL

/*
 * What a wake-up costs the traced process is ten times what a record costs, so
 * while records come the reader polls the ring every few milliseconds. It is
 * woken only when much is waiting, at most once a millisecond, so that the ring
 * cannot fill while it sleeps; and by the first record after a quiet time, so
 * that it need not look when nothing happens.
 */
static __always_inline __u64 wake_flags(struct lifecycle_header *header, __u64 size)
{
	__u64 now = header->boot_ns, used;
	struct lifecycle_counters *here;

	if (!unlikely(size >= LARGE_BYTES || header->cpu_seq % CHECK_EVERY == 0))
		return BPF_RB_NO_WAKEUP;
	used = bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA);
	here = counters_here();
	if (here)
		set_level(here, used);
	if (used < config.wake_bytes)
		return BPF_RB_NO_WAKEUP;
	if (now - last_wake_boot_ns < WAKE_INTERVAL_NS)
		return BPF_RB_NO_WAKEUP;
	last_wake_boot_ns = now;
	return BPF_RB_FORCE_WAKEUP;
}

/* Whether it is for the caller to wake the reader. Asked when the record has its place in the ring: sleep_ms() in lifecycle_ring.c. */
static __always_inline bool take_sleep(void)
{
	if (!unlikely(reader.sleeps))
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

/*
 * For records of a fixed size. size must be a constant. owner: who pays for it when room is scarce; 0 for the running task.
 * 0 when there is no room for it, or no share left.
 */
static __always_inline void *reserve_record_of(struct lifecycle_counters *here, void *owner, __u16 kind, __u64 size)
{
	struct lifecycle_header *header;

	if (!is_admitted(here, owner, kind, size))
		return 0;
	header = bpf_ringbuf_reserve(&events, size, 0);
	if (unlikely(!header)) {
		++here->seq;
		count_lost_record(here, owner, LIFECYCLE_LOST_RING_FULL, kind);
		return 0;
	}
	fill_header(header, here, kind, size);
	return header;
}

static __always_inline void *reserve_record(struct lifecycle_counters *here, __u16 kind, __u64 size)
{
	return reserve_record_of(here, 0, kind, size);
}

static __always_inline void submit_record(void *record)
{
	bpf_ringbuf_submit(record, take_sleep() ? BPF_RB_FORCE_WAKEUP : wake_flags(record, 0));
}

#endif
