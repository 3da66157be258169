// A zombie of about 100 ms is waited for in the way that the argument names. Prints the child's pid.
#define _GNU_SOURCE
#include <linux/io_uring.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif
#define OP_WAITID 50 /* IORING_OP_WAITID, Linux 6.7 */

static int is(const char *way, const char *name)
{
	return !strcmp(way, name);
}

// Returns 0 when the ring has waited.
static int wait_by_ring(int child)
{
	struct io_uring_params params = { 0 };
	int ring = syscall(SYS_io_uring_setup, 1, &params);
	struct io_uring_sqe *entry;
	char *submit, *complete;

	if (ring < 0)
		return 1;
	submit = mmap(NULL, params.sq_off.array + 4 * params.sq_entries, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring,
		      IORING_OFF_SQ_RING);
	complete = mmap(NULL, params.cq_off.cqes + params.cq_entries * sizeof(struct io_uring_cqe), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_POPULATE, ring, IORING_OFF_CQ_RING);
	entry = mmap(NULL, params.sq_entries * sizeof(*entry), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, ring, IORING_OFF_SQES);
	memset(entry, 0, sizeof(*entry));
	entry->opcode = OP_WAITID;
	entry->fd = child;
	entry->len = P_PID;
	entry->file_index = WEXITED;
	*(unsigned *)(submit + params.sq_off.array) = 0;
	__atomic_store_n((unsigned *)(submit + params.sq_off.tail), 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1)
		return 1;
	return ((struct io_uring_cqe *)(complete + params.cq_off.cqes))->res;
}

int main(int argc, char **argv)
{
	const char *way = argc > 1 ? argv[1] : "wait4";
	siginfo_t info;
	int child = fork(), result = 0;

	if (child == 0)
		_exit(3);
	waitid(P_PID, child, &info, WEXITED | WNOWAIT);
	usleep(100000);
	if (is(way, "wait4"))
		wait(NULL);
	else if (is(way, "waitid"))
		waitid(P_ALL, 0, &info, WEXITED);
	else if (is(way, "waitid_null"))
		syscall(SYS_waitid, P_PID, child, NULL, WEXITED, NULL);
	else if (is(way, "waitid_null_nohang"))
		syscall(SYS_waitid, P_PID, child, NULL, WEXITED | WNOHANG, NULL);
	else if (is(way, "waitid_null_stops"))
		syscall(SYS_waitid, P_PID, child, NULL, WEXITED | WSTOPPED | WCONTINUED, NULL);
	else if (is(way, "waitid_null_of_any"))
		syscall(SYS_waitid, P_ALL, 0, NULL, WEXITED, NULL);
	else if (is(way, "pidfd"))
		waitid(P_PIDFD, syscall(SYS_pidfd_open, child, 0), &info, WEXITED);
	else if (is(way, "io_uring"))
		result = wait_by_ring(child);
	if (result) {
		puts("no such wait");
		wait(NULL);
		return 0;
	}
	printf("%d\n", child);
	return 0;
}
