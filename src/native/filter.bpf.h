/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is left out on request, before it costs a record.
 *
 * config.filters is a constant to the verifier: where it is 0 everything here
 * is dead code and removed. A process that was picked is followed to its end,
 * whatever it turns into, because a birth without an end would stand in the
 * table for ever.
 */
#ifndef FILTER_BPF_H
#define FILTER_BPF_H

#define PICKS (LIFECYCLE_ONLY_CGROUP | LIFECYCLE_ONLY_UID | LIFECYCLE_ONLY_COMM | LIFECYCLE_ONLY_FAILURES)
#define MAX_ANCESTORS 64
#define MAX_CGROUP_DEPTH 16

/* By pid number, because that is all a wait knows. The number may be given away before its last life was freed. */
struct life {
	__u64 start_boot_ns;
	__u64 earlier_start_boot_ns;
};

/* Resized to pid_max when used. Taken from memory as needed: a machine may have four million numbers. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct life);
} subtree SEC(".maps"), chosen SEC(".maps");

/* Start time of the process whose subtree it is, when it was first seen: its pid may be used again. */
__u64 top_start_boot_ns;

static __always_inline bool followed_contains(void *map, __u32 tgid, __u64 start)
{
	struct life *life = bpf_map_lookup_elem(map, &tgid);

	return life && (life->start_boot_ns == start || life->earlier_start_boot_ns == start);
}

static __always_inline void followed_add(struct lifecycle_counters *here, void *map, __u32 tgid, __u64 start)
{
	struct life life = { .start_boot_ns = start };
	struct life *before = bpf_map_lookup_elem(map, &tgid);

	if (before)
		life.earlier_start_boot_ns = before->start_boot_ns;
	if (bpf_map_update_elem(map, &tgid, &life, 0)) {
		/* No memory: its events are not recorded, so that is a loss. */
		++here->seq;
		count(&here->lost[LIFECYCLE_LOST_NO_ROOM_TO_FOLLOW]);
	}
}

/* Between the look and the removal the number could be born anew, but it was free for a grace period already. */
static __always_inline void followed_remove(void *map, __u32 tgid, __u64 start)
{
	struct life *life = bpf_map_lookup_elem(map, &tgid);

	if (life && life->start_boot_ns == start)
		bpf_map_delete_elem(map, &tgid);
}

static __always_inline bool is_called(struct task_struct *leader)
{
	char comm[LIFECYCLE_COMM_BYTES] = {};
	int i;

	bpf_core_read(comm, sizeof(comm), &leader->comm);
	for (i = 0; i < LIFECYCLE_COMM_BYTES; i++) {
		if (comm[i] != config.comm[i])
			return false;
		if (!comm[i])
			break;
	}
	return true;
}

static __always_inline __u64 cgroup_above(struct cgroup *cgroup, int depth)
{
	struct cgroup___before61 *old = (void *)cgroup;
	struct cgroup *ancestor = 0;
	__u64 id = 0;

	if (bpf_core_field_exists(cgroup->ancestors)) {
		bpf_core_read(&ancestor, sizeof(ancestor),
			      (void *)cgroup + bpf_core_field_offset(cgroup->ancestors) + depth * sizeof(ancestor));
		return BPF_CORE_READ(ancestor, kn, id);
	}
	bpf_core_read(&id, sizeof(id), (void *)old + bpf_core_field_offset(old->ancestor_ids) + depth * sizeof(id));
	return id;
}

static __always_inline bool is_in_cgroup(struct task_struct *task)
{
	struct cgroup *cgroup = BPF_CORE_READ(task, cgroups, dfl_cgrp);
	int level = BPF_CORE_READ(cgroup, level);
	int i;

	for (i = 0; i < MAX_CGROUP_DEPTH; i++) {
		/* Keeps the two bounds apart: from both clang makes a count-down whose end older verifiers cannot see. */
		barrier_var(level);
		if (i > level)
			break;
		if (cgroup_above(cgroup, i) == config.cgroup_id)
			return true;
	}
	return false;
}

static __always_inline bool is_picked(struct task_struct *task, struct task_struct *leader, bool failure)
{
	if (config.filters & LIFECYCLE_ONLY_FAILURES && !failure)
		return false;
	if (config.filters & LIFECYCLE_ONLY_UID && BPF_CORE_READ(task, cred, euid.val) != config.uid)
		return false;
	if (config.filters & LIFECYCLE_ONLY_COMM && !is_called(leader))
		return false;
	return !(config.filters & LIFECYCLE_ONLY_CGROUP) || is_in_cgroup(task);
}

