/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Changes of a process without an exec: credentials, session, process group,
 * cgroup. Each record has all of them as
 * they are now; what changed is for the reader to find.
 */
#ifndef PROBES_CHANGE_BPF_H
#define PROBES_CHANGE_BPF_H

/* Children that are looked at for the one whose process group was set. */
#define MAX_CHILDREN 32

/* A process is what its first thread is; others may have credentials of their own (setuid(2), "C library/kernel differences"). */
static __always_inline void leader_changed(struct lifecycle_counters *here)
{
	struct lifecycle_change *record;

	if (current_left_out(here, false))
		return;
	record = reserve_record(here, LIFECYCLE_CHANGE, sizeof(*record));
	if (!record)
		return;
	fill_current_process(&record->header);
	fill_current_parent(&record->header);
	if (CURRENT_IS_TYPED)
		fill_context(&record->header, &record->context, READ(bpf_get_current_task_btf(), group_leader));
	else
		fill_context_probed(&record->header, &record->context,
				    BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), group_leader));
	submit_record(record);
}

static __always_inline void credentials_set(struct lifecycle_counters *here, long ret)
{
	__u64 id = bpf_get_current_pid_tgid();

	if (!ret && (__u32)id == id >> 32)
		leader_changed(here);
}

CLASSIC_PROBE("tp/syscalls/sys_exit_setuid", exit_setuid, PROGRAM_EXIT_SETUID, trace_event_raw_sys_exit,
	      credentials_set(here, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_setgid", exit_setgid, PROGRAM_EXIT_SETGID, trace_event_raw_sys_exit,
	      credentials_set(here, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_setreuid", exit_setreuid, PROGRAM_EXIT_SETREUID, trace_event_raw_sys_exit,
	      credentials_set(here, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_setregid", exit_setregid, PROGRAM_EXIT_SETREGID, trace_event_raw_sys_exit,
	      credentials_set(here, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_setresuid", exit_setresuid, PROGRAM_EXIT_SETRESUID, trace_event_raw_sys_exit,
	      credentials_set(here, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_setresgid", exit_setresgid, PROGRAM_EXIT_SETRESGID, trace_event_raw_sys_exit,
	      credentials_set(here, ctx->ret))

static __always_inline void session_begun(struct lifecycle_counters *here, long ret)
{
	if (ret > 0)
		leader_changed(here);
}

CLASSIC_PROBE("tp/syscalls/sys_exit_setsid", exit_setsid, PROGRAM_EXIT_SETSID, trace_event_raw_sys_exit,
	      session_begun(here, ctx->ret))

static __always_inline void send_change_of(struct lifecycle_counters *here, struct task_struct *leader)
{
	struct lifecycle_change *record;

	record = reserve_record(here, LIFECYCLE_CHANGE, sizeof(*record));
	if (!record)
		return;
	fill_identity_probed(&record->header, leader);
	copy_comm(record->header.comm, leader);
	fill_context_probed(&record->header, &record->context, leader);
	submit_record(record);
}

/* The latest child comes first: a shell sets the process group of each process that it has just started. */
static __always_inline void send_change_of_child(struct lifecycle_counters *here, __u32 wanted)
{
	struct task_struct *task = (void *)bpf_get_current_task(), *child;
	void *head = (void *)task + bpf_core_field_offset(struct task_struct, children), *at;
	__u32 level = namespace_level(task);
	struct pid *pid;
	int i;

	at = BPF_CORE_READ(task, children.prev);
	for (i = 0; i < MAX_CHILDREN && at && at != head; i++) {
		child = at - bpf_core_field_offset(struct task_struct, sibling);
		pid = BPF_CORE_READ(child, thread_pid);
		if (pid && level <= 32 && pid_at_level(pid, level) == wanted) {
			if (!left_out(here, child, false))
				send_change_of(here, child);
			return;
		}
		at = BPF_CORE_READ(child, sibling.prev);
	}
}

static __always_inline void process_group_set(struct lifecycle_counters *here, long ret)
{
	struct task_struct *task;
	__u32 wanted;

	if (ret)
		return;
	wanted = regs_arg(current_regs(), 0);
	task = (void *)bpf_get_current_task();
	if (!wanted || wanted == pid_at_level(BPF_CORE_READ(task, group_leader, thread_pid), namespace_level(task)))
		leader_changed(here);
	else
		send_change_of_child(here, wanted);
}

CLASSIC_PROBE("tp/syscalls/sys_exit_setpgid", exit_setpgid, PROGRAM_EXIT_SETPGID, trace_event_raw_sys_exit,
	      process_group_set(here, ctx->ret))

/* Runs in the task that writes the pid to cgroup.procs, after the move. */
static __always_inline void cgroup_changed(struct lifecycle_counters *here, struct task_struct *task)
{
	struct lifecycle_change *record;

	if (READ(task, pid) != READ(task, tgid) || left_out(here, task, false))
		return;
	record = reserve_record_of(here, task, LIFECYCLE_CHANGE, sizeof(*record));
	if (!record)
		return;
	fill_identity(&record->header, task);
	copy_comm(record->header.comm, task);
	fill_context(&record->header, &record->context, task);
	submit_record(record);
}

RAW_PROBE("tp_btf/cgroup_attach_task", cgroup_attach, PROGRAM_CGROUP_ATTACH, cgroup_changed(here, task),
	  struct cgroup *to, const char *path, struct task_struct *task)

#endif
