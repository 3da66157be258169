/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Included twice by task_read.bpf.h: once with READ following pointers that the
 * verifier knows to be kernel objects (a load each), once with READ copying
 * through a helper, for a task pointer that is only a number (20 ns each).
 * No include guard, on purpose.
 */

static __always_inline __u64 NAMED(start_of)(struct task_struct *leader)
{
	struct task_struct___before55 *old = (void *)leader;

	if (bpf_core_field_exists(leader->start_boottime))
		return READ(leader, start_boottime);
	return READ(old, real_start_time);
}

static __always_inline __u32 NAMED(ns_pid_of)(struct task_struct *leader, __u32 tgid)
{
	struct pid *pid = READ(leader, thread_pid);
	__u32 level;

	/* A freed task has no struct pid any more. */
	if (!pid)
		return tgid;
	/* Level 0 is the machine's own namespace. Copied, not followed: the verifier takes no variable index. */
	level = READ(pid, level);
	if (!level || level > 32)
		return tgid;
	return pid_at_level(BPF_CORE_READ(leader, thread_pid), level);
}

static __always_inline void NAMED(fill_identity)(struct lifecycle_header *header, struct task_struct *task)
{
	struct task_struct *leader = READ(task, group_leader);
	struct task_struct *parent = READ(task, real_parent);
	struct task_struct *parent_leader = READ(parent, group_leader);

	header->tgid = READ(task, tgid);
	header->tid = READ(task, pid);
	header->start_boot_ns = NAMED(start_of)(leader);
	header->ppid = READ(parent, tgid);
	header->parent_start_boot_ns = NAMED(start_of)(parent_leader);
	/* What it may do, and what ps(1) shows: a set-user-ID program runs as its owner. */
	header->uid = READ(task, cred, euid.val);
	header->ns_pid = NAMED(ns_pid_of)(leader, header->tgid);
	if (READ(task, flags) & PF_KTHREAD)
		header->flags |= LIFECYCLE_KERNEL_THREAD;
}

static __always_inline void NAMED(fill_context)(struct lifecycle_context *context, struct task_struct *task)
{
	struct signal_struct *signal = READ(task, signal);
	struct tty_struct *tty = READ(signal, tty);

	context->cgroup_id = READ(task, cgroups, dfl_cgrp, kn, id);
	context->session = pid_at_level(BPF_CORE_READ(signal, pids[PIDTYPE_SID]), 0);
	context->process_group = pid_at_level(BPF_CORE_READ(signal, pids[PIDTYPE_PGID]), 0);
	context->tty_major = 0;
	context->tty_minor = 0;
	if (tty) {
		context->tty_major = READ(tty, driver, major);
		context->tty_minor = READ(tty, driver, minor_start) + READ(tty, index);
	}
}
