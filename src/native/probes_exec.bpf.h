/* SPDX-License-Identifier: GPL-2.0 */
/*
 * exec: the attempt, and its end in success or failure.
 *
 * User space ties the two, not this file: a map entry added
 * at enter and removed at the end is one more cold cache line and page, 200
 * to 300 ns for each exec, and must also be freed wherever a task may end.
 */
#ifndef PROBES_EXEC_BPF_H
#define PROBES_EXEC_BPF_H

#include "exec_scratch.bpf.h"
#include "failed_args.bpf.h"
#include "file_path.bpf.h"

#define AT_FDCWD (-100)
/* Linux 6.14: execveat only says whether the file may be executed. */
#define AT_EXECVE_CHECK 0x10000

static __always_inline void exec_entered(struct lifecycle_counters *here, __u32 syscall, __s32 dir_fd, __u64 filename,
					 __u32 at_flags)
{
	struct lifecycle_exec_enter *record;
	long bytes;

	/* No attempt: nothing would be executed. */
	if (at_flags & AT_EXECVE_CHECK || current_left_out(here, false))
		return;
	/* Room for a path of usual length; the reader copies what is used. */
	record = reserve_record(here, LIFECYCLE_EXEC_ENTER, sizeof(*record) + LIFECYCLE_ENTER_PATH_BYTES);
	if (!record)
		return;
	fill_current_thread(&record->header);
	record->syscall = syscall;
	record->dir_fd = dir_fd;
	record->at_flags = at_flags;
	/*
	 * Nothing has touched the page of a literal path after a fork, and a probe
	 * may not wait for one: unreadable here is normal, and the record that ends
	 * the attempt has the true path.
	 */
	bytes = bpf_probe_read_user_str(record->data, LIFECYCLE_ENTER_PATH_BYTES, (void *)filename);
	if (bytes <= 0) {
		/* Before 6.13 an empty text counts as 0 bytes. */
		if (bytes < 0)
			record->header.flags |= LIFECYCLE_PATH_UNREADABLE;
		bytes = 1;
	} else if (bytes == LIFECYCLE_ENTER_PATH_BYTES) {
		record->header.flags |= LIFECYCLE_PATH_CUT;
	}
	record->path_bytes = bytes - 1;
	record->header.size = (sizeof(*record) + bytes - 1 + 7) & ~7U;
	submit_record(record);
}

CLASSIC_PROBE("tp/syscalls/sys_enter_execve", enter_execve, PROGRAM_ENTER_EXECVE, trace_event_raw_sys_enter,
	      exec_entered(here, LIFECYCLE_SYS_EXECVE, AT_FDCWD, ctx->args[0], 0))

CLASSIC_PROBE("tp/syscalls/sys_enter_execveat", enter_execveat, PROGRAM_ENTER_EXECVEAT, trace_event_raw_sys_enter,
	      exec_entered(here, LIFECYCLE_SYS_EXECVEAT, ctx->args[0], ctx->args[1], ctx->args[4]))

static __always_inline void begin_exec_record(struct lifecycle_exec *record, __u32 syscall, __s32 ret)
{
	record->syscall = syscall;
	record->ret = ret;
	record->exe_bytes = 0;
	record->path_bytes = 0;
	record->interp_bytes = 0;
	record->args_bytes = 0;
	record->exe_inode = 0;
	record->exe_device = 0;
	record->spare = 0;
}

static __always_inline void begin_new_image(struct lifecycle_exec *record, struct task_struct *task, int old_pid,
					    struct linux_binprm *binprm, struct file *exe)
{
	begin_exec_record(record, LIFECYCLE_SYS_NONE, 0);
	fill_identity(&record->header, task);
	copy_comm(record->header.comm, task);
	fill_context(&record->header, &record->context, task);
	record->old_tid = old_pid;
	record->argc = binprm->argc;
	record->exe_inode = READ(exe, f_inode, i_ino);
	record->exe_device = READ(exe, f_inode, i_sb, s_dev);
	if (unlikely(is_deleted(READ(exe, f_path.dentry))))
		record->header.flags |= LIFECYCLE_EXE_DELETED;
}

