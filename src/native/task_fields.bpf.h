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

static __always_inline void NAMED(fill_ns_pid)(struct lifecycle_header *header, struct task_struct *leader)
{
	struct pid *pid = READ(leader, thread_pid);
	__u32 level;

	header->ns_pid = header->tgid;
	/* A freed task has no struct pid any more. */
	if (!pid)
		return;
	/* Level 0 is the machine's own namespace. Copied, not followed: the verifier takes no variable index. */
	level = READ(pid, level);
	if (!unlikely(level && level <= 32))
		return;
	header->flags |= LIFECYCLE_NESTED_NAMESPACE;
	header->ns_pid = pid_at_level(BPF_CORE_READ(leader, thread_pid), level);
}

/* All but the parent, the name, and what few records have. */
static __always_inline void NAMED(fill_self)(struct lifecycle_header *header, struct task_struct *task)
{
	header->tgid = READ(task, tgid);
	header->tid = READ(task, pid);
	header->start_boot_ns = NAMED(start_of)(READ(task, group_leader));
	header->ppid = 0;
	header->parent_start_boot_ns = 0;
	header->uid = 0;
	header->ns_pid = 0;
}

static __always_inline void NAMED(fill_parent)(struct lifecycle_header *header, struct task_struct *task)
{
	struct task_struct *parent = READ(task, real_parent);

	header->ppid = READ(parent, tgid);
	header->parent_start_boot_ns = NAMED(start_of)(READ(parent, group_leader));
}

static __always_inline void NAMED(fill_identity)(struct lifecycle_header *header, struct task_struct *task)
{
	NAMED(fill_self)
	(header, task);
	NAMED(fill_parent)
	(header, task);
}

/* Of a process in the root of version 2, where controllers are in version 1, the one in the hierarchy that was chosen. */
static __always_inline __u64 NAMED(cgroup_of)(struct css_set *set)
{
	struct cgroup *cgroup = READ(set, dfl_cgrp);
	struct cgroup_subsys_state *state;

	if (!config.has_v1_subsystem)
		return READ(cgroup, kn, id);
	if ((__u64)cgroup != reader.root_cgroup) {
		if (READ(cgroup, level))
			return READ(cgroup, kn, id);
		reader.root_cgroup = (__u64)cgroup;
	}
	/* A constant to the verifier, so a step like that to any field. */
	state = (void *)FOLLOW((void *)set + bpf_core_field_offset(set->subsys) + config.v1_subsystem * sizeof(void *));
	return READ(state, cgroup, kn, id) | LIFECYCLE_CGROUP_V1;
}

static __always_inline void NAMED(fill_context)(struct lifecycle_header *header, struct lifecycle_context *context,
						struct task_struct *task)
{
	struct signal_struct *signal = READ(task, signal);
	struct tty_struct *tty = READ(signal, tty);

	/*
	 * What it may do, and what ps(1) shows: a set-user-ID program runs as its owner. Not "cred", which overlayfs
	 * replaces by the credentials of the mounter while it opens a file.
	 */
	header->uid = READ(task, real_cred, euid.val);
	context->gid = READ(task, real_cred, egid.val);
	context->login_uid = (__u32)-1;
	if (bpf_core_field_exists(task->loginuid))
		context->login_uid = READ(task, loginuid.val);
	NAMED(fill_ns_pid)
	(header, READ(task, group_leader));
	context->cgroup_id = NAMED(cgroup_of)(READ(task, cgroups));
	context->session = READ(signal, pids[PIDTYPE_SID], numbers[0].nr);
	context->process_group = READ(signal, pids[PIDTYPE_PGID], numbers[0].nr);
	context->tty_major = 0;
	context->tty_minor = 0;
	if (tty) {
		context->tty_major = READ(tty, driver, major);
		context->tty_minor = READ(tty, driver, minor_start) + READ(tty, index);
	}
}
