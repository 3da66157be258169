/* SPDX-License-Identifier: GPL-2.0 */
/* Reading a task: identity, place, usage. All reads are CO-RE and cannot fault. */
#ifndef TASK_READ_BPF_H
#define TASK_READ_BPF_H

#define PF_KTHREAD 0x00200000
#define SIGNAL_GROUP_EXIT 0x00000004
#define PIDTYPE_PGID 2
#define PIDTYPE_SID 3

static __always_inline __u64 start_of(struct task_struct *leader)
{
	struct task_struct___before55 *old = (void *)leader;

	if (bpf_core_field_exists(leader->start_boottime))
		return BPF_CORE_READ(leader, start_boottime);
	return BPF_CORE_READ(old, real_start_time);
}

static __always_inline __u32 pid_at_level(struct pid *pid, __u32 level)
{
	struct upid upid = {};
	void *numbers;

	/* The array's length is 1 in some kernels' BTF and 0 in others; step over it by hand. */
	numbers = (void *)pid + bpf_core_field_offset(struct pid, numbers);
	bpf_core_read(&upid, sizeof(upid), numbers + level * bpf_core_type_size(struct upid));
	return upid.nr;
}

static __always_inline __u32 ns_pid_of(struct task_struct *leader, __u32 tgid)
{
	struct pid *pid = BPF_CORE_READ(leader, thread_pid);
	__u32 level = BPF_CORE_READ(pid, level);

	/* Level 0 is the machine's own namespace. A freed task has no struct pid any more. */
	if (!pid || !level || level > 32)
		return tgid;
	return pid_at_level(pid, level);
}

/* The comm is the caller's choice: an exit tells the leader's, an exec the thread's. */
static __always_inline void fill_identity(struct lifecycle_header *header, struct task_struct *task)
{
	struct task_struct *leader = BPF_CORE_READ(task, group_leader);
	struct task_struct *parent = BPF_CORE_READ(task, real_parent);
	struct task_struct *parent_leader = BPF_CORE_READ(parent, group_leader);

	header->tgid = BPF_CORE_READ(task, tgid);
	header->tid = BPF_CORE_READ(task, pid);
	header->start_boot_ns = start_of(leader);
	header->ppid = BPF_CORE_READ(parent, tgid);
	header->parent_start_boot_ns = start_of(parent_leader);
	header->uid = BPF_CORE_READ(task, cred, uid.val);
	header->ns_pid = ns_pid_of(leader, header->tgid);
	if (BPF_CORE_READ(task, flags) & PF_KTHREAD)
		header->flags |= LIFECYCLE_KERNEL_THREAD;
}

static __always_inline void fill_comm(char *comm, struct task_struct *task)
{
	bpf_core_read(comm, LIFECYCLE_COMM_BYTES, &task->comm);
}

static __always_inline void fill_context(struct lifecycle_context *context, struct task_struct *task)
{
	struct signal_struct *signal = BPF_CORE_READ(task, signal);
	struct tty_struct *tty = BPF_CORE_READ(signal, tty);

	context->cgroup_id = BPF_CORE_READ(task, cgroups, dfl_cgrp, kn, id);
	context->session = pid_at_level(BPF_CORE_READ(signal, pids[PIDTYPE_SID]), 0);
	context->process_group = pid_at_level(BPF_CORE_READ(signal, pids[PIDTYPE_PGID]), 0);
	context->tty_major = 0;
	context->tty_minor = 0;
	if (tty) {
		context->tty_major = BPF_CORE_READ(tty, driver, major);
		context->tty_minor = BPF_CORE_READ(tty, driver, minor_start) + BPF_CORE_READ(tty, index);
	}
}

/* As wait_task_zombie() does it: a group exit's code is the group's, else the leader's. */
static __always_inline __s32 status_of(struct task_struct *leader)
{
	struct signal_struct *signal = BPF_CORE_READ(leader, signal);

	if (BPF_CORE_READ(signal, flags) & SIGNAL_GROUP_EXIT)
		return BPF_CORE_READ(signal, group_exit_code);
	return BPF_CORE_READ(leader, exit_code);
}

/* Threads that were released have been added up in signal_struct. */
static __always_inline void fill_group_usage(struct lifecycle_usage *usage, struct signal_struct *signal)
{
	usage->user_ns = BPF_CORE_READ(signal, utime);
	usage->system_ns = BPF_CORE_READ(signal, stime);
	usage->runtime_ns = BPF_CORE_READ(signal, sum_sched_runtime);
	usage->max_rss_bytes = BPF_CORE_READ(signal, maxrss) * config.page_bytes;
	usage->minor_faults = BPF_CORE_READ(signal, min_flt);
	usage->major_faults = BPF_CORE_READ(signal, maj_flt);
	usage->voluntary_switches = BPF_CORE_READ(signal, nvcsw);
	usage->involuntary_switches = BPF_CORE_READ(signal, nivcsw);
	usage->read_bytes = 0;
	usage->write_bytes = 0;
	if (bpf_core_field_exists(signal->ioac.read_bytes)) {
		usage->read_bytes = BPF_CORE_READ(signal, ioac.read_bytes);
		usage->write_bytes = BPF_CORE_READ(signal, ioac.write_bytes);
	}
}

static __always_inline void add_task_usage(struct lifecycle_usage *usage, struct task_struct *task)
{
	usage->user_ns += BPF_CORE_READ(task, utime);
	usage->system_ns += BPF_CORE_READ(task, stime);
	usage->runtime_ns += BPF_CORE_READ(task, se.sum_exec_runtime);
	usage->minor_faults += BPF_CORE_READ(task, min_flt);
	usage->major_faults += BPF_CORE_READ(task, maj_flt);
	usage->voluntary_switches += BPF_CORE_READ(task, nvcsw);
	usage->involuntary_switches += BPF_CORE_READ(task, nivcsw);
	if (bpf_core_field_exists(task->ioac.read_bytes)) {
		usage->read_bytes += BPF_CORE_READ(task, ioac.read_bytes);
		usage->write_bytes += BPF_CORE_READ(task, ioac.write_bytes);
	}
}

#endif