/* Whether nothing is above a mount's root, or only what it hides: a machine's root is mounted on that of its initramfs. */
static __always_inline bool is_top(struct vfsmount *vfsmount)
{
	struct mount *mount = (void *)vfsmount - bpf_core_field_offset(struct mount, mnt), *above;

	if ((__u64)vfsmount == top_mount)
		return true;
	above = BPF_CORE_READ(mount, mnt_parent);
	return above == mount || (BPF_CORE_READ(above, mnt_parent) == above &&
				  BPF_CORE_READ(mount, mnt_mountpoint) == BPF_CORE_READ(above, mnt.mnt_root));
}

#ifdef LIFECYCLE_CASTS
static __always_inline void copy_two_words(__u8 *to, void *from)
{
	struct timespec64 *words = bpf_rdonly_cast(from, bpf_core_type_id_kernel(struct timespec64));

	((__u64 *)to)[0] = words->tv_sec;
	((__u64 *)to)[1] = words->tv_nsec;
}
#endif

/* Copies a name and its NUL, SHORT_EXE_NAME bytes at most. Returns how many; more when it is longer. */
static __always_inline __u64 copy_short_name(__u8 *to, struct dentry *dentry)
{
#ifdef LIFECYCLE_CASTS
	__u64 length = READ(dentry, d_name.len);
	void *name = (void *)READ(dentry, d_name.name);

	copy_two_words(to, name);
	if (unlikely(length >= 16)) {
		copy_two_words(to + 16, name + 16);
		copy_two_words(to + 24, name + 24);
	}
	barrier_var(length);
	if (length > SHORT_EXE_NAME - 1)
		return SHORT_EXE_NAME + 1;
	to[length] = 0;
	return length + 1;
#else
	__u64 bytes = bpf_probe_read_kernel_str(to, SHORT_EXE_NAME, READ(dentry, d_name.name));

	return bytes - 1 > SHORT_EXE_NAME - 2 ? SHORT_EXE_NAME + 1 : bytes;
#endif
}

/*
 * The names of a file, as most are: few and short, on the file system of the root. Returns their bytes; more than
 * SHORT_EXE_BYTES when they are not so.
 */
static __always_inline __u64 read_short_names(__u8 *data, struct file *file)
{
	struct dentry *dentry = READ(file, f_path.dentry), *root;
	struct vfsmount *vfsmount = READ(file, f_path.mnt);
	__u64 offset = 0, bytes;
	int i;

	root = READ(vfsmount, mnt_root);
	for (i = 0; i < SHORT_EXE_NAMES && dentry != root; i++) {
		/* One unsigned check on the very register that becomes the index; see send_short_image(). */
		barrier_var(offset);
		if (offset > SHORT_EXE_BYTES - SHORT_EXE_NAME)
			return SHORT_EXE_BYTES + 1;
		bytes = copy_short_name(&data[offset], dentry);
		if (bytes > SHORT_EXE_NAME)
			return SHORT_EXE_BYTES + 1;
		offset += bytes;
		dentry = READ(dentry, d_parent);
	}
	if (dentry != root || !is_top(vfsmount))
		return SHORT_EXE_BYTES + 1;
	return offset;
}

/*
 * A new image whose texts are short, as most are, straight into the ring: 100 ns less than by way of the scratch, whose
 * lines are cold and which is copied. False when they are not, and nothing was sent.
 */
static __always_inline bool send_short_image(struct lifecycle_counters *here, struct task_struct *task, int old_pid,
					     struct linux_binprm *binprm, struct file *exe, __u64 arg_start, __u64 arg_bytes)
{
	struct lifecycle_exec *record;
	__u64 length, names;
	long bytes;

