// SPDX-License-Identifier: MIT
/* The processes that exist, by an iterator over the kernel's task list. */
#include "lifecycle_internal.h"

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
	int error = prepare_snapshot(handle);

	return error ? error : bpf_iter_create(bpf_link__fd(handle->iterator_link));
}
