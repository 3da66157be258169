// SPDX-License-Identifier: MIT
/*
 * What the privileged part may still do once it has attached. CAP_SYS_ADMIN is what the kernel asks for to measure run times
 * (BPF_ENABLE_STATS) and for the next pid; the system calls below leave nothing else of it. Where the kernel has no
 * seccomp, the capability goes, and run times stay unknown.
 *
 * Landlock is not used: it restricts ptrace, and the links of /proc/PID take the same permission (not tried, decision 34).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "capture.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define BIT(capability) (1ULL << (capability))

/* Beyond the headers of older systems. */
#define CAPABILITY_BPF 39

/* DAC_READ_SEARCH: cgroups by number. SYS_PTRACE: links of /proc/PID. SYS_NICE: the reader's priority. KILL: the server's end. */
#define KEPT (BIT(CAP_DAC_READ_SEARCH) | BIT(CAP_SYS_PTRACE) | BIT(CAP_SYS_NICE) | BIT(CAP_KILL))

#define MAX_INSTRUCTIONS 256

struct program {
	struct sock_filter code[MAX_INSTRUCTIONS];
	unsigned short count;
};

void empty_bounding_set(void)
{
	int number;

	for (number = 0; number < 64; number++)
		prctl(PR_CAPBSET_DROP, number, 0, 0, 0);
}

void drop_capabilities(uint64_t keep)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = {
		{ .effective = keep, .permitted = keep },
		{ .effective = keep >> 32, .permitted = keep >> 32 },
	};

	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	if (syscall(SYS_capset, &header, data))
		give_up("Capabilities cannot be dropped (%s): --split takes root with those of docs/capabilities.md.", strerror(errno));
}

static void add(struct program *program, unsigned short code, unsigned char yes, unsigned char no, uint32_t value)
{
	if (program->count < MAX_INSTRUCTIONS)
		program->code[program->count++] = (struct sock_filter){ code, yes, no, value };
}

static void allow(struct program *program, uint32_t call)
{
	add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, call);
	add(program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
}

/* Only with one of these values in the masked bits of an argument of 32 bits. */
static void allow_with(struct program *program, uint32_t call, int argument, uint32_t mask, const uint32_t *values, int count)
{
	int i;

	add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 2 + 2 * count + 1, call);
	/* Both architectures are little-endian: the low half comes first. */
	add(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, args) + argument * 8);
	add(program, BPF_ALU | BPF_AND | BPF_K, 0, 0, mask);
	for (i = 0; i < count; i++) {
		add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, values[i]);
		add(program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
	}
	add(program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EPERM);
}

#define ALLOW_WITH(program, call, argument, mask, ...) \
	allow_with(program, call, argument, mask, (const uint32_t[]){ __VA_ARGS__ }, \
		   sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t))

static void allow_calls(struct program *program, const struct capture *capture)
{
	static const int calls[] = {
		SYS_read, SYS_close, SYS_ppoll, SYS_readlinkat, SYS_statx, SYS_fstat, SYS_newfstatat, SYS_faccessat,
		SYS_sched_setscheduler, SYS_setpriority, SYS_wait4, SYS_exit_group, SYS_exit, SYS_rt_sigreturn, SYS_restart_syscall,
		SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_futex, SYS_getpid, SYS_gettid, SYS_clock_gettime, SYS_lseek
	};
	/* Newer than some headers. */
	const uint32_t faccessat2 = 439;
	size_t i;

	allow(program, faccessat2);
#ifdef SYS_poll
	allow(program, SYS_poll);
#endif
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		allow(program, calls[i]);
	ALLOW_WITH(program, SYS_recvmsg, 0, ~0u, capture->socket);
	ALLOW_WITH(program, SYS_sendmsg, 0, ~0u, capture->socket);
	ALLOW_WITH(program, SYS_write, 0, ~0u, STDERR_FILENO);
	ALLOW_WITH(program, SYS_pwrite64, 0, ~0u, capture->next_pid);
	ALLOW_WITH(program, SYS_kill, 0, ~0u, capture->server);
	ALLOW_WITH(program, SYS_mmap, 2, PROT_EXEC, 0);
	/* Nothing is opened for writing, and nothing is created. */
	ALLOW_WITH(program, SYS_open_by_handle_at, 2, ~0u, O_PATH | O_CLOEXEC);
	ALLOW_WITH(program, SYS_openat, 2, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0);
	ALLOW_WITH(program, SYS_bpf, 0, ~0u, BPF_MAP_LOOKUP_ELEM, BPF_MAP_DELETE_ELEM, BPF_MAP_GET_NEXT_KEY, BPF_OBJ_GET_INFO_BY_FD,
		   BPF_ENABLE_STATS, BPF_ITER_CREATE);
}

static bool has_seccomp(void)
{
	uint32_t action = SECCOMP_RET_ERRNO;

	return !syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action);
}

static void filter_calls(const struct capture *capture)
{
	struct program program = {};
	struct sock_fprog filter = { .filter = program.code };

	add(&program, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, arch));
	add(&program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCHITECTURE);
	add(&program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS);
	/* The numbers of x32 have a bit more, so they are none of these. */
	add(&program, BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr));
	allow_calls(&program, capture);
	add(&program, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EPERM);
	filter.len = program.count;
	if (program.count == MAX_INSTRUCTIONS || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter))
		give_up("System calls of the privileged part cannot be bounded (%s); nothing is traced.", strerror(errno));
}

void confine(const struct capture *capture)
{
	static const struct rlimit none = { 0, 0 };
	bool bounded = has_seccomp();

	/* No other process reads its memory, and no core has what was in it. */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	setrlimit(RLIMIT_CORE, &none);
	empty_bounding_set();
	drop_capabilities(KEPT | BIT(bounded ? CAP_SYS_ADMIN : CAPABILITY_BPF));
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		give_up("no_new_privs cannot be set (%s); nothing is traced.", strerror(errno));
	if (bounded)
		filter_calls(capture);
}
