/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The system call that the running task is in, from its saved registers.
 *
 * fork, clone and wait tell nothing of their arguments at their exits, and a
 * probe on each enter would cost more than reading the registers, which keep
 * the arguments until the call returns. Needs bpf_task_pt_regs (5.15); before
 * it "how" and the clone flags stay unknown.
 */
#ifndef SYSCALL_REGS_BPF_H
#define SYSCALL_REGS_BPF_H

#define TS_COMPAT 0x0002
#define CLONE_VM 0x00000100ULL
#define CLONE_VFORK 0x00004000ULL

/* Both give a typed pointer: where there is bpf_task_pt_regs its fields may be followed. */
static __always_inline struct pt_regs *regs_of(struct task_struct *task)
{
	if (!bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return 0;
	return (struct pt_regs *)bpf_task_pt_regs(task);
}

static __always_inline struct pt_regs *current_regs(void)
{
	if (!bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return 0;
	return regs_of(bpf_get_current_task_btf());
}

#if defined(__TARGET_ARCH_x86)
static __always_inline __s64 regs_syscall(struct task_struct *task, struct pt_regs *regs)
{
	/* int80 and sysenter use another numbering. */
	if (READ(task, thread_info.status) & TS_COMPAT)
		return -1;
	return READ(regs, orig_ax);
}

static __always_inline __u64 regs_arg(struct pt_regs *regs, int index)
{
	switch (index) {
	case 0: return READ(regs, di);
	case 1: return READ(regs, si);
	case 2: return READ(regs, dx);
	default: return READ(regs, r10);
	}
}

#define NR_FORK 57
#define NR_VFORK 58
#define NR_CLONE 56
#define NR_CLONE3 435
#elif defined(__TARGET_ARCH_arm64)
static __always_inline __s64 regs_syscall(struct task_struct *task, struct pt_regs *regs)
{
	return READ(regs, syscallno);
}

static __always_inline __u64 regs_arg(struct pt_regs *regs, int index)
{
	/* regs[0] becomes the return value; the kernel keeps the first argument aside. */
	if (index == 0)
		return READ(regs, orig_x0);
	return READ(regs, regs[index]);
}

/* arm64 has neither fork nor vfork. */
#define NR_FORK (-2)
#define NR_VFORK (-3)
#define NR_CLONE 220
#define NR_CLONE3 435
#else
#error "lifecycle.bpf.c knows the registers of x86-64 and arm64 only"
#endif

/*
 * The same on any kernel, for reading through a helper (35 ns a field): before
 * 5.15 the registers are where they always are, at the top of the stack, which
 * has 16 KiB on x86-64 and arm64 unless the kernel was built for KASAN.
 */
static __always_inline struct pt_regs *probed_regs(void)
{
	struct task_struct *task;

	if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_task_pt_regs))
		return current_regs();
	task = (void *)bpf_get_current_task();
	return BPF_CORE_READ(task, stack) + 16384 - bpf_core_type_size(struct pt_regs);
}

static __always_inline __u64 probed_arg(struct pt_regs *regs, int index)
{
#if defined(__TARGET_ARCH_x86)
	switch (index) {
	case 0: return BPF_CORE_READ(regs, di);
	case 1: return BPF_CORE_READ(regs, si);
	default: return BPF_CORE_READ(regs, dx);
	}
#else
	return index ? BPF_CORE_READ(regs, regs[index]) : BPF_CORE_READ(regs, orig_x0);
#endif
}

static __always_inline __u64 clone_flags_of(struct pt_regs *regs, __u32 syscall)
{
	__u64 flags = 0;

	switch (syscall) {
	case LIFECYCLE_SYS_VFORK:
		return CLONE_VM | CLONE_VFORK;
	case LIFECYCLE_SYS_CLONE:
		/* The low byte is the exit signal, told apart. */
		return regs_arg(regs, 0) & 0xffffff00ULL;
	case LIFECYCLE_SYS_CLONE3:
		/* struct clone_args begins with flags; the kernel has just copied it, so it is resident. */
		bpf_probe_read_user(&flags, sizeof(flags), (void *)regs_arg(regs, 0));
		return flags;
	}
	return 0;
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
