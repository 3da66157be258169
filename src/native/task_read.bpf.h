/* SPDX-License-Identifier: GPL-2.0 */
/* Reading a task: identity, place, usage. No read can fault; a pointer that leads nowhere reads as zero. */
#ifndef TASK_READ_BPF_H
#define TASK_READ_BPF_H

#define PF_KTHREAD 0x00200000
#define SIGNAL_GROUP_EXIT 0x00000004
#define PIDTYPE_PGID 2
#define PIDTYPE_SID 3

static __always_inline __u32 pid_at_level(struct pid *pid, __u32 level)
{
	struct upid upid = {};
	void *numbers;

	/* The array's length is 1 in some kernels' BTF and 0 in others: step over it by hand. */
	numbers = (void *)pid + bpf_core_field_offset(struct pid, numbers);
	bpf_core_read(&upid, sizeof(upid), numbers + level * bpf_core_type_size(struct upid));
	return upid.nr;
}

/*
 * A field of text may only be read byte by byte or through a helper (35 ns).
 * From 6.2 on a pointer can be cast, for nothing, to a type with two words.
 */
static __always_inline void copy_comm(char *comm, struct task_struct *task)
{
#ifdef LIFECYCLE_CASTS
	struct timespec64 *words = bpf_rdonly_cast((void *)task + bpf_core_field_offset(task->comm),
						   bpf_core_type_id_kernel(struct timespec64));

	((__u64 *)comm)[0] = words->tv_sec;
	((__u64 *)comm)[1] = words->tv_nsec;
#else
	bpf_probe_read_kernel(comm, LIFECYCLE_COMM_BYTES, (void *)task + bpf_core_field_offset(task->comm));
#endif
}

static __always_inline void *copied_pointer(void *place)
{
	void *pointer = 0;

	bpf_core_read(&pointer, sizeof(pointer), place);
	return pointer;
}

/* FOLLOW: the pointer at a place that was computed. */
#define READ BPF_CORE_READ
#define FOLLOW copied_pointer
#define NAMED(function) function##_probed
#include "task_fields.bpf.h"
#undef READ
#undef FOLLOW
#undef NAMED

/* libbpf's own chain of arrows; CO-RE relocates each, as vmlinux_min.h asks for it. */
#define READ ___arrow
#define FOLLOW(place) (*(void **)(place))
#define NAMED(function) function
#include "task_fields.bpf.h"
#undef FOLLOW
#undef NAMED

/* bpf_get_current_task_btf came with 5.11; before it the current task is only a number to the verifier. */
#define CURRENT_IS_TYPED bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_get_current_task_btf)

/* Of the running task. The name is the calling thread's, as the tutorial's own script prints it. */
static __always_inline void fill_current_thread(struct lifecycle_header *header)
{
	struct task_struct *task;

	if (CURRENT_IS_TYPED) {
		task = bpf_get_current_task_btf();
		fill_identity(header, task);
		copy_comm(header->comm, task);
	} else {
		task = (void *)bpf_get_current_task();
		fill_identity_probed(header, task);
		copy_comm(header->comm, task);
	}
}

/*
 * Of the running process, called like its first thread (a thread of it may be
 * called "worker-7"); without its parent, whose memory is cold: 100 to 200 ns.
 */
static __always_inline void fill_current_process(struct lifecycle_header *header)
{
	struct task_struct *task;

	if (CURRENT_IS_TYPED) {
		task = bpf_get_current_task_btf();
		fill_self(header, task);
		copy_comm(header->comm, READ(task, group_leader));
	} else {
		task = (void *)bpf_get_current_task();
		fill_self_probed(header, task);
		copy_comm(header->comm, BPF_CORE_READ(task, group_leader));
	}
}

static __always_inline void fill_current_ns_pid(struct lifecycle_header *header)
{
	if (CURRENT_IS_TYPED)
		fill_ns_pid(header, READ(bpf_get_current_task_btf(), group_leader));
	else
		fill_ns_pid_probed(header, BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), group_leader));
}

static __always_inline void fill_current_parent(struct lifecycle_header *header)
{
	if (CURRENT_IS_TYPED)
		fill_parent(header, bpf_get_current_task_btf());
	else
		fill_parent_probed(header, (void *)bpf_get_current_task());
}

static __always_inline void fill_current_context(struct lifecycle_header *header, struct lifecycle_context *context)
{
	if (CURRENT_IS_TYPED)
		fill_context(header, context, bpf_get_current_task_btf());
	else
		fill_context_probed(header, context, (void *)bpf_get_current_task());
}

/* As wait_task_zombie() does it: a group exit's code is the group's, else the leader's. */
static __always_inline __s32 status_of(struct task_struct *leader)
{
	struct signal_struct *signal = READ(leader, signal);

	if (READ(signal, flags) & SIGNAL_GROUP_EXIT)
		return READ(signal, group_exit_code);
	return READ(leader, exit_code);
}

/* Threads that were released have been added up in signal_struct. */
static __always_inline void fill_group_usage(struct lifecycle_usage *usage, struct signal_struct *signal)
{
	usage->user_ns = READ(signal, utime);
	usage->system_ns = READ(signal, stime);
	usage->runtime_ns = READ(signal, sum_sched_runtime);
	usage->max_rss_bytes = READ(signal, maxrss) * config.page_bytes;
	usage->minor_faults = READ(signal, min_flt);
	usage->major_faults = READ(signal, maj_flt);
	usage->voluntary_switches = READ(signal, nvcsw);
	usage->involuntary_switches = READ(signal, nivcsw);
	usage->read_bytes = 0;
	usage->write_bytes = 0;
	if (bpf_core_field_exists(signal->ioac.read_bytes)) {
		usage->read_bytes = READ(signal, ioac.read_bytes);
		usage->write_bytes = READ(signal, ioac.write_bytes);
	}
}

static __always_inline void add_task_usage(struct lifecycle_usage *usage, struct task_struct *task)
{
	usage->user_ns += READ(task, utime);
	usage->system_ns += READ(task, stime);
	usage->runtime_ns += READ(task, se.sum_exec_runtime);
	usage->minor_faults += READ(task, min_flt);
	usage->major_faults += READ(task, maj_flt);
	usage->voluntary_switches += READ(task, nvcsw);
	usage->involuntary_switches += READ(task, nivcsw);
	if (bpf_core_field_exists(task->ioac.read_bytes)) {
		usage->read_bytes += READ(task, ioac.read_bytes);
		usage->write_bytes += READ(task, ioac.write_bytes);
	}
}

#endif