/* failure: the record at hand is a failed call or a failed exit. */
static __noinline bool is_followed(struct lifecycle_counters *here, struct task_struct *task, bool failure)
{
	struct task_struct *leader = BPF_CORE_READ(task, group_leader);
	__u32 tgid = BPF_CORE_READ(task, tgid);
	__u64 start = start_of_probed(leader);

	if (config.filters & LIFECYCLE_ONLY_UNDER && !followed_contains(&subtree, tgid, start))
		return false;
	if (!(config.filters & PICKS) || followed_contains(&chosen, tgid, start))
		return true;
	if (!is_picked(task, leader, failure))
		return false;
	followed_add(here, &chosen, tgid, start);
	return true;
}

static __always_inline bool left_out(struct lifecycle_counters *here, void *task, bool failure)
{
	return config.filters && !is_followed(here, task, failure);
}

static __always_inline bool current_left_out(struct lifecycle_counters *here, bool failure)
{
	return config.filters && !is_followed(here, (void *)bpf_get_current_task(), failure);
}

/* A child is in the subtree of the process that called fork, also where CLONE_PARENT gives it another parent. */
static __always_inline bool birth_left_out(struct lifecycle_counters *here, void *creator_task, void *child_task)
{
	struct task_struct *creator = creator_task, *child = child_task;

	if (!config.filters)
		return false;
	if (config.filters & LIFECYCLE_ONLY_UNDER) {
		if (!followed_contains(&subtree, BPF_CORE_READ(creator, tgid), start_of_probed(BPF_CORE_READ(creator, group_leader))))
			return true;
		followed_add(here, &subtree, BPF_CORE_READ(child, tgid), start_of_probed(child));
	}
	return config.filters & PICKS && !is_followed(here, child, false);
}

/* The last that is heard of a process. */
static __always_inline bool release_left_out(void *freed)
{
	struct task_struct *leader = freed;
	__u32 tgid = BPF_CORE_READ(leader, tgid);
	__u64 start = start_of_probed(leader);
	bool followed = true;

	if (config.filters & LIFECYCLE_ONLY_UNDER) {
		followed = followed_contains(&subtree, tgid, start);
		followed_remove(&subtree, tgid, start);
	}
	if (config.filters & PICKS) {
		followed = followed && followed_contains(&chosen, tgid, start);
		followed_remove(&chosen, tgid, start);
	}
	return !followed;
}

/* Of a task that is known by its number only; a reaper in a namespace of its own counts otherwise, and is let through. */
static __always_inline bool number_left_out(__u32 pid)
{
	if (config.filters & LIFECYCLE_ONLY_UNDER && !bpf_map_lookup_elem(&subtree, &pid))
		return true;
	return config.filters & PICKS && !bpf_map_lookup_elem(&chosen, &pid);
}

static __always_inline bool wait_left_out(__u32 pid)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	return config.filters && number_left_out(pid) && !BPF_CORE_READ(task, group_leader, thread_pid, level);
}

/* The sender does not matter, only the process that the signal ends. A signal alone does not pick it: it may be caught. */
static __always_inline bool signal_left_out(void *target)
{
	struct task_struct *task = target;

	return config.filters & LIFECYCLE_ONLY_UNDER &&
	       !followed_contains(&subtree, BPF_CORE_READ(task, tgid), start_of_probed(BPF_CORE_READ(task, group_leader)));
}

/* A snapshot finds the subtree: by the current parents, because the births were not traced. The top may have ended. */
static __always_inline void find_in_subtree(struct lifecycle_counters *here, struct task_struct *leader)
{
	struct task_struct *above = leader;
	__u64 start = start_of_probed(leader), top;
	__u32 tgid = BPF_CORE_READ(leader, tgid), number;
	int i;

	if (followed_contains(&subtree, tgid, start))
		return;
	for (i = 0; i < MAX_ANCESTORS; i++) {
		number = BPF_CORE_READ(above, tgid);
		if (number == config.under) {
			top = start_of_probed(above);
			if (!top_start_boot_ns)
				top_start_boot_ns = top;
			if (top == top_start_boot_ns)
				followed_add(here, &subtree, tgid, start);
			return;
		}
		if (number <= 1)
			return;
		if (followed_contains(&subtree, number, start_of_probed(above))) {
			followed_add(here, &subtree, tgid, start);
			return;
		}
		above = BPF_CORE_READ(above, real_parent, group_leader);
	}
}

static __always_inline bool found_left_out(void *found)
{
	struct lifecycle_counters *here = counters_here();

	if (!config.filters)
		return false;
	if (!here)
		return true;
	if (config.filters & LIFECYCLE_ONLY_UNDER)
		find_in_subtree(here, found);
	return !is_followed(here, found, false);
}

#endif
