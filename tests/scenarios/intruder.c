// In place of the server of lifecycle-capture: what who has taken it over would try. Prints a line for each: the name, and the error.
// Then sends a message that is no question.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sched.h>
#include <unistd.h>

#define SOCKET 3

static void tried(const char *what, long result)
{
	printf("%s %s\n", what, result >= 0 ? "done" : errno == EPERM ? "EPERM"
					       : errno == EACCES      ? "EACCES"
								      : strerror(errno));
}

static int open_of(pid_t pid, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	return open(path, O_RDONLY);
}

int main(void)
{
	pid_t part = getppid();
	char memory[8];
	struct iovec here = { memory, sizeof(memory) }, there = { (void *)main, sizeof(memory) };
	struct bpf_insn code[] = { { .code = BPF_ALU64 | BPF_MOV | BPF_K }, { .code = BPF_JMP | BPF_EXIT } };
	union bpf_attr load = { .prog_type = BPF_PROG_TYPE_TRACEPOINT, .insns = (unsigned long)code, .insn_cnt = 2, .license = (unsigned long)"GPL" };
	union bpf_attr find = { .start_id = 0 };

	tried("shadow", open("/etc/shadow", O_RDONLY));
	tried("bpf_load", syscall(SYS_bpf, BPF_PROG_LOAD, &load, sizeof(load)));
	tried("bpf_find", syscall(SYS_bpf, BPF_PROG_GET_NEXT_ID, &find, sizeof(find)));
	tried("ptrace", ptrace(PTRACE_SEIZE, part, 0, 0));
	tried("process_vm_readv", process_vm_readv(part, &here, 1, &there, 1, 0));
	tried("mem", open_of(part, "mem"));
	tried("environ", open_of(part, "environ"));
	tried("root", open_of(part, "root"));
	tried("pidfd_getfd", syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, part, 0), 0, 0));
	tried("setuid", setuid(0));
	tried("setgid", setgid(0));
	tried("kill", kill(part, SIGKILL));
	tried("chroot", chroot("/"));
	tried("unshare", unshare(CLONE_NEWNS));
	tried("mount", mount("none", "/tmp", "tmpfs", 0, NULL));
	tried("message", send(SOCKET, "x", 1, MSG_NOSIGNAL));
	/* Until the other end is closed. */
	printf("answer %zd\n", recv(SOCKET, memory, sizeof(memory), 0));
	return 7;
}
