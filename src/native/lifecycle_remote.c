// SPDX-License-Identifier: MIT
/* The server's end of the socket to a privileged part. No call here takes a privilege. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "capture/protocol.h"
#include "lifecycle_internal.h"

/* To load and attach takes some 0.3 s, on a machine in a storm more; all other answers are there at once. */
#define PATIENCE_SECONDS 60

/* One question at a time. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int connection = -1;

int32_t lifecycle_use_socket(int32_t socket, int32_t given)
{
	struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
	int i;

	/* Other processes of its user may not trace it, by which they could ask in its name. */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	/* The programs of experiments inherit neither it nor what is given beside it. */
	for (i = 1; i <= given; i++)
		fcntl(socket + i, F_SETFD, FD_CLOEXEC);
	if (fcntl(socket, F_SETFD, FD_CLOEXEC) || setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)))
		return -errno;
	pthread_mutex_lock(&lock);
	connection = socket;
	pthread_mutex_unlock(&lock);
	return 0;
}

/* After a failure answers and questions may no longer match. The reader sees the end, too. */
static int hang_up(void)
{
	shutdown(connection, SHUT_RDWR);
	return -ENOTCONN;
}

static int take_answer(void *content, size_t bytes, int *descriptors, int most)
{
	struct capture_answer head;
	struct iovec parts[2] = { { &head, sizeof(head) }, { content, bytes } };
	union {
		struct cmsghdr header;
		char bytes[CMSG_SPACE(CAPTURE_MAX_DESCRIPTORS * sizeof(int))];
	} control;
	struct msghdr message = {
		.msg_iov = parts, .msg_iovlen = 2, .msg_control = control.bytes, .msg_controllen = sizeof(control)
	};
	struct cmsghdr *first;
	ssize_t length;
	int count = 0, i, fd;

	do {
		length = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
	} while (length < 0 && errno == EINTR);
	first = length < 0 ? NULL : CMSG_FIRSTHDR(&message);
	if (first && first->cmsg_level == SOL_SOCKET && first->cmsg_type == SCM_RIGHTS)
		count = (first->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	for (i = 0; i < count; i++) {
		memcpy(&fd, CMSG_DATA(first) + i * sizeof(int), sizeof(int));
		if (i < most)
			descriptors[i] = fd;
		else
			close(fd);
	}
	if (length < (ssize_t)sizeof(head) || message.msg_flags & (MSG_TRUNC | MSG_CTRUNC) ||
	    (size_t)length != sizeof(head) + head.bytes)
		return hang_up();
	return head.result ? head.result : (int)head.bytes;
}

static int ask_for(const struct capture_question *question, void *content, size_t bytes, int *descriptors, int most)
{
	ssize_t sent;
	int i, result = -ENOTCONN;

	for (i = 0; i < most; i++)
		descriptors[i] = -1;
	pthread_mutex_lock(&lock);
	if (connection >= 0) {
		do {
			sent = send(connection, question, sizeof(*question), MSG_NOSIGNAL);
		} while (sent < 0 && errno == EINTR);
		result = sent == sizeof(*question) ? take_answer(content, bytes, descriptors, most) : hang_up();
	}
	pthread_mutex_unlock(&lock);
	return result;
}

int32_t lifecycle_ask(int32_t kind, int32_t argument, int32_t pid, uint64_t start, uint64_t id, uint8_t *buffer, int32_t bytes,
		      int32_t *descriptor)
{
	struct capture_question question = { .kind = kind, .argument = argument, .pid = pid, .start = start, .id = id };

	if (bytes < 0)
		return -EINVAL;
	return ask_for(&question, buffer, bytes, descriptor, descriptor ? 1 : 0);
}

/* The bytes of the answer do not matter: of a question without content 0. */
int ask(uint32_t kind, int32_t argument, void *content, size_t bytes, int *descriptor)
{
	struct capture_question question = { .kind = kind, .argument = argument };

	return ask_for(&question, content, bytes, descriptor, descriptor ? 1 : 0);
}

int fail_remote(struct lifecycle *handle, int error)
{
	return fail(handle, error, "The privileged part, lifecycle-capture, has ended, and with it the probes; nothing more is traced; "
				   "start the dashboard again.");
}

int32_t lifecycle_connect(int32_t socket, struct lifecycle **out, struct lifecycle_attached *attached)
{
	struct capture_question question = { .kind = CAPTURE_HELLO };
	struct capture_hello hello = {};
	struct lifecycle *handle;
	int descriptors[CAPTURE_MAX_DESCRIPTORS], error;

	if (!out || !attached)
		return -EINVAL;
	*out = NULL;
	error = ask_for(&question, &hello, sizeof(hello), descriptors, CAPTURE_MAX_DESCRIPTORS);
	if (error < 0)
		return fail_remote(NULL, error);
	if (hello.abi != LIFECYCLE_ABI_VERSION)
		return fail(NULL, EPROTO, "lifecycle-capture has the interface %u and this program needs %u; nothing can be traced; "
					  "run make build again so that both are of one version.",
			    hello.abi, LIFECYCLE_ABI_VERSION);
	if (hello.error)
		return fail(NULL, hello.error, "%.1000s", hello.sentence);
	handle = new_handle();
	if (!handle)
		return fail(NULL, ENOMEM, "There is no memory for the tracer.");
	handle->cpus = hello.cpus;
	handle->remote_fd = socket;
	handle->ring_fd = descriptors[0];
	handle->counters_fd = descriptors[1];
	handle->reader_fd = descriptors[2];
	error = map_memory(handle, hello.ring_bytes);
	if (error) {
		lifecycle_close(handle);
		return error;
	}
	attached->opened_ns = hello.opened.tv_sec * 1000000000LL + hello.opened.tv_nsec;
	attached->attached_ns = hello.attached.tv_sec * 1000000000LL + hello.attached.tv_nsec;
	attached->continues = 0;
	take_over(handle, attached);
	*out = handle;
	return 0;
}
