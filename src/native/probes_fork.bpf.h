/* SPDX-License-Identifier: GPL-2.0 */
/* Birth: of processes and threads, and the attempts that made neither. */
#ifndef PROBES_FORK_BPF_H
#define PROBES_FORK_BPF_H

static __always_inline void send_threads(struct lifecycle_counters *here, struct task_struct *task, __u16 flags)
{
	struct lifecycle_threads *record;

	record = reserve_record(here, LIFECYCLE_THREADS, sizeof(*record));
	if (!record)
		return;
	fill_identity(&record->header, task);
	copy_comm(record->header.comm, task);
	record->header.flags |= flags;
	/* Up to date on both paths: copy_process adds before, do_exit subtracts before the tracepoint. */
	record->live = READ(task, signal, live.counter);
	record->spare = 0;
	submit_record(record);
}

/*
 * Fires in the creator before the child can run, so each later record of the
 * child is behind this one. For threads too: they are counted, not listed.
 */
static __always_inline void task_born(struct lifecycle_counters *here, struct task_struct *creator, struct task_struct *child)
{
	struct task_struct *creator_leader;
	struct lifecycle_fork *record;
	struct pt_regs *regs;

	if (unlikely(READ(child, pid) != READ(child, tgid))) {
		if (left_out(here, child, false))
			return;
		send_threads(here, child, LIFECYCLE_THREAD_STARTED);
		return;
	}
	if (birth_left_out(here, creator, child))
		return;

	record = reserve_record(here, LIFECYCLE_FORK, sizeof(*record));
	if (!record)
		return;
	fill_identity(&record->header, child);
	copy_comm(record->header.comm, child);
	fill_context(&record->header, &record->context, child);
	creator_leader = READ(creator, group_leader);
	copy_comm(record->creator_comm, creator_leader);
	record->creator_start_boot_ns = start_of(creator_leader);
	record->creator_tgid = READ(creator, tgid);
	record->creator_tid = READ(creator, pid);
	record->exit_signal = READ(child, exit_signal);
	record->clone_flags = 0;
	record->syscall = LIFECYCLE_SYS_NONE;
	if (unlikely(READ(creator, flags) & PF_KTHREAD)) {
		record->syscall = LIFECYCLE_SYS_KERNEL;
	} else {
		regs = regs_of(creator); /* the running task */
		record->syscall = creating_syscall(creator, regs);
		record->clone_flags = clone_flags_of(regs, record->syscall);
		if ((record->clone_flags & (CLONE_VM | CLONE_VFORK)) == (CLONE_VM | CLONE_VFORK) &&
		    brings_stack(regs, record->syscall))
			record->header.flags |= LIFECYCLE_OWN_STACK;
	}
	submit_record(record);
}

RAW_PROBE("tp_btf/sched_process_fork", process_fork, PROGRAM_PROCESS_FORK, task_born(here, creator, child),
	  struct task_struct *creator, struct task_struct *child)

static __always_inline void create_returned(struct lifecycle_counters *here, __u32 syscall, long ret)
{
	struct lifecycle_fork_fail *record;

	/* Children come from sched_process_fork: by now a vfork child may have exec'ed and gone. */
	if (ret >= 0 || current_left_out(here, true))
		return;
	record = reserve_record(here, LIFECYCLE_FORK_FAIL, sizeof(*record));
	if (!record)
		return;
	fill_current_process(&record->header);
	fill_current_parent(&record->header);
	record->syscall = syscall;
	record->ret = ret;
	record->clone_flags = clone_flags_of(current_regs(), syscall);
	submit_record(record);
}

CLASSIC_PROBE("tp/syscalls/sys_exit_fork", exit_fork, PROGRAM_EXIT_FORK, trace_event_raw_sys_exit,
	      create_returned(here, LIFECYCLE_SYS_FORK, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_vfork", exit_vfork, PROGRAM_EXIT_VFORK, trace_event_raw_sys_exit,
	      create_returned(here, LIFECYCLE_SYS_VFORK, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_clone", exit_clone, PROGRAM_EXIT_CLONE, trace_event_raw_sys_exit,
	      create_returned(here, LIFECYCLE_SYS_CLONE, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_clone3", exit_clone3, PROGRAM_EXIT_CLONE3, trace_event_raw_sys_exit,
	      create_returned(here, LIFECYCLE_SYS_CLONE3, ctx->ret))

#endif
