/* SPDX-License-Identifier: GPL-2.0 */
/* The end: exit of the last thread, the wait for it, and the release. */
#ifndef PROBES_EXIT_BPF_H
#define PROBES_EXIT_BPF_H

#define WNOHANG 0x00000001
#define WUNTRACED 0x00000002
#define WEXITED 0x00000004
#define WCONTINUED 0x00000008
#define WNOWAIT 0x01000000
#define P_PID 1
#define CLD_EXITED 1
#define CLD_KILLED 2
#define CLD_DUMPED 3

#include "adopter.bpf.h"

/*
 * Ends recorded already, for kernels without the group_dead argument. Least
 * recently used go first; an entry matters only for microseconds.
 */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u64);
	__type(value, __u64);
} reported_ends SEC(".maps");

static __always_inline void task_exited(struct lifecycle_counters *here, struct task_struct *task, bool group_dead)
{
	struct task_struct *leader = READ(task, group_leader);
	struct signal_struct *signal = READ(task, signal);
	struct lifecycle_exit *record;
	struct task_struct *adopter;

	if (left_out(here, task, group_dead && status_of(leader)))
		return;
	if (unlikely(!group_dead)) {
		send_threads(here, task, 0);
		return;
	}

	record = reserve_record(here, LIFECYCLE_EXIT, sizeof(*record));
	if (!record)
		return;
	fill_identity(&record->header, task);
	fill_ns_pid(&record->header, leader);
	/* The last thread's own name may be "worker-7"; the process is called like its leader. */
	copy_comm(record->header.comm, leader);
	record->adopter_tgid = 0;
	record->adopter_start_boot_ns = 0;
	record->spare = 0;
	__builtin_memset(record->adopter_comm, 0, sizeof(record->adopter_comm));
	adopter = unlikely(leaves_children(task)) ? adopter_of(task) : 0;
	if (unlikely(adopter)) {
		adopter = BPF_CORE_READ(adopter, group_leader);
		record->adopter_tgid = BPF_CORE_READ(adopter, tgid);
		record->adopter_start_boot_ns = start_of_probed(adopter);
		bpf_core_read(record->adopter_comm, sizeof(record->adopter_comm), &adopter->comm);
	}
	record->status = status_of(leader);
	record->exit_signal = READ(leader, exit_signal);
	fill_group_usage(&record->usage, signal);
	add_task_usage(&record->usage, task);
	/* A leader that went first stays unreleased, so nothing of it is in the sums. */
	if (unlikely(leader != task))
		add_task_usage(&record->usage, leader);
	submit_record(record);
}

/* Since Linux 6.16 the tracepoint says itself whether this was the last thread. */
RAW_PROBE("tp_btf/sched_process_exit", process_exit, PROGRAM_PROCESS_EXIT, task_exited(here, task, group_dead),
	  struct task_struct *task, bool group_dead)

/*
 * Before 6.16: the last one is the thread that sees signal->live at zero. Two threads
 * that leave at the same moment both may; the first to say so is believed.
 */
static __always_inline void task_exited_before616(struct lifecycle_counters *here, struct task_struct *task)
{
	struct signal_struct *signal = READ(task, signal);
	__u64 key = (__u64)signal;
	__u64 start = start_of(READ(task, group_leader));
	__u64 *reported;

	/*
	 * The count is compared once. When clang compared its register again inside task_exited(), the verifiers of 5.10
	 * and 6.1 took the second result for known, behind the call of is_followed(), and removed the other branch: each
	 * thread's end was one of the process.
	 */
	if (READ(signal, live.counter)) {
		task_exited(here, task, false);
		return;
	}
	/* The address is used again, so the entry remembers whose it was. */
	reported = bpf_map_lookup_elem(&reported_ends, &key);
	if (reported && *reported == start)
		return;
	if (reported)
		bpf_map_delete_elem(&reported_ends, &key);
	if (bpf_map_update_elem(&reported_ends, &key, &start, BPF_NOEXIST)) {
		reported = bpf_map_lookup_elem(&reported_ends, &key);
		if (reported && *reported == start)
			return;
	}
	task_exited(here, task, true);
}

/* One program: tracepoints of these kernels cannot be preempted. */
FIRST_OF_RAW("tp_btf/sched_process_exit", process_exit_before616, PROGRAM_PROCESS_EXIT, task_exited_before616(here, task),
	     struct task_struct *task)

/*
 * Runs a grace period after release_task(), when the pid is free again: the
 * latest bound of the zombie's end. All threads have been added up by now.
 */
