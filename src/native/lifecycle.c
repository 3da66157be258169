// SPDX-License-Identifier: MIT
/* What loads: in the process that has the privileges, which is the whole dashboard or lifecycle-capture. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lifecycle_internal.h"

struct lifecycle *new_handle(void)
{
	struct lifecycle *handle = calloc(1, sizeof(*handle));

	if (!handle)
		return NULL;
	handle->epoll_fd = handle->wake_fd = handle->run_time_fd = handle->iterator_fd = -1;
	handle->ring_fd = handle->counters_fd = handle->reader_fd = handle->remote_fd = -1;
	return handle;
}

int open_programs(const struct lifecycle_options *options, struct lifecycle **out)
{
	uint32_t ring_bytes = options && options->ring_bytes ? options->ring_bytes : LIFECYCLE_RING_BYTES_DEFAULT;
	struct lifecycle *handle;
	int error;

	*out = NULL;
	if (ring_bytes < LIFECYCLE_RING_BYTES_MIN || ring_bytes > LIFECYCLE_RING_BYTES_MAX ||
	    ring_bytes & (ring_bytes - 1))
		return fail(NULL, EINVAL,
			    "A ring of %u bytes cannot be made; nothing can be traced; choose a power of two from %u to %u.",
			    ring_bytes, LIFECYCLE_RING_BYTES_MIN, LIFECYCLE_RING_BYTES_MAX);
	handle = new_handle();
	if (!handle)
		return fail(NULL, ENOMEM, "There is no memory for the tracer.");

	/* First: libbpf has a message where /sys is not mounted, and nowhere to write it before (static_libraries.c). */
	log_begin();
	handle->cpus = libbpf_num_possible_cpus();
	error = check_machine(handle);
	if (!error)
		error = find_missing_probes(handle);
	if (options && options->flags & LIFECYCLE_FOR_OLD_KERNELS)
		handle->casts = false;
	if (options && options->flags & LIFECYCLE_PREEMPTIBLE)
		handle->preemptible = true;
	handle->attach_slowly = options && options->flags & LIFECYCLE_ATTACH_SLOWLY;
	/* Kernels that are that new have the casts; without them there are no second programs. */
	if (!handle->casts)
		handle->preemptible = false;
	handle->three_programs = handle->preemptible;
	if (!error)
		error = load_programs(handle, options, ring_bytes);
	if (error) {
		close_programs(handle);
		free(handle);
		return error;
	}
	handle->ring.bytes = ring_bytes;
	handle->ring_fd = bpf_object__find_map_fd_by_name(handle->object, "events");
	handle->counters_fd = bpf_object__find_map_fd_by_name(handle->object, "counters");
	handle->reader_fd = bpf_object__find_map_fd_by_name(handle->object, ".data.reader");
	*out = handle;
	return 0;
}

int measure(struct lifecycle *handle, bool on)
{
	if (on && handle->run_time_fd < 0)
		handle->run_time_fd = bpf_enable_stats(BPF_STATS_RUN_TIME);
	if (!on && handle->run_time_fd >= 0) {
		close(handle->run_time_fd);
		handle->run_time_fd = -1;
	}
	return on && handle->run_time_fd < 0 ? handle->run_time_fd : 0;
}

void close_programs(struct lifecycle *handle)
{
	int id, turn;

	if (!handle)
		return;
	bpf_link__destroy(handle->iterator_link);
	handle->iterator_link = NULL;
	for (id = 0; id < PROGRAM_COUNT; id++) {
		for (turn = 0; turn < PROGRAMS_OF_A_PROBE; turn++)
			bpf_link__destroy(handle->probes[id].links[turn]);
	}
	measure(handle, false);
	bpf_object__close(handle->object);
}