	record = bpf_ringbuf_reserve(&events, SHORT_EXEC_BYTES, 0);
	/* Full: the long form is tried next, and it counts the loss. */
	if (!record)
		return false;
	names = read_short_names(record->data, exe);
	/* One unsigned check on the very register that becomes the index: all that the verifiers of 5.10 to 6.19 can follow. */
	barrier_var(names);
	if (unlikely(names > SHORT_EXE_BYTES))
		goto not_short;
	bytes = bpf_probe_read_kernel_str(&record->data[names], SHORT_PATH_BYTES, binprm->filename);
	length = bytes - 1;
	/* Checked again: a number that was put on the stack meanwhile has no bounds any more to the verifier of 5.10. */
	asm volatile(""
		     : "+r"(length), "+r"(names), "+r"(arg_bytes));
	if (unlikely(length > SHORT_PATH_BYTES - 2 || names > SHORT_EXE_BYTES || arg_bytes > SHORT_ARGS_BYTES) ||
	    bpf_probe_read_user(&record->data[names + length], arg_bytes, (void *)arg_start))
		goto not_short;
	fill_header(&record->header, here, LIFECYCLE_EXEC, (sizeof(*record) + names + bytes - 1 + arg_bytes + 7) & ~7U);
	begin_new_image(record, task, old_pid, binprm, exe);
	record->exe_bytes = names;
	record->path_bytes = bytes - 1;
	record->args_bytes = arg_bytes;
	submit_record(record);
	return true;

not_short:
	bpf_ringbuf_discard(record, BPF_RB_NO_WAKEUP);
	return false;
}

/* At the beginning of the scratch's data. */
static __always_inline void read_names(struct lifecycle_counters *here, struct exec_scratch *scratch, struct file *exe)
{
	struct dentry *dentry = READ(exe, f_path.dentry);
	struct vfsmount *mount = READ(exe, f_path.mnt);
	long bytes;

	if (unlikely(has_no_directory(dentry, READ(mount, mnt_root)))) {
		bytes = bpf_probe_read_kernel_str(scratch->data, NAME_BYTES, READ(dentry, d_name.name));
		if (bytes > 0)
			scratch->used = bytes;
	} else if (!climb_to_root(scratch, mount, dentry)) {
		scratch->exec.header.flags |= LIFECYCLE_EXE_CUT;
	} else {
		scratch->exe_spared = shed_names(here, scratch);
		if (scratch->exe_spared)
			scratch->exec.header.flags |= LIFECYCLE_EXE_CUT;
	}
	scratch->exec.exe_bytes = scratch->used;
}

static __always_inline void send_long_image(struct lifecycle_counters *here, struct task_struct *task, int old_pid,
					    struct linux_binprm *binprm, struct file *exe, __u64 arg_start, __u64 arg_bytes)
{
	const char *filename = binprm->filename, *interp = binprm->interp;
	struct exec_scratch *scratch = take_scratch(here, LIFECYCLE_EXEC);
	struct lifecycle_exec *record;
	__u64 offset;
	long bytes;

	if (!scratch)
		return;
	record = &scratch->exec;
	fill_header(&record->header, here, LIFECYCLE_EXEC, 0);
	begin_new_image(record, task, old_pid, binprm, exe);
	read_names(here, scratch, exe);
	offset = scratch->used & (LIFECYCLE_PATH_BYTES - 1);
	bytes = bpf_probe_read_kernel_str(&scratch->data[offset], LIFECYCLE_PATH_BYTES, filename);
	if (bytes > 0)
		record->path_bytes = bytes - 1;
	else
		record->header.flags |= LIFECYCLE_PATH_UNREADABLE;
	offset += record->path_bytes;
	if (interp != filename) {
		offset &= 2 * LIFECYCLE_PATH_BYTES - 1;
		bytes = bpf_probe_read_kernel_str(&scratch->data[offset], LIFECYCLE_INTERP_BYTES, interp);
		if (bytes > 0 && bytes <= LIFECYCLE_INTERP_BYTES) {
			record->interp_bytes = bytes - 1;
			offset += bytes - 1;
		}
	}
	if (arg_bytes > LIFECYCLE_ARGS_BYTES) {
		arg_bytes = LIFECYCLE_ARGS_BYTES;
		record->header.flags |= LIFECYCLE_ARGS_CUT;
	}
	barrier_var(arg_bytes);
	if (offset <= TEXT_BYTES && arg_bytes <= LIFECYCLE_ARGS_BYTES) {
		if (bpf_probe_read_user(&scratch->data[offset], arg_bytes, (void *)arg_start)) {
			record->header.flags |= LIFECYCLE_ARGS_UNREADABLE;
		} else {
			record->args_bytes = arg_bytes;
			offset += arg_bytes;
		}
	}
	scratch->used = offset;
	send_exec(here, scratch);
	release_scratch(scratch);
}