static __always_inline void task_freed(struct lifecycle_counters *here, struct task_struct *task)
{
	struct lifecycle_header *header;
	struct lifecycle_free *record;

	if (READ(task, pid) != READ(task, tgid) || (config.filters && release_left_out(task)))
		return;
	/* The task that runs now is not involved. */
	record = reserve_record_of(here, task, LIFECYCLE_FREE, sizeof(*record));
	if (!record)
		return;
	header = &record->header;
	header->tgid = READ(task, tgid);
	header->tid = header->tgid;
	header->start_boot_ns = start_of(task);
	/* Its parent may have been freed itself by now, and its struct pid has been: their memory may belong to others. */
	header->ppid = 0;
	header->parent_start_boot_ns = 0;
	header->ns_pid = header->tgid;
	header->uid = 0;
	copy_comm(header->comm, task);
	fill_group_usage(&record->usage, READ(task, signal));
	submit_record(record);
}

RAW_PROBE("tp_btf/sched_process_free", process_free, PROGRAM_PROCESS_FREE, task_freed(here, task), struct task_struct *task)

static __always_inline void send_reap(struct lifecycle_counters *here, __u32 pid, __u16 flags)
{
	struct lifecycle_reap *record;

	record = reserve_record(here, LIFECYCLE_REAP, sizeof(*record));
	if (!record)
		return;
	fill_current_process(&record->header);
	/* The number is of the reaper's namespace. */
	fill_current_ns_pid(&record->header);
	record->header.flags |= flags;
	record->reaped_pid = pid;
	record->spare = 0;
	submit_record(record);
}

/* Whether a wait that returned a pid can have returned for a stop or a continue. */
static __always_inline bool may_tell_stops(__u32 options)
{
	struct task_struct *task;

	if (options & (WUNTRACED | WCONTINUED))
		return true;
	/* Before 5.11 the task pointer is not typed; then the status that the wait has written decides. */
	if (!CURRENT_IS_TYPED)
		return true;
	task = bpf_get_current_task_btf();
	/* A tracer gets stops without asking, whichever of its threads traces. */
	return READ(task, signal, nr_threads) > 1 ||
	       (void *)READ(task, ptraced.next) != (void *)task + bpf_core_field_offset(struct task_struct, ptraced);
}

static __always_inline void wait4_returned(struct lifecycle_counters *here, long pid)
{
	struct pt_regs *regs;
	__u64 pointer;
	__s32 status = 0;
	__u16 flags = 0;

	if (pid <= 0 || wait_left_out(pid))
		return;
	regs = current_regs();
	if (!may_tell_stops(regs_arg(regs, 2))) {
		send_reap(here, pid, 0);
		return;
	}
	pointer = regs_arg(regs, 1);
	/* The status decides, and the kernel has just written it. */
	if (!pointer || bpf_probe_read_user(&status, sizeof(status), (void *)pointer))
		flags = LIFECYCLE_UNVERIFIED;
	else if ((status & 0xff) == 0x7f || status == 0xffff)
		return;
	send_reap(here, pid, flags);
}

CLASSIC_PROBE("tp/syscalls/sys_exit_wait4", exit_wait4, PROGRAM_EXIT_WAIT4, trace_event_raw_sys_exit,
	      wait4_returned(here, ctx->ret))

/*
 * waitid(which, upid, NULL, options): the child is known when one process was asked for. A pidfd is a number of
 * the caller's table, and of several children the kernel does not say which one it was.
 */
static __always_inline void wait_without_siginfo_returned(struct lifecycle_counters *here, struct pt_regs *regs, __u64 options)
{
	__u32 pid = regs_arg(regs, 1);

	if (regs_arg(regs, 0) != P_PID || !(options & WEXITED) || wait_left_out(pid))
		return;
	/* With WNOHANG it also returns 0 when no child has ended. */
	send_reap(here, pid, options & (WNOHANG | WUNTRACED | WCONTINUED) ? LIFECYCLE_UNVERIFIED : 0);
}

static __always_inline void waitid_returned(struct lifecycle_counters *here, long ret)
{
	/* The head of siginfo_t for SIGCHLD, the same on all 64-bit machines. */
	struct {
		__s32 signo, error, code, gap, pid, uid, status;
	} info = {};
	struct pt_regs *regs;
	__u64 pointer, options;

	if (ret)
		return;
	regs = current_regs();
	pointer = regs_arg(regs, 2);
	options = regs_arg(regs, 3);
	/* A look that leaves the zombie. */
	if (options & WNOWAIT)
		return;
	if (!pointer) {
		wait_without_siginfo_returned(here, regs, options);
		return;
	}
	if (bpf_probe_read_user(&info, sizeof(info), (void *)pointer) || !info.pid)
		return;
	if (info.code != CLD_EXITED && info.code != CLD_KILLED && info.code != CLD_DUMPED)
		return;
	if (!wait_left_out(info.pid))
		send_reap(here, info.pid, 0);
}

CLASSIC_PROBE("tp/syscalls/sys_exit_waitid", exit_waitid, PROGRAM_EXIT_WAITID, trace_event_raw_sys_exit,
	      waitid_returned(here, ctx->ret))

#endif
