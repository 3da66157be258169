/* SPDX-License-Identifier: GPL-2.0 */
/* Signals that end a process, the OOM killer's choice, and new names. */
#ifndef PROBES_SIGNAL_BPF_H
#define PROBES_SIGNAL_BPF_H

#define SIGKILL 9
#define SEND_SIG_NOINFO 0 /* kernel: the sender is the caller */
#define SEND_SIG_PRIV 1   /* kernel: raised by itself */
#define SI_USER 0
/* What the kernel's timers, message queues, asynchronous input and output, execs and name lookups say of themselves. */
#define SI_TIMER (-2)
#define SI_MESGQ (-3)
#define SI_ASYNCIO (-4)
#define SI_SIGIO (-5)
#define SI_DETHREAD (-7)
#define SI_ASYNCNL (-60)

/* Default action is to stop, to continue or nothing: CHLD, CONT, STOP, TSTP, TTIN, TTOU, URG, WINCH. */
#define HARMLESS ((1ULL << 17) | (1ULL << 18) | (1ULL << 19) | (1ULL << 20) | (1ULL << 21) | (1ULL << 22) | \
		  (1ULL << 23) | (1ULL << 28))

static __always_inline bool ends_process(int sig, struct task_struct *target)
{
	struct sighand_struct *sighand;
	void *handler = 0, *action;

	if (sig < 1 || sig > 64)
		return false;
	if (sig == SIGKILL)
		return true;
	if (sig < 32 && (HARMLESS >> sig & 1))
		return false;
	/* Copied, not followed: the verifier takes no variable index into a kernel object. */
	sighand = BPF_CORE_READ(target, sighand);
	if (!sighand)
		return false;
	action = (void *)sighand + bpf_core_field_offset(struct sighand_struct, action) +
		 (__u64)(sig - 1) * bpf_core_type_size(struct k_sigaction);
	bpf_core_read(&handler, sizeof(handler), action + bpf_core_field_offset(struct k_sigaction, sa.sa_handler));
	/* SIG_DFL is 0. A blocked one is recorded as well: it kills as soon as it is unblocked. */
	return !handler;
}

/*
 * Whether the running task has sent it. A fault, a timer or a terminal has no sender. A process may give its signal any
 * code below 0 (rt_sigqueueinfo(2)), also one of the kernel's; then the system call distinguishes the two.
 */
static __always_inline bool has_sender(__s32 code)
{
	if (code > 0)
		return false;
	if (code != SI_TIMER && code != SI_MESGQ && code != SI_ASYNCIO && code != SI_SIGIO && code != SI_DETHREAD &&
	    code != SI_ASYNCNL)
		return true;
	switch (current_syscall()) {
	case NR_RT_SIGQUEUEINFO:
	case NR_RT_TGSIGQUEUEINFO:
	case NR_PIDFD_SEND_SIGNAL:
		return true;
	}
	return false;
}

static __always_inline void signal_generated(struct lifecycle_counters *here, int sig, struct kernel_siginfo *siginfo,
					     struct task_struct *target, int result)
{
	struct lifecycle_signal *record;
	struct task_struct *sender;
	__u64 pointer = (__u64)siginfo;
	__s32 code = SI_USER;
	__u16 flags = 0;

	/* result 0 is TRACE_SIGNAL_DELIVERED; the others were ignored, pending already or lost. */
	if (result || !ends_process(sig, target) || signal_left_out(target))
		return;

	if (pointer == SEND_SIG_PRIV) {
		flags = LIFECYCLE_FROM_KERNEL;
		code = 0x80;
	} else if (pointer != SEND_SIG_NOINFO) {
		bpf_core_read(&code, sizeof(code), &((struct kernel_siginfo *)pointer)->si_code);
		if (!has_sender(code))
			flags = LIFECYCLE_FROM_KERNEL;
	}

