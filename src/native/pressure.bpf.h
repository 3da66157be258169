/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is done when the ring fills up, so that a flood of one user does not take all of it (docs/decisions/0023-fair-capture.md).
 *
 * Above three eighths long arguments are left out (exec_scratch.bpf.h). Above half long paths are, too, and each
 * process that causes records has a share of what is left, by user and cgroup. An account counts bytes until the reader has emptied an eighth of the
 * ring. So who floods gets as much as the reader takes away and never all of the room, also when the reader stands still.
 *
 * While there is room all of this is one comparison for each record.
 */
#ifndef PRESSURE_BPF_H
#define PRESSURE_BPF_H

/* The ring is checked once in so many records of a CPU, because the positions share cache lines with the reader. */
#define CHECK_EVERY 16
/* A record of this size is large: for each the ring is checked. */
#define LARGE_BYTES 1024

/* The others are cheap to make in masses, or, as releases, come in masses; and without them a process is still there. */
#define BIRTHS_AND_ENDS (1U << LIFECYCLE_FORK | 1U << LIFECYCLE_EXEC | 1U << LIFECYCLE_EXIT | 1U << LIFECYCLE_OOM)

struct account_key {
	__u64 cgroup_id;
	__u32 uid;
	__u32 all_cgroups; /* 1: of the user, wherever; cgroup_id is 0 then */
};

struct account {
	__u64 epoch;
	__u64 bytes;
};

/* Least recently used go first: who writes little loses nothing by a new account. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct account_key);
	__type(value, struct account);
} accounts SEC(".maps");

/* Read and emptied by user space. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, LIFECYCLE_TALLIES);
	__type(key, struct lifecycle_tally_key);
	__type(value, struct lifecycle_tally);
} tallies SEC(".maps");

/* Too large for the stack. */
const struct lifecycle_tally no_tally = {};

static __always_inline void set_level(struct lifecycle_counters *here, __u64 used)
{
	if (used > config.ring_bytes / 2)
		here->level = LIFECYCLE_SHARES;
	else if (used > config.ring_bytes / 8 * 3)
		here->level = LIFECYCLE_SHEDS_ARGS;
	else
		here->level = LIFECYCLE_ROOMY;
}

/* size: of the record at hand. Returns the bytes in use with it. */
static __always_inline __u64 check_ring(struct lifecycle_counters *here, __u64 size)
{
	__u64 used = bpf_ringbuf_query(&events, BPF_RB_AVAIL_DATA) + size;

	set_level(here, used);
	return used;
}

/* Bounded for each user, so that one with many names does not crowd out the others. */
static __noinline struct lifecycle_tally *tally_of(struct task_struct *owner)
{
	struct lifecycle_tally_key key = {}, whole_user = {};
	struct lifecycle_tally *tally, *others;

	key.uid = whole_user.uid = BPF_CORE_READ(owner, cred, euid.val);
	BPF_CORE_READ_INTO(&key.comm, owner, group_leader, comm);
	tally = bpf_map_lookup_elem(&tallies, &key);
	if (tally)
		return tally;
	others = bpf_map_lookup_elem(&tallies, &whole_user);
	if (!others) {
		bpf_map_update_elem(&tallies, &whole_user, &no_tally, BPF_NOEXIST);
		others = bpf_map_lookup_elem(&tallies, &whole_user);
	}
	if (!others || others->names >= LIFECYCLE_TALLIED_NAMES)
		return others;
	count(&others->names);
	bpf_map_update_elem(&tallies, &key, &no_tally, BPF_NOEXIST);
	tally = bpf_map_lookup_elem(&tallies, &key);
	return tally ? tally : others;
}

