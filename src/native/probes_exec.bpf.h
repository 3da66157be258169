/* SPDX-License-Identifier: GPL-2.0 */
/* exec: the attempt, and its end in success or failure. */
#ifndef PROBES_EXEC_BPF_H
#define PROBES_EXEC_BPF_H

#include "exec_scratch.bpf.h"
#include "failed_args.bpf.h"

#define AT_FDCWD (-100)
struct exec_attempt {
	__u64 filename;
	__u64 argv;
	__u64 enter_boot_ns;
	__u32 syscall;
	__s32 dir_fd;
	__u32 at_flags;
	__u32 spare;
};

/*
 * Attempts under way, by task pointer. A thread id would not do: when a thread
 * that is not the leader execs it enters with its own id and leaves with the
 * leader's. Bounded by tasks inside execve at one time; an entry goes at the
 * end of the call or of the task.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16384);
	__type(key, __u64);
	__type(value, struct exec_attempt);
} attempts SEC(".maps");

static __always_inline void forget_attempt(struct lifecycle_counters *here, __u64 key)
{
	if (!bpf_map_delete_elem(&attempts, &key))
		__sync_fetch_and_add(&here->attempts_pending, -1);
}

static __always_inline int exec_entered(__u32 program, __u32 syscall, __s32 dir_fd, __u64 filename, __u64 argv,
					__u32 at_flags)
{
	struct lifecycle_counters *here = counters_here();
	__u64 key = bpf_get_current_task();
	struct exec_attempt attempt = {
		.filename = filename,
		.argv = argv,
		.syscall = syscall,
		.dir_fd = dir_fd,
		.at_flags = at_flags,
	};
	struct lifecycle_exec_enter *record;
	struct exec_scratch *scratch;
	long bytes;

	if (!here)
		return 0;
	count_hit(here, program);
	attempt.enter_boot_ns = bpf_ktime_get_boot_ns();
	if (!bpf_map_update_elem(&attempts, &key, &attempt, BPF_NOEXIST))
		__sync_fetch_and_add(&here->attempts_pending, 1);
	else if (bpf_map_update_elem(&attempts, &key, &attempt, BPF_EXIST))
		count(&here->lost[LIFECYCLE_LOST_PENDING_FULL]);

	scratch = take_scratch(here, LIFECYCLE_EXEC_ENTER);
	if (!scratch)
		return 0;
	/* Shares the bytes of the larger record, whose data begins later. */
	record = (void *)&scratch->exec;
	fill_header(&record->header, here, LIFECYCLE_EXEC_ENTER, 0);
	fill_current_identity(&record->header);
	record->header.boot_ns = attempt.enter_boot_ns;
	record->syscall = syscall;
	record->dir_fd = dir_fd;
	record->at_flags = at_flags;
	record->path_bytes = 0;
	/*
	 * Nothing has touched the page of a literal path after a fork, and a probe
	 * may not wait for one: unreadable here is normal, and the record that ends
	 * the attempt has the true path.
	 */
	bytes = bpf_probe_read_user_str(record->data, LIFECYCLE_ENTER_PATH_BYTES, (void *)filename);
	if (bytes <= 0) {
		record->header.flags |= LIFECYCLE_PATH_UNREADABLE;
	} else {
		if (bytes == LIFECYCLE_ENTER_PATH_BYTES)
			record->header.flags |= LIFECYCLE_PATH_CUT;
		record->path_bytes = bytes - 1;
		scratch->used = bytes - 1;
	}
	send_scratch(here, scratch, record, sizeof(*record));
	release_scratch(scratch);
	return 0;
}

SEC("tp/syscalls/sys_enter_execve")
int enter_execve(struct trace_event_raw_sys_enter *ctx)
{
	return exec_entered(PROGRAM_ENTER_EXECVE, LIFECYCLE_SYS_EXECVE, AT_FDCWD, ctx->args[0], ctx->args[1], 0);
}

SEC("tp/syscalls/sys_enter_execveat")
int enter_execveat(struct trace_event_raw_sys_enter *ctx)
{
	return exec_entered(PROGRAM_ENTER_EXECVEAT, LIFECYCLE_SYS_EXECVEAT, ctx->args[0], ctx->args[1], ctx->args[2],
			    ctx->args[4]);
}

