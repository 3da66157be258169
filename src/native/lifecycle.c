// SPDX-License-Identifier: MIT
/* Opening, attaching, closing. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "capture_protocol.h"
#include "lifecycle_internal.h"

int32_t lifecycle_abi_version(void)
{
	return LIFECYCLE_ABI_VERSION;
}

static int map_counters(struct lifecycle *handle)
{
	size_t page = sysconf(_SC_PAGESIZE);
	void *memory;

	memory = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, handle->reader_fd, 0);
	if (memory == MAP_FAILED)
		return -errno;
	handle->reader = memory;

	handle->counters_bytes = (handle->cpus * sizeof(struct lifecycle_counters) + page - 1) / page * page;
	memory = mmap(NULL, handle->counters_bytes, PROT_READ, MAP_SHARED, handle->counters_fd, 0);
	if (memory == MAP_FAILED)
		return -errno;
	handle->counters = memory;
	return 0;
}

struct lifecycle *new_handle(void)
{
	struct lifecycle *handle = calloc(1, sizeof(*handle));

	if (!handle)
		return NULL;
	handle->epoll_fd = handle->wake_fd = handle->run_time_fd = handle->iterator_fd = -1;
	handle->ring_fd = handle->counters_fd = handle->reader_fd = handle->remote_fd = -1;
	prepare_batches(&handle->batches);
	return handle;
}

int map_memory(struct lifecycle *handle, size_t ring_bytes)
{
	int error = map_ring(handle, ring_bytes);

	if (!error)
		error = map_counters(handle);
	if (error)
		fail(handle, error, "The ring buffer cannot be mapped (%s); nothing can be traced; raise the "
				    "memory limit of this service.",
		     strerror(-error));
	return error;
}

int32_t lifecycle_open(const struct lifecycle_options *options, struct lifecycle **out)
{
	uint32_t ring_bytes = options && options->ring_bytes ? options->ring_bytes : LIFECYCLE_RING_BYTES_DEFAULT;
	struct lifecycle *handle;
	int error;

	if (!out)
		return -EINVAL;
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
	if (!error) {
		handle->ring_fd = bpf_object__find_map_fd_by_name(handle->object, "events");
		handle->counters_fd = bpf_object__find_map_fd_by_name(handle->object, "counters");
		handle->reader_fd = bpf_object__find_map_fd_by_name(handle->object, ".data.reader");
		error = map_memory(handle, ring_bytes);
	}
	if (error) {
		lifecycle_close(handle);
		return error;
	}
	*out = handle;
	return 0;
}

int32_t lifecycle_measure(struct lifecycle *handle, int32_t on)
{
	if (!handle)
		return -EINVAL;
	if (handle->remote_fd >= 0)
		return ask(CAPTURE_MEASURE, on, NULL, 0, NULL);
	if (on && handle->run_time_fd < 0)
		handle->run_time_fd = bpf_enable_stats(BPF_STATS_RUN_TIME);
	if (!on && handle->run_time_fd >= 0) {
		close(handle->run_time_fd);
		handle->run_time_fd = -1;
	}
	return on && handle->run_time_fd < 0 ? handle->run_time_fd : 0;
}

int32_t lifecycle_attach(struct lifecycle *handle)
{
	if (!handle)
		return -EINVAL;
	/* The privileged part has attached before it answered. */
	return handle->remote_fd >= 0 ? 0 : attach_probes(handle);
}

void lifecycle_close(struct lifecycle *handle)
{
	int id, turn;

	if (!handle)
		return;
	end_snapshot(handle);
	for (id = 0; id < PROGRAM_COUNT; id++) {
		for (turn = 0; turn < PROGRAMS_OF_A_PROBE; turn++)
			bpf_link__destroy(handle->probes[id].links[turn]);
	}
	unmap_ring(handle);
	if (handle->reader)
		munmap((void *)handle->reader, sysconf(_SC_PAGESIZE));
	if (handle->counters)
		munmap((void *)handle->counters, handle->counters_bytes);
	if (handle->run_time_fd >= 0)
		close(handle->run_time_fd);
	if (handle->remote_fd >= 0) {
		close(handle->ring_fd);
		close(handle->counters_fd);
		close(handle->reader_fd);
	}
	bpf_object__close(handle->object);
	free_batches(&handle->batches);
	free(handle);
}