static __always_inline bool has_room(struct account_key *key, __u64 epoch, __u64 most, __u64 size)
{
	struct account *account = bpf_map_lookup_elem(&accounts, key);

	if (!account) {
		struct account first = { .epoch = epoch, .bytes = size };

		/* Another CPU may be faster, or there may be no memory: then one record more gets through. */
		bpf_map_update_elem(&accounts, key, &first, BPF_NOEXIST);
		return true;
	}
	if (account->epoch != epoch) {
		account->epoch = epoch;
		account->bytes = 0;
	}
	if (account->bytes + size > most)
		return false;
	__sync_fetch_and_add(&account->bytes, size);
	return true;
}

/*
 * A cgroup's processes of one user get a half of what is left, all of the user's as much as is left; of it only a quarter
 * for what is no birth and no end. What is left shrinks as they write, so a half is a third in the end.
 */
static __always_inline bool has_share(struct task_struct *owner, __u32 kind, __u64 size, __u64 used)
{
	struct account_key key = { .cgroup_id = BPF_CORE_READ(owner, cgroups, dfl_cgrp, kn, id) };
	__u64 epoch = bpf_ringbuf_query(&events, BPF_RB_CONS_POS) / (config.ring_bytes / 8);
	__u64 left = used < config.ring_bytes ? config.ring_bytes - used : 0;

	if (!(BIRTHS_AND_ENDS >> kind & 1))
		left /= 4;
	key.uid = BPF_CORE_READ(owner, cred, euid.val);
	if (!has_room(&key, epoch, left / 2, size))
		return false;
	key.cgroup_id = 0;
	key.all_cgroups = 1;
	return has_room(&key, epoch, left, size);
}

static __noinline bool is_admitted_now(struct lifecycle_counters *here, struct task_struct *owner, __u32 kind, __u64 size)
{
	__u64 used = check_ring(here, size);
	struct lifecycle_tally *tally;

	if (!here->level)
		return true;
	if (!owner)
		owner = (void *)bpf_get_current_task();
	kind &= LIFECYCLE_KINDS - 1;
	count(&here->pressed);
	tally = tally_of(owner);
	if (tally) {
		count(&tally->records);
		__sync_fetch_and_add(&tally->bytes, size);
	}
	if (here->level != LIFECYCLE_SHARES || has_share(owner, kind, size, used))
		return true;
	++here->seq;
	if (tally)
		count(&tally->over_share[kind]);
	count_loss(here, LIFECYCLE_LOST_OVER_SHARE, kind);
	return false;
}

/*
 * Whether there is room for a record of this kind and size; when not, it has been counted. owner: 0 for the running task.
 * While the level is low wake_flags() checks whether it still is.
 */
static __always_inline bool is_admitted(struct lifecycle_counters *here, void *owner, __u32 kind, __u64 size)
{
	return !unlikely(here->level) || is_admitted_now(here, owner, kind, size);
}

/* Of a record that has its number already. */
static __noinline void count_lost_record(struct lifecycle_counters *here, struct task_struct *owner, __u32 cause, __u32 kind)
{
	struct lifecycle_tally *tally;

	if (!owner)
		owner = (void *)bpf_get_current_task();
	tally = tally_of(owner);
	if (tally && cause == LIFECYCLE_LOST_RING_FULL)
		count(&tally->ring_full[kind & (LIFECYCLE_KINDS - 1)]);
	count(&here->pressed);
	count_loss(here, cause, kind);
}

/*
 * spared: bytes that were left out. size: of the record as it is written, when it was not counted by is_admitted_now(),
 * because the level was low then; otherwise 0.
 */
static __noinline void count_shed(struct lifecycle_counters *here, __u32 flags, __u64 spared, __u64 size)
{
	struct lifecycle_tally *tally = tally_of((void *)bpf_get_current_task());

	if (tally) {
		__sync_fetch_and_add(&tally->bytes, spared + size);
		if (size)
			count(&tally->records);
	}
	if (flags & LIFECYCLE_ARGS_SHED) {
		if (tally)
			count(&tally->shed_args);
		count(&here->shed_args);
	}
	if (flags & LIFECYCLE_PATH_SHED) {
		if (tally)
			count(&tally->shed_paths);
		count(&here->shed_paths);
	}
	count(&here->pressed);
}

#endif
