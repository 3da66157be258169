// SPDX-License-Identifier: MIT
/* Questions of the server, which is not trusted: each is checked, and none makes this process wait. */
#include "capture.h"

#define KERNFS_HANDLE 0xfe /* the handle type of kernfs */

/* The largest answer: all tallies. */
static union {
	struct lifecycle_tally_entry tallies[LIFECYCLE_TALLIES];
	struct lifecycle_program programs[PROGRAM_COUNT];
	struct capture_link_target link;
	uint8_t log[CAPTURE_LOG_BYTES];
} room;

struct reply {
	int32_t result;
	const void *content;
	size_t bytes;
	int descriptors[CAPTURE_MAX_DESCRIPTORS];
	int count;
};

/* Field 22 of "7 (my (odd) name) S 1 7 …", counted from the last bracket, because a name may contain brackets. */
static bool starts_at(int process, uint64_t start)
{
	char text[1024], *field;
	unsigned long long ticks;
	int fd = openat(process, "stat", O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);

	close(fd);
	if (length <= 0)
		return false;
	text[length] = 0;
	field = strrchr(text, ')');
	return field && sscanf(field + 1, "%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%*s%llu", &ticks) == 1 && ticks == start;
}

/* The directory stays bound to that process when its number is used again, and then gives errors: one check is enough. */
static int open_process(const struct capture_question *question)
{
	char path[32];
	int process;

	snprintf(path, sizeof(path), "/proc/%d", question->pid);
	process = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (process < 0)
		return -errno;
	if (starts_at(process, question->start))
		return process;
	close(process);
	return -ESRCH;
}

static int open_of_process(const struct capture_question *question, const char *name, int flags)
{
	int process = open_process(question), fd;

	if (process < 0)
		return process;
	fd = openat(process, name, flags | O_CLOEXEC);
	fd = fd < 0 ? -errno : fd;
	close(process);
	return fd;
}

static int read_link(const struct capture_question *question, struct capture_link_target *target)
{
	static const char *const names[] = { CAPTURE_LINKS };
	struct statx file;
	ssize_t length;
	int process, error;

	memset(target, 0, offsetof(struct capture_link_target, text));
	if (question->argument < 0 || (size_t)question->argument >= sizeof(names) / sizeof(names[0]))
		return -EINVAL;
	process = open_process(question);
	if (process < 0)
		return process;
	length = readlinkat(process, names[question->argument], target->text, sizeof(target->text));
	error = length < 0 ? -errno : 0;
	/* From memory: a file system in user space could let this process wait. */
	if (!error && question->argument == CAPTURE_LINK_EXE && !statx(process, "exe", AT_STATX_DONT_SYNC, STATX_INO, &file)) {
		target->inode = file.stx_ino;
		target->major = file.stx_dev_major;
		target->minor = file.stx_dev_minor;
	}
	close(process);
	target->length = error ? 0 : length;
	return error;
}

static int open_cgroup(const struct capture_start *start, const struct capture_question *question)
{
	struct {
		struct file_handle handle;
		uint64_t id;
	} file = { .handle = { .handle_bytes = sizeof(file.id), .handle_type = KERNFS_HANDLE } };
	int directory;

	memcpy(file.handle.f_handle, &question->id, sizeof(question->id));
	directory = open_by_handle_at(question->argument == 1 ? start->cgroups_v1 : start->cgroups_v2, &file.handle, O_PATH | O_CLOEXEC);
	return directory < 0 ? -errno : directory;
}

/* At most -10, or the lowest real time. The thread that asks waits, so its number cannot pass to another process. */
static int set_priority(pid_t server, const struct capture_question *question)
{
	int nice = question->argument, policy = (nice ? SCHED_OTHER : SCHED_RR) | SCHED_RESET_ON_FORK;
	const struct sched_param priority = { !nice };
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/task/%d", server, question->pid);
	if (nice > 0 || nice < -10 || statx(AT_FDCWD, path, 0, 0, &(struct statx){}) ||
	    syscall(SYS_sched_setscheduler, question->pid, policy, &priority) || (nice && setpriority(PRIO_PROCESS, question->pid, nice)))
		return -EPERM;
	return 0;
}

static int set_next_pid(int file, int pid)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%d", pid - 1);

	if (file < 0)
		return -EPERM;
	return pwrite(file, text, length, 0) == length ? 0 : -errno;
}

static int open_again(int file)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	file = open(path, O_RDONLY | O_CLOEXEC);
	return file < 0 ? -errno : file;
}

