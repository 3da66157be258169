/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The system call that the running task is in, from its saved registers.
 *
 * The exit tracepoints of fork, clone and wait have none of their arguments, and a
 * probe on each enter would cost more than reading the registers, which keep
 * the arguments until the call returns.
 */
#ifndef SYSCALL_REGS_BPF_H
#define SYSCALL_REGS_BPF_H

#define TS_COMPAT 0x0002
#define CLONE_VM 0x00000100ULL
#define CLONE_VFORK 0x00004000ULL

/* bpf_task_pt_regs came with 5.15. It gives a pointer whose fields may be followed; without it they are copied (35 ns each). */
#define REGS_ARE_TYPED bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs)
#define READ_REG(regs, field) (REGS_ARE_TYPED ? READ(regs, field) : BPF_CORE_READ(regs, field))

/* THREAD_SIZE of x86-64 and of arm64, where it is a page if pages are larger; KASAN doubles it, in kernels for testing. */
#define STACK_BYTES 16384

/* Before 5.15: the registers are at the top of the stack (task_pt_regs() of both machines). */
static __always_inline struct pt_regs *regs_on_stack(void *stack)
{
	__u64 bytes = config.page_bytes > STACK_BYTES ? config.page_bytes : STACK_BYTES;

	return stack + bytes - bpf_core_type_size(struct pt_regs);
}

static __always_inline struct pt_regs *regs_of(struct task_struct *task)
{
	if (REGS_ARE_TYPED)
		return (struct pt_regs *)bpf_task_pt_regs(task);
	return regs_on_stack(BPF_CORE_READ(task, stack));
}

static __always_inline struct pt_regs *current_regs(void)
{
	if (REGS_ARE_TYPED)
		return regs_of(bpf_get_current_task_btf());
	return regs_of((void *)bpf_get_current_task());
}

#if defined(__TARGET_ARCH_x86)
static __always_inline __s64 regs_syscall(struct task_struct *task, struct pt_regs *regs)
{
	/* int80 and sysenter use another numbering. */
	if (READ(task, thread_info.status) & TS_COMPAT)
		return -1;
	return READ_REG(regs, orig_ax);
}

static __always_inline __u64 regs_arg(struct pt_regs *regs, int index)
{
	switch (index) {
	case 0: return READ_REG(regs, di);
	case 1: return READ_REG(regs, si);
	case 2: return READ_REG(regs, dx);
	case 3: return READ_REG(regs, r10);
	default: return READ_REG(regs, r8);
	}
}

#define NR_FORK 57
#define NR_VFORK 58
#define NR_CLONE 56
#define NR_CLONE3 435
#define NR_RT_SIGQUEUEINFO 129
#define NR_RT_TGSIGQUEUEINFO 297
#define NR_PIDFD_SEND_SIGNAL 424
#elif defined(__TARGET_ARCH_arm64)
static __always_inline __s64 regs_syscall(struct task_struct *task, struct pt_regs *regs)
{
	return READ_REG(regs, syscallno);
}

static __always_inline __u64 regs_arg(struct pt_regs *regs, int index)
{
	/* regs[0] becomes the return value; the kernel keeps the first argument aside. */
	if (index == 0)
		return READ_REG(regs, orig_x0);
	return READ_REG(regs, regs[index]);
}

/* arm64 has neither fork nor vfork. */
#define NR_FORK (-2)
#define NR_VFORK (-3)
#define NR_CLONE 220
#define NR_CLONE3 435
#define NR_RT_SIGQUEUEINFO 138
#define NR_RT_TGSIGQUEUEINFO 240
#define NR_PIDFD_SEND_SIGNAL 424
#else
#error "lifecycle.bpf.c knows the registers of x86-64 and arm64 only"
#endif

/* For probes that cannot rely on a typed task. */
static __always_inline __s64 current_syscall(void)
{
#if defined(__TARGET_ARCH_x86)
	struct task_struct *task = (void *)bpf_get_current_task();

	if (BPF_CORE_READ(task, thread_info.status) & TS_COMPAT)
		return -1;
	return READ_REG(current_regs(), orig_ax);
#else
	return READ_REG(current_regs(), syscallno);
#endif
}

static __always_inline __u64 clone_flags_of(struct pt_regs *regs, __u32 syscall)
{
	__u64 flags = 0;

	switch (syscall) {
	case LIFECYCLE_SYS_VFORK:
		return CLONE_VM | CLONE_VFORK;
	case LIFECYCLE_SYS_CLONE:
		/* The low byte is the exit signal, which has a field of its own. */
		return regs_arg(regs, 0) & 0xffffff00ULL;
	case LIFECYCLE_SYS_CLONE3:
		/* struct clone_args begins with flags; the kernel has just copied it, so it is resident. */
		bpf_probe_read_user(&flags, sizeof(flags), (void *)regs_arg(regs, 0));
		return flags;
	}
	return 0;
}

/*
 * Whether the child of a clone gets a stack of its own. It distinguishes posix_spawn,
 * which brings one, from a vfork by clone (arm64 has no vfork), which runs on
 * the caller's: musl and Go pass none for that, glibc the caller's own.
 */
static __always_inline bool brings_stack(struct pt_regs *regs, __u32 syscall)
{
	__u64 asked = 0, stack;

	if (syscall == LIFECYCLE_SYS_CLONE) {
		stack = regs_arg(regs, 1);
		/* Else the load is shared with the one of asked, which no verifier allows for two kinds of pointer. */
		barrier_var(stack);
		return stack && stack != READ_REG(regs, sp);
	}
	/* struct clone_args: flags, pidfd, child_tid, parent_tid, exit_signal, stack. */
	if (syscall == LIFECYCLE_SYS_CLONE3)
		bpf_probe_read_user(&asked, sizeof(asked), (void *)regs_arg(regs, 0) + 5 * sizeof(__u64));
	return asked;
}

static __always_inline __u32 creating_syscall(struct task_struct *task, struct pt_regs *regs)
{
	switch (regs_syscall(task, regs)) {
	case NR_FORK: return LIFECYCLE_SYS_FORK;
	case NR_VFORK: return LIFECYCLE_SYS_VFORK;
	case NR_CLONE: return LIFECYCLE_SYS_CLONE;
	case NR_CLONE3: return LIFECYCLE_SYS_CLONE3;
	}
	return LIFECYCLE_SYS_NONE;
}

#endif