static __always_inline void begin_exec_record(struct exec_scratch *scratch, struct lifecycle_counters *here,
					      __u16 kind, struct exec_attempt *attempt)
{
	struct lifecycle_exec *record = &scratch->exec;

	fill_header(&record->header, here, kind, 0);
	fill_current_identity(&record->header);
	fill_current_context(&record->context);
	record->enter_boot_ns = 0;
	record->syscall = LIFECYCLE_SYS_NONE;
	record->dir_fd = AT_FDCWD;
	record->at_flags = 0;
	if (attempt) {
		record->enter_boot_ns = attempt->enter_boot_ns;
		record->syscall = attempt->syscall;
		record->dir_fd = attempt->dir_fd;
		record->at_flags = attempt->at_flags;
	} else {
		record->header.flags |= LIFECYCLE_NO_ENTER;
	}
	record->ret = 0;
	record->old_tid = record->header.tid;
	record->argc = 0;
	record->path_bytes = 0;
	record->interp_bytes = 0;
	record->args_bytes = 0;
	record->spare = 0;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(process_exec, struct task_struct *task, int old_pid, struct linux_binprm *binprm)
{
	struct lifecycle_counters *here = counters_here();
	__u64 key = bpf_get_current_task();
	const char *filename, *interp;
	struct exec_scratch *scratch;
	struct lifecycle_exec *record;
	__u64 arg_start, arg_bytes;
	struct mm_struct *mm;
	__u64 offset;
	long bytes;

	if (!here)
		return 0;
	count_hit(here, PROGRAM_PROCESS_EXEC);
	scratch = take_scratch(here, LIFECYCLE_EXEC);
	if (!scratch)
		goto forget;
	record = &scratch->exec;
	begin_exec_record(scratch, here, LIFECYCLE_EXEC, bpf_map_lookup_elem(&attempts, &key));
	record->old_tid = old_pid;
	record->argc = binprm->argc;

	/* The kernel's own copies: always readable, always what it really ran. */
	filename = binprm->filename;
	interp = binprm->interp;
	bytes = bpf_probe_read_kernel_str(record->data, LIFECYCLE_PATH_BYTES, filename);
	if (bytes > 0)
		record->path_bytes = bytes - 1;
	else
		record->header.flags |= LIFECYCLE_PATH_UNREADABLE;
	offset = record->path_bytes;
	if (interp != filename) {
		offset &= LIFECYCLE_PATH_BYTES - 1;
		bytes = bpf_probe_read_kernel_str(&scratch->data[offset], LIFECYCLE_INTERP_BYTES, interp);
		if (bytes > 0 && bytes <= LIFECYCLE_INTERP_BYTES) {
			record->interp_bytes = bytes - 1;
			offset += bytes - 1;
		}
	}

	/* The new stack has just been written, so its pages are there; the caller's are gone. */
	mm = READ(task, mm);
	arg_start = BPF_CORE_READ(mm, arg_start);
	arg_bytes = BPF_CORE_READ(mm, arg_end) - arg_start;
	if (arg_bytes > LIFECYCLE_ARGS_BYTES) {
		arg_bytes = LIFECYCLE_ARGS_BYTES;
		record->header.flags |= LIFECYCLE_ARGS_CUT;
	}
	asm volatile("" : "+r"(arg_bytes));
	if (offset <= TEXT_BYTES && arg_bytes <= LIFECYCLE_ARGS_BYTES) {
		if (bpf_probe_read_user(&scratch->data[offset], arg_bytes, (void *)arg_start)) {
			record->header.flags |= LIFECYCLE_ARGS_UNREADABLE;
		} else {
			record->args_bytes = arg_bytes;
			offset += arg_bytes;
		}
	}
	scratch->used = offset;
	send_scratch(here, scratch, record, sizeof(*record));
	release_scratch(scratch);
forget:
	forget_attempt(here, key);
	return 0;
}

static __always_inline int exec_returned(__u32 program, __u32 syscall, long ret)
{
	struct lifecycle_counters *here = counters_here();
	__u64 key = bpf_get_current_task();
	struct exec_attempt *attempt, absent = {};
	struct exec_scratch *scratch;
	struct lifecycle_exec *record;
	struct pt_regs *regs;
	long bytes;

	if (!here)
		return 0;
	count_hit(here, program);
	/* A success was told by sched_process_exec. On x86 a successful execveat comes out of here as execve. */
	if (ret >= 0)
		return 0;
	attempt = bpf_map_lookup_elem(&attempts, &key);
	scratch = take_scratch(here, LIFECYCLE_EXEC_FAIL);
	if (!scratch)
		goto forget;
	record = &scratch->exec;
	begin_exec_record(scratch, here, LIFECYCLE_EXEC_FAIL, attempt);
	record->ret = ret;
	if (!attempt) {
		/* seccomp answers before sys_enter fires; the registers still have the arguments. */
		regs = current_regs();
		record->syscall = syscall;
		if (regs) {
			absent.filename = regs_arg(regs, syscall == LIFECYCLE_SYS_EXECVEAT);
			absent.argv = regs_arg(regs, 1 + (syscall == LIFECYCLE_SYS_EXECVEAT));
		}
		attempt = &absent;
	}

	/* The kernel read the path to try it, so unlike at enter the page is there. */
	bytes = bpf_probe_read_user_str(scratch->exec.data, LIFECYCLE_PATH_BYTES + 1, (void *)attempt->filename);
	if (bytes <= 0) {
		record->header.flags |= LIFECYCLE_PATH_UNREADABLE;
	} else {
		if (bytes > LIFECYCLE_PATH_BYTES)
			record->header.flags |= LIFECYCLE_PATH_CUT;
		record->path_bytes = bytes - 1;
	}
	scratch->used = record->path_bytes;
	read_failed_args(scratch, attempt->argv);
	send_scratch(here, scratch, record, sizeof(*record));
	release_scratch(scratch);
forget:
	forget_attempt(here, key);
	return 0;
}

SEC("tp/syscalls/sys_exit_execve")
int exit_execve(struct trace_event_raw_sys_exit *ctx)
{
	return exec_returned(PROGRAM_EXIT_EXECVE, LIFECYCLE_SYS_EXECVE, ctx->ret);
}

SEC("tp/syscalls/sys_exit_execveat")
int exit_execveat(struct trace_event_raw_sys_exit *ctx)
{
	return exec_returned(PROGRAM_EXIT_EXECVEAT, LIFECYCLE_SYS_EXECVEAT, ctx->ret);
}

#endif