static bool send_reply(struct capture *capture, const struct reply *reply)
{
	struct capture_answer head = { .result = reply->result, .bytes = reply->result ? 0 : reply->bytes };
	struct iovec parts[2] = { { &head, sizeof(head) }, { (void *)reply->content, head.bytes } };
	struct cmsghdr control[CMSG_SPACE(sizeof(reply->descriptors)) / sizeof(struct cmsghdr) + 1] = {};
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = head.bytes ? 2 : 1 };
	ssize_t sent;
	int i;

	if (reply->count) {
		message.msg_control = control;
		message.msg_controllen = CMSG_SPACE(reply->count * sizeof(int));
		control->cmsg_level = SOL_SOCKET;
		control->cmsg_type = SCM_RIGHTS;
		control->cmsg_len = CMSG_LEN(reply->count * sizeof(int));
		memcpy(CMSG_DATA(control), reply->descriptors, reply->count * sizeof(int));
	}
	/* One question has one answer: a server that does not read them has no room for the next, and is not waited for. */
	sent = sendmsg(capture->socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
	/* Those of the programs stay open. */
	for (i = 0; i < reply->count && reply->content != &capture->hello; i++)
		close(reply->descriptors[i]);
	return sent >= 0;
}

/* These return true: the question is answered, if only by an error. */
static bool result(struct reply *reply, int error)
{
	reply->result = error;
	return true;
}

static bool descriptor(struct reply *reply, int fd)
{
	reply->count = fd >= 0;
	reply->descriptors[0] = fd;
	return result(reply, fd < 0 ? fd : 0);
}

static bool content(struct reply *reply, const void *bytes, int64_t count, size_t each)
{
	reply->content = bytes;
	reply->bytes = count < 0 ? 0 : count * each;
	return result(reply, count < 0 ? count : 0);
}

static bool answer_hello(struct capture *capture, struct reply *reply)
{
	const struct lifecycle *handle = capture->handle;

	if (handle)
		*reply = (struct reply){ .descriptors = { handle->ring_fd, handle->counters_fd, handle->reader_fd }, .count = 3 };
	return content(reply, &capture->hello, 1, sizeof(capture->hello));
}

/* False for a question that there is not. */
static bool answer_question(struct capture *capture, const struct capture_question *question, struct reply *reply)
{
	const struct capture_start *start = &capture->start;
	struct lifecycle *handle = capture->handle;

	if (!handle && question->kind >= CAPTURE_PROGRAMS && question->kind <= CAPTURE_SNAPSHOT)
		return result(reply, -ENODEV);
	switch (question->kind) {
	case CAPTURE_HELLO:
		return answer_hello(capture, reply);
	case CAPTURE_PROGRAMS:
		read_programs(handle, room.programs, PROGRAM_COUNT);
		return content(reply, room.programs, PROGRAM_COUNT, sizeof(room.programs[0]));
	case CAPTURE_TALLIES:
		return content(reply, room.tallies, read_tallies(handle, room.tallies, LIFECYCLE_TALLIES), sizeof(room.tallies[0]));
	case CAPTURE_FORGET_TALLIES:
		return result(reply, forget_tallies(handle));
	case CAPTURE_MEASURE:
		return result(reply, measure(handle, question->argument));
	case CAPTURE_SNAPSHOT:
		return descriptor(reply, open_snapshot(handle));
	case CAPTURE_LOG:
		return content(reply, room.log, lifecycle_load_log(room.log, sizeof(room.log)), 1);
	case CAPTURE_CGROUP:
		return descriptor(reply, open_cgroup(start, question));
	case CAPTURE_LINK:
		reply->content = &room.link;
		result(reply, read_link(question, &room.link));
		reply->bytes = offsetof(struct capture_link_target, text) + room.link.length;
		return true;
	case CAPTURE_ROOT:
		return descriptor(reply, open_of_process(question, "root", O_PATH | O_DIRECTORY));
	case CAPTURE_ENVIRONMENT:
		return descriptor(reply, start->allows_environment ? open_of_process(question, "environ", O_RDONLY) : -EPERM);
	case CAPTURE_PRIORITY:
		return result(reply, set_priority(capture->server, question));
	case CAPTURE_NEXT_PID:
		return result(reply, set_next_pid(start->next_pid, question->pid));
	case CAPTURE_END_COMMAND:
		return result(reply, start->command > 0 && !kill(start->command, SIGTERM) ? 0 : -ESRCH);
	case CAPTURE_FORMATS:
		return descriptor(reply, open_again(start->given[0]));
	default:
		return false;
	}
}

bool answer(struct capture *capture)
{
	struct capture_question question;
	struct iovec part = { &question, sizeof(question) };
	/* No room for descriptors: the kernel drops those that come, and says so by MSG_CTRUNC. */
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
	struct reply reply = {};
	ssize_t length = recvmsg(capture->socket, &message, MSG_DONTWAIT);

	if (length < 0)
		return errno == EAGAIN || errno == EINTR;
	if (length != sizeof(question) || message.msg_flags & (MSG_TRUNC | MSG_CTRUNC) || question.spare)
		return false;
	return answer_question(capture, &question, &reply) && send_reply(capture, &reply);
}
