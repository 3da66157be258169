/* SPDX-License-Identifier: GPL-2.0 */
/* The arguments of an exec that failed, from the caller's memory: pointer by pointer, as execve itself reads them. */
#ifndef FAILED_ARGS_BPF_H
#define FAILED_ARGS_BPF_H

/* Of a failed exec at most 4,096 strings are kept: 64 rounds of 64. */
#define ARGS_PER_ROUND 64
#define KEEP_ROUNDS 64
#define ARGS_PER_COUNT 512
#define COUNT_ROUNDS 512

/*
 * Global functions (not static) are checked by the verifier once and by
 * themselves, where a loop in one piece would be walked round by round and
 * stop at its 8,192 open branches. Returns 1 while there may be more.
 */
__noinline int append_arg(__u64 argv, __u32 index)
{
	__u32 cpu = bpf_get_smp_processor_id();
	struct exec_scratch *scratch = bpf_map_lookup_elem(&scratches, &cpu);
	__u64 pointer = 0, offset, room;
	long bytes;

	if (!scratch)
		return 0;
	if (bpf_probe_read_user(&pointer, sizeof(pointer), (void *)(argv + (__u64)index * 8))) {
		scratch->args_unreadable = 1;
		return 0;
	}
	if (!pointer)
		return 0;
	scratch->argc++;
	offset = scratch->used;
	room = scratch->args_limit - offset;
	if (offset >= DATA_BYTES || !room || room > LIFECYCLE_ARGS_BYTES) {
		scratch->args_cut = 1;
		return 1;
	}
	bytes = bpf_probe_read_user_str(&scratch->data[offset], room, (void *)pointer);
	if (bytes <= 0) {
		/* Before 6.13 an empty text counts as 0 bytes, since then as its NUL. */
		if (bytes < 0)
			scratch->args_unreadable = 1;
		/* An empty place keeps the others at their index. */
		scratch->data[offset] = 0;
		bytes = 1;
	}
	if (bytes == room)
		scratch->args_cut = 1;
	scratch->used = offset + bytes;
	return 1;
}

__noinline int append_args(__u64 argv, __u32 first)
{
	int i;

	for (i = 0; i < ARGS_PER_ROUND; i++) {
		if (!append_arg(argv, first + i))
			return 0;
	}
	return 1;
}

/* Returns how many of the next ARGS_PER_COUNT pointers come before the NULL. */
__noinline int count_args(__u64 argv, __u32 index)
{
	__u64 pointer;
	int i;

	for (i = 0; i < ARGS_PER_COUNT; i++) {
		pointer = 0;
		if (bpf_probe_read_user(&pointer, sizeof(pointer), (void *)(argv + (__u64)(index + i) * 8)))
			break;
		if (!pointer)
			break;
	}
	return i;
}

static __always_inline void read_failed_args(struct exec_scratch *scratch, __u64 argv)
{
	struct lifecycle_exec *record = &scratch->exec;
	__u32 before = scratch->used;
	__u32 argc;
	int i, more = 1;

	scratch->args_limit = before + LIFECYCLE_ARGS_BYTES;
	for (i = 0; i < KEEP_ROUNDS; i++) {
		more = append_args(argv, i * ARGS_PER_ROUND);
		if (!more || scratch->args_cut)
			break;
	}
	argc = scratch->argc;
	if (more) {
		/* Keep counting without keeping: the true number is what explains an E2BIG. */
		record->header.flags |= LIFECYCLE_ARGS_CUT;
		for (i = 0; i < COUNT_ROUNDS; i++) {
			int found = count_args(argv, argc);

			argc += found;
			if (found < ARGS_PER_COUNT)
				break;
		}
		if (i == COUNT_ROUNDS)
			record->header.flags |= LIFECYCLE_ARGC_AT_LEAST;
	}
	if (scratch->args_unreadable)
		record->header.flags |= LIFECYCLE_ARGS_UNREADABLE;
	if (scratch->args_cut)
		record->header.flags |= LIFECYCLE_ARGS_CUT;
	record->argc = argc;
	record->args_bytes = scratch->used - before;
}

#endif
