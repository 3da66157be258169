// SPDX-License-Identifier: MIT
/*
 * What only a privileged process may learn of another: where its links lead, and descriptors for what it may keep a reader
 * waiting for, so that this process never waits for one that is traced.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "capture.h"

/* The most that a thread of the server may be put before others without real time. */
#define LOWEST_NICE -10

/* Field 22 of "7 (my (odd) name) S 1 7 …", counted from the last bracket, because a name may contain brackets. */
static bool starts_at(int process, uint64_t start)
{
	char text[1024], *field;
	int fd = openat(process, "stat", O_RDONLY | O_CLOEXEC), i;
	ssize_t length;

	if (fd < 0)
		return false;
	length = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (length <= 0)
		return false;
	text[length] = 0;
	field = strrchr(text, ')');
	for (i = 2; field && i < 22; i++)
		field = strchr(field + 1, ' ');
	return field && strtoull(field, NULL, 10) == start;
}

/* The directory stays bound to that process when its number is used again, and then gives errors: one check is enough. */
static int open_process(const struct capture_question *question)
{
	char path[32];
	int process;

	if (question->pid <= 0)
		return -EINVAL;
	snprintf(path, sizeof(path), "/proc/%d", question->pid);
	process = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (process < 0)
		return -errno;
	if (starts_at(process, question->start))
		return process;
	close(process);
	return -ESRCH;
}

int read_link(const struct capture_question *question, struct capture_link_target *target)
{
	static const char *const names[CAPTURE_LINKS] = {
		[CAPTURE_LINK_EXE] = "exe",
		[CAPTURE_LINK_CWD] = "cwd",
		[CAPTURE_LINK_ROOT] = "root",
		[CAPTURE_LINK_NS_CGROUP] = "ns/cgroup",
		[CAPTURE_LINK_NS_IPC] = "ns/ipc",
		[CAPTURE_LINK_NS_MNT] = "ns/mnt",
		[CAPTURE_LINK_NS_NET] = "ns/net",
		[CAPTURE_LINK_NS_PID] = "ns/pid",
		[CAPTURE_LINK_NS_TIME] = "ns/time",
		[CAPTURE_LINK_NS_USER] = "ns/user",
		[CAPTURE_LINK_NS_UTS] = "ns/uts",
	};
	struct statx file;
	ssize_t length;
	int process, error;

	memset(target, 0, offsetof(struct capture_link_target, text));
	if (question->argument < 0 || question->argument >= CAPTURE_LINKS)
		return -EINVAL;
	process = open_process(question);
	if (process < 0)
		return process;
	length = readlinkat(process, names[question->argument], target->text, sizeof(target->text));
	error = length < 0 ? -errno : 0;
	/* From memory: a file system in user space could let this process wait. */
	if (!error && question->argument == CAPTURE_LINK_EXE &&
	    !statx(process, "exe", AT_STATX_DONT_SYNC, STATX_INO, &file)) {
		target->inode = file.stx_ino;
		target->major = file.stx_dev_major;
		target->minor = file.stx_dev_minor;
		target->has_file = 1;
	}
	close(process);
	target->length = error ? 0 : length;
	return error;
}

int open_of_process(const struct capture_question *question, const char *name, int flags)
{
	int process = open_process(question), fd;

	if (process < 0)
		return process;
	fd = openat(process, name, flags | O_CLOEXEC);
	if (fd < 0)
		fd = -errno;
	close(process);
	return fd;
}

int set_priority(pid_t server, const struct capture_question *question)
{
	static const struct sched_param lowest = { 1 }, none = { 0 };
	char path[64];

	if (question->pid <= 0 || question->argument > 0 || question->argument < LOWEST_NICE)
		return -EINVAL;
	/* A thread that has this number later, in another process, cannot have been asked for: the one that asks waits for the answer. */
	snprintf(path, sizeof(path), "/proc/%d/task/%d", server, question->pid);
	if (faccessat(AT_FDCWD, path, F_OK, 0))
		return -ESRCH;
	if (!question->argument)
		return syscall(SYS_sched_setscheduler, question->pid, SCHED_RR | SCHED_RESET_ON_FORK, &lowest) ? -errno : 0;
	if (syscall(SYS_sched_setscheduler, question->pid, SCHED_OTHER | SCHED_RESET_ON_FORK, &none) ||
	    setpriority(PRIO_PROCESS, question->pid, question->argument))
		return -errno;
	return 0;
}
