// SPDX-License-Identifier: MIT
/* Questions of the server, which is not trusted: each is checked, and none makes this process wait. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "capture.h"

/* The handle type of kernfs; "LIFECYCLE_CGROUP_V1" is the other hierarchy's bit in an event. */
#define KERNFS_HANDLE 0xfe

/* The largest answer: all tallies. */
static union {
	struct lifecycle_tally_entry tallies[LIFECYCLE_TALLIES];
	struct lifecycle_program programs[PROGRAM_COUNT];
	struct capture_link_target link;
	uint8_t log[CAPTURE_LOG_BYTES];
	char path[CAPTURE_LINK_BYTES];
} room;

struct reply {
	int32_t result;
	const void *content;
	size_t bytes;
	int descriptors[CAPTURE_MAX_DESCRIPTORS];
	int count;
	bool kept; /* the descriptors stay open here */
};

static bool send_reply(struct capture *capture, const struct reply *reply)
{
	struct capture_answer head = { .result = reply->result, .bytes = reply->result ? 0 : reply->bytes };
	struct iovec parts[2] = { { &head, sizeof(head) }, { (void *)reply->content, head.bytes } };
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(sizeof(reply->descriptors))];
	} control = {};
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = head.bytes ? 2 : 1 };
	ssize_t sent;
	int i;

	if (reply->count) {
		message.msg_control = control.bytes;
		message.msg_controllen = CMSG_SPACE(reply->count * sizeof(int));
		control.header.cmsg_level = SOL_SOCKET;
		control.header.cmsg_type = SCM_RIGHTS;
		control.header.cmsg_len = CMSG_LEN(reply->count * sizeof(int));
		memcpy(CMSG_DATA(&control.header), reply->descriptors, reply->count * sizeof(int));
	}
	/* One question has one answer: a server that does not read them has no room for the next, and is not waited for. */
	sent = sendmsg(capture->socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
	for (i = 0; i < reply->count && !reply->kept; i++)
		close(reply->descriptors[i]);
	return sent >= 0;
}

static void give_descriptor(struct reply *reply, int fd)
{
	reply->result = fd < 0 ? fd : 0;
	reply->count = fd >= 0;
	reply->descriptors[0] = fd;
}

static void give(struct reply *reply, const void *content, int64_t count, size_t each)
{
	reply->result = count < 0 ? count : 0;
	reply->content = content;
	reply->bytes = count < 0 ? 0 : count * each;
}

static void answer_hello(struct capture *capture, struct reply *reply)
{
	give(reply, &capture->hello, 1, sizeof(capture->hello));
	if (!capture->handle)
		return;
	reply->descriptors[0] = capture->handle->ring_fd;
	reply->descriptors[1] = capture->handle->counters_fd;
	reply->descriptors[2] = capture->handle->reader_fd;
	reply->count = 3;
	reply->kept = true;
}

/* Its path below the mount point, "" for the root. */
static void answer_cgroup(struct capture *capture, const struct capture_question *question, struct reply *reply)
{
	bool is_v1 = question->argument == 1;
	int hierarchy = is_v1 ? capture->cgroups_v1 : capture->cgroups_v2, directory;
	const char *mount = is_v1 ? capture->mount_v1 : capture->mount_v2;
	struct {
		struct file_handle handle;
		uint64_t id;
	} file = { .handle = { .handle_bytes = sizeof(file.id), .handle_type = KERNFS_HANDLE } };
	char link[64];
	ssize_t length;

	reply->result = -ENOENT;
	if (hierarchy < 0)
		return;
	memcpy(file.handle.f_handle, &question->id, sizeof(question->id));
	directory = open_by_handle_at(hierarchy, &file.handle, O_PATH | O_CLOEXEC);
	if (directory < 0) {
		reply->result = -errno;
		return;
	}
	snprintf(link, sizeof(link), "/proc/self/fd/%d", directory);
	length = readlinkat(AT_FDCWD, link, room.path, sizeof(room.path));
	close(directory);
	if (length >= (ssize_t)strlen(mount) && !memcmp(room.path, mount, strlen(mount)))
		give(reply, room.path + strlen(mount), length - strlen(mount), 1);
}

static int open_format(int id)
{
	const char *directory = tracefs_directory();
	char path[256];
	int fd;

	if (id < 0 || id >= PROGRAM_COUNT || !directory)
		return -ENOENT;
	snprintf(path, sizeof(path), "%s/events/%s/%s/format", directory, probes[id].category, probes[id].tracepoint);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static int set_next_pid(struct capture *capture, int pid)
{
	char text[16];
	int length;

	if (capture->next_pid < 0)
		return -EPERM;
	if (pid < 2)
		return -EINVAL;
	length = snprintf(text, sizeof(text), "%d", pid - 1);
	return pwrite(capture->next_pid, text, length, 0) == length ? 0 : -errno;
}

/* What takes programs and maps. */
static void answer_of_capture(struct capture *capture, const struct capture_question *question, struct reply *reply)
{
	struct lifecycle *handle = capture->handle;

	switch (handle ? question->kind : 0) {
	case CAPTURE_PROGRAMS:
		give(reply, room.programs, lifecycle_programs(handle, room.programs, PROGRAM_COUNT), sizeof(room.programs[0]));
		break;
	case CAPTURE_TALLIES:
		give(reply, room.tallies, lifecycle_tallies(handle, room.tallies, LIFECYCLE_TALLIES), sizeof(room.tallies[0]));
		break;
	case CAPTURE_FORGET_TALLIES:
		reply->result = lifecycle_forget_tallies(handle);
		break;
	case CAPTURE_MEASURE:
		reply->result = lifecycle_measure(handle, question->argument);
		break;
	case CAPTURE_SNAPSHOT:
		give_descriptor(reply, open_snapshot(handle));
		break;
	default:
		reply->result = -ENODEV;
	}
}

static bool answer_question(struct capture *capture, const struct capture_question *question, struct reply *reply)
{
	switch (question->kind) {
	case CAPTURE_HELLO:
		answer_hello(capture, reply);
		return true;
	case CAPTURE_PROGRAMS:
	case CAPTURE_TALLIES:
	case CAPTURE_FORGET_TALLIES:
	case CAPTURE_MEASURE:
	case CAPTURE_SNAPSHOT:
		answer_of_capture(capture, question, reply);
		return true;
	case CAPTURE_LOG:
		give(reply, room.log, lifecycle_load_log(room.log, sizeof(room.log)), 1);
		return true;
	case CAPTURE_CGROUP:
		answer_cgroup(capture, question, reply);
		return true;
	case CAPTURE_LINK:
		reply->result = read_link(question, &room.link);
		reply->content = &room.link;
		reply->bytes = offsetof(struct capture_link_target, text) + room.link.length;
		return true;
	case CAPTURE_ROOT:
		give_descriptor(reply, open_of_process(question, "root", O_PATH | O_DIRECTORY));
		return true;
	case CAPTURE_ENVIRONMENT:
		give_descriptor(reply, capture->allows_environment ? open_of_process(question, "environ", O_RDONLY) : -EPERM);
		return true;
	case CAPTURE_FORMAT:
		give_descriptor(reply, open_format(question->argument));
		return true;
	case CAPTURE_PRIORITY:
		reply->result = set_priority(capture->server, question);
		return true;
	case CAPTURE_NEXT_PID:
		reply->result = set_next_pid(capture, question->pid);
		return true;
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