	record = reserve_record(here, LIFECYCLE_SIGNAL, sizeof(*record));
	if (!record)
		return;
	fill_identity(&record->header, target);
	copy_comm(record->header.comm, target);
	record->header.flags |= flags;
	record->signal = sig;
	record->code = code;
	record->spare = 0;
	sender = (void *)bpf_get_current_task();
	record->sender_start_boot_ns = start_of_probed(BPF_CORE_READ(sender, group_leader));
	record->sender_tgid = BPF_CORE_READ(sender, tgid);
	record->sender_tid = BPF_CORE_READ(sender, pid);
	record->sender_uid = BPF_CORE_READ(sender, cred, euid.val);
	copy_comm(record->sender_comm, BPF_CORE_READ(sender, group_leader));
	submit_record(record);
}

RAW_PROBE("tp_btf/signal_generate", signal_generate, PROGRAM_SIGNAL_GENERATE,
	  signal_generated(here, sig, siginfo, target, result),
	  int sig, struct kernel_siginfo *siginfo, struct task_struct *target, int group, int result)

/*
 * The classic tracepoint, because the arguments of the raw one changed in 6.9
 * while "pid" stayed; its offset is relocated like any field's.
 */
static __always_inline void victim_marked(struct lifecycle_counters *here, __u32 pid)
{
	struct lifecycle_oom *record;

	if (config.filters & LIFECYCLE_ONLY_UNDER && number_left_out(pid))
		return;
	record = reserve_record(here, LIFECYCLE_OOM, sizeof(*record));
	if (!record)
		return;
	/* Who runs now only asked for memory. */
	record->header.tgid = pid;
	record->header.tid = pid;
	record->header.start_boot_ns = 0;
	record->header.parent_start_boot_ns = 0;
	record->header.ppid = 0;
	record->header.uid = 0;
	record->header.ns_pid = pid;
	__builtin_memset(record->header.comm, 0, sizeof(record->header.comm));
	record->victim_pid = pid;
	record->killer_tid = (__u32)bpf_get_current_pid_tgid();
	submit_record(record);
}

CLASSIC_PROBE("tp/oom/mark_victim", mark_victim, PROGRAM_MARK_VICTIM, trace_event_raw_mark_victim,
	      victim_marked(here, ctx->pid))

/* Names of tasks are short enough to be compared as two numbers. */
static __always_inline bool has_name(struct task_struct *task, const char *name)
{
	__u64 old[LIFECYCLE_COMM_BYTES / 8] = {}, new[LIFECYCLE_COMM_BYTES / 8] = {};

	bpf_probe_read_kernel_str(old, sizeof(old), task->comm);
	bpf_probe_read_kernel_str(new, sizeof(new), name);
	return old[0] == new[0] && old[1] == new[1];
}

/*
 * PF_IO_WORKER, and since Linux 6.4 PF_USER_WORKER: a thread that the kernel makes for a process, as io_uring does. No
 * system call makes it, so sched_process_fork does not fire; but the first that it does is to take a name.
 */
#define MADE_BY_KERNEL (0x00000010 | 0x00004000)

/* Fires before the name is written. */
static __always_inline void task_renamed(struct lifecycle_counters *here, struct task_struct *task, const char *name)
{
	struct lifecycle_rename *record;

	/* An exec names its task too; the exec record has that name. Where this bit is gone, the reader knows who execs. */
	if (bpf_core_field_exists(task->in_execve) && BPF_CORE_READ_BITFIELD(task, in_execve))
		return;
	/* A process is called like its first thread; others may name themselves as they like. */
	if (unlikely(task->pid != task->tgid)) {
		if (READ(task, flags) & MADE_BY_KERNEL && !left_out(here, task, false))
			send_threads(here, task, LIFECYCLE_THREAD_STARTED);
		return;
	}
	if (has_name(task, name) || left_out(here, task, false))
		return;
	record = reserve_record(here, LIFECYCLE_RENAME, sizeof(*record));
	if (!record)
		return;
	fill_identity(&record->header, task);
	copy_comm(record->header.comm, task);
	copy_comm(record->from, task);
	__builtin_memset(record->to, 0, sizeof(record->to));
	bpf_probe_read_kernel_str(record->to, sizeof(record->to), name);
	submit_record(record);
}

RAW_PROBE("tp_btf/task_rename", task_rename, PROGRAM_TASK_RENAME, task_renamed(here, task, name),
	  struct task_struct *task, const char *name)

#endif