/*
 * Path and interpreter are the kernel's own copies: always readable, always what it really ran. The arguments are on
 * the new stack, which has just been written, so its pages are there; the caller's are gone.
 */
static __always_inline void image_replaced(struct lifecycle_counters *here, struct task_struct *task, int old_pid,
					   struct linux_binprm *binprm)
{
	__u64 arg_start, arg_bytes;
	struct mm_struct *mm;
	struct file *exe;

	if (left_out(here, task, false) || !is_admitted(here, task, LIFECYCLE_EXEC, SHORT_EXEC_BYTES))
		return;
	mm = READ(task, mm);
	arg_start = READ(mm, arg_start);
	arg_bytes = READ(mm, arg_end) - arg_start;
	exe = READ(mm, exe_file);
	if (unlikely(arg_bytes > SHORT_ARGS_BYTES) || binprm->interp != binprm->filename ||
	    !send_short_image(here, task, old_pid, binprm, exe, arg_start, arg_bytes))
		send_long_image(here, task, old_pid, binprm, exe, arg_start, arg_bytes);
}

RAW_PROBE("tp_btf/sched_process_exec", process_exec, PROGRAM_PROCESS_EXEC, image_replaced(here, task, old_pid, binprm),
	  struct task_struct *task, int old_pid, struct linux_binprm *binprm)

static __always_inline void exec_returned(struct lifecycle_counters *here, __u32 syscall, long ret)
{
	struct exec_scratch *scratch;
	struct lifecycle_exec *record;
	struct pt_regs *regs;
	__u64 filename, argv;
	long bytes;

	/* sched_process_exec recorded a success. On x86 a successful execveat comes out of here as execve. */
	if (ret >= 0 || (syscall == LIFECYCLE_SYS_EXECVEAT && regs_arg(current_regs(), 4) & AT_EXECVE_CHECK))
		return;
	if (current_left_out(here, true) || !is_admitted(here, 0, LIFECYCLE_EXEC_FAIL, SHORT_EXEC_BYTES))
		return;
	scratch = take_scratch(here, LIFECYCLE_EXEC_FAIL);
	if (!scratch)
		return;
	record = &scratch->exec;
	fill_header(&record->header, here, LIFECYCLE_EXEC_FAIL, 0);
	begin_exec_record(record, syscall, ret);
	fill_current_thread(&record->header);
	fill_current_context(&record->header, &record->context);
	record->old_tid = record->header.tid;
	/* The registers keep the arguments; also where seccomp answered before sys_enter could fire. */
	regs = current_regs();
	filename = regs_arg(regs, syscall == LIFECYCLE_SYS_EXECVEAT);
	argv = regs_arg(regs, 1 + (syscall == LIFECYCLE_SYS_EXECVEAT));

	/* The kernel read the path to try it, so unlike at enter the page is there. */
	bytes = bpf_probe_read_user_str(scratch->exec.data, LIFECYCLE_PATH_BYTES + 1, (void *)filename);
	if (bytes < 0) {
		record->header.flags |= LIFECYCLE_PATH_UNREADABLE;
	} else if (bytes > 0) {
		if (bytes > LIFECYCLE_PATH_BYTES)
			record->header.flags |= LIFECYCLE_PATH_CUT;
		record->path_bytes = bytes - 1;
	}
	scratch->used = record->path_bytes;
	read_failed_args(scratch, argv);
	send_exec(here, scratch);
	release_scratch(scratch);
}

CLASSIC_PROBE("tp/syscalls/sys_exit_execve", exit_execve, PROGRAM_EXIT_EXECVE, trace_event_raw_sys_exit,
	      exec_returned(here, LIFECYCLE_SYS_EXECVE, ctx->ret))

CLASSIC_PROBE("tp/syscalls/sys_exit_execveat", exit_execveat, PROGRAM_EXIT_EXECVEAT, trace_event_raw_sys_exit,
	      exec_returned(here, LIFECYCLE_SYS_EXECVEAT, ctx->ret))

#endif
