/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Records of variable length are put together here and sent at their exact
 * size: a reservation must have a constant size, and reserving 37 KiB for each
 * "ls" would fill the ring 200 times faster.
 */
#ifndef EXEC_SCRATCH_BPF_H
#define EXEC_SCRATCH_BPF_H

/* The names of the file that runs, the path that was called, and the interpreter. */
#define TEXT_BYTES (2 * LIFECYCLE_PATH_BYTES + LIFECYCLE_INTERP_BYTES)
#define DATA_BYTES (TEXT_BYTES + LIFECYCLE_ARGS_BYTES)

/* What is short of an exec's texts: eight cache lines with all that is before them. */
#define SHORT_EXE_BYTES 104
#define SHORT_EXE_NAME 40 /* of one name and its NUL; most are in the dentry itself */
#define SHORT_EXE_NAMES 8
#define SHORT_PATH_BYTES 120
#define SHORT_ARGS_BYTES 120
#define SHORT_EXEC_BYTES (sizeof(struct lifecycle_exec) + SHORT_EXE_BYTES + SHORT_PATH_BYTES + SHORT_ARGS_BYTES)

struct exec_scratch {
	__u32 busy;
	__u32 used;       /* bytes of data */
	__u32 args_limit; /* data may grow to this */
	__u32 argc;
	__u32 args_cut;
	__u32 args_unreadable;
	__u64 dentry; /* where climb() is */
	__u64 mount;
	__u32 exe_spared; /* bytes of the names of the file that runs, when they were shed */
	__u32 spare;
	struct lifecycle_exec exec;
	/*
	 * The verifier knows the largest offset and the largest length, not that
	 * they belong together: the second half is never written.
	 */
	__u8 data[DATA_BYTES + LIFECYCLE_ARGS_BYTES + 8];
};

/*
 * One per possible CPU in an ordinary array: a per-CPU map's values end at
 * 32 KiB (PCPU_MIN_UNIT_SIZE).
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct exec_scratch);
} scratches SEC(".maps");

/*
 * A probe can be preempted by another task's probe on the same CPU where
 * tracepoints no longer disable preemption; the second finds it busy.
 */
static __always_inline struct exec_scratch *take_scratch(struct lifecycle_counters *here, __u16 kind)
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct exec_scratch *scratch = bpf_map_lookup_elem(&scratches, &cpu);

	if (!scratch)
		return 0;
	if (scratch->busy) {
		++here->seq;
		count_loss(here, LIFECYCLE_LOST_SCRATCH_BUSY, kind);
		return 0;
	}
	scratch->busy = 1;
	scratch->used = 0;
	scratch->argc = 0;
	scratch->args_cut = 0;
	scratch->args_unreadable = 0;
	scratch->exe_spared = 0;
	return scratch;
}

static __always_inline void release_scratch(struct exec_scratch *scratch)
{
	scratch->busy = 0;
}

/*
 * What is long of an exec's texts is left out when the ring is filling up: of the arguments all but the beginning, and
 * above half also the rest of a long path, with all that is behind it.
 */
static __noinline void shed_texts(struct lifecycle_counters *here, struct exec_scratch *scratch)
{
	struct lifecycle_exec *record = &scratch->exec;
	__u32 before = scratch->used, spared = scratch->exe_spared, flags = 0;
	bool was_counted = here->level != LIFECYCLE_ROOMY;

	check_ring(here, sizeof(*record) + before);
	if (here->level && record->args_bytes > SHORT_ARGS_BYTES) {
		record->args_bytes = SHORT_ARGS_BYTES;
		flags |= LIFECYCLE_ARGS_SHED;
	}
	if (here->level == LIFECYCLE_SHARES && record->path_bytes > SHORT_PATH_BYTES) {
		if (record->args_bytes)
			flags |= LIFECYCLE_ARGS_SHED;
		flags |= LIFECYCLE_PATH_SHED;
		record->path_bytes = SHORT_PATH_BYTES;
		record->interp_bytes = 0;
		record->args_bytes = 0;
	}
	if (!flags && !spared)
		return;
	scratch->used = record->exe_bytes + record->path_bytes + record->interp_bytes + record->args_bytes;
	record->header.flags |= flags;
	if (spared)
		flags |= LIFECYCLE_PATH_SHED;
	count_shed(here, flags, spared + before - scratch->used, was_counted ? 0 : sizeof(*record) + scratch->used);
}

/* fixed: the size of the record's fixed part; the rest is scratch->used. */
static __always_inline void send_scratch(struct lifecycle_counters *here, struct exec_scratch *scratch,
					 void *record, __u32 fixed)
{
	struct lifecycle_header *header = record;
	__u64 size = (fixed + scratch->used + 7) & ~7U;

	if (size > sizeof(struct lifecycle_exec) + DATA_BYTES)
		size = sizeof(struct lifecycle_exec) + DATA_BYTES;
	header->size = size;
	/* Hides the bound from the compiler, which would otherwise drop the check above for a cheaper one elsewhere. */
	barrier_var(size);
	if (size > sizeof(struct lifecycle_exec) + DATA_BYTES)
		return;
	if (bpf_ringbuf_output(&events, record, size, wake_flags(header, size)))
		count_lost_record(here, 0, LIFECYCLE_LOST_RING_FULL, header->kind);
	else if (take_sleep())
		wake_reader();
}

static __always_inline void send_exec(struct lifecycle_counters *here, struct exec_scratch *scratch)
{
	if (unlikely(here->level || scratch->used >= LARGE_BYTES - sizeof(struct lifecycle_exec)))
		shed_texts(here, scratch);
	send_scratch(here, scratch, &scratch->exec, sizeof(scratch->exec));
}

#endif
