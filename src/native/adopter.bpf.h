/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who is given the children of a process that ends: find_new_reaper() and
 * find_child_reaper() of kernel/exit.c, which run a moment after the exit
 * tracepoint. Computed here because no tracepoint has it.
 */
#ifndef ADOPTER_BPF_H
#define ADOPTER_BPF_H

/* A lineage may be deeper; then the adopter stays unknown, which is what it says. */
#define MAX_LINEAGE 128

static __always_inline __u32 namespace_level(struct task_struct *task)
{
	return BPF_CORE_READ(task, thread_pid, level);
}

/* pid 1 of the namespace that the task lives in (task_active_pid_ns). */
static __always_inline struct task_struct *namespace_init(struct task_struct *task, __u32 level)
{
	struct pid *pid = BPF_CORE_READ(task, thread_pid);
	struct pid_namespace *ns = 0;
	void *numbers;

	if (!pid || level > 32)
		return 0;
	numbers = (void *)pid + bpf_core_field_offset(struct pid, numbers);
	bpf_core_read(&ns, sizeof(ns), numbers + level * bpf_core_type_size(struct upid) + bpf_core_field_offset(struct upid, ns));
	return BPF_CORE_READ(ns, child_reaper);
}

static __always_inline bool leaves_children(struct task_struct *task)
{
	struct list_head *next = READ(task, children.next);

	if ((void *)next != (void *)task + bpf_core_field_offset(struct task_struct, children))
		return true;
	/*
	 * Each thread has a list of its own and hands it on when it goes, to a thread
	 * that is not yet going. Where all go at once some have handed theirs to the
	 * adopter already, and this list is empty: then the adopter is recorded in any case.
	 */
	return READ(task, signal, nr_threads) > 1;
}

/* Of one that leaves_children(); the last thread of its process, so no other of its own can take over. */
static __always_inline struct task_struct *adopter_of(struct task_struct *task)
{
	struct task_struct *ancestor, *init;
	struct signal_struct *signal;
	__u32 level;
	int i;

	level = namespace_level(task);
	init = namespace_init(task, level);
	signal = BPF_CORE_READ(task, signal);
	if (!BPF_CORE_READ_BITFIELD_PROBED(signal, has_child_subreaper))
		return init;
	ancestor = BPF_CORE_READ(task, real_parent);
	for (i = 0; i < MAX_LINEAGE; i++) {
		/* A parent outside of the namespace (setns and fork) is no subreaper of the processes inside, and the idle task is none at all. */
		if (!ancestor || !BPF_CORE_READ(ancestor, pid) || namespace_level(ancestor) != level)
			return init;
		signal = BPF_CORE_READ(ancestor, signal);
		if (BPF_CORE_READ_BITFIELD_PROBED(signal, is_child_subreaper) && BPF_CORE_READ(signal, live.counter) > 0)
			return ancestor;
		ancestor = BPF_CORE_READ(ancestor, real_parent);
	}
	return 0;
}

#endif
