/* SPDX-License-Identifier: GPL-2.0 */
/*
 * exec: the attempt, and its end in success or failure.
 *
 * The two are tied by whoever reads the records, not here: a map entry put in
 * at enter and taken out at the end is one more cold cache line and page, 200
 * to 300 ns for each exec, and must also be freed wherever a task may end.
 */
#ifndef PROBES_EXEC_BPF_H
#define PROBES_EXEC_BPF_H

#include "exec_scratch.bpf.h"
#include "failed_args.bpf.h"

#define AT_FDCWD (-100)

static __always_inline int exec_entered(__u32 program, __u32 syscall, __s32 dir_fd, __u64 filename, __u32 at_flags)
{
	struct lifecycle_counters *here = counters_here();
	struct lifecycle_exec_enter *record;
	struct exec_scratch *scratch;
	long bytes;

	if (!here)
		return 0;
	count_hit(here, program);
	if (current_left_out(here, false))
		return 0;
	scratch = take_scratch(here, LIFECYCLE_EXEC_ENTER);
	if (!scratch)
		return 0;
	/* Shares the bytes of the larger record, whose data begins later. */
	record = (void *)&scratch->exec;
	fill_header(&record->header, here, LIFECYCLE_EXEC_ENTER, 0);
	fill_current_thread(&record->header);
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
	return exec_entered(PROGRAM_ENTER_EXECVE, LIFECYCLE_SYS_EXECVE, AT_FDCWD, ctx->args[0], 0);
}

SEC("tp/syscalls/sys_enter_execveat")
int enter_execveat(struct trace_event_raw_sys_enter *ctx)
{
	return exec_entered(PROGRAM_ENTER_EXECVEAT, LIFECYCLE_SYS_EXECVEAT, ctx->args[0], ctx->args[1], ctx->args[4]);
}

static __always_inline void begin_exec_record(struct exec_scratch *scratch, struct lifecycle_counters *here,
					      __u16 kind, __u32 syscall, __s32 ret)
{
	struct lifecycle_exec *record = &scratch->exec;

	fill_header(&record->header, here, kind, 0);
	record->syscall = syscall;
	record->ret = ret;
	record->path_bytes = 0;
	record->interp_bytes = 0;
	record->args_bytes = 0;
	record->spare = 0;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(process_exec, struct task_struct *task, int old_pid, struct linux_binprm *binprm)
{
	struct lifecycle_counters *here = counters_here();
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
	if (left_out(here, task, false))
		return 0;
	scratch = take_scratch(here, LIFECYCLE_EXEC);
	if (!scratch)
		return 0;
	record = &scratch->exec;
	begin_exec_record(scratch, here, LIFECYCLE_EXEC, LIFECYCLE_SYS_NONE, 0);
	fill_identity(&record->header, task);
	copy_comm(record->header.comm, task);
	fill_context(&record->context, task);
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
	arg_start = READ(mm, arg_start);
	arg_bytes = READ(mm, arg_end) - arg_start;
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
	return 0;
}

static __always_inline int exec_returned(__u32 program, __u32 syscall, long ret)
{
	struct lifecycle_counters *here = counters_here();
	struct exec_scratch *scratch;
	struct lifecycle_exec *record;
	struct pt_regs *regs;
	__u64 filename, argv;
	long bytes;

	if (!here)
		return 0;
	count_hit(here, program);
	/* A success was told by sched_process_exec. On x86 a successful execveat comes out of here as execve. */
	if (ret >= 0 || current_left_out(here, true))
		return 0;
	scratch = take_scratch(here, LIFECYCLE_EXEC_FAIL);
	if (!scratch)
		return 0;
	record = &scratch->exec;
	begin_exec_record(scratch, here, LIFECYCLE_EXEC_FAIL, syscall, ret);
	fill_current_thread(&record->header);
	fill_current_context(&record->context);
	record->old_tid = record->header.tid;
	/* The registers keep the arguments; also where seccomp answered before sys_enter could fire. */
	regs = probed_regs();
	filename = probed_arg(regs, syscall == LIFECYCLE_SYS_EXECVEAT);
	argv = probed_arg(regs, 1 + (syscall == LIFECYCLE_SYS_EXECVEAT));

	/* The kernel read the path to try it, so unlike at enter the page is there. */
	bytes = bpf_probe_read_user_str(scratch->exec.data, LIFECYCLE_PATH_BYTES + 1, (void *)filename);
	if (bytes <= 0) {
		record->header.flags |= LIFECYCLE_PATH_UNREADABLE;
	} else {
		if (bytes > LIFECYCLE_PATH_BYTES)
			record->header.flags |= LIFECYCLE_PATH_CUT;
		record->path_bytes = bytes - 1;
	}
	scratch->used = record->path_bytes;
	read_failed_args(scratch, argv);
	send_scratch(here, scratch, record, sizeof(*record));
	release_scratch(scratch);
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
