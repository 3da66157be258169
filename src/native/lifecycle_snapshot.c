// SPDX-License-Identifier: MIT
/* The processes that exist, by an iterator over the kernel's task list. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "capture_protocol.h"
#include "lifecycle_internal.h"

void end_snapshot(struct lifecycle *handle)
{
	if (handle->iterator_fd >= 0)
		close(handle->iterator_fd);
	bpf_link__destroy(handle->iterator_link);
	handle->iterator_fd = -1;
	handle->iterator_link = NULL;
}

/* By a process that may attach; then one that may not can begin snapshots by a descriptor of it. */
int prepare_snapshot(struct lifecycle *handle)
{
	struct bpf_program *program = bpf_object__find_program_by_name(handle->object, "snapshot_tasks");
	int error;

	if (handle->iterator_link)
		return 0;
	handle->iterator_link = bpf_program__attach_iter(program, NULL);
	error = libbpf_get_error(handle->iterator_link);
	if (error)
		handle->iterator_link = NULL;
	return error;
}

/* A descriptor to read once, from the first process to the last. */
int open_snapshot(struct lifecycle *handle)
{
	int error, fd = -1;

	if (handle->remote_fd >= 0) {
		error = ask(CAPTURE_SNAPSHOT, 0, NULL, 0, &fd);
		return error ? error : fd;
	}
	error = prepare_snapshot(handle);
	return error ? error : bpf_iter_create(bpf_link__fd(handle->iterator_link));
}

int32_t lifecycle_snapshot(struct lifecycle *handle, uint8_t *buffer, int32_t bytes)
{
	ssize_t length;

	/* One read hands out whole records as long as the iterator's own 32 KiB fit. */
	if (!handle || !buffer || bytes < LIFECYCLE_BUFFER_BYTES_MIN)
		return -EINVAL;
	if (handle->iterator_fd < 0) {
		int fd = open_snapshot(handle);

		if (fd < 0) {
			end_snapshot(handle);
			return fail(handle, fd, "The list of running processes cannot be read (%s); only processes "
						"born from now on are shown.",
				    strerror(-fd));
		}
		handle->iterator_fd = fd;
	}
	do {
		length = read(handle->iterator_fd, buffer, bytes);
	} while (length < 0 && (errno == EINTR || errno == EAGAIN));
	if (length <= 0) {
		int error = length < 0 ? fail(handle, errno, "Reading the running processes failed (%s).",
					      strerror(errno))
				       : 0;

		end_snapshot(handle);
		return error;
	}
	return length;
}
