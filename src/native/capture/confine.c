// SPDX-License-Identifier: MIT
/*
 * What the privileged part may still do once it has attached. CAP_SYS_ADMIN is for BPF_ENABLE_STATS and for the next pid; the system
 * calls below leave nothing else of it. Where the kernel has no seccomp, the capability goes, and run times stay unknown.
 */
#include "capture.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* BPF (39): bpf(2). DAC_READ_SEARCH: cgroups by number. SYS_PTRACE: links of /proc/PID. SYS_NICE: priority. KILL: server, command. */
#define KEPT (BIT(CAP_SYS_NICE) | BIT(39) | BIT(CAP_DAC_READ_SEARCH) | BIT(CAP_SYS_PTRACE) | BIT(CAP_KILL))

/* Of those that it has; none comes back by an exec. */
void keep_capabilities(uint64_t kept)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = {};
	int i;

	for (i = 0; i < 64; i++)
		prctl(PR_CAPBSET_DROP, i, 0, 0, 0);
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	syscall(SYS_capget, &header, data);
	for (i = 0; i < 2; i++) {
		data[i].effective = data[i].permitted &= kept >> 32 * i;
		data[i].inheritable = 0;
	}
	if (syscall(SYS_capset, &header, data))
		give_up("Capabilities cannot be dropped (%s); nothing is traced.", strerror(errno));
}

/* Little-endian: the low half of an argument comes first. Numbers of x32 have one more bit, so none of them is allowed. */
static void filter_calls(const struct capture *capture)
{
	const uint32_t all = ~0u, not_read = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
	const struct capture_start *start = &capture->start;
	/* Allowed where the argument has the value in the bits of the mask, all else is refused. Nothing is opened for writing, or executed. */
	/* clang-format off */
	const struct { uint32_t call, argument, mask, value; } rules[] = {
		{ .call = SYS_read }, { .call = SYS_close }, { .call = SYS_ppoll }, { .call = SYS_readlinkat }, { .call = SYS_statx },
		{ .call = SYS_wait4 }, { .call = SYS_exit_group }, { .call = SYS_rt_sigreturn }, { .call = SYS_restart_syscall },
		{ .call = SYS_brk }, { .call = SYS_munmap }, { .call = SYS_mremap }, { .call = SYS_madvise }, { .call = SYS_futex },
		{ SYS_mmap, 2, PROT_EXEC, 0 }, { SYS_openat, 2, not_read, 0 }, { SYS_open_by_handle_at, 2, all, O_PATH | O_CLOEXEC },
		{ .call = SYS_recvmsg }, { .call = SYS_sendmsg }, { SYS_accept4, 0, all, start->listener }, { .call = SYS_getsockopt },
		{ SYS_write, 0, all, STDERR_FILENO }, { SYS_write, 0, all, start->command_end }, { SYS_pwrite64, 0, all, start->next_pid },
		{ SYS_kill, 0, all, capture->server }, { SYS_kill, 0, all, start->command ? start->command : capture->server },
		{ .call = SYS_sched_setscheduler }, { .call = SYS_setpriority }, { SYS_bpf, 0, all, BPF_MAP_LOOKUP_ELEM }, { SYS_bpf, 0, all, BPF_MAP_DELETE_ELEM }, { SYS_bpf, 0, all, BPF_MAP_GET_NEXT_KEY },
		{ SYS_bpf, 0, all, BPF_OBJ_GET_INFO_BY_FD }, { SYS_bpf, 0, all, BPF_ENABLE_STATS }, { SYS_bpf, 0, all, BPF_ITER_CREATE },
	};
	/* clang-format on */
	enum { RULES = sizeof(rules) / sizeof(rules[0]),
	       EACH = 6 };
	struct sock_filter code[3 + RULES * EACH + 1] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
	};
	struct sock_fprog filter = { .len = sizeof(code) / sizeof(code[0]), .filter = code };
	int i;

	for (i = 0; i < RULES; i++) {
		const struct sock_filter rule[EACH] = {
			BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
			BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, rules[i].call, 0, 4),
			BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + rules[i].argument * 8),
			BPF_STMT(BPF_ALU | BPF_AND | BPF_K, rules[i].mask),
			BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, rules[i].value, 0, 1),
			BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		};

		memcpy(code + 3 + i * EACH, rule, sizeof(rule));
	}
	code[3 + RULES * EACH] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter))
		give_up("System calls of the privileged part cannot be bounded (%s); nothing is traced.", strerror(errno));
}

void confine(const struct capture *capture)
{
	bool bounded = prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;

	/* The server waits for each answer; on a busy machine this process would come late to each. */
	setpriority(PRIO_PROCESS, 0, -10);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* no other process reads its memory, and no core has what was in it */
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	keep_capabilities(KEPT | (bounded ? BIT(CAP_SYS_ADMIN) : 0));
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		give_up("no_new_privs cannot be set (%s); nothing is traced.", strerror(errno));
	if (bounded)
		filter_calls(capture);
}
